// What the map shows, as sentences that open their features; the sentences are Python's
// (cards.py, turns.py), which of them stand here is the map's own answer.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const OPEN = 12; // a longer list stands closed behind its count
  const MOST = 300; // of a list; the rest is counted
  const MONTH = 30;

  /**
   * @param {object} context {words, store, writer, cards, turns}
   * @returns {function(Map<number, string>): Node[]} row -> state of what shows, to what is said
   */
  Temoin.day = function day({ words, store, writer, cards, turns }) {
    const { pick, statusOf } = writer;
    const rowOf = new Map(cards.map((card, row) => [card.id, row]));

    function opener(id, text) {
      return html("button", { type: "button", class: "told-line", "data-feature": id }, [html("bdi", { text })]);
    }

    const item = (id, text, details, ...more) =>
      html("li", {}, [opener(id, text), ...more, ...details.map((said) => html("p", { class: "told-note", text: said }))]);

    /** The features that a sentence is about, where there are several; each opens its own card. */
    function others(ids) {
      if (ids.length < 2) return [];
      return [html("div", { class: "told-others" }, ids.map((id) => {
        const name = pick(cards[rowOf.get(id)].name);
        const text = html("bdi", { text: name.text || name });
        return html("button", { type: "button", class: "told-also", "data-feature": id }, [text]);
      }))];
    }

    function line(row) {
      const { id, line: said } = cards[row];
      const { text, plain, details = [], standing } = pick(said);
      const isEarly = statusOf(cards[row]) !== cards[row].status;
      // As of an earlier day both sides stay unsaid here: the card says which had spoken.
      const standings = store.state.knownBy === null && standing ? [standing] : [];
      return item(id, isEarly && plain ? plain : text, [...details, ...standings]);
    }

    function list(items) {
      const parts = [html("ul", { class: "told" }, items.slice(0, MOST))];
      const rest = items.length - MOST;
      if (rest > 0) parts.push(html("p", { class: "told-note", text: words.counted("day.left_out", rest) }));
      return parts;
    }

    function closed(summary, items) {
      return html("details", {}, [html("summary", { text: summary }), ...list(items)]);
    }

    function section(heading, rows, write = line) {
      if (!rows.length) return null;
      const items = rows.map(write);
      const body = rows.length > OPEN ? [closed(words.counted("day.list", rows.length), items)] : list(items);
      return html("section", {}, [html("h3", { text: heading }), ...body]);
    }

    // --- bases ---

    /** What begins, ends or passes on; a sentence about several bases first. */
    function changes(shown) {
      const told = new Set();
      return turns
        .filter((turn) => turn.day === store.state.day && turn.ids.every((id) => shown.has(rowOf.get(id))))
        .filter(({ ids }) => {
          if (ids.length === 1 && told.has(ids[0])) return false;
          for (const id of ids) told.add(id);
          return true;
        });
    }

    function turned(turn) {
      const details = store.state.knownBy === null ? pick(turn.details) : [];
      return item(turn.ids[0], pick(turn.text), details, ...others(turn.ids));
    }

    function held(row, state) {
      const { id, name, when } = cards[row];
      const marks = `${statusOf(cards[row]) === "disputed" ? "_disputed" : ""}${state === "doubtful" ? "_doubtful" : ""}`;
      const said = pick(name);
      return item(id, words(`tenure.held${marks}`, { name: said.text || said, when: pick(when) }), []);
    }

    function holders(rows, shown) {
      if (!rows.length) return null;
      const byHolder = grouped(rows);
      const sitesOf = (some) => new Set(some.map((row) => cards[row].site)).size;
      const sorted = [...byHolder].sort(([, a], [, b]) => sitesOf(b) - sitesOf(a));
      const parts = sorted.map(([operator, own]) => {
        const sites = words.counted("day.sites", sitesOf(own));
        const disputed = sitesOf(own.filter((row) => statusOf(cards[row]) === "disputed"));
        const said = disputed
          ? words.counted("day.holder_disputed", disputed, { operator, sites })
          : words("day.holder", { operator, sites });
        return closed(said, own.map((row) => held(row, shown.get(row))));
      });
      const note = words("day.entries_at_sites", {
        entries: words.counted("day.entries", rows.length), sites: words.counted("day.sites", sitesOf(rows)),
      });
      return html("section", {}, [
        html("h3", { text: words("day.holders") }), html("p", { class: "told-note", text: note }), ...parts,
      ]);
    }

    function grouped(rows) {
      const groups = new Map();
      for (const row of rows) {
        const holder = pick(cards[row].holder);
        groups.set(holder, [...(groups.get(holder) || []), row]);
      }
      return groups;
    }

    // --- the day ---

    return function draw(shown) {
      const { day: today, language, mode, window: span } = store.state;
      const n = mode === "last" ? span : MONTH;
      const rows = [...shown.keys()].sort((a, b) => a - b);
      const of = (layer, ...states) => rows.filter((row) => cards[row].layer === layer && states.includes(shown.get(row)));
      const latest = (some) => [...some].sort((a, b) => cards[b].end - cards[a].end);
      const turning = changes(shown);
      const events = of("massacre_sites", "holds");
      const movements = of("troop_movements", "holds");
      const doubtful = [...of("troop_movements", "doubtful"), ...of("massacre_sites", "doubtful")].sort((a, b) => a - b);
      const politics = of("milestones", "holds", "doubtful", "recent");
      const isQuiet = !turning.length && !events.length && !movements.length;
      return [
        html("h2", { text: Temoin.dates.formatDay(today, language) }),
        html("p", { class: "told-note", text: words("day.mode", { mode: words(`slider.${mode}`, { n: span }) }) }),
        store.state.knownBy !== null && html("p", { class: "told-note", text: words("day.known_figures") }),
        isQuiet && html("p", { text: words("day.nothing") }),
        section(words("day.bases"), turning, turned),
        section(words("day.movements"), movements),
        section(words("day.events"), events),
        section(words("day.perhaps"), doubtful),
        section(words("day.recent", { n }), latest(of("massacre_sites", "recent"))),
        section(words("day.recent_moves", { n }), latest(of("troop_movements", "recent"))),
        section(words("standalone.politics"), latest(politics)),
        holders(of("military_bases", "holds", "doubtful"), shown),
        section(words("day.over"), latest(rows.filter((row) => shown.get(row) === "ended"))),
      ].filter(Boolean);
    };
  };
})((window.Temoin = window.Temoin || {}));
