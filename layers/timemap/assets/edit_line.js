// The line of a draft. Leaflet.draw, which folium's Draw brings, draws it and reshapes it;
// here it gets our words and our symbols, and names for those who do not see them.
(function (Temoin) {
  "use strict";

  const { icon, name } = Temoin.editSymbols;

  /** Say what Leaflet.draw says at the pointer in the language of the page. */
  function speak(words, language) {
    const { lineStart: start, lineNext: cont, lineEnd: end } = words;
    const decimal = (1.5).toLocaleString(language).charAt(1);
    Object.assign(L.drawLocal.draw.handlers.polyline.tooltip, { start, cont, end });
    L.drawLocal.format = { numeric: { delimiters: { decimal } } };
  }

  /**
   * Draws one new line.
   *
   * @param {L.Map} map
   * @param {L.Control.Draw} control folium's Draw, for its settings of a line
   * @param {{changed: function(number): void, ended: function(Array<L.LatLng>): void}} told
   *   how many points there are, and the line when its last point was clicked again
   */
  Temoin.createPen = function createPen(map, control, told) {
    const dot = icon("vertex", "");
    const pen = new L.Draw.Polyline(map, { ...control.options.draw.polyline, icon: dot });
    let points = [];
    let words = {};
    // Browsers send a mouse event after each touch: heard twice, one tap would end the line.
    map.touchExtend?.disable();
    map.on(L.Draw.Event.DRAWVERTEX, ({ layers }) => {
      points = layers.getLayers();
      const last = points.at(-1);
      last.setIcon(icon("vertex", String(points.length)));
      name(last, `${words.vertex} ${points.length}`);
      told.changed(points.length);
    });
    map.on(L.Draw.Event.CREATED, ({ layer }) => told.ended(layer.getLatLngs()));

    function enable() {
      points = [];
      pen.enable();
      // What follows the pointer and catches its clicks is no button for anybody.
      const sheet = pen._mouseMarker.getElement();
      sheet.setAttribute("aria-hidden", "true");
      for (const attribute of ["role", "tabindex"]) sheet.removeAttribute(attribute);
    }

    return {
      enable,
      disable: () => pen.disable(),
      /** Add a point where no pointer is. */
      add(at) {
        pen._currentLatLng = at; // from where a zoom draws the trail anew
        pen.addVertex(at);
      },
      /** Take back the last point. */
      back() {
        if (points.length > 1) pen.deleteLastVertex();
        else {
          pen.disable();
          enable();
          told.changed(0);
        }
      },
      points: () => points.map((each) => each.getLatLng()),
      speak(said, language) {
        words = said;
        speak(said, language);
      },
    };
  };

  /**
   * Make a line on the map one that can be reshaped: points to drag and to remove, and a
   * small ring between two of them that becomes a point.
   *
   * @param {L.Polyline} line a line on the map
   * @param {object} words of the page
   * @param {function(number): void} changed called when the line has another shape; the
   *   number of the point that a key left the focus to, or -1
   */
  Temoin.reshape = function reshape(line, words, changed) {
    let heir = -1;
    const click = (marker, at) => {
      heir = at;
      marker.fire("click");
      heir = -1;
    };
    line.options.poly = { allowIntersection: true, icon: icon("middle", "") };
    line.editing.enable();
    const { _markers: vertices } = line.editing._verticesHandlers[0];
    vertices.forEach((vertex, at) => {
      vertex.setIcon(icon("vertex", String(at + 1)));
      const node = name(vertex, `${words.vertex} ${at + 1}`, words.vertexHelp);
      byKeys(node, ["Enter", " ", "Delete", "Backspace"], () => click(vertex, at));
      const next = vertex._middleRight;
      if (next) {
        next.setIcon(icon("middle", ""));
        const label = words.between.replace("{a}", at + 1).replace("{b}", at + 2);
        byKeys(name(next, label), ["Enter", " "], () => click(next, at + 1));
      }
    });
    line.on("edit", () => changed(heir));
  };

  function byKeys(node, keys, act) {
    node.addEventListener("keydown", (event) => {
      if (!keys.includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }
})((window.Temoin = window.Temoin || {}));
