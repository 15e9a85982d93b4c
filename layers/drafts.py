"""The draft of one feature: what a person has filled in so far, right or wrong.

A draft is plain JSON: it lives in the session and in the person's own browser, comes back
from there as anything, and is no more than text until the checker has looked at the
feature that it makes.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.differences import facts_of, is_nothing, properties_of
from layers.formatting import free_id, order
from layers.validation.values import slug_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    Feature = dict[str, Any]
    Lines = list[list[list[float]]]

# What a record shows although nothing is known of it, so that whoever knows can fill it in.
_TEMPLATE = ("end", "killed_min", "killed_max", "strength")
# A stored draft is not larger than this, in characters.
MAX_LENGTH = 200_000
MAX_POSITIONS = 2_000
_NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
_POSITION = re.compile(rf"\[?\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*\]?,?")
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been filled in.

    Attributes:
        layer: one of `vocabulary.LAYERS`.
        base: id of the published feature that is changed; "" for a new one.
        properties: JSON values by name; None, "" and [] are open.
        shape: positions as typed, one "longitude, latitude" a line, an empty line between
            the parts of a line that is interrupted.
        origin: the published feature as it was when the draft was begun; None for a new one.
    """

    layer: str
    base: str = ""
    properties: Feature = field(default_factory=dict)
    shape: str = ""
    origin: Feature | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody would miss it."""
        return not (self.base or self.shape.strip()) and all(map(is_nothing, self.facts.values()))

    @property
    def is_touched(self) -> bool:
        """Tell whether somebody has filled in anything that is not published."""
        if self.origin is None:
            return not self.is_blank
        return facts_of(feature_of(self, ())) != facts_of(self.origin)

    @property
    def facts(self) -> Feature:
        """Return the properties without those that the form itself fills in."""
        return {name: value for name, value in self.properties.items() if name != "id"}

    def filled(self, **values: Any) -> Draft:  # noqa: ANN401
        """Return the draft with other values of some properties."""
        return replace(self, properties={**self.properties, **values})


def of_feature(layer: str, name: str, feature: Feature) -> Draft:
    """Return the draft that changes a published feature."""
    shape = shape_text(feature.get("geometry"))
    return Draft(layer, name, dict(properties_of(feature)), shape, feature)


def feature_of(draft: Draft, taken: Collection[str]) -> Feature:
    """Return the feature that a draft makes, in the order of its layer, right or wrong.

    Args:
        draft: what has been filled in.
        taken: ids that other features have; one without an id gets another.
    """
    spec = vocabulary.LAYERS[draft.layer]
    found = {
        name: value
        for name, value in draft.properties.items()
        if not is_nothing(value) or (draft.base and value is not None)
    }
    kept = draft.properties if draft.base else ()
    for name in _TEMPLATE:
        if spec.field(name) and (not draft.base or name in kept):
            found.setdefault(name, None)
    if not found.get("id"):
        found["id"] = draft.base or made_id(draft, taken)
    names = tuple(each.name for each in spec.fields)
    properties = order.properties(found, names)
    return {
        "type": "Feature",
        "properties": {name: value for name, value in properties.items() if value != ""},
        "geometry": _geometry(draft, spec.geometries),
    }


def made_id(draft: Draft, taken: Collection[str]) -> str | None:
    """Make an id of name and month; None without a name."""
    name, start = (draft.properties.get(key) for key in ("name", "start"))
    if not isinstance(name, str) or not name.strip():
        return None
    month = start[:7] if isinstance(start, str) else ""
    return free_id(slug_of(f"{name[:60]} {month}".strip()), None, set(taken))


# --- shape -----------------------------------------------------------------------------------


def _geometry(draft: Draft, geometries: Sequence[str]) -> Feature | None:
    """Return the geometry of a draft; the published one to the last digit if nobody moved it."""
    published = draft.origin.get("geometry") if draft.origin else None
    if type(published) is dict and draft.shape == shape_text(published):
        return published
    return geometry_of(draft.shape, geometries)


def geometry_of(text: str, geometries: Sequence[str]) -> Feature | None:
    """Return the geometry that positions make for a layer; None if there is none."""
    parts = positions_of(text)
    if parts is None or not parts:
        return None
    if geometries[0] == "Point":
        return {"type": "Point", "coordinates": parts[0][0]} if _count(parts) == 1 else None
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def positions_of(text: str) -> Lines | None:
    """Return the positions of a shape, in parts; None if a line of it is no position."""
    parts: Lines = []
    is_open = False
    for line in text.splitlines()[: 2 * MAX_POSITIONS]:
        if not line.strip():
            is_open = False
            continue
        found = _POSITION.fullmatch(line.strip())
        if not found:
            return None
        if not is_open:
            parts.append([])
        is_open = True
        parts[-1].append([round(float(number), _DECIMALS) for number in found.groups()])
    return parts


def shape_text(geometry: object) -> str:
    """Write the positions of a point or line; "" if it is neither."""
    return "\n\n".join(
        "\n".join(f"{lon:.12g}, {lat:.12g}" for lon, lat in part) for part in lines_of(geometry)
    )


def lines_of(geometry: object) -> Lines:
    """Return what can be drawn of a geometry of a file: parts of positions, rings as lines."""
    if type(geometry) is not dict:
        return []
    coordinates = geometry.get("coordinates")
    kind = geometry.get("type")
    if kind == "Point":
        parts: object = [[coordinates]]
    elif kind == "LineString":
        parts = [coordinates]
    else:
        parts = coordinates if kind in ("MultiLineString", "Polygon") else None
    if not isinstance(parts, list):
        return []
    found = []
    for part in parts:
        positions = part if isinstance(part, list) else []
        drawn = [[float(each[0]), float(each[1])] for each in positions if _is_position(each)]
        if drawn:
            found.append(drawn)
    return found


def _is_position(value: object) -> bool:
    if not isinstance(value, list) or len(value) < 2:
        return False
    lon, lat = value[:2]
    if not all(type(each) in (int, float) and math.isfinite(each) for each in (lon, lat)):
        return False
    return bool(abs(lon) <= 180 and abs(lat) <= 90)


def _count(parts: Lines) -> int:
    return sum(map(len, parts))


# --- stored ----------------------------------------------------------------------------------


def stored(draft: Draft) -> str:
    """Write a draft for the browser's own memory; "" if it is blank or too large for it."""
    if draft.is_blank:
        return ""
    text = json.dumps(asdict(draft), ensure_ascii=False)
    return text if len(text) <= MAX_LENGTH else ""


def restored(text: object) -> Draft | None:
    """Return the draft of a stored text; None if it is none."""
    if not isinstance(text, str) or not 0 < len(text) <= MAX_LENGTH:
        return None
    try:
        found = json.loads(text, parse_constant=_refused)
        # Half a character, written as an escape, is in no text that can be sent or saved.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("layer") not in tuple(vocabulary.LAYERS):
        return None
    base, properties, shape = (found.get(key) for key in ("base", "properties", "shape"))
    if not (isinstance(base, str) and isinstance(properties, dict) and isinstance(shape, str)):
        return None
    origin = found.get("origin")
    return Draft(found["layer"], base, properties, shape, origin if type(origin) is dict else None)


def _refused(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are no JSON
