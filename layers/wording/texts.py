"""Texts that people wrote, in the reader's language where they exist in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import catalogue
from layers.catalogue import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language


@dataclass(frozen=True, slots=True)
class Said:
    """A text that somebody wrote, with the language in which it stands."""

    text: str
    language: Language


def localized(facts: Mapping[str, Any], name: str, language: Language) -> Said | None:
    """Return a text property in the language, or in the other one where it has none.

    Property names without a suffix are English, those ending in ``_fr`` French.
    """
    own = {"en": facts.get(name), "fr": facts.get(f"{name}_fr")}
    for candidate in (language, *LANGUAGES):
        text = own[candidate]
        if isinstance(text, str) and text:
            return Said(text, candidate)
    return None


def matches(pattern: str, text: str) -> bool:
    """Tell whether a text has what the catalogue's pattern of either language describes."""
    return any(
        re.search(catalogue.text(pattern, language), text, re.IGNORECASE) for language in LANGUAGES
    )
