"""In which order the members of a feature stand in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

_AROUND = ("$schema", "type")
_FEATURE = ("type", "id", "properties", "geometry")
_GEOMETRY = ("type", "coordinates", "geometries")
_CLAIM = tuple(field.name for field in vocabulary.CLAIM_FIELDS)
_SOURCE = tuple(field.name for field in vocabulary.SOURCE_FIELDS)


def collection(members: dict[str, Any]) -> dict[str, Any]:
    """Return the members of a collection, its features last, where they are easy to find."""
    rest = {name: value for name, value in members.items() if name != "features"}
    return {**_sorted(rest, _AROUND), "features": members["features"]}


def feature(members: dict[str, Any], layer: str) -> dict[str, Any]:
    """Return a feature in the order of its layer; what is unknown keeps its order, last.

    The properties of a context layer are in nobody's table and stay as they are.
    """
    found = _sorted(members, _FEATURE)
    if isinstance(found.get("geometry"), dict):
        found["geometry"] = _sorted(found["geometry"], _GEOMETRY)
    spec = vocabulary.LAYERS.get(layer)
    if spec is not None and isinstance(found.get("properties"), dict):
        names = tuple(field.name for field in spec.fields)
        found["properties"] = properties(found["properties"], names)
    return found


def properties(found: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return properties in the order of their fields, a note behind what it explains.

    ``killed_note`` follows the last of the ``killed_`` fields; a note of what is no field
    (``route_note``) stands before ``status``; what nobody knows comes last, in the order in
    which it came.
    """
    rank = {name: index for index, name in enumerate(fields)}
    keys = {name: _key(name, rank) for name in found}
    ordered = {name: found[name] for name in sorted(found, key=lambda name: keys[name])}
    for name, members in (("claims", _CLAIM), ("sources", _SOURCE)):
        if isinstance(ordered.get(name), list):
            ordered[name] = [
                _sorted(each, members) if isinstance(each, dict) else each for each in ordered[name]
            ]
    return ordered


def _key(name: str, rank: dict[str, int]) -> tuple[float, int]:
    if name in rank:
        return (rank[name], 0)
    if not vocabulary.is_note(name):
        return (len(rank), 0)
    is_french = name.endswith("_fr")
    stem = name.removesuffix("_fr").removesuffix("_note")
    explained = [rank[each] for each in rank if each == stem or each.startswith(f"{stem}_")]
    if explained:
        return (max(explained), 1 + is_french)
    return (rank.get("status", len(rank)) - 0.5, 0)


def _sorted(found: dict[str, Any], first: Iterable[str]) -> dict[str, Any]:
    known = {name: found[name] for name in first if name in found}
    return {**known, **found}
