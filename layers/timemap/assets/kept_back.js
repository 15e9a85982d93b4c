// What the map does not show, and why: said over the map for as long as it is so.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;

  /** @param {object} context {store, words, sieve} */
  Temoin.keptBack = function keptBack({ store, words, sieve }) {
    const element = html("div", { class: "tm-kept-back", role: "status" });
    L.DomEvent.disableClickPropagation(element);
    let said = "";

    function line(texts, key, action) {
      const button = html("button", { type: "button", text: words(key) });
      button.addEventListener("click", action);
      return { text: texts.filter(Boolean).join(", "), button };
    }

    function lines(visible) {
      const { filters, knownBy, against, language } = store.state;
      const day = (value) => Temoin.dates.formatDay(value, language);
      const found = [];
      if (!Temoin.filters.isEmpty(filters)) {
        const { filtered, disputed } = visible;
        found.push(line([
          words.counted("filters.hidden", filtered),
          disputed && words("filters.hidden_disputed", { n: words.number(disputed) }),
        ], "filters.reset", () => sieve.reset().catch(Temoin.report)));
      }
      if (knownBy !== null) {
        found.push(line([
          words("filters.known_said", { day: day(knownBy) }),
          words.counted("filters.unreported", visible.unreported),
        ], "filters.known_off", () => sieve.change({ knownBy: null }).catch(Temoin.report)));
      }
      if (against !== null) {
        found.push(line([words("filters.against_said", { day: day(against) })], "filters.against_off",
          () => store.set({ against: null })));
      }
      return found;
    }

    function render(visible) {
      const wanted = lines(visible);
      const key = `${store.state.language}|${wanted.map(({ text }) => text).join("|")}`;
      if (key === said) return;
      said = key;
      const focused = element.contains(document.activeElement);
      element.replaceChildren(...wanted.map(({ text, button }) => html("p", {}, [html("span", { text }), button])));
      if (focused) element.querySelector("button")?.focus();
    }

    return { element, render };
  };
})((window.Temoin = window.Temoin || {}));
