"""Do the dates and the ranges of a feature run the right way round?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import dates
from layers.problems import Finding, finding, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

# The map is history, not targeting: what is younger than this is said to be so.
QUIET_DAYS = 30


def check_order(properties: dict[str, Any]) -> Sequence[Finding]:
    """Check that some day of the end is not before the first day of the start.

    Both ends are inclusive, and "2022-03" may end what began on 2022-03-10.
    """
    start, end = dates.parsed(properties.get("start")), dates.parsed(properties.get("end"))
    if start is None or end is None or end.last >= start.first:
        return ()
    return (finding("dates-reversed", ("end",), start=start.text, end=end.text),)


def check_not_future(properties: dict[str, Any], *, today: int) -> Sequence[Finding]:
    """Warn of a start after today, which is most often a slip of the pen."""
    start = dates.parsed(properties.get("start"))
    if start is None or start.first <= today:
        return ()
    return (finding("date-future", ("start",), found=start.text, today=dates.iso(today)),)


def check_quiet(properties: dict[str, Any], *, today: int) -> Sequence[Finding]:
    """Warn of a start that may be less than QUIET_DAYS ago, or still to come."""
    start = dates.parsed(properties.get("start"))
    if start is None or start.last <= today - QUIET_DAYS:
        return ()
    now = dates.iso(today)
    return (finding("starts-recently", ("start",), found=start.text, today=now, days=QUIET_DAYS),)


def check_killed(properties: dict[str, Any]) -> Sequence[Finding]:
    """Check that the lower figure is not above the upper one, and that 0 is no "not known"."""
    low, high = properties.get("killed_min"), properties.get("killed_max")
    if type(high) is int and high == 0 and not low and not properties.get("killed_note"):
        return (finding("killed-zero", ("killed_max",)),)
    if not isinstance(low, int | float) or not isinstance(high, int | float) or low <= high:
        return ()
    return (finding("killed-reversed", ("killed_min",), low=shown(low), high=shown(high)),)
