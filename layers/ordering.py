"""The order of a table's rows: dates by time, figures by size, words by the alphabet."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np

from layers import catalogue, filters, vocabulary, wording
from layers.payload.facets import facets_of
from layers.payload.table import table_of
from layers.tabular import WHO, place_names, place_words, region_words, reported_by, who_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas, Layer
    from layers.catalogue import Language
    from layers.view import View

Column = Literal[
    "name",
    "what",
    "who",
    "when",
    "status",
    "killed_min",
    "killed_max",
    "place",
    "region",
    "precision",
    "sources",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

# Properties from which the words of a column are made.
_SORTED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "name_fr"),
    "what": ("kind",),
    "who": tuple(WHO.values()),
    "place": ("admin", "admin_fr", "from", "from_fr", "to", "to_fr", "place"),
}
_LAST: Final = np.iinfo(np.int64).max
_DAYS: Final = 1 << 32  # more than any end counts


def ordered(
    atlas: Atlas, view: View, rows: NDArray[np.intp], column: Column, *, descending: bool
) -> NDArray[np.intp]:
    """Return table rows sorted by a column; dates by time, figures by size, words by letter.

    What is unknown comes last in both directions; what is equal stands by time.
    """
    keys: NDArray[np.int64] = _keys(atlas, view, column)[rows]
    known = keys != _LAST
    signed = np.where(known & descending, -keys, keys)
    begin = table_of(atlas).columns["begin"][rows]
    return rows[np.lexsort((rows, begin, signed, ~known))]


def place_of(atlas: Atlas, rows: NDArray[np.intp], feature_id: str | None) -> int | None:
    """Return where among these table rows a feature stands, from 0; None if it is not there."""
    table = table_of(atlas)
    for number, layer in enumerate(table.layers):
        found = np.flatnonzero(layer.frame["id"].to_numpy() == feature_id)
        if len(found):
            row = np.flatnonzero((table.source == (number, found[0])).all(axis=1))[0]
            places = np.flatnonzero(rows == row)
            return int(places[0]) if len(places) else None
    return None


def _keys(atlas: Atlas, view: View, column: Column) -> NDArray[np.int64]:
    """Return (n,) sort keys of the whole table; _LAST where nothing is known."""
    facets = facets_of(atlas)
    if column == "when":
        columns = table_of(atlas).columns
        spans: NDArray[np.int64] = columns["begin"].astype(np.int64) * _DAYS + columns["end"]
        return spans
    if column in {"killed_min", "killed_max"}:
        figures = getattr(facets, column).astype(np.int64)
        return np.where(facets.counts_dead & (figures != filters.NO_FIGURE), figures, _LAST)
    if column == "precision":
        return facets.precision.astype(np.int64)
    if column == "status":
        undisputed_yet = ~filters.is_disputed(facets, view.known_by)
        disputed = facets.status == vocabulary.STATUSES.index("disputed")
        reported = vocabulary.STATUSES.index("reported")
        return np.where(disputed & undisputed_yet, reported, facets.status).astype(np.int64)
    if column == "sources":
        return _source_counts(atlas, view.known_by)
    return _word_keys(atlas, view.language, column)


# An atlas never changes: a column is worked out once for all who sort by it.
@lru_cache(maxsize=8)
def _source_counts(atlas: Atlas, known_by: int | None) -> NDArray[np.int64]:
    table = table_of(atlas)
    counts = [
        [len(reported_by(sources, known_by)) for sources in layer.frame["sources"]]
        for layer in table.layers
    ]
    return np.array([counts[layer][row] for layer, row in table.source], np.int64)


@lru_cache(maxsize=16)
def _word_keys(atlas: Atlas, language: Language, column: Column) -> NDArray[np.int64]:
    """Return the rank of each feature's words in the order of the alphabet."""
    table = table_of(atlas)
    texts = [[*_texts(atlas, layer, language, column)] for layer in table.layers]
    rank = {text: place for place, text in enumerate(sorted({*chain.from_iterable(texts)}))}
    rank[""] = _LAST
    keys = (rank[texts[layer][row]] for layer, row in table.source)
    return np.fromiter(keys, np.int64, len(table.source))


def _texts(atlas: Atlas, layer: Layer, language: Language, column: Column) -> Iterator[str]:
    """Yield what stands in a column of words for each feature of a layer, folded."""
    frame = layer.frame
    if column == "region":
        table, words = table_of(atlas), region_words(atlas, language)
        own = table.source[:, 0] == table.layers.index(layer)
        masks = np.zeros(len(frame), np.uint64)
        masks[table.source[own, 1]] = facets_of(atlas).regions[own]
        yield from (filters.fold(words[int(mask)]) for mask in masks)
        return
    places = place_names(atlas)
    # The id, which every frame has, keeps a row for what has none of the others.
    names = ["id", *(name for name in _SORTED_BY[column] if name in frame)]
    for values in zip(*(frame[name] for name in names), strict=True):
        facts = dict(zip(names, values, strict=True))
        yield filters.fold(_text(column, layer.name, facts, places, language))


def _text(
    column: Column,
    layer: str,
    facts: Mapping[str, Any],
    places: Mapping[str, Mapping[str, str | None]],
    language: Language,
) -> str:
    if column == "what":
        kind = catalogue.text(f"kind.{facts['kind']}", language)
        return f"{catalogue.text(f'layer.{layer}', language)} {kind}"
    if column == "who":
        return who_words(layer, facts, language)
    found = (
        place_words(layer, facts, places, language)
        if column == "place"
        else wording.localized(facts, "name", language)
    )
    return found.text if found else ""
