"""Towns that are worth a name: more of them the nearer one looks, as ``places.js`` has it."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, log10
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers.export.maps.candidates import Words
from layers.export.maps.geometry import within
from layers.vocabulary import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.export.maps.scene import Scene

    Cell = tuple[int, int]

# How much a kind of place counts, before its people and what happened there.
_WORTH: Final = {"capital": 60, "city": 40, "town": 16, "village": 6, "site": 0}
_CITIES: Final = ("capital", "city")
_OWN_CITY: Final = 20.0  # on a map of Mali its own cities count for more
_CHANGED_HANDS: Final = 30.0
MAJOR: Final = 55.0  # from here on a town comes before the names of countries
_MANY_PEOPLE: Final = 100000
_NEAR_DEGREES: Final = 0.06
_NO_FIGURE: Final = 0xFFFF
_BASES: Final = "military_bases"
_EVIDENCE: Final = (_BASES, "massacre_sites")
_SAMPLE: Final = 5000
_SIZE: Final = 12.0
_BIG_SIZE: Final = 13.5


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the gazetteer that is worth a name.

    Attributes:
        text: its name.
        x: of its dot, in units.
        y: of its dot, in units.
        worth: how much it matters.
        is_big: whether it is set in the larger type.
        in_mali: whether it lies in Mali.
        is_led: whether a line may lead to its name where there is no room beside it.
    """

    text: str
    x: float
    y: float
    worth: float
    is_big: bool
    in_mali: bool
    is_led: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the gazetteer: what is known of it, and where it lies, in degrees."""

    more: Mapping[str, Any]
    cell: Cell

    @property
    def people(self) -> float:
        people = self.more.get("population")
        return float(people) if isinstance(people, int | float) and people > 1 else 0.0

    @property
    def kind(self) -> str:
        return str(self.more.get("kind"))

    @property
    def in_mali(self) -> bool:
        return self.more.get("country") == "ML"

    def worth(self, evidence: Mapping[Cell, float], changed: set[Cell]) -> float:
        people, own = self.people, evidence.get(self.cell, 0.0)
        worth = _WORTH.get(self.kind, 0) + (log10(people) * 4 if people else 0.0)
        worth += 14 + 6 * log2(1 + own) if own else 0.0
        worth += _OWN_CITY if self.in_mali and self.kind in _CITIES else 0.0
        return worth + (_CHANGED_HANDS if self.cell in changed else 0.0)


def towns(scene: Scene) -> tuple[Town, ...]:
    """Return the places in the frame that are worth a name at its zoom, what matters first."""
    layer = scene.atlas.layers.get(PLACES)
    if layer is None:
        return ()
    frame = layer.frame
    rows = np.flatnonzero(shapely.get_num_coordinates(frame.geometry.array) == 1)
    lonlat = shapely.get_coordinates(frame.geometry.array[rows])
    points = scene.frame.project(lonlat)
    inside = within(points, scene.frame.box)
    evidence, changed = _evidence(scene), _changed(scene)
    least = 104 - 11.5 * scene.frame.zoom
    found = []
    # Whole columns: one value of a frame at a time is slow.
    said = [
        frame[name].to_numpy(object, na_value=None)[rows[inside]]
        for name in ("more", "name", "name_fr")
    ]
    for at, (x, y), more, *names in zip(lonlat[inside], points[inside], *said, strict=True):
        place = _Place(more or {}, _cell(*at))
        worth = place.worth(evidence, changed)
        text = name_in(scene, *names)
        if worth < least or place.kind == "site" or not text:
            continue
        is_new = place.cell in changed
        is_city = place.in_mali and (place.people > _MANY_PEOPLE or place.kind in _CITIES)
        is_big = is_city or is_new or place.kind == "capital"
        is_led = is_big and (place.in_mali or place.kind == "capital")
        found.append(Town(text, float(x), float(y), worth, is_big, place.in_mali, is_led))
    return tuple(sorted(found, key=lambda town: (-town.worth, town.text, town.x)))


def town_words(scene: Scene, town: Town) -> Words:
    """Return the name of a town, set."""
    colours = scene.colours
    ground = colours.mali if town.in_mali else colours.land
    if town.is_big:
        return Words((town.text,), _BIG_SIZE, colours.ink, ground, "semibold")
    return Words((town.text,), _SIZE, colours.ink_2, ground)


def name_in(scene: Scene, name: object, name_fr: object) -> str:
    """Return a name in the language of the view."""
    chosen = (name_fr if scene.view.language == "fr" else None) or name
    return " ".join(str(chosen or "").split())


def _cell(lon: float, lat: float) -> Cell:
    return round(lon / _NEAR_DEGREES), round(lat / _NEAR_DEGREES)


def _evidence(scene: Scene) -> dict[Cell, float]:
    """Return what is known of each place; a massacre weighs with its dead."""
    columns = scene.table.columns
    names = [layer.name for layer in scene.table.layers]
    layers = [names.index(name) for name in _EVIDENCE if name in names]
    rows = np.flatnonzero(np.isin(columns["layer"], layers))
    # Of very many a sample tells enough.
    rows = rows[:: max(1, len(rows) // _SAMPLE)]
    killed = columns["killed_max"][rows].astype(float)
    weights = 1 + np.where(killed == _NO_FIGURE, 0, killed) / 40
    result: dict[Cell, float] = {}
    for lon, lat, weight in zip(
        columns["lon"][rows].tolist(), columns["lat"][rows].tolist(), weights.tolist(), strict=True
    ):
        cell = _cell(lon, lat)
        result[cell] = result.get(cell, 0.0) + weight
    return result


def _changed(scene: Scene) -> set[Cell]:
    """Return the places of bases where one tenure ended and another began in the time shown."""
    columns, view = scene.table.columns, scene.view
    if view.mode == "sofar":
        return set()
    names = [layer.name for layer in scene.table.layers]
    if _BASES not in names:
        return set()
    bases = scene.shown.rows[columns["layer"][scene.shown.rows] == names.index(_BASES)]
    floor = scene.floor
    began = bases[columns["begin"][bases] >= floor]
    ended = columns["site"][bases[columns["end"][bases] <= view.day + 1]]
    hands = began[np.isin(columns["site"][began], ended)]
    return {_cell(float(columns["lon"][row]), float(columns["lat"][row])) for row in hands}
