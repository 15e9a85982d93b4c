"""Which symbols share a spot at a zoom level, as ``groups.js`` groups them on the map.

Spots depend on the zoom and never on the day, so that nothing jumps from picture to picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor, hypot
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers.export.drawing import Box
from layers.export.mercator import MapFrame
from layers.payload.table import IS_LINE, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.export.maps.scene import Scene
    from layers.payload.table import Table

# Within so many units two spots would cover each other: a stack is higher than wide.
_PLATE_REACH: Final = (32.0, 38.0)
_DISC_REACH: Final = (4.0, 4.0)
_NO_FIGURE: Final = 0xFFFF
# Beyond so many features only the visible ones are grouped.
_ALL: Final = 20000


@dataclass(frozen=True, slots=True)
class Spot:
    """Symbols that stand together.

    Attributes:
        x: of their place on the sheet.
        y: of their place on the sheet.
        is_disc: whether they are discs, which lie on the place; others stand above it.
        rows: visible rows of the table, in its order.
    """

    x: float
    y: float
    is_disc: bool
    rows: tuple[int, ...]


def is_disc(table: Table) -> NDArray[np.bool_]:
    """Return which rows of a table are drawn as discs, shape (n,)."""
    columns = table.columns
    names = [layer.name for layer in table.layers]
    if "massacre_sites" not in names:
        return np.zeros(len(columns["layer"]), bool)
    grave = kinds_of("massacre_sites").index("mass_grave")
    known = (columns["killed_min"] != _NO_FIGURE) | (columns["killed_max"] != _NO_FIGURE)
    found: NDArray[np.bool_] = (
        (columns["layer"] == names.index("massacre_sites")) & known & (columns["kind"] != grave)
    )
    return found


def spots(scene: Scene, rows: NDArray[Any]) -> tuple[Spot, ...]:
    """Return the spots on which these rows, points all, stand, by their first row."""
    table = scene.table
    points = np.flatnonzero((table.columns["flags"] & IS_LINE) == 0)
    if len(points) <= _ALL:
        owner = _grouped(table, scene.frame.zoom)
        leaders = owner[rows]
    else:
        leaders = rows[_group(_reckoned(table, rows, scene.frame.zoom), is_disc(table)[rows])]
    members: dict[int, list[int]] = {}
    for row, leader in zip(rows.tolist(), leaders.tolist(), strict=True):
        members.setdefault(leader, []).append(row)
    places = scene.points(np.array([*members], np.intp))
    discs = is_disc(table)
    return tuple(
        Spot(float(x), float(y), bool(discs[leader]), tuple(mine))
        for (leader, mine), (x, y) in zip(members.items(), places, strict=True)
    )


# A film asks for the same zoom for each of its days.
@lru_cache(maxsize=4)
def _grouped(table: Table, zoom: float) -> NDArray[np.intp]:
    """Return for each row the row on whose place it stands; -1 for lines."""
    rows = np.flatnonzero((table.columns["flags"] & IS_LINE) == 0)
    owner = np.full(len(table.source), -1, np.intp)
    owner[rows] = rows[_group(_reckoned(table, rows, zoom), is_disc(table)[rows])]
    return owner


def _reckoned(table: Table, rows: NDArray[Any], zoom: float) -> NDArray[np.float64]:
    columns = table.columns
    frame = MapFrame(Box(0, 0, 0, 0), (0.0, 0.0), zoom)
    return frame.project(np.column_stack([columns["lon"][rows], columns["lat"][rows]]))


def _group(points: NDArray[np.float64], discs: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return for each point the position of the one that it joins, which may be itself."""
    owner = np.zeros(len(points), np.intp)
    cells: dict[tuple[bool, int, int], list[tuple[float, float, int]]] = {}
    for position, ((x, y), disc) in enumerate(zip(points.tolist(), discs.tolist(), strict=True)):
        near = _nearest(cells, x, y, disc)
        if near is None:
            near = position
            cells.setdefault(_cell(x, y, disc), []).append((x, y, position))
        owner[position] = near
    return owner


def _cell(x: float, y: float, disc: bool) -> tuple[bool, int, int]:
    across, down = _DISC_REACH if disc else _PLATE_REACH
    return disc, floor(x / across), floor(y / down)


def _nearest(
    cells: dict[tuple[bool, int, int], list[tuple[float, float, int]]],
    x: float,
    y: float,
    disc: bool,
) -> int | None:
    across, down = _DISC_REACH if disc else _PLATE_REACH
    best, least = None, 1.0
    for other_x, other_y, position in _beside(cells, _cell(x, y, disc)):
        distance = hypot((other_x - x) / across, (other_y - y) / down)
        if distance <= least:
            best, least = position, distance
    return best


def _beside(
    cells: dict[tuple[bool, int, int], list[tuple[float, float, int]]],
    cell: tuple[bool, int, int],
) -> Iterator[tuple[float, float, int]]:
    disc, column, line = cell
    for across in (-1, 0, 1):
        for down in (-1, 0, 1):
            yield from cells.get((disc, column + across, line + down), ())
