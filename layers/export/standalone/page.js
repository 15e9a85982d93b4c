// The stand-alone page: title, language, the column of words beside the map; and what the
// map's scripts otherwise tell a page round their frame (bridge.js), which is this one here.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const SETTLE_MS = 120;
  const LANGUAGES = ["en", "fr"];
  const CARD_LINE = 0.7; // share of the window below which the column is out of sight
  const node = (id) => document.getElementById(id);
  const carried = Temoin.read("page");
  const cards = Temoin.read("cards");
  const turns = Temoin.read("turns");
  const rowOf = new Map(cards.map((card, row) => [card.id, row]));
  let pushes = 0;

  /** Hand a view to the map, as a page hands it to its frame. */
  function push(view) {
    pushes += 1;
    Temoin.push({ token: `standalone-${pushes}`, view, marks: carried.marks });
  }

  // --- the map's own page ---

  /** Keep the address true, so that it can be copied: no step of the history. */
  function keepAddress(map, store) {
    const hash = Temoin.address.write(Temoin.bridge.messageOf(store.state, map));
    if (hash !== location.hash) history.replaceState(null, "", hash);
  }

  function stand(map, store) {
    Temoin.bridge.tellPlace = () => keepAddress(map, store);
    window.addEventListener("hashchange", () => {
      const view = Temoin.address.read(location.hash, carried.view);
      push(view);
      if (view.center) window.temoin.setView(view.center, view.zoom);
    });
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => store.set({ theme: Temoin.bridge.themeNow() }));
    fillPage(store);
  }

  const { createCommitter } = Temoin.bridge;
  Object.assign(Temoin.bridge, {
    page: () => document,
    memory: { save() {}, load: () => null }, // the address remembers
    speak: (language) => document.documentElement.setAttribute("lang", language),
    tellPlaying: (playing) => document.documentElement.toggleAttribute("data-playing", playing),
    showCard(smoothly) {
      const column = node("column");
      if (column.getBoundingClientRect().top < window.innerHeight * CARD_LINE) return;
      column.scrollIntoView({ block: "start", behavior: smoothly ? "smooth" : "auto" });
    },
    createCommitter(map, store, send, ...rest) {
      stand(map, store);
      return createCommitter(map, store, () => keepAddress(map, store), ...rest);
    },
  });

  // --- the words round the map ---

  function fillPage(store) {
    const words = Temoin.createWords(carried.words, store);
    const writer = Temoin.writer(words, store);
    const context = { words, store, writer, cards, turns };
    const drawCard = Temoin.card(context);
    const drawDay = Temoin.day(context);
    let timer = 0;
    let shown = null; // id of the feature whose card is open

    function visible() {
      return new Map(window.temoin.visibleIds().map((id) => [rowOf.get(id), window.temoin.stateOf(id)]));
    }

    /** Draw what follows a view that has settled; while time runs nobody reads sixty a second. */
    function settle() {
      timer = 0;
      if (!window.temoin.isReady || store.state.playing || store.state.scrubbing) return;
      const rows = visible();
      node("counts").textContent = words("standalone.now", {
        mode: words(`slider.${store.state.mode}`, { n: store.state.window }), counts: counted(rows),
      });
      drawColumn(rows);
    }

    function counted(rows) {
      const layers = new Map();
      for (const row of rows.keys()) {
        const { layer, site } = cards[row];
        if (!layers.has(layer)) layers.set(layer, new Set());
        layers.get(layer).add(layer === "military_bases" ? site : row);
      }
      const order = [...new Set(["military_bases", "massacre_sites", "troop_movements", ...layers.keys()])];
      const parts = order.filter((layer) => layers.has(layer));
      return parts.map((layer) => words.counted(`count.${layer}`, layers.get(layer).size)).join(", ") || words("count.none");
    }

    function drawColumn(rows) {
      const column = node("words");
      const before = shown;
      const focused = document.activeElement?.dataset?.feature;
      const hadFocus = column.contains(document.activeElement);
      const { selected } = store.state;
      const row = rowOf.get(selected);
      shown = row === undefined ? null : selected;
      column.className = shown ? "prose" : "prose chronicle";
      const gone = selected && !shown ? [html("p", { class: "key", text: words("card.gone") })] : [];
      column.replaceChildren(...(shown ? [back(), ...drawCard(row)] : [...gone, ...drawDay(rows)]));
      if (shown !== before) node("column").scrollTop = 0;
      if (!hadFocus) return;
      if (shown && shown !== before) node("card-name").focus({ preventScroll: true });
      else refocus(shown ? focused : before || focused);
    }

    function refocus(id) {
      const again = id && node("words").querySelector(`[data-feature="${CSS.escape(id)}"]`);
      if (again) again.closest("details")?.setAttribute("open", "");
      (again || node("words").querySelector("h2"))?.focus({ preventScroll: !again });
    }

    function back() {
      const button = html("button", { type: "button", class: "back", text: words("standalone.back") });
      button.addEventListener("click", () => window.temoin.select(null).catch(Temoin.report));
      return button;
    }

    function relabel() {
      const { language } = store.state;
      node("title").replaceChildren(html("bdi", { text: carried.title || words("page.title") }));
      node("subtitle").textContent = words("page.subtitle");
      document.title = carried.title
        ? words("standalone.browser_title", { title: carried.title })
        : words("page.browser_title");
      node("column").setAttribute("aria-label", words("standalone.column"));
      node("languages").setAttribute("aria-label", words("page.language"));
      for (const button of node("languages").children) {
        button.setAttribute("aria-pressed", String(button.lang === language));
      }
      node("date").textContent = Temoin.dates.formatDay(store.state.day, language);
      about();
    }

    function about() {
      const link = ({ url, words: said }) =>
        html("a", { href: url, rel: "noopener noreferrer", target: "_blank", text: words.pick(said) });
      const credits = carried.credits.flatMap((credit, number) => [number ? " · " : words("about.map"), link(credit)]);
      node("about").replaceChildren(
        html("p", { text: words("standalone.about") }),
        html("p", { text: words("about.version", { digest: carried.version }) }),
        html("p", {}, [link(carried.licence)]),
        html("p", { text: words("about.borders") }),
        html("p", {}, credits),
      );
    }

    node("languages").replaceChildren(...LANGUAGES.map((language) => {
      const name = carried.words[`standalone.${language}`][language];
      const button = html("button", { type: "button", lang: language, text: language, title: name, "aria-label": name });
      button.addEventListener("click", () => window.temoin.setLanguage(language));
      return button;
    }));
    const recolour = () =>
      document.documentElement.style.setProperty("--killed", carried.killed[store.state.theme]);
    store.on((state, changed) => {
      if (changed.theme) recolour();
      if (changed.language) relabel();
      else if (changed.day) node("date").textContent = Temoin.dates.formatDay(state.day, state.language);
      timer ||= setTimeout(settle, SETTLE_MS);
    });
    recolour();
    relabel();
    window.temoin.ready.then(() => {
      node("waiting").remove();
      settle();
    }, Temoin.report);
  }

  // --- begin ---

  const map = L.map("map_div", {
    center: [17.3, -3.5], zoom: 6, zoomControl: false, attributionControl: false,
    zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 4, maxZoom: 13,
  });
  Temoin.mount(map, { data: "data", assets: "assets", digest: carried.digest });
  push(Temoin.address.read(location.hash, carried.view));
})((window.Temoin = window.Temoin || {}));
