"""One id, one feature, over all files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from layers.folders import SUFFIX
from layers.problems import Problem
from layers.reading.features import id_clash, place_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from layers.reading import ReadLayer


def without_clashes(
    read: ReadLayer, frame: GeoDataFrame, known: dict[str, tuple[str, int]]
) -> tuple[GeoDataFrame, list[Problem]]:
    """Return the frame without features whose id an earlier file has, and what to say of them.

    A feature of a context layer stays, under a name of our making. `known` maps the ids so
    far to (file, line) and learns those of this frame.
    """
    file = f"{read.name}{SUFFIX}"
    ids, lines = frame["id"].tolist(), frame["line"].tolist()
    places = dict(zip(ids, ((file, line) for line in lines), strict=True))
    taken = places.keys() & known.keys()
    code = "id-replaced" if read.is_context else "id-duplicate"
    problems = [_clash(code, each, places[each], known[each]) for each in taken]
    if taken:
        clashing = frame["id"].isin(list(taken)).to_numpy()
        if read.is_context:
            frame = frame.copy()
            handles = [f"{read.name}#r{row + 1}" for row in np.flatnonzero(clashing)]
            frame.loc[clashing, "id"] = handles
        else:
            frame = frame[~clashing].reset_index(drop=True)
    for each in frame["id"]:
        known[each] = places.get(each, (file, 0))
    return frame, problems


def _clash(code: str, feature_id: str, here: tuple[str, int], there: tuple[str, int]) -> Problem:
    file, line = here
    said = id_clash(code, feature_id, place_of(*there))
    return Problem(code, file, line, 0, feature_id, "id", said.slots)
