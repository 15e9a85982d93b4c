// One rendering pass: the visible rows, drawn as buttons or on the canvas, and everything
// that follows from them (legend, selection, lists).
(function (Temoin) {
  "use strict";

  /**
   * Build the parts of the map.
   * @param {object} context {map, data, store, words, shapes, bottomInset}
   * @param {object} sources {countries, places, rivers, tiles, showAll}
   */
  Temoin.parts = function parts(context, sources) {
    const { map, data, store } = context;
    let names = null;
    const tip = Temoin.fan.createTip(context);
    const onHover = (rows, node) => tip.show(rows, rows ? pointOf(map, node) : null);
    const onSelect = (row) => {
      store.set({ selectedRow: row });
      Temoin.bridge.showCard(!store.state.reducedMotion);
    };
    const onOpen = (rows, node, point) => {
      tip.show(null);
      if (rows.length === 1) onSelect(rows[0]);
      else fan.open(rows, node, point || pointOf(map, node));
    };
    const handlers = { ...context, onHover, onSelect, onOpen };
    const markers = Temoin.markers.create(handlers);
    handlers.specOf = markers.specOf;
    const fan = Temoin.fan.createFan(handlers);
    const movements = Temoin.movements.create(handlers);
    const dense = Temoin.dense.create(handlers);
    const extra = Temoin.context.create(context);
    const changes = Temoin.changes(context);
    const legend = Temoin.legend.create({ ...handlers, contextLayers: extra.list, changes: changes.legend });
    const keptBack = Temoin.keptBack(context);
    const side = createSide(context, sources.places, legend);
    const controls = Temoin.controls.create({
      ...context, tiles: sources.tiles, tileSource: data.index.tiles, showAll: sources.showAll,
    });
    const halo = Temoin.rings(context);
    const captions = Temoin.captions(handlers, { names: () => names?.boxes() ?? [], symbols: markers.boxes });
    const scene = createScene(context, { markers, movements, dense, extra, legend, halo, captions, keptBack });
    const panels = () => [side, controls.element, ...controls.footer.children].map((node) => panelBox(map, node));
    names = Temoin.places.create(map, data, sources, store, {
      symbols: markers.boxes, panels, onDrawn: captions.settle,
    });
    map.on("click", (event) => openAt(event.containerPoint));
    map.on("mousemove", (event) => {
      if (!dense.active()) return;
      const rows = dense.hit(event.containerPoint);
      tip.show(rows.length ? rows : null, event.containerPoint);
    });

    function openAt(point) {
      const rows = dense.hit(point);
      if (rows.length === 1) onSelect(rows[0]);
      else if (rows.length) fan.open(rows, null, point);
      else store.set({ selectedRow: -1 });
    }

    return { ...scene, names, side, keptBack: keptBack.element, controls, changes, timebar: (bar) => createTimebar(context, bar) };
  };

  // Search, legend and filters: one column, of which one panel is open.
  function createSide(context, places, legend) {
    const search = Temoin.search(context, places);
    const filters = Temoin.filterPanel(context);
    return Temoin.symbols.html("div", { class: "tm-side" }, [search.element, legend.element, filters.element]);
  }

  function createTimebar(context, bar) {
    const { data, store, words, map } = context;
    const { index } = data;
    Temoin.player(store, index.period);
    Temoin.timebar(bar, store, {
      period: index.period,
      histogram: index.histogram,
      milestones: index.milestones,
      words,
      onMilestone: (id) => window.temoin.select(id),
      interval: () => intervalOf(data, store.state),
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.target === map.getContainer() && [" ", "PageUp", "PageDown", "Home", "End"].includes(event.key)) {
        Temoin.timebar.handleKey(event);
      }
    });
  }

  function intervalOf(data, state) {
    const row = state.selectedRow;
    if (row < 0) return null;
    const { begin, begin_sure: beginSure, end_sure: endSure, end } = data.columns;
    const text = data.text(row);
    return {
      begin: begin[row], begin_sure: beginSure[row], end_sure: endSure[row], end: end[row],
      name: text ? text[state.language].name : "",
    };
  }

  function panelBox(map, node) {
    const frame = map.getContainer().getBoundingClientRect();
    const { left, top, width, height } = node.getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
    return [corner.x, corner.y, corner.x + width, corner.y + height];
  }

  function pointOf(map, node) {
    const box = node.getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    return L.point(box.left - frame.left + box.width / 2, box.top - frame.top + box.height / 2);
  }

  function createScene({ map, data, store }, { markers, movements, dense, extra, legend, halo, captions, keptBack }) {
    let current = null;

    function hiddenLayers() {
      return data.index.layers.map((layer) => store.state.hidden.includes(layer.name));
    }

    function render() {
      current = data.visible(store.state, hiddenLayers(), store.state.fates);
      if (current.length > Temoin.MANY) {
        markers.clear();
        movements.clear();
        captions.clear();
        dense.render(current);
      } else {
        dense.clear();
        markers.render(current);
        movements.render(current);
        captions.render(current);
      }
      extra.render();
      legend.render(current);
      keptBack.render(current);
      halo.render(current);
    }

    /** Draw all symbols anew: theme, language, zoom or selection changed. */
    function redraw() {
      const focused = document.activeElement && document.activeElement.dataset.rows;
      markers.clear();
      movements.refresh();
      render();
      if (focused) map.getContainer().querySelector(`[data-rows="${focused}"]`)?.focus({ preventScroll: true });
    }

    map.on("zoomend", redraw);
    map.on("moveend", () => current && halo.render(current));
    return {
      render, redraw,
      /** What was worked out of the features holds no more: disputes as of another day. */
      forget() {
        markers.forget();
        legend.forget();
      },
      point: () => current && halo.render(current),
      retheme() {
        Temoin.symbols.install(data.index, map.getContainer(), store.state.theme);
        dense.retheme();
        redraw();
      },
      visible: () => current,
    };
  }
})((window.Temoin = window.Temoin || {}));
