// The view behind the "#" of the address: the parameters of the published page's links,
// so that what follows the "?" there can follow the "#" here; see layers/address.py.
(function (Temoin) {
  "use strict";

  const NOTHING = "-";
  const FACETS = { who: "actors", what: "kinds", sure: "statuses", near: "precisions", in: "regions", around: "around" };
  const MODES = { on: ["on"], sofar: ["sofar"], last30: ["last", 30], last90: ["last", 90], last365: ["last", 365] };
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const CODE = /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/;
  const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;
  const AT = /^(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,6})?)$/;
  const DEAD = /^(\d{1,6})-(\d{1,6})?$/;
  const LONGEST_TEXT = 200;
  const LANGUAGES = ["en", "fr"];

  const isDay = (text) => DAY.test(text) && Temoin.dates.dayOf(text) !== null;
  const list = (text) => (text === NOTHING ? [] : text.split(","));
  const codes = (text) => (list(text).every((code) => CODE.test(code)) ? list(text) : null);
  const dayOrNothing = (text) => (text === NOTHING ? null : isDay(text) ? text : undefined);

  // Parameter -> what it changes, or nothing if it cannot be read.
  const READERS = {
    d: (text) => isDay(text) && { date: text },
    m: (text) => Object.hasOwn(MODES, text) && { mode: MODES[text][0], ...(MODES[text][1] && { window: MODES[text][1] }) },
    off: (text) => ({ hidden: list(text).filter(Boolean).map(decoded).sort() }),
    id: (text) => (text === NOTHING ? { selected: null } : SLUG.test(text) && { selected: text }),
    at(text) {
      if (text === NOTHING) return { center: null, zoom: null };
      const found = AT.exec(text);
      if (!found) return null;
      const [lon, lat, zoom] = found.slice(1).map(Number);
      return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom <= 20 ? { center: [lon, lat], zoom } : null;
    },
    known: (text) => dayOrNothing(text) !== undefined && { known_by: dayOrNothing(text) },
    vs: (text) => dayOrNothing(text) !== undefined && { against: dayOrNothing(text) },
    lang: (text) => LANGUAGES.includes(text) && { language: text },
  };
  const FILTER_READERS = {
    ...Object.fromEntries(Object.entries(FACETS).map(([name, facet]) => [name, (text) => codes(text) && { [facet]: codes(text) }])),
    dead(text) {
      if (text === NOTHING) return { killed: null };
      const found = DEAD.exec(text);
      return found && { killed: [Number(found[1]), found[2] ? Number(found[2]) : null] };
    },
    span(text) {
      if (text === NOTHING) return { period: null };
      const days = text.split(",");
      if (days.length !== 2 || !days.every(isDay)) return null;
      const [first, last] = days.map(Temoin.dates.dayOf);
      return first <= last ? { period: [first, last] } : null;
    },
    q: (text) => ({ text: text === NOTHING ? "" : text.trim().slice(0, LONGEST_TEXT) }),
  };

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      if (error instanceof URIError) return text;
      throw error;
    }
  }

  /**
   * Read the view that a hash asks for.
   * @param {string} hash with or without its "#"
   * @param {object} opening the view of a bare address; as layers/view.py writes it
   * @returns {object} the opening view where the hash says nothing that can be read
   */
  function read(hash, opening) {
    const given = [...new URLSearchParams(hash.replace(/^#/, ""))];
    const known = given.filter(([name]) => Object.hasOwn(READERS, name) || Object.hasOwn(FILTER_READERS, name));
    if (!known.length) return opening;
    const view = { ...opening, known_by: null, against: null };
    const filters = { ...Temoin.filters.NONE };
    for (const [name, text] of known) {
      if (Object.hasOwn(READERS, name)) Object.assign(view, READERS[name](text) || {});
      else Object.assign(filters, FILTER_READERS[name](text) || {});
    }
    return { ...view, filters };
  }

  const quoted = (name) => (name === NOTHING ? "%2D" : encodeURIComponent(name));

  /**
   * Write a view as a hash; the inverse of `read`.
   * @param {object} view as bridge.js commits it
   */
  function write(view) {
    const { center, zoom, filters } = view;
    const said = {
      d: view.date,
      m: view.mode === "last" ? `last${view.window}` : view.mode,
      off: view.hidden.map(quoted).join(",") || NOTHING,
      id: view.selected || NOTHING,
      ...(center && { at: `${center[0].toFixed(4)},${center[1].toFixed(4)},${zoom}` }),
      ...(view.against && { vs: view.against }),
      ...(view.known_by && { known: view.known_by }),
      ...writtenFilters(filters),
      lang: view.language,
    };
    return `#${String(new URLSearchParams(said)).replaceAll("%2C", ",")}`;
  }

  function writtenFilters({ killed, period, text, ...facets }) {
    const said = {};
    for (const [name, facet] of Object.entries(FACETS)) if (facets[facet].length) said[name] = facets[facet].join(",");
    if (killed) said.dead = `${killed[0]}-${killed[1] ?? ""}`;
    if (period) said.span = period.map(Temoin.dates.iso).join(",");
    if (text) said.q = text;
    return said;
  }

  Temoin.address = { read, write };
})((window.Temoin = window.Temoin || {}));
