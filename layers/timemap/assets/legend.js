// The legend of what is visible; its layer names are the layer switches.
(function (Temoin) {
  "use strict";

  const { html, draw, svg } = Temoin.symbols;
  const { DOUBTFUL, ENDED } = Temoin.timeline;
  const EVENT_LOOKS = ["disc", "open", "ring", "nofigure", "grave"];

  const RUNNING_MS = 100;
  const MARKS = ["disputed", "doubtful", "ended", "air"];

  // What each row adds to the legend, as bits, worked out once: families from bit 0, events
  // from bit 8, then disputed (16) and air (19); the day's own marks are added while counting.
  function traitsOf(data, specOf) {
    const families = new Map(data.index.families.map((family, k) => [family.key, 1 << k]));
    const traits = new Int32Array(data.count);
    for (let row = 0; row < data.count; row++) {
      const spec = specOf(row);
      let bits = spec.family ? families.get(spec.family) : 0;
      for (const event of eventsOf(spec)) bits |= 1 << (8 + EVENT_LOOKS.indexOf(event));
      if (spec.disputed) bits |= 1 << 16;
      if (spec.air) bits |= 1 << 19;
      traits[row] = bits;
    }
    return traits;
  }

  function eventsOf(spec) {
    if (spec.type === "nofigure" || spec.type === "grave") return [spec.type];
    if (spec.type !== "disc") return [];
    return [spec.low ? "disc" : "ring", ...(spec.open ? ["open"] : [])];
  }

  // Tenures of one site count once: the header of the page counts sites, too. `seen` holds
  // for each site the number of the count that met it last.
  function createSiteCounter(sites) {
    const seen = new Int32Array(sites.reduce((most, site) => Math.max(most, site + 1), 0));
    let round = 0;
    return {
      begin: () => (round += 1),
      isNew(site) {
        if (site < 0) return 1;
        if (seen[site] === round) return 0;
        seen[site] = round;
        return 1;
      },
    };
  }

  /** What of the legend a set of visible rows needs; equal keys mean an equal legend. */
  function inventory(data, traits, visible, counter) {
    const size = data.index.layers.length;
    const counts = new Array(size).fill(0);
    const masks = new Array(size).fill(0);
    const { rows, states, length } = visible;
    const { layer, site } = data.columns;
    counter.begin();
    for (let k = 0; k < length; k++) {
      const row = rows[k];
      const state = states[row];
      counts[layer[row]] += counter.isNew(site[row]);
      masks[layer[row]] |= traits[row] | (state === DOUBTFUL ? 1 << 17 : state === ENDED ? 1 << 18 : 0);
    }
    const all = masks.reduce((sum, mask) => sum | mask, 0);
    const dense = length > Temoin.MANY;
    return {
      counts,
      dense,
      key: `${masks.join()}${dense}`,
      hasFamily: (number, k) => (masks[number] & (1 << k)) !== 0,
      events: new Set(EVENT_LOOKS.filter((_, k) => all & (1 << (8 + k)))),
      marks: new Set(MARKS.filter((_, k) => all & (1 << (16 + k)))),
    };
  }

  /** @param {object} context {map, data, store, words, shapes, specOf, contextLayers, changes} */
  function create(context) {
    const { data, store, words } = context;
    const body = html("div", { class: "tm-legend-body" });
    const toggle = html("button", { type: "button", class: "tm-legend-toggle" });
    const panel = html("section", { class: "tm-legend" }, [toggle, body]);
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    let traits = null;
    let sites = null;
    let drawnKey = null;
    let counters = [];

    toggle.addEventListener("click", () => {
      store.set({ openPanel: store.state.openPanel === "legend" ? null : "legend" });
    });

    function reflect() {
      const open = store.state.openPanel === "legend";
      toggle.textContent = words("map.legend");
      toggle.setAttribute("aria-expanded", String(open));
      panel.setAttribute("aria-label", words("map.legend"));
      body.hidden = !open;
    }

    // While time runs nobody reads sixty legends a second, and each is a layout.
    let latest = null;
    let waiting = 0;
    function render(visible) {
      latest = visible;
      const runs = store.state.playing || store.state.scrubbing;
      if (!runs || drawnKey === null) refresh();
      else waiting ||= setTimeout(refresh, RUNNING_MS);
    }

    function refresh() {
      clearTimeout(waiting);
      waiting = 0;
      traits ||= traitsOf(data, (row) => Temoin.symbols.specOf(data, row));
      sites ||= createSiteCounter(data.columns.site);
      const found = inventory(data, traits, latest, sites);
      const key = `${found.key}|${store.state.language}|${store.state.theme}|${store.state.hidden}`;
      if (key !== drawnKey) {
        drawnKey = key;
        rebuild(found);
      }
      counters.forEach((node, layer) => {
        const isOff = store.state.hidden.includes(data.index.layers[layer].name);
        const text = isOff ? words("map.layer_off") : words.number(found.counts[layer]);
        if (node.textContent !== text) node.textContent = text;
      });
    }

    function rebuild(found) {
      reflect();
      counters = [];
      const sections = data.index.layers.map((layer, number) => section(layer, number, found));
      const extra = context.contextLayers.map((layer) => contextSection(layer));
      const parts = [...sections, ...extra];
      const kept = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.layer : null;
      body.replaceChildren(context.changes, ...parts, marks(found));
      if (kept) body.querySelector(`[data-layer="${CSS.escape(kept)}"]`)?.focus();
    }

    function heading(name, label, counter) {
      const box = html("input", { type: "checkbox", "data-layer": name });
      box.checked = !store.state.hidden.includes(name);
      box.addEventListener("change", () => {
        const others = store.state.hidden.filter((each) => each !== name);
        store.set({ hidden: box.checked ? others : [...others, name].sort() });
      });
      return html("label", { class: "tm-legend-layer" }, [box, html("span", { text: label }), counter]);
    }

    function section(layer, number, found) {
      const counter = html("span", { class: "tm-legend-count" });
      counters[number] = counter;
      const parts = [heading(layer.name, words.pick(layer.label), counter)];
      const rows = html("ul");
      if (layer.name === "massacre_sites") eventRows(rows, found.events);
      else if (layer.name === "milestones") {
        if (found.counts[number]) rows.append(entry(draw({ type: "milestone" }, context.shapes), words("map.milestone")));
      } else {
        const type = layer.name === "troop_movements" ? "line" : "plate";
        data.index.families.forEach((family, k) => {
          if (!found.hasFamily(number, k)) return;
          rows.append(entry(draw({ type, family: family.key, label: "" }, context.shapes, true), words.pick(family)));
        });
        if (type === "line" && found.marks.has("air")) rows.append(entry(airSwatch(), words("map.by_air")));
      }
      if (rows.childElementCount) parts.push(rows);
      return html("div", { class: "tm-legend-section" }, parts);
    }

    function contextSection(layer) {
      const counter = html("span", { class: "tm-legend-count", text: words.number(layer.count) });
      const parts = heading(layer.name, words.pick(layer.label), counter);
      const swatch = html("i", { class: "tm-legend-swatch" });
      swatch.style.background = layer.colour;
      parts.insertBefore(swatch, parts.children[1]);
      return html("div", { class: "tm-legend-section" }, [parts]);
    }

    const entry = (symbol, text) => html("li", {}, [html("span", { class: "tm-legend-symbol" }, [symbol]), html("span", { text })]);

    function airSwatch() {
      const node = draw({ type: "line", family: "militia", air: true }, context.shapes);
      node.classList.add("is-neutral");
      return node;
    }

    function eventRows(rows, events) {
      if (events.has("disc") || events.has("ring") || events.has("open")) rows.append(scale());
      for (const look of EVENT_LOOKS) {
        if (!events.has(look)) continue;
        const spec = {
          disc: { type: "disc", low: 4.5, high: 8 },
          open: { type: "disc", low: 4.5, high: 8, open: true },
          ring: { type: "disc", low: 0, high: 8 },
          nofigure: { type: "nofigure" },
          grave: { type: "grave" },
        }[look];
        rows.append(entry(draw(spec, context.shapes), words(`map.event_${look}`)));
      }
    }

    // Nested circles standing on one line, with the figures that they mean.
    function scale() {
      const figures = data.index.killed.legend;
      const biggest = Temoin.symbols.killedRadius(data.index, figures[figures.length - 1]);
      const node = svg("svg", { class: "tm-scale", width: 118, height: 2 * biggest + 12, viewBox: `0 -6 118 ${2 * biggest + 12}`, "aria-hidden": "true" });
      for (const figure of figures) {
        const r = Temoin.symbols.killedRadius(data.index, figure);
        const top = 2 * biggest + 3 - 2 * r;
        node.append(
          svg("circle", { class: "tm-high", cx: biggest + 3, cy: 2 * biggest + 3 - r, r }),
          svg("line", { class: "tm-leader", x1: biggest + 3, x2: 2 * biggest + 16, y1: top + 0.5, y2: top + 0.5 }),
          svg("text", { x: 2 * biggest + 20, y: top + 4, text: words.number(figure) }),
        );
      }
      const said = words("map.killed_scale", { figures: figures.map(words.number).join(", ") });
      return html("li", { class: "tm-legend-scale" }, [node, html("span", { text: said })]);
    }

    function marks(found) {
      const rows = html("ul");
      for (const mark of ["disputed", "doubtful", "ended"]) {
        if (!found.marks.has(mark)) continue;
        const symbol = draw({ type: "plate", family: "militia", label: "", disputed: mark === "disputed" }, context.shapes, true);
        symbol.classList.add(`is-${mark}`, "is-neutral");
        rows.append(entry(symbol, words(`map.mark_${mark}`)));
      }
      const parts = rows.childElementCount ? [rows] : [];
      if (found.dense) {
        const most = words.number(Temoin.MANY);
        parts.push(html("p", { class: "tm-legend-note", text: words("map.dense", { most }) }));
      }
      return html("div", { class: "tm-legend-section" }, parts);
    }

    store.on((state, changed) => (changed.language || changed.openPanel) && reflect());
    reflect();
    return {
      element: panel,
      render,
      forget() {
        traits = drawnKey = null;
      },
    };
  }

  Temoin.legend = { create };
})((window.Temoin = window.Temoin || {}));
