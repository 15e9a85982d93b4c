"""Sentences about single features: what a tenure, a movement, an event is on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from layers import catalogue, dates, wording
from layers.chronicle.entries import CONTEXT, EVENTS, MOVEMENTS
from layers.chronicle.standing import standing_words
from layers.wording import periods
from layers.wording.texts import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language
    from layers.chronicle.entries import Entry, Reader
    from layers.wording import Change

_NOBODY: Final = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the features that it is about.

    Attributes:
        text: the sentence.
        ids: of the features; a click on the sentence opens the first.
        names: of the features, in the order of `ids`.
        details: who says so, who denies it, who is alleged to have done it.
    """

    text: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    details: tuple[str, ...] = ()


def line(reader: Reader, entry: Entry, text: str, *more: str) -> Line:
    """Return a sentence about one feature with what is said of its standing."""
    details = (*more, standing_words(reader, entry))
    return Line(text, (entry.id,), (reader.name(entry),), tuple(filter(None, details)))


def told(reader: Reader, entry: Entry, day: int | None = None) -> Line:
    """Return what a feature is: with its dates, unless all of it is on this very day."""
    if entry.layer == MOVEMENTS:
        return _moved(reader, entry, day)
    if entry.layer == EVENTS:
        return _happened(reader, entry, day)
    if entry.layer == CONTEXT:
        return _context(reader, entry, day)
    return tenure(reader, entry, "tenure.dated")


def held(reader: Reader, entry: Entry, *, is_doubtful: bool) -> Line:
    """Return a tenure in a list of those that hold."""
    marks = f"{'_disputed' * entry.is_disputed}{'_doubtful' * is_doubtful}"
    text = catalogue.text(
        f"tenure.held{marks}",
        reader.language,
        name=reader.name(entry),
        when=wording.when(entry.facts, reader.language),
    )
    return Line(text, (entry.id,), (reader.name(entry),))


def tenure(reader: Reader, entry: Entry, key: str) -> Line:
    """Return a sentence about a tenure; the pattern of `key` has one for the disputed."""
    text = catalogue.text(
        f"{key}{'_disputed' * entry.is_disputed}",
        reader.language,
        operator=wording.actor_words([entry.facts["operator"]], reader.language),
        name=reader.name(entry),
        when=wording.when(entry.facts, reader.language),
    )
    return line(reader, entry, text)


def turned(reader: Reader, entry: Entry, day: int) -> Line:
    """Return how a tenure begins or ends on a day that is known as its first or last."""
    facts = entry.facts
    notes = facts["notes"] or {}
    begins = facts["begin_day"] == day
    if begins and facts["start"] == facts["end"]:
        key = "one_day"
    elif begins:
        key = "first_mention" if periods.is_first_mention(notes.get("start_note")) else "begins"
    else:
        is_bound = matches("pattern.upper_bound", notes.get("end_note") or "")
        key = "ends_latest" if is_bound else "ends"
    return tenure(reader, entry, f"tenure.{key}")


def changed(reader: Reader, change: Change, entries: tuple[Entry, ...]) -> Line:
    """Return how a site passed from one operator to another; `entries` as `Change.stays`."""
    language = reader.language
    if change.passage == "changed_hands":
        key, old = "chronicle.passed", wording.party_words([change.old], language, "from")
    else:
        number = "other" if wording.is_plural(change.old, language) else "one"
        key, old = f"chronicle.handed_{number}", wording.party_words([change.old], language)
    text = catalogue.text(
        key,
        language,
        where=reader.where(entries[0]),
        old=old,
        new=wording.party_words(change.new, language, "to"),
    )
    details = dict.fromkeys(standing_words(reader, entry) for entry in entries)
    ids = tuple(entry.id for entry in entries)
    names = tuple(reader.name(entry) for entry in entries)
    return Line(text, ids, names, tuple(filter(None, details)))


def _moved(reader: Reader, entry: Entry, day: int | None) -> Line:
    facts, language = entry.facts, reader.language
    origin, destination = (wording.localized(facts, end, language) for end in ("from", "to"))
    route = wording.movement_words(
        origin.text if origin else None,
        destination.text if destination else None,
        language,
        kind=facts["kind"],
        mode=facts["mode"],
        strength=facts["strength"],
    )
    parts = ("when" * (not _is_all_on(entry, day)), "route" * bool(route))
    text = catalogue.text(
        f"moved.{'_'.join(filter(None, parts)) or 'plain'}",
        language,
        actor=wording.actor_words([facts["actor"]], language),
        name=reader.name(entry),
        when=wording.when(facts, language),
        route=route,
    )
    return line(reader, entry, text)


def _happened(reader: Reader, entry: Entry, day: int | None) -> Line:
    facts, language = entry.facts, reader.language
    figure = wording.casualty_words(
        facts["killed_min"],
        facts["killed_max"],
        language,
        is_open=bool(facts["killed_open"]),
        kind=facts["kind"],
    )
    is_today = _is_all_on(entry, day)
    if facts["kind"] == "mass_grave":
        key = "event.found" if is_today else "event.found_when"
    else:
        key = "event.plain" if is_today else "event.when"
    text = catalogue.text(
        key,
        language,
        name=reader.name(entry),
        figure=figure,
        when=wording.when(facts, language),
    )
    return line(reader, entry, text, _perpetrators(facts["perpetrators"] or (), language))


def _perpetrators(codes: Sequence[str], language: Language) -> str:
    """Write who is alleged to have done it, "" where the file names nobody."""
    if tuple(codes) == (_NOBODY,):
        return catalogue.text("event.unidentified", language)
    names = wording.actor_words(codes, language)
    return catalogue.text("event.perpetrators", language, names=names) if names else ""


def _context(reader: Reader, entry: Entry, day: int | None) -> Line:
    text = catalogue.text(
        "context.plain" if _is_all_on(entry, day) else "context.when",
        reader.language,
        name=reader.name(entry),
        when=wording.when(entry.facts, reader.language),
    )
    return line(reader, entry, text)


def _is_all_on(entry: Entry, day: int | None) -> bool:
    start, end = entry.facts["start"], entry.facts["end"]
    return day is not None and start == end == dates.iso(day)
