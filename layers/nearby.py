"""What lies near a feature in place and time, by distance.

Distances are geodesic (WGS84). A line is as near as its nearest point, one flown as the
nearer of its ends: what an aircraft passes over is not near to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import shapely
from pyproj import Geod

from layers.payload import around
from layers.payload.facets import facets_of
from layers.payload.table import BY_AIR, IS_LINE, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.payload.table import Table

WITHIN_KM: Final = around.WITHIN_KM

# How another feature lies in time: at the same time whatever the exact dates were,
# perhaps at the same time, surely over before, surely begun after.
Order = Literal["same", "perhaps", "before", "after"]

_GEOD: Final = Geod(ellps="WGS84")
# Near the poles a degree of longitude is nothing; no war here is fought there.
_LEAST_SHRINK: Final = 0.05


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One feature near another.

    Attributes:
        row: of the feature in `payload.table.table_of`.
        km: geodesic distance in kilometres.
        order: how it lies in time to the other.
        days: the least and the greatest number of days between the two, for "before" and
            "after"; they differ where a date is not known to the day.
    """

    row: int
    km: float
    order: Order
    days: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Nearby:
    """All neighbours, nearest first, and how many our sources did not have by a day."""

    neighbours: tuple[Neighbour, ...]
    unreported: int


def near(
    atlas: Atlas, row: int, layers: Sequence[str], *, days: int = 0, known_by: int | None = None
) -> Nearby:
    """Return what lies within `WITHIN_KM` of a feature and at most some days from it.

    Args:
        atlas: of the features.
        row: of the feature in the table.
        layers: names of the layers to look in.
        days: how long before or after the feature; 0 is "while it was so".
        known_by: only what was reported up to this day (days since 1970-01-01), or None.
    """
    table = table_of(atlas)
    rows = _meeting(table, row, layers, days)
    rows = rows[_in_reach(table, row, rows)]
    unreported = 0
    if known_by is not None:
        # An undated source may be of any day, but nobody reports what has not begun.
        reported = facets_of(atlas).known[rows] <= known_by
        reported &= table.columns["begin"][rows] <= known_by
        unreported = int(np.count_nonzero(_kilometres(table, row, rows[~reported]) <= WITHIN_KM))
        rows = rows[reported]
    kilometres = _kilometres(table, row, rows)
    order = np.lexsort((rows, kilometres))
    found = (
        Neighbour(int(rows[each]), float(kilometres[each]), *_in_time(table, row, int(rows[each])))
        for each in order
        if kilometres[each] <= WITHIN_KM
    )
    return Nearby(tuple(found), unreported)


def _meeting(table: Table, row: int, layers: Sequence[str], days: int) -> NDArray[np.intp]:
    """Return the rows of layers that meet the feature's time, stretched by some days."""
    columns = table.columns
    begin, end = columns["begin"], columns["end"]
    wanted = [place for place, layer in enumerate(table.layers) if layer.name in layers]
    meets = np.isin(columns["layer"], wanted)
    meets &= (begin < int(end[row]) + days) & (end > int(begin[row]) - days)
    meets[row] = False
    return np.flatnonzero(meets)


def _in_reach(table: Table, row: int, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which rows are near enough to be worth measuring."""
    here = _shapes(table, np.array([row]))
    west, south, east, north = shapely.bounds(here)[0]
    up = WITHIN_KM / around.KM_OF_A_DEGREE
    aside = up / _shrink(max(abs(south), abs(north)))
    boxes = _boxes(table, rows)
    reached: NDArray[np.bool_] = (
        (boxes[:, 0] <= east + aside)
        & (boxes[:, 2] >= west - aside)
        & (boxes[:, 1] <= north + up)
        & (boxes[:, 3] >= south - up)
    )
    return reached


def _boxes(table: Table, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return (n, 4) west, south, east, north; points have them in the table already."""
    columns = table.columns
    points = np.column_stack([columns["lon"][rows], columns["lat"][rows]]).astype(np.float64)
    boxes = np.hstack([points, points])
    lines = np.flatnonzero(columns["flags"][rows] & IS_LINE)
    if len(lines):
        boxes[lines] = shapely.bounds(_shapes(table, rows[lines]))
    return boxes


def _kilometres(table: Table, row: int, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the geodesic distance to each row.

    Which points are nearest is found on a plane that is true to scale at the feature.
    """
    if not len(rows):
        return np.zeros(0)
    here = _shapes(table, np.array([row]))
    scale = np.array([_shrink(shapely.centroid(here[0]).y), 1.0])
    both = [
        shapely.transform(shapes, lambda degrees: degrees * scale)
        for shapes in (here, _shapes(table, rows))
    ]
    ends = shapely.get_coordinates(shapely.shortest_line(*both)).reshape(-1, 2, 2) / scale
    first, last = ends[:, 0], ends[:, 1]
    _, _, metres = _GEOD.inv(first[:, 0], first[:, 1], last[:, 0], last[:, 1])
    return np.asarray(metres) / 1000


def _shrink(latitude: float) -> float:
    return max(cos(radians(latitude)), _LEAST_SHRINK)


def _shapes(table: Table, rows: NDArray[Any]) -> NDArray[np.object_]:
    """Return the geometries of rows; of a line that is flown, its ends."""
    shapes = np.array(
        [layer.frame.geometry.array[row] for layer, row in table.rows(rows)], dtype=object
    )
    flown = (table.columns["flags"][rows] & BY_AIR) > 0
    if flown.any():
        ends = shapely.boundary(shapes[flown])
        # A round trip has no ends: there the line itself is measured.
        shapes[flown] = np.where(shapely.is_empty(ends), shapes[flown], ends)
    return shapes


def _in_time(table: Table, row: int, other: int) -> tuple[Order, tuple[int, int]]:
    begin, begin_sure, end_sure, end = (
        table.columns[name] for name in ("begin", "begin_sure", "end_sure", "end")
    )

    def between(first: int, second: int) -> tuple[int, int]:
        least = begin[second] - (end[first] - 1)
        return int(least), int(begin_sure[second] - end_sure[first])

    if end[other] <= begin[row]:
        return "before", between(other, row)
    if end[row] <= begin[other]:
        return "after", between(row, other)
    surely = begin_sure[row] <= end_sure[other] and begin_sure[other] <= end_sure[row]
    return ("same" if surely else "perhaps"), (0, 0)
