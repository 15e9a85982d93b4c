"""What is disputed, with both sides named: who says so, and who denies it.

A denial is never set smaller, fainter or shorter than an assertion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import catalogue, reported, wording
from layers.chronicle import Reader
from layers.export.blocks import Block, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.atlas import Atlas
    from layers.chronicle.entries import Entry as Feature
    from layers.evidence import Claim
    from layers.export.blocks import Entry
    from layers.export.style import Style
    from layers.view import View
    from layers.visibility import Visible


@dataclass(frozen=True, slots=True)
class Dispute:
    """Features on which the same parties stand against each other.

    Attributes:
        names: of the features, in the language of the view.
        ids: of the features.
        asserters: who says so; empty if nobody of our sources does.
        deniers: who denies it; likewise.
        is_point: only a point of it is denied: it is not disputed that it was.
    """

    names: tuple[str, ...]
    ids: tuple[str, ...]
    asserters: tuple[str, ...]
    deniers: tuple[str, ...]
    is_point: bool


@dataclass(frozen=True, slots=True)
class Denied:
    """One visible feature that somebody denies, or a point of it.

    Attributes:
        position: in `Visible.rows`.
        id: of the feature.
        name: in the language of the view.
        is_disputed: as of the day of "as reported by".
        sides: who says so, and who denies it.
    """

    position: int
    id: str
    name: str
    is_disputed: bool
    sides: tuple[tuple[str, ...], tuple[str, ...]]


def denied(atlas: Atlas, view: View, shown: Visible) -> tuple[Denied, ...]:
    """Return what of a view is disputed, in the order of the table.

    Under "as reported by" only claims made by that day count.
    """
    reader = Reader(atlas, view)
    found = []
    for position, row in enumerate(shown.rows):
        entry = reader.entry(int(row))
        sides = _sides(entry, reader)
        if entry.is_disputed or sides[1]:
            name = reader.name(entry)
            found.append(Denied(position, entry.id, name, entry.is_disputed, sides))
    return tuple(found)


def grouped(
    found: Iterable[Denied], selected: str | None = None, inside: Sequence[bool] | None = None
) -> tuple[Dispute, ...]:
    """Return disputes, those with the same sides as one.

    The selected feature comes first, then what is disputed as a whole, then what lies
    `inside` the frame (of each row of `Visible.rows`), then what began last.
    """

    def rank(each: Denied) -> tuple[bool, bool, bool, int]:
        is_outside = inside is not None and not inside[each.position]
        return each.id != selected, not each.is_disputed, is_outside, -each.position

    by_sides: dict[tuple[object, ...], list[Denied]] = {}
    for each in sorted(found, key=rank):
        by_sides.setdefault((*each.sides, each.is_disputed), []).append(each)
    return tuple(
        Dispute(
            tuple(dict.fromkeys(each.name for each in same)),
            tuple(each.id for each in same),
            *same[0].sides,
            is_point=not same[0].is_disputed,
        )
        for same in by_sides.values()
    )


def count(found: Iterable[Dispute]) -> int:
    """Return how many features these are."""
    return sum(len(dispute.ids) for dispute in found)


def entry_of(dispute: Dispute, style: Style, width: float) -> Entry:
    """Return a dispute as lines: what, who says so, who denies it; the sides set alike."""
    language = style.language
    key = "plate.dispute_point" if dispute.is_point else "plate.dispute"
    separator = catalogue.text("charts.list", language)
    head = catalogue.text(key, language, names=separator.join(dispute.names))
    sides = (
        _side("asserts", dispute.asserters, separator, style),
        _side("denies", dispute.deniers, separator, style),
    )
    name = written(head, width, style.small("semibold"))
    kept = tuple(Block(each.height, each.children, keeps=True) for each in name)
    return (*kept, *(line for side in sides for line in written(side, width, style.small())))


def _side(stance: str, parties: Sequence[str], separator: str, style: Style) -> str:
    if not parties:
        return catalogue.text(f"plate.{stance}_nobody", style.language)
    return catalogue.text(f"plate.{stance}", style.language, names=separator.join(parties))


def _sides(entry: Feature, reader: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    facts = entry.facts
    evidence = reported.by(facts["claims"] or (), facts["sources"] or (), reader.view.known_by)
    asserts = tuple(_parties(evidence.claims, "asserts", reader))
    denies = tuple(_parties(evidence.claims, "denies", reader))
    return asserts, denies


def _parties(claims: Iterable[Claim], stance: str, reader: Reader) -> Iterator[str]:
    """Yield each party once; under "as reported by" with the word that its date is unknown."""
    dated: dict[str, bool] = {}
    for claim in claims:
        by = wording.localized(claim._asdict(), "by", reader.language)
        if claim.stance == stance and by:
            dated[by.text] = dated.get(by.text, False) or claim.date is not None
    for party, is_dated in dated.items():
        if is_dated or reader.view.known_by is None:
            yield party
        else:
            yield catalogue.text("standing.undated", reader.language, by=party)
