// When a key was pressed on the page, and when the map's frame next painted other features.
// Milliseconds since 1970, because page and frame count from different beginnings.
(() => {
  "use strict";

  const now = () => performance.timeOrigin + performance.now();
  window.watched = { pressed: 0, painted: [] };
  addEventListener("keydown", ({ timeStamp }) => {
    watched.pressed = performance.timeOrigin + timeStamp;
  }, true);

  // streamlit-folium adds each group that it gets to this list and never shortens it.
  let known = 0;
  function look() {
    const groups = window.feature_group?.length || 0;
    if (groups !== known) {
      known = groups;
      bench.thisFrame(() => {
        watched.painted.push(now());
        if (groups === 1) performance.mark("painted");
      });
    }
    requestAnimationFrame(look);
  }
  addEventListener("DOMContentLoaded", look);
})();
