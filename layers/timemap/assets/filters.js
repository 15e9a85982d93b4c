// Which features the viewer's filters and "as reported by" let through. The same rule stands
// in layers/filters.py; both are tested with tests/cases/filters.json.
(function (Temoin) {
  "use strict";

  const PASSES = 0;
  const FILTERED = 1;
  const UNREPORTED = 2;
  const { NO_FIGURE, FLAGS } = Temoin.data;

  /** Filters that let everything through; layers/filters.py says what each means. */
  const NONE = Object.freeze({
    actors: [], kinds: [], statuses: [], precisions: [], regions: [], around: [],
    killed: null, period: null, text: "",
  });
  const FACETS = ["actors", "kinds", "statuses", "precisions", "regions", "around"];
  const isEmpty = (filters) =>
    FACETS.every((name) => !filters[name].length) && !filters.killed && !filters.period && !filters.text;

  /** How many kinds of filter are on. */
  const countOn = (filters) =>
    FACETS.filter((name) => filters[name].length).length +
    Number(Boolean(filters.killed)) + Number(Boolean(filters.period)) + Number(Boolean(filters.text));

  /** Text without accents and capitals, so that "Menaka" finds "Ménaka". */
  const fold = (text) =>
    text.replace(/[’ʼ]/g, "'").replace(/[\u00a0\u202f]/g, " ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const isNumber = (value) => Number.isInteger(value) && value >= 0;
  const isPair = (pair, isRight) => Array.isArray(pair) && pair.length === 2 && pair.every(isRight);

  /**
   * Read what the page or an embedding page says; whatever has not the right form is left out.
   * @param {object} wanted as layers/view.py writes it, days as numbers
   */
  function read(wanted) {
    const given = wanted && typeof wanted === "object" ? wanted : {};
    const codes = (name) =>
      Array.isArray(given[name]) ? [...new Set(given[name].filter((each) => typeof each === "string"))].sort() : [];
    return Object.freeze({
      ...Object.fromEntries(FACETS.map((name) => [name, codes(name)])),
      killed: isPair(given.killed, (each) => each === null || isNumber(each)) && isNumber(given.killed[0]) ? given.killed : null,
      period: isPair(given.period, Number.isInteger) ? given.period : null,
      text: typeof given.text === "string" ? given.text.trim() : "",
    });
  }

  /**
   * @param {object} data features; its facets and texts are fetched when first needed
   */
  function create(data) {
    const { facets: layout, actors, layers } = data.index;
    const { layer, actor } = data.columns;
    const bases = layers.findIndex((each) => each.name === "military_bases");
    const massacres = layers.findIndex((layer) => layer.name === "massacre_sites");
    const codesOf = (options) => options.map((option) => option.code);
    const order = {
      actors: codesOf(actors), kinds: codesOf(layout.kinds), statuses: codesOf(layout.statuses),
      precisions: codesOf(layout.precisions), regions: codesOf(layout.regions),
    };
    const disputed = order.statuses.indexOf("disputed");
    const reported = order.statuses.indexOf("reported");
    const fates = new Uint8Array(data.count);
    const once = {};
    let facets = null;
    let texts = null;
    let pairs = null; // operator -> event, base, event, base: rows that met in place and time

    function fetchOnce(name, unpack) {
      once[name] ||= Temoin.data.ask(`${data.base}/${name}`).then(unpack).catch((error) => {
        delete once[name];
        throw error;
      });
      return once[name];
    }

    const needsFacets = ({ filters, knownBy }) => !isEmpty(filters) || knownBy !== null;

    function isLoaded(wanted) {
      const { text, around } = wanted.filters;
      return (!needsFacets(wanted) || facets) && (!text || texts) && (!around.length || pairs);
    }

    /** Fetch what these filters look at. */
    function load(wanted) {
      const waits = [];
      if (needsFacets(wanted)) {
        waits.push(fetchOnce("facets.bin", (response) => response.arrayBuffer()).then((buffer) => {
          facets ||= Temoin.data.columnsOf(layout.columns, buffer);
        }));
      }
      if (wanted.filters.text) {
        waits.push(fetchOnce("search.json", (response) => response.json()).then((found) => {
          texts = found;
        }));
      }
      if (wanted.filters.around.length) {
        waits.push(fetchOnce("near.bin", (response) => response.arrayBuffer()).then((buffer) => {
          pairs ||= byOperator(new Int32Array(buffer));
        }));
      }
      return Promise.all(waits);
    }

    const positions = (wanted, codes) => {
      const chosen = new Uint8Array(256);
      for (const code of wanted) if (codes.includes(code)) chosen[codes.indexOf(code)] = 1;
      return chosen;
    };

    function bits(wanted, codes) {
      const halves = [0, 0];
      for (const code of wanted) {
        const k = codes.indexOf(code);
        if (k >= 0) halves[k >> 5] |= 1 << (k & 31);
      }
      return halves;
    }

    // One filter after the other, each a loop of its own over its columns: a call for each row
    // and filter takes longer than all the drawing.
    function siftAll(filters, knownBy) {
      const { precision, begin, end } = data.columns;
      const { count } = data;
      for (const name of ["actors", "regions"]) {
        if (!filters[name].length) continue;
        const [low, high] = bits(filters[name], order[name]);
        const [lows, highs] = [facets[`${name}_low`], facets[`${name}_high`]];
        for (let row = 0; row < count; row++) if (!(lows[row] & low || highs[row] & high)) fates[row] = FILTERED;
      }
      if (filters.kinds.length) keepCodes(facets.kind, positions(filters.kinds, order.kinds));
      if (filters.precisions.length) keepCodes(precision, positions(filters.precisions, order.precisions));
      if (filters.statuses.length) keepStatuses(positions(filters.statuses, order.statuses), knownBy);
      if (filters.around.length) {
        const met = metWith(filters.around, knownBy);
        for (let row = 0; row < count; row++) if (met[row] === 0) fates[row] = FILTERED;
      }
      if (filters.killed) keepKilled(filters.killed);
      if (filters.period) {
        const [first, last] = filters.period;
        for (let row = 0; row < count; row++) if (begin[row] > last || end[row] <= first) fates[row] = FILTERED;
      }
      if (filters.text) {
        const words = fold(filters.text).split(/\s+/).filter(Boolean);
        for (let row = 0; row < count; row++) {
          if (!words.every((word) => texts[row].includes(word))) fates[row] = FILTERED;
        }
      }
    }

    function keepCodes(column, chosen) {
      for (let row = 0; row < data.count; row++) if (chosen[column[row]] === 0) fates[row] = FILTERED;
    }

    function keepStatuses(chosen, knownBy) {
      for (let row = 0; row < data.count; row++) {
        if (chosen[statusBy(row, knownBy)] === 0) fates[row] = FILTERED;
      }
    }

    function statusBy(row, knownBy) {
      const status = facets.status[row];
      return status === disputed && knownBy !== null && facets.disputed_from[row] > knownBy ? reported : status;
    }

    /** Events near a base of these operators, and those bases; both had to be reported by then. */
    function metWith(operators, knownBy) {
      const met = new Uint8Array(data.count);
      const isKnown = (row) => knownBy === null || facets.known[row] <= knownBy;
      for (const code of operators) {
        const own = pairs.get(order.actors.indexOf(code)) || [];
        for (let k = 0; k < own.length; k += 2) {
          if (isKnown(own[k]) && isKnown(own[k + 1])) met[own[k]] = met[own[k + 1]] = 1;
        }
      }
      return met;
    }

    // Sorted once, so that a change of the filter looks at the pairs of its operators only.
    function byOperator(flat) {
      const found = new Map();
      for (let k = 0; k < flat.length; k += 2) {
        const operator = actor[flat[k + 1]];
        if (!found.has(operator)) found.set(operator, []);
        found.get(operator).push(flat[k], flat[k + 1]);
      }
      return found;
    }

    function keepKilled([least, most]) {
      const { killed_min: low, killed_max: high, flags } = data.columns;
      const highest = most === null ? Infinity : most;
      for (let row = 0; row < data.count; row++) {
        if (layer[row] !== massacres) continue;
        const noLower = low[row] === NO_FIGURE;
        const noUpper = high[row] === NO_FIGURE;
        const upper = noUpper || flags[row] & FLAGS.KILLED_OPEN ? Infinity : high[row];
        const isIn = upper >= least && (noLower ? 0 : low[row]) <= highest;
        if (!isIn || (noLower && noUpper)) fates[row] = FILTERED;
      }
    }

    return {
      isLoaded, load,
      /**
       * How each row fares, or null where nothing is kept back.
       * @returns {?Uint8Array} PASSES, FILTERED or UNREPORTED; the same array each time
       */
      fates({ filters, knownBy }) {
        if (!needsFacets({ filters, knownBy })) return null;
        fates.fill(PASSES);
        siftAll(filters, knownBy);
        if (knownBy === null) return fates;
        const { known } = facets;
        for (let row = 0; row < data.count; row++) if (known[row] > knownBy) fates[row] = UNREPORTED;
        return fates;
      },
      /** Mark as disputed what was so by a day (null: today); symbols are to be drawn anew. */
      disputeBy(knownBy) {
        if (!facets) return;
        const { flags } = data.columns;
        for (let row = 0; row < data.count; row++) {
          const is = facets.status[row] === disputed && (knownBy === null || facets.disputed_from[row] <= knownBy);
          flags[row] = is ? flags[row] | FLAGS.DISPUTED : flags[row] & ~FLAGS.DISPUTED;
        }
      },
      /** Options of each facet that occur in the data, [{code, en, fr}]. */
      occurring(name) {
        const options = { actors, around: actors, kinds: layout.kinds, statuses: layout.statuses, precisions: layout.precisions, regions: layout.regions }[name];
        return options.filter((_, k) => occurs(name, k));
      },
    };

    function occurs(name, k) {
      for (let row = 0; row < data.count; row++) {
        if (name === "precisions" ? data.columns.precision[row] === k : hasOption(name, row, k)) return true;
      }
      return false;
    }

    function hasOption(name, row, k) {
      if (name === "kinds") return facets.kind[row] === k;
      if (name === "statuses") return facets.status[row] === k;
      if (name === "around") return layer[row] === bases && actor[row] === k;
      return (facets[`${name}_${k < 32 ? "low" : "high"}`][row] & (1 << (k & 31))) !== 0;
    }
  }

  Temoin.filters = { create, read, fold, isEmpty, countOn, NONE, PASSES, FILTERED, UNREPORTED };
})((window.Temoin = window.Temoin || {}));
