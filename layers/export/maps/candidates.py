"""Where a name may stand: beside what it names, or further off at the end of a line."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Final

from layers.export import fonts
from layers.export.drawing import Box, Paint, Shape, Text
from layers.export.shapes import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.export.drawing import Anchor, Node, Weight

    # From what is named to its name, (x, y) each.
    Leader = tuple[tuple[float, float], tuple[float, float]]

# Where the baseline of the first line stands under the top of the words, in sizes.
_ASCENT: Final = 0.78
_DESCENT: Final = 0.2
_LEADING: Final = 1.12
_LEADS: Final = (12.0, 17.0, 24.0, 32.0, 42.0, 54.0, 68.0)  # lengths of leader lines
_DIRECTIONS: Final = 24
_LEADER_COST: Final = 2.6


@dataclass(frozen=True, slots=True)
class Words:
    """A name, set.

    Attributes:
        lines: of text.
        size: of the type.
        colour: "#RRGGBB".
        halo: colour round the letters.
        weight: of the type.
        spacing: between letters.
    """

    lines: tuple[str, ...]
    size: float
    colour: str
    halo: str
    weight: Weight = "regular"
    spacing: float = 0.0

    @property
    def width(self) -> float:
        """Return the width of the longest line."""
        return max(fonts.width(each, self.size, self.weight, self.spacing) for each in self.lines)

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        first = (_ASCENT + _DESCENT) * self.size
        return first + (len(self.lines) - 1) * self.size * _LEADING


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a name may stand.

    Attributes:
        box: that it fills.
        cost: how much one would rather have it elsewhere.
        anchor: end of its lines that stands next to what it names.
        leader: of the line that leads to what it names: (x, y) there, (x, y) at the name.
    """

    box: Box
    cost: float = 0.0
    anchor: Anchor = "middle"
    leader: Leader | None = None


def around(words: Words, keep: Box) -> Iterator[Candidate]:
    """Yield the places beside what a name belongs to: below, right, left, above, corners.

    Args:
        words: the name.
        keep: what it names.
    """
    w, h = words.width, words.height
    x, y = keep.left + keep.width / 2, keep.top + keep.height / 2
    gap = 3.0
    right, left = keep.right + gap, keep.left - gap - w
    above, middle, below = keep.top - h - 1, y - h / 2, keep.bottom + 1
    yield Candidate(Box(x - w / 2, below, w, h), 0.0)
    yield Candidate(Box(right, middle, w, h), 0.6, "start")
    yield Candidate(Box(left, middle, w, h), 0.8, "end")
    yield Candidate(Box(x - w / 2, above, w, h), 1.0)
    for cost, across, down in ((1.1, 0.8, below), (1.3, 0.8, above)):
        aside = keep.width / 2 + gap
        yield Candidate(Box(x + aside * across - 2, down, w, h), cost, "start")
        yield Candidate(Box(x - aside * across + 2 - w, down, w, h), cost + 0.1, "end")


def led(words: Words, keep: Box, radius: float) -> Iterator[Candidate]:
    """Yield places further off, to which a line leads.

    Args:
        words: the name.
        keep: what it names.
        radius: from the middle of `keep` to where the line begins.
    """
    x, y = keep.left + keep.width / 2, keep.top + keep.height / 2
    for length in _LEADS:
        for step in range(_DIRECTIONS):
            turn = 2 * pi * step / _DIRECTIONS
            across, down = cos(turn), sin(turn)
            start = (x + across * radius, y + down * radius)
            end = (x + across * (radius + length), y + down * (radius + length))
            cost = _LEADER_COST + length / 14 + 0.3 * abs(down)
            yield _at_end(words, start, end, cost)


def _at_end(
    words: Words, start: tuple[float, float], end: tuple[float, float], cost: float
) -> Candidate:
    w, h = words.width, words.height
    across = (end[0] - start[0]) / hypot(end[0] - start[0], end[1] - start[1])
    down = (end[1] - start[1]) / hypot(end[0] - start[0], end[1] - start[1])
    if abs(across) < 0.4:
        box = Box(end[0] - w / 2, end[1] if down > 0 else end[1] - h, w, h)
        return Candidate(box, cost, "middle", (start, end))
    left = end[0] + 2 if across > 0 else end[0] - 2 - w
    box = Box(left, end[1] - h / 2, w, h)
    return Candidate(box, cost, "start" if across > 0 else "end", (start, end))


def nodes(words: Words, candidate: Candidate) -> tuple[Node, ...]:
    """Return a placed name with its leader line."""
    box = candidate.box
    x = {
        "start": box.left,
        "middle": box.left + box.width / 2 + words.spacing / 2,
        "end": box.right,
    }[candidate.anchor]
    baseline = box.top + _ASCENT * words.size
    lines = tuple(
        Text(
            round(x, 1),
            round(baseline + position * words.size * _LEADING, 1),
            line,
            words.size,
            words.weight,
            words.colour,
            candidate.anchor,
            words.halo,
            words.spacing,
        )
        for position, line in enumerate(words.lines)
    )
    return (*_leader(words, candidate), *lines)


def _leader(words: Words, candidate: Candidate) -> Iterator[Node]:
    if candidate.leader:
        (x, y), (to_x, to_y) = candidate.leader
        path = f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}"
        yield Shape(path, Paint(stroke=words.halo, stroke_opacity=0.8, width=2.6))
        yield Shape(path, Paint(stroke=words.colour, width=0.8))
