/**
 * The buttons of the time bar: play, a day back and forward, mode and speed.
 */
(function (Temoin) {
  "use strict";

  const SPEEDS = [1, 7, 30, 90, 365]; // days a second
  const { MODES, WINDOWS } = Temoin.timeline;
  const HOLD_MS = 400; // before a held button repeats
  const REPEAT_MS = 80;
  const SLOT = "\u0000"; // stands where the window's select goes

  // In a square of 24.
  const PLAY = "M8 5v14l11-7z";
  const PAUSE = "M7 5h4v14H7zM13 5h4v14h-4z";
  const BACK = "M14.5 6.5 9 12l5.5 5.5";
  const FORWARD = "M9.5 6.5 15 12l-5.5 5.5";

  const icon = (bar, d) => {
    const path = bar.makeSvg("path", { d });
    const svg = bar.makeSvg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path);
    return { svg, path };
  };

  const button = (bar, name, child) =>
    bar.make("button", { class: `tm-time-button tm-time-${name}`, type: "button" }, child);

  const setName = (element, name, key) => {
    element.setAttribute("aria-label", name);
    element.title = key ? `${name} (${key})` : name;
  };

  const playButton = (bar) => {
    const { store, words } = bar;
    const { svg, path } = icon(bar, PLAY);
    const element = button(bar, "play", svg);
    const relabel = () => {
      const { playing } = store.state;
      path.setAttribute("d", playing ? PAUSE : PLAY);
      const name = words(playing ? "timebar.pause" : "timebar.play");
      setName(element, name, words("timebar.key_play"));
    };
    element.addEventListener("click", () => store.set({ playing: !store.state.playing }));
    return { element, relabel, update: (state, changed) => changed.playing && relabel() };
  };

  /** Repeat `step` while the button is held; `release` comes after the last one. */
  const repeatWhileHeld = (element, step, release) => {
    let timer = 0;
    const again = (wait) => {
      timer = setTimeout(() => {
        step();
        again(REPEAT_MS);
      }, wait);
    };
    const stop = () => {
      if (!timer) return;
      clearTimeout(timer);
      timer = 0;
      release();
    };
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || timer) return;
      step();
      again(HOLD_MS);
    });
    for (const type of ["pointerup", "pointercancel", "pointerleave"]) {
      element.addEventListener(type, stop);
    }
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    return stop;
  };

  const stepButton = (bar, name, days) => {
    const { store, period, words } = bar;
    const element = button(bar, name, icon(bar, days < 0 ? BACK : FORWARD).svg);
    const edge = days < 0 ? period.first : period.last;
    const step = (scrubbing) => bar.moveTo(store.state.day + days, { scrubbing });
    const release = () => store.set({ scrubbing: false });
    const destroy = repeatWhileHeld(element, () => step(true), release);
    element.addEventListener("click", (event) => {
      if (event.detail === 0) step(false); // by keyboard or a helper: no pointer was pressed
    });
    let isAtEdge = false;
    return {
      element,
      destroy,
      relabel: () => setName(element, words(`timebar.${name}`), words(`timebar.key_${name}`)),
      update: ({ day }) => {
        if (isAtEdge === (day === edge)) return;
        isAtEdge = !isAtEdge;
        element.setAttribute("aria-disabled", String(isAtEdge));
      },
    };
  };

  /** A select whose choices are numbers; `wordOf` says each. */
  const select = (bar, name, numbers, wordOf) => {
    const options = numbers.map((number) => bar.make("option", { value: number }));
    const element = bar.make("select", { class: `tm-time-select tm-time-${name}` }, ...options);
    const relabel = () => {
      element.setAttribute("aria-label", bar.words(`timebar.${name}`));
      options.forEach((option, index) => {
        option.textContent = wordOf(numbers[index]);
      });
    };
    return { element, relabel };
  };

  const windowSelect = (bar) => {
    const part = select(bar, "window", WINDOWS, String);
    part.element.addEventListener("change", () => {
      bar.store.set({ mode: "last", window: Number(part.element.value) });
    });
    return part;
  };

  const speedSelect = (bar) => {
    const wordOf = (n) => bar.words.counted("timebar.per_second", n);
    const { element, relabel } = select(bar, "speed", SPEEDS, wordOf);
    element.addEventListener("change", () => bar.store.set({ speed: Number(element.value) }));
    const update = ({ speed }, changed) => {
      if (changed.speed) element.value = String(speed);
    };
    return { element, relabel, update };
  };

  const modeGroup = (bar) => {
    const { store, words, make } = bar;
    const days = windowSelect(bar);
    const texts = MODES.map(() => make("span", { class: "tm-time-mode-text" }));
    const name = `${bar.id}-mode`;
    const radios = MODES.map((value) =>
      make("input", { class: "tm-time-mode-radio", type: "radio", name, value }));
    const modes = MODES.map((_, i) =>
      make("div", { class: "tm-time-mode" }, radios[i], texts[i]));
    const element = make("div", { class: "tm-time-modes", role: "radiogroup" }, ...modes);

    const nameOf = (mode) => words(`timebar.mode_${mode}`, { n: store.state.window });
    const relabel = () => {
      days.relabel();
      element.setAttribute("aria-label", words("timebar.mode"));
      radios.forEach((radio, i) => radio.setAttribute("aria-label", nameOf(MODES[i])));
      MODES.forEach((mode, i) => {
        const [before, after] = words(`timebar.mode_${mode}`, { n: SLOT }).split(SLOT);
        texts[i].replaceChildren(before, ...(after === undefined ? [] : [days.element, after]));
      });
    };
    const update = (state, changed) => {
      if (!changed.mode && !changed.window) return;
      radios.forEach((radio) => {
        radio.checked = radio.value === state.mode;
      });
      days.element.value = String(state.window);
      radios[MODES.indexOf("last")].setAttribute("aria-label", nameOf("last"));
    };
    element.addEventListener("change", (event) => {
      if (event.target.type === "radio") store.set({ mode: event.target.value });
    });
    return { element, relabel, update };
  };

  /**
   * Make the controls beside the date.
   * @param {Object} bar - what the parts of the time bar share; see timebar.js.
   * @returns {Object<string, Object>} play, back, forward, modes, speed: each with an element,
   *   `update(state, changed)`, `relabel()` and perhaps `destroy()`.
   */
  Temoin.timebarControls = (bar) => ({
    play: playButton(bar),
    back: stepButton(bar, "back", -1),
    forward: stepButton(bar, "forward", 1),
    modes: modeGroup(bar),
    speed: speedSelect(bar),
  });
})((window.Temoin = window.Temoin || {}));
