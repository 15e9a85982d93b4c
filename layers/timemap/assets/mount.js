// Puts the time map together in a Leaflet map and publishes `window.temoin`.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const HOME_METRES = 2000; // rounding of a centre, not a move
  const MALI = [[10.1, -12.3], [25.05, 4.3]];

  let pending = null;
  let accept = null;

  /** Called by the page, before or after the map is up: {token, view}. */
  Temoin.push = function push(message) {
    pending = message;
    if (accept) accept(message);
  };

  /** Where failures go that no reader can mend: the console, and a line on the map. */
  Temoin.report = function report(error) {
    console.error(error);
    const note = document.querySelector(".tm-failure");
    if (note) note.hidden = false;
  };

  /**
   * @param {L.Map} map an empty Leaflet map
   * @param {{data: string, assets: string, digest: string}} config where things are
   */
  Temoin.mount = function mount(map, config) {
    const root = map.getContainer();
    root.classList.add("tm-root");
    const failure = html("p", { class: "tm-failure", role: "alert", text: "Témoin: no data / pas de données" });
    failure.hidden = true;
    root.append(failure);
    const ready = start(map, root, config);
    window.temoin = { isReady: false, ready };
    ready.catch(Temoin.report);
  };

  async function start(map, root, config) {
    const [data, countries] = await Promise.all([
      Temoin.data.load(config.data),
      Temoin.data.ask(`${config.assets}/basemap.json`).then((response) => response.json()),
      stylesReady(),
    ]);
    const [places, rivers] = await Promise.all(
      ["places", "rivers_roads"].map((name) => contextLayer(config, data, name)),
    );
    if (!pending) await new Promise((resolve) => (accept = resolve));
    map.invalidateSize();
    const timeMap = assemble(map, root, data, { countries, places, rivers });
    accept = timeMap.accept;
    await timeMap.accept(pending);
    timeMap.begin();
    await timeMap.ready;
  }

  // streamlit-folium appends the style sheets last and does not wait for them.
  function stylesReady() {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    return Promise.all(
      links.map((link) => link.sheet || new Promise((resolve) => {
        link.addEventListener("load", resolve);
        link.addEventListener("error", resolve);
      })),
    );
  }

  async function contextLayer(config, data, name) {
    if (!data.index.context.some((layer) => layer.name === name)) return null;
    return (await Temoin.data.ask(`${config.data}/context/${name}.json`)).json();
  }

  function firstState(data) {
    const { first, last } = data.index.period;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)");
    return {
      day: last, time: last, mode: "on", window: 90, speed: 30, playing: false, scrubbing: false, settling: false,
      language: "en", theme: Temoin.bridge.themeNow(), hidden: [], selected: null, selectedRow: -1,
      tiles: false, reducedMotion: still.matches, first, last,
      filters: Temoin.filters.NONE, knownBy: null, fates: null, sieved: 0, sieving: false,
      against: null, marks: null, pointed: -1, crop: null, cropped: 0, presented: null,
      openPanel: window.matchMedia("(max-width: 700px)").matches ? null : "legend",
    };
  }

  function assemble(map, root, data, sources) {
    const store = Temoin.createStore(firstState(data));
    const words = Temoin.createWords(data.index.words, store);
    const shapes = Object.fromEntries(data.index.families.map((family) => [family.key, family.shape]));
    const bar = html("div", { class: "tm-bar" });
    const bottomInset = () => bar.offsetHeight;
    const sieve = Temoin.sieve(data, store);
    const context = { map, data, store, words, shapes, bottomInset, sieve };

    Temoin.symbols.install(data.index, root, store.state.theme);
    root.append(Temoin.symbols.hatching());
    const { tiles } = Temoin.basemap.create(map, sources.countries, sources);
    const parts = Temoin.parts(context, { ...sources, tiles, showAll });
    bar.append(parts.controls.footer);
    // Before the symbols, so that Tab reaches play and slider first.
    root.prepend(bar, parts.controls.element, parts.side, parts.keptBack);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    parts.timebar(bar);

    let home = null; // centre and zoom of the whole country, while the viewer has not moved

    function showAll({ animate = !store.state.reducedMotion } = {}) {
      // Not under the legend, where the window is wide enough for both.
      const isWide = map.getSize().x > 900 || store.state.presented !== null;
      const side = isWide ? parts.side.offsetWidth + 12 : 0;
      const pad = { paddingTopLeft: [8 + side, 8], paddingBottomRight: [8, bottomInset() + 4] };
      if (!map.getSize().x || !map.getSize().y) return;
      const target = map._getBoundsCenterZoom(L.latLngBounds(MALI), pad);
      home = target;
      map.setView(target.center, target.zoom, { animate });
    }

    // A window that changes keeps its middle; one that shows all Mali goes on doing so.
    function refit() {
      root.style.setProperty("--tm-bar-height", `${bottomInset()}px`);
      if (!root.offsetWidth || !root.offsetHeight) return; // a frame that is being taken away
      const atHome = home && map.getZoom() === home.zoom && map.getCenter().distanceTo(home.center) < HOME_METRES;
      map.invalidateSize({ animate: false });
      if (atHome) showAll({ animate: false });
    }

    window.matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", (event) => {
      store.set({ reducedMotion: event.matches });
    });
    const api = Temoin.api(context, parts, { showAll, whole: MALI });
    const observer = new ResizeObserver(refit);
    observer.observe(root);
    observer.observe(bar);
    return api;
  }

})((window.Temoin = window.Temoin || {}));
