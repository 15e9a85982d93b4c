"""Who holds which sites: tenures counted by operator, and sites counted once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from layers import catalogue, timeline, vocabulary, wording
from layers.chronicle.entries import BASES
from layers.chronicle.groups import LISTED, Group
from layers.chronicle.lines import held

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.chronicle.entries import Reader
    from layers.payload.table import Table
    from layers.visibility import Visible

# So many tenures are written out, over all operators; the rest is counted.
_LISTED_IN_ALL: Final = 4 * LISTED


def counts(visible: Visible) -> dict[str, int]:
    """Count what a view shows by layer, bases as the sites that they stand on."""
    table = visible.table
    layers = table.columns["layer"][visible.rows]
    numbers = np.bincount(layers, minlength=len(table.layers))
    result = {layer.name: int(number) for layer, number in zip(table.layers, numbers, strict=True)}
    if BASES in result:
        tenures = visible.rows[layers == _position(table)]
        result[BASES] = len(np.unique(sites_of(table, tenures)))
    return result


def sites_of(table: Table, rows: NDArray[Any]) -> NDArray[np.intp]:
    """Return a number for the site of each tenure; the same number is the same site."""
    if not len(rows):
        return np.zeros(0, np.intp)
    names = table.layers[_position(table)].frame["site"].to_numpy()
    numbers: NDArray[np.intp] = pd.factorize(names[table.source[rows, 1]])[0]
    return numbers


def holders(reader: Reader, rows: NDArray[Any], states: NDArray[np.uint8]) -> Group:
    """Return the tenures that hold, by operator, most sites first.

    Args:
        reader: of the atlas.
        rows: of the table, tenures that hold or may hold.
        states: (n,) of `timeline` for each of `rows`.
    """
    heading = catalogue.text("day.holders", reader.language)
    if not len(rows):
        return Group("holders", heading)
    sites = sites_of(reader.table, rows)
    actors = reader.table.columns["actor"][rows]
    by_actor = [(actor, np.flatnonzero(actors == actor)) for actor in np.unique(actors)]
    by_actor.sort(key=lambda pair: (-len(np.unique(sites[pair[1]])), pair[0]))
    parts, room = [], _LISTED_IN_ALL
    for actor, chosen in by_actor:
        shown = min(room, len(chosen))
        room -= shown
        lines = tuple(
            held(reader, reader.entry(rows[i]), is_doubtful=bool(states[i] == timeline.DOUBTFUL))
            for i in chosen[:shown]
        )
        heading_of = _heading(reader, int(actor), rows[chosen], sites[chosen])
        parts.append(Group("holder", heading_of, lines, len(chosen) - shown))
    note = catalogue.text(
        "day.entries_at_sites",
        reader.language,
        entries=catalogue.counted("day.entries", len(rows), reader.language),
        sites=catalogue.counted("day.sites", len(np.unique(sites)), reader.language),
    )
    return Group("holders", heading, notes=(note,), parts=tuple(parts))


def _heading(reader: Reader, actor: int, rows: NDArray[Any], sites: NDArray[Any]) -> str:
    words = {
        "operator": wording.actor_words([tuple(vocabulary.ACTORS)[actor]], reader.language),
        "sites": catalogue.counted("day.sites", len(np.unique(sites)), reader.language),
    }
    disputed = len(np.unique(sites[reader.disputed[rows]]))
    if disputed:
        return catalogue.counted("day.holder_disputed", disputed, reader.language, **words)
    return catalogue.text("day.holder", reader.language, **words)


def _position(table: Table) -> int:
    return next(i for i, layer in enumerate(table.layers) if layer.name == BASES)
