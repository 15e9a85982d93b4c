// Names of countries and towns: more of them the nearer one looks, none over another.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  // How much a kind of place counts, before its people and what happened there.
  const WORTH = { capital: 60, city: 40, town: 16, village: 6, site: 0 };
  const MAJOR = 55;
  const MANY_PEOPLE = 100000;
  const NEAR_DEGREES = 0.06;
  const SIDES = ["under", "right", "left"];

  function worth(place, evidence) {
    const { kind, population } = place.properties;
    const people = population ? Math.log10(population) * 4 : 0;
    const [lon, lat] = place.geometry.coordinates;
    const own = evidence.near(lon, lat);
    return (WORTH[kind] || 0) + people + (own ? 14 + 6 * Math.log2(1 + own) : 0);
  }

  // Evidence at a place, a massacre weighing with its dead: a village is named for it.
  function evidenceGrid(data) {
    const cells = new Map();
    const { lon, lat, killed_max: killed, layer } = data.columns;
    const step = Math.max(1, Math.floor(data.count / 5000));
    for (let row = 0; row < data.count; row += step) {
      if (data.line[row] >= 0 || layer[row] > 1) continue;
      const key = `${Math.round(lon[row] / NEAR_DEGREES)},${Math.round(lat[row] / NEAR_DEGREES)}`;
      const dead = killed[row] === Temoin.data.NO_FIGURE ? 0 : killed[row];
      cells.set(key, (cells.get(key) || 0) + 1 + dead / 40);
    }
    return {
      near: (x, y) =>
        cells.get(`${Math.round(x / NEAR_DEGREES)},${Math.round(y / NEAR_DEGREES)}`) || 0,
    };
  }

  // Least worth that is named at a zoom level.
  function threshold(zoom) {
    return 104 - 11.5 * zoom;
  }

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /**
   * @param {L.Map} map
   * @param {object} data features, for what happened at a place
   * @param {{places: object|null, countries: object}} sources GeoJSON
   * @param {{symbols: function(): Array, panels: function(): Array, onDrawn: function()}} around
   *   boxes [left, top, right, bottom] in layer pixels: a panel cuts a name off; a symbol may
   *   stand on the name of a place that matters. `onDrawn` hears when the names stand.
   */
  function create(map, data, sources, store, around) {
    const pane = map.createPane("tm-labels");
    pane.style.zIndex = 610;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    const evidence = evidenceGrid(data);
    const towns = (sources.places ? sources.places.features : [])
      .filter((place) => place.geometry.type === "Point" && place.properties.kind !== "site")
      .map((place) => ({ place, worth: worth(place, evidence) }))
      .sort((a, b) => b.worth - a.worth);
    const lands = sources.countries.land.features.filter((land) => land.properties.label);
    const nodes = [];
    let taken = [];

    function name(properties) {
      return store.state.language === "fr" ? properties.name_fr || properties.name : properties.name;
    }

    function add(className, text, at) {
      const node = html("span", { class: `tm-label leaflet-zoom-animated ${className}`, text });
      Temoin.symbols.put(node, map.latLngToLayerPoint(at));
      pane.append(node);
      nodes.push({ node, at });
    }

    // Text is measured once a draw by the number of its letters: no layout is forced.
    function box(text, { x, y }, size, side) {
      const width = text.length * size * 0.56 + 8;
      if (side === "under") return [x - width / 2, y + 3, x + width / 2, y + 7 + size];
      const left = side === "right" ? x + 2 : x - 2 - width;
      return [left, y - size / 2 - 1, left + width, y + size / 2 + 1];
    }

    function draw() {
      for (const { node } of nodes) node.remove();
      nodes.length = 0;
      const zoom = map.getZoom();
      const view = map.getBounds().pad(0.3);
      const symbols = around.symbols();
      const panels = around.panels();
      taken = [];
      for (const land of lands) {
        const [lon, lat] = land.properties.label;
        if (!view.contains([lat, lon])) continue;
        const own = land.properties.mali ? "tm-country is-mali" : "tm-country";
        const at = L.latLng(lat, lon);
        const text = name(land.properties);
        const { x, y } = map.latLngToLayerPoint(at);
        const here = [x - text.length * 5, y - 8, x + text.length * 5, y + 8];
        if (panels.some((panel) => overlap(here, panel))) continue;
        taken.push(here);
        add(own, text, at);
      }
      for (const town of towns) {
        if (town.worth < threshold(zoom)) break;
        const [lon, lat] = town.place.geometry.coordinates;
        if (!view.contains([lat, lon])) continue;
        const text = name(town.place.properties);
        const big = town.place.properties.kind === "capital" || town.place.properties.population > MANY_PEOPLE;
        const point = map.latLngToLayerPoint([lat, lon]);
        const boxOf = (side) => box(text, point, big ? 13 : 11.5, side);
        const meets = (own, others) => others.some((other) => overlap(own, other));
        if (meets(boxOf("under"), panels)) continue;
        // Below its dot; places that matter beside it, too, and else whatever stands there.
        const isFree = (side) => !meets(boxOf(side), taken) && !meets(boxOf(side), panels);
        const isClear = (side) => isFree(side) && !meets(boxOf(side), symbols);
        const matters = town.worth >= MAJOR;
        const side = (matters ? SIDES : ["under"]).find(isClear) || (matters && isFree("under") && "under");
        if (!side) continue;
        const own = boxOf(side);
        taken.push(own);
        add(`tm-town is-${side}${big ? " is-big" : ""}`, text, L.latLng(lat, lon));
      }
      around.onDrawn();
    }

    // After the symbols: they were asked to draw first.
    map.on("moveend", draw);
    map.on("zoomanim", (event) => {
      for (const { node, at } of nodes) {
        Temoin.symbols.put(node, map._latLngToNewLayerPoint(at, event.zoom, event.center));
      }
    });
    store.on((state, changed) => changed.language && draw());
    return { draw, boxes: () => taken };
  }

  Temoin.places = { create };
})((window.Temoin = window.Temoin || {}));
