"""Atlas -> the bytes that travel to the map, once, by URL.

``index.json`` holds tables and what the time bar shows; ``columns.bin`` holds one typed
array a column, features sorted by their first day; ``ids.json`` their ids in that order;
``texts/N.json`` the names of block N, asked for only when they are to be seen;
``facets.bin`` holds what filters look at, ``search.json`` the text in which words are sought,
``near.bin`` which events lay near which bases;
``context/NAME.json`` a context layer as GeoJSON. The script's side is
``timemap/assets/data.js``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers.payload.around import pairs_bytes
from layers.payload.context import context_geojson
from layers.payload.facet_columns import facets_bytes
from layers.payload.facets import texts_of
from layers.payload.index import index
from layers.payload.table import period, table_of
from layers.payload.texts import ids, texts
from layers.vocabulary import PLACES, RIVERS_ROADS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from layers.atlas import Atlas

__all__ = ["Resource", "asked_first", "period", "resource"]


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer to the map's script."""

    body: bytes
    media_type: str


def resource(atlas: Atlas, name: str) -> Resource | None:
    """Return one of the files named above, or None if there is no such file."""
    if name in _WHOLE:
        return _WHOLE[name](atlas)
    folder, _, rest = name.partition("/")
    stem = rest.removesuffix(".json")
    if folder == "texts" and stem.isascii() and stem.isdigit():
        block = texts(atlas, int(stem))
        return _json(block) if block else None
    if folder == "context" and stem in atlas.layers and atlas.layers[stem].is_context:
        return _json(context_geojson(atlas.layers[stem]))
    return None


def asked_first(atlas: Atlas) -> list[str]:
    """Return the files that the map asks for at once, those of them that there are."""
    drawn = [f"context/{name}.json" for name in (PLACES, RIVERS_ROADS) if name in atlas.layers]
    blocks = ["texts/0.json"] if len(table_of(atlas).source) else []
    return [*_WHOLE_AT_ONCE, *blocks, *drawn]


def _binary(body: bytes) -> Resource:
    return Resource(body, "application/octet-stream")


def _json(value: object) -> Resource:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Resource(text.encode(), "application/json")


_WHOLE_AT_ONCE: Final = ("index.json", "columns.bin", "ids.json")
_WHOLE: Mapping[str, Callable[[Atlas], Resource]] = MappingProxyType(
    {
        "index.json": lambda atlas: _json(index(atlas)),
        "columns.bin": lambda atlas: _binary(table_of(atlas).as_bytes()),
        "facets.bin": lambda atlas: _binary(facets_bytes(atlas)),
        "near.bin": lambda atlas: _binary(pairs_bytes(atlas)),
        "search.json": lambda atlas: _json(list(texts_of(atlas))),
        "ids.json": lambda atlas: _json(ids(atlas)),
    }
)
