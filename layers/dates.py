"""Dates as sources give them: "2014", "2014-03" or "2014-03-07", and nothing finer.

The one date parser of the program. In files both ends of an interval are inclusive;
inside the program days are whole numbers (days since 1970-01-01) and an interval is
half-open: ``[begin, end)``. What a source knows only to the month or the year leaves
days on which the feature may or may not have been so; `Tenancy` keeps both bounds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["year", "month", "day"]

EPOCH = date(1970, 1, 1)
# One past every day that a file can name: an end that nobody knows of.
OPEN_END = (date.max - EPOCH).days
# The first day that a file can name: the begin of what has no date at all.
OPEN_BEGIN = (date.min - EPOCH).days

_FORM = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


class DateError(ValueError):
    """The text is no date of ours. ``args[0]`` is "form" or "calendar"."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision of its source: all days from `first` to `last`, inclusive.

    `first` and `last` count days since 1970-01-01.
    """

    text: str
    first: int
    last: int
    precision: Precision


@dataclass(frozen=True, slots=True)
class Tenancy:
    """When something held, in days since 1970-01-01.

    Attributes:
        begin: first day on which it may have held.
        begin_sure: first day on which it had surely begun.
        end_sure: last day on which it had surely not ended (inclusive).
        end: day after the last day on which it may have held; `OPEN_END` if none is known.
    """

    begin: int
    begin_sure: int
    end_sure: int
    end: int

    def may_hold(self, day: int) -> bool:
        """Tell whether it may have held on this day."""
        return self.begin <= day < self.end

    def surely_holds(self, day: int) -> bool:
        """Tell whether it held on this day whatever the exact dates were."""
        return self.begin_sure <= day <= self.end_sure


@lru_cache(maxsize=16384)
def parse(text: str) -> PartialDate:
    """Read "YYYY", "YYYY-MM" or "YYYY-MM-DD".

    Raises:
        DateError: another form ("form"), or a day that no calendar has ("calendar").
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise DateError("form")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return _period(text, date(year or 0, 1, 1), date(year or 0, 12, 31), "year")
        if day is None:
            last = monthrange(year, month)[1]
            return _period(text, date(year, month, 1), date(year, month, last), "month")
        exact = date(year, month, day)
    except ValueError as error:
        raise DateError("calendar") from error
    return _period(text, exact, exact, "day")


def parsed(value: object) -> PartialDate | None:
    """Return the date that a value is, whatever a file holds; None if it is none."""
    if not isinstance(value, str):
        return None
    try:
        return parse(value)
    except DateError:
        return None


def _period(text: str, first: date, last: date, precision: Precision) -> PartialDate:
    return PartialDate(text, day_number(first), day_number(last), precision)


def tenancy(start: PartialDate, end: PartialDate | None) -> Tenancy:
    """Join the two ends of a feature; `end` None means that no end is known."""
    if end is None:
        return Tenancy(start.first, start.last, OPEN_END - 1, OPEN_END)
    return Tenancy(start.first, start.last, end.first, end.last + 1)


def movement_tenancy(start: PartialDate, end: PartialDate | None, kind: str) -> Tenancy:
    """Return when a movement holds.

    A movement with no end has an unknown arrival: it is shown on the days of its start
    only. A blockade is no journey; it goes on until its end.
    """
    if end is None and kind != "blockade":
        return tenancy(start, start)
    return tenancy(start, end)


def has_travel_marker(start: PartialDate, end: PartialDate | None, kind: str) -> bool:
    """Tell whether a marker travels the line: only between two dates known to the day."""
    if end is None or kind == "blockade":
        return False
    return start.precision == "day" and end.precision == "day"


def day_number(day: date) -> int:
    """Count the days from 1970-01-01 to `day`."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    """Return the calendar date of a day number."""
    return EPOCH + timedelta(days=day)


def iso(day: int) -> str:
    """Write a day number as YYYY-MM-DD."""
    return date_of(day).isoformat()
