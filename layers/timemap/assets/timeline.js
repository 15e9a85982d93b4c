// How a feature shows on a day. The same rule stands in layers/timeline.py; both are
// tested with tests/cases/visibility.json.
(function (Temoin) {
  "use strict";

  const HIDDEN = 0;
  const HOLDS = 1;
  const DOUBTFUL = 2;
  const RECENT = 3;
  const ENDED = 4;

  /**
   * State of one feature on one day.
   * @param {{begin: number, begin_sure: number, end_sure: number, end: number}} days
   *   whole days since 1970-01-01; `end` is exclusive, the others as in dates.Tenancy
   * @param {boolean} isTenure a base's tenure, not an event
   * @param {{day: number, mode: "on"|"sofar"|"last", window: number}} view
   * @returns {number} HIDDEN, HOLDS, DOUBTFUL, RECENT or ENDED
   */
  function stateOf(days, isTenure, view) {
    const day = view.day;
    if (days.begin > day) return HIDDEN;
    if (days.end > day) {
      return days.begin_sure <= day && day <= days.end_sure ? HOLDS : DOUBTFUL;
    }
    if (view.mode === "sofar") return ENDED;
    if (view.mode === "last" && days.end > day - view.window + 1) {
      return isTenure ? ENDED : RECENT;
    }
    return HIDDEN;
  }

  Temoin.timeline = {
    HIDDEN, HOLDS, DOUBTFUL, RECENT, ENDED, stateOf,
    stateNames: ["hidden", "holds", "doubtful", "recent", "ended"],
  };
})((window.Temoin = window.Temoin || {}));
