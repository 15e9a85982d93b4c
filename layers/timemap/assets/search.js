// Search for places and features: a combobox (ARIA Authoring Practices 1.2, list popup).
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const { fold } = Temoin.filters;
  const MOST = 12;
  const PLACE_ZOOM = 9;
  let boxes = 0;

  /**
   * @param {object} context {map, data, store, words}
   * @param {?object} places GeoJSON of the gazetteer
   */
  Temoin.search = function search(context, places) {
    const { map, data, store, words } = context;
    const id = `tm-search-${(boxes += 1)}`;
    const input = html("input", {
      type: "search", class: "tm-search-input", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
    });
    const list = html("ul", { class: "tm-search-list", id, role: "listbox", hidden: "" });
    const said = html("p", { class: "tm-said-only", role: "status" });
    const element = html("div", { class: "tm-search" }, [input, list, said]);
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    const placesByName = (places ? places.features : [])
      .filter((place) => place.geometry.type === "Point")
      .map(({ properties, geometry }) => ({
        names: { en: properties.name, fr: properties.name_fr || properties.name },
        folded: fold(`${properties.name} ${properties.name_fr || ""}`),
        at: L.latLng(geometry.coordinates[1], geometry.coordinates[0]),
      }));
    let names = null; // of every feature, once asked for
    let found = [];
    let active = -1;

    async function loadNames() {
      names ||= Promise.all([data.loadIds(), data.allTexts()]).then(([, texts]) =>
        texts.map((text, row) => ({ row, text, folded: fold(`${text.en.name} ${text.fr.name}`) })));
      names.catch(() => (names = null)); // asked for anew by the next letter
      return names;
    }

    // A name that begins with what was typed is meant before one that only holds it.
    const rank = ({ folded }, typed) => (folded.startsWith(typed) ? 0 : folded.includes(` ${typed}`) ? 1 : 2);

    async function seek() {
      const typed = fold(input.value).trim();
      if (!typed) return show([], 0);
      const features = await loadNames();
      if (fold(input.value).trim() !== typed) return; // typed on meanwhile
      const parts = typed.split(/\s+/);
      const fits = ({ folded }) => parts.every((part) => folded.includes(part));
      const all = [...placesByName.filter(fits), ...features.filter(fits)];
      all.sort((a, b) => rank(a, typed) - rank(b, typed) || Number(Boolean(b.at)) - Number(Boolean(a.at)));
      show(all.slice(0, MOST), all.length);
    }

    function show(entries, count) {
      found = entries;
      active = -1;
      input.removeAttribute("aria-activedescendant");
      const options = entries.map(option);
      const isAsked = input.value.trim() !== "";
      if (isAsked && count > entries.length) {
        options.push(html("li", { class: "tm-search-note", role: "presentation", text: words.counted("search.more", count - entries.length) }));
      }
      if (isAsked && !count) options.push(html("li", { class: "tm-search-note", role: "presentation", text: words("search.none") }));
      list.replaceChildren(...options);
      list.hidden = !isAsked;
      input.setAttribute("aria-expanded", String(!list.hidden && count > 0));
      said.textContent = isAsked ? (count ? words.counted("search.found", count) : words("search.none")) : "";
    }

    function option(entry, k) {
      const { language } = store.state;
      const name = entry.at ? entry.names[language] : entry.text[language].name;
      const what = entry.at ? words("search.place") : entry.text[language].when;
      const node = html("li", { role: "option", id: `${id}-${k}`, "aria-selected": "false" }, [
        html("span", { class: "tm-fan-name", text: name }), html("span", { class: "tm-fan-when", text: what }),
      ]);
      node.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      node.addEventListener("click", () => go(entry));
      return node;
    }

    function mark(k) {
      const nodes = [...list.querySelectorAll('[role="option"]')];
      active = (k + nodes.length) % nodes.length;
      nodes.forEach((node, i) => node.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", nodes[active].id);
      nodes[active].scrollIntoView({ block: "nearest" });
    }

    function go(entry) {
      shut();
      input.value = entry.at ? entry.names[store.state.language] : entry.text[store.state.language].name;
      const animate = !store.state.reducedMotion;
      if (entry.at) {
        map.setView(entry.at, Math.max(map.getZoom(), PLACE_ZOOM), { animate });
        return;
      }
      window.temoin.show(data.ids[entry.row]).catch(Temoin.report);
    }

    function shut() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function onKey(event) {
      const isOpen = !list.hidden && found.length > 0;
      if (event.key === "ArrowDown" && isOpen) mark(active + 1);
      else if (event.key === "ArrowUp" && isOpen) mark(active < 0 ? -1 : active - 1);
      else if (event.key === "Enter" && isOpen) go(found[Math.max(active, 0)]);
      else if (event.key === "Escape" && !list.hidden) shut();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    input.addEventListener("input", () => seek().catch(Temoin.report));
    input.addEventListener("focus", () => input.value && !found.length && seek().catch(Temoin.report));
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", shut);

    function relabel() {
      input.placeholder = words("search.label");
      input.setAttribute("aria-label", words("search.label"));
      list.setAttribute("aria-label", words("search.label"));
    }
    store.on((state, changed) => changed.language && relabel());
    relabel();
    return { element };
  };
})((window.Temoin = window.Temoin || {}));
