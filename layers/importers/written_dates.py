"""Dates as other programs write them -> "YYYY", "YYYY-MM" or "YYYY-MM-DD".

Nothing is guessed: what can be read in two ways is returned as it stands, and the checker
then names it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from layers import dates
from layers.written_dates import mended

if TYPE_CHECKING:
    from layers.written_dates import Order

# A time of day has no place in the contract: the day is kept, as it is written.
_TIME = re.compile(
    r"(?<=\d)[T ]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)


def normal(value: object, *, order: Order | None = None) -> object:
    """Return a date of the contract; the value itself if it is none, or may be two.

    Args:
        value: "2022/04/19", "2022-04-19T10:30:00Z", "19/04/2022", "27 March 2022", 2022 ...
        order: how "04/05/2022" is meant; None leaves it as it stands.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        day = _TIME.sub("", value.strip())
        return mended(day, order) or (day if dates.parsed(day) else value)
    return mended(value, order) or value


def day_of(value: object) -> date | None:
    """Return the day that a value names; None if it names none, or a month only."""
    found = dates.parsed(normal(value))
    return dates.date_of(found.first) if found and found.precision == "day" else None


def months(first: date, last: date) -> tuple[str, str]:
    """Return ("YYYY-MM", "YYYY-MM") for some day of which only a span is known."""
    return first.isoformat()[:7], last.isoformat()[:7]


def around(day: date, *, days: int) -> tuple[date, date]:
    """Return the first and last day of a span around a day."""
    return day - timedelta(days=days), day + timedelta(days=days)
