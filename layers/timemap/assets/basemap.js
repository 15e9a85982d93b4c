// Land, borders, coast, rivers and roads: quiet, vector, always there. Online tiles may be
// laid under the borders; when they fail, nothing is missing.
(function (Temoin) {
  "use strict";

  const style = (className) => () => ({ className });

  /**
   * @param {L.Map} map
   * @param {object} countries layers/basemap/countries.json
   * @param {{rivers: object|null}} context GeoJSON of rivers and roads
   */
  function create(map, countries, context) {
    const panes = { land: 200, tiles: 210, lines: 220 };
    for (const [name, order] of Object.entries(panes)) {
      const pane = map.createPane(`tm-${name}`);
      pane.style.zIndex = order;
      pane.style.pointerEvents = "none";
    }
    const draw = (data, pane, styler) =>
      L.geoJSON(data, {
        pane: `tm-${pane}`,
        renderer: rendererOf(map, pane),
        interactive: false,
        smoothFactor: 0.6,
        style: styler,
      }).addTo(map);

    draw(countries.land, "land", (feature) => ({
      className: feature.properties.mali ? "tm-land is-mali" : "tm-land",
    }));
    if (context.rivers) {
      draw(context.rivers, "lines", (feature) => ({
        className: feature.properties.kind === "river" ? "tm-river" : "tm-road",
      }));
    }
    draw(countries.coast, "lines", style("tm-coast"));
    draw(countries.borders, "lines", (feature) => {
      const { a, b, disputed } = feature.properties;
      if (disputed) return { className: "tm-border is-undetermined" };
      return { className: a === "ML" || b === "ML" ? "tm-border is-mali" : "tm-border" };
    });
    return { tiles: tileSwitch(map) };
  }

  const renderers = new WeakMap();

  function rendererOf(map, pane) {
    if (!renderers.has(map)) renderers.set(map, {});
    const known = renderers.get(map);
    known[pane] ||= L.svg({ pane: `tm-${pane}`, padding: 0.4 });
    return known[pane];
  }

  function tileSwitch(map) {
    let layer = null;
    return {
      /** Show online tiles of `source` ({url, attribution, maxZoom}), or none. */
      show(source) {
        if (layer) layer.remove();
        layer = null;
        map.getContainer().classList.remove("has-tiles");
        if (!source) return;
        layer = L.tileLayer(source.url, { pane: "tm-tiles", maxZoom: source.maxZoom });
        // Our own land makes room only once there is something to see.
        layer.on("tileload", () => map.getContainer().classList.add("has-tiles"));
        layer.addTo(map);
      },
    };
  }

  Temoin.basemap = { create };
})((window.Temoin = window.Temoin || {}));
