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

  // A hand moves at any moment of a frame: of ten steps each has another tenth of it.
  const PARTS = 10;
  const delay = (step) => ((((3 * step) % PARTS) + 0.5) / PARTS) * FRAME_MS;

  let held = null; // the slider under the finger

  const point = (type) =>
    held.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerType: "mouse" }));

  /** Put the finger on a slider (an input of type range). */
  function hold(selector) {
    held = document.querySelector(selector);
    point("pointerdown");
  }

  /**
   * Drag it over some values, one a step.
   * @param {number[]} values
   * @returns {Promise<number[]>} what each step took from input event to painted frame
   */
  async function drag(values) {
    const times = [];
    for (const [step, value] of values.entries()) {
      await painted();
      await pause(delay(step));
      const started = performance.now();
      held.value = String(value);
      held.dispatchEvent(new Event("input", { bubbles: true }));
      times.push((await painted()) - started);
    }
    return times;
  }

  /**
   * Do something again and again, each time at another moment of a frame.
   * @param {number} times
   * @param {function(number): void} act gets the number of the step, from 0
   * @returns {Promise<number[]>} what each took from the call to the painted frame
   */
  async function each(times, act) {
    const found = [];
    for (let step = 0; step < times; step++) {
      await painted();
      await pause(delay(step));
      const started = performance.now();
      act(step);
      found.push((await painted()) - started);
    }
    return found;
  }

  const release = () => point("pointerup");

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

  return { thisFrame, nextFrame, hold, drag, each, release, framesASecond };
})();
