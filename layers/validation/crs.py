"""In which coordinates is a file, and how do they become longitude and latitude?

RFC 7946, section 4, knows WGS 84 only; older GeoJSON (2008) named others in "crs".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

if TYPE_CHECKING:
    from collections.abc import Callable

# No position lies deeper in "coordinates" (MultiPolygon), and no unit of length is finer.
_DEEPEST = 3
_FARTHEST = 1e12
# The longest description of a system (WKT) is shorter than this.
_LONGEST_NAME = 10_000

_WGS84 = re.compile(
    r"(?:urn:ogc:def:crs:)?(?:OGC:[\d.]*:?CRS84h?|EPSG:[\d.]*:?4326)", re.IGNORECASE
)


def name_of(crs: object) -> str | None:
    """Return the name in a "crs" member; None if it has none, "" if there is no crs at all."""
    if crs is None:
        return ""
    properties = crs.get("properties") if type(crs) is dict else None
    name = properties.get("name") if type(properties) is dict else None
    return name if type(name) is str else None


def is_wgs84(name: str) -> bool:
    """Tell whether coordinates of this system are longitude and latitude as they stand."""
    return not name or _WGS84.fullmatch(name.strip()) is not None


def transformer(name: str) -> Callable[[object], object] | None:
    """Return a function that turns nested coordinates of a system into EPSG:4326 degrees.

    None if nobody knows the system. What is no position is left as it is, for the rules
    of geometry to name.
    """
    if len(name) > _LONGEST_NAME:
        return None
    try:
        steps = Transformer.from_crs(CRS.from_user_input(name), "EPSG:4326", always_xy=True)
    except (CRSError, ProjError):
        return None

    def place(position: list[Any]) -> list[Any]:
        lon, lat = steps.transform(position[0], position[1])
        return [round(lon, 7), round(lat, 7)]

    return lambda value: _each_position(value, place, 0)


def _each_position(value: object, place: Callable[[list[Any]], list[Any]], depth: int) -> object:
    if type(value) is not list or not value or depth > _DEEPEST:
        return value
    if type(value[0]) is list:
        return [_each_position(part, place, depth + 1) for part in value]
    if len(value) < 2 or not all(_is_sane(number) for number in value):
        return value
    return place(value)


def _is_sane(number: object) -> bool:
    return isinstance(number, int | float) and abs(number) < _FARTHEST
