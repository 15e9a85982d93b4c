// The names of the largest massacre sites in sight, so that a newcomer need not click.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const MOST = 4;
  const LEAST_RADIUS = 14;
  const CLEARANCE = [120, 34];

  /** @param {object} context {map, data, store, specOf} */
  Temoin.captions = function captions({ map, data, store, specOf }) {
    const pane = map.createPane("tm-captions");
    pane.style.zIndex = 615;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    let drawn = "";
    let isOn = false; // names that arrive late are for a map that still shows symbols
    let nodes = [];

    function chosen({ rows, states, length }) {
      const large = [];
      for (let k = 0; k < length; k++) {
        const row = rows[k];
        if (states[row] === Temoin.timeline.ENDED) continue;
        const spec = specOf(row);
        if (spec.type === "disc" && spec.high >= LEAST_RADIUS) large.push({ row, radius: spec.high });
      }
      return large.sort((a, b) => b.radius - a.radius);
    }

    function render(visible) {
      isOn = true;
      const large = chosen(visible);
      const key = `${large.map(({ row }) => row)}|${store.state.language}|${map.getZoom()}`;
      if (key === drawn) return;
      drawn = key;
      for (const { node } of nodes) node.remove();
      nodes = [];
      const taken = [];
      for (const { row, radius } of large) {
        const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
        const point = map.latLngToLayerPoint(at).add([0, radius + 2]);
        const crowded = taken.some((other) =>
          Math.abs(other.x - point.x) < CLEARANCE[0] && Math.abs(other.y - point.y) < CLEARANCE[1]);
        const text = data.text(row, () => isOn && ((drawn = ""), render(visible)));
        if (crowded || !text) continue;
        taken.push(point);
        const node = html("span", { class: "tm-caption leaflet-zoom-animated", text: text[store.state.language].name });
        Temoin.symbols.put(node, point);
        pane.append(node);
        nodes.push({ node, at, radius });
        if (nodes.length === MOST) break;
      }
    }

    map.on("zoomanim", ({ zoom, center }) => {
      for (const { node, at, radius } of nodes) {
        Temoin.symbols.put(node, map._latLngToNewLayerPoint(at, zoom, center).add([0, radius + 2]));
      }
    });

    return {
      render,
      clear() {
        for (const { node } of nodes) node.remove();
        nodes = [];
        drawn = "";
        isOn = false;
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
