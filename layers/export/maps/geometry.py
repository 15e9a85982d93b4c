"""Geometries cut to a frame: simplified to what its scale can show, as path data.

"World" units are those of the whole Mercator world at zoom 0, 256 by 256, x right, y down.
"""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers.export.mercator import WORLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.export.drawing import Box
    from layers.export.mercator import MapFrame

    Geometries = NDArray[np.object_]

_POLE: Final = 85.05
# What the simplification may move a line by, in units: less than its own width.
_TOLERANCE: Final = 0.45
_AREAS: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def to_world(geometries: Any) -> Geometries:  # noqa: ANN401 - what GeoDataFrame and lists hold
    """Return geometries of EPSG:4326 degrees in world units."""
    flat = shapely.force_2d(np.asarray(geometries, dtype=object))
    turned: Geometries = shapely.transform(flat, _mercator)
    return turned


def _mercator(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    lat = np.clip(lonlat[:, 1], -_POLE, _POLE)
    down = 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * pi)
    return np.column_stack([lonlat[:, 0] / 360 + 0.5, down]) * WORLD


def cut(geometries: Geometries, frame: MapFrame, margin: float = 4.0) -> Geometries:
    """Return what of world geometries meets the frame, in units of the sheet.

    Args:
        geometries: shape (n,), in world units.
        frame: of the map.
        margin: units beyond the frame that are kept, so that no cut edge shows.

    Returns:
        Shape (n,): empty geometries for what lies outside.
    """
    scale = 2.0**frame.zoom
    shift = _shift(frame)
    box = frame.box
    left, top = (np.array([box.left, box.top]) - margin - shift) / scale
    right, bottom = (np.array([box.right, box.bottom]) + margin - shift) / scale
    inside = shapely.clip_by_rect(geometries, left, top, right, bottom)
    slim = shapely.simplify(inside, _TOLERANCE / scale)
    placed: Geometries = shapely.transform(slim, lambda world: world * scale + shift)
    return placed


def _shift(frame: MapFrame) -> NDArray[np.float64]:
    """Return what is added to scaled world units to get units of the sheet."""
    middle = _mercator(np.array([frame.center])) * 2.0**frame.zoom
    box = frame.box
    half = np.array([box.left + box.width / 2, box.top + box.height / 2])
    placed: NDArray[np.float64] = half - middle[0]
    return placed


def path_of(geometries: Geometries) -> str:
    """Return lines and areas as one path, to a tenth of a unit; "" if nothing is left."""
    return "".join(_pieces(geometries))


def _pieces(geometries: Geometries) -> Iterator[str]:
    parts = shapely.get_parts(np.asarray(geometries, dtype=object))
    # All areas turn the same way, so that neighbours in one path leave no gap or hole.
    parts = shapely.orient_polygons(parts)
    kinds = shapely.get_type_id(parts)
    areas = shapely.get_rings(parts[np.isin(kinds, _AREAS)])
    lines = parts[kinds == shapely.GeometryType.LINESTRING]
    for ring in areas:
        points = rounded(shapely.get_coordinates(ring))
        if len(points) > 3:
            yield written(points[:-1]) + "Z"
    for line in lines:
        points = rounded(shapely.get_coordinates(line))
        if len(points) > 1:
            yield written(points)


def rounded(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points to a tenth of a unit, each once in a row."""
    tenths = np.asarray(np.round(points, 1) + 0.0, np.float64)  # no "-0"
    if len(tenths) < 2:
        return tenths
    moves = np.any(np.diff(tenths, axis=0) != 0, axis=1)
    kept: NDArray[np.float64] = tenths[np.concatenate([[True], moves])]
    return kept


def written(points: NDArray[np.float64]) -> str:
    """Return the path through points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points.tolist())


def within(points: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Return which of the points, shape (n, 2), lie in a box."""
    x, y = points[:, 0], points[:, 1]
    found: NDArray[np.bool_] = (
        (x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)
    )
    return found
