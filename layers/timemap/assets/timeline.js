// How a feature shows on a day. The same rule stands in layers/timeline.py; both are
// tested with tests/cases/visibility.json.
(function (Temoin) {
  "use strict";

  const HIDDEN = 0;
  const HOLDS = 1;
  const DOUBTFUL = 2;
  const RECENT = 3;
  const ENDED = 4;
  // As in layers/timeline.py; a test compares them.
  const MODES = ["on", "sofar", "last"];
  const WINDOWS = [30, 90, 365]; // days

  /** What ended before this day does not show: the first day of the window, or the playhead. */
  function floorOf({ day, mode, window: span }) {
    if (mode === "sofar") return -Infinity;
    return mode === "last" ? day - span + 1 : day;
  }

  // Bare numbers and no objects: this runs for every feature on every step.
  function stateAt(begin, beginSure, endSure, end, isTenure, day, floor) {
    if (begin > day || end <= floor) return HIDDEN;
    if (end > day) return beginSure <= day && day <= endSure ? HOLDS : DOUBTFUL;
    return isTenure || floor === -Infinity ? ENDED : RECENT;
  }

  /**
   * State of one feature on one day.
   * @param {{begin: number, begin_sure: number, end_sure: number, end: number}} days
   *   whole days since 1970-01-01; `end` is exclusive, the others as in dates.Tenancy
   * @param {boolean} isTenure a base's tenure, not an event
   * @param {{day: number, mode: "on"|"sofar"|"last", window: number}} view
   * @returns {number} HIDDEN, HOLDS, DOUBTFUL, RECENT or ENDED
   */
  function stateOf(days, isTenure, view) {
    const { begin, begin_sure: beginSure, end_sure: endSure, end } = days;
    return stateAt(begin, beginSure, endSure, end, isTenure, view.day, floorOf(view));
  }

  Temoin.timeline = {
    HIDDEN, HOLDS, DOUBTFUL, RECENT, ENDED, MODES, WINDOWS, floorOf, stateAt, stateOf,
    stateNames: ["hidden", "holds", "doubtful", "recent", "ended"],
  };
})((window.Temoin = window.Temoin || {}));
