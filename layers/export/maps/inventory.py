"""What a map has on it: what a legend must explain, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from layers import vocabulary
from layers.chronicle.holders import counts
from layers.payload.table import BY_AIR, KILLED_OPEN, kinds_of
from layers.timeline import DOUBTFUL, ENDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.export.maps.scene import Scene

_EVENTS: Final = "massacre_sites"
_NO_FIGURE: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a map shows, in its frame or beyond it.

    Attributes:
        families: layer -> families of actors on it, in the order of the vocabulary.
        events: looks of massacre sites: "disc" lowest and highest figure, "open" the highest
            is "at least", "ring" no lower figure, "nofigure", "grave".
        marks: of "disputed", "doubtful", "ended", "air".
        counts: layer -> features, of bases sites: as the header of the page counts them.
        context: name and colour of each context layer that is drawn.
        dense: so many symbols stand in the frame that they are drawn small, without codes,
            sizes, dashes and hatching.
    """

    families: Mapping[str, tuple[str, ...]]
    events: frozenset[str]
    marks: frozenset[str]
    counts: Mapping[str, int]
    context: tuple[tuple[str, str], ...] = ()
    dense: bool = False


def inventory_of(
    scene: Scene, context: tuple[tuple[str, str], ...] = (), *, dense: bool = False
) -> Inventory:
    """Return the inventory of a scene."""
    return Inventory(
        MappingProxyType(_families(scene)),
        frozenset(_events(scene)),
        frozenset(_marks(scene)),
        MappingProxyType({name: n for name, n in counts(scene.shown).items() if n}),
        context,
        dense,
    )


def _families(scene: Scene) -> dict[str, tuple[str, ...]]:
    columns, rows = scene.table.columns, scene.shown.rows
    codes = tuple(vocabulary.ACTORS)
    result = {}
    for position, layer in enumerate(scene.table.layers):
        if layer.name not in {"military_bases", "troop_movements"}:
            continue
        actors = np.unique(columns["actor"][rows[columns["layer"][rows] == position]])
        found = {vocabulary.ACTORS[codes[int(actor)]].family for actor in actors}
        if found:
            result[layer.name] = tuple(key for key in vocabulary.FAMILIES if key in found)
    return result


def _events(scene: Scene) -> Iterator[str]:
    columns, rows = scene.table.columns, scene.shown.rows
    names = [layer.name for layer in scene.table.layers]
    if _EVENTS not in names:
        return
    rows = rows[columns["layer"][rows] == names.index(_EVENTS)]
    is_grave = columns["kind"][rows] == kinds_of(_EVENTS).index("mass_grave")
    has_low = columns["killed_min"][rows] != _NO_FIGURE
    has_any = has_low | (columns["killed_max"][rows] != _NO_FIGURE)
    is_open = (columns["flags"][rows] & KILLED_OPEN) > 0
    looks = {
        "disc": ~is_grave & has_low,
        "open": ~is_grave & has_any & is_open,
        "ring": ~is_grave & has_any & ~has_low,
        "nofigure": ~is_grave & ~has_any,
        "grave": is_grave,
    }
    yield from (look for look, shows in looks.items() if shows.any())


def _marks(scene: Scene) -> Iterator[str]:
    rows = scene.shown.rows
    states = scene.shown.states[rows]
    if scene.disputed[rows].any():
        yield "disputed"
    if (states == DOUBTFUL).any():
        yield "doubtful"
    if (states == ENDED).any():
        yield "ended"
    if ((scene.table.columns["flags"][rows] & BY_AIR) > 0).any():
        yield "air"
