"""The features of an atlas, one by one, as a view knows them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from layers import filters, wording
from layers.payload.facets import facets_of
from layers.payload.table import table_of
from layers.wording import Stay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.atlas import Atlas
    from layers.view import View

BASES: Final = "military_bases"
EVENTS: Final = "massacre_sites"
MOVEMENTS: Final = "troop_movements"
CONTEXT: Final = "milestones"
_GAZETTEER: Final = "places"


@dataclass(frozen=True, slots=True)
class Entry:
    """One feature.

    Attributes:
        layer: name of its layer.
        facts: its properties, None where unknown.
        is_disputed: in status and, under "as reported by", contradicted by that day.
    """

    layer: str
    facts: Mapping[str, Any]
    is_disputed: bool

    @property
    def id(self) -> str:
        """Return its id."""
        return str(self.facts["id"])


class Reader:
    """Reads entries by their row in the table of an atlas; columns are fetched once.

    Attributes:
        table: of the atlas.
        disputed: (n,), as `Entry.is_disputed`, of every row of the table.
        view: whose language the words are in.
    """

    def __init__(self, atlas: Atlas, view: View) -> None:
        self.view = view
        self.language = view.language
        self.table = table_of(atlas)
        self.disputed = filters.is_disputed(facets_of(atlas), view.known_by)
        self._columns: dict[int, dict[str, Any]] = {}
        self._places: dict[str, str] | None = None
        self._gazetteer = atlas.layers.get(_GAZETTEER)

    def entry(self, row: int) -> Entry:
        """Return the feature of a row of the table."""
        position, inner = (int(number) for number in self.table.source[row])
        facts = {name: _known(column[inner]) for name, column in self._of(position).items()}
        return Entry(self.table.layers[position].name, facts, bool(self.disputed[row]))

    def ids(self, rows: np.ndarray[Any, Any]) -> list[str]:
        """Return the ids of rows, in their order."""
        source = self.table.source[rows].tolist()
        return [str(self.table.values(position, "id")[inner]) for position, inner in source]

    def name(self, entry: Entry) -> str:
        """Return the name of a feature in the language of the view, else in the other."""
        said = wording.localized(entry.facts, "name", self.language)
        return said.text if said else entry.id

    def where(self, entry: Entry) -> str:
        """Return the place of a base by the gazetteer, else what the base is called."""
        if self._places is None:
            self._places = self._names_of_places()
        return self._places.get(entry.facts.get("place") or "", self.name(entry))

    def stay(self, entry: Entry) -> Stay:
        """Return what the words on a change of hands need of a tenure."""
        facts = entry.facts
        texts = (facts["summary"], facts["summary_fr"], *(facts["notes"] or {}).values())
        return Stay(
            facts["operator"],
            facts["start"],
            facts["end"],
            is_disputed=entry.is_disputed,
            tells=" ".join(text for text in texts if isinstance(text, str)),
            feature_id=entry.id,
        )

    def _of(self, position: int) -> dict[str, Any]:
        if position not in self._columns:
            self._columns[position] = {
                name: self.table.values(position, name)
                for name in self.table.layers[position].frame.columns
                if name != "geometry"
            }
        return self._columns[position]

    def _names_of_places(self) -> dict[str, str]:
        if self._gazetteer is None:
            return {}
        records = self._gazetteer.frame[["id", "name", "name_fr"]].to_dict("records")
        said = ((each["id"], wording.localized(each, "name", self.language)) for each in records)
        return {slug: name.text for slug, name in said if slug and name}


def _known(value: object) -> object:
    """Return a plain Python value; pandas' several ways to say "missing" are all None."""
    plain = value.item() if isinstance(value, np.generic) else value
    is_nan = isinstance(plain, float) and math.isnan(plain)
    return None if plain is pd.NA or is_nan else plain
