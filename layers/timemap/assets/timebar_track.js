/**
 * The time bar's track: a native slider laid over the drawing, the playhead, the tint of
 * the days that are shown, and the label that follows the pointer.
 */
(function (Temoin) {
  "use strict";

  const SAY_MS = 100;

  const HINT_STAYS_MS = 500; // after the pointer has left

  /** Lines that say how many events begin in the month of a day; none for a day outside. */
  const countWords = ({ options, store, words }, day) => {
    const months = options.histogram?.months || [];
    const month = months.find(({ first, days }) => day >= first && day < first + days);
    if (!month) return [];
    const { language } = store.state;
    const year = month.month.slice(0, 4);
    const vague = Math.round(
      months.reduce((sum, m) => sum + (m.month.startsWith(year) ? m.doubtful : 0), 0));
    const name = Temoin.dates.formatMonth(month.first, language);
    const lines = [words.counted("timebar.begin", month.sure, { month: name })];
    if (vague) lines.push(words.counted("timebar.begin_vague", vague, { year }));
    return lines;
  };

  /**
   * A small label above the bar, over the map, so that it never hides the date. It stays
   * for a moment and while the pointer is on it, so that it can be read and copied.
   */
  const hintLabel = (make, onHide) => {
    const element = make("div", { class: "tm-time-hint", "aria-hidden": "true", hidden: "" });
    let leaving = 0;
    const stay = () => clearTimeout(leaving);
    const hide = () => {
      stay();
      element.hidden = true;
      onHide();
    };
    const leave = () => {
      stay();
      leaving = setTimeout(hide, HINT_STAYS_MS);
    };
    const show = (x, width, lines) => {
      stay();
      element.replaceChildren(...lines.map(({ date, text }) => {
        const parts = [date && make("strong", {}, date), text && make("span", {}, text)];
        return make("p", {}, ...parts.filter(Boolean));
      }));
      element.hidden = false;
      const room = Math.max(0, width - element.offsetWidth);
      const left = Math.min(Math.max(x - element.offsetWidth / 2, 0), room);
      element.style.transform = `translateX(${Math.round(left)}px)`;
    };
    element.addEventListener("pointerenter", stay);
    element.addEventListener("pointerleave", leave);
    return { element, show, hide, leave };
  };

  const makeRange = (bar) =>
    bar.make("input", {
      class: "tm-time-range", type: "range", step: 1, min: bar.period.first, max: bar.period.last,
    });

  /**
   * Make the track.
   * @param {Object} bar - what the parts of the time bar share; see timebar.js.
   * @returns {{element: HTMLElement, hint: HTMLElement, range: HTMLInputElement,
   *   update: function(Object, Object), relabel: function(), redraw: function(),
   *   redrawBand: function(), destroy: function()}}
   */
  Temoin.timebarTrack = (bar) => {
    const { store, period, words, make } = bar;
    const span = Math.max(1, period.last - period.first);
    let width = 0;
    const x = (time) => ((time - period.first) / span) * width;

    const plot = Temoin.timebarPlot(bar);
    const tint = make("div", { class: "tm-time-tint" });
    const range = makeRange(bar);
    const playhead = make("div", { class: "tm-time-playhead", "aria-hidden": "true" });
    const ghost = make("div", { class: "tm-time-ghost", "aria-hidden": "true", hidden: "" });
    const hint = hintLabel(make, () => {
      ghost.hidden = true;
    });
    const showHint = (left, lines) => {
      ghost.hidden = true;
      hint.show(left, width, lines);
    };
    const milestones = Temoin.timebarMilestones(bar, {
      x, showHint, hideHint: hint.hide, leaveHint: hint.leave,
    });
    const plotArea = make("div", { class: "tm-time-plot-area" },
      plot.element, make("div", { class: "tm-time-tint-clip" }, tint), ghost, range, playhead);
    const element = make("div", { class: "tm-time-track" }, plotArea, milestones.element);

    const place = ({ time, playing }) => {
      const left = playing ? x(time) : Math.round(x(time));
      playhead.style.transform = `translateX(${left}px)`;
      tint.style.transform = `translateX(${left}px) translateX(-100%)`;
    };

    const sizeTint = ({ mode, window: days }) => {
      tint.hidden = mode === "on";
      tint.style.width = `${mode === "sofar" ? width : (days / span) * width}px`;
    };

    /** A slider that has the focus is read aloud at each change: not while it plays. */
    let saying = 0;
    const sayValue = (state) => {
      if (state.playing && document.activeElement === range) return;
      range.value = String(state.day);
      // Under a finger the words follow when it rests: a reader of the screen hears no sixty.
      if (!state.scrubbing) range.setAttribute("aria-valuetext", bar.describe(state));
      else saying ||= setTimeout(() => {
        saying = 0;
        range.setAttribute("aria-valuetext", bar.describe(store.state));
      }, SAY_MS);
    };

    const release = () => {
      window.removeEventListener("pointerup", release);
      window.removeEventListener("pointercancel", release);
      store.set({ scrubbing: false });
    };

    const onPress = (event) => {
      if (event.button !== 0) return;
      hint.hide();
      store.set({ scrubbing: true, playing: false });
      window.addEventListener("pointerup", release);
      window.addEventListener("pointercancel", release);
    };

    const onHover = (event) => {
      if (event.pointerType !== "mouse" || store.state.scrubbing) return;
      const left = event.clientX - plotArea.getBoundingClientRect().left;
      const day = Math.round(period.first + (left / width) * span);
      if (day < period.first || day > period.last) return hint.hide();
      const date = Temoin.dates.formatDay(day, store.state.language);
      showHint(left, [{ date }, ...countWords(bar, day).map((text) => ({ text }))]);
      ghost.hidden = false;
      ghost.style.transform = `translateX(${Math.round(left)}px)`;
    };

    const redraw = () => {
      width = plotArea.clientWidth;
      if (!width) return; // not on the page, or hidden
      plot.draw(width);
      milestones.place();
      sizeTint(store.state);
      place(store.state);
    };

    range.addEventListener("pointerdown", onPress);
    range.addEventListener("pointermove", onHover);
    range.addEventListener("pointerleave", hint.leave);
    range.addEventListener("input", () =>
      bar.moveTo(range.valueAsNumber, { scrubbing: store.state.scrubbing }));
    const observer = new ResizeObserver(redraw);
    observer.observe(plotArea);

    return {
      element,
      hint: hint.element,
      range,
      redraw,
      redrawBand: plot.drawBand,
      update: (state, changed) => {
        if (changed.time || changed.day || changed.playing) place(state);
        if (changed.mode || changed.window) sizeTint(state);
        if (changed.day || changed.playing || changed.mode || changed.window || changed.language) {
          sayValue(state);
        }
      },
      relabel: () => {
        range.setAttribute("aria-label", words("timebar.track"));
        milestones.relabel();
        redraw();
      },
      destroy: () => {
        hint.hide();
        observer.disconnect();
        window.removeEventListener("pointerup", release);
        window.removeEventListener("pointercancel", release);
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
