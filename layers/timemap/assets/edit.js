// The map of the page "Edit": what is proposed beside what is published, and the draft.
//
// The page pushes {token, digest, language, words, items, backdrop, draft, fit, stored}:
//   legend    [{kind, letter, label}] what the symbols mean, "published" for the backdrop
//   items     [{id, kind, letter, label, parts}], parts of positions [lon, lat]
//   backdrop  [[lon, lat], ...] published features that stay as they are
//   draft     {parts, isLine, isAllowed}
//   fit       a name; the map moves to what is shown once for each
//   stored    text for the browser's own memory, "" to forget it, null to leave it
// and hears {seq, stored, drawn}: what the memory held when the map opened, and what has
// been drawn: {n, shape}.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const MEMORY = "temoin.draft";
  const MALI = [[10.1, -12.3], [25.05, 4.3]];
  const AROUND = L.latLngBounds(MALI).pad(0.5);
  const CLOSEST = 9;
  const DRAW = "+draw"; // in place of a feature's id: no id has a plus

  const edit = (Temoin.edit = {});
  let pending = null;
  let accept = null;

  /** Called by the page, before or after the map is up. */
  edit.push = function push(message) {
    pending = message;
    if (accept) accept(message);
  };

  /**
   * @param {L.Map} map an empty Leaflet map
   * @param {{data: string, assets: string, control: L.Control.Draw, drawn: L.FeatureGroup}} config
   *   where things are, and what folium's Draw has made
   */
  edit.mount = function mount(map, config) {
    const root = map.getContainer();
    root.classList.add("tm-root", "ed-root");
    root.dataset.theme = Temoin.bridge.themeNow();
    map.fitBounds(MALI, { animate: false });
    const outbox = createOutbox();
    const drawing = Temoin.createDrawing(map, config, outbox.draw);
    const scene = createScene(map, root, drawing);
    root.prepend(drawing.element);
    accept = scene.accept;
    if (pending) accept(pending);
    outbox.open();
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(root);
    const base = basemap(map, config);
    window.temoinEdit = { map, drawing, scene, ready: base };
    base.catch(Temoin.report);
  };

  // --- memory and messages ---------------------------------------------------------------

  function recall() {
    try {
      return window.localStorage.getItem(MEMORY);
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function remember(text) {
    try {
      if (text) window.localStorage.setItem(MEMORY, text);
      else window.localStorage.removeItem(MEMORY);
    } catch {
      // as above: the page says that a draft may not last
    }
  }

  function createOutbox() {
    const name = Math.random().toString(36).slice(2);
    const stored = recall();
    let count = 0;
    let drawn = null;
    const send = () => {
      count += 1;
      window.Streamlit?.setComponentValue({ seq: `${name}-${count}`, stored, drawn });
    };
    return {
      open: send,
      draw(parts) {
        const shape = parts.map((part) => part.map(([lon, lat]) => `${lon}, ${lat}`).join("\n")).join("\n\n");
        drawn = { n: `${name}-${count + 1}`, shape };
        send();
      },
    };
  }

  // --- what is under it --------------------------------------------------------------------

  async function basemap(map, config) {
    const countries = await (await Temoin.data.ask(`${config.assets}/basemap.json`)).json();
    const digest = await new Promise((resolve) => {
      const look = () => (pending ? resolve(pending.digest) : setTimeout(look, 50));
      look();
    });
    const [places, rivers] = await Promise.all(
      ["places", "rivers_roads"].map((name) => context(`${config.data}/${digest}/context/${name}.json`, pending.context.includes(name))),
    );
    Temoin.basemap.create(map, countries, { rivers });
    const store = Temoin.createStore({ language: pending.language });
    const nobody = { count: 0, columns: {} };
    const around = { symbols: () => [], panels: () => [], onDrawn: () => {} };
    const names = Temoin.places.create(map, nobody, { places, countries }, store, around);
    edit.speak = (language) => store.set({ language });
    names.draw();
  }

  async function context(url, isThere) {
    return isThere ? (await Temoin.data.ask(url)).json() : null;
  }

  // --- features ------------------------------------------------------------------------------

  function createScene(map, root, drawing) {
    const backdrop = L.layerGroup().addTo(map);
    const layer = L.layerGroup().addTo(map);
    const zoom = zoomButtons(map, root);
    const legend = Temoin.editSymbols.legend();
    root.append(legend.element);
    const known = new Map();
    let fitted = null;
    let memory;

    const latLng = ([lon, lat]) => L.latLng(lat, lon);

    function accept(message) {
      const { words, language } = message;
      root.lang = language;
      Temoin.bridge.speak(language);
      root.setAttribute("role", "region");
      root.setAttribute("aria-label", words.map);
      zoom.speak(words);
      if (edit.speak) edit.speak(language);
      drawBackdrop(message.backdrop);
      drawItems(message.items);
      legend.draw(message.legend);
      const { parts } = message.draft;
      // What was just drawn is where the person looks.
      const isDrawn = parts.length > 0 && JSON.stringify(parts) === JSON.stringify(drawing.parts());
      drawing.take({ ...message.draft, words, language });
      if (message.stored !== null && message.stored !== memory) remember((memory = message.stored));
      if (message.fit !== fitted && !isDrawn) fit(message.fit, message);
      fitted = message.fit;
    }

    function drawBackdrop(points) {
      backdrop.clearLayers();
      for (const point of points) {
        L.circleMarker(latLng(point), { radius: 3, className: "ed-published", interactive: false }).addTo(backdrop);
      }
    }

    function drawItems(items) {
      layer.clearLayers();
      known.clear();
      for (const item of items) {
        for (const part of item.parts) {
          if (part.length > 1) L.polyline(part.map(latLng), { className: `ed-line is-${item.kind}`, interactive: false }).addTo(layer);
        }
        const marker = Temoin.editSymbols.marker(latLng(item.parts[0][0]), item);
        marker.on("click keypress", (event) => event.originalEvent && point(item.id, true));
        marker.addTo(layer);
        known.set(item.id, { item, marker });
      }
    }

    function fit(name, { items, draft }) {
      const points = [...items.flatMap((item) => item.parts), ...draft.parts].flat().map(latLng);
      if (!name || !points.length) return;
      // One swapped position would push all the others into a corner.
      const near = points.filter((each) => AROUND.contains(each));
      map.fitBounds(near.length ? near : points, { maxZoom: CLOSEST, padding: [50, 50], animate: false });
    }

    /** Mark one feature, and go there if asked. */
    function point(id, isLasting) {
      for (const { marker } of known.values()) marker.getElement()?.classList.remove("is-pointed");
      const found = known.get(id);
      if (!found) return;
      found.marker.getElement().classList.add("is-pointed");
      if (isLasting) found.marker.setZIndexOffset(1000);
    }

    function open(id) {
      const found = known.get(id);
      if (!found) {
        showDraft(id === DRAW);
        return;
      }
      map.setView(found.marker.getLatLng(), Math.max(map.getZoom(), 8), { animate: false });
      point(id, true);
      window.frameElement?.scrollIntoView({ block: "nearest" });
      found.marker.getElement().focus({ preventScroll: true });
    }

    /** Bring the map into sight, and the draft on it; ready to draw if asked. */
    function showDraft(isToDraw) {
      window.frameElement?.scrollIntoView({ block: "nearest" });
      const points = drawing.parts().flat();
      if (points.length) map.fitBounds(points.map(latLng), { maxZoom: CLOSEST, padding: [50, 50], animate: false });
      if (isToDraw) drawing.start();
    }

    const page = Temoin.bridge.page();
    const off = Temoin.pageLinks(page, { open, move: () => {}, point: (id) => id && point(id, false) });
    window.addEventListener("pagehide", off);
    return { accept, open, ids: () => [...known.keys()] };
  }

  function zoomButtons(map, root) {
    const make = (text, act) => {
      const node = html("button", { type: "button", class: "ed-button", text });
      node.addEventListener("click", act);
      return node;
    };
    const closer = make("+", () => map.zoomIn(1));
    const farther = make("−", () => map.zoomOut(1));
    const whole = make("", () => map.fitBounds(MALI));
    const element = html("div", { class: "ed-zoom" }, [closer, farther, whole]);
    L.DomEvent.disableClickPropagation(element);
    root.prepend(element);
    return {
      speak(words) {
        closer.setAttribute("aria-label", words.zoomIn);
        farther.setAttribute("aria-label", words.zoomOut);
        whole.textContent = words.whole;
      },
    };
  }
})((window.Temoin = window.Temoin || {}));
