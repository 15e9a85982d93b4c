// Draws a point or a line: by clicks, or by Enter at the cross in the middle of the map.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const DECIMALS = 5; // about a metre

  const round = (number) => Number(number.toFixed(DECIMALS));
  const positionOf = ({ lat, lng }) => [round(L.Util.wrapNum(lng, [-180, 180], true)), round(lat)];
  const latLng = ([lon, lat]) => L.latLng(lat, lon);

  /**
   * @param {L.Map} map
   * @param {function(Array): void} commit hears of parts of positions when a drawing is done
   */
  Temoin.createDrawing = function createDrawing(map, commit) {
    const layer = L.layerGroup().addTo(map);
    const state = { parts: [], isLine: false, isAllowed: false, isDrawing: false, words: {} };
    const cross = html("div", { class: "ed-cross", "aria-hidden": "true" });
    const status = html("p", { class: "ed-status", role: "status" });
    const buttons = {
      start: button("start", start),
      undo: button("undo", undo),
      done: button("done", finish),
      clear: button("clear", clear),
    };
    const element = html("div", { class: "ed-tools", role: "group" }, [...Object.values(buttons), status]);
    map.getContainer().append(cross);
    L.DomEvent.disableClickPropagation(element);
    map.doubleClickZoom.disable();
    map.on("click", (event) => state.isDrawing && add(event.latlng));
    map.getContainer().addEventListener("keydown", onKey);

    function button(name, act) {
      const node = html("button", { type: "button", class: `ed-button is-${name}` });
      node.addEventListener("click", act);
      return node;
    }

    function onKey(event) {
      if (!state.isDrawing || event.target !== map.getContainer()) return;
      const act = { Enter: () => add(map.getCenter()), Backspace: undo, Escape: finish }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }

    function start() {
      state.isDrawing = true;
      if (state.isLine) state.parts = [];
      map.getContainer().focus({ preventScroll: true });
      render();
    }

    function add(at) {
      if (state.isLine) state.parts = [[...(state.parts[0] || []), positionOf(at)]];
      else state.parts = [[positionOf(at)]];
      if (state.isLine) render();
      else finish();
    }

    function undo() {
      const part = state.parts.at(-1) || [];
      state.parts = [...state.parts.slice(0, -1), part.slice(0, -1)].filter((each) => each.length);
      settle();
    }

    function clear() {
      state.parts = [];
      settle();
    }

    function finish() {
      if (!state.isDrawing) return;
      state.isDrawing = false;
      settle();
      buttons.start.focus({ preventScroll: true });
    }

    // While a line grows, nobody but the person drawing needs to know.
    function settle() {
      if (!state.isDrawing) commit(state.parts);
      render();
    }

    function moved(part, index, marker) {
      state.parts = state.parts.map((each, at) =>
        at === part ? each.map((old, place) => (place === index ? positionOf(marker.getLatLng()) : old)) : each,
      );
      settle();
    }

    function render() {
      const { words, isLine, isDrawing, isAllowed, parts } = state;
      const count = parts.reduce((sum, part) => sum + part.length, 0);
      layer.clearLayers();
      for (const part of parts) {
        if (part.length > 1) L.polyline(part.map(latLng), { className: "ed-line is-draft", interactive: false }).addTo(layer);
      }
      parts.forEach((part, at) => part.forEach((position, index) => {
        const letter = isLine ? String(index + 1) : "";
        const label = `${words.vertex} ${index + 1}`;
        const marker = Temoin.editSymbols.marker(latLng(position), { kind: "draft", letter, label, draggable: true });
        marker.on("dragend", () => moved(at, index, marker));
        marker.addTo(layer);
      }));
      element.hidden = !isAllowed;
      element.setAttribute("aria-label", words.tools || "");
      map.getContainer().classList.toggle("is-drawing", isDrawing);
      const said = { start: isLine ? words.line : words.point, undo: words.undo, done: words.done, clear: words.clear };
      for (const [name, node] of Object.entries(buttons)) node.textContent = said[name] || "";
      buttons.start.setAttribute("aria-pressed", String(isDrawing));
      buttons.start.disabled = isDrawing;
      buttons.done.hidden = !isDrawing || !isLine;
      buttons.undo.hidden = buttons.clear.hidden = !isLine || !count;
      const hint = isLine ? words.lineHint : words.pointHint;
      status.textContent = isDrawing ? hint : "";
    }

    return {
      element,
      /** @param {{parts: Array, isLine: boolean, isAllowed: boolean, words: object}} given */
      take(given) {
        const { parts, ...rest } = given;
        if (rest.isLine !== state.isLine || !rest.isAllowed) state.isDrawing = false;
        Object.assign(state, rest);
        if (!state.isDrawing) state.parts = parts;
        render();
      },
      parts: () => state.parts,
      start: () => state.isAllowed && start(),
    };
  };
})((window.Temoin = window.Temoin || {}));
