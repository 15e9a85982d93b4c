/**
 * Lets time run: while `playing` is set in the store, the playhead moves with the clock.
 */
(function (Temoin) {
  "use strict";

  // A frame that took longer counts as this: a slow machine plays slower and never jumps.
  const LONGEST_FRAME_MS = 250;
  const REDUCED_STEP_MS = 1000;

  /**
   * Make the player of a store. Whoever sets `playing` there starts and stops it.
   *
   * `speed` is in days a second; "frame" means a fixed number of days per animation frame
   * (benchmarks). Under `reducedMotion` it takes one step of `speed` days a second.
   * At the last day it stops; started there, it begins again at the first.
   *
   * @param {Object} store - see store.js; reads day, time, speed, playing, reducedMotion.
   * @param {{first: number, last: number}} period - both days inclusive.
   * @returns {{play: function(), pause: function(), toggle: function(),
   *   everyFrame: function(number=), destroy: function()}}
   */
  Temoin.player = (store, period) => {
    let frame = 0; // the requested animation frame; 0 while paused
    let before = null; // time stamp of the frame before, in ms
    let waited = 0; // ms since the last step under reduced motion
    let daysPerFrame = 1;

    /** The exact time, unless somebody has moved the day meanwhile. */
    const now = () => {
      const { day, time } = store.state;
      return Math.floor(time) === day ? time : day;
    };

    const daysSince = (elapsed) => {
      const { speed, reducedMotion } = store.state;
      if (speed === "frame") return daysPerFrame;
      if (!reducedMotion) return (elapsed / 1000) * speed;
      waited += elapsed;
      if (waited < REDUCED_STEP_MS) return 0;
      waited -= REDUCED_STEP_MS;
      return Math.max(1, speed);
    };

    const goTo = (time) => {
      if (time >= period.last) {
        store.set({ time: period.last, day: period.last, playing: false });
      } else {
        store.set({ time, day: Math.floor(time) });
      }
    };

    const onFrame = (stamp) => {
      frame = requestAnimationFrame(onFrame);
      if (before === null && now() >= period.last) {
        before = stamp;
        store.set({ time: period.first, day: period.first });
        return;
      }
      const elapsed = before === null ? 0 : Math.min(stamp - before, LONGEST_FRAME_MS);
      before = stamp;
      const days = daysSince(elapsed);
      if (days > 0) goTo(now() + days);
    };

    const start = () => {
      if (frame) return;
      before = null;
      waited = 0;
      frame = requestAnimationFrame(onFrame);
    };

    const stop = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      // Not at once: the other listeners have not yet heard of the change that stopped us.
      queueMicrotask(() => {
        const { playing, day, time } = store.state;
        if (!playing && time !== day) store.set({ time: day });
      });
    };

    const play = () => store.set({ playing: true });
    const pause = () => store.set({ playing: false, time: store.state.day });
    const onVisibility = () => {
      if (document.hidden && store.state.playing) pause();
    };

    const unsubscribe = store.on((state, changed) => {
      if (changed.playing) (state.playing ? start : stop)();
    });
    document.addEventListener("visibilitychange", onVisibility);
    if (store.state.playing) start();

    return {
      play,
      pause,
      toggle: () => (store.state.playing ? pause : play)(),
      /** Set the speed to `days` per animation frame, whatever the clock says. */
      everyFrame: (days = 1) => {
        daysPerFrame = days;
        store.set({ speed: "frame" });
      },
      destroy: () => {
        unsubscribe();
        document.removeEventListener("visibilitychange", onVisibility);
        cancelAnimationFrame(frame);
        frame = 0;
      },
    };
  };
})((window.Temoin = window.Temoin || {}));
