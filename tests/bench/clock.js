// The clock that every page of the benchmark has from its start. Times are milliseconds.
window.bench = (() => {
  "use strict";

  const FRAME_MS = 1000 / 60;

  /** Asked in an animation frame: call back in the first task after it was painted. */
  function thisFrame(callback) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = callback;
    port2.postMessage(null);
  }

  const nextFrame = (callback) => requestAnimationFrame(() => thisFrame(callback));
  const painted = () => new Promise((resolve) => nextFrame(() => resolve(performance.now())));
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  // A hand moves at any moment of a frame: of twenty steps each has another twentieth.
  const PARTS = 20;
  const delay = (step) => ((((7 * step) % PARTS) + 0.5) / PARTS) * FRAME_MS;

  /**
   * Drag a slider over some values, one a step.
   * @param {string} selector of an input of type range
   * @param {number[]} values
   * @returns {Promise<number[]>} what each step took from input event to painted frame
   */
  async function drag(selector, values) {
    const range = document.querySelector(selector);
    const point = (type) =>
      range.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerType: "mouse" }));
    const times = [];
    point("pointerdown");
    for (const [step, value] of values.entries()) {
      await painted();
      await pause(delay(step));
      const started = performance.now();
      range.value = String(value);
      range.dispatchEvent(new Event("input", { bubbles: true }));
      times.push((await painted()) - started);
    }
    point("pointerup");
    return times;
  }

  /**
   * Count the frames of what moves by itself.
   * @param {number} ms how long
   * @param {function(): number} [day] shown
   * @returns {Promise<number>} frames a second; one that shows no new day does not count
   */
  function framesASecond(ms, day = null) {
    return new Promise((resolve) => {
      let started = null;
      let firstDay = 0;
      let frames = 0;
      requestAnimationFrame(function next(now) {
        if (started === null) {
          started = now;
          firstDay = day ? day() : 0;
        } else {
          frames += 1;
        }
        if (now - started < ms) requestAnimationFrame(next);
        else resolve((1000 * Math.min(frames, day ? day() - firstDay : frames)) / (now - started));
      });
    });
  }

  return { thisFrame, nextFrame, drag, framesASecond };
})();
