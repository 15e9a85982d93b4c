// Up to some hundred visible symbols (Temoin.MANY) are buttons: they can be focused, read out and
// styled. A spot with several symbols is one button, a stack with a count; it opens a list.
(function (Temoin) {
  "use strict";

  const { html, draw } = Temoin.symbols;
  const { ENDED, stateNames } = Temoin.timeline;
  const CODES_FROM_ZOOM = 5.4;
  const STACK = 3; // symbols that a stack shows; of more it shows two, and how many others
  const MAX_GHOSTS = 12;
  const LARGE_DISC = 14;

  /**
   * @param {object} context {map, data, store, words, shapes, onOpen(rows, node), onHover}
   * @returns {{render: function(object), clear: function(), forget: function(), specOf: function(number): object, boxes: function(): Array}}
   */
  function create(context) {
    const { map, data, store } = context;
    const pane = map.createPane("tm-symbols");
    pane.style.zIndex = 620;
    const specs = [];
    const specOf = (row) => (specs[row] ||= Temoin.symbols.specOf(data, row));
    const shown = new Map(); // spot number -> {node, key, rows}
    let grouping = null;
    let members = [];
    let placed = null;

    function project(row) {
      return map.latLngToLayerPoint([data.columns.lat[row], data.columns.lon[row]]);
    }

    const small = () => map.getZoom() < CODES_FROM_ZOOM;

    function regroup(rows) {
      grouping = Temoin.groups.create(data, specOf, project, rows);
      members = grouping.spots.map(() => []);
    }

    // Every point has its spot; with many features only those in sight are grouped.
    function place(visible) {
      clear();
      placed = data.count <= 20000 ? null : new Set();
      regroup(placed ? visible.rows.slice(0, visible.length) : Array.from({ length: data.count }, (_, i) => i));
      if (placed) for (let k = 0; k < visible.length; k++) placed.add(visible.rows[k]);
    }

    function render(visible) {
      if (!grouping || (placed && !coversAll(visible))) place(visible);
      const touched = gather(visible);
      for (const [spot, entry] of shown) {
        if (touched.has(spot)) continue;
        leave(entry);
        entry.node.remove();
        shown.delete(spot);
      }
      for (const spot of touched) show(spot, visible.states);
    }

    function coversAll(visible) {
      for (let k = 0; k < visible.length; k++) {
        if (data.line[visible.rows[k]] < 0 && !placed.has(visible.rows[k])) return false;
      }
      return true;
    }

    function gather(visible) {
      const touched = new Set();
      for (let k = 0; k < visible.length; k++) {
        const row = visible.rows[k];
        const spot = grouping.spotOf[row];
        if (spot < 0) continue;
        if (!touched.has(spot)) members[spot].length = 0;
        touched.add(spot);
        members[spot].push(row);
      }
      return touched;
    }

    function show(spot, states) {
      const rows = members[spot];
      let key = "";
      for (const row of rows) key += `${row}:${states[row]} `;
      let entry = shown.get(spot);
      if (entry && entry.key === key) return;
      if (!entry) {
        entry = { node: button(spot), key: "", rows: [] };
        shown.set(spot, entry);
        pane.append(entry.node);
      } else {
        leave(entry, new Set(rows));
      }
      entry.key = key;
      // What holds comes first, and of that what began last: the news is on top.
      entry.rows = rows.slice().sort((a, b) => rank(states[a]) - rank(states[b]) || b - a);
      fill(entry, spot, states);
    }

    const rank = (state) => (state === ENDED ? 1 : 0);

    function button(spot) {
      const { row, disc } = grouping.spots[spot];
      const node = html("button", { type: "button", class: `tm-spot leaflet-zoom-animated ${disc ? "is-disc" : "is-stack"}` });
      Temoin.symbols.put(node, project(row));
      node.addEventListener("click", (event) => {
        L.DomEvent.stop(event);
        context.onOpen(shown.get(spot).rows, node);
      });
      const hover = () => shown.has(spot) && context.onHover(shown.get(spot).rows, node);
      node.addEventListener("pointerenter", hover);
      node.addEventListener("focus", hover);
      node.addEventListener("pointerleave", () => context.onHover(null, node));
      node.addEventListener("blur", () => context.onHover(null, node));
      L.DomEvent.disableClickPropagation(node);
      return node;
    }

    function fill(entry, spot, states) {
      const { node, rows } = entry;
      const { disc } = grouping.spots[spot];
      const drawn = disc || rows.length <= STACK ? rows : telling(rows);
      const parts = drawn.map((row) => symbol(row, states[row]));
      if (drawn.length < rows.length) {
        parts.push(html("span", { class: "tm-count", text: `+${rows.length - drawn.length}` }));
      } else if (disc && rows.length > 1) {
        parts.push(html("span", { class: "tm-count", text: String(rows.length) }));
      }
      node.replaceChildren(...parts);
      node.dataset.rows = rows.join(" ");
      node.classList.toggle("has-selected", rows.includes(store.state.selectedRow));
      label(entry);
    }

    // Of many, the first and the next one that is not of the same actor.
    function telling([first, ...others]) {
      const { label: code } = specOf(first);
      return [first, others.find((row) => specOf(row).label !== code) ?? others[0]];
    }

    function symbol(row, state) {
      const node = draw(specOf(row), context.shapes, small());
      node.classList.add(`is-${stateNames[state]}`);
      node.dataset.row = row;
      if (row === store.state.selectedRow) node.classList.add("is-selected");
      return node;
    }

    function label(entry) {
      const names = [];
      for (const row of entry.rows) {
        const text = data.text(row, () => entry.node.isConnected && label(entry));
        if (!text) return;
        names.push(text[store.state.language].name);
      }
      const many = context.words.counted("map.features_here", names.length);
      const listed = names.slice(0, 3).join("; ");
      entry.node.setAttribute("aria-label", names.length > 1 ? `${many}: ${listed}` : listed);
      if (names.length > 1) entry.node.setAttribute("aria-haspopup", "dialog");
      else entry.node.removeAttribute("aria-haspopup");
    }

    // What is over fades away in its place instead of vanishing between two frames.
    function leave(entry, staying = new Set()) {
      if (store.state.reducedMotion || store.state.scrubbing) return;
      for (const row of entry.rows) {
        if (staying.has(row) || pane.querySelectorAll(".tm-ghost").length >= MAX_GHOSTS) continue;
        const own = entry.node.querySelector(`[data-row="${row}"]`);
        if (!own) continue;
        const ghost = html("span", { class: `tm-ghost ${entry.node.className}` }, [own.cloneNode(true)]);
        Temoin.symbols.put(ghost, L.DomUtil.getPosition(entry.node));
        ghost.addEventListener("animationend", () => ghost.remove());
        pane.append(ghost);
      }
    }

    function forget() {
      specs.length = 0;
    }

    function clear() {
      pane.replaceChildren();
      shown.clear();
      grouping = null;
    }

    map.on("zoomanim", (event) => {
      for (const [spot, { node }] of shown) {
        const { row } = grouping.spots[spot];
        const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
        Temoin.symbols.put(node, map._latLngToNewLayerPoint(at, event.zoom, event.center));
      }
    });

    // What the symbols in sight cover, in layer pixels; a little less, for a name may touch.
    function boxes() {
      return [...shown].map(([spot, { rows }]) => {
        const { row, disc } = grouping.spots[spot];
        const { x, y } = project(row);
        if (disc) {
          const high = Math.max(...rows.map((each) => specOf(each).high || 0));
          const r = high > LARGE_DISC ? 0.7 * high : 0; // a small one hides no name
          return [x - r, y - r, x + r, y + r];
        }
        const half = small() ? 7 : 14;
        return [x - half, y - Math.min(rows.length, STACK) * 14, x + half, y - 2];
      });
    }

    return { render, clear, forget, specOf, boxes };
  }

  Temoin.markers = { create };
})((window.Temoin = window.Temoin || {}));
