// What of the map a picture will show: its edge over the map, and where that edge lies, so
// that a briefer chooses it by moving the map.
(function (Temoin) {
  "use strict";

  const SNAP = 0.25; // as timemap/element.py sets it
  const MARGIN = 14; // pixels round the edge, at least

  /**
   * @param {object} context {map, store, bottomInset}; `store.state.crop` is [width, height]
   *   of the picture's map in its own units, or null
   */
  Temoin.crop = function crop({ map, store, bottomInset }) {
    const edge = Temoin.symbols.html("div", { class: "tm-crop", "aria-hidden": "true" });
    edge.hidden = true;
    map.getContainer().append(edge);

    // In pixels of the container; a picture that is larger than the map is shown smaller.
    function box([width, height]) {
      const size = map.getSize();
      const room = [size.x - 2 * MARGIN, size.y - bottomInset() - 2 * MARGIN];
      const share = Math.min(1, room[0] / width, room[1] / height);
      const middle = L.point(size.x / 2, (size.y - bottomInset()) / 2);
      return { share, middle, width: width * share, height: height * share };
    }

    function draw() {
      const { crop: wanted } = store.state;
      edge.hidden = !wanted;
      if (!wanted) return;
      const { middle, width, height } = box(wanted);
      edge.style.width = `${width}px`;
      edge.style.height = `${height}px`;
      Temoin.symbols.put(edge, L.point(Math.round(middle.x - width / 2), Math.round(middle.y - height / 2)));
    }

    map.on("resize", draw);
    store.on((state, changed) => {
      if (!changed.crop) return;
      // Any scale may be wanted: a picture is not bound to the steps of the buttons.
      map.options.zoomSnap = state.crop ? 0 : SNAP;
      draw();
    });

    return {
      /** The same for bounds that the edge shall just enclose. */
      fitting(bounds) {
        const { share, width, height } = box(store.state.crop);
        const [a, b] = [map.project(bounds.getNorthWest(), 0), map.project(bounds.getSouthEast(), 0)];
        const level = Math.log2(Math.min(width / (b.x - a.x), height / (b.y - a.y)));
        const { lat, lng } = map.unproject(a.add(b).divideBy(2), 0);
        return this.around({ center: [lng, lat], zoom: level - Math.log2(share) });
      },
      /** Centre and zoom of the map at which the edge shows what a picture of these shows. */
      around({ center, zoom }) {
        const { share, middle } = box(store.state.crop);
        const level = zoom + Math.log2(share);
        const offset = middle.subtract(map.getSize().divideBy(2));
        const point = map.project([center[1], center[0]], level).subtract(offset);
        return { center: map.unproject(point, level), zoom: level };
      },
      /** Centre [lon, lat] and zoom that show the same in the picture; null without one. */
      shown() {
        const { crop: wanted } = store.state;
        if (!wanted) return null;
        const { share, middle } = box(wanted);
        const { lat, lng } = map.containerPointToLatLng(middle);
        const zoom = map.getZoom() - Math.log2(share);
        return { center: [Number(lng.toFixed(4)), Number(lat.toFixed(4))], zoom: Number(zoom.toFixed(3)) };
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
