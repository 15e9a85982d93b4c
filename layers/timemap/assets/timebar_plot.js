/**
 * The drawing behind the time bar's slider: histogram, years, and the selected interval.
 * Drawn anew when the size, the language or the data change, never at a step.
 */
(function (Temoin) {
  "use strict";

  const LABELS_PX = 18; // lane of the years
  const BAND_PX = 6; // lane of the selected interval, between bars and years
  const BAND_HEIGHT_PX = 4;
  const LEAST_BAR_PX = 1.5;
  const LEAST_BAR_WIDTH_PX = 3;
  const GAP_FROM_PX = 4; // bars as wide as this stand apart
  const FADE_PX = 56; // how an end that nobody knows fades out
  const LABEL_WIDTH_PX = { year: 30, month: 66 };
  const LABEL_GAP_PX = 8;
  const MONTHS_FROM_DAYS = 800; // shorter periods are ticked in months
  const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100];
  const MONTH_STEPS = [1, 2, 3, 6, 12];
  const BAR_MONTHS = [1, 3, 6, 12];

  /** Join months into quarters, halves or years until a bar is wide enough to be seen. */
  const barsOf = (months, width) => {
    const size = BAR_MONTHS.find((n) => (n * width) / months.length >= LEAST_BAR_WIDTH_PX) || 12;
    const bars = new Map();
    for (const { month, first, days, sure, doubtful } of months) {
      const [year, number] = month.split("-").map(Number);
      const key = Math.floor((year * 12 + number - 1) / size);
      const bar = bars.get(key) || { first, sure: 0, doubtful: 0 };
      const end = first + days;
      bars.set(key, { ...bar, end, sure: bar.sure + sure, doubtful: bar.doubtful + doubtful });
    }
    return [...bars.values()];
  };

  const rectangle = (x, y, width, height) => `M${x} ${y}h${width}v${height}h${-width}z`;

  /** Path data of the bars: `sure` and, on top of it, `doubtful`. */
  const barPaths = (months, { x, width, base }) => {
    const bars = barsOf(months, width);
    const most = Math.max(1, ...bars.map((bar) => bar.sure + bar.doubtful));
    const heightOf = (count) => (count ? Math.max(LEAST_BAR_PX, (count / most) * (base - 1)) : 0);
    const paths = { sure: "", doubtful: "" };
    for (const bar of bars) {
      const left = Math.round(x(bar.first));
      const right = Math.max(left + 1, Math.round(x(bar.end)));
      const wide = right - left - (right - left >= GAP_FROM_PX ? 1 : 0);
      const sure = heightOf(bar.sure);
      const doubtful = heightOf(bar.doubtful);
      if (sure) paths.sure += rectangle(left, base - sure, wide, sure);
      if (doubtful) paths.doubtful += rectangle(left, base - sure - doubtful, wide, doubtful);
    }
    return paths;
  };

  /** Years, or months in a short period; the text of a tick is empty where room is short. */
  const ticksOf = ({ first, last }, width, language) => {
    const { dates } = Temoin;
    const inMonths = last - first < MONTHS_FROM_DAYS;
    const labelWidth = LABEL_WIDTH_PX[inMonths ? "month" : "year"];
    const unitWidth = (width / Math.max(1, last - first)) * (inMonths ? 30.4 : 365.25);
    const steps = inMonths ? MONTH_STEPS : YEAR_STEPS;
    const fits = (n) => n * unitWidth >= labelWidth + LABEL_GAP_PX;
    const step = steps.find(fits) || steps[steps.length - 1];
    const ticks = [];
    let day = dates.dayOf(dates.iso(first).slice(0, inMonths ? 7 : 4));
    for (; day <= last; day = dates.addMonths(day, inMonths ? 1 : 12)) {
      const [year, month] = dates.iso(day).split("-").map(Number);
      const isNamed = (inMonths ? month - 1 : year) % step === 0;
      const name = inMonths ? dates.formatMonth(day, language, "short") : String(year);
      ticks.push({ day, text: isNamed ? name : "" });
    }
    return { ticks, labelWidth };
  };

  /** The stretches of a selected interval in pixels: [{kind, from, to}]. */
  const bandOf = (interval, { x, width, period }) => {
    const { begin, begin_sure: beginSure, end_sure: endSure, end } = interval;
    const isOpen = end > period.last + 1;
    const solid = isOpen ? Math.max(x(beginSure), width - FADE_PX) : x(endSure + 1);
    const parts =
      x(beginSure) > solid
        ? [{ kind: "doubtful", from: x(begin), to: x(end) }]
        : [
            { kind: "doubtful", from: x(begin), to: x(beginSure) },
            { kind: "sure", from: x(beginSure), to: solid },
            { kind: isOpen ? "open" : "doubtful", from: solid, to: x(end) },
          ];
    return parts.filter(({ from, to }) => to > from);
  };

  /** A pattern of slanted lines, whose colour the style sheet gives by its class. */
  const hatching = (makeSvg, id, name) =>
    makeSvg("pattern",
      { id, width: 3, height: 3, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      makeSvg("rect", { class: name, width: 1.4, height: 3 }));

  /**
   * Make the drawing.
   * @param {Object} bar - what the parts of the time bar share; see timebar.js.
   * @returns {{element: SVGElement, draw: function(number), drawBand: function()}} `draw` takes
   *   the width in pixels; both read `bar.options` and the language anew.
   */
  Temoin.timebarPlot = (bar) => {
    const { store, period, options, makeSvg } = bar;
    const fadeId = `${bar.id}-fade`;
    const barHatchId = `${bar.id}-bar-hatch`;
    const bandHatchId = `${bar.id}-band-hatch`;
    const fade = makeSvg("linearGradient", { id: fadeId },
      makeSvg("stop", { class: "tm-time-fade-from", offset: 0 }),
      makeSvg("stop", { class: "tm-time-fade-to", offset: 1 }));
    const definitions = makeSvg("defs", {}, fade,
      hatching(makeSvg, barHatchId, "tm-time-bar-hatch"),
      hatching(makeSvg, bandHatchId, "tm-time-band-hatch"));
    const fills = { doubtful: `url(#${bandHatchId})`, open: `url(#${fadeId})` };
    const sure = makeSvg("path", { class: "tm-time-bars" });
    const doubtful = makeSvg("path", { class: "tm-time-bars-doubtful", fill: `url(#${barHatchId})` });
    const axis = makeSvg("path", { class: "tm-time-axis" });
    const labels = makeSvg("g", { class: "tm-time-years" });
    const band = makeSvg("g", { class: "tm-time-band" });
    const element = makeSvg("svg", { class: "tm-time-plot", "aria-hidden": "true" },
      definitions, sure, doubtful, axis, labels, band);
    let frame = null; // what places days on the drawing

    const drawBars = () => {
      const paths = barPaths(options.histogram?.months || [], frame);
      sure.setAttribute("d", paths.sure);
      doubtful.setAttribute("d", paths.doubtful);
    };

    const drawTicks = () => {
      const { x, width, base } = frame;
      const { ticks, labelWidth } = ticksOf(period, width, store.state.language);
      const lineAt = ({ day, text }) =>
        `M${Math.round(x(day)) + 0.5} ${base}v${text ? BAND_PX + 5 : BAND_PX}`;
      const lines = ticks.filter(({ day }) => day >= period.first).map(lineAt);
      axis.setAttribute("d", `M0 ${base + 0.5}H${width}${lines.join("")}`);
      const named = ticks.filter(({ text }) => text);
      labels.replaceChildren(...named.flatMap(({ day, text }, index) => {
        const left = day < period.first ? 0 : Math.round(x(day)) + 4;
        const limit = index + 1 < named.length ? x(named[index + 1].day) : width;
        if (left + labelWidth > limit) return [];
        const label = makeSvg("text", { x: left, y: base + BAND_PX + 14 });
        label.textContent = text;
        return [label];
      }));
    };

    const drawBand = () => {
      const interval = frame && options.interval ? options.interval() : null;
      const parts = interval ? bandOf(interval, frame) : [];
      band.replaceChildren(...parts.map(({ kind, from, to }) => {
        const rect = makeSvg("rect", { class: `tm-time-band-${kind}`, fill: fills[kind] || "" });
        const width = Math.max(2, to - from);
        return bar.fill(rect, { x: from, y: frame.base + 2, width, height: BAND_HEIGHT_PX });
      }));
    };

    const draw = (width) => {
      const height = element.clientHeight;
      const span = Math.max(1, period.last - period.first);
      // The last day still has a width of its own.
      const x = (day) => (Math.min(Math.max(day - period.first, 0), span + 1) / span) * width;
      frame = { x, width, base: height - LABELS_PX - BAND_PX, period };
      drawBars();
      drawTicks();
      drawBand();
    };

    return { element, draw, drawBand };
  };
})((window.Temoin = window.Temoin || {}));
