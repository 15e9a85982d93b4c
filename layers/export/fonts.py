"""The typefaces of every export: files that dependencies ship, never the machine's own.

Source Sans Pro (Paul Hunt for Adobe, SIL Open Font License) carries the words. What it has
no glyph for (Arabic, Tifinagh, N'Ko, some signs) is set in DejaVu Sans, which matplotlib
ships (free licence of Bitstream Vera). What neither has is named by `missing`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import font_source_sans_pro
from fontTools.ttLib import TTFont
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.export.drawing import Weight

FAMILY: Final = "Source Sans Pro"
FALLBACK: Final = "DejaVu Sans"
_SOURCE_SANS: Final = Path(font_source_sans_pro.font_directory)
# Found, not imported: of matplotlib we want two files.
_MATPLOTLIB: Final = find_spec("matplotlib")
_DEJAVU: Final = Path(str(_MATPLOTLIB and _MATPLOTLIB.origin)).parent / "mpl-data/fonts/ttf"
FILES: Final[Mapping[Weight, Path]] = {
    "regular": _SOURCE_SANS / "SourceSansPro-Regular.ttf",
    "semibold": _SOURCE_SANS / "SourceSansPro-Semibold.ttf",
    "bold": _SOURCE_SANS / "SourceSansPro-Bold.ttf",
    "italic": _SOURCE_SANS / "SourceSansPro-It.ttf",
}
FALLBACK_FILES: Final = (_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf")
# CSS weight of each weight of ours; "italic" is a regular of another style.
CSS_WEIGHT: Final[Mapping[Weight, int]] = {
    "regular": 400,
    "semibold": 600,
    "bold": 700,
    "italic": 400,
}
_MEASURED_AT: Final = 200  # pixels: large enough that whole-pixel hinting does not count
_ELLIPSIS: Final = "…"
_BOX: Final = "\u25a1"
_JOINTS: Final = re.compile(r"(?<=[-–—/&?])(?!$)")
# Where a line may break; no-break spaces (French puts them before : and ;) are none of it.
_BREAKS: Final = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def width(text: str, size: float, weight: Weight = "regular", spacing: float = 0.0) -> float:
    """Return how wide a line of text is, in the units of `size`."""
    return _width_at_one(text, weight) * size + spacing * len(text)


def lines(text: str, most: float, size: float, weight: Weight = "regular") -> tuple[str, ...]:
    """Break a text into lines of at most `most` units; a word that is wider is cut itself."""
    result: list[str] = []
    line = ""
    for word in filter(None, _BREAKS.split(text)):
        longer = f"{line} {word}" if line else word
        if width(longer, size, weight) <= most:
            line = longer
            continue
        if line:
            result.append(line)
        *whole, line = _pieces(word, most, size, weight)
        result += whole
    return (*result, line) if line else tuple(result)


def shortened(text: str, most: float, size: float, weight: Weight = "regular") -> str:
    """Return the text, cut with an ellipsis if it is wider than `most` units."""
    if width(text, size, weight) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, size, weight) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _ELLIPSIS


def missing(text: str) -> tuple[str, ...]:
    """Return the letters and signs of a text that no typeface of ours has, each once."""
    known = _coverage(FILES["regular"]) | _coverage(FALLBACK_FILES[0])
    return tuple(
        dict.fromkeys(
            each
            for each in text
            if ord(each) not in known and unicodedata.category(each)[0] not in "CZ"
        )
    )


def drawable(text: str) -> str:
    """Return a text in which boxes stand for what no typeface of ours has.

    A drawer that finds no typeface for one sign would not look for that of the next.
    """
    return text.translate(dict.fromkeys(map(ord, missing("".join(set(text)))), _BOX))


def _pieces(word: str, most: float, size: float, weight: Weight) -> Sequence[str]:
    """Cut a word that is too wide: after hyphens, dashes and slashes, else anywhere."""
    pieces = [""]
    for part in _JOINTS.split(word):
        is_whole = width(part, size, weight) <= most
        for bit in (part,) if is_whole else part:
            if pieces[-1] and width(pieces[-1] + bit, size, weight) > most:
                pieces.append("")
            pieces[-1] += bit
    return pieces


@lru_cache(maxsize=65536)
def _width_at_one(text: str, weight: Weight) -> float:
    """Return the width of a text of size 1, each letter in the face that has it."""
    own = _coverage(FILES[weight])
    if all(ord(each) in own for each in text):
        return _face(FILES[weight]).getlength(text) / _MEASURED_AT
    total, run, run_is_own = 0.0, "", True
    for each in text:
        if (ord(each) in own) != run_is_own and run:
            total += _run(run, weight, is_own=run_is_own)
            run = ""
        run_is_own = ord(each) in own
        run += each
    return total + _run(run, weight, is_own=run_is_own)


def _run(text: str, weight: Weight, *, is_own: bool) -> float:
    bold = weight in ("semibold", "bold")
    file = FILES[weight] if is_own else FALLBACK_FILES[1 if bold else 0]
    return _face(file).getlength(text) / _MEASURED_AT


@cache
def _face(file: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _coverage(file: Path) -> frozenset[int]:
    """Return the code points that a font file has a glyph for."""
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
