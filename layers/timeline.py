"""What is visible on a day, and how: the one rule that map, page and exports share.

The same rule stands in ``timemap/assets/timeline.js``; both are tested with
``tests/cases/visibility.json``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# "on": on this day. "sofar": everything begun up to the playhead. "last": last N days.
Mode = Literal["on", "sofar", "last"]
MODES: tuple[Mode, ...] = get_args(Mode)
WINDOWS: tuple[int, ...] = (30, 90, 365)

# How a feature shows on a day. A table and a legend count all but HIDDEN.
HIDDEN: Final = 0
HOLDS: Final = 1  # it is so on the playhead
DOUBTFUL: Final = 2  # it may be so: its dates are not known to the day
RECENT: Final = 3  # an event of the last N days, over by the playhead
ENDED: Final = 4  # over: drawn faint

STATE_NAMES: tuple[str, ...] = ("hidden", "holds", "doubtful", "recent", "ended")


def states(
    tenancies: NDArray[np.int32],
    is_tenure: NDArray[np.bool_],
    *,
    day: int,
    mode: Mode,
    window: int,
) -> NDArray[np.uint8]:
    """Return how each feature shows on a day.

    Args:
        tenancies: shape (n, 4): begin, begin_sure, end_sure, end, as in `dates.Tenancy`.
        is_tenure: shape (n,): true for a base's tenure, false for an event or movement.
        day: the playhead, in days since 1970-01-01.
        mode: mode of the slider.
        window: N of the mode "last", in days; ignored in the other modes.

    Returns:
        Shape (n,): one of HIDDEN, HOLDS, DOUBTFUL, RECENT, ENDED for each feature.
    """
    begin, begin_sure, end_sure, end = tenancies.T
    begun = begin <= day
    over = end <= day
    result = np.zeros(len(tenancies), dtype=np.uint8)
    now = begun & ~over
    result[now] = HOLDS
    result[now & ~((begin_sure <= day) & (day <= end_sure))] = DOUBTFUL
    if mode == "sofar":
        result[begun & over] = ENDED
    elif mode == "last":
        in_window = begun & over & (end > day - window + 1)
        result[in_window & ~is_tenure] = RECENT
        result[in_window & is_tenure] = ENDED
    return result
