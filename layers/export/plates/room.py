"""Columns that are filled one part after the other: notes, legend, disputes, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from layers.export.blocks import fill, height_of, stacked
from layers.export.drawing import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from layers.export.blocks import Block, Entry
    from layers.export.drawing import Group, Role

    # Says how many entries of a part did not fit, at the width of a column.
    RestWords = Callable[[int, float], Entry]


@dataclass(frozen=True, slots=True)
class Part:
    """What is poured.

    Attributes:
        lay: returns the entries as they are laid out at a width, as many at every width.
        role: of the groups that hold them.
        name: of these groups, in words.
        gap: between two entries.
        below: room left free under the part.
    """

    lay: Callable[[float], tuple[Entry, ...]]
    role: Role
    name: str = ""
    gap: float = 0.0
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class Poured:
    """What a part took.

    Attributes:
        groups: one a column.
        rest: how many of its last entries did not fit.
        free: the columns that are left, the first of them perhaps begun.
    """

    groups: tuple[Group, ...]
    rest: int
    free: tuple[Box, ...]


Placed = list[tuple[Box, "Block"]]
# Two columns stand right below one another if no more than this is between them.
_TOUCHING = 0.01


def pour(boxes: Sequence[Box], part: Part, rest_words: RestWords | None = None) -> Poured:
    """Fill columns with a part; if it does not fit, the last line says how much is left.

    Args:
        boxes: free columns, in the order of reading, of any widths.
        part: what to put in; its entries stay whole.
        rest_words: writes what is left out; None if that is said elsewhere.
    """
    placed, rest = _filled(boxes, part)
    if rest and rest_words is not None and boxes:
        placed, rest = _with_rest(boxes, part, rest_words, rest)
    groups = tuple(block.at(box.left, box.top, part.role, part.name) for box, block in placed)
    return Poured(groups, rest, _free(boxes, placed, part.below))


def _filled(boxes: Sequence[Box], part: Part) -> tuple[Placed, int]:
    """Return what stands where, and how many entries are left."""
    placed: Placed = []
    rest = -1
    for width, run in _runs(boxes):
        entries = part.lay(width)
        left = entries if rest < 0 else entries[len(entries) - rest :]
        filled = fill(run, left, part.gap, tears=False)
        placed += filled.blocks
        rest = len(filled.rest)
        if not rest:
            break
    return placed, max(rest, 0)


def _runs(boxes: Sequence[Box]) -> Iterator[tuple[float, list[Box]]]:
    for width, run in groupby(boxes, key=lambda box: box.width):
        yield width, list(run)


def _with_rest(
    boxes: Sequence[Box], part: Part, rest_words: RestWords, rest: int
) -> tuple[Placed, int]:
    """Return the same with the words on what does not fit.

    They stand below the last entry if there is room, else at the top of the next column;
    where there is none the last column keeps a place for them.
    """
    placed, _ = _filled(boxes, part)
    if placed:
        *others, (box, block) = placed
        words = stacked(rest_words(rest, box.width))
        below = stacked((block, words), part.gap)
        if below.height <= box.height:
            return [*others, (box, below)], rest
        position = _position(boxes, box)
        if position + 1 < len(boxes):
            after = boxes[position + 1]
            words = stacked(rest_words(rest, after.width))
            if words.height <= after.height:
                return [*placed, (after, words)], rest
    return _with_place_kept(boxes, part, rest_words, rest)


def _with_place_kept(
    boxes: Sequence[Box], part: Part, rest_words: RestWords, rest: int
) -> tuple[Placed, int]:
    *whole, last = boxes
    high = height_of(rest_words(rest, last.width))
    shorter = replace(last, height=max(last.height - high - part.gap, 0.0))
    placed, rest = _filled((*whole, shorter), part)
    words = stacked(rest_words(rest, last.width))
    below = [block for box, block in placed if box == shorter]
    others = [(box, block) for box, block in placed if box != shorter]
    return [*others, (last, stacked((*below, words), part.gap))], rest


def _position(boxes: Sequence[Box], used: Box) -> int:
    return next(
        number for number, box in enumerate(boxes) if (box.left, box.top) == (used.left, used.top)
    )


def _free(boxes: Sequence[Box], placed: Placed, below: float) -> tuple[Box, ...]:
    if not placed:
        return tuple(boxes)
    used, block = placed[-1]
    position = _position(boxes, used)
    top = used.top + block.height + below
    top = min(top, used.bottom)
    left = Box(used.left, top, used.width, used.bottom - top)
    return (left, *boxes[position + 1 :])


def joined(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return boxes of which those that stand right below one another have become one."""
    result: list[Box] = []
    for box in boxes:
        above = result[-1] if result else None
        if above and above.left == box.left and abs(above.bottom - box.top) < _TOUCHING:
            result[-1] = replace(above, height=box.bottom - above.top)
        else:
            result.append(box)
    return tuple(result)


def parted(boxes: Sequence[Box], height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return columns without the end of the last, and that end, at most so high."""
    *whole, last = boxes
    kept = min(height, last.height)
    end = replace(last, top=last.bottom - kept, height=kept)
    return (*whole, replace(last, height=last.height - kept)), (end,)
