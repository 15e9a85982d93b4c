// Words of the page that belong to the map: `data-feature` opens a feature, `data-day` moves
// the playhead, a link `turn` shows another view, and what is under pointer or focus there
// shows on the map.
(function (Temoin) {
  "use strict";

  const LINK = "[data-feature], [data-day]";
  const TURN = 'a.turn[href^="?"]';

  /**
   * @param {?Document} page the page round the frame, if there is one
   * @param {object} handlers {open(id, iso), move(iso), point(id), step(days), toggle()};
   *   point(null) ends pointing
   * @returns {function(): void} takes the listeners away
   */
  Temoin.pageLinks = function pageLinks(page, { open, move, point, step, toggle }) {
    if (!page) return () => {};
    const linkOf = (event) => event.target.closest?.(LINK);

    // A step of the browser's history like any other: Streamlit runs the page with the new
    // address, and the page hands the view to this map, which stands.
    function turn(event) {
      const link = event.target.closest?.(TURN);
      const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (!link || !isPlain) return;
      event.preventDefault();
      const { history, location } = page.defaultView;
      const address = new URL(link.getAttribute("href"), location.href);
      // The link was written before the map was last moved: in place, it changes what is shown.
      const place = new URL(location.href).searchParams.get("at");
      if (place) address.searchParams.set("at", place);
      history.pushState(history.state, "", address.href.replaceAll("%2C", ","));
      page.defaultView.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    }

    function onClick(event) {
      turn(event);
      const link = linkOf(event);
      if (!link) return;
      event.preventDefault();
      const { feature, day } = link.dataset;
      if (feature) open(feature, day || null);
      else move(day);
    }
    const onOver = (event) => {
      const id = linkOf(event)?.dataset.feature;
      if (id) point(id, event.type === "focusin");
    };
    const onOut = (event) => linkOf(event)?.dataset.feature && point(null);
    // Arrows turn the steps of a story while nothing else wants them; before a room, without a
    // story, they turn the days.
    function onKey(event) {
      const busy = event.target.closest?.("input, textarea, select, [role=radiogroup], [contenteditable=true]");
      if (busy || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // The space bar presses what has the focus.
      if (event.key === " " && event.target.closest?.("a, button")) return;
      const act = actOf(event.key);
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }

    // Before a room the map turns nothing itself, wherever the last click was.
    function onKeyInside(event) {
      if (page.querySelector(".st-key-present")) onKey(event);
    }

    function actOf(key) {
      const turn = { ArrowLeft: "previous", ArrowRight: "next" }[key];
      const button = turn && page.querySelector(`.st-key-story-${turn} button`);
      if (button) return () => button.click();
      if (!page.querySelector(".st-key-present")) return null;
      if (turn) return () => step(turn === "next" ? 1 : -1);
      if (key === "Escape") return () => page.querySelector(".st-key-present-leave a")?.click();
      return key === " " ? toggle : null;
    }

    const listeners = { click: onClick, pointerover: onOver, focusin: onOver, pointerout: onOut, focusout: onOut, keydown: onKey };
    for (const [name, listener] of Object.entries(listeners)) page.addEventListener(name, listener);
    if (page !== document) document.addEventListener("keydown", onKeyInside, true);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) page.removeEventListener(name, listener);
    };
  };
})((window.Temoin = window.Temoin || {}));
