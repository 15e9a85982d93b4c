"""Names and dates in words, in blocks that are asked for when they are to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import wording
from layers.catalogue import LANGUAGES, Language
from layers.payload.table import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    return {language: _in_language(record, language) for language in LANGUAGES}


def _in_language(record: Mapping[str, Any], language: Language) -> dict[str, Any]:
    result = {"name": _said(record, "name", language), "when": wording.when(record, language)}
    if "from" in record:
        result["from"] = _said(record, "from", language)
        result["to"] = _said(record, "to", language)
    return result


def _said(record: Mapping[str, Any], field: str, language: Language) -> Any:  # noqa: ANN401
    return (record.get(f"{field}_fr") if language == "fr" else None) or record[field]
