"""Valid features of our own invention; a test says in what its feature differs from them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from layers.reading import ReadLayer, read_layer

TODAY = date(2026, 1, 1)

SOURCE = {
    "title": "Invented report",
    "publisher": "Nobody",
    "date": "2022-05",
    "url": "https://www.iana.org/report",
}
ASSERTS = {
    "by": "One party",
    "by_fr": "Une partie",
    "stance": "asserts",
    "says": "it was so",
    "says_fr": "c’était ainsi",
    "date": "2022-04-20",
    "source": 0,
}
DENIES = {**ASSERTS, "by": "The other party", "stance": "denies", "says": "it was not"}

_COMMON = {
    "name": "Invented place",
    "start": "2022-04-19",
    "end": "2022-08-15",
    "status": "reported",
    "precision": "site",
    "sources": [SOURCE],
}
_OWN = {
    "military_bases": {"kind": "camp", "site": "invented", "operator": "FRA"},
    "massacre_sites": {"kind": "massacre", "killed_min": 3, "killed_max": 5},
    "troop_movements": {"kind": "convoy", "mode": "road", "actor": "FRA"},
    "milestones": {"kind": "accord"},
}
POINT = {"type": "Point", "coordinates": [-1.3019, 15.8256]}
LINE = {"type": "LineString", "coordinates": [[-1.3, 15.8], [-0.05, 16.27]]}

Feature = dict[str, Any]


def make_feature(
    layer: str = "military_bases",
    /,
    *,
    geometry: Any = ...,
    without: tuple[str, ...] = (),
    around: dict[str, Any] | None = None,
    **changes: Any,
) -> Feature:
    """A valid feature of a layer with some properties changed, some left out.

    `around` is what stands beside "properties"; a layer that is not ours has no properties
    but the changes.
    """
    common = {"id": "one", **_COMMON, **_OWN[layer]} if layer in _OWN else {}
    properties = {**common, **changes}
    default = LINE if layer == "troop_movements" else POINT
    return {
        "type": "Feature",
        **(around or {}),
        "properties": {name: properties[name] for name in properties if name not in without},
        "geometry": default if geometry is ... else geometry,
    }


def make_file(*features: Any, **members: Any) -> bytes:
    """A FeatureCollection as people write it: indented, UTF-8."""
    collection = {"type": "FeatureCollection", **members, "features": list(features)}
    return json.dumps(collection, indent=2, ensure_ascii=False).encode()


def read(layer: str, *features: Any, **members: Any) -> ReadLayer:
    """Read a file of these features."""
    return read_layer(layer, make_file(*features, **members), today=TODAY)


def codes(layer: ReadLayer) -> list[str]:
    """The codes of what is wrong, in the order of the file."""
    return [problem.code for problem in layer.problems]


def ids(layer: ReadLayer) -> list[str]:
    """The ids of the features that are shown."""
    return [] if layer.frame is None else layer.frame["id"].tolist()
