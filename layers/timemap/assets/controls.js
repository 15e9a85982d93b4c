// Zoom, whole country, full screen, online tiles, scale bar and credits.
(function (Temoin) {
  "use strict";

  const { html, svg } = Temoin.symbols;
  const ICONS = {
    in: "M8 3V13M3 8H13",
    out: "M3 8H13",
    home: "M2.5 8L8 3L13.5 8M4.5 7V13H11.5V7",
    full: "M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10",
    tiles: "M2 5L6 3L10 5L14 3V11L10 13L6 11L2 13ZM6 3V11M10 5V13",
  };

  function icon(name) {
    return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, [
      svg("path", { class: "tm-icon", d: ICONS[name] }),
    ]);
  }

  /**
   * @param {object} context {map, store, words, tiles, tileSource, showAll()}
   * @returns {{element: HTMLElement, footer: HTMLElement}}
   */
  function create(context) {
    const { map, store, words } = context;
    const buttons = [];

    function button(name, action) {
      const node = html("button", { type: "button", class: "tm-control" }, [icon(name)]);
      node.addEventListener("click", action);
      buttons.push({ node, name });
      return node;
    }

    const full = button("full", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(Temoin.report);
    });
    full.hidden = !document.fullscreenEnabled;
    const tiles = button("tiles", () => store.set({ tiles: !store.state.tiles }));
    tiles.hidden = !context.tileSource; // a page without a network has none
    const element = html("div", { class: "tm-controls" }, [
      button("in", () => map.zoomIn()),
      button("out", () => map.zoomOut()),
      button("home", () => context.showAll()),
      full,
      tiles,
    ]);
    const scale = html("div", { class: "tm-scalebar" }, [html("span"), html("i")]);
    const credits = html("p", { class: "tm-credits" });
    const footer = html("div", { class: "tm-footer" }, [scale, credits]);
    for (const node of [element, footer]) {
      L.DomEvent.disableClickPropagation(node);
    }

    function refresh() {
      for (const { node, name } of buttons) {
        const said = words(`map.control_${name}`);
        node.title = said;
        node.setAttribute("aria-label", said);
      }
      tiles.setAttribute("aria-pressed", String(Boolean(store.state.tiles)));
      credits.textContent = store.state.tiles
        ? `${words("map.credits")} ${context.tileSource.attribution}`
        : words("map.credits");
      measure();
    }

    // True at the middle of the map: a Mercator map has no one scale.
    function measure() {
      const size = map.getSize();
      const y = size.y / 2;
      const reach = 110;
      const metres = map.containerPointToLatLng([0, y]).distanceTo(map.containerPointToLatLng([reach, y]));
      const power = 10 ** Math.floor(Math.log10(metres));
      const lead = [5, 2, 1].find((each) => each * power <= metres);
      const length = lead * power;
      scale.lastChild.style.width = `${Math.round((reach * length) / metres)}px`;
      scale.firstChild.textContent =
        length >= 1000 ? `${words.number(length / 1000)} km` : `${words.number(length)} m`;
    }

    map.on("zoomend moveend resize", measure);
    store.on((state, changed) => {
      if (changed.tiles) context.tiles.show(state.tiles ? context.tileSource : null);
      if (changed.tiles || changed.language) refresh();
    });
    refresh();
    return { element, footer };
  }

  Temoin.controls = { create };
})((window.Temoin = window.Temoin || {}));
