"""What lies near in place and time, in words: the nearest few, each opening its own card.

Nearness is said as distance and days, and nothing more is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers import catalogue, dates, lookup, nearby, vocabulary, wording
from layers.panels import markup, view_link
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.lookup import Found
    from layers.nearby import Neighbour
    from layers.panels.markup import Node
    from layers.view import View

# Shown at once; more on demand; the rest is counted.
_FEW: Final = 5
_MOST: Final = 45
# Places known worse than this are said to be so beside their distance.
_ROUGH: Final = ("area", "region")


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked about a feature: which layers, and how many days before or after it."""

    heading: str
    layers: tuple[str, ...]
    days: int = 0


_QUESTIONS: Mapping[str, tuple[_Question, ...]] = MappingProxyType(
    {
        "military_bases": (
            _Question("near.events_while", ("massacre_sites",)),
            _Question("near.movements_while", ("troop_movements",)),
        ),
        "massacre_sites": (
            _Question("near.bases_then", ("military_bases",)),
            _Question("near.around", ("massacre_sites", "troop_movements"), 90),
        ),
        "troop_movements": (
            _Question("near.bases_route", ("military_bases",)),
            _Question("near.events_route", ("massacre_sites",), 90),
        ),
    }
)


def around(atlas: Atlas, found: Found, view: View) -> Node:
    """Return what lies near a feature; nothing for a layer whose place says little.

    A milestone stands in a capital because something was signed there.
    """
    questions = _QUESTIONS.get(found.layer)
    if not questions:
        return None
    language = view.language
    remarks = [catalogue.text("near.caution", language), catalogue.text("near.all", language)]
    if found.facts["precision"] in _ROUGH:
        key = "near.route_rough" if found.layer == "troop_movements" else "near.place_rough"
        remarks.append(catalogue.text(key, language, km=_radius(found)))
    return (
        element("h3", catalogue.text("near.heading", language)),
        tuple(_answer(atlas, found, question, view) for question in questions),
        element("p", " ".join(remarks), class_="aside"),
    )


def _answer(atlas: Atlas, found: Found, question: _Question, view: View) -> Node:
    language = view.language
    result = nearby.near(
        atlas, found.row, question.layers, days=question.days, known_by=view.known_by
    )
    km = f"{nearby.WITHIN_KM:g}"
    later = result.unreported
    return (
        element("h4", catalogue.text(question.heading, language, km=km, days=question.days)),
        _list(atlas, found, result.neighbours, view)
        or element("p", catalogue.text("near.none", language)),
        element("p", catalogue.counted("near.later", later, language), class_="aside")
        if later
        else None,
        _for_all_bases(atlas, found, view) if question.heading == "near.events_while" else None,
    )


def _for_all_bases(atlas: Atlas, found: Found, view: View) -> Node:
    """Return the link that asks the same about every base of the one who holds this one."""
    operator, language = found.facts["operator"], view.language
    name = wording.actor_words([operator], language)
    words = catalogue.text("near.all_bases", language, operator=name)
    answer = view_link.near_bases_of(atlas, view, operator)
    return element("p", view_link.link(answer, words), class_="ask")


def _list(atlas: Atlas, found: Found, neighbours: Sequence[Neighbour], view: View) -> Node:
    language = view.language

    def listed(chosen: Sequence[Neighbour]) -> Node:
        rows = (_item(atlas, found, neighbour, view) for neighbour in chosen)
        return markup.items("ul", rows, class_="near")

    rest, unlisted = neighbours[_FEW : _FEW + _MOST], len(neighbours) - _FEW - _MOST
    if not rest:
        return listed(neighbours)
    summary = catalogue.counted("near.more", len(neighbours) - _FEW, language)
    too_many = catalogue.counted("near.unlisted", unlisted, language) if unlisted > 0 else None
    return (
        listed(neighbours[:_FEW]),
        element(
            "details",
            element("summary", summary),
            listed(rest),
            element("p", too_many, class_="aside") if too_many else None,
        ),
    )


def _item(atlas: Atlas, found: Found, neighbour: Neighbour, view: View) -> Node:
    other = lookup.at(atlas, neighbour.row, view.known_by)
    facts, language = other.facts, view.language
    name = wording.localized(facts, "name", language)
    holds_now = facts["begin_day"] <= view.day < facts["end_day"]
    day = None if holds_now else dates.iso(_common_day(found, other))
    words = [
        _distance(found, other, neighbour, language),
        _time(neighbour, language),
        *_what(other, language),
    ]
    if facts["status"] == "disputed":
        words.append(catalogue.text("status.disputed", language))
    if facts["precision"] in _ROUGH:
        key = "near.rough_route" if other.layer == "troop_movements" else "near.rough"
        words.append(catalogue.text(key, language, km=_radius(other)))
    return (
        markup.opener(
            facts["id"], markup.written(name.text, name.language) if name else "", day=day
        ),
        element("small", " · ".join(word for word in words if word)),
    )


def _common_day(found: Found, other: Found) -> int:
    """Return a day on which the other was so, and the feature too if they met."""
    day = max(int(found.facts["begin_day"]), int(other.facts["begin_day"]))
    return lookup.day_on_which(other.facts, day)


def _what(other: Found, language: Language) -> tuple[str, ...]:
    """Return what must be known of a neighbour: what or whose it is, when, and how many."""
    facts = other.facts
    when = wording.when(facts, language)
    if other.layer == "massacre_sites":
        killed = wording.casualty_words(
            facts["killed_min"],
            facts["killed_max"],
            language,
            is_open=bool(facts["killed_open"]),
            kind=facts["kind"],
        )
        return catalogue.text(f"kind.{facts['kind']}", language), when, killed
    who = facts["operator"] if other.layer == lookup.BASES else facts["actor"]
    return wording.actor_words([who], language), when


def _distance(found: Found, other: Found, neighbour: Neighbour, language: Language) -> str:
    is_exact = found.facts["precision"] == other.facts["precision"] == "site"
    if neighbour.km < 1:
        key = "near.km_least" if neighbour.km or is_exact else "near.km_same"
        return catalogue.text(key, language)
    km = catalogue.number_text(round(neighbour.km), language)
    return catalogue.text("near.km" if is_exact else "near.km_about", language, km=km)


def _time(neighbour: Neighbour, language: Language) -> str:
    """Return how it lies in time; nothing if it was surely at the same time, as asked."""
    if neighbour.order in ("same", "perhaps"):
        return "" if neighbour.order == "same" else catalogue.text("near.perhaps", language)
    least, most = neighbour.days
    if least == most:
        return catalogue.counted(f"near.{neighbour.order}", least, language)
    return catalogue.text(f"near.{neighbour.order}_range", language, least=least, most=most)


def _radius(found: Found) -> str:
    return f"{vocabulary.PRECISION_RADIUS_KM[found.facts['precision']]:g}"
