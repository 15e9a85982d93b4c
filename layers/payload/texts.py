"""Names and dates in words, in blocks that are asked for when they are to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import wording
from layers.payload.table import table_of

if TYPE_CHECKING:
    from layers.atlas import Atlas, Layer

BLOCK: Final = 1024


def ids(atlas: Atlas) -> list[str]:
    """Return the ids of all features, in table order."""
    table = table_of(atlas)
    columns = [layer.frame["id"].to_numpy() for layer in table.layers]
    return [str(columns[position][row]) for position, row in table.source]


def texts(atlas: Atlas, block: int) -> list[dict[str, Any]]:
    """Return the texts of one block of the table, or nothing if there is no such block."""
    table = table_of(atlas)
    first = block * BLOCK
    chosen = np.arange(first, max(first, min(first + BLOCK, len(table.source))))
    return [_text(layer, row) for layer, row in table.rows(chosen)]


def _text(layer: Layer, row: int) -> dict[str, Any]:
    record = layer.frame.iloc[row]
    result: dict[str, Any] = {
        "en": {"name": record["name"], "when": wording.when(record, "en")},
        "fr": {"name": record["name_fr"] or record["name"], "when": wording.when(record, "fr")},
    }
    if layer.name == "troop_movements":
        result["from"], result["to"] = record["from"], record["to"]
    return result
