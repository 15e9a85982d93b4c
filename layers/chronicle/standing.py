"""Who says so and who denies it, in one line under a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from layers import catalogue, wording
from layers.payload.facets import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.catalogue import Language
    from layers.chronicle.entries import Entry, Reader
    from layers.evidence import Claim

# A line names so many parties of each side; the card has them all.
_NAMED: Final = 4


def standing_words(reader: Reader, entry: Entry) -> str:
    """Write how sure a feature is, who says so and who denies it; "" if nobody doubts it.

    Under "as reported by" only claims and sources dated up to that day count.
    """
    language, known_by = reader.language, reader.view.known_by
    claims = [each for each in entry.facts["claims"] or () if _is_known(each.date, known_by)]
    asserters = _parties(claims, "asserts", reader)
    deniers = _parties(claims, "denies", reader)
    key = _key(entry, bool(asserters), bool(deniers))
    if key == "standing.reported":
        asserters = _publishers(reader, entry)
        key = "standing.reported_asserted" if asserters else key
    if not key:
        return ""
    return catalogue.text(
        key,
        language,
        asserters=_names(asserters, language),
        deniers=_names(deniers, language),
    )


def _key(entry: Entry, is_asserted: bool, is_denied: bool) -> str:
    """Return the pattern; denied authorship can stand in claims of what is not disputed."""
    if entry.is_disputed:
        if is_asserted and is_denied:
            return "standing.disputed"
        if is_denied:
            return "standing.disputed_denied"
        return "standing.disputed_asserted" if is_asserted else "status_said.disputed"
    if is_denied:
        return "standing.point_both" if is_asserted else "standing.point_denied"
    if entry.facts["status"] == "confirmed":
        return ""
    return "standing.reported_asserted" if is_asserted else "standing.reported"


def _is_known(date: str | None, known_by: int | None) -> bool:
    return known_by is None or last_day(date) <= known_by


def _parties(claims: Iterable[Claim], stance: str, reader: Reader) -> list[str]:
    said = (
        (wording.localized(claim._asdict(), "by", reader.language), claim.date)
        for claim in claims
        if claim.stance == stance
    )
    return _dated(((by.text, date) for by, date in said if by), reader)


def _publishers(reader: Reader, entry: Entry) -> list[str]:
    sources = (
        (source.publisher or source.title, source.date)
        for source in entry.facts["sources"] or ()
        if _is_known(source.date, reader.view.known_by)
    )
    return _dated(sources, reader)


def _dated(said: Iterable[tuple[str, str | None]], reader: Reader) -> list[str]:
    """Return each party once; under "as reported by" it is said if its date is unknown."""
    dates: dict[str, list[str | None]] = {}
    for by, date in said:
        dates.setdefault(by, []).append(date)
    if reader.view.known_by is None:
        return list(dates)
    return [
        by if any(known) else catalogue.text("standing.undated", reader.language, by=by)
        for by, known in dates.items()
    ]


def _names(parties: list[str], language: Language) -> str:
    shown = ", ".join(parties[:_NAMED])
    rest = len(parties) - _NAMED
    return catalogue.counted("standing.more", rest, language, names=shown) if rest > 0 else shown
