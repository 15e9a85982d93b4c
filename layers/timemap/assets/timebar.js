/**
 * The time bar: shows and changes the day, the mode and the speed of a store.
 */
(function (Temoin) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  // What changes many times a second; anything else may mean another selected feature.
  const OFTEN = new Set(["day", "time", "playing", "scrubbing"]);
  const EVERYTHING = new Proxy({}, { get: () => true });

  let bars = 0; // made so far: their ids differ
  let active = null; // the bar that `Temoin.timebar.handleKey` moves

  const fill = (element, attributes, children = []) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const make = (tag, attributes = {}, ...children) =>
    fill(document.createElement(tag), attributes, children);

  const makeSvg = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  /** Where each key leads from a day; Up and Down only on the slider itself. */
  const KEYS = {
    ArrowLeft: (day, { shiftKey }) => (shiftKey ? Temoin.dates.addMonths(day, -1) : day - 1),
    ArrowRight: (day, { shiftKey }) => (shiftKey ? Temoin.dates.addMonths(day, 1) : day + 1),
    PageUp: (day) => Temoin.dates.addYears(day, 1),
    PageDown: (day) => Temoin.dates.addYears(day, -1),
    Home: () => -Infinity,
    End: () => Infinity,
  };
  const SLIDER_KEYS = { ...KEYS, ArrowDown: KEYS.ArrowLeft, ArrowUp: KEYS.ArrowRight };

  const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=slider]";
  const PRESSABLE = "button, a, summary, [role=button], [role=tab], [role=option], [role=link]";

  const handler = (bar, range) => {
    const { store } = bar;
    const release = () => {
      removeEventListener("keyup", release, true);
      removeEventListener("blur", release);
      store.set({ scrubbing: false });
    };
    const move = (event, moves) => {
      addEventListener("keyup", release, true);
      addEventListener("blur", release);
      bar.moveTo(moves[event.key](store.state.day, event), { scrubbing: true });
    };
    const handleKey = (event) => {
      const { target, key } = event;
      const isOurs = target === range;
      const moves = isOurs ? SLIDER_KEYS : KEYS;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (!isOurs && target.closest?.(TYPING)) return false;
      if (key === " ") {
        if (target.closest?.(PRESSABLE)) return false;
        if (!event.repeat) store.set({ playing: !store.state.playing });
      } else if (Object.hasOwn(moves, key)) {
        move(event, moves);
      } else {
        return false;
      }
      event.preventDefault();
      return true;
    };
    return { handleKey, release };
  };

  /** What the parts share. */
  const shared = (store, options, live) => {
    const { period, words } = options;
    const bar = {
      id: `tm-timebar-${(bars += 1)}`, store, options, period, words, fill, make, makeSvg,

      /** Show a day, kept within the period, and stop playing. */
      moveTo: (day, { scrubbing = false } = {}) => {
        const kept = Math.min(Math.max(day, period.first), period.last);
        store.set({ day: kept, time: kept, playing: false, scrubbing });
      },

      /** "22 April 2022, last 90 days" */
      describe: (state) => {
        const date = Temoin.dates.formatDay(state.day, state.language);
        const mode = words(`timebar.said_${state.mode}`, { n: state.window });
        return words("timebar.said", { date, mode });
      },

      announce: (text) => {
        live.textContent = text;
      },
    };
    return bar;
  };

  const build = (bar, live) => {
    const controls = Temoin.timebarControls(bar);
    const date = Temoin.timebarDate(bar);
    const track = Temoin.timebarTrack(bar);
    const { play, back, forward, modes, speed } = controls;
    const steps = make("div", { class: "tm-time-steps" }, back.element, forward.element);
    const row = make("div", { class: "tm-time-row" },
      play.element, steps, date.element, speed.element, modes.element);
    const panel = make("div", { class: "tm-timebar-panel" }, row, track.element, track.hint, live);
    const element = make("section", { class: "tm-timebar" }, panel);
    return { element, track, parts: [...Object.values(controls), date, track] };
  };

  /**
   * Make a time bar at the end of `container` and keep it in step with the store.
   *
   * @param {HTMLElement} container
   * @param {Object} store - see store.js; reads and sets day, time, mode, window, speed,
   *   playing, scrubbing; reads language.
   * @param {Object} options
   * @param {{first: number, last: number}} options.period - both days inclusive.
   * @param {function(string, Object=): string} options.words - what `Temoin.createWords` made:
   *   the texts of catalogue/timebar.json in the language of the store.
   * @param {{months: Object[]}} [options.histogram] - {month, first, days, sure, doubtful}.
   * @param {Object[]} [options.milestones] - {id, day, name, name_fr}.
   * @param {function(string)} [options.onMilestone] - gets the id of a milestone gone to.
   * @param {function(): ?Object} [options.interval] - {begin, begin_sure, end_sure, end} of the
   *   selected feature; `end` is exclusive, beyond the period if no end is known.
   * @returns {{element: HTMLElement, handleKey: function(KeyboardEvent): boolean,
   *   refresh: function(Object=), destroy: function()}} `refresh` draws anew, with other
   *   options (histogram, interval) if some are given.
   */
  Temoin.timebar = (container, store, options) => {
    const live = make("p", { class: "tm-time-live", role: "status" });
    const bar = shared(store, { ...options }, live);
    const { element, track, parts } = build(bar, live);
    const { handleKey, release } = handler(bar, track.range);
    let announced = store.state.day;

    const relabel = () => {
      element.lang = store.state.language;
      element.setAttribute("aria-label", bar.words("timebar.bar"));
      parts.forEach((part) => part.relabel());
    };

    const announceAtRest = ({ day, playing, scrubbing, ...state }) => {
      if (playing || scrubbing || day === announced) return;
      announced = day;
      // The slider says its own value when it has the focus.
      if (document.activeElement !== track.range) bar.announce(bar.describe({ day, ...state }));
    };

    const update = (state, changed) => {
      if (changed.language) relabel();
      parts.forEach((part) => part.update(state, changed));
      if (Object.keys(changed).some((key) => !OFTEN.has(key))) track.redrawBand();
      announceAtRest(state);
    };

    container.append(element);
    relabel();
    parts.forEach((part) => part.update(store.state, EVERYTHING));
    element.addEventListener("keydown", handleKey);
    const unsubscribe = store.on(update);
    const self = {
      element,
      handleKey,
      refresh: (changes = {}) => {
        Object.assign(bar.options, changes);
        track.redraw();
      },
      destroy: () => {
        unsubscribe();
        release();
        parts.forEach((part) => part.destroy?.());
        element.remove();
        if (active === self) active = null;
      },
    };
    active = self;
    return self;
  };

  /**
   * Let the time bar have a key that was pressed elsewhere on the map.
   * @param {KeyboardEvent} event
   * @returns {boolean} true if the key was one of the bar's; its default is then prevented.
   */
  Temoin.timebar.handleKey = (event) => Boolean(active?.handleKey(event));
})((window.Temoin = window.Temoin || {}));
