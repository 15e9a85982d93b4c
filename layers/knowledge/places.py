"""Does a feature lie where its name, its `place` and its region say?"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.knowledge.gazetteer import MALI, distance_km, fold, is_near
from layers.problems import Finding, Nearest, finding, shown, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.knowledge.gazetteer import Gazetteer, LonLat, Place
    from layers.problems import Slot

# A camp "at" a town or a fight "near" it may lie so far off, besides what the precision of
# the feature allows: its ring may hold the place on the far side.
NEAR_KM = 25.0
# On "the Gao road" one may be anywhere.
_ROAD = re.compile(r"\b(?:road|route|track|piste|axis|axe)\b", re.IGNORECASE)
# Which region one is in: what so many of the nearest towns agree on.
NEIGHBOURS = 3


def check_place(
    gazetteer: Gazetteer, record: Mapping[str, Any], lonlat: LonLat
) -> Sequence[Finding]:
    """Check that `place` is in the gazetteer, and near; a `place_note` explains both."""
    slug = record.get("place")
    if not slug or _has_note(record, "place"):
        return ()
    place = gazetteer.by_id.get(slug)
    if place is None:
        meant = Nearest(slug, gazetteer.ids)
        return (finding("place-unknown", ("place",), found=shown(slug), maybe=meant),)
    return _far("place", (place,), lonlat, _limit_km(record))


def check_name(
    gazetteer: Gazetteer, record: Mapping[str, Any], lonlat: LonLat
) -> Sequence[Finding]:
    """Check that one of the places in `name` is near, or that the feature lies between them.

    A `place_note` explains why none is.
    """
    groups = list(gazetteer.mentioned(record["name"]))
    if not groups or _has_note(record, "place"):
        return ()
    named, limit = [place for group in groups for place in group], _limit_km(record)
    if any(is_near(place.lonlat, lonlat, limit) for place in named):
        return ()
    if len(groups) == 1 and _ROAD.search(record["name"]):
        return ()
    spread = max((distance_km(a.lonlat, b.lonlat) for a, b in combinations(named, 2)), default=0.0)
    return _far("name", named, lonlat, max(limit, spread))


def _far(name: str, places: Sequence[Place], lonlat: LonLat, limit_km: float) -> Sequence[Finding]:
    if any(is_near(place.lonlat, lonlat, limit_km) for place in places):
        return ()
    distance, place = min(((distance_km(each.lonlat, lonlat), each) for each in places), key=_first)
    slots: dict[str, Slot] = {"found": visible(place.name), "distance": round(distance)}
    return (finding("place-distance", (name,), **slots),)


def _first(pair: tuple[float, Place]) -> float:
    return pair[0]


def check_admin(
    gazetteer: Gazetteer, record: Mapping[str, Any], neighbours: tuple[Place, ...]
) -> Sequence[Finding]:
    """Check the region against that of the nearest places, if those agree.

    `admin` may name several regions, or cercles by their chief town: one that fits will do.
    An `admin_note` or `place_note` explains another.
    """
    regions = {place.admin for place in neighbours}
    in_mali = all(place.country == MALI for place in neighbours)
    if len(regions) != 1 or not in_mali or not all(regions):
        return ()
    said = set(_regions(gazetteer, record["admin"]))
    if not said or said & regions or _has_note(record, "admin") or _has_note(record, "place"):
        return ()
    slots = {
        "found": visible(", ".join(sorted(said))),
        "region": visible(regions.pop()),
        "nearby": visible(", ".join(place.name for place in neighbours)),
    }
    return (finding("admin-region", ("admin",), **slots),)


def _regions(gazetteer: Gazetteer, admin: str) -> Iterator[str]:
    """Yield the regions of a text; a cercle stands for the region of its chief town."""
    for group in gazetteer.mentioned(admin, with_areas=True):
        yield from (place.admin for place in group if place.admin and place.country == MALI)
    folded = fold(admin)
    known = {place.admin for place in gazetteer.by_id.values() if place.country == MALI}
    yield from (region for region in known if region and fold(region) in folded)


def check_ends(
    gazetteer: Gazetteer, record: Mapping[str, Any], lines: Sequence[Sequence[LonLat]]
) -> Iterator[Finding]:
    """Check that a movement begins at its `from` and ends at its `to`.

    Names that the gazetteer does not know are left alone, and so is an end that a note
    explains. Of a blockade the places need only lie on the line: nobody travels along it.
    """
    for name, vertex in (("from", lines[0][0]), ("to", lines[-1][-1])):
        text = record.get(name)
        places = gazetteer.named(text) if text else ()
        if not places or _has_note(record, name):
            continue
        if any(is_near(place.lonlat, vertex, NEAR_KM) for place in places):
            continue
        distance = min(distance_km(place.lonlat, vertex) for place in places)
        passes = _passes(places, lines)
        if passes and record.get("kind") == "blockade":
            continue
        slots: dict[str, Slot] = {"found": shown(text), "distance": round(distance)}
        if passes:
            yield finding("line-past-end", (name,), **slots)
        else:
            yield finding("line-end", (name,), allowed=round(NEAR_KM), **slots)


def _passes(places: Sequence[Place], lines: Sequence[Sequence[LonLat]]) -> bool:
    return any(
        is_near(place.lonlat, vertex, NEAR_KM)
        for line in lines
        for vertex in line
        for place in places
    )


def _limit_km(record: Mapping[str, Any]) -> float:
    return NEAR_KM + 2 * vocabulary.PRECISION_RADIUS_KM[record["precision"]]


def _has_note(record: Mapping[str, Any], name: str) -> bool:
    notes = record["notes"]
    return any(f"{name}{suffix}" in notes for suffix in vocabulary.NOTE_SUFFIXES)
