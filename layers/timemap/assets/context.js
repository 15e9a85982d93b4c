// Any other file that an editor drops into the folder: drawn with a colour of its own,
// in time if its features have a start, always if not.
(function (Temoin) {
  "use strict";

  const PANE = "tm-context";

  /**
   * @param {object} context {map, data, store}
   * @returns {{render: function(): void, list: Array}} list of {name, label, count, colour}
   */
  function create(context) {
    const { map, data, store } = context;
    const own = data.index.context.filter(({ name }) => name !== "places" && name !== "rivers_roads");
    const colours = data.index.contextColours;
    const list = own.map((entry, k) => ({ ...entry, colour: colours[k % colours.length], features: null }));
    if (list.length) {
      map.createPane(PANE).style.zIndex = 400;
      const renderer = L.canvas({ pane: PANE, padding: 0.3 });
      for (const entry of list) fetchLayer(entry, renderer);
    }

    async function fetchLayer(entry, renderer) {
      try {
        const response = await Temoin.data.ask(`${data.base}/context/${encodeURIComponent(entry.name)}.json`);
        const geojson = await response.json();
        entry.features = geojson.features.map((feature) => ({
          begin: feature.properties.begin,
          end: feature.properties.end,
          layer: named(feature, L.geoJSON(feature, {
            renderer, pane: PANE,
            style: { color: entry.colour, weight: 1.6, fillOpacity: 0.16 },
            pointToLayer: (_, latlng) => L.circleMarker(latlng, {
              renderer, pane: PANE, radius: 4, color: entry.colour, weight: 1.4, fillOpacity: 0.5,
            }),
          })),
          shown: false,
        }));
        render();
      } catch (error) {
        Temoin.report(error);
      }
    }

    // The name is a node, not a string: a string would be read as HTML.
    function named({ properties }, layer) {
      const name = () => (store.state.language === "fr" ? properties.name_fr : properties.name) || "";
      if (!properties.name) return layer;
      return layer.bindTooltip(() => Temoin.symbols.html("span", { text: name() }), { sticky: true });
    }

    function render() {
      const { day, hidden } = store.state;
      const floor = Temoin.timeline.floorOf(store.state);
      for (const entry of list) {
        const off = hidden.includes(entry.name);
        for (const feature of entry.features || []) {
          const wanted = !off && feature.begin <= day && feature.end > floor;
          if (wanted === feature.shown) continue;
          feature.shown = wanted;
          if (wanted) feature.layer.addTo(map);
          else feature.layer.remove();
        }
      }
    }

    return { render, list };
  }

  Temoin.context = { create };
})((window.Temoin = window.Temoin || {}));
