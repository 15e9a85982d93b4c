/**
 * The diamonds above the time bar's track: each stands at its day, and names itself.
 * They lie close together, so the pointer takes the nearest one, and a second click the
 * next of those that share the place. On the keyboard they are one stop with arrow keys.
 */
(function (Temoin) {
  "use strict";

  const REACH_PX = { mouse: 10, touch: 22 };
  const SAME_PLACE_PX = 4;
  const MOST_LINES = 5;
  const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

  /**
   * Make the milestones.
   * @param {Object} bar - what the parts of the time bar share; see timebar.js.
   * @param {{x: function(number): number, showHint: function(number, Object[]),
   *   hideHint: function(), leaveHint: function()}} track - places a day in pixels and shows a
   *   label there, until at once or in a moment.
   * @returns {{element: HTMLElement, relabel: function(), place: function()}}
   */
  Temoin.timebarMilestones = (bar, track) => {
    const { store, period, words, make } = bar;
    const milestones = (bar.options.milestones || [])
      .filter(({ day }) => day >= period.first && day <= period.last)
      .sort((a, b) => a.day - b.day);
    const buttons = milestones.map(() =>
      make("button", { class: "tm-time-milestone", type: "button", tabindex: "-1" }));
    const element = make("div", { class: "tm-time-milestones", role: "group" }, ...buttons);
    let stop = 0; // the one that Tab reaches

    const nameOf = ({ name, name_fr: french }) =>
      (store.state.language === "fr" && french) || name;

    const hintOf = (chosen) => {
      const lines = chosen.slice(0, MOST_LINES).map((milestone) => ({
        date: Temoin.dates.formatDay(milestone.day, store.state.language),
        text: nameOf(milestone),
      }));
      const more = chosen.length - lines.length;
      if (more > 0) lines.push({ text: words("timebar.more", { n: more }) });
      return lines;
    };

    /** Those near the pointer, the nearest place first; empty if none is in reach. */
    const near = (event) => {
      const left = event.clientX - element.getBoundingClientRect().left;
      const distance = ({ day }) => Math.abs(track.x(day) - left);
      const nearest = milestones.reduce(
        (best, one) => (best && distance(best) <= distance(one) ? best : one), null);
      const reach = event.pointerType === "touch" ? REACH_PX.touch : REACH_PX.mouse;
      if (!nearest || distance(nearest) > reach) return [];
      const place = track.x(nearest.day);
      return milestones.filter(({ day }) => Math.abs(track.x(day) - place) <= SAME_PLACE_PX);
    };

    const show = (chosen) => {
      if (chosen.length) track.showHint(track.x(chosen[0].day), hintOf(chosen));
      else track.leaveHint();
    };

    const setStop = (index) => {
      buttons[stop].tabIndex = -1;
      stop = index;
      buttons[stop].tabIndex = 0;
    };

    const goTo = (milestone) => {
      bar.moveTo(milestone.day);
      if (bar.options.onMilestone) bar.options.onMilestone(milestone.id);
    };

    let last = null; // the one gone to last: a second click takes the next

    const onClick = (event) => {
      const byPointer = event.detail > 0;
      const own = milestones[buttons.indexOf(event.target)];
      const chosen = byPointer ? near(event) : [own];
      if (!chosen[0]) return;
      const next = chosen[(chosen.indexOf(last) + 1) % chosen.length];
      last = next;
      setStop(milestones.indexOf(next));
      goTo(next);
    };

    const onKeydown = (event) => {
      const index = buttons.indexOf(event.target);
      const targets = { Home: 0, End: buttons.length - 1 };
      const to = event.key in ARROWS ? index + ARROWS[event.key] : targets[event.key];
      if (event.key === "Escape") track.hideHint();
      if (index < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (!buttons[to]) return;
      setStop(to);
      buttons[to].focus();
    };

    /** From elsewhere, the keyboard enters at the milestone nearest to the playhead. */
    const onFocusin = (event) => {
      const index = buttons.indexOf(event.target);
      if (index < 0 || !event.target.matches(":focus-visible")) return;
      const { day } = store.state;
      const away = (i) => Math.abs(milestones[i].day - day);
      const nearest = milestones.reduce((best, _, i) => (away(i) < away(best) ? i : best), 0);
      const entered = !element.contains(event.relatedTarget);
      if (entered && nearest !== index) {
        setStop(nearest);
        buttons[nearest].focus();
      } else {
        show([milestones[index]]);
      }
    };

    element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") show(near(event));
    });
    element.addEventListener("pointerdown", (event) => show(near(event)));
    element.addEventListener("pointerleave", () => track.leaveHint());
    element.addEventListener("click", onClick);
    element.addEventListener("keydown", onKeydown);
    element.addEventListener("focusin", onFocusin);
    element.addEventListener("focusout", () => track.hideHint());
    element.hidden = !buttons.length;
    if (buttons.length) setStop(0);

    return {
      element,
      relabel: () => {
        element.setAttribute("aria-label", words("timebar.milestones"));
        buttons.forEach((button, index) => {
          const date = Temoin.dates.formatDay(milestones[index].day, store.state.language);
          const name = nameOf(milestones[index]);
          button.setAttribute("aria-label", words("timebar.milestone", { date, name }));
        });
      },
      place: () =>
        buttons.forEach((button, index) => {
          button.style.left = `${track.x(milestones[index].day)}px`;
        }),
    };
  };
})((window.Temoin = window.Temoin || {}));
