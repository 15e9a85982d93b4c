"""What changed between two days, as lines of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import catalogue
from layers.export.blocks import Block, space, written
from layers.export.plates.room import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.chronicle import Group, Line
    from layers.comparison import Comparison
    from layers.export.blocks import Entry
    from layers.export.plates.room import RestWords
    from layers.export.plates.scene import Scene


def changes_part(scene: Scene, compared: Comparison) -> Part:
    """Return the list of differences, group by group."""
    small = scene.style.sizes.small

    def lay(width: float) -> tuple[Entry, ...]:
        laid: list[Entry] = []
        for group in compared.groups:
            laid += _group(scene, group, width, is_first=not laid)
        return tuple(laid)

    return Part(lay, "notes", scene.said("plate.changes"), gap=small * 0.3, below=small * 1.2)


def rest_of_changes(scene: Scene, number: int) -> RestWords:
    """Return what says how many of the differences stand on the following pages."""

    def words(rest: int, width: float) -> Entry:
        key = "plate.changes_rest" if rest < number else "plate.changes_all"
        return written(scene.elsewhere(key, rest), width, scene.style.small("italic"))

    return words


def _group(scene: Scene, group: Group, width: float, *, is_first: bool) -> Iterator[Entry]:
    """Yield a group: its heading and notes stay with its first line."""
    style = scene.style
    above = () if is_first else (Block(style.sizes.small * 0.6, keeps=True),)
    head = [*above, *_kept(written(group.heading, width, style.small("bold")))]
    for note in group.notes:
        head += _kept(written(note, width, style.small()))
    sentences: list[tuple[str, tuple[str, ...]]] = [_of(line) for line in group.lines]
    if group.left_out:
        rest = catalogue.counted("day.left_out", group.left_out, scene.language)
        sentences.append((rest, ()))
    for sentence, details in sentences:
        lines = [*head, *written(sentence, width, style.small())]
        for detail in details:
            lines += written(detail, width, style.small("italic"), indent=style.sizes.small)
        yield tuple(lines)
        head = []
    if head:
        yield (*head, space(0))


def _of(line: Line) -> tuple[str, tuple[str, ...]]:
    return line.text, line.details


def _kept(lines: Entry) -> Entry:
    return tuple(Block(each.height, each.children, keeps=True) for each in lines)
