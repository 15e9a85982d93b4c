"""Who is on the map: operators and actors counted, as the legend writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from layers import filters, vocabulary
from layers.chronicle.entries import BASES, MOVEMENTS
from layers.chronicle.holders import sites_of
from layers.payload.facets import facets_of
from layers.timeline import ENDED, RECENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.view import View
    from layers.visibility import Visible


@dataclass(frozen=True, slots=True)
class Party:
    """One operator or actor of what is visible.

    Attributes:
        family: of colour and shape.
        code: of `vocabulary.ACTORS`.
        number: sites that it holds or may hold, or movements of its own.
        disputed: how many of these only stand on disputed entries.
        over: sites that it held once and no longer holds.
    """

    family: str
    code: str
    number: int
    disputed: int = 0
    over: int = 0


def parties(atlas: Atlas, view: View, shown: Visible) -> Mapping[str, tuple[Party, ...]]:
    """Return layer -> parties, by family and the largest first.

    A site that several hold counts for each of them; one that somebody held twice once.
    """
    disputed = filters.is_disputed(facets_of(atlas), view.known_by)
    names = [layer.name for layer in shown.table.layers]
    result: dict[str, tuple[Party, ...]] = {}
    for name in (BASES, MOVEMENTS):
        if name in names:
            layers = shown.table.columns["layer"][shown.rows]
            rows = shown.rows[layers == names.index(name)]
            result[name] = _parties(name, rows, shown, disputed)
    return result


def _parties(
    layer: str, rows: NDArray[Any], shown: Visible, disputed: NDArray[np.bool_]
) -> tuple[Party, ...]:
    things = sites_of(shown.table, rows) if layer == BASES else np.arange(len(rows))
    is_over = np.isin(shown.states[rows], (ENDED, RECENT)) & (layer == BASES)
    actors = shown.table.columns["actor"][rows]
    found = []
    for actor in np.unique(actors):
        mine = actors == actor
        held = np.unique(things[mine & ~is_over])
        sure = np.unique(things[mine & ~is_over & ~disputed[rows]])
        over = np.setdiff1d(things[mine & is_over], held)
        code = tuple(vocabulary.ACTORS)[int(actor)]
        family = vocabulary.ACTORS[code].family
        found.append(Party(family, code, len(held), len(held) - len(sure), len(over)))
    order = {family: position for position, family in enumerate(vocabulary.FAMILIES)}
    return tuple(sorted(found, key=lambda each: (order[each.family], -each.number, each.code)))
