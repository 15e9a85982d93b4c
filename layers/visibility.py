"""What a view shows: the one answer to "which features, and how" for page and exports.

Visible is what passes time, mode, layers, filters and "as reported by"; the window of the
map plays no part. The map's own script comes to the same set: `window.temoin.visibleIds()`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from layers import filters, timeline
from layers.payload.around import pairs_of
from layers.payload.facets import facets_of, texts_of
from layers.payload.table import IS_TENURE, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.atlas import Atlas, Layer
    from layers.payload.table import Table
    from layers.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    """The features that a view shows.

    Attributes:
        table: all features of the evidence layers, sorted by first day.
        rows: the visible ones, as rows of the table, in its order.
        states: shape (n,), of every row of the table: `timeline.HOLDS` and so on;
            HIDDEN for what is not visible.
        filtered: how many would show but for the filters.
        filtered_disputed: how many of these are disputed.
        unreported: how many would show but were not reported by `View.known_by`.
    """

    table: Table
    rows: NDArray[np.intp]
    states: NDArray[np.uint8]
    filtered: int
    filtered_disputed: int
    unreported: int

    def features(self) -> Iterator[tuple[Layer, int, int]]:
        """Yield (layer, row in its frame, state) of each visible feature, by first day."""
        for row, (layer, position) in zip(self.rows, self.table.rows(self.rows), strict=True):
            yield layer, position, int(self.states[row])

    def ids(self) -> list[str]:
        """Return the ids of the visible features, sorted."""
        source = self.table.source[self.rows].tolist()
        return sorted(str(self.table.values(position, "id")[row]) for position, row in source)


def visible(atlas: Atlas, view: View) -> Visible:
    """Return what a view shows of an atlas."""
    table, facets = table_of(atlas), facets_of(atlas)
    if view.filters.text:
        facets = replace(facets, texts=texts_of(atlas))
    if view.filters.around:
        facets = replace(facets, pairs=pairs_of(atlas))
    states = _states(table, view)
    fates = filters.fates(facets, view.filters, view.known_by)
    shows = states != timeline.HIDDEN
    filtered = shows & (fates == filters.FILTERED)
    disputed = filters.is_disputed(facets, view.known_by)
    states[fates != filters.PASSES] = timeline.HIDDEN
    return Visible(
        table,
        np.flatnonzero(states),
        states,
        int(np.count_nonzero(filtered)),
        int(np.count_nonzero(filtered & disputed)),
        int(np.count_nonzero(shows & (fates == filters.UNREPORTED))),
    )


def _states(table: Table, view: View) -> NDArray[np.uint8]:
    columns = table.columns
    states = timeline.states(
        np.column_stack([columns[name] for name in ("begin", "begin_sure", "end_sure", "end")]),
        (columns["flags"] & IS_TENURE) > 0,
        day=view.day,
        mode=view.mode,
        window=view.window,
    )
    off = [position for position, layer in enumerate(table.layers) if layer.name in view.hidden]
    states[np.isin(columns["layer"], off)] = timeline.HIDDEN
    return states
