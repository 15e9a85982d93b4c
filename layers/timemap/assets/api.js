// `window.temoin`: what tests, benchmarks, stories and embedding pages use.
(function (Temoin) {
  "use strict";

  const { MODES, WINDOWS } = Temoin.timeline;
  const REMEMBER_MS = 500; // while time runs or is dragged, no oftener than this
  const CHANGES = [
    "day", "mode", "window", "hidden", "selectedRow", "language", "theme", "sieved", "against",
  ];
  const SEARCH_ZOOM = 7.5;

  /**
   * @param {object} context {map, data, store, words, sieve}
   * @param {object} parts what Temoin.parts returned
   * @param {{showAll: function}} view
   */
  Temoin.api = function createApi(context, parts, view) {
    const { map, data, store, sieve } = context;
    const root = map.getContainer();
    const { first, last } = data.index.period;
    const streamlit = window.Streamlit;
    const crop = Temoin.crop(context);
    Temoin.present(context);
    const committer = Temoin.bridge.createCommitter(
      map, store, (message) => (streamlit ? streamlit.setComponentValue(message) : undefined), crop.shown,
    );
    let token = null;
    let takeWanted = null;
    let takeFilters = Promise.resolve();
    let remembered = 0;
    let drawnBy = null; // the day that disputes are drawn as of

    const clamp = (day) => Math.min(Math.max(day, first), last);

    function setDay(day) {
      const wanted = clamp(day);
      store.set({ day: wanted, time: wanted });
    }

    async function select(id) {
      if (id === null || id === undefined) {
        store.set({ selectedRow: -1, selected: null });
        return false;
      }
      await data.loadIds();
      const row = data.rowOf(id);
      if (row < 0) return false;
      await reveal(row);
      store.set({ selectedRow: row });
      return true;
    }

    /** Select a feature and go near it. */
    async function show(id) {
      if (!(await select(id))) return false;
      const row = data.rowOf(id);
      const at = [data.columns.lat[row], data.columns.lon[row]];
      map.setView(at, Math.max(map.getZoom(), SEARCH_ZOOM), { animate: !store.state.reducedMotion });
      return true;
    }

    /** Show where a feature is for as long as the page points at it; null ends it. */
    function point(id, isFocus) {
      const row = id && data.ids ? data.rowOf(id) : -1;
      store.set({ pointed: row });
      if (row < 0 || !isFocus) return;
      const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
      if (!map.getBounds().contains(at)) map.panInside(at, { padding: [60, 160] });
    }

    // A feature that is asked for is shown: its layer, its day, its place.
    async function reveal(row) {
      const { fates } = store.state;
      // Whatever keeps it back is given up, and the map no longer says that it hides anything.
      if (fates && fates[row]) await sieve.change({ filters: Temoin.filters.NONE, knownBy: null });
      const layer = data.layerName(row);
      // A milestone is chosen on the slider; its layer stays off the map until switched on.
      if (layer !== "milestones" && store.state.hidden.includes(layer)) {
        store.set({ hidden: store.state.hidden.filter((name) => name !== layer) });
      }
      const { begin_sure: beginSure, end, lat, lon } = data.columns;
      // On its first sure day, if it has one: the same day as the page's own links to it.
      if (parts.visible().states[row] === Temoin.timeline.HIDDEN) setDay(Math.min(beginSure[row], end[row] - 1));
      const at = L.latLng(lat[row], lon[row]);
      if (!map.getBounds().contains(at)) map.panInside(at, { padding: [60, 160] });
    }

    /**
     * Take over what the page pushed, each token once. A frame that was reloaded goes on
     * where this tab was; what the page does not know of that yet is committed.
     */
    function acceptPush(message) {
      store.set({ marks: message.marks, presented: message.presented ?? null });
      const wantedCrop = message.crop || null;
      if (JSON.stringify(wantedCrop) !== JSON.stringify(store.state.crop)) {
        // A picture needs the room that the legend takes; it has one of its own.
        store.set({ crop: wantedCrop, openPanel: wantedCrop && !store.state.crop ? null : store.state.openPanel });
      }
      if (message.token === token) return;
      const isFirst = token === null;
      token = message.token;
      const wanted = { ...message.view, date: Temoin.dates.iso(dayWanted(message.view)) };
      const { center, zoom, ...changes } = committer.expect(wanted, token);
      // A frame that lives takes what the page changed, and leaves alone what the viewer did.
      const place = message.moves ? { center: wanted.center, zoom: wanted.zoom } : {};
      apply(isFirst ? resumed(wanted) : { ...changes, ...place });
    }

    function resumed(wanted) {
      const kept = Temoin.bridge.memory.load();
      if (!kept) return wanted;
      const { view: before } = kept;
      if (kept.token === token) return { ...before, language: wanted.language };
      // A page that was loaded anew and asks for the same picture: at the same place, too.
      const { language } = wanted;
      const same = Temoin.bridge.essence({ ...before, language }) === Temoin.bridge.essence(wanted);
      return same ? { ...wanted, center: before.center, zoom: before.zoom } : wanted;
    }

    function dayWanted(wanted) {
      const day = Temoin.dates.dayOf(wanted.date);
      return clamp(day === null ? store.state.day : day);
    }

    function apply(wanted) {
      const changes = { settling: true };
      if (wanted.date) changes.day = changes.time = dayWanted(wanted);
      if (MODES.includes(wanted.mode)) changes.mode = wanted.mode;
      if (WINDOWS.includes(wanted.window)) changes.window = wanted.window;
      if (wanted.language) changes.language = wanted.language;
      if (Array.isArray(wanted.hidden)) changes.hidden = wanted.hidden;
      if ("against" in wanted) changes.against = Temoin.dates.dayOf(wanted.against || "");
      store.set(changes);
      const sieved = filterAs(wanted);
      frame(wanted);
      const isSelecting = "selected" in wanted && wanted.selected !== store.state.selected;
      // A feature that is gone stays wanted, so that the page can say that it is gone.
      takeWanted = sieved
        .then(() => isSelecting && select(wanted.selected))
        .then((found) => found || !isSelecting || store.set({ selected: wanted.selected }))
        .catch(Temoin.report)
        .then(() => store.set({ settling: false }));
    }

    // Filters, if the page changed them; the map is drawn with them from the start.
    function filterAs(wanted) {
      const changes = {};
      if ("filters" in wanted) changes.filters = Temoin.filters.read(wanted.filters);
      if ("known_by" in wanted) changes.knownBy = Temoin.dates.dayOf(wanted.known_by || "");
      takeFilters = Object.keys(changes).length ? sieve.change(changes).catch(Temoin.report) : Promise.resolve();
      return takeFilters;
    }

    function frame(wanted) {
      if (wanted.center && Number.isFinite(wanted.zoom)) {
        const place = store.state.crop ? crop.around(wanted) : wanted;
        map.setView(L.latLng(place.center.lat ?? place.center[1], place.center.lng ?? place.center[0]), place.zoom, { animate: false });
      } else if (!map._temoinFramed && store.state.crop) {
        const place = crop.fitting(L.latLngBounds(view.whole));
        map.setView(place.center, place.zoom, { animate: false });
      } else if (!map._temoinFramed) {
        view.showAll({ animate: false });
      }
      map._temoinFramed = true;
    }

    function remember() {
      const now = performance.now();
      const { playing, scrubbing } = store.state;
      if ((playing || scrubbing) && now - remembered < REMEMBER_MS) return;
      remembered = now;
      if (token) Temoin.bridge.memory.save(token, Temoin.bridge.messageOf(store.state, map));
    }

    // --- drawing follows the state ---

    function follow(state, changed) {
      if (changed.playing) Temoin.bridge.tellPlaying(state.playing);
      if (changed.selectedRow) name(state.selectedRow);
      if (changed.knownBy) parts.forget();
      if (changed.theme) {
        root.dataset.theme = state.theme;
        parts.retheme();
      } else if (changed.language || changed.selectedRow || (changed.sieved && state.knownBy !== drawnBy)) {
        drawnBy = state.knownBy;
        speak();
        parts.redraw();
      } else if (changed.day || changed.time || changed.mode || changed.window || changed.hidden || changed.sieved || changed.against) {
        parts.render();
      } else if (changed.pointed) {
        parts.point();
      }
      if (CHANGES.some((key) => changed[key])) {
        remember();
        root.dispatchEvent(new CustomEvent("timechange", { detail: { date: api.date, mode: state.mode } }));
      }
    }

    // Ids come after the first picture; a click before that waits for them.
    function name(row) {
      if (row < 0) store.set({ selected: null });
      else if (data.ids) store.set({ selected: data.ids[row] });
      else data.loadIds().then(() => name(store.state.selectedRow), Temoin.report);
    }

    function speak() {
      root.setAttribute("lang", store.state.language);
      root.setAttribute("role", "region");
      Temoin.bridge.speak(store.state.language);
      root.setAttribute("aria-label", context.words("map.label"));
    }

    async function openFrom(id, iso) {
      const day = iso ? Temoin.dates.dayOf(iso) : null;
      if (day !== null) setDay(day);
      await select(id);
    }

    const api = {
      isReady: false,
      /** Resolves when the first features are painted and ids are known. */
      ready: null,
      period: { first: Temoin.dates.iso(first), last: Temoin.dates.iso(last) },
      get date() {
        return Temoin.dates.iso(store.state.day);
      },
      get state() {
        return store.state;
      },
      get count() {
        return parts.visible().length;
      },
      setDate(iso) {
        const day = Temoin.dates.dayOf(iso);
        if (day === null) throw new RangeError("a date is YYYY-MM-DD");
        setDay(day);
      },
      setDay,
      play: () => store.set({ playing: true }),
      pause: () => store.set({ playing: false }),
      setSpeed: (speed) => store.set({ speed }),
      setMode(mode, days) {
        if (!MODES.includes(mode)) throw new RangeError(`mode is one of ${MODES}`);
        store.set({ mode, window: WINDOWS.includes(days) ? days : store.state.window });
      },
      setLayers: (hidden) => store.set({ hidden: [...hidden].sort() }),
      /** Filters as in `state.filters`; what is left out lets everything through. */
      setFilters: (filters) => sieve.change({ filters: Temoin.filters.read(filters) }),
      /** Show only what was reported by a day, YYYY-MM-DD; null shows all. */
      setKnownBy(iso) {
        const day = iso === null ? null : Temoin.dates.dayOf(iso);
        if (iso !== null && day === null) throw new RangeError("a date is YYYY-MM-DD, or null");
        return sieve.change({ knownBy: day });
      },
      setLanguage: (language) => store.set({ language }),
      setView(center, zoom) {
        map.setView([center[1], center[0]], zoom, { animate: false });
      },
      /** Ids of what shows on the playhead, sorted; the window of the map plays no part. */
      visibleIds() {
        const { rows, length } = parts.visible();
        return Array.from(rows.subarray(0, length), (row) => data.ids[row]).sort();
      },
      /** Names of the states that the visible features are in. */
      stateOf: (id) => Temoin.timeline.stateNames[parts.visible().states[data.rowOf(id)]],
      select,
      show,
      on: (name, listener) => root.addEventListener(name, listener),
      map,
    };

    map.on("moveend", () => {
      remember();
      // A picture's place is the page's own to write down, once it is committed.
      if (store.state.crop) store.set({ cropped: store.state.cropped + 1 });
      else if (api.isReady) Temoin.bridge.tellPlace(map.getCenter(), map.getZoom());
    });
    store.on(follow);
    const unlink = Temoin.pageLinks(Temoin.bridge.page(), {
      open: (id, iso) => openFrom(id, iso).catch(Temoin.report),
      move: (iso) => api.setDate(iso),
      step: (days) => setDay(store.state.day + days),
      toggle: () => store.set({ playing: !store.state.playing }),
      point,
    });
    const silence = Temoin.embedding(Temoin.bridge.page()?.defaultView || null, api);
    window.addEventListener("pagehide", () => {
      unlink();
      silence();
    });
    if (streamlit) {
      streamlit.events.addEventListener(streamlit.RENDER_EVENT, () =>
        requestAnimationFrame(() => store.set({ theme: Temoin.bridge.themeNow() })),
      );
    }
    api.accept = (message) => {
      acceptPush(message);
      return takeFilters;
    };
    api.begin = function begin() {
      root.dataset.theme = store.state.theme;
      speak();
      parts.redraw();
      parts.names.draw();
      window.temoin = api;
      api.painted = new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      api.ready = api.painted
        .then(() => performance.mark("temoin-painted"))
        .then(() => Promise.all([data.loadIds(), takeWanted]))
        .then(() => {
          if (store.state.selectedRow >= 0) name(store.state.selectedRow);
          parts.changes.draw();
          api.isReady = true;
        });
      api.ready.catch(Temoin.report);
    };
    return api;
  };
})((window.Temoin = window.Temoin || {}));
