"""Dates and periods in words, never finer than their sources.

"2022-03" is "March 2022" in every sentence, and French joins a date to its preposition:
"le 19 avril 2022", "d’avril à mai 2022", "du 30 mars au 2 avril 2022".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import catalogue, dates, vocabulary
from layers.wording.texts import matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.dates import PartialDate

_VOWELS = "aeiouàâéèêîôû"


def when(facts: Mapping[str, Any], language: Language) -> str:
    """Write when a feature was so, from its `start`, `end`, `kind` and `notes`.

    A movement without an end has an unknown arrival; anything else without one, and a
    blockade, goes on.
    """
    kind = facts.get("kind")
    is_journey = kind in vocabulary.MOVEMENT_KINDS and kind != "blockade"
    notes = facts.get("notes") or {}
    words = period_words(
        facts["start"],
        facts.get("end"),
        language,
        is_first_mention=is_first_mention(notes.get("start_note")),
        goes_on=not is_journey,
    )
    if facts.get("end") and matches("pattern.upper_bound", notes.get("end_note") or ""):
        return catalogue.text("when.at_the_latest", language, when=words)
    return words


def date_words(text: str, language: Language) -> str:
    """Write a date of a file at its own precision: "2022-03" is "March 2022".

    Raises:
        DateError: the text is no such date.
    """
    return _written(dates.parse(text), language)


def day_words(day: int, language: Language) -> str:
    """Write a day number, such as the playhead: "22 April 2022"."""
    return date_words(dates.iso(day), language)


def when_words(text: str, language: Language) -> str:
    """Write a date with its preposition: "on 19 April 2022", "in March 2022"."""
    return _form("in", dates.parse(text), language)


def period_words(
    start: str,
    end: str | None,
    language: Language,
    *,
    is_first_mention: bool = False,
    goes_on: bool = True,
) -> str:
    """Write when something was so.

    Both ends are dates of a file, inclusive; `end` None means that no end is known.
    `is_first_mention`: the start is only the first mention in the sources. `goes_on`:
    without an end it is still so (a base); else nobody knows how it ended (a convoy).
    """
    first = dates.parse(start)
    if end is None and goes_on:
        key = "when.since_or_before" if is_first_mention else "when.since"
        return catalogue.text(key, language, since=_form("since", first, language))
    if end is None:
        began = _form("in", first, language)
        return catalogue.text("when.end_unknown", language, start=began)
    last = dates.parse(end)
    if is_first_mention and start != end:
        return catalogue.text(
            "when.from_or_before_to",
            language,
            since=_form("since", first, language),
            end=_form("until", last, language),
        )
    words = _closed_period(first, last, language)
    return catalogue.text("when.or_before", language, when=words) if is_first_mention else words


def is_first_mention(note: str | None) -> bool:
    """Tell whether a `start_note` calls the start a first mention in the sources."""
    return matches("pattern.first_mention", note or "")


def _closed_period(first: PartialDate, last: PartialDate, language: Language) -> str:
    if first.text == last.text:
        return _form("in", first, language)
    if first.first <= last.first <= last.last <= first.last or (
        last.first <= first.first <= first.last <= last.last
    ):
        # One end lies within the other: "from January to 28 January 2013" would mislead.
        return catalogue.text(
            "when.start_and_end",
            language,
            start=_form("in", first, language),
            end=_form("in", last, language),
        )
    if first.precision == last.precision == "day" and first.text[:7] == last.text[:7]:
        return catalogue.text(
            "when.days",
            language,
            first=_day_of_month(dates.date_of(first.first).day, language),
            last=_written(last, language),
        )
    same_year = first.text[:4] == last.text[:4] and first.precision != "year"
    return catalogue.text(
        "when.from_to",
        language,
        start=_form("from", first, language, with_year=not same_year),
        end=_form("until", last, language),
    )


def _form(name: str, date: PartialDate, language: Language, *, with_year: bool = True) -> str:
    """Return a date in the form that a sentence needs: French joins it to its preposition."""
    words = _written(date, language, with_year=with_year)
    key = f"form.{name}.{date.precision}"
    if name == "from" and date.precision == "month" and words[0] in _VOWELS:
        key = "form.from.vowel"
    return catalogue.text(key, language, date=words)


def _written(date: PartialDate, language: Language, *, with_year: bool = True) -> str:
    if date.precision == "year":
        return date.text
    day = dates.date_of(date.first)
    slots = {"month": catalogue.text(f"month.{day.month}", language), "year": date.text[:4]}
    if date.precision == "month":
        return catalogue.text("date.month", language, **slots) if with_year else slots["month"]
    slots["day"] = _day_of_month(day.day, language)
    return catalogue.text("date.day" if with_year else "date.day_no_year", language, **slots)


def _day_of_month(day: int, language: Language) -> str:
    return catalogue.text("date.first_of_month", language) if day == 1 else str(day)
