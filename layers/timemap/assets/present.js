// A room is looking: nothing on the map but the map, its legend, and the day in letters that
// the last row can read.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const SHOWN = ["presented", "day", "language", "mode", "window"];

  /** @param {object} context {map, store, words}; `store.state.presented` is the title, or null */
  Temoin.present = function present({ map, store, words }) {
    const root = map.getContainer();
    const [date, title, mode] = ["date", "title", "mode"].map((name) => html("p", { class: `tm-present-${name}` }));
    const element = html("div", { class: "tm-present" }, [date, title, mode]);
    element.hidden = true;
    root.append(element);

    function draw({ presented, day, language, mode: name, window: days }) {
      const isOn = presented !== null;
      root.toggleAttribute("data-presenting", isOn);
      element.hidden = !isOn;
      if (!isOn) return;
      // Arrows turn steps or days, as they do round the frame.
      map.keyboard.disable();
      date.textContent = Temoin.dates.formatDay(day, language);
      title.textContent = presented;
      title.hidden = !presented;
      mode.textContent = words(`timebar.said_${name}`, { n: days });
    }

    store.on((state, changed) => {
      if (changed.presented && state.presented !== null) store.set({ openPanel: "legend" });
      if (SHOWN.some((key) => changed[key])) draw(state);
    });
  };
})((window.Temoin = window.Temoin || {}));
