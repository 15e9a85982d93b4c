"""Symbols on their spots: discs on the place, plates above it, one over the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import catalogue
from layers.export import fonts, symbols
from layers.export.drawing import Box, Group, Paint, Shape, Text
from layers.export.maps.geometry import within
from layers.export.maps.placing import Obstacles
from layers.export.maps.spots import spots
from layers.export.shapes import outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from layers.export.drawing import Node
    from layers.export.maps.placing import Circle
    from layers.export.maps.scene import Scene
    from layers.export.maps.spots import Spot

STACK: Final = 4  # symbols that a stack shows; of more it says how many others there are
_LEAST: Final = 2
_OVER: Final = 1  # of them over, beside what holds; twice as many where nothing does
_FOOT: Final = 2.5  # units between a place and the plates above it
_APART: Final = 1.0
_NAMED: Final = 3
# A picture has no pointer to ask what a plate is: codes stay longer than on the map.
_CODES_FROM_ZOOM: Final = 4.9
_COUNT_SIZE: Final = 10.0
_QUIET: Final = 0.6  # opacity of a number where all is over
# Spots nearer than this, side to side, stand below one another.
_COLUMN: Final = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Stacks:
    """The symbols of a map.

    Attributes:
        groups: one a spot.
        obstacles: what names keep clear of.
    """

    groups: tuple[Group, ...]
    obstacles: Obstacles


def stacks(scene: Scene, rows: NDArray[Any], selected: int) -> Stacks:
    """Draw these rows, points all, in the order in which they may cover one another."""
    found = [spot for spot in spots(scene, rows) if spot.is_disc or _is_inside(scene, spot)]
    small = scene.frame.zoom < _CODES_FROM_ZOOM
    rooms = _rooms(found)
    drawn = [
        _disc(scene, spot, selected)
        if spot.is_disc
        else _plates(scene, spot, _Limits(room, small, selected))
        for spot, room in zip(found, rooms, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda position: _depth(scene, found[position]))
    return Stacks(
        tuple(drawn[position][0] for position in order),
        sum((drawn[position][1] for position in order), Obstacles()),
    )


def _is_inside(scene: Scene, spot: Spot) -> bool:
    """Return whether anything of a spot lies in the frame.

    Plates stand above their place: those of a place below the frame would be cut at its edge.
    """
    return bool(within(scene.points(np.array(spot.rows, np.intp)), scene.frame.box).any())


def _depth(scene: Scene, spot: Spot) -> tuple[bool, bool, float, float]:
    """Return the place of a spot in the order of drawing: what is over lies lowest."""
    holds = _holds(scene, spot.rows)
    if spot.is_disc:
        return holds, False, -max(scene.spec(row).high for row in spot.rows), spot.x
    return holds, True, spot.y, spot.x


def _holds(scene: Scene, rows: Sequence[int]) -> bool:
    """Return whether any of these rows is not over."""
    return any(not scene.is_over(row) for row in rows)


def _rooms(found: Sequence[Spot]) -> list[int]:
    """Return how many plates each stack may show without covering the one north of it."""
    places = np.array([(spot.x, spot.y) for spot in found if not spot.is_disc]).reshape(-1, 2)
    step = symbols.PLATE_HEIGHT + _APART
    rooms = []
    for spot in found:
        room = float(STACK)
        if not spot.is_disc and len(spot.rows) > _LEAST:
            away = spot.y - places[np.abs(places[:, 0] - spot.x) < _COLUMN, 1]
            above = away[away > step]
            room = (float(above.min()) - _FOOT) / step if len(above) else room
        rooms.append(int(min(max(room, _LEAST), STACK)))
    return rooms


@dataclass(frozen=True, slots=True)
class _Limits:
    """What bounds a stack: most plates, whether codes are left out, the row selected."""

    room: int
    small: bool
    selected: int


def _plates(scene: Scene, spot: Spot, limits: _Limits) -> tuple[Group, Obstacles]:
    # What holds comes first, and of that what began last: the news is on top.
    rows = sorted(spot.rows, key=lambda row: (row != limits.selected, scene.is_over(row), -row))
    chosen = _telling(scene, rows, limits.room)
    children: list[Node] = []
    boxes: list[Box] = []
    foot = -_FOOT
    for row in reversed(chosen):
        spec = scene.spec(row)
        w, h = symbols.size(spec, small=limits.small)
        middle = foot - h / 2
        drawn = symbols.draw(
            spec,
            scene.theme,
            state=scene.state(row),
            small=limits.small,
            selected=row == limits.selected,
        )
        children.append(Group((drawn,), shift=(0.0, round(middle, 2)), features=_ids(scene, [row])))
        boxes.append(Box(spot.x - w / 2, spot.y + middle - h / 2, w, h))
        foot -= h + _APART
    if len(chosen) < len(rows):
        widest = max(box.width for box in boxes)
        node, width = _count(scene, f"+{len(rows) - len(chosen)}", (widest / 2 - 2, -_FOOT - 7))
        children.append(node if _holds(scene, rows) else replace(node, opacity=_QUIET))
        boxes.append(Box(spot.x + widest / 2 - 2, spot.y - _FOOT - 14, width, 14))
    return _group(scene, spot, rows, children), _obstacles(scene, spot, boxes, ())


def _telling(scene: Scene, rows: list[int], room: int) -> list[int]:
    """Return the rows that a stack shows: each code once before any comes twice.

    Of what is over a few tell enough: they are faint, and what holds must be seen.
    """
    over = [row for row in rows if scene.is_over(row)]
    kept = over[: _OVER if len(over) < len(rows) else 2 * _OVER]
    rows = [row for row in rows if row not in over or row in kept]
    if len(rows) <= room:
        return rows
    seen: set[tuple[str, str]] = set()
    first: list[int] = []
    again: list[int] = []
    for row in rows:
        spec = scene.spec(row)
        known = (spec.type, spec.label) in seen
        seen.add((spec.type, spec.label))
        (again if known else first).append(row)
    return sorted((first + again)[:room], key=rows.index)


def _disc(scene: Scene, spot: Spot, selected: int) -> tuple[Group, Obstacles]:
    rows = sorted(spot.rows, key=lambda row: (not scene.is_over(row), -scene.spec(row).high))
    children: list[Node] = [
        Group(
            (
                symbols.draw(
                    scene.spec(row),
                    scene.theme,
                    state=scene.state(row),
                    selected=row == selected,
                ),
            ),
            features=_ids(scene, [row]),
        )
        for row in rows
    ]
    radius = max(scene.spec(row).high for row in rows)
    circle = (spot.x, spot.y, radius + 1)
    boxes: tuple[Box, ...] = ()
    if len(rows) > 1:
        corner = 0.72 * radius
        node, width = _count(scene, f"×{len(rows)}", (corner, -corner))
        children.append(node if _holds(scene, rows) else replace(node, opacity=_QUIET))
        boxes = (Box(spot.x + corner, spot.y - corner - 7, width, 14),)
    return _group(scene, spot, rows, children), _obstacles(scene, spot, boxes, (circle,))


def _count(scene: Scene, text: str, at: tuple[float, float]) -> tuple[Group, float]:
    """Return a small plate with a number, its left end at `at`, and its width."""
    width = max(fonts.width(text, _COUNT_SIZE, "bold") + 8, 15.0)
    colours = scene.colours
    plate = Paint(fill=colours.paper, stroke=colours.ink_2, width=0.9)
    x, y = width / 2, round(symbols.HALF_CAPITAL * _COUNT_SIZE, 2)
    words = Text(x, y, text, _COUNT_SIZE, "bold", colours.ink, "middle")
    children = (Shape(outline("pill", width, 14, (0, -7)), plate), words)
    return Group(children, shift=(round(at[0], 2), round(at[1], 2))), width


def _group(scene: Scene, spot: Spot, rows: Sequence[int], children: Sequence[Node]) -> Group:
    return Group(
        tuple(children),
        name=named(scene, rows),
        features=_ids(scene, rows),
        shift=(round(spot.x, 1), round(spot.y, 1)),
    )


def _ids(scene: Scene, rows: Sequence[int]) -> tuple[str, ...]:
    return scene.ids(np.array(rows, np.intp))


def named(scene: Scene, rows: Sequence[int]) -> str:
    """Return the names of features that stand together, or the first of many."""
    names = "; ".join(scene.text(row, "name") for row in rows[:_NAMED])
    if len(rows) <= _NAMED:
        return names
    many = catalogue.counted("map.features_here", len(rows), scene.view.language)
    return f"{many}: {names}"


def _obstacles(
    scene: Scene, spot: Spot, boxes: Sequence[Box], circles: tuple[Circle, ...]
) -> Obstacles:
    """Return what names keep clear of; what is over and faint they may lie on."""
    if _holds(scene, spot.rows):
        return Obstacles(tuple(boxes), circles)
    middles = [(box.left + box.width / 2, box.top + box.height / 2) for box in boxes]
    soft = np.array([*middles, *((x, y) for x, y, _ in circles)]).reshape(-1, 2)
    return Obstacles(soft=np.repeat(soft, 4, axis=0))
