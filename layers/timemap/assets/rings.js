// How well a place is known: a ring of its radius round what is selected and, close up, round
// everything, so that a point never pretends to be more exact than its sources.
(function (Temoin) {
  "use strict";

  const { svg } = Temoin.symbols;
  const CLOSE_UP = 8.5; // zoom from which every feature has its ring
  const METRES_PER_DEGREE = 111320; // of latitude
  const SELECTED_RADIUS = 17;

  /** @param {object} context {map, data, store} */
  Temoin.rings = function rings({ map, data, store }) {
    const pane = map.createPane("tm-halo");
    pane.style.zIndex = 590;
    pane.setAttribute("aria-hidden", "true");
    const box = svg("svg", { class: "tm-halo-box leaflet-zoom-hide" });
    let drawn = "";
    pane.append(box);

    function place(row) {
      const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
      const km = data.index.precisionKm[data.columns.precision[row]];
      const here = map.latLngToLayerPoint(at);
      const north = map.latLngToLayerPoint([at.lat + (km * 1000) / METRES_PER_DEGREE, at.lng]);
      return { cx: here.x, cy: here.y, r: Math.max(here.y - north.y, 0) };
    }

    // On lines precision is worded, not drawn.
    function wanted({ rows, length }) {
      if (map.getZoom() < CLOSE_UP) return [];
      const view = map.getBounds().pad(0.2);
      const { lat, lon } = data.columns;
      const found = new Map();
      for (let k = 0; k < length && found.size < Temoin.MANY; k++) {
        const row = rows[k];
        if (data.line[row] >= 0 || !view.contains([lat[row], lon[row]])) continue;
        found.set(`${lat[row]},${lon[row]},${data.columns.precision[row]}`, row);
      }
      return [...found.values()];
    }

    function render(visible) {
      const selected = store.state.selectedRow;
      const rows = wanted(visible);
      const { x, y } = map.getPixelOrigin();
      const { pointed } = store.state;
      const key = `${selected}|${pointed}|${rows}|${map.getZoom()}|${x},${y}`;
      if (key === drawn) return;
      drawn = key;
      const parts = rows.map((row) => svg("circle", { class: "tm-ring", ...place(row) }));
      if (selected >= 0 && data.line[selected] < 0) {
        const own = place(selected);
        parts.push(
          svg("circle", { class: "tm-precision", ...own }),
          svg("circle", { class: "tm-halo", ...own, r: SELECTED_RADIUS }),
        );
      }
      if (pointed >= 0 && pointed !== selected) {
        parts.push(svg("circle", { class: "tm-pointed", ...place(pointed), r: SELECTED_RADIUS }));
      }
      box.replaceChildren(...parts);
    }

    return { render };
  };
})((window.Temoin = window.Temoin || {}));
