"""Outlines as path data: what ``shapes.js`` draws on the map, for any width and height."""

from __future__ import annotations

from math import cos, radians, sin
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.symbology import Shape

# Glyphs of movements, heading east, as movements.js has them.
ARROW: Final = "M7 0L-6 -5.5L-3 0L-6 5.5Z"
BAR: Final = "M-2 -8H2V8H-2Z"  # a blockade goes nowhere
PLANE: Final = (
    "M9 0C9 -1 7 -1.6 5 -1.6L1.5 -1.6L-2.5 -8L-4.5 -8L-2.2 -1.6L-6 -1.4L-7.6 -3.6L-9 -3.6"
    "L-8 0L-9 3.6L-7.6 3.6L-6 1.4L-2.2 1.6L-4.5 8L-2.5 8L1.5 1.6L5 1.6C7 1.6 9 1 9 0Z"
)
# Symbols of one size, about (0, 0), as symbols.js has them.
GRAVE: Final = "M-8 5V-1A8 6 0 0 1 8 -1V5Z"
GRAVE_LINES: Final = "M-4.5 1.5H4.5M-3 -1.8H3"
MILESTONE: Final = "M0 -6L6 0L0 6L-6 0Z"
# Where an open ring has its gap: degrees clockwise from east.
_GAP: Final = (-15, -75)


def outline(shape: Shape, width: float, height: float, at: tuple[float, float] = (0, 0)) -> str:
    """Return a family's outline in a box of width by height, its top left corner at `at`."""
    return _OUTLINES[shape](width, height, at)


def ring(radius: float, *, is_open: bool, at: tuple[float, float] = (0, 0)) -> str:
    """Return a ring about `at`; an open one has a gap at its top right."""
    r, (x, y) = number(radius), at
    if not is_open:
        left, right, middle = number(x - radius), number(x + radius), number(y)
        turn = f"A{r} {r} 0 1 1"
        return f"M{right} {middle}{turn} {left} {middle}{turn} {right} {middle}Z"
    first, last = (
        f"{number(x + radius * cos(radians(turn)))} {number(y + radius * sin(radians(turn)))}"
        for turn in _GAP
    )
    return f"M{first}A{r} {r} 0 1 1 {last}"


def number(value: float) -> str:
    """Return a length for path data, to a hundredth of a unit."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _points(points: Sequence[tuple[float, float]], at: tuple[float, float]) -> str:
    x, y = at
    return "M" + "L".join(f"{number(x + a)} {number(y + b)}" for a, b in points) + "Z"


def _pill(w: float, h: float, at: tuple[float, float]) -> str:
    x, y = at
    r = h / 2
    left, right, top, low = number(x + r), number(x + w - r), number(y), number(y + h)
    turn = f"A{number(r)} {number(r)} 0 0 1"
    return f"M{left} {top}H{right}{turn} {right} {low}H{left}{turn} {left} {top}Z"


def _plate(w: float, h: float, at: tuple[float, float]) -> str:
    return _points([(0, 0), (w, 0), (w, h), (0, h)], at)


def _hexagon(w: float, h: float, at: tuple[float, float]) -> str:
    d = min(h / 2, w / 2)
    return _points([(d, 0), (w - d, 0), (w, h / 2), (w - d, h), (d, h), (0, h / 2)], at)


def _octagon(w: float, h: float, at: tuple[float, float]) -> str:
    d = h * 0.29
    right, low = w - d, h - d
    corners = [(d, 0), (right, 0), (w, d), (w, low), (right, h), (d, h), (0, low), (0, d)]
    return _points(corners, at)


def _trapezoid(w: float, h: float, at: tuple[float, float]) -> str:
    d = min(h * 0.45, w * 0.4)
    return _points([(d, 0), (w - d, 0), (w, h), (0, h)], at)


def _shield(w: float, h: float, at: tuple[float, float]) -> str:
    return _points([(0, 0), (w, 0), (w, h * 0.6), (w / 2, h), (0, h * 0.6)], at)


def _house(w: float, h: float, at: tuple[float, float]) -> str:
    return _points([(w / 2, 0), (w, h * 0.4), (w, h), (0, h), (0, h * 0.4)], at)


def _slant(w: float, h: float, at: tuple[float, float]) -> str:
    d = min(h * 0.4, w * 0.35)
    return _points([(d, 0), (w, 0), (w - d, h), (0, h)], at)


_OUTLINES: Final[Mapping[Shape, Callable[[float, float, tuple[float, float]], str]]] = (
    MappingProxyType(
        {
            "pill": _pill,
            "plate": _plate,
            "hexagon": _hexagon,
            "octagon": _octagon,
            "trapezoid": _trapezoid,
            "shield": _shield,
            "house": _house,
            "slant": _slant,
        }
    )
)
