"""The file as a whole: its text, its features as they stand, its coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.folders import SUFFIX
from layers.problems import Problem, Word, shown
from layers.reading.encoding import EncodingError, decode
from layers.reading.report import RefusedError, path_text
from layers.similar import nearest
from layers.strict_json import hints
from layers.strict_json.documents import Document, read_document
from layers.strict_json.scanner import Element, JsonError, Scanner
from layers.validation import collection, crs
from layers.validation.sizes import check_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from layers.reading.report import Report

MAX_FEATURES = 1_000_000

_OWN_MEMBERS = ("type", "features", "crs", "bbox")
_OWN_CONTEXT = (vocabulary.PLACES, vocabulary.RIVERS_ROADS)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read.

    Attributes:
        scanner: finds the place of a value.
        elements: the features as they stand, in EPSG:4326.
        foreign: members of the collection that GeoJSON does not know.
    """

    scanner: Scanner
    elements: list[Element]
    foreign: dict[str, Any]


def open_bytes(data: bytes, report: Report) -> Opened:
    """Return what a file holds.

    Raises:
        RefusedError: nothing of it can be read; the report says why.
    """
    scanner = Scanner(_text(data, report))
    document = _document(scanner, report)
    members = document.members
    elements = document.features or []
    if document.kind == "sequence":
        report.add("feature-sequence")
    else:
        elements, members = _collected(document, scanner, report)
    if len(elements) > MAX_FEATURES:
        report.refuse("features-too-many", found=len(elements), allowed=MAX_FEATURES)
    crs_member = members.get("crs")
    elements = _in_degrees(elements, crs_member.value if crs_member else None, report)
    return Opened(scanner, elements, _foreign(members, report))


def check_name(name: str, report: Report) -> None:
    """Warn of "military_base", which is a context layer by one letter."""
    if name in vocabulary.LAYERS or name in _OWN_CONTEXT:
        return
    meant = nearest(name, tuple(vocabulary.LAYERS))
    if meant:
        report.add("file-name", found=shown(name), proposal=f"{meant}{SUFFIX}")


def _text(data: bytes, report: Report) -> str:
    try:
        text = decode(data)
    except EncodingError as error:
        around = Word("problem.encoding.around", (("text", error.found),)) if error.found else ""
        report.refuse("encoding", error.line, encoding=error.name, around=around)
    if not text.strip():
        report.refuse("file-empty")
    return text


def _document(scanner: Scanner, report: Report) -> Document:
    try:
        document = read_document(scanner)
    except JsonError as error:
        place = scanner.mark(error.offset).position
        report.refuse("json-syntax", *place, hint=hints.word(error.hint))
    if document.kind == "other":
        report.refuse("not-geojson", 1, 1, found=shown(document.members[""].value))
    return document


def _collected(
    document: Document, scanner: Scanner, report: Report
) -> tuple[list[Element], dict[str, Element]]:
    """Return the features of an object and the members around them."""
    features, members = document.features, document.members
    values = {key: member.value for key, member in members.items()}
    first = features[0].value if features else None
    shape, said = collection.shape_of(values, first, has_features=features is not None)
    if said is not None:
        report.add(said.code, 1, 1, **dict(said.slots))
    if shape == "refused":
        raise RefusedError
    if shape == "collection":
        _report_flaws(document, scanner, report)
        return features or [], members
    around = {"crs": members["crs"]} if "crs" in members else {}
    whole = {key: value for key, value in values.items() if key != "crs"}
    if shape == "geometry":
        whole = {"type": "Feature", "properties": {}, "geometry": whole}
    start = len(scanner.text) - len(scanner.text.lstrip())
    return [Element(whole, start, len(scanner.text), document.flaws)], around


def _report_flaws(document: Document, scanner: Scanner, report: Report) -> None:
    for flaw, offset in document.flaws:
        place = scanner.mark(offset).position
        path = path_text(flaw.path)
        report.put(Problem(flaw.code, report.file, *place, property=path, slots=flaw.slots))


def _in_degrees(elements: list[Element], named: object, report: Report) -> list[Element]:
    """Return the features in EPSG:4326, whatever system the file names."""
    name = crs.name_of(named)
    if name is not None and crs.is_wgs84(name):
        return elements
    transform = crs.transformer(name) if name else None
    if transform is None:
        report.refuse("crs-unknown", 1, 1, found=shown(name or named))
    report.add("crs-reprojected", 1, 1, found=shown(name))
    return [replace(each, value=_moved(each.value, transform)) for each in elements]


def _moved(feature: object, transform: Callable[[object], object]) -> object:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(geometry, dict):
        return feature
    moved = _moved_geometry(geometry, transform)
    members = geometry.get("geometries")
    if isinstance(members, list):
        moved["geometries"] = [
            _moved_geometry(each, transform) if isinstance(each, dict) else each for each in members
        ]
    return {**feature, "geometry": moved}


def _moved_geometry(
    geometry: dict[str, Any], transform: Callable[[object], object]
) -> dict[str, Any]:
    return {**geometry, "coordinates": transform(geometry.get("coordinates"))}


def _foreign(members: dict[str, Element], report: Report) -> dict[str, Any]:
    """Return the members that GeoJSON does not know; one with a flaw is left off."""
    foreign = {}
    for name, member in members.items():
        if name in _OWN_MEMBERS or member.flaws:
            continue
        wrong = check_json(member.value)
        for each in wrong:
            path = path_text((name, *each.path))
            report.put(Problem(each.code, report.file, 1, 1, property=path, slots=each.slots))
        if not wrong:
            foreign[name] = member.value
    return foreign
