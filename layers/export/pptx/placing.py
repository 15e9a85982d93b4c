"""Where the nodes of a page come to stand on its slide: all moves, turns and clips resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

import shapely

from layers.export import fonts
from layers.export.drawing import Box, Group, Paint, Shape, Text
from layers.export.pptx.paths import Outline, Point, outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.export.drawing import Node

# Of the line height, what stands above the baseline: Calibri's, which slides are set in.
ASCENT: Final = 0.952
LINE: Final = 1.22
_OVERHANG: Final = 0.5  # units: what nobody sees
# Lines of one paragraph follow one another at so many sizes of the type, as any typeface
# sets them: with another spacing, the first line stands elsewhere in each program.
_FOLLOWS: Final = (1.05, 1.45)


@dataclass(frozen=True, slots=True)
class Figure:
    """One shape on the page.

    Attributes:
        runs: its outlines, in units of the page.
        paint: with the opacity of its groups worked in.
    """

    runs: tuple[Outline, ...]
    paint: Paint


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one look that stand under one another.

    Attributes:
        lines: at least one; the first says where.
        opacity: of all its groups together.
    """

    lines: tuple[Text, ...]
    opacity: float = 1.0

    @property
    def leading(self) -> float:
        """Return the units from line to line."""
        if len(self.lines) == 1:
            return self.lines[0].size * LINE
        return (self.lines[-1].y - self.lines[0].y) / (len(self.lines) - 1)

    @property
    def box(self) -> Box:
        """Return the box that they fill."""
        first = self.lines[0]
        widths = (
            fonts.width(each.text, each.size, each.weight, each.spacing) for each in self.lines
        )
        width = max(widths)
        left = first.x - {"start": 0.0, "middle": width / 2, "end": width}[first.anchor]
        top = first.y - ASCENT * first.size
        height = self.leading * (len(self.lines) - 1) + LINE * first.size
        return Box(left, top, width, height)


Placed = Figure | Words


@dataclass(frozen=True, slots=True)
class _Place:
    """How a node's own units become those of the page."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    opacity: float = 1.0
    clip: Box | None = None

    def point(self, point: Point) -> Point:
        if not self.turn:
            return point[0] + self.x, point[1] + self.y
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return point[0] * c - point[1] * s + self.x, point[0] * s + point[1] * c + self.y

    def within(self, group: Group) -> _Place:
        x, y = self.point(group.shift)
        inner = _Place(x, y, self.turn + group.turn, self.opacity * group.opacity, self.clip)
        # A clip is given in the group's own units, and no clipped group of ours is turned.
        return replace(inner, clip=_moved(group.clip, x, y)) if group.clip else inner


def placed(group: Group) -> list[Placed]:
    """Return what a group draws, in its order; lines of one paragraph as one."""
    return [*_joined(_all(group, _Place()))]


def _all(group: Group, outer: _Place) -> Iterator[Placed]:
    place = outer.within(group)
    for child in group.children:
        yield from _one(child, place)


def _one(node: Node, place: _Place) -> Iterator[Placed]:
    if isinstance(node, Group):
        yield from _all(node, place)
    elif isinstance(node, Shape):
        figure = _figure(node, place)
        if figure.runs:
            yield figure
    else:
        x, y = place.point((node.x, node.y))
        words = Words((replace(node, x=x, y=y),), place.opacity)
        if node.text.strip() and (place.clip is None or _is_inside(words, place.clip)):
            yield words


def _is_inside(words: Words, clip: Box) -> bool:
    """Return whether words lie in a clip: a text box cannot be cut, it would stand over the edge.

    Only the code of a symbol at the edge of a map can fail; names are placed inside.
    """
    first, box = words.lines[0], words.box
    return clip.inset(-_OVERHANG).holds(Box(box.left, first.y, box.width, 0))


def _figure(shape: Shape, place: _Place) -> Figure:
    runs = []
    for run in outlines(shape.path):
        moved = Outline(place.point(run.points[0]))
        moved.points = [place.point(point) for point in run.points]
        moved.is_closed = run.is_closed
        runs += [moved] if place.clip is None else _clipped(moved, place.clip, shape.paint)
    paint = replace(
        shape.paint,
        fill_opacity=shape.paint.fill_opacity * place.opacity,
        stroke_opacity=shape.paint.stroke_opacity * place.opacity,
    )
    return Figure(tuple(runs), paint)


def _clipped(run: Outline, clip: Box, paint: Paint) -> list[Outline]:
    """Return what of an outline lies inside a box."""
    xs, ys = zip(*run.points, strict=True)
    if clip.holds(Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))):
        return [run]
    edge = shapely.box(clip.left, clip.top, clip.right, clip.bottom)
    is_area = paint.fill is not None and len(run.points) > 3
    whole = shapely.Polygon(run.points) if is_area else shapely.LineString(run.points)
    inside = shapely.make_valid(whole) if is_area else whole
    found = []
    for part in shapely.get_parts(shapely.intersection(inside, edge)):
        line = part.exterior if part.geom_type == "Polygon" else part
        if line.geom_type in ("LineString", "LinearRing") and len(line.coords) > 1:
            cut = Outline(line.coords[0])
            cut.points = [*line.coords]
            cut.is_closed = part.geom_type == "Polygon"
            found.append(cut)
    return found


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.width, box.height)


def _joined(nodes: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the nodes with lines that go on below one another made one."""
    waiting: Words | None = None
    for node in nodes:
        if isinstance(node, Words) and waiting and _goes_on(waiting, node):
            waiting = replace(waiting, lines=(*waiting.lines, *node.lines))
            continue
        if waiting:
            yield waiting
        waiting = node if isinstance(node, Words) else None
        if waiting is None:
            yield node
    if waiting:
        yield waiting


def _goes_on(above: Words, below: Words) -> bool:
    last, line = above.lines[-1], below.lines[0]
    least, most = (share * last.size for share in _FOLLOWS)
    # Names on the map carry a halo and stand alone; so do links, each to its own address.
    look = (last.x, last.size, last.weight, last.colour, last.anchor, last.link, above.opacity)
    other = (line.x, line.size, line.weight, line.colour, line.anchor, line.link, below.opacity)
    is_even = len(above.lines) == 1 or abs(line.y - last.y - above.leading) < 0.5
    return look == other and not last.halo and least <= line.y - last.y <= most and is_even
