// Draws a point or a line: by clicks, or by Enter at the cross in the middle of the map.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const DECIMALS = 5; // about a metre

  const round = (number) => Number(number.toFixed(DECIMALS));
  const positionOf = ({ lat, lng }) => [round(L.Util.wrapNum(lng, [-180, 180], true)), round(lat)];
  const latLng = ([lon, lat]) => L.latLng(lat, lon);
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /**
   * @param {L.Map} map
   * @param {{control: L.Control.Draw, drawn: L.FeatureGroup}} tool what folium's Draw has made
   * @param {function(Array): void} commit hears of parts of positions when a drawing is done
   */
  Temoin.createDrawing = function createDrawing(map, { control, drawn }, commit) {
    const container = map.getContainer();
    const state = { parts: [], isLine: false, isAllowed: false, isDrawing: false, words: {} };
    let past = []; // what the drawing was before each change, for "undo"
    let shown = null;
    const pen = Temoin.createPen(map, control, {
      changed: toolbar,
      ended: (points) => finish([points.map(positionOf)]),
    });
    const cross = html("div", { class: "ed-cross", "aria-hidden": "true" });
    const status = html("p", { class: "ed-status", role: "status" });
    const buttons = {
      start: button("start", start),
      undo: button("undo", undo),
      done: button("done", () => finish()),
      clear: button("clear", clear),
    };
    const element = html("div", { class: "ed-tools", role: "group" }, [...Object.values(buttons), status]);
    container.append(cross);
    L.DomEvent.disableClickPropagation(element);
    map.doubleClickZoom.disable();
    map.on("click", (event) => state.isDrawing && !state.isLine && add(event.latlng));
    container.addEventListener("keydown", onKey);

    function button(name, act) {
      const node = html("button", { type: "button", class: `ed-button is-${name}` });
      node.addEventListener("click", act);
      return node;
    }

    function onKey(event) {
      if (!state.isDrawing) return;
      // Wherever it is pressed: Leaflet.draw would drop the line.
      const acts = { Escape: () => finish() };
      if (event.target === container) Object.assign(acts, { Enter: () => add(map.getCenter()), Backspace: undo });
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    }

    function start() {
      if (state.isLine && !state.isDrawing) pen.enable();
      state.isDrawing = true;
      render();
      container.focus({ preventScroll: true });
    }

    function add(at) {
      if (state.isLine) pen.add(at);
      else finish([[positionOf(at)]]);
    }

    function undo() {
      if (state.isDrawing) {
        if (pen.points().length) pen.back();
        return;
      }
      state.parts = past.pop() || [];
      commit(state.parts);
      render();
    }

    function clear() {
      if (state.isDrawing) stop();
      change([]);
    }

    /** End the drawing with these parts, or with the points that there are. */
    function finish(parts = null) {
      if (!state.isDrawing) return;
      const points = state.isLine ? pen.points().map(positionOf) : [];
      stop();
      change(parts || (points.length ? [points] : state.parts));
      buttons.start.focus({ preventScroll: true });
    }

    function stop() {
      state.isDrawing = false;
      pen.disable();
    }

    function change(parts) {
      if (!isSame(parts, state.parts)) {
        past.push(state.parts);
        state.parts = parts;
        commit(parts);
      }
      render();
    }

    // --- what is seen ----------------------------------------------------------------------

    function render() {
      toolbar();
      const { parts, isLine, isAllowed, isDrawing, words } = state;
      const isHidden = isDrawing && isLine;
      const now = JSON.stringify([parts, isLine, isAllowed, isHidden, words.vertex]);
      if (now === shown) return;
      shown = now;
      drawn.clearLayers();
      if (!isHidden) draw();
    }

    function focusPoint(number) {
      const nodes = [...container.querySelectorAll(".ed-icon:has(> .is-vertex)")];
      nodes[Math.min(number, nodes.length - 1)]?.focus({ preventScroll: true });
    }

    function draw() {
      const { parts, isAllowed, isLine, words } = state;
      const made = parts.map((part) => {
        if (part.length > 1) {
          const line = L.polyline(part.map(latLng), { className: "ed-line is-draft", interactive: false });
          return line.addTo(drawn);
        }
        const letter = isLine ? "1" : "";
        const given = { kind: "draft", letter, label: `${words.vertex} 1`, draggable: isAllowed };
        return Temoin.editSymbols.marker(latLng(part[0]), given).addTo(drawn);
      });
      const placesOf = (shape) => (shape.getLatLngs ? shape.getLatLngs() : [shape.getLatLng()]);
      // Leaflet.draw has still to do with what it moved when it tells of it.
      const changed = (heir) => queueMicrotask(() => {
        change(made.map((shape) => placesOf(shape).map(positionOf)));
        if (heir >= 0) focusPoint(heir);
      });
      let before = 0;
      for (const shape of made) {
        const first = before;
        before += placesOf(shape).length;
        if (!shape.getLatLngs) shape.on("dragend", () => changed(-1));
        else if (isAllowed) Temoin.reshape(shape, words, (heir) => changed(heir < 0 ? -1 : first + heir));
      }
    }

    function toolbar() {
      const { words, isLine, isDrawing, isAllowed, parts } = state;
      const count = isDrawing && isLine ? pen.points().length : parts.length;
      element.hidden = !isAllowed;
      element.setAttribute("aria-label", words.tools || "");
      container.classList.toggle("is-drawing", isDrawing);
      const said = { start: isLine ? words.line : words.point, undo: words.undo, done: words.done, clear: words.clear };
      for (const [name, node] of Object.entries(buttons)) node.textContent = said[name] || "";
      buttons.start.setAttribute("aria-pressed", String(isDrawing));
      buttons.start.disabled = isDrawing;
      buttons.done.hidden = !isDrawing || !isLine;
      buttons.undo.hidden = isDrawing ? !count : !past.length;
      buttons.clear.hidden = !isLine || !count;
      const hint = isLine ? words.lineHint : words.pointHint;
      const isOpen = isLine && parts.some((part) => part.length > 1);
      status.textContent = isDrawing ? hint : isOpen ? words.reshapeHint : "";
    }

    return {
      element,
      /** @param {{parts: Array, isLine: boolean, isAllowed: boolean, words: object, language: string}} given */
      take(given) {
        const { parts, language, ...rest } = given;
        if (rest.isLine !== state.isLine || !rest.isAllowed) stop();
        Object.assign(state, rest);
        pen.speak(rest.words, language);
        if (!isSame(parts, state.parts)) {
          // Typed, or another feature's; what is on its way here is one of ours.
          if (!past.some((each) => isSame(each, parts))) past = [];
          state.parts = parts;
        }
        render();
      },
      parts: () => state.parts,
      start: () => state.isAllowed && start(),
    };
  };
})((window.Temoin = window.Temoin || {}));
