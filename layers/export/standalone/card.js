// One feature: what it is, who says so, and who denies it. Every text is put in by
// `textContent`; nothing of the data is ever markup.
(function (Temoin) {
  "use strict";

  const { html } = Temoin.symbols;
  const SILENT = { asserts: "claims.no_assertion", denies: "claims.no_denial" };
  const OPEN_END = 80; // per cent of the bar; what is "or more" runs out beyond

  const isWeb = (url) => {
    try {
      const { protocol, host } = new URL(url);
      return ["http:", "https:"].includes(protocol) && host !== "";
    } catch (error) {
      if (error instanceof TypeError) return false; // no address at all
      throw error;
    }
  };

  /** A link to another site, or its text alone if the address is not http(s). */
  function link(url, node) {
    return isWeb(url) ? html("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, [node]) : node;
  }

  const present = (nodes) => nodes.flat(Infinity).filter(Boolean);
  const element = (name, attributes, children = []) => html(name, attributes, present(children));

  /**
   * What writes the texts of features.
   * @param {object} words see words.js
   * @param {{state: {language: string, knownBy: ?number}}} store
   */
  Temoin.writer = function writer(words, store) {
    /** A text of cards.py in the language of the moment. */
    function pick(said) {
      const isBoth = said && typeof said === "object" && !Array.isArray(said) && "en" in said;
      return isBoth ? said[store.state.language] : said;
    }

    /** What somebody wrote, in its own direction; with its language where that is another one. */
    function written(said) {
      if (typeof said === "string") return [html("bdi", { text: said })];
      return [html("bdi", { text: said.text, lang: said.lang }), " ", html("small", { text: `(${said.mark})` })];
    }

    const isKnown = (each) => store.state.knownBy === null || each.said <= store.state.knownBy;

    /** Disputed as of "as reported by": once both sides had spoken. */
    function statusOf(card) {
      const { knownBy } = store.state;
      const isEarly = card.status === "disputed" && knownBy !== null && card.disputedFrom > knownBy;
      return isEarly ? "reported" : card.status;
    }

    const isReported = (card) => store.state.knownBy === null || card.known <= store.state.knownBy;
    return { pick, written, isKnown, statusOf, isReported };
  };

  /**
   * @param {object} context {words, store, writer, cards}
   * @returns {function(number): Node[]} row -> what the card of its feature holds
   */
  Temoin.card = function card({ words, store, writer, cards }) {
    const { pick, written, isKnown, statusOf, isReported } = writer;
    const text = (name, attributes, said) => (said ? element(name, attributes, written(pick(said))) : null);
    const today = () =>
      store.state.knownBy === null ? [] : [" ", html("small", { class: "today", text: words("known.mark") })];

    function head(entry) {
      const status = statusOf(entry);
      const mark = html("span", { class: `status status-${status}`, text: words(`status.${status}`) });
      const figure = pick(entry.figure);
      return [
        known(entry),
        element("p", { class: "kicker" }, [`${pick(entry.kicker)} `, mark]),
        element("h2", { id: "card-name", tabindex: "-1" }, written(pick(entry.name))),
        html("p", { class: "key", text: pick(entry.when) }),
        figure && element("p", { class: "key" }, [figure, today()]),
        entry.killed && range(entry.killed),
        status !== "confirmed" && html("p", { text: words(`status_said.${status}`) }),
      ];
    }

    function known(entry) {
      const { knownBy, language } = store.state;
      if (knownBy === null) return null;
      const day = Temoin.dates.formatDay(knownBy, language);
      return html("p", { class: "known", text: words(isReported(entry) ? "known.lead" : "known.unreported", { day }) });
    }

    // The lowest figure and the highest on one bar; one sure figure is no range.
    function range({ low, high, open }) {
      const top = high ?? low;
      const isOpen = open || high === undefined;
      if (!top || (low === high && !isOpen)) return null;
      const end = isOpen ? OPEN_END : 100;
      const part = (name, share) => {
        const node = html("span", { class: name });
        node.style.width = `${share}%`;
        return node;
      };
      const bar = element("div", { class: `range-bar${isOpen ? " is-open" : ""}`, "aria-hidden": "true" }, [
        low !== top && part("high", end), low && part("low", (end * low) / top),
      ]);
      const least = low === undefined ? words("range.no_lowest") : words("range.lowest", { n: words.number(low) });
      const highest = open ? "range.highest_open" : "range.highest";
      const most = high === undefined ? words("range.no_highest") : words(highest, { n: words.number(high) });
      const key = low === high ? [words("range.at_least", { n: words.number(low) })] : [least, most];
      return element("div", { class: "range" }, [
        bar, element("p", { class: "range-key" }, key.map((said) => html("span", { text: said }))),
      ]);
    }

    function facts(pairs, name) {
      const rows = pick(pairs);
      if (!rows) return null;
      return element("dl", { class: name }, rows.map(([term, value]) =>
        element("div", {}, [html("dt", { text: term }), element("dd", {}, written(value))])));
    }

    // --- who says so ---

    function claims(entry, listed) {
      const all = entry.claims || [];
      if (!all.length) return [];
      const heard = all.filter(isKnown);
      const silent = heard.length ? Object.keys(SILENT).filter((side) => !heard.some(({ stance }) => stance === side)) : [];
      return [
        html("h3", { text: words("card.claims") }),
        heard.length && element("ul", { class: "claims" }, heard.map((claim) => claimed(claim, listed))),
        silent.map((side) => html("p", { class: "aside", text: words(SILENT[side]) })),
        later("claims.later", all.length - heard.length),
      ];
    }

    function claimed(claim, listed) {
      const side = claim.stance === "asserts" ? "one" : "other";
      return element("li", { class: side }, [
        element("p", {}, [
          element("strong", {}, written(pick(claim.by))), " ",
          html("span", { class: "stance", text: words(`stance.${claim.stance}`) }),
        ]),
        text("p", {}, claim.says),
        element("small", {}, [pick(claim.date) || words("claim.undated"), reference(claim.source, listed)]),
        more(claim.more),
      ]);
    }

    function reference(source, listed) {
      if (source === undefined) return [];
      const said = words("card.source_ref", { n: source + 1 });
      if (!listed.includes(source)) return [` · ${said}`];
      const jump = html("button", { type: "button", class: "jump", text: said });
      jump.addEventListener("click", () => {
        const target = document.getElementById(`source-${source + 1}`);
        target.scrollIntoView({ block: "center", behavior: store.state.reducedMotion ? "auto" : "smooth" });
        target.focus({ preventScroll: true });
      });
      return [" · ", jump];
    }

    function sources(entry, listed) {
      const all = entry.sources || [];
      return [
        html("h3", { text: words("card.sources") }),
        listed.length
          ? element("ol", { class: "sources" }, listed.map((number) => source(all[number], number)))
          : html("p", { class: "aside", text: words("sources.none_by_then") }),
        later("sources.later", all.length - listed.length),
      ];
    }

    function source(each, number) {
      const undated = store.state.knownBy === null ? "card.undated" : "claim.undated";
      const title = html("bdi", { text: each.title });
      return element("li", { value: String(number + 1), id: `source-${number + 1}`, tabindex: "-1" }, [
        each.url ? link(each.url, title) : title,
        element("small", {}, [
          each.publisher ? [html("bdi", { text: each.publisher }), ", "] : [],
          pick(each.date) || words(undated),
        ]),
        more(each.more),
      ]);
    }

    const later = (key, number) => number > 0 && html("p", { class: "aside", text: words.counted(key, number) });
    const stands = (value) => link(value, html("bdi", { text: value }));
    const more = (pairs = []) => pairs.map(([name, value]) =>
      element("small", {}, [html("bdi", { text: name }), ": ", stands(value)]));

    function unknown(pairs) {
      if (!pairs) return [];
      return [
        html("h3", { text: words("card.more") }),
        element("dl", {}, pairs.map(([name, value]) =>
          element("div", {}, [html("dt", { text: name }), element("dd", {}, [stands(value)])]))),
      ];
    }

    // --- who held the site ---

    function tenures(entry) {
      if (entry.layer !== "military_bases") return [];
      const all = cards.filter((each) => each.layer === entry.layer && each.site === entry.site);
      const listed = all.filter((each) => each === entry || isReported(each));
      return [
        html("h3", { text: words("card.tenures") }),
        element("ol", { class: "tenures" }, listed.map((each) => tenure(each, each === entry))),
        later("tenure.later", all.length - listed.length),
      ];
    }

    function tenure(each, isShown) {
      const holder = pick(each.holder);
      const said = statusOf(each) === "disputed" ? words("tenure.disputed", { holder }) : holder;
      const name = isShown
        ? element("strong", {}, [said, " ", html("small", { text: `(${words("card.open_tenure")})` })])
        : html("button", { type: "button", class: "jump", "data-feature": each.id, text: said });
      return element("li", isShown ? { "aria-current": "true" } : {}, [name, html("small", { text: pick(each.when) })]);
    }

    return function draw(row) {
      const entry = cards[row];
      const listed = (entry.sources || []).map((_, number) => number).filter((number) => isKnown(entry.sources[number]));
      return present([
        head(entry),
        entry.summary && element("p", {}, [written(pick(entry.summary)), today()]),
        facts(entry.facts, "facts"),
        facts(entry.notes, "notes"),
        claims(entry, listed),
        tenures(entry),
        sources(entry, listed),
        unknown(entry.more),
      ]);
    };
  };
})((window.Temoin = window.Temoin || {}));
