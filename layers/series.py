"""What charts count: bases held and people killed, over the whole period.

Filters, layers and "as reported by" count as on the map; the mode of the slider does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from layers import filters, symbology, vocabulary
from layers.payload.facets import facets_of, texts_of
from layers.payload.table import period, table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.filters import Facets
    from layers.view import View

BASES: Final = "military_bases"
MASSACRES: Final = "massacre_sites"
MOVEMENTS: Final = "troop_movements"
FAMILIES: Final = vocabulary.FAMILIES
# More steps than this are drawn by the month: a screen has no more pixels.
_MOST_STEPS: Final = 1000
_KEY: Final = 1 << 23  # more than any day counts


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """How many sites each family holds, from each day of change to the next.

    A site counts on every day on which it may have been held, as on the map; one that two
    families hold counts for both.

    Attributes:
        days: shape (m,), the first of the period and each day on which a count changes;
            days since 1970-01-01.
        counts: shape (m, f), sites held by each of `FAMILIES`.
        disputed: shape (m, f), those of them for which every tenure on the day is disputed.
        sites: shape (m,), sites held by anybody.
        is_monthly: there are so many changes that `days` are the firsts of months instead.
    """

    days: NDArray[np.int32]
    counts: NDArray[np.int64]
    disputed: NDArray[np.int64]
    sites: NDArray[np.int64]
    is_monthly: bool

    def at(self, day: int) -> int:
        """Return the position in `days` of the step that holds on a day."""
        return max(int(np.searchsorted(self.days, day, side="right")) - 1, 0)


@dataclass(frozen=True, slots=True)
class Month:
    """The killings that fall into one month.

    Attributes:
        first: its first day, in days since 1970-01-01.
        last: its last day.
        low: sum of the lowest figures.
        high: sum of the highest; where an event has only a lowest one, that.
        is_open: whether a highest figure is itself "at least".
        events: how many there are.
        without_figure: those of them without any figure.
        without_low: those of them with a highest figure only.
    """

    first: int
    last: int
    low: int
    high: int
    is_open: bool
    events: int
    without_figure: int
    without_low: int


@dataclass(frozen=True, slots=True)
class Killed:
    """Killings by month; mass graves, whose dates are those of discovery, are left out.

    Attributes:
        months: those with an event, in order.
        apart: what cannot be put into one month, since it is known to the year only or
            went on over several; None if there is nothing of the kind.
        graves: how many mass graves were left out.
    """

    months: tuple[Month, ...]
    apart: Month | None
    graves: int


def held(atlas: Atlas, view: View) -> Held:
    """Return the bases held through time, under the view's filters."""
    return _held(atlas, view.filters, view.known_by)


def killed(atlas: Atlas, view: View) -> Killed:
    """Return the people killed by month, under the view's filters."""
    return _killed(atlas, view.filters, view.known_by)


def passing(atlas: Atlas, view: View, layer: str) -> NDArray[np.intp]:
    """Return the table rows of a layer that pass filters and "as reported by", by first day."""
    return _passing(atlas, view.filters, view.known_by, layer)


def _passing(
    atlas: Atlas, wanted: filters.Filters, known_by: int | None, layer: str
) -> NDArray[np.intp]:
    table = table_of(atlas)
    names = [each.name for each in table.layers]
    if layer not in names:
        return np.zeros(0, np.intp)
    fates = filters.fates(_facets(atlas, wanted), wanted, known_by)
    own = table.columns["layer"] == names.index(layer)
    return np.flatnonzero(own & (fates == filters.PASSES))


def _facets(atlas: Atlas, wanted: filters.Filters) -> Facets:
    facets = facets_of(atlas)
    return replace(facets, texts=texts_of(atlas)) if wanted.text else facets


# An atlas never changes, and a playhead that moves changes no series.
@lru_cache(maxsize=8)
def _held(atlas: Atlas, wanted: filters.Filters, known_by: int | None) -> Held:
    table = table_of(atlas)
    rows = _passing(atlas, wanted, known_by, BASES)
    columns = table.columns
    spans = np.column_stack([columns["begin"][rows], columns["end"][rows]]).astype(np.int64)
    site, family = _sites(atlas)[rows], families_of(atlas)[rows]
    sure = ~filters.is_disputed(facets_of(atlas), known_by)[rows]
    first, last = period(atlas)
    holding = site * len(FAMILIES) + family
    changes = np.unique(spans[(spans > first) & (spans <= last)])
    is_monthly = len(changes) > _MOST_STEPS
    if is_monthly:
        changes = firsts_of_months(first + 1, last)
    days = np.concatenate([[first], changes]).astype(np.int32)
    counts = _counts(spans, holding, family, days)
    undisputed = _counts(spans[sure], holding[sure], family[sure], days)
    sites = _counts(spans, site, np.zeros(len(rows), np.int64), days)[:, 0]
    return Held(days, counts, counts - undisputed, sites, is_monthly)


def _counts(
    spans: NDArray[np.int64],
    keys: NDArray[np.int64],
    columns: NDArray[np.int64],
    days: NDArray[np.int32],
) -> NDArray[np.int64]:
    """Count on each day the keys that have a span, by column: shape (m, f).

    Args:
        spans: shape (n, 2), half-open; those of one key may overlap and then count once.
        keys: shape (n,), not negative.
        columns: shape (n,), the same for all spans of a key.
        days: shape (m,), sorted.
    """
    order = np.lexsort((spans[:, 0], keys))
    begin, end = (spans[order] + keys[order, None] * _KEY).T
    reach = np.maximum.accumulate(end) if len(end) else end
    starts = np.ones(len(order), bool)
    starts[1:] = begin[1:] > reach[:-1]
    shift = keys[order][starts] * _KEY
    begins = begin[starts] - shift
    ends = (
        reach[np.append(np.flatnonzero(starts)[1:], len(order)) - 1] - shift if len(order) else end
    )
    column = columns[order][starts]
    result = np.zeros((len(days), len(FAMILIES)), np.int64)
    for each in range(len(FAMILIES)):
        own = column == each
        begun = np.searchsorted(np.sort(begins[own]), days, side="right")
        result[:, each] = begun - np.searchsorted(np.sort(ends[own]), days, side="right")
    return result


@lru_cache(maxsize=8)
def _killed(atlas: Atlas, wanted: filters.Filters, known_by: int | None) -> Killed:
    rows = _passing(atlas, wanted, known_by, MASSACRES)
    facets, columns = facets_of(atlas), table_of(atlas).columns
    graves = facets.kind[rows] == filters.KINDS.index("mass_grave")
    rows, count = rows[~graves], int(np.count_nonzero(graves))
    month = _months(columns["begin"][rows])
    in_one = month == _months(columns["end"][rows] - 1)
    months = (
        _month(facets, rows[in_one & (month == each)], int(each)) for each in _each(month, in_one)
    )
    spread = rows[~in_one]
    apart = (
        _month(facets, spread, int(_months(columns["begin"][spread])[0])) if len(spread) else None
    )
    return Killed(tuple(months), apart, count)


def _each(month: NDArray[np.int64], wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.unique(month[wanted])


def _month(facets: Facets, rows: NDArray[np.intp], month: int) -> Month:
    """Return the sum of these rows; `month` counts from January 1970."""
    low, high = facets.killed_min[rows].astype(np.int64), facets.killed_max[rows].astype(np.int64)
    no_low, no_high = low == filters.NO_FIGURE, high == filters.NO_FIGURE
    first, after = (np.datetime64(month + step, "M").astype("datetime64[D]") for step in (0, 1))
    return Month(
        first=int(first.astype(int)),
        last=int(after.astype(int)) - 1,
        low=int(low[~no_low].sum()),
        high=int(np.where(no_high, low, high)[~(no_low & no_high)].sum()),
        is_open=bool((facets.killed_open[rows] | (no_high & ~no_low)).any()),
        events=len(rows),
        without_figure=int(np.count_nonzero(no_low & no_high)),
        without_low=int(np.count_nonzero(no_low & ~no_high)),
    )


def _months(days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the months of days, counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def firsts_of_months(first: int, last: int) -> NDArray[np.int64]:
    """Return the first day of each month that begins within two days, both inclusive."""
    ends = np.array([first, last + 1], np.int64).astype("datetime64[D]").astype("datetime64[M]")
    days = np.arange(ends[0], ends[1] + 1).astype("datetime64[D]").astype(np.int64)
    return days[(days >= first) & (days <= last)]


@lru_cache(maxsize=4)
def families_of(atlas: Atlas) -> NDArray[np.int64]:
    """Return for each feature of the table the family of its actor, as position in FAMILIES."""
    of_actor = [FAMILIES.index(symbology.family_of(code)) for code in vocabulary.ACTORS]
    families: NDArray[np.int64] = np.array(of_actor, np.int64)[table_of(atlas).columns["actor"]]
    return families


@lru_cache(maxsize=4)
def _sites(atlas: Atlas) -> NDArray[np.int64]:
    """Return a number for the site of each base of the table; 0 for what is no base."""
    table = table_of(atlas)
    result = np.zeros(len(table.source), np.int64)
    for number, layer in enumerate(table.layers):
        if layer.name == BASES:
            own = np.flatnonzero(table.source[:, 0] == number)
            _, sites = np.unique(layer.frame["site"].to_numpy(dtype=str), return_inverse=True)
            result[own] = sites[table.source[own, 1]]
    return result
