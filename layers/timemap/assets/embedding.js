// Pages that embed this one talk to the map by postMessage: {temoin: {call, args, reply}}.
// Only what changes or tells the view can be called, so any page may.
(function (Temoin) {
  "use strict";

  const CALLS = [
    "setDate", "play", "pause", "setSpeed", "setMode", "setLayers", "setFilters", "setKnownBy", "setLanguage",
    "setView", "select", "show", "visibleIds", "stateOf",
  ];

  /**
   * @param {?Window} page window of the page round the frame; messages arrive there
   * @param {object} api window.temoin
   * @returns {function(): void} takes the listener away
   */
  Temoin.embedding = function embedding(page, api) {
    if (!page) return () => {};

    async function answer(event) {
      const asked = event.data && event.data.temoin;
      if (!asked || typeof asked !== "object" || !CALLS.includes(asked.call)) return;
      const { call, args, reply } = asked;
      let said;
      try {
        said = { result: await api[call](...(Array.isArray(args) ? args : [])) };
      } catch (error) {
        said = { error: String(error && error.message) }; // the caller's mistake, said to the caller
      }
      if (reply === undefined || !event.source) return;
      const { result, error } = said;
      const plain = result === undefined || typeof result === "object" && !Array.isArray(result) ? null : result;
      event.source.postMessage({ temoin: { reply, result: plain, error, date: api.date } }, { targetOrigin: event.origin });
    }

    page.addEventListener("message", answer);
    return () => page.removeEventListener("message", answer);
  };
})((window.Temoin = window.Temoin || {}));
