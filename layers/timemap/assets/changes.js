// Two days compared: a sign at each feature that began, ended, changed hands, moved or
// happened between them. What to mark is the page's answer (layers/comparison.py).
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const SIGNS = { began: "+", ended: "−", changed: "⇄", moved: "→", event: "●" };

  /** @param {object} context {map, data, store, words} */
  Temoin.changes = function changes({ map, data, store, words }) {
    const pane = map.createPane("tm-changes");
    pane.style.zIndex = 640;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true"); // the page lists the same in sentences
    const legend = html("div", { class: "tm-legend-section tm-legend-changes", hidden: "" });
    let nodes = [];

    /** The marks hold for the two days that they were asked for, and for no other. */
    function wanted() {
      const { marks, against, day } = store.state;
      if (!marks || against === null || !data.ids) return [];
      if (marks.day !== day || marks.against !== against) return [];
      return Object.entries(marks.of).filter(([id, kind]) => SIGNS[kind] && data.rowOf(id) >= 0);
    }

    function draw() {
      for (const { node } of nodes) node.remove();
      const taken = new Map();
      nodes = wanted().map(([id, kind]) => {
        const row = data.rowOf(id);
        const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
        const key = `${at.lat.toFixed(2)},${at.lng.toFixed(2)}`;
        const shift = taken.get(key) || 0;
        taken.set(key, shift + 1);
        const node = html("span", { class: `tm-change is-${kind} leaflet-zoom-animated`, text: SIGNS[kind] });
        node.style.marginLeft = `${6 + 15 * shift}px`;
        Temoin.symbols.put(node, map.latLngToLayerPoint(at));
        pane.append(node);
        return { node, at };
      });
      explain();
    }

    function explain() {
      const kinds = new Set(wanted().map(([, kind]) => kind));
      legend.hidden = !kinds.size;
      legend.replaceChildren(html("ul", {}, Object.keys(SIGNS).filter((kind) => kinds.has(kind)).map((kind) =>
        html("li", {}, [
          html("span", { class: "tm-legend-symbol" }, [html("span", { class: `tm-change is-${kind}`, text: SIGNS[kind] })]),
          html("span", { text: words(`change.${kind}`) }),
        ]))));
    }

    map.on("zoomend viewreset", draw);
    map.on("zoomanim", ({ zoom, center }) => {
      for (const { node, at } of nodes) Temoin.symbols.put(node, map._latLngToNewLayerPoint(at, zoom, center));
    });
    store.on((state, changed) => {
      if (changed.marks || changed.against || changed.day || changed.language) draw();
    });
    return { legend, draw };
  };
})((window.Temoin = window.Temoin || {}));
