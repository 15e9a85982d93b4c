"""``facets.bin``: what filters look at, asked for when a viewer first filters."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from layers import vocabulary
from layers.catalogue import LANGUAGES, text
from layers.filters import KINDS
from layers.payload.facets import facets_of
from layers.payload.table import table_of
from layers.regions import ABROAD, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.filters import Facets

# The widest first, so that every array is aligned; 64 bits travel as two halves.
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("actors_low", "actors_high", "regions_low", "regions_high"), "<u4"),
        **dict.fromkeys(("known", "disputed_from"), "<i4"),
        **dict.fromkeys(("kind", "status"), "u1"),
    }
)
_LOW_WORD = np.uint64(0xFFFFFFFF)


def facets_bytes(atlas: Atlas) -> bytes:
    """Return ``facets.bin``: the arrays end to end, little-endian, as `facets_layout` says."""
    arrays = _arrays(facets_of(atlas))
    return b"".join(arrays[name].astype(kind).tobytes() for name, kind in _COLUMNS.items())


def facets_layout(atlas: Atlas) -> dict[str, Any]:
    """Return where the arrays stand (offsets are bytes), and the options of each facet."""
    # Known without working the columns out: the first picture does not wait for them.
    columns, offset, count = [], 0, len(table_of(atlas).source)
    for name, kind in _COLUMNS.items():
        columns.append({"name": name, "type": kind.lstrip("<"), "offset": offset, "length": count})
        offset += count * np.dtype(kind).itemsize
    return {
        "columns": columns,
        "kinds": _options("kind", KINDS),
        "statuses": _options("status", vocabulary.STATUSES),
        "precisions": _options("precision", vocabulary.PRECISIONS),
        "regions": [
            {"code": slug, **(names if slug != ABROAD else _both("filters.abroad"))}
            for slug, names in regions_of(atlas).names.items()
        ],
    }


def _arrays(facets: Facets) -> dict[str, NDArray[Any]]:
    result: dict[str, NDArray[Any]] = {
        "known": facets.known,
        "disputed_from": facets.disputed_from,
        "kind": facets.kind,
        "status": facets.status,
    }
    for name, bits in (("actors", facets.actors), ("regions", facets.regions)):
        result[f"{name}_low"] = bits & _LOW_WORD
        result[f"{name}_high"] = bits >> np.uint64(32)
    return result


def _options(prefix: str, codes: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"code": code, **_both(f"{prefix}.{code}")} for code in codes]


def _both(key: str) -> dict[str, str]:
    return {language: text(key, language) for language in LANGUAGES}
