"""Any other file that an editor drops into the folder: a colour of its own, in time if dated."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from layers import symbology
from layers.export.drawing import Group, Paint, Shape
from layers.export.maps.geometry import cut, path_of, rounded, to_world
from layers.export.shapes import ring
from layers.vocabulary import PLACES, RIVERS_ROADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.atlas import Layer
    from layers.export.drawing import Node
    from layers.export.maps.geometry import Geometries
    from layers.export.maps.scene import Scene

_DOT: Final = 4.0  # radius of a point
_POINTS: Final = (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)


def drawn_context(scene: Scene) -> Iterator[Node]:
    """Yield a group for each context layer with anything in the frame on the day."""
    for layer, colour in _coloured(scene):
        inside = cut(_world(layer)[_in_time(scene, layer)], scene.frame, _DOT + 2)
        children = tuple(_shapes(inside, colour))
        if children:
            yield Group(children, name=title_of(scene, layer))


def context_inventory(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return name and colour of the context layers that show anything on the day."""
    return tuple(
        (title_of(scene, layer), colour)
        for layer, colour in _coloured(scene)
        if _in_time(scene, layer).any()
    )


def title_of(scene: Scene, layer: Layer) -> str:
    """Return what a context layer calls itself, else the name of its file."""
    own = layer.foreign.get("title") or layer.name.replace("_", " ")
    if scene.view.language == "fr":
        own = layer.foreign.get("title_fr") or own
    return " ".join(str(own).split())


def _coloured(scene: Scene) -> Iterator[tuple[Layer, str]]:
    """Yield the layers that are switched on; each has the colour that the map gives it."""
    colours = symbology.CONTEXT_COLOURS
    own = [
        layer
        for layer in scene.atlas.layers.values()
        if layer.is_context and layer.name not in {PLACES, RIVERS_ROADS}
    ]
    for position, layer in enumerate(own):
        if layer.name not in scene.view.hidden:
            yield layer, colours[position % len(colours)]


def _in_time(scene: Scene, layer: Layer) -> NDArray[np.bool_]:
    begin, end = layer.frame["begin_day"].to_numpy(), layer.frame["end_day"].to_numpy()
    found: NDArray[np.bool_] = (begin <= scene.view.day) & (end > scene.floor)
    return found


@lru_cache(maxsize=16)
def _world(layer: Layer) -> Geometries:
    return to_world(layer.frame.geometry.array)


def _shapes(geometries: Geometries, colour: str) -> Iterator[Shape]:
    parts = shapely.get_parts(shapely.get_parts(geometries))
    kinds = shapely.get_type_id(parts)
    edge = Paint(stroke=colour, width=1.6, round_ends=True)
    areas = path_of(parts[kinds == shapely.GeometryType.POLYGON])
    if areas:
        yield Shape(areas, Paint(fill=colour, fill_opacity=0.16, stroke=colour, width=1.6))
    lines = path_of(parts[kinds == shapely.GeometryType.LINESTRING])
    if lines:
        yield Shape(lines, edge)
    points = rounded(shapely.get_coordinates(parts[np.isin(kinds, _POINTS)]))
    if len(points):
        dots = np.unique(np.round(points), axis=0) if len(points) > 1000 else points
        path = "".join(ring(_DOT, is_open=False, at=(x, y)) for x, y in dots.tolist())
        yield Shape(path, Paint(fill=colour, fill_opacity=0.5, stroke=colour, width=1.4))
