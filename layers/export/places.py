"""A place that somebody names ("gossi", "Gossi, Gao", an id) -> a part of the map."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from layers import catalogue, similar, vocabulary
from layers.export.composition import SHEET, SHEETS
from layers.export.drawing import Box
from layers.export.mercator import MapFrame
from layers.knowledge.gazetteer import fold, gazetteer_of
from layers.problems import TemoinError, visible
from layers.regions import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.knowledge.gazetteer import Gazetteer, Place

Bounds = tuple[float, float, float, float]

# All of Mali, as the map opens.
WHOLE: Final = "mali"
# One place alone: some 250 km around it on a wide sheet, so that its neighbours are there too.
_ZOOM_OF_ONE: Final = 9.0
# The zoom levels of the map (`timemap.element.OfflineMap`), and what looks lost beyond.
_ZOOMS: Final = (4.0, 11.0)
_SNAP: Final = 0.25
# What is framed keeps clear of the frame's edge and of what stands over the map.
_SHARE: Final = 0.7
# The map takes about so much of a sheet; the rest is title, legend and sources.
_MAP_SHARE: Final = (0.65, 0.75)
_MOST_PLACES: Final = 20


class PlaceError(TemoinError):
    """A place is not known, or more than one bears its name.

    Attributes:
        name: as it was written.
        choices: what may have been meant; with `is_ambiguous`, all who bear the name.
        is_ambiguous: whether several places bear the name.
    """

    def __init__(
        self, name: str, choices: tuple[str, ...] = (), *, is_ambiguous: bool = False
    ) -> None:
        super().__init__(name)
        self.name = name
        self.choices = choices
        self.is_ambiguous = is_ambiguous

    def message(self, language: Language) -> str:
        """Say what is not known, and what may have been meant."""
        said = {"found": visible(self.name)}
        choice = ", ".join(self.choices)
        if self.is_ambiguous:
            return catalogue.text("place.ambiguous", language, choice=choice, **said)
        maybe = catalogue.text("problem.maybe", language, choice=choice) if choice else ""
        return catalogue.text("place.unknown", language, maybe=maybe, **said)


@dataclass(frozen=True, slots=True)
class Where:
    """A part of the map.

    Attributes:
        center: (longitude, latitude) in EPSG:4326 degrees; None for all Mali.
        zoom: Leaflet zoom level; None for all Mali.
        slug: the names as a file name has them: "gossi-gao".
    """

    center: tuple[float, float] | None
    zoom: float | None
    slug: str


def at_place(atlas: Atlas, text: str, sheet: str = SHEET) -> Where:
    """Return the part of the map that a text names.

    Args:
        atlas: whose places and features can be named.
        text: names or ids with commas between them, in either language, accents and case do
            not matter; several are framed together. "mali" is all Mali.
        sheet: whose form the frame has, a key of `composition.SHEETS`.

    Raises:
        PlaceError: a name is not known, or several places bear it.
    """
    names = tuple(part.strip() for part in text.split(",") if part.strip())[:_MOST_PLACES]
    if not names:
        raise PlaceError(text)
    if tuple(map(fold, names)) == (WHOLE,):
        return Where(None, None, WHOLE)
    found = [_bounds(atlas, name) for name in names]
    west, south, east, north = zip(*found, strict=True)
    whole = min(west), min(south), max(east), max(north)
    name = "-".join(dict.fromkeys(slug(each) for each in names))
    return Where(*_frame(whole, sheet), name)


def nearest_slug(atlas: Atlas, center: tuple[float, float] | None) -> str:
    """Return how a file name calls a part of the map: by the place nearest to its middle."""
    if center is None:
        return WHOLE
    gazetteer = _gazetteer(atlas)
    (found,) = gazetteer.nearest([center], 1) if gazetteer else [()]
    return slug(found[0].id) if found else WHOLE


def _frame(bounds: Bounds, sheet: str) -> tuple[tuple[float, float], float]:
    west, south, east, north = bounds
    form = SHEETS[sheet]
    across, down = _MAP_SHARE
    box = Box(0, 0, form.width * across * _SHARE, form.height * down * _SHARE)
    frame = MapFrame.around(box, bounds)
    is_point = west == east and south == north
    zoom = _ZOOM_OF_ONE if is_point else floor(frame.zoom / _SNAP) * _SNAP
    center = round(frame.center[0], 4), round(frame.center[1], 4)
    return center, min(max(zoom, _ZOOMS[0]), _ZOOMS[1])


def _bounds(atlas: Atlas, name: str) -> Bounds:
    gazetteer = _gazetteer(atlas)
    found = _preferred(gazetteer.named(name)) if gazetteer else ()
    if len(found) > 1:
        raise PlaceError(name, tuple(each.id for each in found), is_ambiguous=True)
    if found:
        return (*found[0].lonlat, *found[0].lonlat)
    for layer in atlas.layers.values():
        if layer.name in vocabulary.LAYERS:
            rows = (layer.frame["id"] == name).to_numpy().nonzero()[0]
            if len(rows):
                west, south, east, north = layer.frame.geometry.iat[rows[0]].bounds
                return west, south, east, north
    raise PlaceError(name, _meant(atlas, gazetteer, name))


def _preferred(places: Sequence[Place]) -> Sequence[Place]:
    """Return the towns among places of one name, of these those in Mali."""
    towns = [each for each in places if not each.is_site] or places
    return [each for each in towns if each.country == "ML"] or towns


def _gazetteer(atlas: Atlas) -> Gazetteer | None:
    layer = atlas.layers.get(vocabulary.PLACES)
    return gazetteer_of(layer.frame) if layer else None


def _meant(atlas: Atlas, gazetteer: Gazetteer | None, name: str) -> tuple[str, ...]:
    features = (
        str(each)
        for layer in atlas.layers.values()
        if layer.name in vocabulary.LAYERS
        for each in layer.frame["id"]
    )
    places = gazetteer.ids if gazetteer else ()
    meant = similar.nearest(fold(name), places) or similar.nearest(name, tuple(features))
    return (meant,) if meant else ()
