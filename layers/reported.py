"""What had been said by a day: claims and sources, split at "as reported by"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.payload.facets import last_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.evidence import Claim, Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says so, up to a day.

    Attributes:
        claims: those made by then; undated ones stay.
        sources: (position in the file from 0, source) of those published by then.
        later_claims, later_sources: how many are left out.
        known_by: the day (days since 1970-01-01), or None for today.
    """

    claims: tuple[Claim, ...]
    sources: tuple[tuple[int, Source], ...]
    later_claims: int
    later_sources: int
    known_by: int | None


def by(claims: Sequence[Claim], sources: Sequence[Source], known_by: int | None) -> Evidence:
    """Return the claims and sources of a feature that had been published by a day."""
    kept_claims = tuple(each for each in claims if _was_said(each, known_by))
    kept_sources = tuple(pair for pair in enumerate(sources) if _was_said(pair[1], known_by))
    return Evidence(
        kept_claims,
        kept_sources,
        len(claims) - len(kept_claims),
        len(sources) - len(kept_sources),
        known_by,
    )


def _was_said(each: Claim | Source, known_by: int | None) -> bool:
    return known_by is None or last_day(each.date) <= known_by
