"""Two days compared: what began, ended, changed hands, moved and happened between them.

What changed is what came after the earlier day, up to and including the later one. A base
whose dates are not known to the day is said to have perhaps changed, never to have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from layers.chronicle import Group, Reader, kept_back
from layers.comparison.changes import changed_rows
from layers.comparison.telling import Teller
from layers.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.view import View

# What the map draws of a change.
Mark = Literal["began", "ended", "changed", "moved", "event"]
_MARKS: Final[Mapping[str, Mark]] = {
    "changed": "changed",
    "began": "began",
    "perhaps_began": "began",
    "ended": "ended",
    "passing": "ended",
    "perhaps_ended": "ended",
    "moved": "moved",
    "event": "event",
    "context": "event",
}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What changed between two days, in sentences of the view's language.

    Attributes:
        earlier: days since 1970-01-01; what changed comes after it.
        later: likewise; what changed came up to it.
        groups: sentences by what happened; none is empty.
        counts: one short phrase a group ("2 bases began").
        notes: what filters, switched-off layers and "as reported by" keep back.
        rows: kind of change -> rows of the table, in its order; "perhaps" are bases of
            which the dates tell nothing surer.
        reader: of the atlas.
    """

    earlier: int
    later: int
    groups: tuple[Group, ...]
    counts: tuple[str, ...]
    notes: tuple[str, ...]
    rows: Mapping[str, NDArray[np.intp]]
    reader: Reader

    def marks(self) -> dict[str, Mark]:
        """Return id -> kind of change for the map, in a stable order.

        A base that only perhaps began or ended is marked as if it had; its own symbol
        shows the doubt.
        """
        result: dict[str, Mark] = {}
        for kind, mark in _MARKS.items():
            result.update(dict.fromkeys(self.reader.ids(self.rows[kind]), mark))
        return result


def compare(atlas: Atlas, view: View) -> Comparison:
    """Compare `View.day` with `View.against`; without the latter nothing has changed.

    Layers, filters and "as reported by" count as in `visibility.visible`, the mode of the
    slider does not.
    """
    days = _days(view)
    reader = Reader(atlas, view)
    rows = _changed(reader, atlas, view)
    teller = Teller(reader, days, rows)
    return Comparison(
        *days,
        tuple(group for group in teller.groups() if group),
        tuple(teller.counts()),
        _kept_back(reader, atlas, view, rows),
        rows,
        reader,
    )


def _kept_back(
    reader: Reader, atlas: Atlas, view: View, rows: Mapping[str, NDArray[np.intp]]
) -> tuple[str, ...]:
    """Write how much of the changes, not of all that is on the map, is kept back."""
    if not view.filters and view.known_by is None:
        return kept_back(view)
    passed = _joined(rows)
    known = passed
    if view.filters:
        known = _joined(_changed(reader, atlas, replace(view, filters=Filters())))
    every = known
    if view.known_by is not None:
        unfiltered = replace(view, filters=Filters(), known_by=None)
        every = _joined(_changed(reader, atlas, unfiltered))
    filtered = np.setdiff1d(known, passed)
    return kept_back(
        view,
        filtered=len(filtered),
        filtered_disputed=int(np.count_nonzero(reader.disputed[filtered])),
        unreported=len(np.setdiff1d(every, known)),
    )


def _changed(reader: Reader, atlas: Atlas, view: View) -> dict[str, NDArray[np.intp]]:
    return changed_rows(reader, atlas, view, _days(view))


def _days(view: View) -> tuple[int, int]:
    other = view.day if view.against is None else view.against
    return min(view.day, other), max(view.day, other)


def _joined(rows: Mapping[str, NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.unique(np.concatenate([*rows.values()]))
