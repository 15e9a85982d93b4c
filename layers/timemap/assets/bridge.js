// Between the frame and the page: what the viewer has settled on is committed to Python, once
// a change; what the page pushes is taken over, once a push.
(function (Temoin) {
  "use strict";

  const SETTLE_MS = 250;
  const MEMORY = "temoin.view";
  const CARD = ".st-key-card";
  const CARD_LINE = 0.7; // share of the window below which a card is out of sight
  const COMMITTED = [
    "day", "mode", "window", "selected", "hidden", "language", "filters", "knownBy", "against",
    "crop", "cropped",
  ];

  /**
   * The view as Python reads it; see layers/view.py.
   * @param {object} state of the store
   * @param {L.Map} map
   * @param {?object} crop what a picture shows of the map, see crop.js
   */
  function messageOf(state, map, crop = null) {
    const { lat, lng } = map.getCenter();
    return {
      date: Temoin.dates.iso(state.day),
      mode: state.mode,
      window: state.window,
      selected: state.selected,
      hidden: state.hidden,
      language: state.language,
      filters: state.filters,
      known_by: isoOrNull(state.knownBy),
      against: isoOrNull(state.against),
      center: [Number(lng.toFixed(4)), Number(lat.toFixed(4))],
      zoom: map.getZoom(),
      ...(crop && { crop }),
    };
  }

  const isoOrNull = (day) => (day === null ? null : Temoin.dates.iso(day));
  const SHARED = ["date", "mode", "window", "selected", "language", "known_by", "against", "crop"];

  /** What makes two views the same to the page: centre and zoom do not, panning is no rerun. */
  function essence({ center, zoom, seq, hidden, filters, ...view }) {
    const sorted = Object.entries(view).filter(([name]) => SHARED.includes(name)).sort();
    return JSON.stringify([sorted, [...hidden].sort(), Temoin.filters.read(filters)]);
  }

  /**
   * @param {L.Map} map
   * @param {object} store
   * @param {function(object): void} send e.g. Streamlit.setComponentValue
   * @param {function(): ?object} crop what a picture shows of the map
   */
  function createCommitter(map, store, send, crop) {
    const mount = Date.now().toString(36);
    let count = 0;
    let timer = 0;
    let isUrgent = false; // a selection waits: its card opens while time runs
    let known = messageOf(store.state, map); // the view as the page knows it
    let token = null; // of the page's last push, so that it knows what was said before it

    function commit() {
      timer = 0;
      isUrgent = false;
      const message = messageOf(store.state, map, crop());
      if (essence(message) === essence(known)) return;
      known = message;
      count += 1;
      send({ ...message, token, seq: `${mount}-${count}` });
    }

    function consider(state, changed) {
      const relevant = COMMITTED.some((key) => changed[key]) || changed.playing || changed.scrubbing || changed.settling;
      if (!relevant) return;
      // A view that is still being taken over is no news, nor is what was on its way.
      if (state.settling) {
        clearTimeout(timer);
        timer = 0;
        return;
      }
      isUrgent ||= Boolean(changed.selected);
      const running = state.playing || state.scrubbing;
      if (running && isUrgent && timer) return; // on its way, whatever else moves
      clearTimeout(timer);
      // While time runs nothing but a selection is committed.
      timer = running && !isUrgent ? 0 : setTimeout(commit, SETTLE_MS);
    }

    store.on(consider);
    return {
      /**
       * The page knows this view, and has pushed it under this token: only what differs is news.
       * @returns {object} what the page itself has changed since it heard last
       */
      expect(view, pushed) {
        token = pushed;
        const changes = Object.keys(view).filter((key) => JSON.stringify(view[key]) !== JSON.stringify(known[key]));
        known = view;
        return Object.fromEntries(changes.map((key) => [key, view[key]]));
      },
    };
  }

  /** What this tab showed last, and under which push, so that a reloaded frame goes on there. */
  const memory = {
    save(token, view) {
      try {
        sessionStorage.setItem(MEMORY, JSON.stringify({ token, view }));
      } catch (error) {
        if (!(error instanceof DOMException)) throw error; // storage may be forbidden: go without
      }
    },
    /** What was saved last, {token, view}, or null. */
    load() {
      try {
        return JSON.parse(sessionStorage.getItem(MEMORY) || "null");
      } catch (error) {
        if (error instanceof DOMException || error instanceof SyntaxError) return null;
        throw error;
      }
    },
  };

  /** Light or dark, as Streamlit has coloured the frame. */
  function themeNow() {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
    if (!match) return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const [red, green, blue] = match.slice(1).map((part) => parseInt(part, 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
  }

  // The page round the frame, or null: alone in its window, or in a page of another origin.
  function page() {
    try {
      return window.parent === window ? null : window.parent.document;
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  }

  /** Tell the page's language too: screen readers pick their voice by it. */
  function speak(language) {
    document.documentElement.lang = language;
    if (page()) page().documentElement.lang = language;
  }

  /** While time runs the page's own date would be an old one: it steps back. */
  function tellPlaying(playing) {
    if (page()) page().documentElement.toggleAttribute("data-playing", playing);
  }

  /** Keep the place in the page's address true, so that a copied link shows it: no rerun, no step. */
  function tellPlace({ lat, lng }, zoom) {
    if (!page()) return;
    const { history, location } = window.parent;
    const address = new URL(location.href);
    address.searchParams.set("at", `${lng.toFixed(4)},${lat.toFixed(4)},${zoom}`);
    history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
  }

  /** Where the card stands below the map (on a phone), bring its head into sight. */
  function showCard(smoothly) {
    const card = page() && page().querySelector(CARD);
    if (!card || card.getBoundingClientRect().top < window.parent.innerHeight * CARD_LINE) return;
    card.scrollIntoView({ block: "start", behavior: smoothly ? "smooth" : "auto" });
  }

  Temoin.bridge = { messageOf, createCommitter, memory, essence, themeNow, page, speak, tellPlace, tellPlaying, showCard };
})((window.Temoin = window.Temoin || {}));
