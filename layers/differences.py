"""Two versions of one file, feature by feature and property by property.

What is null, empty or absent says the same and is no difference; neither is the order of
features and keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from layers.folders import SUFFIX
from layers.reading.document import open_bytes
from layers.reading.features import label_of
from layers.reading.report import RefusedError, Report
from layers.validation.identity import with_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.catalogue import Language

Kind = Literal["new", "changed", "removed"]
KINDS: tuple[Kind, ...] = ("new", "changed", "removed")
Feature = dict[str, Any]

# How the geometry is called among the properties.
GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class Change:
    """One property that two versions of a feature say differently.

    Attributes:
        property: such as "killed_min", "sources[0].url" or `GEOMETRY`.
        before: its JSON value; None where it was absent.
        after: likewise.
    """

    property: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One feature that differs.

    Attributes:
        kind: whether the later version alone has it, both have it, or the earlier alone.
        id: of the feature, or "#3" for the third of its file if it has none.
        before: the whole feature; None of a new one.
        after: the whole feature; None of a removed one.
        changes: of its properties, in the order of the later version; of a new or removed
            feature every property is one.
    """

    kind: Kind
    id: str
    before: Feature | None
    after: Feature | None
    changes: tuple[Change, ...]

    def name(self, language: Language) -> str:
        """Return what the feature is called, the later version first; its id if nothing.

        A feature without a French name is called by its English one.
        """
        for feature in (self.after, self.before):
            facts = properties_of(feature) if feature else {}
            for key in ("name_fr", "name") if language == "fr" else ("name",):
                found = facts.get(key)
                if isinstance(found, str) and found.strip():
                    return found
        return self.id


def features_of(name: str, data: bytes) -> dict[str, Feature]:
    """Return the features of ``name.geojson`` by id, sound or not, in EPSG:4326.

    A second feature of the same id is left out, as is what is no JSON object; of a file
    that cannot be read nothing is returned.
    """
    try:
        opened = open_bytes(data, Report(f"{name}{SUFFIX}"))
    except RefusedError:
        return {}
    found: dict[str, Feature] = {}
    for index, element in enumerate(opened.elements):
        if type(element.value) is dict:
            found.setdefault(label_of(element.value, index), element.value)
    return found


def differences(
    before: Mapping[str, Feature], after: Mapping[str, Feature]
) -> tuple[Difference, ...]:
    """Return what differs: in the order of the later version, what is gone last."""
    found = []
    for name, feature in after.items():
        known = before.get(name)
        changes = tuple(_changes(known or {}, feature))
        if known is None or changes:
            kind: Kind = "new" if known is None else "changed"
            found.append(Difference(kind, name, known, feature, changes))
    for name, feature in before.items():
        if name not in after:
            found.append(Difference("removed", name, feature, None, tuple(_changes(feature, {}))))
    return tuple(found)


def properties_of(feature: Feature) -> Feature:
    """Return the properties of a feature, its id among them; nothing if they are no object."""
    properties = feature.get("properties")
    return with_id(feature, properties if type(properties) is dict else {})


def facts_of(feature: Feature) -> dict[str, Any]:
    """Return all that a feature says, by path; entries of lists of objects on their own."""
    found: dict[str, Any] = {}
    for name, value in (*properties_of(feature).items(), (GEOMETRY, _shape(feature))):
        for path, part in _parts(name, value):
            if not is_nothing(part):
                found[path] = part
    return found


def is_nothing(value: object) -> bool:
    """Tell whether a value says as much as an absent one."""
    return value is None or value in ("", [], {})


def same(one: object, other: object) -> bool:
    """Tell whether two JSON values say the same; 5 is 5.0, but true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(one.get(name), other.get(name)) for name in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or (is_nothing(one) and is_nothing(other))


def _changes(before: Feature, after: Feature) -> Iterator[Change]:
    old, new = facts_of(before), facts_of(after)
    for path in dict.fromkeys((*new, *old)):
        if not same(old.get(path), new.get(path)):
            yield Change(path, old.get(path), new.get(path))


def _shape(feature: Feature) -> object:
    geometry = feature.get("geometry")
    if type(geometry) is not dict:
        return geometry
    return {key: part for key, part in geometry.items() if key != "bbox"}


def _parts(name: str, value: object) -> Iterator[tuple[str, object]]:
    if name != GEOMETRY and isinstance(value, list) and any(type(each) is dict for each in value):
        for index, entry in enumerate(value):
            yield from _entry(f"{name}[{index}]", entry)
    else:
        yield name, value


def _entry(path: str, entry: object) -> Iterator[tuple[str, object]]:
    if type(entry) is dict:
        yield from ((f"{path}.{key}", part) for key, part in entry.items())
    else:
        yield path, entry
