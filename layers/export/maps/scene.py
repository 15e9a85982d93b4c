"""What all parts of one map need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from layers import filters, timeline
from layers.export import palette, symbols
from layers.payload.facets import facets_of
from layers.payload.table import IS_LINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.export.composition import Theme
    from layers.export.mercator import MapFrame
    from layers.export.palette import Palette
    from layers.export.symbols import Spec
    from layers.payload.table import Table
    from layers.view import View
    from layers.visibility import Visible


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A view in a frame.

    Attributes:
        atlas: whose features.
        view: what is shown.
        frame: in which.
        theme: of the picture.
        shown: what is visible.
        disputed: shape (n,), of every row of the table: as of `view.known_by`.
    """

    atlas: Atlas
    view: View
    frame: MapFrame
    theme: Theme
    shown: Visible
    disputed: NDArray[np.bool_]

    @property
    def colours(self) -> Palette:
        """Return the colours of the theme."""
        return palette.of(self.theme)

    @property
    def table(self) -> Table:
        """Return the table of the atlas."""
        return self.shown.table

    @property
    def floor(self) -> float:
        """Return the day up to which what ended does not show."""
        if self.view.mode == "sofar":
            return float("-inf")
        return self.view.day - self.view.window + 1 if self.view.mode == "last" else self.view.day

    def is_line(self) -> NDArray[np.bool_]:
        """Return which of the visible rows are movements, shape (n,)."""
        found: NDArray[np.bool_] = (self.table.columns["flags"][self.shown.rows] & IS_LINE) > 0
        return found

    def points(self, rows: NDArray[Any]) -> NDArray[np.float64]:
        """Return the places of rows in units of the sheet, shape (n, 2)."""
        columns = self.table.columns
        return self.frame.project(np.column_stack([columns["lon"][rows], columns["lat"][rows]]))

    def state(self, row: int) -> int:
        """Return how a row shows, as `timeline` has it."""
        return int(self.shown.states[row])

    def is_over(self, row: int) -> bool:
        """Return whether a row is drawn faint."""
        return self.state(row) == timeline.ENDED

    def spec(self, row: int) -> Spec:
        """Return what a row looks like."""
        return symbols.spec_of(self.table, row, disputed=bool(self.disputed[row]))

    def text(self, row: int, field: str) -> str:
        """Return a property of a row in the language of the view; "" if it has none."""
        position, place = self.table.source[row]
        frame = self.table.layers[position].frame
        names = (f"{field}_fr", field) if self.view.language == "fr" else (field,)
        for name in names:
            value = self.table.values(position, name)[place] if name in frame else None
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())
        return ""

    def ids(self, rows: NDArray[Any]) -> tuple[str, ...]:
        """Return the ids of rows, in their order."""
        source = self.table.source[rows].tolist()
        return tuple(str(self.table.values(position, "id")[row]) for position, row in source)

    def selected(self) -> int:
        """Return the visible row that is selected, or -1."""
        for row, (layer, place) in (
            zip(self.shown.rows, self.table.rows(self.shown.rows), strict=True)
            if self.view.selected
            else ()
        ):
            if layer.frame["id"].iat[place] == self.view.selected:
                return int(row)
        return -1


def scene_of(atlas: Atlas, view: View, frame: MapFrame, theme: Theme, shown: Visible) -> Scene:
    """Return the scene of a view in a frame."""
    disputed = filters.is_disputed(facets_of(atlas), view.known_by)
    return Scene(atlas, view, frame, theme, shown, disputed)
