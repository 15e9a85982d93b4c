/**
 * The date in the time bar: large letters that are also a field to type into.
 */
(function (Temoin) {
  "use strict";

  // 30 September is the longest date of the year in both languages.
  const LONGEST_DATE = "2022-09-30";
  const LONGEST_QUOTE = 24;

  /**
   * Make the date field. Enter takes what was typed, Escape puts the date back.
   * @param {Object} bar - what the parts of the time bar share; see timebar.js.
   * @returns {{element: HTMLElement, update: function(Object), relabel: function()}}
   */
  Temoin.timebarDate = (bar) => {
    const { store, period, words, make } = bar;
    const { dates } = Temoin;
    const messageId = `${bar.id}-date-message`;

    const sizer = make("span", { class: "tm-time-date-sizer", "aria-hidden": "true" });
    const input = make("input", {
      class: "tm-time-date-input", type: "text", autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "go", "aria-describedby": messageId,
    });
    const message = make("p", { class: "tm-time-date-message", id: messageId, hidden: "" });
    const element = make("div", { class: "tm-time-date" }, sizer, input, message);
    let isEdited = false;

    const say = (text) => {
      message.textContent = text;
      message.hidden = !text;
      if (text) bar.announce(text);
    };

    const setInvalid = (isInvalid) => {
      if (isInvalid) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    };

    const restore = () => {
      isEdited = false;
      setInvalid(false);
      say("");
      input.value = dates.formatDay(store.state.day, store.state.language);
    };

    const refuse = () => {
      const typed = input.value.trim();
      const text = typed.length > LONGEST_QUOTE ? `${typed.slice(0, LONGEST_QUOTE)}…` : typed;
      setInvalid(true);
      say(words("timebar.date_unread", { text }));
    };

    const take = (typed) => {
      const day = Math.min(Math.max(typed, period.first), period.last);
      bar.moveTo(day);
      restore();
      if (day === typed) return;
      const key = typed < day ? "timebar.date_too_early" : "timebar.date_too_late";
      say(words(key, { date: dates.formatDay(day, store.state.language) }));
    };

    const apply = () => {
      const typed = dates.parseTyped(input.value);
      if (typed === null) refuse();
      else take(typed);
    };

    const onKeydown = (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        apply();
        input.select();
      } else if (event.key === "Escape" && (isEdited || !message.hidden)) {
        event.preventDefault();
        event.stopPropagation(); // Escape also closes what lies around the map
        restore();
        input.select();
      }
    };

    const onBlur = () => {
      const typed = isEdited ? dates.parseTyped(input.value) : null;
      if (typed === null) restore();
      else take(typed);
    };

    input.addEventListener("keydown", onKeydown);
    input.addEventListener("blur", onBlur);
    input.addEventListener("pointerdown", () => store.set({ playing: false }));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => isEdited || input.select());
    input.addEventListener("input", () => {
      isEdited = true;
      if (store.state.playing) store.set({ playing: false });
    });

    return {
      element,
      update: (state, changed) => {
        if (isEdited || !(changed.day || changed.language)) return;
        if (!message.hidden) say("");
        input.value = dates.formatDay(state.day, state.language);
        // A key pressed while it plays still replaces the whole date.
        if (document.activeElement === input) input.select();
      },
      relabel: () => {
        sizer.textContent = dates.formatDay(dates.dayOf(LONGEST_DATE), store.state.language);
        input.setAttribute("aria-label", words("timebar.date"));
        input.title = words("timebar.date_hint");
        if (isEdited) restore();
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
