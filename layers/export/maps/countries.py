"""Names of countries, where their land in the frame has room for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from layers import basemap
from layers.export.drawing import Box
from layers.export.maps.candidates import Candidate, Words
from layers.export.maps.geometry import within
from layers.export.maps.ground import countries
from layers.export.maps.towns import name_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.export.maps.scene import Scene

_COUNTRY_SIZE: Final = 11.0
_MALI_SIZE: Final = 13.0
# Across and down between the places that are tried for the name of a country.
_GRID: Final = (36, 18)
_FILLED: Final = 0.98  # of the frame, from which on a country is all that there is


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country that is named.

    Attributes:
        words: its name, set.
        candidates: where it may stand.
    """

    words: Words
    candidates: tuple[Candidate, ...]


def named_countries(scene: Scene) -> Iterator[Country]:
    """Yield the countries that show enough of themselves for their name, Mali first.

    A frame that one country fills is told by the inset: its name would be read as a town's.
    """
    box = scene.frame.box
    features = basemap.load()["land"]["features"]
    pieces = [*zip(features, countries(scene), strict=True)]
    for feature, piece in sorted(pieces, key=lambda each: not each[0]["properties"]["mali"]):
        properties = feature["properties"]
        if shapely.is_empty(piece) or shapely.area(piece) > _FILLED * box.width * box.height:
            continue
        is_mali = properties["mali"]
        text = name_in(scene, properties["name"], properties["name_fr"]).upper()
        size = _MALI_SIZE if is_mali else _COUNTRY_SIZE
        spacing = size * (0.3 if is_mali else 0.14)
        ground = scene.colours.mali if is_mali else scene.colours.land
        words = Words((text,), size, scene.colours.ink_2, ground, spacing=spacing)
        candidates = tuple(_on_land(scene, words, piece, properties["label"]))
        if candidates:
            yield Country(words, candidates)


def _on_land(
    scene: Scene,
    words: Words,
    piece: shapely.Geometry,
    label: list[float] | None,
) -> Iterator[Candidate]:
    """Yield places on a country's land, best where the base map has its name."""
    w, h = words.width + 8, words.height
    home = scene.frame.xy(*label) if label else None
    if home and not within(np.array([home]), scene.frame.box)[0]:
        home = None
    if home:
        yield Candidate(Box(home[0] - w / 2, home[1] - h / 2, w, h), 0.0)
    middle = home or shapely.get_coordinates(shapely.point_on_surface(piece))[0]
    left, top, right, bottom = shapely.bounds(piece)
    columns, lines = np.meshgrid(
        np.arange(left + w / 2, right - w / 2, _GRID[0]),
        np.arange(top + h / 2 + 4, bottom - h / 2 - 4, _GRID[1]),
    )
    x, y = columns.ravel(), lines.ravel()
    shapely.prepare(piece)
    inside = np.ones(len(x), bool)
    for across in (-0.5, -0.25, 0, 0.25, 0.5):
        for down in (-0.8, 0.8):
            inside &= shapely.contains_xy(piece, x + across * w, y + down * h)
    away = np.hypot(x - middle[0], y - middle[1])
    for position in np.flatnonzero(inside):
        box = Box(float(x[position] - w / 2), float(y[position] - h / 2), w, h)
        yield Candidate(box, 0.5 + float(away[position]) / 90)
