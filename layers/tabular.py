"""What a view shows, as rows of a table: words for the reader, keys for sorting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import shapely

from layers import catalogue, dates, filters, vocabulary, wording
from layers.payload.facets import facets_of, last_day
from layers.payload.table import table_of
from layers.regions import ABROAD, regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.evidence import Claim, Source
    from layers.view import View

BASES: Final = "military_bases"
MASSACRES: Final = "massacre_sites"
MOVEMENTS: Final = "troop_movements"
WHO: Final[Mapping[str, str]] = {
    BASES: "operator",
    MASSACRES: "perpetrators",
    MOVEMENTS: "actor",
}
_Dated = TypeVar("_Dated", "Claim", "Source")


@dataclass(frozen=True, slots=True)
class Row:
    """One visible feature in the language of the view.

    Attributes:
        id: of the feature.
        layer: name of its layer.
        facts: its properties as read; None or empty where unknown, pandas' NA included.
        name: localized, with the language in which it stands.
        what: its kind, in words.
        who: operator or actor, or alleged perpetrators, in words; "" if nobody is named.
        when: dates in words, at their precision.
        begin: first day on which it may have begun, YYYY-MM-DD.
        end: last day on which it may have gone on; None if the file names no end.
        status: code, as of `View.known_by`.
        killed_min, killed_max: figures; None where unknown.
        killed_open: whether the upper figure is itself "at least".
        place: in words; None if the file names none.
        region: of the gazetteer, in words; two for a movement between two; "" if unknown.
        precision: code.
        claims, sources: those known by `View.known_by`; undated ones count as known.
        lon_lat: of a point, or of the first vertex of a line; EPSG:4326 degrees.
    """

    id: str
    layer: str
    facts: Mapping[str, Any]
    name: wording.Said
    what: str
    who: str
    when: str
    begin: str
    end: str | None
    status: str
    killed_min: int | None
    killed_max: int | None
    killed_open: bool
    place: wording.Said | None
    region: str
    precision: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    lon_lat: tuple[float, float]

    def parties(self, stance: str, language: Language) -> tuple[str, ...]:
        """Return who asserts or denies, each once, in the order of the file."""
        said = (
            wording.localized(claim._asdict(), "by", language)
            for claim in self.claims
            if claim.stance == stance
        )
        return tuple(dict.fromkeys(each.text for each in said if each))


def rows_of(atlas: Atlas, view: View, chosen: NDArray[np.intp]) -> tuple[Row, ...]:
    """Return these rows of the atlas's table, in this order.

    Args:
        atlas: that is shown.
        view: whose language and `known_by` the words go by.
        chosen: shape (k,), positions in `payload.table.table_of`; `Visible.rows` or a part.
    """
    table = table_of(atlas)
    maker = _Maker(atlas, view)
    made: list[Row | None] = [None] * len(chosen)
    source = table.source[chosen]
    for number, layer in enumerate(table.layers):
        places = np.flatnonzero(source[:, 0] == number)
        frame = layer.frame.iloc[source[places, 1]]
        names = [name for name in frame.columns if name not in {"geometry", "line"}]
        columns = [_plain(frame[name]) for name in names]
        points = _first_points(frame)
        for place, point, values in zip(places, points, zip(*columns, strict=True), strict=True):
            facts = dict(zip(names, values, strict=True))
            made[place] = maker.row(layer.name, facts, int(chosen[place]), point)
    return tuple(row for row in made if row is not None)


def _first_points(frame: GeoDataFrame) -> list[tuple[float, float]]:
    """Return longitude and latitude of the first vertex of each geometry."""
    coordinates, owner = shapely.get_coordinates(frame.geometry.array, return_index=True)
    _, first = np.unique(owner, return_index=True)
    return [(float(x), float(y)) for x, y in coordinates[first].reshape(-1, 2)]


def _plain(column: Any) -> list[Any]:  # noqa: ANN401 - columns of pandas have no types
    """Return a column as Python values; "missing" is None."""
    values: list[Any] = column.tolist()
    if column.dtype == object:
        return values
    return [None if gone else value for value, gone in zip(values, column.isna(), strict=True)]


class _Maker:
    """Makes rows for one view."""

    def __init__(self, atlas: Atlas, view: View) -> None:
        self._language = view.language
        self._known_by = view.known_by
        self._facets = facets_of(atlas)
        self._disputed = filters.is_disputed(self._facets, view.known_by)
        self._places = place_names(atlas)
        self._regions = region_words(atlas, view.language)

    def row(
        self, layer: str, facts: dict[str, Any], number: int, lon_lat: tuple[float, float]
    ) -> Row:
        language = self._language
        name = wording.localized(facts, "name", language)
        status = facts["status"]
        if status == "disputed" and not self._disputed[number]:
            status = "reported"
        return Row(
            id=facts["id"],
            layer=layer,
            facts=facts,
            name=name or wording.Said(facts["id"], language),
            what=catalogue.text(f"kind.{facts['kind']}", language),
            who=who_words(layer, facts, language),
            when=wording.when(facts, language),
            begin=dates.iso(int(facts["begin_day"])),
            end=dates.iso(int(facts["end_day"]) - 1) if facts["end"] else None,
            status=status,
            killed_min=_figure(facts, "killed_min"),
            killed_max=_figure(facts, "killed_max"),
            killed_open=bool(facts.get("killed_open")),
            place=place_words(layer, facts, self._places, language),
            region=self._regions[int(self._facets.regions[number])],
            precision=facts["precision"],
            claims=reported_by(facts["claims"] or (), self._known_by),
            sources=reported_by(facts["sources"] or (), self._known_by),
            lon_lat=lon_lat,
        )


def reported_by(entries: Iterable[_Dated], known_by: int | None) -> tuple[_Dated, ...]:
    """Return the claims or sources that were public by a day; undated ones stay."""
    if known_by is None:
        return tuple(entries)
    return tuple(each for each in entries if last_day(each.date) <= known_by)


def place_words(
    layer: str,
    facts: Mapping[str, Any],
    places: Mapping[str, Mapping[str, str | None]],
    language: Language,
) -> wording.Said | None:
    """Write where it was: a place of the gazetteer, a district, or the two ends of a line."""
    if layer == MASSACRES:
        return wording.localized(facts, "admin", language)
    if layer == MOVEMENTS:
        ends = (wording.localized(facts, name, language) for name in ("from", "to"))
        named = dict.fromkeys(each.text for each in ends if each)
        return wording.Said(" → ".join(named), language) if named else None
    names = places.get(facts["place"] or "")
    return wording.localized(names, "name", language) if names else None


def who_words(layer: str, facts: Mapping[str, Any], language: Language) -> str:
    """Write who holds a base, moves, or is alleged to have killed; "" if nobody is named."""
    field = WHO.get(layer)
    found = facts[field] if field else None
    words = wording.actor_words([found] if isinstance(found, str) else found or (), language)
    if layer == MASSACRES and words:
        return catalogue.text("table.alleged", language, who=words)
    return words


def _figure(facts: Mapping[str, Any], name: str) -> int | None:
    value = facts.get(name)
    return None if value is None else int(value)


@lru_cache(maxsize=4)
def place_names(atlas: Atlas) -> Mapping[str, Mapping[str, str | None]]:
    """Return id -> name and name_fr of the gazetteer's places."""
    layer = atlas.layers.get(vocabulary.PLACES)
    if layer is None:
        return {}
    frame = layer.frame
    named = zip(frame["id"], frame["name"], frame["name_fr"], strict=True)
    return {place: {"name": name, "name_fr": french} for place, name, french in named}


@lru_cache(maxsize=8)
def region_words(atlas: Atlas, language: Language) -> Mapping[int, str]:
    """Return the names of the regions of each mask that occurs in the atlas's facets."""
    names = [
        catalogue.text("filters.abroad", language) if slug == ABROAD else each[language]
        for slug, each in regions_of(atlas).names.items()
    ]
    return {
        int(mask): ", ".join(name for bit, name in enumerate(names) if int(mask) >> bit & 1)
        for mask in np.unique(facets_of(atlas).regions)
    }
