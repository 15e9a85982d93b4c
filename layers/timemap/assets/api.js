// `window.temoin`: what tests, benchmarks, stories and embedding pages use.
(function (Temoin) {
  "use strict";

  const MODES = ["on", "sofar", "last"];
  const WINDOWS = [30, 90, 365];
  const REMEMBER_MS = 500; // while time runs, no oftener than this
  const CHANGES = ["day", "mode", "window", "hidden", "selectedRow", "language", "theme"];

  /**
   * @param {object} context {map, data, store, words}
   * @param {object} parts what Temoin.parts returned
   * @param {{showAll: function}} view
   */
  Temoin.api = function createApi(context, parts, view) {
    const { map, data, store } = context;
    const root = map.getContainer();
    const { first, last } = data.index.period;
    const streamlit = window.Streamlit;
    const committer = Temoin.bridge.createCommitter(map, store, (message) =>
      streamlit ? streamlit.setComponentValue(message) : undefined,
    );
    let token = null;
    let takeWanted = null;
    let remembered = 0;

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
      reveal(row);
      store.set({ selectedRow: row });
      return true;
    }

    // A feature that is asked for is shown: its layer, its day, its place.
    function reveal(row) {
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
      if (message.token === token) return;
      const isFirst = token === null;
      token = message.token;
      const wanted = { ...message.view, date: Temoin.dates.iso(dayWanted(message.view)) };
      const { center, zoom, ...changes } = committer.expect(wanted);
      // A frame that lives takes what the page changed, and leaves alone what the viewer did.
      apply(isFirst ? resumed(wanted) : changes);
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
      const changes = {};
      if (wanted.date) changes.day = changes.time = dayWanted(wanted);
      if (MODES.includes(wanted.mode)) changes.mode = wanted.mode;
      if (WINDOWS.includes(wanted.window)) changes.window = wanted.window;
      if (wanted.language) changes.language = wanted.language;
      if (Array.isArray(wanted.hidden)) changes.hidden = wanted.hidden;
      store.set(changes);
      frame(wanted);
      if ("selected" in wanted && wanted.selected !== store.state.selected) {
        store.set({ settling: true });
        // A feature that is gone stays wanted, so that the page can say that it is gone.
        takeWanted = select(wanted.selected)
          .then((found) => found || store.set({ selected: wanted.selected }))
          .catch(Temoin.report)
          .then(() => store.set({ settling: false }));
      }
    }

    function frame(wanted) {
      if (wanted.center && Number.isFinite(wanted.zoom)) {
        map.setView([wanted.center[1], wanted.center[0]], wanted.zoom, { animate: false });
      } else if (!map._temoinFramed) {
        view.showAll({ animate: false });
      }
      map._temoinFramed = true;
    }

    function remember() {
      const now = performance.now();
      if (store.state.playing && now - remembered < REMEMBER_MS) return;
      remembered = now;
      if (token) Temoin.bridge.memory.save(token, Temoin.bridge.messageOf(store.state, map));
    }

    // --- drawing follows the state ---

    function follow(state, changed) {
      if (changed.playing) Temoin.bridge.tellPlaying(state.playing);
      if (changed.selectedRow) name(state.selectedRow);
      if (changed.theme) {
        root.dataset.theme = state.theme;
        parts.retheme();
      } else if (changed.language || changed.selectedRow) {
        speak();
        parts.redraw();
      } else if (changed.day || changed.time || changed.mode || changed.window || changed.hidden) {
        parts.render();
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
      setLanguage: (language) => store.set({ language }),
      setView: (center, zoom) => map.setView([center[1], center[0]], zoom, { animate: false }),
      /** Ids of what shows on the playhead, sorted; the window of the map plays no part. */
      visibleIds() {
        const { rows, length } = parts.visible();
        return Array.from(rows.subarray(0, length), (row) => data.ids[row]).sort();
      },
      /** Names of the states that the visible features are in. */
      stateOf: (id) => Temoin.timeline.stateNames[parts.visible().states[data.rowOf(id)]],
      select,
      on: (name, listener) => root.addEventListener(name, listener),
      map,
    };

    map.on("moveend", remember);
    store.on(follow);
    if (streamlit) {
      streamlit.events.addEventListener(streamlit.RENDER_EVENT, () =>
        requestAnimationFrame(() => store.set({ theme: Temoin.bridge.themeNow() })),
      );
    }
    api.accept = acceptPush;
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
          api.isReady = true;
        });
      api.ready.catch(Temoin.report);
    };
    return api;
  };
})((window.Temoin = window.Temoin || {}));
