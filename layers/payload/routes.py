"""The lines of movements as flat arrays; air routes follow the geodesic."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_GEOD: Final = Geod(ellps="WGS84")
_STEP_KM: Final = 60.0


@dataclass(frozen=True, eq=False)
class Routes:
    """Lines, their parts and the vertices of these.

    Attributes:
        vertices: shape (v, 2): longitude, latitude, EPSG:4326 degrees.
        parts: first vertex of every part, and the end of the last.
        line_parts: first part of every line, and the end of the last.
    """

    vertices: NDArray[np.float32]
    parts: NDArray[np.int32]
    line_parts: NDArray[np.int32]


def routes_of(lines: Sequence[BaseGeometry], by_air: NDArray[np.bool_]) -> Routes:
    """Flatten lines; those by air get a vertex every 60 km of their great circle."""
    vertices: list[NDArray[np.float64]] = []
    parts, line_parts = [0], [0]
    for line, flies in zip(lines, by_air, strict=True):
        for part in shapely.get_parts(line):
            path = shapely.get_coordinates(part)
            vertices.append(_arc(path) if flies else path)
            parts.append(parts[-1] + len(vertices[-1]))
        line_parts.append(len(parts) - 1)
    joined = np.concatenate(vertices) if vertices else np.zeros((0, 2))
    return Routes(joined.astype("<f4"), np.array(parts, "<i4"), np.array(line_parts, "<i4"))


def _arc(path: NDArray[np.float64]) -> NDArray[np.float64]:
    pieces = [path[:1]]
    for (lon, lat), (next_lon, next_lat) in pairwise(path):
        _, _, metres = _GEOD.inv(lon, lat, next_lon, next_lat)
        steps = int(metres / 1000 / _STEP_KM)
        if steps:
            pieces.append(np.array(_GEOD.npts(lon, lat, next_lon, next_lat, steps)))
        pieces.append(np.array([[next_lon, next_lat]]))
    return np.concatenate(pieces)
