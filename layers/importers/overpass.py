"""Overpass API, ``[out:json]``: nodes, ways and relations of OpenStreetMap.

The format: https://wiki.openstreetmap.org/wiki/OSM_JSON and, for ``out center`` and
``out geom``, https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.importers import geometry
from layers.importers.raw import Batch, Raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.importers.ledger import Ledger

    Position = list[float]

PUBLISHER = "OpenStreetMap contributors (ODbL)"
# A closed way with one of these is a line all the same, unless it says area=yes.
_LINES = frozenset({"highway", "barrier", "waterway", "railway", "route", "boundary"})
_TYPES = frozenset({"node", "way", "relation"})


def is_overpass(document: object) -> bool:
    """Tell whether a JSON document is an answer of the Overpass API."""
    return (
        isinstance(document, dict)
        and isinstance(document.get("elements"), list)
        and ("osm3s" in document or "generator" in document)
    )


def read(document: Mapping[str, Any], ledger: Ledger) -> Batch:
    """Read an answer of the Overpass API; what has no place in it is told to the ledger."""
    elements = [each for each in document["elements"] if isinstance(each, dict)]
    nodes = {
        each.get("id"): place
        for each in elements
        if each.get("type") == "node" and (place := _position(each)) is not None
    }
    used = {node for each in elements for node in _list(each.get("nodes"))}
    stamp = _dict(document.get("osm3s"))
    day = str(stamp.get("timestamp_osm_base") or "")[:10]
    found = []
    for each in elements:
        tags = _dict(each.get("tags"))
        if each.get("type") not in _TYPES or (not tags and each.get("id") in used):
            continue  # a node that only bends a way
        label = f"{each['type']}/{each.get('id')}"
        shape = _shape(each, tags, nodes)
        if shape is None:
            ledger.dropped("osm-no-geometry", label)
        else:
            found.append(Raw(label, _properties(tags, label, day), shape, label))
    around = {"attribution": stamp["copyright"]} if "copyright" in stamp else {}
    return Batch("overpass", tuple(found), MappingProxyType(around))


def source_of(label: str, day: str) -> dict[str, Any]:
    """Return the source of one element of OpenStreetMap, such as "node/123"."""
    return {
        "title": f"OpenStreetMap, {label}",
        "publisher": PUBLISHER,
        "date": day or None,
        "url": f"https://www.openstreetmap.org/{label}",
    }


def _properties(tags: Mapping[str, Any], label: str, day: str) -> dict[str, Any]:
    named = {"name_fr": tags["name:fr"]} if "name:fr" in tags else {}
    tagged = {name: value for name, value in tags.items() if name != "name:fr"}
    return {**tagged, **named, "@id": label, "sources": [source_of(label, day)]}


def _shape(
    element: Mapping[str, Any], tags: Mapping[str, Any], nodes: Mapping[Any, Position]
) -> dict[str, Any] | None:
    if element["type"] == "node":
        place = _position(element)
        return geometry.point(*place) if place else None
    line = _line(element, nodes) if element["type"] == "way" else []
    if len(line) > 3 and line[0] == line[-1] and _is_area(tags):
        return {"type": "Polygon", "coordinates": [line]}
    if len(line) > 1:
        return {"type": "LineString", "coordinates": line}
    lines = [part for each in _members(element) if len(part := _line(each, {})) > 1]
    if lines and not _is_area(tags):
        return {"type": "MultiLineString", "coordinates": lines}
    place = _position(_dict(element.get("center")))
    return geometry.point(*place) if place else None


def _is_area(tags: Mapping[str, Any]) -> bool:
    if tags.get("type") == "multipolygon" or tags.get("area") == "yes":
        return True
    return tags.get("area") != "no" and tags.get("type") != "route" and not _LINES & tags.keys()


def _line(element: Mapping[str, Any], nodes: Mapping[Any, Position]) -> list[Position]:
    """Return the positions of a way, from ``out geom`` or from the nodes beside it."""
    drawn = [_position(_dict(each)) for each in _list(element.get("geometry"))]
    known = drawn or [nodes.get(node) for node in _list(element.get("nodes"))]
    return [] if None in known else [place for place in known if place is not None]


def _members(element: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in _list(element.get("members")) if isinstance(each, dict)]


def _position(element: Mapping[str, Any]) -> Position | None:
    lon, lat = element.get("lon"), element.get("lat")
    numbers = isinstance(lon, int | float) and isinstance(lat, int | float)
    return [float(lon), float(lat)] if numbers and lon is not None and lat is not None else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
