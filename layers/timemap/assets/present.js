// A room is looking: nothing on the map but the map, and the day in letters that the last
// row can read.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;

  /** @param {object} context {map, store, words}; `store.state.presenting` switches it on */
  Temoin.present = function present({ map, store, words }) {
    const date = html("p", { class: "tm-present-date" });
    const mode = html("p", { class: "tm-present-mode" });
    const element = html("div", { class: "tm-present" }, [date, mode]);
    element.hidden = true;
    map.getContainer().append(element);

    function draw({ presenting, day, language, mode: name, window: days }) {
      map.getContainer().toggleAttribute("data-presenting", presenting);
      element.hidden = !presenting;
      if (!presenting) return;
      date.textContent = Temoin.dates.formatDay(day, language);
      mode.textContent = words(`timebar.said_${name}`, { n: days });
    }

    store.on((state, changed) => {
      if (["presenting", "day", "language", "mode", "window"].some((key) => changed[key])) draw(state);
    });
    return element;
  };
})((window.Temoin = window.Temoin || {}));
