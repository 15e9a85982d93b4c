"""Every word that a user reads, in English and French.

The words live in the JSON files beside this module, one file a subject, so that a
translator needs no Python: ``{"key": {"en": "...", "fr": "..."}}``. A text may hold
``{name}`` slots; a brace that is meant is written twice. A count has two entries,
``key_one`` and ``key_other``: French says "one" for 0 and 1, English for 1 only (CLDR
plural rules).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# U+202F, which French typography puts between thousands and before ; : ! ?
NARROW_SPACE = "\u202f"

_FOLDER = Path(__file__).parent


@cache
def words(subject: str) -> Mapping[str, Mapping[str, str]]:
    """Return the entries of one subject file, e.g. ``words("map")``.

    Raises:
        FileNotFoundError: there is no such subject.
    """
    text = (_FOLDER / f"{subject}.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    merged: dict[str, Mapping[str, str]] = {}
    for file in sorted(_FOLDER.glob("*.json")):
        merged.update(words(file.stem))
    return MappingProxyType(merged)


def has(key: str) -> bool:
    """Tell whether the catalogue has an entry of this name."""
    return key in _all_words()


def text(key: str, language: Language, /, **slots: object) -> str:
    """Return one text in one language, its slots filled.

    Raises:
        KeyError: no such entry, or a slot without a value; both are defects of ours.
    """
    return _all_words()[key][language].format(**slots)


def counted(key: str, number: int, language: Language, /, **slots: object) -> str:
    """Return the singular or plural form of an entry; its slot ``{n}`` is the number.

    ``counted("count.bases", 2, "en")`` reads ``count.bases_one`` or ``count.bases_other``.
    """
    singular = abs(number) < 2 if language == "fr" else number == 1
    form = "one" if singular else "other"
    return text(f"{key}_{form}", language, n=number_text(number, language), **slots)


def number_text(number: int, language: Language) -> str:
    """Write a whole number as the language does: "1,234" or "1 234" (narrow space)."""
    return f"{number:,}".replace(",", NARROW_SPACE if language == "fr" else ",")
