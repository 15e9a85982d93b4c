"""GPX 1.0 and 1.1: waypoints, routes, and tracks with their times.

The schema: https://www.topografix.com/GPX/1/1/ (times are UTC, which is the time of Mali).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from layers.importers import geometry, safe_xml, written_dates
from layers.importers.raw import Batch, NotImportedError, Raw

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from layers.importers.ledger import Ledger


def read(data: bytes, ledger: Ledger) -> Batch:
    """Read a GPX file: a track becomes a line from its first to its last day.

    Raises:
        NotImportedError: it is no GPX.
    """
    root = safe_xml.parsed(data)
    if safe_xml.name_of(root) != "gpx":
        raise NotImportedError("not-this-format", format="GPX")
    found = []
    for kind in ("wpt", "rte", "trk"):
        for number, element in enumerate(safe_xml.each(root, kind), start=1):
            label = safe_xml.child_text(element, "name") or f"{kind} #{number}"
            found.append(_raw(kind, element, label, ledger))
    return Batch("gpx", tuple(found))


def _raw(kind: str, element: Element, label: str, ledger: Ledger) -> Raw:
    points = [element] if kind == "wpt" else list(safe_xml.each(element, "rtept", "trkpt"))
    if any(safe_xml.child(each, "ele") is not None for each in points):
        ledger.left_out("ele", "heights", label)
    properties: dict[str, Any] = {}
    for name in ("name", "desc", "cmt", "type", "sym", "src"):
        said = safe_xml.child_text(element, name)
        properties |= {name: said} if said else {}
    link = safe_xml.child(element, "link")
    if link is not None and link.get("href"):
        properties["link"] = link.get("href")
    shape = _point(element) if kind == "wpt" else _lines(kind, element, label, ledger)
    return Raw(label, {**properties, **_days(points, label, ledger)}, shape)


def _point(element: Element) -> dict[str, Any] | None:
    place = _position(element)
    return geometry.point(*place) if place else None


def _lines(kind: str, element: Element, label: str, ledger: Ledger) -> dict[str, Any] | None:
    parts = [element] if kind == "rte" else list(safe_xml.each(element, "trkseg"))
    lines = []
    for part in parts:
        places = [_position(each) for each in safe_xml.each(part, "rtept", "trkpt")]
        line = _without_repeats([place for place in places if place is not None])
        if len(line) > 1:
            lines.append(line)
        else:
            ledger.left_out("trkseg", "segment-short", label)
    if not lines:
        return None
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _without_repeats(line: list[list[float]]) -> list[list[float]]:
    """A receiver that stands still writes the same position again and again."""
    return line[:1] + [after for before, after in pairwise(line) if after != before]


def _position(element: Element) -> list[float] | None:
    lon, lat = geometry.degrees(element.get("lon")), geometry.degrees(element.get("lat"))
    return None if lon is None or lat is None else [lon, lat]


def _days(points: list[Element], label: str, ledger: Ledger) -> dict[str, str]:
    """Return the first and last day of the times; the hours have no place in the contract."""
    times = [said for each in points if (said := safe_xml.child_text(each, "time"))]
    days = sorted(day for each in times if (day := written_dates.day_of(each)) is not None)
    if not days:
        return {}
    ledger.left_out("time", "hours", label)
    return {"start": days[0].isoformat(), "end": days[-1].isoformat()}
