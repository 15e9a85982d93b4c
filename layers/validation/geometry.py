"""Is a geometry of RFC 7946, section 3.1, and one that its layer may hold?

The direction in which a ring is drawn is never looked at.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.problems import Finding, Nearest, finding, maybe, shown
from layers.validation import commas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Position = tuple[float, float]
Path = tuple[str | int, ...]

MAX_VERTICES = 100_000
# How deep the positions lie in "coordinates", and what holds them.
_DEPTHS: Mapping[str, int] = MappingProxyType(
    {
        "Point": 0,
        "MultiPoint": 1,
        "LineString": 1,
        "MultiLineString": 2,
        "Polygon": 2,
        "MultiPolygon": 3,
    }
)
GEOMETRIES = (*_DEPTHS, "GeometryCollection")


def check_geometry(geometry: object, allowed: tuple[str, ...]) -> Sequence[Finding]:
    """Check the shape of a geometry; `coordinates` are 2 or 3 finite numbers a position.

    Returns:
        Findings with paths from the geometry. Without an error among them, `positions`
        can read the geometry.
    """
    if geometry is None:
        return (finding("geometry-missing", ()),)
    kind = geometry.get("type") if type(geometry) is dict else None
    if type(geometry) is not dict or type(kind) is not str or kind not in allowed:
        return (_wrong_kind(kind or geometry, allowed),)
    if kind == "GeometryCollection":
        return _check_collection(geometry, allowed)
    coordinates = geometry.get("coordinates")
    if kind == "Point" and type(coordinates) is list and _is_position(coordinates):
        return ()
    if coordinates is None or coordinates == []:
        return (finding("geometry-empty", ()),)
    return list(_check_nested(coordinates, _DEPTHS[kind], kind, ("coordinates",)))


def _wrong_kind(found: object, allowed: tuple[str, ...]) -> Finding:
    meant = Nearest(found, allowed) if type(found) is str else ""
    return finding("geometry-type", (), found=shown(found), allowed=allowed, maybe=meant)


def _is_position(value: list[Any]) -> bool:
    return 2 <= len(value) <= 3 and all(
        type(number) is float or type(number) is int for number in value
    )


def _check_nested(value: object, depth: int, kind: str, path: Path) -> Iterator[Finding]:
    if depth == 0:
        if type(value) is not list or not _is_position(value):
            yield _no_position(value, path)
        return
    if type(value) is not list:
        yield _no_position(value, path)
    elif depth == 1:
        yield from _check_row(value, kind, path)
    elif not value:
        yield finding("geometry-empty", path)
    else:
        for index, part in enumerate(value):
            yield from _check_nested(part, depth - 1, kind, (*path, index))


def _check_row(row: list[Any], kind: str, path: Path) -> Iterator[Finding]:
    """Check the positions of a line, a ring or a group of points; the first bad one is named."""
    if len(row) > MAX_VERTICES:
        yield finding("line-too-long", path, found=len(row), allowed=MAX_VERTICES)
        return
    for index, position in enumerate(row):
        if type(position) is not list or not _is_position(position):
            yield _no_position(position, (*path, index))
            return
    is_line, is_ring = kind.endswith("LineString"), kind.endswith("Polygon")
    least = 2 if is_line else 3 if is_ring else 1
    corners = len(row) - 1 if is_ring and row and row[0] == row[-1] else len(row)
    if corners < least:
        yield finding("line-too-short", path, found=len(row), allowed=least + is_ring)
    elif is_ring and corners == len(row):
        yield finding("ring-open", path)


def _no_position(value: object, path: Path) -> Finding:
    meant = commas.joined(value) if type(value) is list else ()
    proposal = maybe(*(shown(list(each)) for each in meant))
    return finding("coordinates-form", path, found=shown(value), maybe=proposal)


def _check_collection(geometry: dict[str, Any], allowed: tuple[str, ...]) -> list[Finding]:
    """Check the members of a collection; RFC 7946 advises against nesting: one level only."""
    members = geometry.get("geometries")
    if type(members) is not list or not members:
        return [finding("geometry-empty", ())]
    inner = tuple(kind for kind in allowed if kind != "GeometryCollection")
    return [
        Finding(each.code, ("geometries", index, *each.path), each.slots)
        for index, member in enumerate(members)
        for each in check_geometry(member, inner)
    ]


def positions(geometry: dict[str, Any]) -> list[Position]:
    """Return every (longitude, latitude) of a geometry that `check_geometry` let pass."""
    return [(numbers[0], numbers[1]) for numbers in numbers_of(geometry)]


def numbers_of(geometry: dict[str, Any]) -> list[list[float]]:
    """Return every position of such a geometry as it is written, with its height if it has one."""
    found: list[list[float]] = []
    waiting: list[Any] = [geometry.get("coordinates"), *geometry.get("geometries", ())]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.append(part.get("coordinates"))
        elif part and type(part[0]) is list:
            waiting.extend(reversed(part))
        elif part:
            found.append(part)
    return found
