// Beyond some hundred visible symbols: one canvas. Small sprites, rasterised once, are copied
// into one ImageData; a step touches the features that show and nothing else.
(function (Temoin) {
  "use strict";

  const { ENDED, DOUBTFUL } = Temoin.timeline;
  const SPRITE = 7; // CSS pixels
  const SMALL_SPRITE = 5; // where so many show that they would cover one another
  const CROWD = 40000;
  const MARGIN = 8;
  const REACH = 9;
  const OPAQUE = 110; // alpha from which a sprite's pixel is drawn

  /** @param {object} context {map, data, store, specOf, shapes} */
  function create(context) {
    const { map, data } = context;
    const pane = map.createPane("tm-dense");
    pane.style.zIndex = 605;
    const canvas = Temoin.symbols.html("canvas", { class: "tm-dense", "aria-hidden": "true" });
    const brush = canvas.getContext("2d", { willReadFrequently: false });
    let style = null; // look of each row, found out at the first drawing
    let sprites = []; // of the present size
    let sizes = {}; // sprites by size
    let lineColours = [];
    let image = null;
    let pixels = null;
    let world = null; // pixels of each row at the zoom `worldZoom`
    let worldZoom = null;
    let origin = null;
    let place = null; // of each row in the image; -1 for a line or what lies outside
    let ratio = 1;
    let last = null;

    // --- sprites: one a look (family or event) and a strength ---

    const looks = [...data.index.families.map((family) => family.key), "killed", "milestone"];
    const lookOfActor = data.index.actors.map((actor) => looks.indexOf(actor.family));

    function lookOf(row) {
      const layer = data.layerName(row);
      if (layer === "massacre_sites") return looks.length - 2;
      if (layer === "milestones") return looks.length - 1;
      return lookOfActor[data.columns.actor[row]];
    }

    function makeSprites(side) {
      const colours = getComputedStyle(map.getContainer());
      const ink = colours.getPropertyValue("--tm-outline").trim() || "#1F2328";
      lineColours = looks.map((look) => colours.getPropertyValue(`--fam-${look}`).trim());
      return looks.map((look, number) => {
        const family = data.index.families[number];
        const name = family ? `--fam-${family.key}` : look === "killed" ? "--tm-killed" : "--tm-ink-2";
        const solid = raster(family ? family.shape : null, colours.getPropertyValue(name).trim(), ink, side);
        return [solid, faded(solid, 0.55), faded(solid, 0.34)];
      });
    }

    function raster(shape, fill, ink, side) {
      const size = Math.round(side * ratio);
      const board = document.createElement("canvas");
      board.width = board.height = size;
      const pen = board.getContext("2d", { willReadFrequently: true });
      pen.scale(size / side, size / side);
      const path = shape ? new Path2D(Temoin.shapes.outline(shape, side - 1, side - 1)) : new Path2D();
      if (!shape) path.arc(side / 2 - 0.5, side / 2 - 0.5, side / 2 - 0.7, 0, 7);
      pen.translate(0.5, 0.5);
      pen.fillStyle = fill;
      pen.fill(path);
      pen.lineWidth = 0.6;
      pen.strokeStyle = ink;
      pen.stroke(path);
      const bytes = pen.getImageData(0, 0, size, size);
      const words = new Uint32Array(bytes.data.buffer);
      const xs = [];
      const ys = [];
      const colours = [];
      for (let k = 0; k < words.length; k++) {
        if (bytes.data[4 * k + 3] < OPAQUE) continue;
        xs.push((k % size) - (size >> 1));
        ys.push(Math.floor(k / size) - (size >> 1));
        colours.push(words[k] | 0xff000000);
      }
      return { xs, ys, colours: Uint32Array.from(colours), offsets: null };
    }

    function faded(sprite, share) {
      const alpha = Math.round(255 * share) << 24;
      return { ...sprite, colours: sprite.colours.map((colour) => ((colour & 0xffffff) | alpha) >>> 0) };
    }

    // --- geometry ---

    function fit() {
      const size = map.getSize();
      ratio = Math.min(window.devicePixelRatio || 1, 2);
      const width = Math.round((size.x + 2 * MARGIN) * ratio);
      const height = Math.round((size.y + 2 * MARGIN) * ratio);
      if (canvas.width !== width || canvas.height !== height || !image) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x + 2 * MARGIN}px`;
        canvas.style.height = `${size.y + 2 * MARGIN}px`;
        image = new ImageData(width, height);
        pixels = new Uint32Array(image.data.buffer);
        sizes = { [SPRITE]: makeSprites(SPRITE), [SMALL_SPRITE]: makeSprites(SMALL_SPRITE) };
      }
      for (const set of Object.values(sizes).flat()) {
        for (const sprite of set) {
          sprite.offsets = Int32Array.from(sprite.xs, (x, k) => sprite.ys[k] * width + x);
        }
      }
    }

    // Spherical Mercator, EPSG:3857, in pixels of the present zoom.
    function projectAll() {
      const zoom = map.getZoom();
      if (worldZoom === zoom && world) return;
      worldZoom = zoom;
      world ||= { x: new Float32Array(data.count), y: new Float32Array(data.count) };
      const scale = 256 * 2 ** zoom;
      const { lon, lat } = data.columns;
      for (let i = 0; i < data.count; i++) {
        const sine = Math.sin((lat[i] * Math.PI) / 180);
        world.x[i] = scale * (lon[i] / 360 + 0.5);
        world.y[i] = scale * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
      }
    }

    function settle() {
      const corner = map.containerPointToLayerPoint([-MARGIN, -MARGIN]);
      L.DomUtil.setPosition(canvas, corner);
      origin = map.getPixelOrigin().add(corner);
      projectAll();
      placeAll();
    }

    // Once a move of the map, so that a step only copies.
    function placeAll() {
      const { width, height } = canvas;
      const edge = MARGIN * ratio;
      place ||= new Int32Array(data.count);
      for (let row = 0; row < data.count; row++) {
        const x = Math.round((world.x[row] - origin.x) * ratio);
        const y = Math.round((world.y[row] - origin.y) * ratio);
        const inside = x >= edge && y >= edge && x < width - edge && y < height - edge;
        place[row] = inside && data.line[row] < 0 ? y * width + x : -1;
      }
    }

    // --- drawing ---

    function render(visible) {
      if (!canvas.isConnected) {
        pane.append(canvas);
        fit();
        settle();
        style ||= Uint8Array.from({ length: data.count }, (_, row) => lookOf(row));
      }
      last = visible;
      sprites = sizes[visible.length > CROWD ? SMALL_SPRITE : SPRITE];
      pixels.fill(0);
      // What is over lies under what holds.
      if (context.store.state.mode !== "on") copySprites(visible, true);
      copySprites(visible, false);
      brush.putImageData(image, 0, 0);
      strokeLines(visible);
    }

    function copySprites({ rows, states, length }, over) {
      for (let k = 0; k < length; k++) {
        const row = rows[k];
        const state = states[row];
        const base = place[row];
        if ((state === ENDED) !== over || base < 0) continue;
        const sprite = sprites[style[row]][state === ENDED ? 2 : state === DOUBTFUL ? 1 : 0];
        const { offsets, colours } = sprite;
        const size = offsets.length;
        for (let p = 0; p < size; p++) pixels[base + offsets[p]] = colours[p];
      }
    }

    // Lines of one look are one path: a stroke costs the same for one line and for many.
    function strokeLines({ rows, states, length }) {
      const paths = new Map();
      const scale = 256 * 2 ** map.getZoom();
      for (let k = 0; k < length; k++) {
        const row = rows[k];
        if (data.line[row] < 0) continue;
        const key = style[row] * 2 + (states[row] === ENDED ? 1 : 0);
        if (!paths.has(key)) paths.set(key, new Path2D());
        trace(paths.get(key), row, scale);
      }
      if (!paths.size) return;
      brush.lineWidth = 1.4 * ratio;
      for (const [key, path] of paths) {
        brush.globalAlpha = key % 2 ? 0.34 : 0.9;
        brush.strokeStyle = lineColours[key >> 1];
        brush.stroke(path);
      }
      brush.globalAlpha = 1;
    }

    function trace(path, row, scale) {
      for (const points of flatPaths(row)) {
        points.forEach(({ x, y }, i) => {
          const px = (x * scale / 256 - origin.x) * ratio;
          const py = (y * scale / 256 - origin.y) * ratio;
          if (i) path.lineTo(px, py);
          else path.moveTo(px, py);
        });
      }
    }

    const flat = new Map();

    function flatPaths(row) {
      if (!flat.has(row)) {
        const parts = Temoin.paths.pathOf(data, row);
        flat.set(row, parts.map((part) => part.map((point) => L.CRS.EPSG3857.latLngToPoint(point, 0))));
      }
      return flat.get(row);
    }

    // --- asking ---

    /** Rows within reach of a point of the container, nearest first. */
    function hit(point) {
      if (!last || !canvas.isConnected) return [];
      const x = origin.x + point.x + MARGIN;
      const y = origin.y + point.y + MARGIN;
      const found = [];
      for (let k = 0; k < last.length; k++) {
        const row = last.rows[k];
        const distance = data.line[row] >= 0
          ? distanceToLine(row, x, y)
          : Math.hypot(world.x[row] - x, world.y[row] - y);
        if (distance <= REACH) found.push({ row, distance });
      }
      return found.sort((a, b) => a.distance - b.distance).slice(0, 60).map(({ row }) => row);
    }

    function distanceToLine(row, x, y) {
      const scale = 2 ** map.getZoom();
      const at = L.point(x / scale, y / scale);
      let least = Infinity;
      for (const points of flatPaths(row)) {
        for (let i = 1; i < points.length; i++) {
          least = Math.min(least, L.LineUtil.pointToSegmentDistance(at, points[i - 1], points[i]));
        }
      }
      return least * scale;
    }

    function clear() {
      canvas.remove();
      last = null;
    }

    function redraw(resized) {
      if (!canvas.isConnected) return;
      if (resized) {
        image = null;
        fit();
      }
      settle();
      render(last);
    }

    map.on("moveend zoomend", () => redraw(false));
    map.on("resize", () => redraw(true));
    map.on("zoomstart", () => canvas.classList.add("is-zooming"));
    map.on("zoomend", () => canvas.classList.remove("is-zooming"));

    return { render, clear, hit, retheme: () => redraw(true), active: () => canvas.isConnected };
  }

  Temoin.dense = { create };
})((window.Temoin = window.Temoin || {}));
