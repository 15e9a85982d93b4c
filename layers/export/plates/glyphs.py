"""What no typeface of ours can write, said so that a reader knows what the boxes stand for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from layers import catalogue
from layers.export import drawing, fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.catalogue import Language
    from layers.export.drawing import Group

# First word of a character's name in Unicode -> the kind of writing, as people call it.
_KINDS: Final = {
    "CJK": "chinese",
    "HIRAGANA": "japanese",
    "KATAKANA": "japanese",
    "HANGUL": "korean",
    "ETHIOPIC": "ethiopic",
    "EGYPTIAN": "hieroglyphs",
    "ADLAM": "adlam",
    "DEVANAGARI": "indian",
    "BENGALI": "indian",
    "TAMIL": "indian",
    "THAI": "thai",
}
# So many characters are named by their number; nobody reads on.
_NAMED: Final = 4


def missing_words(groups: Iterable[Group], language: Language) -> str:
    """Say what of the texts no typeface of ours has; "" if all are set."""
    found: dict[str, None] = {}
    for group in groups:
        for text in drawing.texts(group):
            found.update(dict.fromkeys(fonts.missing(text.text)))
    if not found:
        return ""
    by_kind: dict[str, list[str]] = {}
    for sign in sorted(found):
        by_kind.setdefault(_kind(sign), []).append(sign)
    separator = catalogue.text("charts.list", language)
    kinds = separator.join(_said(kind, signs, language) for kind, signs in by_kind.items())
    return catalogue.counted("plate.missing", len(found), language, kinds=kinds)


def _kind(sign: str) -> str:
    kind = _KINDS.get(unicodedata.name(sign, "").split(" ")[0])
    return kind or ("pictographs" if unicodedata.category(sign) == "So" else "other")


def _said(kind: str, signs: list[str], language: Language) -> str:
    numbers = " ".join(f"U+{ord(sign):04X}" for sign in signs[:_NAMED])
    more = " …" if len(signs) > _NAMED else ""
    return catalogue.counted(f"glyph.{kind}", len(signs), language, numbers=f"{numbers}{more}")
