"""KML 2.2 and KMZ: placemarks with their times, data and tracks.

The format: OGC 12-007r2. Network links are not followed, and a picture is no data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.importers import archives, geometry, safe_xml, written_dates
from layers.importers.raw import Batch, NotImportedError, Raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from layers.importers.ledger import Ledger

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack")
# No program nests collections of geometries deeper.
_DEEPEST = 8
_NOT_DATA = ("NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay")


def read_kmz(data: bytes, ledger: Ledger) -> Batch:
    """Read a KMZ: the KML file inside it.

    Raises:
        NotImportedError: it is no ZIP, too large, or has no KML.
    """
    with archives.opened(data) as archive:
        inside = list(archives.entries_ending(archive, ".kml"))
        if not inside:
            raise NotImportedError("zip-without", suffix=".kml")
        main = next((entry for entry in inside if entry.filename == "doc.kml"), inside[0])
        for entry in inside:
            if entry is not main:
                ledger.left_out(entry.filename, "second-file")
        return read(archives.content(archive, main), ledger)


def read(data: bytes, ledger: Ledger) -> Batch:
    """Read a KML file.

    Raises:
        NotImportedError: it is no KML.
    """
    root = safe_xml.parsed(data)
    if safe_xml.name_of(root) not in {"kml", "Document", "Folder", "Placemark"}:
        raise NotImportedError("not-this-format", format="KML")
    for other in safe_xml.each(root, *_NOT_DATA):
        ledger.left_out(safe_xml.name_of(other), "kml-no-data")
    found = [
        _raw(placemark, number, ledger)
        for number, placemark in enumerate(safe_xml.each(root, "Placemark"), start=1)
    ]
    return Batch("kml", tuple(found))


def _raw(placemark: Element, number: int, ledger: Ledger) -> Raw:
    name = safe_xml.child_text(placemark, "name")
    label = name or f"#{number}"
    properties: dict[str, Any] = {"name": name} if name else {}
    for tag in ("description", "address"):
        said = safe_xml.child_text(placemark, tag)
        properties |= {tag: said} if said else {}
    properties |= dict(_data(placemark))
    shapes = [each for each in placemark if safe_xml.name_of(each) in _SHAPES]
    properties |= {key: day for key, day in _days(placemark, shapes).items() if day}
    shape = _shape(shapes[0], label, ledger) if shapes else None
    return Raw(label, properties, shape)


def _data(placemark: Element) -> Iterator[tuple[str, str]]:
    """Yield what ExtendedData holds, in its two spellings."""
    for each in safe_xml.each(placemark, "Data"):
        yield each.get("name") or "", safe_xml.child_text(each, "value")
    for each in safe_xml.each(placemark, "SimpleData"):
        yield each.get("name") or "", safe_xml.text(each)


def _days(placemark: Element, shapes: list[Element]) -> dict[str, Any]:
    """Return start and end. KML dates have our three forms, or a time that is cut off."""
    span = safe_xml.child(placemark, "TimeSpan")
    if span is not None:
        begin, end = safe_xml.child_text(span, "begin"), safe_xml.child_text(span, "end")
        return {"start": _day(begin), "end": _day(end)}
    stamp = safe_xml.child(placemark, "TimeStamp")
    if stamp is not None:
        when = _day(safe_xml.child_text(stamp, "when"))
        return {"start": when, "end": when}
    times = sorted(
        day.isoformat()
        for shape in shapes
        for each in safe_xml.each(shape, "when")
        if (day := written_dates.day_of(safe_xml.text(each))) is not None
    )
    return {"start": times[0], "end": times[-1]} if times else {}


def _day(text: str) -> object:
    return written_dates.normal(text) if text else None


def _shape(element: Element, label: str, ledger: Ledger, depth: int = 0) -> dict[str, Any] | None:
    kind = safe_xml.name_of(element)
    if depth > _DEEPEST:
        return None
    if kind in {"MultiGeometry", "MultiTrack"}:
        parts = [
            _shape(each, label, ledger, depth + 1)
            for each in element
            if safe_xml.name_of(each) in _SHAPES
        ]
        return _joined([part for part in parts if part is not None])
    if kind == "Polygon":
        rings = [_positions(each, label, ledger) for each in safe_xml.each(element, "LinearRing")]
        return {"type": "Polygon", "coordinates": rings} if rings and rings[0] else None
    line = _positions(element, label, ledger)
    if kind == "Point" and line:
        return geometry.point(*line[0])
    return {"type": "LineString", "coordinates": line} if len(line) > 1 else None


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    kinds = {part["type"] for part in parts}
    if len(parts) < 2:
        return parts[0] if parts else None
    if len(kinds) == 1 and kinds <= {"Point", "LineString", "Polygon"}:
        return {"type": f"Multi{kinds.pop()}", "coordinates": [p["coordinates"] for p in parts]}
    return {"type": "GeometryCollection", "geometries": parts}


def _positions(element: Element, label: str, ledger: Ledger) -> list[list[float]]:
    """Return the positions of ``<coordinates>`` (lon,lat,height) or of ``<gx:coord>``."""
    if safe_xml.name_of(element) == "Track":
        words = [safe_xml.text(each).split() for each in safe_xml.each(element, "coord")]
    else:
        whole = next(safe_xml.each(element, "coordinates"), None)
        words = [each.split(",") for each in safe_xml.text(whole).split()]
    found = []
    for parts in words:
        numbers = [geometry.degrees(part) for part in parts[:2]]
        if len(numbers) == 2 and None not in numbers:
            found.append([number for number in numbers if number is not None])
    if any(len(parts) > 2 and geometry.degrees(parts[2]) for parts in words):
        ledger.left_out("geometry", "heights", label)
    return found
