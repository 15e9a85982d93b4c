"""Movements as strips through time, each on a lane of its family of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from layers import filters
from layers.payload.facets import facets_of
from layers.payload.table import period, table_of
from layers.series import FAMILIES, MOVEMENTS, families_of, passing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.view import View


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement as a strip.

    Attributes:
        row: in the atlas's table.
        id: of the feature.
        family: of its actor.
        lane: line of the family that it is drawn on, from 0.
        begin, begin_sure, end_sure, end: as in `dates.Tenancy`; `end` not after the period.
        is_disputed: as of `View.known_by`.
    """

    row: int
    id: str
    family: str
    lane: int
    begin: int
    begin_sure: int
    end_sure: int
    end: int
    is_disputed: bool


def movements(
    atlas: Atlas, view: View, *, most: int, apart: int
) -> tuple[tuple[Movement, ...], int]:
    """Return movements as strips, and how many there are.

    Args:
        atlas: that is shown.
        view: whose filters count.
        most: of more than these, only those nearest in time to the playhead are returned.
        apart: days that must lie between two strips of one lane.
    """
    rows = passing(atlas, view, MOVEMENTS)
    columns = table_of(atlas).columns
    begin, end = columns["begin"][rows], columns["end"][rows]
    away = np.maximum(np.maximum(begin - view.day, view.day - end + 1), 0)
    nearest = np.sort(np.argsort(away, kind="stable")[:most])
    return tuple(_strips(atlas, view, rows[nearest], apart)), len(rows)


def _strips(atlas: Atlas, view: View, rows: NDArray[np.intp], apart: int) -> Iterator[Movement]:
    """Yield movements, each on the first lane of its family that is free by then."""
    table = table_of(atlas)
    columns, families = table.columns, families_of(atlas)
    disputed = filters.is_disputed(facets_of(atlas), view.known_by)
    after = period(atlas)[1] + 1
    lanes: dict[str, list[int]] = {}
    for row, (layer, position) in zip(rows, table.rows(rows), strict=True):
        family = FAMILIES[families[row]]
        begin, end = int(columns["begin"][row]), min(int(columns["end"][row]), after)
        ends = lanes.setdefault(family, [])
        lane = next((i for i, busy in enumerate(ends) if busy + apart <= begin), len(ends))
        ends[lane : lane + 1] = [end]
        yield Movement(
            row=int(row),
            id=str(layer.frame["id"].iat[position]),
            family=family,
            lane=lane,
            begin=begin,
            begin_sure=int(columns["begin_sure"][row]),
            end_sure=min(int(columns["end_sure"][row]), after - 1),
            end=end,
            is_disputed=bool(disputed[row]),
        )
