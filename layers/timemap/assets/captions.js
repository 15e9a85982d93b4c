// The names of the largest massacre sites in sight, so that a newcomer need not click.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const MOST = 4;
  const LEAST_RADIUS = 14;
  const LETTER = 7.3; // pixels, roughly
  const WIDEST = 150;
  const LINE = 13;
  const NAME_WEIGHT = 12; // two names over one another are harder to read than one on a symbol

  /** Pixels that two boxes share. */
  function shared(a, b) {
    const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    const high = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    return Math.max(wide, 0) * Math.max(high, 0);
  }

  /**
   * @param {object} context {map, data, store, specOf}
   * @param {{names: function(): Array, symbols: function(): Array}} around boxes [left, top,
   *   right, bottom] in layer pixels, beside which a caption stands if there is room
   */
  Temoin.captions = function captions({ map, data, store, specOf }, around) {
    const pane = map.createPane("tm-captions");
    pane.style.zIndex = 615;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    let drawn = "";
    let isOn = false; // names that arrive late are for a map that still shows symbols
    let nodes = [];
    let last = null;

    // Below the disc, else above it, beside it or aslant: where other names leave most room.
    function placeOf(text, radius, middle, { taken, names, symbols }) {
      const width = Math.min(text.length * LETTER, WIDEST);
      const height = LINE * Math.ceil((text.length * LETTER) / WIDEST);
      const [below, above, aside] = [radius + 2, -radius - 2 - height, radius + 4 + width / 2];
      const offsets = [
        [0, below], [0, above], [aside, -height / 2], [-aside, -height / 2],
        ...[below, above].flatMap((y) => [[width / 2, y], [-width / 2, y]]),
      ];
      const boxes = offsets.map(([x, y]) => [
        middle.x + x - width / 2, middle.y + y, middle.x + x + width / 2, middle.y + y + height,
      ]);
      const over = (box, others) => others.reduce((sum, other) => sum + shared(box, other), 0);
      const covered = boxes.map(
        (box) => NAME_WEIGHT * (over(box, taken) + over(box, names)) + over(box, symbols),
      );
      const best = covered.indexOf(Math.min(...covered));
      const crowded = taken.some((other) => shared(boxes[best], other) > 0);
      return crowded ? null : { offset: offsets[best], box: boxes[best] };
    }

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
      last = visible;
      const large = chosen(visible);
      const key = `${large.map(({ row }) => row)}|${store.state.language}|${map.getZoom()}`;
      if (key === drawn) return;
      drawn = key;
      for (const { node } of nodes) node.remove();
      nodes = [];
      const taken = [];
      const standing = large.length ? { taken, names: around.names(), symbols: around.symbols() } : null;
      for (const { row, radius } of large) {
        const at = L.latLng(data.columns.lat[row], data.columns.lon[row]);
        const texts = data.text(row, () => isOn && settle());
        if (!texts) continue;
        const text = texts[store.state.language].name;
        const middle = map.latLngToLayerPoint(at);
        const place = placeOf(text, radius, middle, standing);
        if (!place) continue;
        taken.push(place.box);
        const node = html("span", { class: "tm-caption leaflet-zoom-animated", text });
        Temoin.symbols.put(node, middle.add(place.offset));
        pane.append(node);
        nodes.push({ node, at, offset: place.offset });
        if (nodes.length === MOST) break;
      }
    }

    /** Place them anew: other names stand now. */
    function settle() {
      drawn = "";
      if (isOn) render(last);
    }

    map.on("zoomanim", ({ zoom, center }) => {
      for (const { node, at, offset } of nodes) {
        Temoin.symbols.put(node, map._latLngToNewLayerPoint(at, zoom, center).add(offset));
      }
    });

    return {
      render,
      settle,
      clear() {
        for (const { node } of nodes) node.remove();
        nodes = [];
        drawn = "";
        isOn = false;
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
