"""Who held a site: all its tenures as a list, each with its bar on one axis of time.

The list is the whole answer in words; the bars show gaps and overlaps at a glance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers import catalogue, dates, lookup, symbology, vocabulary, wording
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.catalogue import Language
    from layers.lookup import Found
    from layers.panels.markup import Node
    from layers.view import View

# Years written on the axis: at most so many, none so near an edge that it would be cut.
_MOST_YEARS: Final = 5
_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
_EDGE: Final = 5.0
# Two tenures that share one day are a hand-over, no overlap.
_OVERLAP_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of time that the bars share, [first, last) in days since 1970-01-01."""

    first: int
    last: int

    def at(self, day: int) -> float:
        """Return where a day begins, in per cent of the axis."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return 100.0 * share


def strip(
    tenures: Sequence[Found], shown: str, view: View, *, last_day: int, later: int = 0
) -> Node:
    """Return the ledger of a site.

    Args:
        tenures: of the site, by first day.
        shown: id of the one whose card is open.
        view: its playhead is marked.
        last_day: of all data: how far a tenure without a known end is drawn.
        later: how many tenures are left out because they were not yet reported.
    """
    language = view.language
    facts = [found.facts for found in tenures]
    axis = _axis(facts, view.day, last_day)
    changes = wording.changes_of([stay_of(each) for each in facts])
    rows = tuple(_rows(facts, shown, view, axis))
    hidden = catalogue.counted("tenure.later", later, language) if later else None
    return (
        element("h3", catalogue.text("card.tenures", language)),
        element("p", _holders(facts, view), class_="holders"),
        markup.items("ul", _changes(changes, view), class_="changes"),
        element(
            "div",
            _years(axis),
            element("ol", *rows, class_="tenures"),
            class_="strip",
            style=markup.variables(now=axis.at(view.day)),
        ),
        element("p", hidden, class_="aside") if hidden else None,
        element("p", catalogue.text("tenure.key", language), class_="aside"),
    )


def _changes(changes: Sequence[wording.Change], view: View) -> Iterator[Node]:
    """Yield the days on which the site changed hands; each leads to its day."""
    for change in changes:
        passed, *disputed = wording.words_of_change(change, view.language)
        is_now = dates.parse(change.day).first == view.day
        yield passed if is_now else markup.day_link(change.day, passed)
        yield from disputed


def _holders(tenures: Sequence[Mapping[str, Any]], view: View) -> str:
    """Return who held the site on the playhead, in a sentence."""
    language = view.language
    day = wording.day_words(view.day, language)
    holders = [_holder(facts, view.day, language) for facts in tenures if _holds(facts, view.day)]
    if not holders:
        return catalogue.text("tenure.nobody", language, day=day)
    separator = catalogue.text("cite.separator", language)
    return catalogue.text("tenure.on_day", language, day=day, holders=separator.join(holders))


def _holder(facts: Mapping[str, Any], day: int, language: Language) -> str:
    name = wording.actor_words([facts["operator"]], language)
    is_sure = facts["begin_sure_day"] <= day <= facts["end_sure_day"]
    marks = ["disputed"] * (facts["status"] == "disputed") + ["perhaps"] * (not is_sure)
    return catalogue.text(f"tenure.{'_'.join(marks)}", language, holder=name) if marks else name


def _holds(facts: Mapping[str, Any], day: int) -> bool:
    return bool(facts["begin_day"] <= day < facts["end_day"])


def _rows(
    tenures: Sequence[Mapping[str, Any]], shown: str, view: View, axis: Axis
) -> Iterator[Node]:
    """Yield the tenures as list items, and a line of its own for each gap between them."""
    latest: Mapping[str, Any] | None = None
    for facts in tenures:
        if latest and facts["begin_day"] > latest["end_day"]:
            yield element("li", _gap_words(latest, facts, view.language), class_="gap")
        if latest is None or facts["end_day"] > latest["end_day"]:
            latest = facts
        others = [each for each in tenures if each is not facts and _overlap(each, facts)]
        yield _row(facts, others, shown, view, axis)


def _row(
    facts: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
    shown: str,
    view: View,
    axis: Axis,
) -> Node:
    language = view.language
    is_shown = facts["id"] == shown
    marks: list[Node] = []
    if facts["operation"]:
        marks.append(markup.written(facts["operation"]))
    if is_shown:
        marks.append(catalogue.text("card.open_tenure", language))
    if _holds(facts, view.day):
        marks.append(catalogue.text("tenure.holds", language))
    if others:
        names = ", ".join(dict.fromkeys(_known_as(each, facts, language) for each in others))
        marks.append(catalogue.text("tenure.overlap", language, others=names))
    words = _words(facts, language)
    day = dates.iso(lookup.day_on_which(facts, view.day))
    return element(
        "li",
        _code(facts["operator"]),
        element("span", words, class_="words")
        if is_shown
        else markup.opener(facts["id"], words, day=day, class_="words"),
        element("small", markup.joined(" · ", marks)) if marks else None,
        _lane(facts, axis),
        class_="now" if _holds(facts, view.day) else None,
        aria_current="true" if is_shown else None,
    )


def _known_as(other: Mapping[str, Any], facts: Mapping[str, Any], language: Language) -> str:
    """Return the operator of another tenure; of two of one operator, the operation too."""
    name = wording.actor_words([other["operator"]], language)
    is_same = other["operator"] == facts["operator"]
    return f"{name} ({other['operation']})" if is_same and other["operation"] else name


def _words(facts: Mapping[str, Any], language: Language) -> str:
    words = [wording.actor_words([facts["operator"]], language), wording.when(facts, language)]
    if facts["status"] == "disputed":
        words.append(catalogue.text("status.disputed", language))
    return ", ".join(words)


def _gap_words(before: Mapping[str, Any], after: Mapping[str, Any], language: Language) -> str:
    end = wording.when_words(before["end"], language)
    start = wording.when_words(after["start"], language)
    return catalogue.text("tenure.gap", language, end=end, start=start)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two tenures surely shared more than the day of a hand-over."""
    first = max(one["begin_sure_day"], other["begin_sure_day"])
    last = min(one["end_sure_day"], other["end_sure_day"])
    return bool(last - first + 1 >= _OVERLAP_DAYS)


def _code(operator: str) -> Node:
    label = vocabulary.ACTORS[operator].label
    return element("span", label, class_="code", style=_inks(operator), aria_hidden="true")


def _lane(facts: Mapping[str, Any], axis: Axis) -> Node:
    """Return the bar of a tenure: hatched where the dates leave it open, solid between."""
    begin, end = axis.at(facts["begin_day"]), axis.at(facts["end_day"])
    sure = axis.at(facts["begin_sure_day"])
    until = axis.at(facts["end_sure_day"] + 1)
    classes = ["bar"]
    if facts["status"] == "disputed":
        classes.append("is-disputed")
    if facts["end_day"] == dates.OPEN_END:
        classes.append("is-open")
    place = markup.variables(start=begin, end=end, sure=sure, until=max(sure, until))
    bars = (
        element("span", class_=" ".join(classes)),
        element("span", class_="core") if until > sure else None,
    )
    return element(
        "span", *bars, class_="lane", style=place + _inks(facts["operator"]), aria_hidden="true"
    )


def _inks(operator: str) -> str:
    style = symbology.FAMILIES[symbology.family_of(operator)]
    return markup.variables(
        light=style.light,
        dark=style.dark,
        inklight=style.ink(dark=False),
        inkdark=style.ink(dark=True),
    )


def _axis(tenures: Sequence[Mapping[str, Any]], day: int, last_day: int) -> Axis:
    ends = [facts["end_day"] for facts in tenures if facts["end_day"] < dates.OPEN_END]
    first = min((facts["begin_day"] for facts in tenures), default=day)
    return Axis(min(first, day), max(*ends, last_day + 1, day + 1))


def _years(axis: Axis) -> Node:
    first, last = dates.date_of(axis.first).year, dates.date_of(axis.last - 1).year
    step = next(step for step in _YEAR_STEPS if (last - first) // step <= _MOST_YEARS)
    years = (year for year in range(first, last + 1) if year % step == 0)
    places = ((year, axis.at(dates.parse(f"{year:04}").first)) for year in years)
    marks = (
        element("span", str(year), style=markup.variables(place=place))
        for year, place in places
        if _EDGE <= place <= 100 - _EDGE
    )
    return element("div", *marks, class_="years", aria_hidden="true")


def stay_of(facts: Mapping[str, Any]) -> wording.Stay:
    """Return what the words on a change of hands need of a tenure."""
    notes = facts["notes"] or {}
    texts = (facts["summary"], facts["summary_fr"], *notes.values())
    return wording.Stay(
        facts["operator"],
        facts["start"],
        facts["end"],
        is_disputed=facts["status"] == "disputed",
        tells=" ".join(text for text in texts if isinstance(text, str)),
        feature_id=facts["id"],
    )
