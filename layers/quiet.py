"""What began too recently to be shown in public: the map is history, not targeting.

The checker warns of a base or a movement that may have begun less than QUIET_DAYS ago;
here it is left out, until it is old enough or whoever runs the site decides otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from layers import dates
from layers.validation.periods import QUIET_DAYS

if TYPE_CHECKING:
    from datetime import date

    from geopandas import GeoDataFrame

_LAYERS: Final = frozenset({"military_bases", "troop_movements"})


def without_recent(name: str, frame: GeoDataFrame, today: date) -> GeoDataFrame:
    """Return the features of a layer that began at least QUIET_DAYS before today.

    Args:
        name: of the layer; only bases and movements are held back.
        frame: as `reading.frames.frame_of` makes it.
        today: the day from which is counted.
    """
    if name not in _LAYERS:
        return frame
    # As `validation.periods.check_quiet`: of a month or a year, its last day counts.
    begun = frame["begin_sure_day"] <= (today - dates.EPOCH).days - QUIET_DAYS
    return frame if begun.all() else frame[begun].reset_index(drop=True)
