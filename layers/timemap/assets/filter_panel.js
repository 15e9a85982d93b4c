// The filters as a panel: native boxes, ranges and fields, each acting at once.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const FACETS = ["kinds", "statuses", "regions", "precisions"];
  const TYPING_MS = 200;

  /** @param {object} context {map, data, store, words, sieve} */
  Temoin.filterPanel = function filterPanel(context) {
    const { data, store, words, sieve } = context;
    const body = html("div", { class: "tm-filter-body", hidden: "" });
    const toggle = html("button", { type: "button", class: "tm-legend-toggle", "aria-expanded": "false" });
    const panel = html("section", { class: "tm-legend tm-filters" }, [toggle, body]);
    const { first, last } = data.index.period;
    let isBuilt = false;
    let controls = [];
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);

    const change = (changes) => sieve.change(changes).catch(Temoin.report);
    const filter = (changes) => change({ filters: Object.freeze({ ...store.state.filters, ...changes }) });

    toggle.addEventListener("click", () => {
      store.set({ openPanel: store.state.openPanel === "filters" ? null : "filters" });
    });

    async function open() {
      body.hidden = false;
      if (isBuilt) return;
      body.replaceChildren(html("p", { class: "tm-legend-note", text: words("filters.loading") }));
      await sieve.prepare();
      build();
    }

    function build() {
      isBuilt = true;
      controls = [];
      const reset = html("button", { type: "button", class: "tm-filter-reset", text: words("filters.reset") });
      reset.addEventListener("click", () => sieve.reset().catch(Temoin.report));
      body.replaceChildren(
        textField(), actorsFacet("actors"), aroundFacet(), ...FACETS.map(facet).filter(Boolean),
        killedRange(), periodRange(), knownField(), reset,
      );
      reflect();
    }

    // --- one control a filter; `controls` hold how each follows the state ---

    function labelled(key, node) {
      return html("label", { class: "tm-filter-field" }, [html("span", { text: words(key) }), node]);
    }

    function textField() {
      const input = html("input", { type: "search", spellcheck: "false" });
      let timer = 0;
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => filter({ text: input.value.trim() }), TYPING_MS);
      });
      controls.push(({ filters }) => {
        if (document.activeElement !== input) input.value = filters.text;
      });
      return labelled("filters.text", input);
    }

    function group(key, lists, name) {
      const count = html("span", { class: "tm-legend-count" });
      const summary = html("summary", {}, [html("span", { text: words(key) }), count]);
      const node = html("details", { class: "tm-filter-group", "data-facet": name }, [summary, ...lists]);
      controls.push(({ filters }) => {
        const chosen = filters[name].length;
        count.textContent = chosen ? words.number(chosen) : "";
      });
      return node;
    }

    function boxes(name, options) {
      return html("ul", {}, options.map((option) => {
        const box = html("input", { type: "checkbox", value: option.code });
        box.addEventListener("change", () => {
          const others = store.state.filters[name].filter((code) => code !== option.code);
          filter({ [name]: (box.checked ? [...others, option.code] : others).sort() });
        });
        controls.push(({ filters }) => {
          box.checked = filters[name].includes(option.code);
        });
        return html("li", {}, [html("label", {}, [box, html("span", { text: words.pick(option) })])]);
      }));
    }

    function facet(name) {
      const options = sieve.occurring(name);
      return options.length > 1 ? group(`filters.${name}`, [boxes(name, options)], name) : null;
    }

    function aroundFacet() {
      const facet = actorsFacet("around");
      facet.querySelector("summary").after(html("p", { class: "tm-legend-note", text: words("filters.around_help") }));
      return facet;
    }

    function actorsFacet(name) {
      const options = sieve.occurring(name);
      const lists = data.index.families.flatMap((family) => {
        const own = options.filter((actor) => actor.family === family.key);
        return own.length ? [html("p", { class: "tm-filter-family", text: words.pick(family) }), boxes(name, own)] : [];
      });
      return group(`filters.${name}`, lists, name);
    }

    function killedRange() {
      const least = html("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
      const most = html("input", { type: "number", min: 0, step: 1, inputmode: "numeric" });
      const read = (input) => (input.value === "" ? null : Math.max(0, Math.round(Number(input.value))));
      const apply = () => {
        const [low, high] = [read(least), read(most)];
        filter({ killed: low === null && high === null ? null : [low || 0, high] });
      };
      for (const input of [least, most]) input.addEventListener("change", apply);
      controls.push(({ filters }) => {
        if ([least, most].includes(document.activeElement) && filters.killed) return;
        least.value = filters.killed ? filters.killed[0] : "";
        most.value = filters.killed && filters.killed[1] !== null ? filters.killed[1] : "";
      });
      return fieldset("filters.killed", [labelled("filters.killed_least", least), labelled("filters.killed_most", most)]);
    }

    function periodRange() {
      const ends = ["first", "last"].map((end) => {
        const input = html("input", { type: "range", min: first, max: last, step: 1 });
        const said = html("output");
        return { end, input, said, label: labelled(`filters.period_${end}`, input) };
      });
      const [from, to] = ends;
      const apply = (moved) => {
        let [low, high] = [from.input.valueAsNumber, to.input.valueAsNumber];
        if (low > high) [low, high] = moved === from ? [low, low] : [high, high];
        filter({ period: low === first && high === last ? null : [low, high] });
      };
      for (const each of ends) {
        each.input.addEventListener("input", () => apply(each));
        each.label.append(each.said);
      }
      controls.push(({ filters, language }) => {
        const days = filters.period || [first, last];
        ends.forEach(({ input, said }, k) => {
          input.value = days[k];
          said.textContent = Temoin.dates.formatDay(days[k], language);
          input.setAttribute("aria-valuetext", said.textContent);
        });
      });
      return fieldset("filters.period", ends.map((each) => each.label));
    }

    function knownField() {
      const input = html("input", { type: "date", min: Temoin.dates.iso(first) });
      const off = html("button", { type: "button", class: "tm-filter-reset", text: words("filters.known_off") });
      const then = html("button", { type: "button", class: "tm-filter-reset", text: words("filters.known_then") });
      then.addEventListener("click", () => change({ knownBy: store.state.day }));
      input.addEventListener("change", () => change({ knownBy: Temoin.dates.dayOf(input.value) }));
      off.addEventListener("click", () => change({ knownBy: null }));
      controls.push(({ knownBy }) => {
        if (document.activeElement !== input) input.value = knownBy === null ? "" : Temoin.dates.iso(knownBy);
        off.hidden = knownBy === null;
      });
      return fieldset("filters.known", [
        html("p", { class: "tm-legend-note", text: words("filters.known_help") }),
        html("label", { class: "tm-filter-field" }, [html("span", { class: "tm-said-only", text: words("filters.known") }), input]),
        then, off,
      ]);
    }

    function fieldset(key, children) {
      return html("fieldset", {}, [html("legend", { text: words(key) }), ...children]);
    }

    function reflect() {
      const { state } = store;
      const on = Temoin.filters.countOn(state.filters) + Number(state.knownBy !== null);
      const text = on ? words("filters.heading_active", { n: on }) : words("filters.heading");
      if (toggle.textContent !== text) toggle.textContent = text;
      panel.setAttribute("aria-label", words("filters.heading"));
      const isOpen = state.openPanel === "filters";
      toggle.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && body.hidden) open().catch(Temoin.report);
      else if (!isOpen) body.hidden = true;
      for (const follow of controls) follow(state);
    }

    store.on((state, changed) => {
      if (changed.language && isBuilt) build();
      else if (changed.language || changed.filters || changed.knownBy || changed.openPanel) reflect();
    });
    reflect();
    return { element: panel };
  };
})((window.Temoin = window.Temoin || {}));
