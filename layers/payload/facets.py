"""The columns that filters look at, worked out once for an atlas."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers import catalogue, dates, vocabulary
from layers.catalogue import LANGUAGES
from layers.filters import KINDS, Facets, fold
from layers.payload.table import KILLED_OPEN, Table, table_of
from layers.regions import regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.evidence import Claim, Source

# Properties whose words free text finds, where a layer has them; claims come on top.
_SEARCHED: Final = (
    *("name", "name_fr", "summary", "summary_fr", "place", "operation", "admin", "admin_fr"),
    *("from", "from_fr", "to", "to_fr", "via", "via_fr", "victims", "victims_fr", "site"),
)
_ACTOR_FIELDS: Final = ("operator", "actor", "perpetrators")


# An atlas never changes, so one set serves all who look at it.
@lru_cache(maxsize=4)
def facets_of(atlas: Atlas) -> Facets:
    """Return the facets of an atlas in table order; `texts` is empty, see `texts_of`."""
    table = table_of(atlas)
    regions = regions_of(atlas)
    pieces = [_of_layer(layer.frame, layer.name) for layer in table.layers]
    ends = [regions.masks(points) for layer in table.layers for points in _ends(layer.frame)]
    masks = [first | last for first, last in zip(ends[::2], ends[1::2], strict=True)]
    column = {
        name: _in_order(table, [piece[name] for piece in pieces], kind)
        for name, kind in _KINDS_OF_COLUMN.items()
    }
    columns = table.columns
    names = [layer.name for layer in table.layers]
    massacres = names.index("massacre_sites") if "massacre_sites" in names else -1
    return Facets(
        actors=column["actors"],
        kind=column["kind"],
        status=column["status"],
        precision=columns["precision"],
        regions=_in_order(table, masks, np.uint64),
        region_names=regions.slugs,
        killed_min=columns["killed_min"],
        killed_max=columns["killed_max"],
        killed_open=(columns["flags"] & KILLED_OPEN) > 0,
        counts_dead=columns["layer"] == massacres,
        begin=columns["begin"],
        end=columns["end"],
        known=column["known"],
        disputed_from=column["disputed_from"],
    )


@lru_cache(maxsize=4)
def texts_of(atlas: Atlas) -> tuple[str, ...]:
    """Return the folded text of each feature, in table order: what free text is sought in."""
    table = table_of(atlas)
    texts = [[*_texts(layer.frame)] for layer in table.layers]
    return tuple(texts[position][row] for position, row in table.source)


_KINDS_OF_COLUMN: Final[Mapping[str, type]] = {
    "actors": np.uint64,
    "kind": np.uint8,
    "status": np.uint8,
    "known": np.int32,
    "disputed_from": np.int32,
}


def _in_order(table: Table, pieces: Sequence[NDArray[Any]], kind: type) -> NDArray[Any]:
    """Return the columns of the layers as one, in the order of the table."""
    starts = np.cumsum([0, *map(len, pieces)])
    joined: NDArray[Any] = np.concatenate([*pieces, np.zeros(0, kind)]).astype(kind)
    result: NDArray[Any] = joined[starts[table.source[:, 0]] + table.source[:, 1]]
    return result


def _of_layer(frame: GeoDataFrame, layer: str) -> dict[str, NDArray[Any]]:
    count = len(frame)
    status = {code: position for position, code in enumerate(vocabulary.STATUSES)}
    kind = {code: position for position, code in enumerate(KINDS)}
    pairs = [*zip(frame["claims"], frame["sources"], strict=True)]
    disputed = (_disputed_from(claims or ()) for claims, _ in pairs)
    return {
        "actors": np.fromiter(_actors(frame, count), np.uint64, count),
        "kind": np.fromiter((kind[code] for code in frame["kind"]), np.uint8, count),
        "status": np.fromiter((status[code] for code in frame["status"]), np.uint8, count),
        # Nothing was reported before it began, whatever an undated source leaves open.
        "known": np.maximum(
            np.fromiter((_known(*pair) for pair in pairs), np.int32, count),
            frame["begin_day"].to_numpy(np.int32),
        ),
        "disputed_from": np.fromiter(disputed, np.int32, count),
    }


def _actors(frame: GeoDataFrame, count: int) -> Iterator[int]:
    bit = {code: 1 << position for position, code in enumerate(vocabulary.ACTORS)}
    field = next((name for name in _ACTOR_FIELDS if name in frame), None)
    if field is None:
        yield from (0 for _ in range(count))
        return
    for codes in frame[field]:
        listed = (codes,) if isinstance(codes, str) else codes or ()
        yield sum(bit[code] for code in set(listed))


def last_day(date: str | None) -> int:
    """Return the day by which something of this date had surely been said; undated: always."""
    return dates.parse(date).last if date else dates.OPEN_BEGIN


def _known(claims: Sequence[Claim] | None, sources: Sequence[Source] | None) -> int:
    dated = [each.date for each in claims or ()] + [each.date for each in sources or ()]
    return min(map(last_day, dated), default=dates.OPEN_BEGIN)


def _disputed_from(claims: Iterable[Claim]) -> int:
    """Return the day by which both sides had spoken; if one never did, it is always disputed."""
    first: dict[str, int] = {}
    for claim in claims:
        day = last_day(claim.date)
        first[claim.stance] = min(day, first.get(claim.stance, day))
    if len(first) < len(vocabulary.STANCES):
        return dates.OPEN_BEGIN
    return max(first.values())


def _ends(frame: GeoDataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first and the last vertex of each geometry, (n, 2) each."""
    coordinates, owner = shapely.get_coordinates(frame.geometry.array, return_index=True)
    _, first = np.unique(owner, return_index=True)
    last = np.append(first[1:], len(owner)) - 1
    return coordinates[first].reshape(-1, 2), coordinates[last[: len(first)]].reshape(-1, 2)


def _texts(frame: GeoDataFrame) -> Iterator[str]:
    named = [frame[name] for name in _SEARCHED if name in frame]
    actors = [frame[name] for name in _ACTOR_FIELDS if name in frame]
    for row in range(len(frame)):
        parts = [*_flat(column.iat[row] for column in named)]
        for code in _flat(column.iat[row] for column in actors):
            parts += (catalogue.text(f"actor.{code}", language) for language in LANGUAGES)
        for claim in frame["claims"].iat[row] or ():
            parts += _flat((claim.by, claim.by_fr, claim.says, claim.says_fr))
        yield fold("\n".join(dict.fromkeys(parts)))


def _flat(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _flat(value)
