"""How many were killed in several events: two numbers, and what they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from layers import catalogue
from layers.chronicle.entries import EVENTS
from layers.filters import NO_FIGURE
from layers.payload.table import KILLED_OPEN, kinds_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.catalogue import Language
    from layers.payload.table import Table


def dead_words(
    table: Table, rows: NDArray[Any], language: Language, *, of: str = "dead.events"
) -> tuple[str, ...]:
    """Write the total of the dead of massacre sites, as sentences; none if there are none.

    Mass graves are left out, and said to be: their dates are those of discovery.

    Args:
        table: of the atlas.
        rows: of the table, all of them massacre sites.
        language: of the words.
        of: entry of the catalogue that counts the events.
    """
    is_grave = table.columns["kind"][rows] == kinds_of(EVENTS).index("mass_grave")
    chosen = rows[~is_grave]
    sentences = []
    if len(chosen):
        events = catalogue.counted(of, len(chosen), language)
        sentences.append(_total(table, chosen, events, language))
        sentences.append(catalogue.text("dead.overlap", language))
    if graves := int(is_grave.sum()):
        sentences.append(catalogue.counted("dead.graves", graves, language))
    return tuple(sentences)


def _total(table: Table, rows: NDArray[Any], events: str, language: Language) -> str:
    lowest = table.columns["killed_min"][rows].astype(np.int64)
    highest = table.columns["killed_max"][rows].astype(np.int64)
    no_lower, no_upper = lowest == NO_FIGURE, highest == NO_FIGURE
    is_open = (table.columns["flags"][rows] & KILLED_OPEN) > 0
    # Where only a lower figure is known the highest is at least that.
    least = np.where(no_lower, 0, lowest)
    most = np.where(no_upper, least, highest)
    none_known = no_lower & no_upper
    unknown = catalogue.counted("dead.no_figure", int(none_known.sum()), language)
    if only_upper := int((no_lower & ~none_known).sum()):
        no_minimum = catalogue.counted("dead.no_lower", only_upper, language)
        unknown = f"{unknown}, {no_minimum}"
    is_at_least = (is_open | (no_upper & ~no_lower)).any()
    return catalogue.text(
        "dead.total_open" if is_at_least else "dead.total",
        language,
        events=events,
        low=catalogue.number_text(int(least.sum()), language),
        high=catalogue.number_text(int(most.sum()), language),
        unknown=unknown,
    )
