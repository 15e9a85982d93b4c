"""Do the tenures of one site follow one another without a silent gap or overlap?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from layers import dates
from layers.problems import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.dates import Tenancy


@dataclass(frozen=True, slots=True)
class Tenure:
    """One operator at one site over one interval.

    Attributes:
        id: of the feature.
        operator: its code.
        partners: codes of those who are there with it.
        tenancy: when it holds.
        has_start_note: whether the file explains its start.
        has_end_note: whether the file explains its end.
    """

    id: str
    operator: str
    partners: tuple[str, ...]
    tenancy: Tenancy
    has_start_note: bool
    has_end_note: bool


def check_site(tenures: Sequence[Tenure]) -> Iterator[tuple[str, Finding]]:
    """Check all tenures of one site.

    Yields:
        For each finding, the id of the feature that it is about (the later one).
    """
    ordered = sorted(tenures, key=lambda each: (each.tenancy.begin, each.tenancy.end, each.id))
    yield from _gaps(ordered)
    yield from _overlaps(ordered)


def _gaps(ordered: Sequence[Tenure]) -> Iterator[tuple[str, Finding]]:
    """A gap: days on which surely nobody was there, and no note says why."""
    if not ordered:
        return
    last = ordered[0]
    for each in ordered[1:]:
        gap = each.tenancy.begin > last.tenancy.end
        if gap and not (last.has_end_note or each.has_start_note):
            days = {
                "first": dates.iso(last.tenancy.end),
                "last": dates.iso(each.tenancy.begin - 1),
            }
            yield each.id, finding("tenure-gap", ("start",), other=last.id, **days)
        if each.tenancy.end > last.tenancy.end:
            last = each


def _overlaps(ordered: Sequence[Tenure]) -> Iterator[tuple[str, Finding]]:
    """An overlap: more than one day that is certain for both, unless they are partners."""
    for earlier, later in combinations(ordered, 2):
        first = max(earlier.tenancy.begin_sure, later.tenancy.begin_sure)
        last = min(earlier.tenancy.end_sure, later.tenancy.end_sure)
        if last <= first or _are_partners(earlier, later):
            continue
        ends_first = min(earlier, later, key=lambda each: each.tenancy.end)
        if later.has_start_note or ends_first.has_end_note:
            continue
        days = {"first": dates.iso(first), "last": dates.iso(last)}
        yield later.id, finding("tenure-overlap", ("start",), other=earlier.id, **days)


def _are_partners(one: Tenure, other: Tenure) -> bool:
    return one.operator in other.partners or other.operator in one.partners
