"""Land, water, borders, rivers and roads: quiet, and always there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry import shape

from layers import basemap
from layers.export.drawing import Group, Paint, Shape, rectangle
from layers.export.maps.context import drawn_context
from layers.export.maps.geometry import cut, path_of, to_world
from layers.vocabulary import RIVERS_ROADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.export.drawing import Node
    from layers.export.maps.geometry import Geometries
    from layers.export.maps.scene import Scene
    from layers.export.palette import Palette


# What the base map is cut to: west, south, east, north.
_REACH: Final = (-20.0, 3.0, 18.0, 29.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The base map in world units; the names say what of it they hold."""

    land: Geometries
    is_mali: NDArray[np.bool_]
    coast: Geometries
    borders: Geometries
    is_disputed: NDArray[np.bool_]
    is_malian: NDArray[np.bool_]


def ground(scene: Scene) -> Group:
    """Return all that lies under the evidence; context layers of editors on top."""
    box = scene.frame.box
    children = (
        *_sea(scene),
        *_countries(scene),
        *_rivers_and_roads(scene),
        *_borders(scene),
        *drawn_context(scene),
    )
    return Group(children, role="ground", clip=box)


def _sea(scene: Scene) -> Iterator[Node]:
    """Yield water as far as the base map reaches; beyond it nothing is known, so nothing shown."""
    reach = cut(to_world([shapely.box(*_REACH)]), scene.frame)
    yield Shape(rectangle(scene.frame.box), Paint(fill=scene.colours.paper))
    yield from _drawn(reach, Paint(fill=scene.colours.water))


@lru_cache(maxsize=1)
def _base() -> _Base:
    """Return the base map, which is the same for every map of a process."""
    data = basemap.load()
    land, borders = data["land"]["features"], data["borders"]["features"]
    ends = [{each["properties"]["a"], each["properties"]["b"]} for each in borders]
    return _Base(
        _shapes(land),
        np.array([each["properties"]["mali"] for each in land], bool),
        _shapes(data["coast"]["features"]),
        _shapes(borders),
        np.array([each["properties"]["disputed"] for each in borders], bool),
        np.array(["ML" in each for each in ends], bool),
    )


def _shapes(features: list[dict[str, Any]]) -> Geometries:
    return to_world([shape(each["geometry"]) for each in features])


def countries(scene: Scene) -> Geometries:
    """Return what of each country of the base map meets the frame, in units of the sheet."""
    return cut(_base().land, scene.frame)


def _countries(scene: Scene) -> Iterator[Node]:
    colours, base = scene.colours, _base()
    land = countries(scene)
    yield from _drawn(land[~base.is_mali], Paint(fill=colours.land))
    yield from _drawn(land[base.is_mali], Paint(fill=colours.mali))


def _borders(scene: Scene) -> Iterator[Node]:
    base, colours = _base(), scene.colours
    coast = cut(base.coast, scene.frame)
    lines = cut(base.borders, scene.frame)
    sure = ~base.is_disputed
    yield from _drawn(coast, _line(colours.border, 0.8))
    yield from _drawn(lines[sure & ~base.is_malian], _line(colours.border, 0.9))
    dotted = Paint(stroke=colours.border, width=0.9, dash=(1.0, 3.0), round_ends=True)
    yield from _drawn(lines[base.is_disputed], dotted)
    yield from _drawn(lines[sure & base.is_malian], _line(colours.border_mali, 1.3))


@lru_cache(maxsize=4)
def _waterways(atlas: Atlas) -> tuple[Geometries, NDArray[np.bool_]]:
    """Return rivers and roads in world units, and which of them are rivers."""
    layer = atlas.layers.get(RIVERS_ROADS)
    if layer is None:
        return np.zeros(0, object), np.zeros(0, bool)
    kinds = [(more or {}).get("kind") for more in layer.frame["more"]]
    is_river = np.array([kind == "river" for kind in kinds], bool)
    return to_world(layer.frame.geometry.array), is_river


def _rivers_and_roads(scene: Scene) -> Iterator[Node]:
    colours: Palette = scene.colours
    lines, is_river = _waterways(scene.atlas)
    if len(lines):
        inside = cut(lines, scene.frame)
        yield from _drawn(inside[~is_river], _line(colours.road, 1.0))
        yield from _drawn(inside[is_river], _line(colours.river, 1.5))


def _line(colour: str, width: float) -> Paint:
    return Paint(stroke=colour, width=width, round_ends=True)


def _drawn(geometries: Geometries, paint: Paint) -> Iterator[Node]:
    path = path_of(geometries)
    if path:
        yield Shape(path, paint)
