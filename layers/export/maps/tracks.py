"""The lines of movements on the sheet, and where on them arrow and marker stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers.export.drawing import Box
from layers.export.maps.geometry import within
from layers.payload.table import IS_LINE, TRAVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from layers.export.maps.scene import Scene

    Inside = Callable[[float], bool]

_STEPS: Final = 64
_HALVINGS: Final = 10
_NEAR_END: Final = 0.97
_BACK: Final = 0.5  # how far an arrow may stand back for a plate
_BACK_STEP: Final = 0.01
_HALF: Final = 7.0
_AIR: Final = 0.62  # where a plane is drawn on its arc


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A line on the sheet.

    Attributes:
        points: shape (n, 2), in units.
        along: shape (n,): how far along the line each point lies.
    """

    points: NDArray[np.float64]
    along: NDArray[np.float64]

    def at(self, fraction: float) -> tuple[float, float]:
        """Return the point at a fraction of the length."""
        wanted = self.along[-1] * min(max(fraction, 0.0), 1.0)
        x = np.interp(wanted, self.along, self.points[:, 0])
        return float(x), float(np.interp(wanted, self.along, self.points[:, 1]))

    def heading(self, fraction: float) -> float:
        """Return the direction there in degrees, clockwise from east."""
        wanted = self.along[-1] * min(max(fraction, 0.0), 1.0)
        position = int(np.searchsorted(self.along[1:-1], wanted)) + 1
        if len(self.points) < 2:
            return 0.0
        x, y = self.points[position] - self.points[position - 1]
        return degrees(atan2(y, x))


@dataclass(frozen=True, slots=True)
class Head:
    """Where the arrow of a movement stands.

    Attributes:
        fraction: of its last line.
        leaves: whether the line goes on beyond the frame.
        comes: whether it comes from beyond the frame.
        edge: fraction at which it crosses the edge, or None.
    """

    fraction: float
    leaves: bool
    comes: bool
    edge: float | None


def track_of(points: NDArray[np.float64]) -> Track:
    """Return the track through points."""
    steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
    return Track(points, np.concatenate([[0.0], np.cumsum(steps)]))


def parts_of(scene: Scene, row: int) -> list[NDArray[np.float64]]:
    """Return the lines of a movement in units, in the order of travel."""
    flags = scene.table.columns["flags"]
    number = int(np.count_nonzero(flags[:row] & IS_LINE))
    routes = scene.table.routes
    first, last = routes.line_parts[number], routes.line_parts[number + 1]
    return [
        scene.frame.project(routes.vertices[routes.parts[part] : routes.parts[part + 1]])
        for part in range(first, last)
    ]


def head_of(track: Track, frame: Box, *, air: bool, plates: Sequence[Box] = ()) -> Head | None:
    """Return where the arrow stands: at the end, or at the last point inside the frame.

    Args:
        track: of the movement's last line.
        frame: in which it may stand.
        air: whether it is a plane, which is drawn on its way.
        plates: that it should not cover, if it can stand before them.

    Returns:
        None if the line never meets the frame.
    """

    def inside(fraction: float) -> bool:
        return bool(within(np.array([track.at(fraction)]), frame)[0])

    fraction = _AIR if air else _NEAR_END
    first, last = _last_inside(inside, 0, 1), _last_inside(inside, 1, 0)
    if first is None or last is None:
        return None
    leaves, comes = not inside(1), not inside(0)
    if leaves:
        fraction = last
    elif not inside(fraction):
        fraction = (first + 1) / 2
    if not leaves:
        fraction = _clear(track, fraction, plates, inside)
    edge = last if leaves else first if comes else None
    return Head(fraction, leaves and last > 0, comes, edge)


def _clear(track: Track, fraction: float, plates: Sequence[Box], inside: Inside) -> float:
    """Return the fraction from which on, backwards, the arrow covers no plate."""
    wanted = fraction
    while wanted > fraction * _BACK:
        x, y = track.at(wanted)
        own = Box(x - _HALF, y - _HALF, 2 * _HALF, 2 * _HALF)
        if inside(wanted) and not any(own.meets(plate) for plate in plates):
            return wanted
        wanted -= _BACK_STEP
    return fraction


def progress(columns: dict[str, NDArray[Any]], row: int, day: int) -> float:
    """Return how much of a journey is behind at noon of a day; both ends are exact days."""
    begin, end = int(columns["begin"][row]), int(columns["end"][row])
    return min(max((day + 0.5 - begin) / (end - begin), 0.0), 1.0)


def travels(columns: dict[str, NDArray[Any]], row: int) -> bool:
    """Return whether a marker moves along the line of a row."""
    return bool(columns["flags"][row] & TRAVELS)


def _last_inside(inside: Inside, outer: float, inner: float) -> float | None:
    """Return the fraction nearest to `outer` that is inside, or None."""
    for step in range(_STEPS + 1):
        fraction = outer + (inner - outer) * step / _STEPS
        if inside(fraction):
            before = fraction - (inner - outer) / _STEPS
            return _edge(inside, fraction, before) if step else fraction
    return None


def _edge(inside: Inside, within_: float, without: float) -> float:
    # A step may be a hundred kilometres: halve it until the edge of the frame is found.
    for _ in range(_HALVINGS):
        middle = (within_ + without) / 2
        if inside(middle):
            within_ = middle
        else:
            without = middle
    return within_
