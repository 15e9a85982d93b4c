"""How many events begin in each month: the bars under the time slider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from layers import dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_DAYS_OF_MONTH = 31


def by_month(
    columns: Mapping[str, NDArray[Any]], counted: NDArray[np.bool_], first: int, last: int
) -> dict[str, Any]:
    """Count the beginnings in each month of a period.

    Args:
        columns: "begin" and "begin_sure", in days since 1970-01-01.
        counted: which features count, of the same length.
        first: first day of the period.
        last: last day of the period, inclusive.

    Returns:
        ``{"months": [{"month", "first", "days", "sure", "doubtful"}]}``. A beginning that
        is known only to the year is spread evenly over its months, under "doubtful".
    """
    starts = _month_starts(first, last)
    sure = np.zeros(len(starts) - 1)
    doubtful = np.zeros(len(starts) - 1)
    begin, latest = columns["begin"][counted], columns["begin_sure"][counted]
    in_month = latest - begin < _DAYS_OF_MONTH
    np.add.at(sure, _month_of(starts, begin[in_month]), 1)
    # Few different years are named however many events there are.
    vague, counts = np.unique(
        np.column_stack([begin[~in_month], latest[~in_month]]), axis=0, return_counts=True
    )
    for (early, late), count in zip(vague, counts, strict=True):
        months = slice(int(_month_of(starts, early)), int(_month_of(starts, late)) + 1)
        doubtful[months] += count / len(doubtful[months])
    return {
        "months": [
            {
                "month": dates.iso(int(starts[i]))[:7],
                "first": int(starts[i]),
                "days": int(starts[i + 1] - starts[i]),
                "sure": int(sure[i]),
                "doubtful": round(float(doubtful[i]), 2),
            }
            for i in range(len(starts) - 1)
        ]
    }


def _month_starts(first: int, last: int) -> NDArray[np.int64]:
    months = np.arange(
        np.datetime64(dates.iso(first), "M"), np.datetime64(dates.iso(last), "M") + 2
    )
    return months.astype("datetime64[D]").astype(np.int64)


def _month_of(starts: NDArray[np.int64], days: NDArray[Any] | int) -> NDArray[np.int64]:
    found = np.searchsorted(starts, days, side="right") - 1
    return np.asarray(np.clip(found, 0, len(starts) - 2), np.int64)
