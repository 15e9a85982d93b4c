"""Operators and actors inside a sentence: "the Malian army", « à l’armée malienne ».

Lists name an actor as the catalogue of actors does; a sentence needs its article, and
French joins the article to the preposition before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from layers import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language

# What a party is in the sentence: who does it, to whom, from whom.
Role = Literal["doer", "to", "from"]

# Who takes a verb in the plural; each language has its own.
_PLURAL: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset({"DOZO"}),
    "fr": frozenset({"DOZO", "NLD"}),
}
_VOWELS: Final = "aeiouàâéèêîôûAEIOUÀÂÉÈÊÎÔÛ"


def party_words(codes: Sequence[str], language: Language, role: Role = "doer") -> str:
    """Write parties as a sentence needs them: "to the Malian army and MINUSMA".

    Args:
        codes: of `vocabulary.ACTORS`, one at least.
        language: of the words.
        role: with "to" and "from" the preposition is part of the words.
    """
    words = [_party(code, language, role) for code in dict.fromkeys(codes)]
    result = words[-1]
    if len(words) > 1:
        result = catalogue.text("party.pair", language, first=words[-2], last=result)
    for word in reversed(words[:-2]):
        result = catalogue.text("party.many", language, first=word, last=result)
    return result


def is_plural(code: str, language: Language) -> bool:
    """Tell whether a party that does something takes a verb in the plural."""
    return code in _PLURAL[language]


def _party(code: str, language: Language, role: Role) -> str:
    party = catalogue.text(f"party.{code}", language)
    if role == "doer":
        return party
    article, _, noun = party.partition(" ")
    if language == "fr" and article in {"le", "les"}:
        return catalogue.text(f"party_{role}.{article}", language, party=noun)
    is_elided = language == "fr" and role == "from" and party[0] in _VOWELS
    return catalogue.text(
        f"party_{role}.{'vowel' if is_elided else 'plain'}", language, party=party
    )
