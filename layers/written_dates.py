"""Dates as people write them -> "YYYY", "YYYY-MM" or "YYYY-MM-DD", never finer than written.

Nothing is guessed: what can be read in two ways stays unless the order is told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

from layers import catalogue, dates
from layers.catalogue import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

# How "03/04/2022" is meant: day first, or month first.
Order = Literal["dmy", "mdy"]

# A time may be dropped only where it says nothing: midnight, as spreadsheets and QGIS write it.
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_TWO_ORDERS = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}", re.ASCII)
_WORD = r"(?P<month>[^\W\d_]{3,})\.?"
_ONE_ORDER = (
    re.compile(
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})(?:\2(?P<day>\d{{1,2}}))?{_MIDNIGHT}",
        re.ASCII,
    ),
    re.compile(rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_MIDNIGHT}", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII),
    re.compile(
        rf"(?:le )?(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?[ -])?{_WORD}[ -](?P<year>\d{{4}})",
        re.IGNORECASE,
    ),
    re.compile(rf"{_WORD} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", re.IGNORECASE),
)
_SHORTEST = 3


def readings(text: str) -> tuple[str, ...]:
    """Return every date that a text may mean: none, one, or two with the day first before.

    "19/04/2022" has one, "03/04/2022" two, "spring 2022" none.
    """
    text = " ".join(text.split())
    return tuple(dict.fromkeys(each for each in _candidates(text) if dates.parsed(each)))


def mended(value: object, order: Order | None) -> str | None:
    """Return the date that a value of a file surely means; None if there is none or it is one.

    Args:
        value: what stands in a property that holds a date.
        order: how a text is read that may mean two days; None leaves it.
    """
    if type(value) is int:
        return str(value) if 1000 <= value <= 9999 else None
    if type(value) is not str or dates.parsed(value):
        return None
    found = readings(value)
    if len(found) == 2 and order is not None:
        return found[0] if order == "dmy" else found[1]
    return found[0] if len(found) == 1 else None


def is_ambiguous(value: object) -> bool:
    """Tell whether a value may mean two days."""
    return type(value) is str and not dates.parsed(value) and len(readings(value)) == 2


def _candidates(text: str) -> list[str]:
    either = _TWO_ORDERS.fullmatch(text)
    if either:
        one, _, other, year = either.groups()
        return [_written(year, other, one), _written(year, one, other)]
    for form in _ONE_ORDER:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            month = parts["month"]
            number = month if month.isdecimal() else _month(month)
            return [_written(parts["year"], number, parts.get("day"))]
    return [text]


def _written(year: str, month: str, day: str | None) -> str:
    return "-".join(part.zfill(2) for part in (year, month, day) if part is not None)


def _month(word: str) -> str:
    """Return the number of a month by its name or a beginning of it; "" if it is none."""
    folded = _folded(word)
    found = {number for name, number in _months().items() if name.startswith(folded)}
    return found.pop() if len(folded) >= _SHORTEST and len(found) == 1 else ""


@cache
def _months() -> Mapping[str, str]:
    return {
        _folded(catalogue.text(f"month.{number}", language)): str(number)
        for number in range(1, 13)
        for language in LANGUAGES
    }


def _folded(word: str) -> str:
    """Return a word without accents, in small letters: "Février" and "fevrier" are one."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
