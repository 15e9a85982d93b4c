// What a feature looks like: a spec per row, and the SVG drawn from it.
(function (Temoin) {
  "use strict";

  const { FLAGS, NO_FIGURE } = Temoin.data;
  const SVG = "http://www.w3.org/2000/svg";
  const PLATE_HEIGHT = 14;
  const SMALL = 13;

  /** Make an SVG node; `attributes` may hold text under "text". */
  function svg(name, attributes = {}, children = []) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") node.textContent = value;
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  /** Make an HTML node the same way. */
  function html(name, attributes = {}, children = []) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") node.textContent = value;
      else node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  /**
   * Put a node at a point of its pane, as L.DomUtil.setPosition does; but flat: a 3D
   * translation gives each symbol a layer of its own, which every frame then composites.
   */
  function put(node, point) {
    node._leaflet_pos = point;
    node.style.transform = `translate(${point.x}px, ${point.y}px)`;
  }

  function killedRadius(index, killed) {
    const { factor, min, max } = index.killed;
    return Math.min(Math.max(factor * Math.sqrt(killed), min), max);
  }

  /**
   * @returns {{type: string, family?: string, label?: string, low?: number, high?: number,
   *   open?: boolean, disputed: boolean, air?: boolean}} low and high are radii in pixels;
   *   type is plate, disc, grave, nofigure, milestone or line
   */
  function specOf(data, row) {
    const disputed = data.has(row, FLAGS.DISPUTED);
    const layer = data.layerName(row);
    if (layer === "milestones") return { type: "milestone", disputed };
    if (layer !== "massacre_sites") {
      const actor = data.actor(row);
      const air = data.has(row, FLAGS.BY_AIR);
      const type = layer === "troop_movements" ? "line" : "plate";
      return { type, family: actor.family, label: actor.label, disputed, air };
    }
    const low = data.columns.killed_min[row];
    const high = data.columns.killed_max[row];
    if (data.kind(row) === "mass_grave") return { type: "grave", disputed };
    if (high === NO_FIGURE && low === NO_FIGURE) return { type: "nofigure", disputed };
    const radius = (killed) => (killed === NO_FIGURE ? 0 : killedRadius(data.index, killed));
    return {
      type: "disc",
      low: radius(low),
      high: Math.max(radius(high), radius(low)),
      open: data.has(row, FLAGS.KILLED_OPEN),
      disputed,
    };
  }

  function plate(spec, shapes, small) {
    const w = small ? SMALL : 12 + 4.3 * spec.label.length;
    const h = small ? SMALL : PLATE_HEIGHT;
    const path = Temoin.shapes.outline(shapes[spec.family], w, h);
    const node = svg("svg", { width: w + 3, height: h + 3, viewBox: `-1.5 -1.5 ${w + 3} ${h + 3}` }, [
      svg("path", { class: "tm-fill", d: path }),
      svg("path", { class: "tm-hatch", d: path }),
      svg("path", { class: "tm-outline", d: path }),
    ]);
    if (!small) {
      const lower = shapes[spec.family] === "house" ? 1.2 : shapes[spec.family] === "shield" ? -0.8 : 0;
      node.append(svg("text", { x: w / 2, y: h / 2 + 3.1 + lower, text: spec.label }));
    }
    node.classList.add(`fam-${spec.family}`);
    return node;
  }

  function disc(spec) {
    const r = spec.high;
    const size = 2 * r + 6;
    const parts = [];
    if (spec.low) parts.push(svg("circle", { class: "tm-low", r: spec.low }));
    parts.push(svg("path", { class: "tm-hatch", d: Temoin.shapes.ring(r, false) }));
    parts.push(svg("path", { class: "tm-high", d: Temoin.shapes.ring(r, spec.open) }));
    return svg("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}` }, parts);
  }

  // A mass grave is dated by its discovery: a symbol of its own, not a toll.
  function grave() {
    const box = "M-8 5V-1A8 6 0 0 1 8 -1V5Z";
    return svg("svg", { width: 22, height: 20, viewBox: "-11 -11 22 20" }, [
      svg("path", { class: "tm-grave", d: box }),
      svg("path", { class: "tm-hatch", d: box }),
      svg("path", { class: "tm-grave-line", d: "M-4.5 1.5H4.5M-3 -1.8H3" }),
    ]);
  }

  function noFigure() {
    return svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18" }, [
      svg("circle", { class: "tm-nofigure", r: 7 }),
      svg("text", { class: "tm-question", x: 0, y: 3.6, text: "?" }),
    ]);
  }

  function milestone() {
    return svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16" }, [
      svg("path", { class: "tm-milestone", d: "M0 -6L6 0L0 6L-6 0Z" }),
    ]);
  }

  function lineSwatch(spec) {
    const path = spec.air ? "M2 11Q13 1 24 5" : "M2 9L12 6L24 6";
    const node = svg("svg", { width: 28, height: 14, viewBox: "0 0 28 14" }, [
      svg("path", { class: spec.air ? "tm-swatch-line is-air" : "tm-swatch-line", d: path }),
      svg("path", { class: "tm-swatch-arrow", d: "M27 6L20 2V10Z" }),
    ]);
    node.classList.add(`fam-${spec.family}`);
    return node;
  }

  /** Draw a spec; `small` leaves the code out. */
  function draw(spec, shapes, small) {
    const node = {
      plate: () => plate(spec, shapes, small),
      disc: () => disc(spec),
      grave, nofigure: noFigure, milestone,
      line: () => lineSwatch(spec),
    }[spec.type]();
    node.classList.add("tm-symbol", `tm-${spec.type}-symbol`);
    if (spec.disputed) node.classList.add("is-disputed");
    node.setAttribute("aria-hidden", "true");
    return node;
  }

  /** The pattern of doubtful days, once a page. */
  function hatching() {
    const pattern = svg("pattern", { id: "tm-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [
      svg("rect", { class: "tm-hatch-line", width: 1.7, height: 4 }),
    ]);
    return svg("svg", { width: 0, height: 0, class: "tm-defs", "aria-hidden": "true" }, [svg("defs", {}, [pattern])]);
  }

  /** Shapes of the families, and their colours as CSS variables for both themes. */
  function install(index, root, theme) {
    const dark = theme === "dark";
    for (const family of index.families) {
      root.style.setProperty(`--fam-${family.key}`, dark ? family.dark : family.light);
      root.style.setProperty(`--ink-${family.key}`, dark ? family.inkDark : family.inkLight);
    }
    root.style.setProperty("--tm-killed", dark ? index.killed.dark : index.killed.light);
  }

  Temoin.symbols = { svg, html, specOf, draw, put, install, hatching, killedRadius };
})((window.Temoin = window.Temoin || {}));
