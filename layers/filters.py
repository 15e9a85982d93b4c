"""Which features the viewer's filters and "as reported by" let through.

The same rule stands in ``timemap/assets/filters.js``; both are tested with
``tests/cases/filters.json``. A facet that names nothing lets everything through; what it
names is joined by "or", the facets by "and".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import numpy as np

from layers import vocabulary
from layers.catalogue import NARROW_SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

NO_FIGURE: Final = 0xFFFF
_LONGEST_TEXT: Final = 200
# How a feature fares: shown, kept back by a filter, not reported by the chosen day.
PASSES: Final = 0
FILTERED: Final = 1
UNREPORTED: Final = 2

# Kinds of all layers; a kind that two layers share is one entry.
KINDS: tuple[str, ...] = tuple(
    dict.fromkeys(
        kind
        for spec in vocabulary.LAYERS.values()
        for field in spec.fields
        if field.name == "kind"
        for kind in field.allowed
    )
)
# Typographic and modifier apostrophes, no-break spaces: nobody types them.
_PLAIN = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00a0": " ", NARROW_SPACE: " "})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the viewer wants to see; empty lets everything through.

    Attributes:
        actors: codes; a feature passes that one of them operates, moves or is alleged to
            have done.
        kinds: codes of `KINDS`.
        statuses: of `vocabulary.STATUSES`.
        precisions: of `vocabulary.PRECISIONS`.
        regions: slugs of the regions of `regions.regions_of`.
        around: codes of operators; an event passes that lies near a base of one of them
            while it stood, and so does that base. Nothing else passes.
        killed: (least, most) people killed, most None for no upper bound; a massacre site
            passes whose range of figures meets it, and none without a figure. Other layers
            have no such figure and pass.
        period: (first, last) day, both inclusive; what meets it passes.
        text: every word of it occurs in names, summaries, places or claims.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    killed: tuple[int, int | None] | None = None
    period: tuple[int, int] | None = None
    text: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is filtered at all."""
        return any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """What filters look at, one array of length n each, in the order of a table.

    Attributes:
        actors: uint64, bit k for the k-th of `vocabulary.ACTORS`.
        kind: position in `KINDS`.
        status: position in `vocabulary.STATUSES`.
        precision: position in `vocabulary.PRECISIONS`.
        regions: uint64, bit k for the k-th region of the atlas.
        region_names: slugs of those regions.
        killed_min, killed_max: NO_FIGURE where unknown.
        killed_open: whether the upper figure is "at least".
        counts_dead: whether the feature has such figures at all.
        begin, end: half-open interval in days since 1970-01-01.
        known: the day by which our sources certainly had reported it; undated: long ago.
        disputed_from: the day by which both sides certainly had spoken.
        texts: folded text of each feature; empty where nobody looks for text.
        pairs: (m, 2) rows, event and base that met; empty where nobody looks for them.
    """

    actors: NDArray[np.uint64]
    kind: NDArray[np.uint8]
    status: NDArray[np.uint8]
    precision: NDArray[np.uint8]
    regions: NDArray[np.uint64]
    region_names: tuple[str, ...]
    killed_min: NDArray[np.uint16]
    killed_max: NDArray[np.uint16]
    killed_open: NDArray[np.bool_]
    counts_dead: NDArray[np.bool_]
    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    known: NDArray[np.int32]
    disputed_from: NDArray[np.int32]
    texts: Sequence[str] = ()
    pairs: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 2), np.int32))


def fold(text: str) -> str:
    """Return text without accents and capitals, so that "Menaka" finds "Ménaka"."""
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(each for each in parts if not unicodedata.combining(each)).lower()


def is_disputed(facets: Facets, known_by: int | None) -> NDArray[np.bool_]:
    """Return (n,): disputed in status and, with `known_by`, contradicted by that day."""
    disputed: NDArray[np.bool_] = facets.status == vocabulary.STATUSES.index("disputed")
    return disputed if known_by is None else disputed & (facets.disputed_from <= known_by)


def read(given: Mapping[str, Any]) -> Filters:
    """Return the filters that a browser's message names; whatever has not the right form is none.

    Its keys are the fields of `Filters`, sequences as lists.
    """
    changes: dict[str, Any] = {}
    for name in ("actors", "kinds", "statuses", "precisions", "regions", "around"):
        codes = given.get(name)
        if isinstance(codes, list):
            changes[name] = tuple(sorted({code for code in codes if isinstance(code, str)}))
    killed, period, text = given.get("killed"), given.get("period"), given.get("text")
    if _is_pair(killed) and _is_count(killed[0]) and (killed[1] is None or _is_count(killed[1])):
        changes["killed"] = (killed[0], killed[1])
    if _is_pair(period) and all(type(day) is int for day in period):
        changes["period"] = (period[0], period[1])
    if isinstance(text, str):
        changes["text"] = text.strip()[:_LONGEST_TEXT]
    return Filters(**changes)


def _is_pair(value: Any) -> TypeGuard[list[Any]]:  # noqa: ANN401
    return isinstance(value, list) and len(value) == 2


def _is_count(value: Any) -> bool:  # noqa: ANN401
    return type(value) is int and value >= 0


def fates(facets: Facets, filters: Filters, known_by: int | None) -> NDArray[np.uint8]:
    """Return (n,): PASSES, FILTERED or UNREPORTED for each feature.

    Args:
        facets: of the features.
        filters: what is wanted.
        known_by: only what was reported up to this day (days since 1970-01-01), or None.
    """
    passes = _has_codes(facets, filters, known_by)
    if filters.around:
        passes &= _met(facets, filters.around, known_by)
    if filters.killed:
        passes &= _counts_within(facets, *filters.killed)
    if filters.period:
        first, last = filters.period
        passes &= (facets.begin <= last) & (facets.end > first)
    if filters.text:
        passes &= _say(facets.texts, filters.text)
    result = np.where(passes, PASSES, FILTERED).astype(np.uint8)
    if known_by is not None:
        result[facets.known > known_by] = UNREPORTED
    return result


def _has_codes(facets: Facets, filters: Filters, known_by: int | None) -> NDArray[np.bool_]:
    passes = np.ones(len(facets.kind), bool)
    if filters.actors:
        passes &= (facets.actors & _bits(filters.actors, tuple(vocabulary.ACTORS))) > 0
    if filters.regions:
        passes &= (facets.regions & _bits(filters.regions, facets.region_names)) > 0
    if filters.kinds:
        passes &= np.isin(facets.kind, _positions(filters.kinds, KINDS))
    if filters.precisions:
        passes &= np.isin(facets.precision, _positions(filters.precisions, vocabulary.PRECISIONS))
    if filters.statuses:
        status = _status_by(facets, known_by)
        passes &= np.isin(status, _positions(filters.statuses, vocabulary.STATUSES))
    return passes


def _bits(wanted: Sequence[str], codes: Sequence[str]) -> np.uint64:
    return np.uint64(sum(1 << codes.index(code) for code in wanted if code in codes))


def _positions(wanted: Sequence[str], codes: Sequence[str]) -> list[int]:
    return [codes.index(code) for code in wanted if code in codes]


def _status_by(facets: Facets, known_by: int | None) -> NDArray[np.uint8]:
    """Return the statuses as of a day: what nobody had contradicted yet was reported."""
    reported = vocabulary.STATUSES.index("reported")
    disputed = facets.status == vocabulary.STATUSES.index("disputed")
    undisputed_yet = disputed & ~is_disputed(facets, known_by)
    return np.where(undisputed_yet, reported, facets.status).astype(np.uint8)


def _met(facets: Facets, operators: Sequence[str], known_by: int | None) -> NDArray[np.bool_]:
    """Return (n,): events near a base of these operators, and those bases.

    A pair counts by a day only if both had been reported by then.
    """
    events, bases = facets.pairs.T
    counts = (facets.actors[bases] & _bits(operators, tuple(vocabulary.ACTORS))) > 0
    if known_by is not None:
        counts &= (facets.known[bases] <= known_by) & (facets.known[events] <= known_by)
    result = np.zeros(len(facets.kind), bool)
    result[facets.pairs[counts].ravel()] = True
    return result


def _counts_within(facets: Facets, least: int, most: int | None) -> NDArray[np.bool_]:
    no_lower, no_upper = facets.killed_min == NO_FIGURE, facets.killed_max == NO_FIGURE
    lower = np.where(no_lower, 0, facets.killed_min.astype(np.int64))
    upper = facets.killed_max.astype(np.int64)
    upper = np.where(no_upper | facets.killed_open, np.iinfo(np.int64).max, upper)
    meets = (upper >= least) & (lower <= (np.iinfo(np.int64).max if most is None else most))
    result: NDArray[np.bool_] = ~facets.counts_dead | (meets & ~(no_lower & no_upper))
    return result


def _say(texts: Sequence[str], wanted: str) -> NDArray[np.bool_]:
    words = fold(wanted).split()
    found = (all(word in text for word in words) for text in texts)
    return np.fromiter(found, bool, len(texts))
