"""Which events lie near which bases while these stood: what the filter "near a base of" asks.

Worked out for all bases and events at once, and only when somebody asks; `nearby` answers
the same question for one feature.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pyproj import Geod

from layers.payload.table import Table, table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.atlas import Atlas

WITHIN_KM: Final = 50.0
BASES: Final = "military_bases"
EVENTS: Final = "massacre_sites"

_GEOD: Final = Geod(ellps="WGS84")
KM_OF_A_DEGREE: Final = 110.5  # of latitude, at its shortest
# Near the poles a degree of longitude is nothing; no war here is fought there.
_LEAST_SHRINK: Final = 0.05


@lru_cache(maxsize=4)
def pairs_of(atlas: Atlas) -> NDArray[np.int32]:
    """Return (n, 2) rows of the table, event and base, that met in place and time.

    They lie within `WITHIN_KM` (geodesic, WGS84), and on some day both were so or, where
    dates are not known to the day, may have been.
    """
    table = table_of(atlas)
    events, bases = _rows_of(table, EVENTS), _rows_of(table, BASES)
    if not len(events) or not len(bases):
        return np.zeros((0, 2), np.int32)
    here, there = _points(table, events), _points(table, bases)
    stands: Any = shapely.points(there)
    first, second = shapely.STRtree(stands).query(_boxes(here))
    columns = table.columns
    meets = columns["begin"][events[first]] < columns["end"][bases[second]]
    meets &= columns["begin"][bases[second]] < columns["end"][events[first]]
    first, second = first[meets], second[meets]
    _, _, metres = _GEOD.inv(*here[first].T, *there[second].T)
    near = np.asarray(metres) <= WITHIN_KM * 1000
    found = np.column_stack([events[first[near]], bases[second[near]]]).astype(np.int32)
    result: NDArray[np.int32] = found[np.lexsort((found[:, 1], found[:, 0]))]
    return result


def pairs_bytes(atlas: Atlas) -> bytes:
    """Return ``near.bin``: the pairs as int32, little-endian: event, base, event, base."""
    return pairs_of(atlas).astype("<i4").tobytes()


def _rows_of(table: Table, name: str) -> NDArray[np.intp]:
    position = next((i for i, layer in enumerate(table.layers) if layer.name == name), -1)
    return np.flatnonzero(table.columns["layer"] == position)


def _points(table: Table, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return (n, 2) longitude and latitude of rows that are points of one layer."""
    frame = table.layers[table.columns["layer"][rows[0]]].frame
    coordinates = shapely.get_coordinates(frame.geometry.array)
    chosen: NDArray[np.float64] = coordinates[table.source[rows, 1]]
    return chosen


def _boxes(points: NDArray[np.float64]) -> NDArray[Any]:
    """Return the box round each point outside of which nothing is near enough."""
    up = WITHIN_KM / KM_OF_A_DEGREE
    shrink = np.cos(np.radians(np.abs(points[:, 1]) + up))
    aside = up / np.maximum(shrink, _LEAST_SHRINK)
    lon, lat = points.T
    boxes: NDArray[Any] = shapely.box(lon - aside, lat - up, lon + aside, lat + up)
    return boxes
