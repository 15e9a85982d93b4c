"""Has one thing been entered twice: the same kind, the same days, nearly the same place?"""

from __future__ import annotations

from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from layers.knowledge.gazetteer import distance_km
from layers.problems import Finding, Word, finding, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from layers.problems import Slot

NEAR_KM = 3.0
# Two points nearer than this are one place to a reader.
_SAME_KM = 0.05
# Cells of about 6.7 km, laid four times, each time moved by half a cell: two positions
# within NEAR_KM share a cell in one of the four.
_CELL = 0.06
_SHIFTS = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))
# More features than this in one cell of one kind are compared with their neighbours in
# time only; a file in which that hides a twin has other troubles.
_MOST = 60
# Who must be the same for two features to be one thing.
_WHO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "military_bases": ("operator", "operation"),
        "massacre_sites": (),
        "troop_movements": ("actor",),
        "milestones": (),
    }
)


def check_twins(layer: str, frame: GeoDataFrame) -> Iterator[tuple[int, Finding]]:
    """Yield (row, finding) for the later of two features that may be one thing.

    Their dates are the same, or one is the less precise form of the other ("2022-03" and
    "2022-03-27"). A note of either that names the id of the other explains them.
    """
    if layer not in _WHO or len(frame) < 2:
        return
    names = ("id", "kind", "start", "end", "notes", "line", *_WHO[layer])
    columns = {name: frame[name].tolist() for name in names}
    said: set[tuple[int, int]] = set()
    first, last = _ends(frame)
    for rows in _groups(frame, first):
        records = {row: {name: columns[name][row] for name in names} for row in rows}
        for one, other in _pairs(rows, records):
            if (one, other) in said or not _alike(records[one], records[other], _WHO[layer]):
                continue
            apart = max(distance_km(tuple(end[one]), tuple(end[other])) for end in (first, last))
            if apart <= NEAR_KM:
                said.add((one, other))
                yield other, _twin(records[one], apart)


def _ends(frame: GeoDataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first and the last position of each feature, both of shape (n, 2)."""
    places, rows = frame.geometry.get_coordinates(), np.arange(len(frame))
    owner = places.index.to_numpy()
    xy = places.to_numpy()
    first = xy[np.searchsorted(owner, rows, side="left")]
    last = xy[np.searchsorted(owner, rows, side="right") - 1]
    return first, last


def _groups(frame: GeoDataFrame, lonlat: NDArray[np.float64]) -> Iterator[list[int]]:
    """Yield rows that share a cell, a kind and a year, two at least."""
    _, kind = np.unique(frame["kind"].to_numpy(str), return_inverse=True)
    _, year = np.unique(frame["start"].str[:4].to_numpy(str), return_inverse=True)
    for shift in _SHIFTS:
        cell = np.floor(lonlat / _CELL + shift).astype(np.int64)
        key = ((cell[:, 0] * 10_000 + cell[:, 1]) * 100 + kind) * 10_000 + year
        order = np.argsort(key, kind="stable")
        bounds = np.flatnonzero(np.diff(key[order])) + 1
        for group in _several(order, bounds):
            yield sorted(group.tolist())


def _several(order: NDArray[np.int64], bounds: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    starts = np.concatenate(([0], bounds))
    stops = np.concatenate((bounds, [len(order)]))
    for index in np.flatnonzero(stops - starts > 1):
        yield order[starts[index] : stops[index]]


def _pairs(rows: list[int], records: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    if len(rows) <= _MOST:
        yield from combinations(rows, 2)
        return
    by_day = sorted(rows, key=lambda row: (records[row]["start"], row))
    for at, row in enumerate(by_day):
        yield from ((min(row, other), max(row, other)) for other in by_day[at + 1 : at + 5])


def _alike(one: Mapping[str, Any], other: Mapping[str, Any], who: tuple[str, ...]) -> bool:
    if any(one[name] != other[name] for name in who):
        return False
    if not (_same_days(one["start"], other["start"]) and _same_days(one["end"], other["end"])):
        return False
    return not (_names(one, other["id"]) or _names(other, one["id"]))


def _same_days(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.startswith(other) or other.startswith(one)


def _names(record: Mapping[str, Any], feature_id: str) -> bool:
    return any(isinstance(note, str) and feature_id in note for note in record["notes"].values())


def _twin(one: Mapping[str, Any], apart: float) -> Finding:
    slots: dict[str, Slot] = {"other": visible(one["id"]), "line": str(one["line"])}
    return finding("near-duplicate", (), **slots, apart=_apart(apart))


def _apart(km: float) -> Word:
    if round(km) >= 1:
        return Word("problem.near-duplicate.apart", (("distance", round(km)),))
    return Word("problem.near-duplicate.near" if km > _SAME_KM else "problem.near-duplicate.same")
