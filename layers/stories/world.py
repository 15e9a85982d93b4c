"""What stories are checked against: the features of the atlas, its layers, its period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from layers import dates, timeline, vocabulary
from layers.reading.frames import DAY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geopandas import GeoDataFrame

    from layers.view import View

_BASES = "military_bases"
# The map's own orientation: never switched off by a story.
_ALWAYS = frozenset({vocabulary.PLACES, vocabulary.RIVERS_ROADS})


class Known(NamedTuple):
    """A feature as a story needs it: its layer, and its days as in `DAY_COLUMNS`."""

    layer: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class World:
    """What the stories of one atlas can name.

    Attributes:
        layers: the layers that a story may show or hide.
        period: the first and the last day that the slider spans; None without features.
    """

    layers: tuple[str, ...]
    period: tuple[int, int] | None
    _frames: Mapping[str, GeoDataFrame]
    _rows: Mapping[str, tuple[str, int]]

    @classmethod
    def of(cls, frames: Mapping[str, GeoDataFrame]) -> World:
        """Look through the layers of an atlas, by name, as `reading.frames.frame_of` makes them."""
        evidence = {name: frames[name] for name in vocabulary.LAYERS if name in frames}
        names = dict.fromkeys((*vocabulary.LAYERS, *frames))
        rows = {
            str(feature): (name, row)
            for name, frame in evidence.items()
            for row, feature in enumerate(frame["id"])
        }
        layers = tuple(name for name in names if name not in _ALWAYS)
        return cls(layers, _period([*evidence.values()]), evidence, rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all features that a story may name."""
        return tuple(self._rows)

    def feature(self, feature_id: str) -> Known | None:
        """Return the feature of this id, or None."""
        if feature_id not in self._rows:
            return None
        layer, row = self._rows[feature_id]
        frame = self._frames[layer]
        return Known(layer, tuple(int(frame[column].iat[row]) for column in DAY_COLUMNS))

    def hidden(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Return the layers to switch off so that only these show."""
        return tuple(sorted(set(self.layers) - set(shown)))


def _period(frames: Sequence[GeoDataFrame]) -> tuple[int, int] | None:
    dated = [frame for frame in frames if len(frame)]
    if not dated:
        return None
    begin = np.concatenate([frame["begin_day"].to_numpy() for frame in dated])
    end = np.concatenate([frame["end_day"].to_numpy() for frame in dated])
    closed = end[end < dates.OPEN_END]
    return int(begin.min()), max(int(begin.max()), int(closed.max()) - 1 if len(closed) else 0)


def is_shown(feature: Known, view: View) -> bool:
    """Tell whether a feature passes time, mode and layers of a view; filters are not asked."""
    if feature.layer in view.hidden:
        return False
    states = timeline.states(
        np.array([feature.days], np.int32),
        np.array([feature.layer == _BASES]),
        day=view.day,
        mode=view.mode,
        window=view.window,
    )
    return bool(states[0] != timeline.HIDDEN)
