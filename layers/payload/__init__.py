"""Atlas -> the bytes that travel to the map, once, by URL.

``index.json`` holds tables and what the time bar shows; ``columns.bin`` holds one typed
array a column, features sorted by their first day; ``ids.json`` their ids in that order;
``texts/N.json`` the names of block N, asked for only when they are to be seen;
``context/NAME.json`` a context layer as GeoJSON. The script's side is
``timemap/assets/data.js``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.payload.context import context_geojson
from layers.payload.index import index
from layers.payload.table import period, table_of
from layers.payload.texts import ids, texts

if TYPE_CHECKING:
    from layers.atlas import Atlas

__all__ = ["Resource", "period", "resource"]


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer to the map's script."""

    body: bytes
    media_type: str


def resource(atlas: Atlas, name: str) -> Resource | None:
    """Return one of the files named above, or None if there is no such file."""
    folder, _, rest = name.partition("/")
    stem = rest.removesuffix(".json")
    if name == "index.json":
        return _json(index(atlas))
    if name == "columns.bin":
        return Resource(table_of(atlas).as_bytes(), "application/octet-stream")
    if name == "ids.json":
        return _json(ids(atlas))
    if folder == "texts" and stem.isascii() and stem.isdigit():
        block = texts(atlas, int(stem))
        return _json(block) if block else None
    if folder == "context" and stem in atlas.layers and atlas.layers[stem].is_context:
        return _json(context_geojson(atlas.layers[stem]))
    return None


def _json(value: object) -> Resource:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Resource(text.encode(), "application/json")
