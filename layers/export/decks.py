"""Decks that nobody has to put together by hand: a story, a pair of days, a series of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

from layers import dates, payload
from layers.export.composition import SHEET, Composition, Deck
from layers.export.places import PlaceError, Where, at_place
from layers.stories import in_language

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.stories import Story

__all__ = [
    "EVERY",
    "Every",
    "PlaceError",
    "Where",
    "at_place",
    "days",
    "of_story",
    "pair",
    "series",
]

Every = Literal["day", "week", "month", "year"]
EVERY: Final[tuple[Every, ...]] = get_args(Every)
_MONTHS: Final = {"month": 1, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}


def of_story(atlas: Atlas, story: Story, language: Language, sheet: str = SHEET) -> Deck:
    """Return a story as a deck: one picture a step, under the title of the step.

    A step that sets no place stays where the step before it was, as on the page. The
    permalink of each picture opens the story at its step. Words that a story has in the
    other language only stay in it.

    Args:
        atlas: that the story is of; a step is clamped to its period, as on the page.
        story: to be shown.
        language: of every other word.
        sheet: a key of `composition.SHEETS`.
    """
    period = payload.period(atlas)
    compositions: list[Composition] = []
    center: tuple[float, float] | None = None
    zoom: float | None = None
    for step in story.steps:
        if step.view.center is not None:
            center, zoom = step.view.center, step.view.zoom
        view = replace(step.view, language=language, center=center, zoom=zoom)
        title = in_language(step.title, language)
        composition = Composition(view.clamped(*period), sheet, title[0] if title else None)
        compositions.append(composition)
    whole = in_language(story.title, language)
    return Deck(tuple(compositions), whole[0] if whole else None)


def pair(composition: Composition, days: int = 1) -> tuple[Composition, Composition]:
    """Return the picture of the day before and that of the day after.

    The title is dropped, because it may name the day between; a step of a
    story and the other day of a comparison belong to that day, too, and are dropped.

    Args:
        composition: of the day between.
        days: how far the two are from it.
    """
    day = composition.view.day
    alone = replace(composition, title=None, view=replace(composition.view, against=None))
    return _on(alone, day - days), _on(alone, day + days)


def series(composition: Composition, first: int, last: int, every: Every) -> Deck:
    """Return one picture a day, week, month or year, all else the same; see `days`.

    The title stays as it is written: it is that of the whole series.
    """
    pictures = tuple(_on(composition, day) for day in days(first, last, every))
    return Deck(pictures, composition.title)


def days(first: int, last: int, every: Every) -> tuple[int, ...]:
    """Return the days of a series, in days since 1970-01-01, `first` being one of them.

    A month or a year on is the same day of the month; where a month has no such day, its
    last one: 31 January, 28 February, 31 March. `last` is one of them only if the steps meet
    it; none if it is before `first`. However many there are, none is left out.
    """
    if every in _DAYS:
        return tuple(range(first, last + 1, _DAYS[every]))
    found: list[int] = []
    start, step = dates.date_of(first), _MONTHS[every]
    while (day := _months_on(start, step * len(found))) is not None and day <= last:
        found.append(day)
    return tuple(found)


def _months_on(start: date, months: int) -> int | None:
    """Return the day so many months later; None beyond the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return None
    last = monthrange(year, month + 1)[1]
    return dates.day_number(date(year, month + 1, min(start.day, last)))


def _on(composition: Composition, day: int) -> Composition:
    """Return the same picture on another day; the calendar ends in the year 9999."""
    inside = min(max(day, dates.OPEN_BEGIN), dates.OPEN_END)
    view = replace(composition.view, day=inside, story=None)
    return replace(composition, view=view)
