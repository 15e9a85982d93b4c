"""A feature described: headline, facts and notes of its card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from layers import catalogue, vocabulary, wording
from layers.panels import casualty_range, markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.lookup import Found
    from layers.panels.markup import Node

# Property that a note explains -> what the card calls it; any other is "note.other".
_NOTED = ("start", "end", "status", "killed", "place", "route", "strength")


def said(facts: Mapping[str, Any], name: str, language: Language) -> Node:
    """Return a text property, marked with its language where it is not the page's."""
    text = wording.localized(facts, name, language)
    if text is None:
        return None
    if text.language == language:
        return markup.written(text.text)
    mark = catalogue.text(f"card.in_{text.language}", language)
    return (markup.written(text.text, text.language), " ", element("small", f"({mark})"))


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
    layer = catalogue.text(f"layer.{found.layer}", language)
    kind = catalogue.text(f"kind.{facts['kind']}", language)
    name = wording.localized(facts, "name", language)
    figure = _figure(found, language)
    return (
        element("p", f"{layer} · {kind} ", status, class_="kicker"),
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
        markup.facts(_facts(found, language)),
        _notes(found.facts, language),
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
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return markup.link(value, markup.written(value))


def _figure(found: Found, language: Language) -> str:
    facts = found.facts
    if found.layer == "massacre_sites":
        return wording.casualty_words(
            facts["killed_min"],
            facts["killed_max"],
            language,
            is_open=bool(facts["killed_open"]),
            kind=facts["kind"],
        )
    if found.layer == "troop_movements":
        return wording.movement_words(
            _plain(facts, "from", language),
            _plain(facts, "to", language),
            language,
            kind=facts["kind"],
            mode=facts["mode"],
            strength=facts["strength"],
        )
    return ""


def _facts(found: Found, language: Language) -> dict[str, Node]:
    """Return term -> value for the layer of the feature; None where nothing is known."""
    facts = found.facts
    own: dict[str, Node] = {}
    if found.layer == "military_bases":
        own = {
            "card.operator": wording.actor_words([facts["operator"]], language),
            "card.operation": _text(facts["operation"]),
            "card.partners": wording.actor_words(facts["partners"] or (), language),
        }
    elif found.layer == "massacre_sites":
        own = {
            "card.perpetrators": wording.actor_words(facts["perpetrators"] or (), language),
            "card.victims": said(facts, "victims", language),
            "card.admin": said(facts, "admin", language),
        }
    elif found.layer == "troop_movements":
        own = {
            "card.actor": wording.actor_words([facts["actor"]], language),
            "card.route": _text(" → ".join(_stops(facts, language))),
        }
    is_route = found.layer == "troop_movements"
    own["card.accuracy"] = wording.precision_words(facts["precision"], language, is_route=is_route)
    return {catalogue.text(key, language): value for key, value in own.items()}


def _plain(facts: Mapping[str, Any], name: str, language: Language) -> str | None:
    text = wording.localized(facts, name, language)
    return text.text if text else None


def _stops(facts: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    french = facts.get("via_fr") if language == "fr" else None
    return tuple(french or facts["via"] or ())


def _text(text: str | None) -> Node:
    return markup.written(text) if text else None


def _notes(facts: Mapping[str, Any], language: Language) -> Node:
    notes: Mapping[str, Any] = facts.get("notes") or {}
    stems = dict.fromkeys(_stem(name) for name in notes if vocabulary.is_note(name))
    pairs = {_note_label(stem, language): said(notes, f"{stem}_note", language) for stem in stems}
    return markup.facts(pairs, class_="notes")


def _stem(name: str) -> str:
    return name.removesuffix("_fr").removesuffix("_note")


def _note_label(stem: str, language: Language) -> str:
    if stem in _NOTED:
        return catalogue.text(f"note.{stem}", language)
    return f"{catalogue.text('note.other', language)} ({stem})"
