"""Geometries as other programs write them -> one that its layer may hold.

No place is moved: what cannot become the geometry of its layer without a guess is left as
it stands, and the reason is told.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely.geometry
import shapely.wkt
from shapely.errors import ShapelyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

# 1 cm on the ground; more digits are noise of a conversion.
DECIMALS = 7
# Deeper than any geometry of RFC 7946 is nested.
_DEEPEST = 6


def flattened(value: object, depth: int = 0) -> tuple[object, bool]:
    """Return nested coordinates with two numbers a position, and whether there were more."""
    if not isinstance(value, list) or depth > _DEEPEST:
        return value, False
    if value and isinstance(value[0], list):
        parts = [flattened(part, depth + 1) for part in value]
        return [part for part, _ in parts], any(had for _, had in parts)
    return value[:2], len(value) > 2


def without_heights(geometry: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a geometry without Z and M values, and whether it had any."""
    if "geometries" in geometry and isinstance(geometry["geometries"], list):
        members = [
            without_heights(each) if isinstance(each, dict) else (each, False)
            for each in geometry["geometries"]
        ]
        flat = {**geometry, "geometries": [each for each, _ in members]}
        return flat, any(had for _, had in members)
    coordinates, had = flattened(geometry.get("coordinates"))
    return {**geometry, "coordinates": coordinates}, had


def fitted(geometry: dict[str, Any], allowed: Sequence[str]) -> tuple[dict[str, Any], str]:
    """Return a geometry of an allowed type, and how it became one.

    Args:
        geometry: two numbers a position.
        allowed: the types of the layer.

    Returns:
        The geometry, and "" if it is the same, "single-part" for the only part of a
        collection, "middle" for a point inside a polygon, "no-fit" if there is no way.
    """
    if geometry.get("type") in allowed:
        return geometry, ""
    part = _only_part(geometry)
    if part is not None:
        inner, how = fitted(part, allowed)
        return (inner, how or "single-part") if how != "no-fit" else (geometry, how)
    if "Point" in allowed and geometry.get("type") in {"Polygon", "MultiPolygon"}:
        middle = _middle(geometry)
        if middle is not None:
            return middle, "middle"
    return geometry, "no-fit"


def _only_part(geometry: dict[str, Any]) -> dict[str, Any] | None:
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        one = members[0] if isinstance(members, list) and len(members) == 1 else None
        return one if isinstance(one, dict) else None
    if isinstance(kind, str) and kind.startswith("Multi") and isinstance(parts, list):
        if len(parts) == 1:
            return {"type": kind.removeprefix("Multi"), "coordinates": parts[0]}
    return None


def _middle(geometry: dict[str, Any]) -> dict[str, Any] | None:
    try:
        inside = shapely.geometry.shape(geometry).representative_point()
    except (ShapelyError, ValueError, TypeError, IndexError):
        return None
    return None if inside.is_empty else point(inside.x, inside.y)


def point(lon: float, lat: float) -> dict[str, Any]:
    """Return a Point of EPSG:4326 degrees."""
    return {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}


def from_wkt(text: str) -> dict[str, Any] | None:
    """Return the geometry of a well-known text ("POINT (-1.3 15.8)"); None if it is none.

    An "SRID=4326;" before it, as PostGIS writes, is taken; another system is not.
    """
    head, _, rest = text.strip().rpartition(";")
    if head and head.replace(" ", "").upper() != "SRID=4326":
        return None
    try:
        return of_shape(shapely.wkt.loads(rest))
    except ShapelyError:
        return None


def of_shape(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """Return a shapely geometry as GeoJSON has it; None for none or an empty one."""
    if shape is None or shape.is_empty:
        return None
    found = {key: _lists(part) for key, part in shapely.geometry.mapping(shape).items()}
    if found["type"] == "LinearRing":
        found["type"] = "LineString"
    return found


def _lists(value: object) -> object:
    if isinstance(value, dict):
        return {key: _lists(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_lists(part) for part in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def degrees(text: object) -> float | None:
    """Return a number that a table writes as 16.27, "16.27" or "16,27"; None if it is none."""
    try:
        found = float(str(text).strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
