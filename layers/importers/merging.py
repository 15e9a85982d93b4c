"""Imported features into a file that is there already, feature by feature.

A feature whose id the file has is replaced where it stands, if it says anything else; what
is new comes last. No other byte of the file changes.
"""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.importers.raw import NotImportedError
from layers.importers.writing import MARGIN, feature_text
from layers.reading.encoding import EncodingError, decode
from layers.strict_json.documents import read_document
from layers.strict_json.scanner import JsonError, Scanner
from layers.validation import crs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.strict_json.documents import Document
    from layers.strict_json.scanner import Element

    Feature = Mapping[str, Any]
    Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A file with imported features in it.

    Attributes:
        data: the bytes of the whole file.
        new: ids of the features that were added; "" for one without.
        replaced: ids of those that the file had, and that say something else now.
        same: ids of those that the file had already, word for word.
    """

    data: bytes
    new: tuple[str, ...]
    replaced: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(slots=True)
class _Sorted:
    """Which features go where."""

    new: list[Feature] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)


def merge(data: bytes, features: Sequence[Feature], made: frozenset[str]) -> Merged:
    """Put features into the bytes of a FeatureCollection.

    Args:
        data: the whole file.
        features: of the contract.
        made: ids that are of our making; one of them never replaces what has the same id by
            chance, but gets another.

    Raises:
        NotImportedError: the file cannot be read, is no FeatureCollection, or has
            coordinates in another system.
    """
    text, scanner, document = _taken_apart(data)
    elements = document.features or []
    found = _sorted(elements, features, made)
    bracket = 0 if elements else scanner.locate(scanner.skip(0), ("features",))
    edits = [*found.edits, *_appended(text, elements, bracket, found.new)]
    if "\r\n" in text:
        edits = [(start, end, part.replace("\n", "\r\n")) for start, end, part in edits]
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    ids = tuple(_id(each) for each in found.new)
    whole = mark + _edited(text, edits).encode()
    return Merged(whole, ids, tuple(found.replaced), tuple(found.same))


def _taken_apart(data: bytes) -> tuple[str, Scanner, Document]:
    try:
        scanner = Scanner(decode(data))
        document = read_document(scanner)
    except (EncodingError, JsonError) as error:
        raise NotImportedError("target-broken") from error
    if document.kind != "object" or document.features is None:
        raise NotImportedError("target-broken")
    named = document.members.get("crs")
    if not crs.is_wgs84(crs.name_of(named.value if named else None) or ""):
        raise NotImportedError("target-crs")
    return scanner.text, scanner, document


def _sorted(
    elements: Sequence[Element], features: Sequence[Feature], made: frozenset[str]
) -> _Sorted:
    places = {_id(each.value): each for each in elements if _id(each.value)}
    taken = {*places, *map(_id, features)}
    found = _Sorted()
    for feature in features:
        name = _id(feature)
        place = places.get(name) if name else None
        if place is None:
            found.new.append(feature)
        elif name in made:
            _sort_made(feature, places, taken, found)
        elif _is_same(feature, place.value):
            found.same.append(name)
        else:
            after = like(feature, place.value)
            found.replaced.append(name)
            found.edits.append((place.start, place.end, feature_text(after)))
    return found


def _is_same(feature: Feature, before: Feature) -> bool:
    return json.dumps(like(feature, before)) == json.dumps(before)


def _sort_made(
    feature: Feature, places: Mapping[str, Element], taken: set[str], found: _Sorted
) -> None:
    """Add a feature under an id that nobody has, unless an earlier import has added it."""
    stem = name = _id(feature)
    number = 1
    while name in taken:
        named = {**feature, "properties": {**feature["properties"], "id": name}}
        if name in places and _is_same(named, places[name].value):
            found.same.append(name)
            return
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    found.new.append({**feature, "properties": {**feature["properties"], "id": name}})


def like(feature: Feature, before: Feature) -> dict[str, Any]:
    """Return a feature in the form of the one that it replaces.

    What is null or empty there, and absent here, says the same: other programs cannot tell
    the two apart. The order of what both have is that of the one before.
    """
    old, now = before.get("properties") or {}, feature["properties"]
    kept = {name: now.get(name, old[name]) for name in old if name in now or not _says(old[name])}
    properties = {**kept, **{name: now[name] for name in now if name not in kept}}
    shape = feature["geometry"]
    if _equal(now, old):
        properties = dict(old)
    if _equal(shape, before.get("geometry")):
        shape = before.get("geometry")
    return {**before, "properties": properties, "geometry": shape}


def _says(value: object) -> bool:
    return value not in (None, "", [])


def _equal(one: object, other: object) -> bool:
    """Compare values in which null, "", [] and absent are one, and 5 is 5.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = one.keys() | other.keys()
        return all(_equal(one.get(name), other.get(name)) for name in names)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(map(_equal, one, other))
    return one == other or not (_says(one) or _says(other))


def _appended(
    text: str, elements: Sequence[Element], bracket: int, new: Sequence[Feature]
) -> list[Edit]:
    """Return the edit that adds features after the last one, in its margin."""
    if not new:
        return []
    if not elements:
        close = text.index("]", bracket)
        body = ",\n".join(f"{MARGIN}{feature_text(each)}" for each in new)
        return [(bracket, close + 1, f"[\n{body}\n  ]")]
    last = elements[-1]
    line = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    margin = MARGIN if line.strip() else line
    parts = [f",\n{margin}{feature_text(each, margin)}" for each in new]
    return [(last.end, last.end, "".join(parts))]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with some spans of it replaced."""
    parts, at = [], 0
    for start, stop, part in sorted(edits):
        parts += [text[at:start], part]
        at = stop
    return "".join([*parts, text[at:]])


def _id(feature: object) -> str:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return ""
    found = feature["properties"].get("id", feature.get("id"))
    return found if isinstance(found, str) else ""
