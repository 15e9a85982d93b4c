"""SVG path data -> polygons: PowerPoint's freeforms are made of straight lines here.

Arcs follow SVG 1.1, F.6.5 (from endpoints to centre); all of ours are circular.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import acos, ceil, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Point = tuple[float, float]

_TOKEN: Final = re.compile(r"[MLHVCQAZ]|-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_OPERANDS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
_STEP: Final = 1.5  # units from point to point on a curve
_MOST: Final = 64  # points of one curve


class Outline:
    """One closed or open run of points."""

    def __init__(self, start: Point) -> None:
        self.points: list[Point] = [start]
        self.is_closed = False


def outlines(path: str) -> list[Outline]:
    """Return the runs of a path (absolute M, L, H, V, C, Q, A and Z)."""
    found: list[Outline] = []
    for command, numbers in _commands(path):
        if command == "M":
            found.append(Outline((numbers[0], numbers[1])))
            continue
        run = found[-1]
        if command == "Z":
            run.is_closed = True
            found.append(Outline(run.points[0]))
        else:
            run.points += _points(command, numbers, run.points[-1])
    return [run for run in found if len(run.points) > 1]


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for token in _TOKEN.findall(path):
        if token in _OPERANDS:
            command, numbers = token, []
            if command == "Z":
                yield command, []
            continue
        numbers.append(float(token))
        if len(numbers) == _OPERANDS[command]:
            yield command, numbers
            # Numbers that go on without a letter repeat the command; after M they are lines.
            command, numbers = "L" if command == "M" else command, []


def _points(command: str, numbers: list[float], at: Point) -> Iterator[Point]:
    if command == "L":
        yield numbers[0], numbers[1]
    elif command == "H":
        yield numbers[0], at[1]
    elif command == "V":
        yield at[0], numbers[0]
    elif command == "A":
        yield from _arc(at, numbers)
    else:
        yield from _bezier([at, *zip(numbers[::2], numbers[1::2], strict=True)])


def _bezier(control: list[Point]) -> Iterator[Point]:
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(control))
    steps = _steps(length)
    for step in range(1, steps + 1):
        level, share = control, step / steps
        while len(level) > 1:  # de Casteljau
            level = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(level)
            ]
        yield level[0]


def _arc(start: Point, numbers: list[float]) -> Iterator[Point]:
    radius, _, _, is_large, is_clockwise, x, y = numbers
    half = hypot(x - start[0], y - start[1]) / 2
    if not half or not radius:
        yield x, y
        return
    radius = max(radius, half)
    # F.6.5.2 and F.6.5.3: the centre stands on the perpendicular through the chord's middle.
    rise = sqrt(max((radius / half) ** 2 - 1, 0)) * (1 if is_large != is_clockwise else -1)
    center_x = (start[0] + x) / 2 + rise * (start[1] - y) / 2
    center_y = (start[1] + y) / 2 - rise * (start[0] - x) / 2
    begin = _angle(start[0] - center_x, start[1] - center_y)
    sweep = (_angle(x - center_x, y - center_y) - begin) % (2 * pi)
    if not is_clockwise:
        sweep -= 2 * pi
    steps = _steps(abs(sweep) * radius)
    for step in range(1, steps):
        turned = begin + sweep * step / steps
        yield center_x + radius * cos(turned), center_y + radius * sin(turned)
    yield x, y


def _angle(x: float, y: float) -> float:
    length = hypot(x, y)
    return acos(max(-1.0, min(1.0, x / length))) * (1 if y >= 0 else -1)


def _steps(length: float) -> int:
    return min(max(ceil(length / _STEP), 4), _MOST)
