"""A feature described: headline, facts and notes of its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import catalogue, fact_sheet, wording
from layers.panels import casualty_range, markup
from layers.panels.markup import element
from layers.wording import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.fact_sheet import Pairs, Value
    from layers.lookup import Found
    from layers.panels.markup import Node


def said(facts: Mapping[str, Any], name: str, language: Language) -> Node:
    """Return a text property, marked with its language where it is not the page's."""
    text = wording.localized(facts, name, language)
    return None if text is None else _shown(text, language)


def _shown(value: Value, language: Language) -> Node:
    if not isinstance(value, Said):
        return value
    if value.language == language:
        return markup.written(value.text)
    mark = catalogue.text(f"card.in_{value.language}", language)
    return (markup.written(value.text, value.language), " ", element("small", f"({mark})"))


def headline(found: Found, language: Language, known_by: int | None = None) -> Node:
    """Return what the eye reads first: what it is, its name, when, and the one main figure.

    While only what was known by a day counts (`known_by`), figures are marked as today's.
    """
    facts = found.facts
    status = element(
        "span",
        catalogue.text(f"status.{facts['status']}", language),
        class_=f"status status-{facts['status']}",
    )
    name = wording.localized(facts, "name", language)
    figure = fact_sheet.figure(found, language)
    return (
        element("p", f"{fact_sheet.kicker(found, language)} ", status, class_="kicker"),
        element("h2", markup.written(name.text, name.language) if name else ""),
        element("p", wording.when(facts, language), class_="key"),
        element("p", figure, _today(known_by, language), class_="key") if figure else None,
        casualty_range.drawn(facts, language),
        element("p", catalogue.text(f"status_said.{facts['status']}", language))
        if facts["status"] != "confirmed"
        else None,
    )


def body(found: Found, language: Language, known_by: int | None = None) -> Node:
    """Return the summary, the facts in a list, and the notes."""
    summary = said(found.facts, "summary", language)
    return (
        element("p", summary, _today(known_by, language)) if summary else None,
        markup.facts(_nodes(fact_sheet.pairs(found, language), language)),
        markup.facts(_nodes(fact_sheet.notes(found.facts, language), language), class_="notes"),
    )


def _today(known_by: int | None, language: Language) -> Node:
    if known_by is None:
        return None
    return (" ", element("small", catalogue.text("known.mark", language), class_="today"))


def more(facts: Mapping[str, Any], language: Language) -> Node:
    """Return the properties that the contract does not know, as they stand in the file."""
    unknown = facts.get("more") or {}
    if not unknown:
        return None
    pairs = {name: as_it_stands(value) for name, value in unknown.items()}
    return (element("h3", catalogue.text("card.more", language)), markup.facts(pairs))


def as_it_stands(value: object) -> Node:
    """Return a value of no known meaning: text as text, addresses as links, the rest as JSON."""
    text = fact_sheet.as_it_stands(value)
    return markup.link(text, markup.written(text))


def _nodes(pairs: Pairs, language: Language) -> dict[str, Node]:
    return {term: _shown(value, language) for term, value in pairs}
