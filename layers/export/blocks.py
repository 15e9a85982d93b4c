"""Words and drawings as blocks that stand above one another, and columns that they fill.

A block is laid out at its own (0, 0) and put on the page as a group that is moved there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Final

from layers.export import fonts
from layers.export.drawing import Box, Group, Paint, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.catalogue import Language
    from layers.export.drawing import Node, Role, Weight

# Where the baseline stands in a line, as a part of the size of the type.
_ASCENT: Final = 0.96
# What is cut in two leaves so many lines on either side.
_LEAST_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set.

    Attributes:
        size: in units.
        colour: "#RRGGBB".
        weight: of the typeface.
        leading: from one baseline to the next, in parts of the size.
    """

    size: float
    colour: str
    weight: Weight = "regular"
    leading: float = 1.32

    @property
    def line(self) -> float:
        """Return the height of a line, in units."""
        return self.size * self.leading


@dataclass(frozen=True, slots=True)
class Block:
    """Something laid out.

    Attributes:
        height: in units.
        children: drawn at (0, 0).
        keeps: whether it stays with the block below it, as a heading does.
    """

    height: float
    children: tuple[Node, ...] = ()
    keeps: bool = False

    def at(self, x: float, y: float, role: Role | None = None, name: str = "") -> Group:
        """Return the block as a group that is moved to a place of the page."""
        return Group(self.children, role=role, name=name, shift=(round(x, 2), round(y, 2)))


# Lines that belong together and are only torn apart if no column holds them.
Entry = tuple[Block, ...]


def written(
    text: str,
    width: float,
    type_: Type,
    *,
    indent: float = 0.0,
    language: Language | None = None,
    link: str | None = None,
) -> Entry:
    """Return a text as lines of at most `width` units, each a block."""
    return tuple(
        line(each, type_, x=indent, language=language, link=link)
        for each in fonts.lines(text, width - indent, type_.size, type_.weight)
    )


def line(
    text: str,
    type_: Type,
    *,
    x: float = 0.0,
    language: Language | None = None,
    link: str | None = None,
) -> Block:
    """Return one line of text, not broken."""
    y = round((type_.line - type_.size) / 2 + type_.size * _ASCENT * 0.86, 2)
    words = Text(x, y, text, type_.size, type_.weight, type_.colour, language=language, link=link)
    return Block(type_.line, (words,))


def space(height: float) -> Block:
    """Return nothing, of a height."""
    return Block(height)


def rule(width: float, colour: str, *, above: float = 0.0, below: float = 0.0) -> Block:
    """Return a thin line across, with room above and below it."""
    path = f"M0 {above:g}H{width:g}"
    return Block(above + below, (Shape(path, Paint(stroke=colour, width=1.0)),))


def over(*blocks: Block) -> Block:
    """Return blocks drawn on one another, as high as the highest."""
    children = tuple(child for block in blocks for child in block.children)
    return Block(max((block.height for block in blocks), default=0.0), children)


def stacked(blocks: Iterable[Block], gap: float = 0.0) -> Block:
    """Return blocks one below the other as one."""
    y = 0.0
    children: list[Node] = []
    for position, block in enumerate(blocks):
        y += gap if position else 0.0
        children += _moved(block, y)
        y += block.height
    return Block(y, tuple(children))


def height_of(entry: Iterable[Block]) -> float:
    """Return how high blocks are together."""
    return sum(block.height for block in entry)


@dataclass(frozen=True, slots=True)
class Filled:
    """What found room.

    Attributes:
        blocks: one a box that holds anything, with its box.
        rest: entries, or parts of them, that did not fit, in their order.
    """

    blocks: tuple[tuple[Box, Block], ...]
    rest: tuple[Entry, ...]


def fill(
    boxes: Sequence[Box], entries: Sequence[Entry], gap: float = 0.0, *, tears: bool = True
) -> Filled:
    """Put entries into boxes, one below the other, box after box, in their order.

    Args:
        boxes: all of one width.
        entries: laid out at that width.
        gap: between two entries.
        tears: whether an entry that no box holds whole is torn; else it stays in the rest.
    """
    highest = max((box.height for box in boxes), default=0.0) if tears else inf
    left = list(reversed(entries))
    filled: list[tuple[Box, Block]] = []
    for box in boxes:
        stack: list[Block] = []
        used = 0.0
        while left:
            entry = left.pop()
            if not stack:
                entry = _without_space(entry)
            room = box.height - used - (gap if stack else 0.0)
            if height_of(entry) > room + 1e-6:
                fits, entry = _torn(entry, room, highest)
                if fits:
                    stack.append(_spaced(fits, gap if stack else 0.0))
                left.append(entry)
                break
            stack.append(_spaced(entry, gap if stack else 0.0))
            used += stack[-1].height
        if stack:
            filled.append((box, stacked(stack)))
    return Filled(tuple(filled), tuple(reversed(left)))


def _without_space(entry: Entry) -> Entry:
    """Return an entry without the white space above it: it stands at the top of a column."""
    first = next((n for n, block in enumerate(entry) if block.children), 0)
    return entry[first:]


def _spaced(entry: Entry, gap: float) -> Block:
    return stacked((space(gap), *entry)) if gap else stacked(entry)


def _torn(entry: Entry, room: float, highest: float) -> tuple[Entry, Entry]:
    """Return what of an entry stands in the room, and the rest; only if no box holds it whole."""
    if height_of(entry) <= highest:
        return (), entry
    used, count = 0.0, 0
    for block in entry:
        if used + block.height > room + 1e-6:
            break
        used += block.height
        count += 1
    while count and entry[count - 1].keeps:
        count -= 1
    if count < _LEAST_LINES:
        return (), entry
    return entry[:count], entry[count:]


def _moved(block: Block, y: float) -> Iterator[Node]:
    for child in block.children:
        if isinstance(child, Text):
            yield _text_at(child, y)
        elif y:
            yield Group((child,), shift=(0.0, round(y, 2)))
        else:
            yield child


def _text_at(text: Text, y: float) -> Text:
    return replace(text, y=round(text.y + y, 2))
