"""The parts of a page that are poured into columns: notes, legend, disputes, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.export.blocks import Block, space, written
from layers.export.plates import citing, disputes, notes
from layers.export.plates.room import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.export.blocks import Entry
    from layers.export.legend import Legend
    from layers.export.plates.disputes import Dispute
    from layers.export.plates.room import RestWords
    from layers.export.plates.scene import Scene
    from layers.export.sources import Cited


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says beside its map, not yet laid out.

    Attributes:
        notes: sentences on what it does not show.
        disputes: with both sides.
        cited: sources, by number.
    """

    notes: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    cited: tuple[Cited, ...]


def notes_part(scene: Scene, sentences: Sequence[str]) -> Part:
    """Return the notes on filters and the like."""
    small = scene.style.sizes.small

    def lay(width: float) -> tuple[Entry, ...]:
        return tuple(notes.entries(sentences, scene.style, width))

    return Part(lay, "notes", gap=small * 0.35, below=small * 1.2)


def legend_part(scene: Scene, legend: Legend, *, by_rows: bool) -> Part:
    """Return the legend, section by section or, where room is scarce, row by row."""
    small = scene.style.sizes.small

    def lay(width: float) -> tuple[Entry, ...]:
        laid = replace(legend, width=width)
        return tuple(laid.rows() if by_rows else laid.entries())

    name = scene.said("plate.legend_name")
    gap = 0.0 if by_rows else small * 0.8
    return Part(lay, "legend", name, gap=gap, below=small * 1.2)


def cut(parts: Sequence[tuple[Part, int]]) -> tuple[Part, ...]:
    """Return what is left of parts, each with the number of its last entries without room."""
    return tuple(end_of(part, number) for part, number in parts if number)


def end_of(part: Part, number: int) -> Part:
    """Return the last entries of a part as a part."""
    return replace(part, lay=lambda width: part.lay(width)[-number:])


def disputes_part(scene: Scene, found: Sequence[Dispute], *, goes_on: bool = False) -> Part:
    """Return the disputes under their heading."""
    small = scene.style.sizes.small
    heading = scene.said("plate.disputes_more" if goes_on else "plate.disputes")

    def lay(width: float) -> tuple[Entry, ...]:
        entries = [disputes.entry_of(each, scene.style, width) for each in found]
        return _headed(scene, heading, entries, width)

    return Part(lay, "notes", scene.said("plate.disputes"), gap=small * 0.55, below=small * 1.2)


def sources_part(
    scene: Scene, cited: Sequence[Cited], *, goes_on: bool = False, is_brief: bool = False
) -> Part:
    """Return the sources under their heading; if `is_brief`, only who published them, and when."""
    small = scene.style.sizes.small
    heading = scene.said("plate.sources_more" if goes_on else "plate.sources")
    if is_brief:
        heading = scene.said("plate.sources_brief", where=scene.where)

    def lay(width: float) -> tuple[Entry, ...]:
        entries = list(citing.entries(cited, scene.style, width, is_brief=is_brief))
        return _headed(scene, heading, entries, width)

    return Part(lay, "sources", scene.said("plate.sources"), gap=small * 0.18)


def rest_of_legend(scene: Scene) -> RestWords:
    """Return what says that the legend goes on."""

    def words(rest: int, width: float) -> Entry:
        del rest
        said = written(
            scene.said("plate.legend_rest", where=scene.where), width, scene.style.small("italic")
        )
        return (space(scene.style.sizes.small * 0.4), *said)

    return words


def rest_of_disputes(scene: Scene, found: Sequence[Dispute]) -> RestWords:
    """Return what says how many disputed features are named elsewhere."""

    def words(rest: int, width: float) -> Entry:
        number = disputes.count(found[len(found) - rest :])
        key = "plate.disputes_rest" if rest < len(found) else "plate.disputes_all"
        return written(scene.elsewhere(key, number), width, scene.style.small("italic"))

    return words


def rest_of_sources(scene: Scene, cited: Sequence[Cited], *, is_brief: bool = False) -> RestWords:
    """Return what says how many sources are not listed; where they are a brief heading says."""

    def words(rest: int, width: float) -> Entry:
        key = "plate.sources_rest" if rest < len(cited) else "plate.sources_all"
        if is_brief and rest < len(cited):
            key = "plate.sources_brief_rest"
        return written(scene.elsewhere(key, rest), width, scene.style.small("italic"))

    return words


def _headed(
    scene: Scene, heading: str, entries: Sequence[Entry], width: float
) -> tuple[Entry, ...]:
    if not entries:
        return ()
    small = scene.style.sizes.small
    type_ = scene.style.small("bold")
    head = tuple(
        Block(each.height, each.children, keeps=True) for each in written(heading, width, type_)
    )
    gap = Block(small * 0.25, keeps=True)
    first, *more = entries
    return ((*head, gap, *first), *more)
