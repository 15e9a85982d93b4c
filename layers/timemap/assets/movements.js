// Movements: a slim line, one clear arrow, a marker that travels between two exact dates,
// and, where an air route leaves the frame, the name of where it goes or comes from.
(function (Temoin) {
  "use strict";

  const { svg, html } = Temoin.symbols;
  const { FLAGS } = Temoin.data;
  const { stateNames } = Temoin.timeline;
  const { pathOf, measure, at, progress } = Temoin.paths;
  const ARROW = "M7 0L-6 -5.5L-3 0L-6 5.5Z";
  const BAR = "M-2 -8H2V8H-2Z"; // a blockade goes nowhere
  const PLANE = "M9 0C9 -1 7 -1.6 5 -1.6L1.5 -1.6L-2.5 -8L-4.5 -8L-2.2 -1.6L-6 -1.4L-7.6 -3.6L-9 -3.6L-8 0L-9 3.6L-7.6 3.6L-6 1.4L-2.2 1.6L-4.5 8L-2.5 8L1.5 1.6L5 1.6C7 1.6 9 1 9 0Z";
  const EDGE_PX = 14;
  const EDGE_LABEL = [96, 20]; // pixels that a name takes, roughly
  const RIGHT_PX = 64; // clear of the buttons at the right
  const REACH_PX = 8;
  const MAX_LEAVING = 12;

  /** @param {object} context {map, data, store, words, onOpen, onHover} */
  function create(context) {
    const { map, data, store } = context;
    const linePane = map.createPane("tm-movements");
    linePane.style.zIndex = 600;
    const pane = map.createPane("tm-arrows");
    pane.style.zIndex = 625;
    const renderer = L.svg({ pane: "tm-movements", padding: 0.6 });
    const known = new Map(); // row -> drawing, kept for the next time
    const shown = new Set();

    function drawing(row) {
      if (known.has(row)) return known.get(row);
      const paths = pathOf(data, row);
      const air = data.has(row, FLAGS.BY_AIR);
      const family = `fam-${data.actor(row).family}`;
      const disputed = data.has(row, FLAGS.DISPUTED) ? " is-disputed" : "";
      const options = (className, interactive) => ({
        renderer, interactive, className, smoothFactor: 0.8, bubblingMouseEvents: false,
      });
      const hit = L.polyline(paths, options("tm-line-hit", true));
      const line = L.polyline(paths, options(`tm-line ${family}${air ? " is-air" : ""}${disputed}`, false));
      const casing = L.polyline(paths, options("tm-line-casing", false));
      const result = {
        row, air, casing, line, hit,
        path: measure(paths[paths.length - 1]),
        whole: measure(paths.flat()),
        arrow: arrowButton(row, family, air),
        traveller: data.has(row, FLAGS.TRAVELS) ? travellerNode(family) : null,
        edge: html("span", { class: "tm-edge leaflet-zoom-animated" }),
        key: "",
      };
      hit.on("click", (event) => {
        L.DomEvent.stop(event);
        const rows = rowsNear(event.layerPoint, row);
        context.onOpen(rows, result.arrow, event.containerPoint);
      });
      hit.on("mouseover", () => context.onHover([row], result.arrow));
      hit.on("mouseout", () => context.onHover(null, result.arrow));
      known.set(row, result);
      return result;
    }

    function arrowButton(row, family, air) {
      const glyph = svg("svg", { width: 26, height: 26, viewBox: "-13 -13 26 26", "aria-hidden": "true" }, [
        svg("path", { class: `tm-arrow ${family}`, d: glyphOf(row, air) }),
      ]);
      const code = html("span", { class: "tm-move-code", "aria-hidden": "true", text: data.actor(row).label });
      const node = html("button", { type: "button", class: "tm-move leaflet-zoom-animated" }, [glyph, code]);
      node.dataset.rows = String(row);
      node.addEventListener("click", (event) => {
        L.DomEvent.stop(event);
        context.onOpen(rowsNear(map.latLngToLayerPoint(known.get(row).headAt), row), node);
      });
      for (const name of ["pointerenter", "focus"]) node.addEventListener(name, () => context.onHover([row], node));
      for (const name of ["pointerleave", "blur"]) node.addEventListener(name, () => context.onHover(null, node));
      L.DomEvent.disableClickPropagation(node);
      return node;
    }

    const glyphOf = (row, air) => (air ? PLANE : data.kind(row) === "blockade" ? BAR : ARROW);

    function travellerNode(family) {
      return html("span", { class: "tm-traveller leaflet-zoom-animated", "aria-hidden": "true" }, [
        svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16" }, [
          svg("circle", { class: `tm-traveller-dot ${family}`, r: 5.5 }),
        ]),
      ]);
    }

    function render(visible) {
      const wanted = new Set();
      for (let k = 0; k < visible.length; k++) {
        if (data.line[visible.rows[k]] >= 0) wanted.add(visible.rows[k]);
      }
      for (const row of shown) if (!wanted.has(row)) hide(row, true);
      let news = false;
      for (const row of wanted) {
        news ||= !shown.has(row);
        show(row, visible.states[row]);
      }
      if (news) spreadEdges();
    }

    function show(row, state) {
      const own = drawing(row);
      if (!shown.has(row)) {
        for (const layer of [own.casing, own.line, own.hit]) layer.addTo(map);
        pane.append(own.arrow, own.edge);
        shown.add(row);
        position(own);
      }
      const selected = row === store.state.selectedRow;
      const key = `${state}${selected}${store.state.language}`;
      if (own.key !== key) {
        own.key = key;
        const names = [`is-${stateNames[state]}`, ...(selected ? ["is-selected"] : [])];
        for (const layer of [own.line, own.casing]) mark(layer.getElement(), names);
        mark(own.arrow, names);
        mark(own.edge, names);
        label(own);
      }
      travel(own, state);
    }

    function mark(node, names) {
      if (!node) return;
      for (const name of [...stateNames.map((each) => `is-${each}`), "is-selected"]) {
        node.classList.toggle(name, names.includes(name));
      }
    }

    // What is over fades away in its place instead of vanishing between two frames.
    function leave(own) {
      const { reducedMotion, scrubbing } = store.state;
      if (reducedMotion || scrubbing || renderer._container.querySelectorAll(".tm-leaving").length >= MAX_LEAVING) return;
      const ghost = own.line.getElement().cloneNode();
      ghost.classList.add("tm-leaving");
      ghost.addEventListener("animationend", () => ghost.remove());
      renderer._rootGroup.append(ghost);
    }

    function hide(row, isOver = false) {
      const own = known.get(row);
      if (isOver) leave(own);
      for (const layer of [own.casing, own.line, own.hit]) layer.remove();
      own.arrow.remove();
      own.edge.remove();
      if (own.traveller) own.traveller.remove();
      own.key = "";
      shown.delete(row);
    }

    function label(own) {
      const text = data.text(own.row, () => shown.has(own.row) && label(own));
      if (!text) return;
      own.arrow.setAttribute("aria-label", text[store.state.language].name);
      own.ends = text[store.state.language];
      position(own);
      spreadEdges();
    }

    function travel(own, state) {
      if (!own.traveller) return;
      const moving = stateNames[state] === "holds";
      if (!moving) {
        own.traveller.remove();
        return;
      }
      const { latlng } = at(own.whole, progress(data.columns, own.row, store.state.time, store.state.playing));
      own.latlng = latlng;
      if (!own.traveller.isConnected) pane.append(own.traveller);
      Temoin.symbols.put(own.traveller, map.latLngToLayerPoint(latlng));
    }

    // The arrow stands at the end of the line, or at the last point before it leaves the frame.
    function position(own) {
      const size = map.getSize();
      const frame = L.bounds([EDGE_PX, EDGE_PX], [size.x - RIGHT_PX, size.y - EDGE_PX - context.bottomInset()]);
      const { path } = own;
      const inside = (fraction) => frame.contains(map.latLngToContainerPoint(at(path, fraction).latlng));
      const whole = 0.97;
      let fraction = own.air ? 0.62 : whole;
      let leaves = false;
      if (!inside(1)) {
        fraction = lastInside(inside, 1, 0);
        leaves = fraction > 0;
      } else if (!inside(fraction)) {
        fraction = (lastInside(inside, 0, 1) + 1) / 2; // it comes in: half way on the map
      }
      const comes = own.air && !inside(0);
      const head = at(path, fraction);
      own.headAt = head.latlng;
      Temoin.symbols.put(own.arrow, map.latLngToLayerPoint(head.latlng));
      own.arrow.firstChild.style.transform = `rotate(${head.heading.toFixed(1)}deg)`;
      edgeLabel(own, leaves, comes, inside);
    }

    function lastInside(inside, outer, inner) {
      const steps = 64;
      for (let k = 0; k <= steps; k++) {
        const fraction = outer + ((inner - outer) * k) / steps;
        if (inside(fraction)) return k ? edgeBetween(inside, fraction, fraction - (inner - outer) / steps) : fraction;
      }
      return outer;
    }

    // A step may be a hundred kilometres: halve it until the edge of the frame is found.
    function edgeBetween(inside, within, without) {
      for (let k = 0; k < 10; k++) {
        const middle = (within + without) / 2;
        if (inside(middle)) within = middle;
        else without = middle;
      }
      return within;
    }

    function edgeLabel(own, leaves, comes, inside) {
      const named = own.ends && (leaves ? own.ends.to : comes && own.ends.from);
      own.edge.hidden = !named;
      if (!named) return;
      own.edge.textContent = leaves ? `→ ${own.ends.to}` : `${own.ends.from} →`;
      const fraction = leaves ? lastInside(inside, 1, 0) : lastInside(inside, 0, 1);
      own.edgeAt = at(own.path, fraction).latlng;
      Temoin.symbols.put(own.edge, map.latLngToLayerPoint(own.edgeAt));
      const x = map.latLngToContainerPoint(own.edgeAt).x;
      own.edge.classList.toggle("is-right", x > map.getSize().x - 120);
    }

    // Several lines on one road: all that pass within reach, the one that was meant first.
    function rowsNear(point, first) {
      const rows = [first];
      for (const row of shown) {
        if (row === first) continue;
        const own = known.get(row);
        const toLine = own.line.closestLayerPoint(point);
        const toHead = map.latLngToLayerPoint(own.headAt).distanceTo(point);
        if ((toLine && toLine.distance <= REACH_PX) || toHead <= 2 * REACH_PX) rows.push(row);
      }
      return rows;
    }

    // A code beside each arrow, unless another one stands there.
    function spreadCodes() {
      const taken = [];
      for (const row of shown) {
        const own = known.get(row);
        const point = map.latLngToLayerPoint(own.headAt);
        const crowded = taken.some((other) => Math.abs(other.x - point.x) < 30 && Math.abs(other.y - point.y) < 12);
        own.arrow.lastChild.hidden = crowded || own.arrow.classList.contains("is-ended");
        if (!crowded) taken.push(point);
      }
    }

    // One name for all that come from, or go to, one place there; a name that would cover
    // another one is left to the tip, for moved away it would belong to another line.
    function spreadEdges() {
      const taken = [];
      for (const row of shown) {
        const own = known.get(row);
        if (own.edge.hidden || !own.edgeAt) continue;
        const { x, y } = map.latLngToLayerPoint(own.edgeAt);
        const crowded = taken.some((other) => Math.abs(other.x - x) < EDGE_LABEL[0] && Math.abs(other.y - y) < EDGE_LABEL[1]);
        own.edge.classList.toggle("is-crowded", crowded);
        if (!crowded && !own.edge.classList.contains("is-ended")) taken.push({ x, y });
      }
      spreadCodes();
    }

    function reposition() {
      for (const row of shown) {
        const own = known.get(row);
        position(own);
        if (own.traveller && own.latlng) Temoin.symbols.put(own.traveller, map.latLngToLayerPoint(own.latlng));
      }
      spreadEdges();
    }

    map.on("moveend zoomend resize", reposition);
    map.on("zoomanim", (event) => {
      for (const ghost of renderer._container?.querySelectorAll(".tm-leaving") ?? []) ghost.remove();
      const move = (node, latlng) =>
        node && latlng && Temoin.symbols.put(node, map._latLngToNewLayerPoint(latlng, event.zoom, event.center));
      for (const row of shown) {
        const own = known.get(row);
        move(own.arrow, own.headAt);
        move(own.edge, own.edgeAt);
        move(own.traveller, own.latlng);
      }
    });

    return {
      render,
      clear: () => [...shown].forEach((row) => hide(row)),
      refresh: () => shown.forEach((row) => (known.get(row).key = "")),
    };
  }

  Temoin.movements = { create };
})((window.Temoin = window.Temoin || {}));
