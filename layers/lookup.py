"""What the panels ask an atlas: one feature, as known by a day, and the tenures of a site."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers import filters
from layers.payload.facets import facets_of
from layers.payload.table import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

    from layers.atlas import Atlas

BASES = "military_bases"


@dataclass(frozen=True, slots=True)
class Found:
    """One feature of the evidence.

    Attributes:
        layer: name of its layer.
        facts: its properties, None where unknown; `status` is as of the day that was asked for.
        row: its row in `payload.table.table_of`.
        is_reported: whether our sources had it by that day.
    """

    layer: str
    facts: Mapping[str, Any]
    row: int
    is_reported: bool = True


def find(atlas: Atlas, feature_id: str, known_by: int | None = None) -> Found | None:
    """Return the feature of this id among the evidence layers, as known by a day, or None."""
    for position, layer in enumerate(table_of(atlas).layers):
        rows = np.flatnonzero(layer.frame["id"].to_numpy() == feature_id)
        if len(rows):
            return at(atlas, _row_of(atlas, position, int(rows[0])), known_by)
    return None


def at(atlas: Atlas, row: int, known_by: int | None = None) -> Found:
    """Return the feature in a row of the table, as known by a day."""
    table = table_of(atlas)
    position, of_frame = table.source[row]
    layer = table.layers[position]
    facts = _facts(layer.frame, int(of_frame))
    if known_by is None:
        return Found(layer.name, facts, row)
    facets = facets_of(atlas)
    if facts["status"] == "disputed" and not filters.is_disputed(facets, known_by)[row]:
        facts["status"] = "reported"
    # An undated source may be of any day, but nobody reports what has not begun.
    is_reported = facets.known[row] <= known_by and facts["begin_day"] <= known_by
    return Found(layer.name, facts, row, bool(is_reported))


def tenures(atlas: Atlas, site: str, known_by: int | None = None) -> tuple[Found, ...]:
    """Return all tenures of a site, by first day; of those of one day, disputed ones last."""
    for position, layer in enumerate(table_of(atlas).layers):
        if layer.name == BASES:
            rows = np.flatnonzero(layer.frame["site"].to_numpy() == site)
            found = [at(atlas, _row_of(atlas, position, int(row)), known_by) for row in rows]
            return tuple(sorted(found, key=lambda each: _ledger_order(each.facts)))
    return ()


def day_on_which(facts: Mapping[str, Any], day: int) -> int:
    """Return a day on which the feature is on the map: this one if it can be, else the nearest.

    Of days on which it may or may not have been so, the nearest sure one is taken.
    """
    begin, end = int(facts["begin_day"]), int(facts["end_day"])
    if begin <= day < end:
        return day
    sure = facts["begin_sure_day"] if day < begin else facts["end_sure_day"]
    return min(max(int(sure), begin), end - 1)


def _ledger_order(facts: Mapping[str, Any]) -> tuple[int, bool, int]:
    return facts["begin_day"], facts["status"] == "disputed", facts["end_day"]


def _row_of(atlas: Atlas, position: int, of_frame: int) -> int:
    """Return the row of the table that holds a row of a layer's frame."""
    return int(np.flatnonzero((table_of(atlas).source == (position, of_frame)).all(axis=1))[0])


def _facts(frame: GeoDataFrame, row: int) -> dict[str, Any]:
    return {name: _known(frame[name].iat[row]) for name in frame.columns if name != "geometry"}


def _known(value: object) -> object:
    """Return a plain Python value; pandas' several ways to say "missing" are all None."""
    plain = value.item() if isinstance(value, np.generic) else value
    is_nan = isinstance(plain, float) and math.isnan(plain)
    return None if plain is pd.NA or is_nan else plain
