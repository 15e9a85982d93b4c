"""Which features changed between two days, and how: array operations over the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers.chronicle.entries import BASES, CONTEXT, EVENTS, MOVEMENTS
from layers.chronicle.holders import sites_of
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.chronicle import Reader
    from layers.payload.table import Table
    from layers.view import View

# Whether a base stands on a day: not, perhaps (its dates are not known to the day), surely.
_NO, _PERHAPS, _YES = 0, 1, 2
# Kinds of change of a base, in the order in which they take it.
_OF_BASES: Final = (
    *("changed", "began", "ended", "passing"),
    *("perhaps_began", "perhaps_ended", "perhaps"),
)


def changed_rows(
    reader: Reader, atlas: Atlas, view: View, days: tuple[int, int]
) -> dict[str, NDArray[np.intp]]:
    """Return kind of change -> rows of the table, in its order; a row is of one kind only.

    Args:
        reader: of the atlas.
        atlas: whose features.
        view: its layers, filters and "as reported by" count, its mode does not.
        days: the earlier and the later; what changed came after the one, up to the other.
    """
    # Whatever began up to the later day, and passes layers, filters and known-by.
    begun = visible(atlas, replace(view, mode="sofar", day=days[1])).rows
    columns = {name: values[begun] for name, values in reader.table.columns.items()}
    names = [layer.name for layer in reader.table.layers]
    is_of = {
        name: columns["layer"] == names.index(name)
        for name in (BASES, EVENTS, MOVEMENTS, CONTEXT)
        if name in names
    }
    result = _bases(reader, begun[is_of[BASES]], days) if BASES in is_of else _no_bases()
    meets = (columns["end"] > days[0] + 1) & (columns["begin"] <= days[1])
    kinds = {"moved": MOVEMENTS, "event": EVENTS, "context": CONTEXT}
    for kind, layer in kinds.items():
        result[kind] = begun[is_of[layer] & meets] if layer in is_of else begun[:0]
    if days[0] == days[1]:
        result = {kind: rows[:0] for kind, rows in result.items()}
    return result


def _no_bases() -> dict[str, NDArray[np.intp]]:
    return {kind: np.zeros(0, np.intp) for kind in _OF_BASES}


def _bases(
    reader: Reader, rows: NDArray[np.intp], days: tuple[int, int]
) -> dict[str, NDArray[np.intp]]:
    columns = reader.table.columns
    before, after = (_stands(columns, rows, day) for day in days)
    # Who hands a site over on the later day is still there on it, and has left it all the same.
    leaves = (columns["end"][rows] == days[1] + 1) & (columns["end_sure"][rows] == days[1])
    changed = _changed_hands(reader, rows, before, after, leaves)
    inside = (columns["begin"][rows] > days[0]) & (columns["end"][rows] <= days[1])
    chosen_by = {
        "changed": changed,
        "began": (before == _NO) & (after == _YES),
        "ended": (before == _YES) & (after == _NO),
        "passing": (before == _NO) & (after == _NO) & inside,
        "perhaps_began": (before != _YES) & (after > before),
        "perhaps_ended": (after != _YES) & (before > after),
        "perhaps": (before == _PERHAPS) & (after == _PERHAPS),
    }
    result, taken = {}, np.zeros(len(rows), bool)
    for kind in _OF_BASES:
        result[kind] = rows[chosen_by[kind] & ~taken]
        taken |= chosen_by[kind]
    return result


def _stands(columns: Mapping[str, NDArray[Any]], rows: NDArray[Any], day: int) -> NDArray[Any]:
    begin, sure, last, end = (
        columns[name][rows] for name in ("begin", "begin_sure", "end_sure", "end")
    )
    may = (begin <= day) & (day < end)
    return np.where(may, np.where((sure <= day) & (day <= last), _YES, _PERHAPS), _NO)


def _changed_hands(
    reader: Reader,
    rows: NDArray[Any],
    before: NDArray[Any],
    after: NDArray[Any],
    leaves: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Tell which tenures came or went at a site that one operator left and another took.

    As on the card, only comings and goings that are not disputed make a change of hands;
    a disputed one at such a site is told with it.
    """
    sites = sites_of(reader.table, rows)
    holders = sites * (np.iinfo(np.uint8).max + 1) + reader.table.columns["actor"][rows]
    sure = ~reader.disputed[rows]
    stays = (after > _NO) & ~leaves
    gone = sure & (before > _NO) & ~np.isin(holders, holders[stays])
    come = sure & (after > _NO) & ~np.isin(holders, holders[before > _NO])
    at_such = np.isin(sites, np.intersect1d(sites[gone], sites[come]))
    result: NDArray[np.bool_] = at_such & (gone | ((before > _NO) != (after > _NO)))
    return result


def surely_between(table: Table, rows: NDArray[Any], days: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell which features were surely, whatever their exact dates, after one day up to another."""
    begin, sure, last, end = (
        table.columns[name][rows] for name in ("begin", "begin_sure", "end_sure", "end")
    )
    lies_within = (begin > days[0]) & (end <= days[1] + 1)
    result: NDArray[np.bool_] = lies_within | (
        (sure <= last) & (sure <= days[1]) & (last > days[0])
    )
    return result


def standing_on(table: Table, rows: NDArray[Any], day: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return which bases stand, or may stand, on a day, and of which it is not sure."""
    stands = _stands(table.columns, rows, day)
    return stands > _NO, stands == _PERHAPS
