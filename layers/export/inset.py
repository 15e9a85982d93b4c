"""Where the map lies: its frame in West Africa."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry import shape

from layers import basemap
from layers.export.drawing import Box, Group, Paint, Shape, rectangle
from layers.export.mercator import MapFrame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.export.palette import Palette

# West, south, east, north: Dakar to Lake Chad, the Gulf of Guinea to the Sahara.
_REGION: Final = (-18.6, 3.6, 15.6, 27.4)
# Height to width of the region in Mercator.
ASPECT: Final = 0.75
_LEAST_MARK: Final = 7.0


def draw(frame: MapFrame, width: float, colours: Palette, name: str = "") -> Group:
    """Return a map of West Africa, `width` units wide, at (0, 0), with the frame marked on it.

    Args:
        frame: of the map.
        width: of the inset.
        colours: of the theme.
        name: what it shows, in words.
    """
    box = Box(0, 0, width, round(width * ASPECT, 2))
    small = MapFrame.around(box, _REGION)
    children = (
        Shape(rectangle(box), Paint(fill=colours.water)),
        *_countries(small, colours),
        *_borders(small, colours),
        *_mark(frame, small, colours),
    )
    edge = Shape(rectangle(box), Paint(stroke=colours.line, width=1.0))
    return Group((Group(children, clip=box), edge), role="inset", name=name)


def _countries(small: MapFrame, colours: Palette) -> Iterator[Shape]:
    for country in basemap.load()["land"]["features"]:
        fill = colours.border if country["properties"]["mali"] else colours.land
        path = _path(country["geometry"], small)
        if path:
            yield Shape(path, Paint(fill=fill))


def _borders(small: MapFrame, colours: Palette) -> Iterator[Shape]:
    for border in basemap.load()["borders"]["features"]:
        dash = (1.0, 2.0) if border["properties"]["disputed"] else ()
        path = _path(border["geometry"], small)
        if path:
            yield Shape(path, Paint(stroke=colours.border, width=0.5, dash=dash))


def _mark(frame: MapFrame, small: MapFrame, colours: Palette) -> Iterator[Shape]:
    """Yield the frame of the map, as large as can be seen, inside the inset."""
    west, south, east, north = frame.bounds()
    left, top = small.xy(west, north)
    right, bottom = small.xy(east, south)
    grow_x = max(0.0, _LEAST_MARK - (right - left)) / 2
    grow_y = max(0.0, _LEAST_MARK - (bottom - top)) / 2
    edge = small.box.inset(1.0)
    box = Box(
        max(left - grow_x, edge.left),
        max(top - grow_y, edge.top),
        0.0,
        0.0,
    )
    wide = min(right + grow_x, edge.right) - box.left
    high = min(bottom + grow_y, edge.bottom) - box.top
    if wide > 0 and high > 0:
        path = rectangle(Box(round(box.left, 2), round(box.top, 2), round(wide, 2), round(high, 2)))
        paint = Paint(fill=colours.accent, fill_opacity=0.16, stroke=colours.accent, width=1.6)
        yield Shape(path, paint)


def _path(geometry: dict[str, Any], small: MapFrame) -> str:
    """Return the path of a geometry, simplified to what the inset can show."""
    degrees_a_unit = 360 / small.scale
    found = shape(geometry).simplify(degrees_a_unit * 0.6)
    pieces = []
    for part in getattr(found, "geoms", (found,)):
        rings = [part.exterior] if isinstance(part, shapely.Polygon) else [part]
        for ring in rings:
            points = small.project(shapely.get_coordinates(ring))
            if len(points) < 2 or (isinstance(part, shapely.Polygon) and len(points) < 4):
                continue
            end = "Z" if isinstance(part, shapely.Polygon) else ""
            pieces.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + end)
    return "".join(pieces)
