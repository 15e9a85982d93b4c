"""The places that the project knows, by id, by name and by where they lie.

They are the points of the context layer ``places``. Accents, case and hyphens in names do
not count: "Ké-Macina", "ke macina" and "KE MACINA" are one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

LonLat = tuple[float, float]

MALI = "ML"
# A camp, an airfield or a battlefield: a place to be named, but no neighbour that says in
# which region one is.
_SITE = "site"
_LONGEST_NAME = 5  # words
_LONGEST_TEXT = 300  # characters; what is longer is no name of a place
# "Gao region" and "cercle de Gao" are areas, "Inekar-Ouest" is another village, and a boat
# or an operation only bears the name.
_COMPASS = {"north", "south", "east", "west", "nord", "sud", "est", "ouest"}
_OTHER_AFTER = frozenset({"region", "regions", "cercle", "cercles", "district"} | _COMPASS)
_OTHER_BEFORE = frozenset(
    {"region", "cercle", "district", "boat", "ship", "bateau", "operation", "hotel"}
)
_LINKS = frozenset({"de", "d", "du", "of"})
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_KM_A_DEGREE = 111.3
_ELLIPSOID = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    Attributes:
        id: of its feature.
        name: in English.
        name_fr: in French; the English one where there is none.
        lonlat: EPSG:4326 degrees.
        admin: its region, as the gazetteer writes it; "" if it does not say.
        country: two letters (ISO 3166-1); "" if it does not say.
        is_site: whether it is a camp or an airfield rather than a town.
    """

    id: str
    name: str
    name_fr: str
    lonlat: LonLat
    admin: str
    country: str
    is_site: bool


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places; see `gazetteer_of`."""

    by_id: Mapping[str, Place]
    ids: tuple[str, ...]
    _by_words: Mapping[tuple[str, ...], tuple[Place, ...]]
    _first_words: frozenset[str]
    _settled: tuple[Place, ...]
    _directions: NDArray[np.float64]

    def named(self, text: str) -> tuple[Place, ...]:
        """Return the places that bear exactly this name in either language, or this id."""
        return self._by_words.get(_words(without_aside(text[:_LONGEST_TEXT])), ())

    def mentioned(self, text: str, *, with_areas: bool = False) -> Iterator[tuple[Place, ...]]:
        """Yield for each name of a place in a text the places that bear it.

        A name begins with a capital letter. What is called after a place without being
        that place ("Gao region", "cercle de Gao") counts only `with_areas`.
        """
        spans = _WORD.findall(text)
        words = [fold(span) for span in spans]
        if self._first_words.isdisjoint(words):
            return
        at = 0
        while at < len(words):
            found, length = self._longest(words, at) if spans[at][0].isupper() else ((), 1)
            if found and (with_areas or not _is_other(words, at, length)):
                yield found
            at += length

    def nearest(self, lonlats: Sequence[LonLat], count: int) -> list[tuple[Place, ...]]:
        """Return for each position the nearest towns and villages, nearest first."""
        if len(self._settled) < count:
            return [()] * len(lonlats)
        closeness = _directions(lonlats) @ self._directions.T
        chosen = np.argsort(-closeness, axis=1, kind="stable")[:, :count]
        return [tuple(self._settled[index] for index in row) for row in chosen.tolist()]

    def _longest(self, words: list[str], at: int) -> tuple[tuple[Place, ...], int]:
        if words[at] in self._first_words:
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                found = self._by_words.get(tuple(words[at : at + length]))
                if found:
                    return found, length
        return (), 1


def gazetteer_of(frame: GeoDataFrame) -> Gazetteer:
    """Return the gazetteer that a frame of the layer ``places`` holds; points only."""
    places = tuple(_places(frame))
    by_words: dict[tuple[str, ...], dict[str, Place]] = {}
    for place in places:
        for name in (place.name, place.name_fr, place.id):
            for words in {_words(name), _words(without_aside(name))}:
                by_words.setdefault(words, {})[place.id] = place
    by_words.pop((), None)
    settled = tuple(place for place in places if not place.is_site)
    return Gazetteer(
        {place.id: place for place in places},
        tuple(place.id for place in places),
        {words: tuple(found.values()) for words, found in by_words.items()},
        frozenset(words[0] for words in by_words),
        settled,
        _directions([place.lonlat for place in settled]),
    )


def _places(frame: GeoDataFrame) -> Iterator[Place]:
    columns = (frame[name] for name in ("id", "name", "name_fr", "more", "geometry"))
    for feature_id, name, name_fr, more, point in zip(*columns, strict=True):
        if point.geom_type == "Point" and name:
            yield Place(
                id=feature_id,
                name=name[:_LONGEST_TEXT],
                name_fr=(name_fr or name)[:_LONGEST_TEXT],
                lonlat=(point.x, point.y),
                admin=_text(more.get("admin")),
                country=_text(more.get("country")),
                is_site=more.get("kind") == _SITE,
            )


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a context layer holds
    return value if isinstance(value, str) else ""


def fold(text: str) -> str:
    """Return a text without accents and in small letters."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def distance_km(one: LonLat, other: LonLat) -> float:
    """Return the length of the geodesic between two positions (WGS 84)."""
    metres: float = _ELLIPSOID.inv(*one, *other)[2]
    return metres / 1000


def is_near(one: LonLat, other: LonLat, limit_km: float) -> bool:
    """Tell whether two positions are at most so far apart.

    What a rough reckoning puts well within the limit needs no geodesic.
    """
    shrink = math.cos(math.radians(one[1]))
    rough = math.hypot((one[0] - other[0]) * shrink, one[1] - other[1]) * _KM_A_DEGREE
    return rough < limit_km * 0.9 or distance_km(one, other) <= limit_km


def without_aside(name: str) -> str:
    """Return a name without what stands in brackets behind it."""
    return _ASIDE.sub("", name)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _is_other(words: list[str], at: int, length: int) -> bool:
    after = words[at + length] if at + length < len(words) else ""
    before = at - 2 if at > 0 and words[at - 1] in _LINKS else at - 1
    return after in _OTHER_AFTER or (before >= 0 and words[before] in _OTHER_BEFORE)


def _directions(lonlats: Sequence[LonLat]) -> NDArray[np.float64]:
    """Return unit vectors of shape (n, 3): the nearer two places, the greater their product."""
    lon, lat = np.radians(np.asarray(lonlats, dtype=np.float64).reshape(-1, 2)).T
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
