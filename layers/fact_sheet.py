"""What a card says of a feature, in words and without markup: figure, facts and notes.

Card and stand-alone file say the same because both take it from here.
"""

from __future__ import annotations

import json
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from layers import catalogue, vocabulary, wording
from layers.wording import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.catalogue import Language
    from layers.evidence import Claim
    from layers.lookup import Found

# A value is a text that somebody wrote, with its language, or words of ours.
Value = Said | str
Pairs = tuple[tuple[str, Value], ...]

# Property that a note explains -> what the card calls it; any other is "note.other".
_NOTED = ("start", "end", "status", "killed", "place", "route", "strength")


def kicker(found: Found, language: Language) -> str:
    """Return what the feature is: its layer and its kind."""
    layer = catalogue.text(f"layer.{found.layer}", language)
    kind = catalogue.text(f"kind.{found.facts['kind']}", language)
    return f"{layer} · {kind}"


def figure(found: Found, language: Language) -> str:
    """Return the one main figure of a feature, "" where its layer has none."""
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


def pairs(found: Found, language: Language) -> Pairs:
    """Return (term, value) for what is known of a feature, as its layer calls it."""
    facts = found.facts
    own: dict[str, Value | None] = {}
    if found.layer == "military_bases":
        own = {
            "card.operator": wording.actor_words([facts["operator"]], language),
            "card.operation": _written(facts["operation"], language),
            "card.partners": wording.actor_words(facts["partners"] or (), language),
        }
    elif found.layer == "massacre_sites":
        own = {
            "card.perpetrators": wording.actor_words(facts["perpetrators"] or (), language),
            "card.victims": wording.localized(facts, "victims", language),
            "card.admin": wording.localized(facts, "admin", language),
        }
    elif found.layer == "troop_movements":
        own = {
            "card.actor": wording.actor_words([facts["actor"]], language),
            "card.route": _written(" → ".join(_stops(facts, language)), language),
        }
    is_route = found.layer == "troop_movements"
    own["card.accuracy"] = wording.precision_words(facts["precision"], language, is_route=is_route)
    return tuple((catalogue.text(key, language), value) for key, value in own.items() if value)


def notes(facts: Mapping[str, Any], language: Language) -> Pairs:
    """Return (what it explains, text) for each note of a feature."""
    written: Mapping[str, Any] = facts.get("notes") or {}
    stems = dict.fromkeys(_stem(name) for name in written if vocabulary.is_note(name))
    said = ((stem, wording.localized(written, f"{stem}_note", language)) for stem in stems)
    return tuple((_note_label(stem, language), text) for stem, text in said if text)


def as_it_stands(value: object) -> str:
    """Return a value of no known meaning: text as text, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def taking_turns(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Order claims so that assertion and denial alternate, each side in its own order."""
    entries = tuple(claims)
    asserted = [claim for claim in entries if claim.stance == "asserts"]
    denied = [claim for claim in entries if claim.stance != "asserts"]
    turns = chain.from_iterable(zip_longest(asserted, denied))
    return tuple(claim for claim in turns if claim is not None)


def _plain(facts: Mapping[str, Any], name: str, language: Language) -> str | None:
    text = wording.localized(facts, name, language)
    return text.text if text else None


def _written(text: str | None, language: Language) -> Said | None:
    return Said(text, language) if text else None


def _stops(facts: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    french = facts.get("via_fr") if language == "fr" else None
    return tuple(french or facts["via"] or ())


def _stem(name: str) -> str:
    return name.removesuffix("_fr").removesuffix("_note")


def _note_label(stem: str, language: Language) -> str:
    if stem in _NOTED:
        return catalogue.text(f"note.{stem}", language)
    return f"{catalogue.text('note.other', language)} ({stem})"
