"""What the panels ask an atlas: one feature, the tenures of a site, how much is visible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers import timeline, vocabulary
from layers.reading.frames import DAY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

    from layers.atlas import Atlas
    from layers.view import View

BASES = "military_bases"


@dataclass(frozen=True, slots=True)
class Found:
    """One feature: the name of its layer and its properties, None where unknown."""

    layer: str
    facts: Mapping[str, Any]


def find(atlas: Atlas, feature_id: str) -> Found | None:
    """Return the feature of this id among the evidence layers, or None."""
    for name in vocabulary.LAYERS:
        if name not in atlas.layers:
            continue
        frame = atlas.layers[name].frame
        rows = np.flatnonzero(frame["id"].to_numpy() == feature_id)
        if len(rows):
            return Found(name, _facts(frame, int(rows[0])))
    return None


def tenures(atlas: Atlas, site: str) -> tuple[Mapping[str, Any], ...]:
    """Return all tenures of a site, by first day."""
    if BASES not in atlas.layers:
        return ()
    frame = atlas.layers[BASES].frame
    rows = np.flatnonzero(frame["site"].to_numpy() == site)
    found = [_facts(frame, int(row)) for row in rows]
    return tuple(sorted(found, key=lambda facts: (facts["begin_day"], facts["end_day"])))


def visible_counts(atlas: Atlas, view: View) -> dict[str, int]:
    """Count what is visible of each evidence layer that is switched on.

    The whole rule in a few array operations: a hundred thousand features take
    milliseconds.
    """
    counts = {}
    for name in vocabulary.LAYERS:
        if name in atlas.layers and name not in view.hidden:
            frame = atlas.layers[name].frame
            states = timeline.states(
                np.column_stack([frame[column].to_numpy(np.int32) for column in DAY_COLUMNS]),
                np.full(len(frame), name == BASES),
                day=view.day,
                mode=view.mode,
                window=view.window,
            )
            counts[name] = int(np.count_nonzero(states != timeline.HIDDEN))
    return counts


def _facts(frame: GeoDataFrame, row: int) -> dict[str, Any]:
    return {name: _known(frame[name].iat[row]) for name in frame.columns if name != "geometry"}


def _known(value: object) -> object:
    """Return a plain Python value; pandas' several ways to say "missing" are all None."""
    plain = value.item() if isinstance(value, np.generic) else value
    is_nan = isinstance(plain, float) and math.isnan(plain)
    return None if plain is pd.NA or is_nan else plain
