"""The map of a view as a still picture: what the interactive map draws, laid out for a frame.

| module | holds |
|---|---|
| ``scene`` | what all parts need to know |
| ``geometry`` | degrees -> what meets the frame, simplified |
| ``ground``, ``context`` | land, water, borders, rivers, roads; files of editors |
| ``spots``, ``stacks`` | which symbols stand together; discs and plates there |
| ``tracks``, ``routes`` | movements: lines, arrows, markers |
| ``rings`` | how well places are known |
| ``dense`` | very many symbols |
| ``candidates``, ``placing`` | where a name may stand; what is taken |
| ``towns``, ``countries``, ``labels`` | names that lie over nothing |
| ``inventory`` | what a legend must explain |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers.export.drawing import Group
from layers.export.maps.context import context_inventory
from layers.export.maps.dense import MANY, dense_lines, dense_symbols
from layers.export.maps.geometry import within
from layers.export.maps.ground import ground
from layers.export.maps.inventory import Inventory, inventory_of
from layers.export.maps.labels import labels
from layers.export.maps.rings import rings
from layers.export.maps.routes import routes
from layers.export.maps.scene import scene_of
from layers.export.maps.stacks import stacks
from layers.export.mercator import MALI, MapFrame
from layers.visibility import visible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.export.composition import Theme
    from layers.export.drawing import Box
    from layers.export.maps.labels import Labels
    from layers.export.maps.scene import Scene
    from layers.view import View
    from layers.visibility import Visible

__all__ = ["Inventory", "MapDrawing", "draw", "frame_of"]

# Symbols whose place lies so far outside the frame may still reach into it.
_REACH: Final = 64.0
_ROOM: Final = 8.0  # units between Mali with its surroundings and the edge, as the map opens


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map in its frame.

    Attributes:
        groups: ground, routes, symbols, labels; clipped to the frame. Every visible feature
            is in `features` of a group, also when it lies outside the frame.
        inventory: what a legend must explain.
    """

    groups: tuple[Group, ...]
    inventory: Inventory


def frame_of(view: View, box: Box) -> MapFrame:
    """Return the frame of a view: its centre and zoom, or all Mali with room."""
    if view.center is None or view.zoom is None:
        return replace(MapFrame.around(box.inset(_ROOM), MALI), box=box)
    return MapFrame(box, view.center, view.zoom)


def draw(
    atlas: Atlas, view: View, frame: MapFrame, theme: Theme, *, shown: Visible | None = None
) -> MapDrawing:
    """Draw the map of a view.

    Args:
        atlas: whose features.
        view: what is shown; its centre and zoom are those of `frame`.
        frame: where it stands on the sheet.
        theme: of the picture.
        shown: what is visible, if it is known already.
    """
    scene = scene_of(atlas, view, frame, theme, shown or visible(atlas, view))
    is_line = scene.is_line()
    lines, points = scene.shown.rows[is_line], scene.shown.rows[~is_line]
    near = points[within(scene.points(points), frame.box.inset(-_REACH))]
    dense = len(near) + len(lines) > MANY
    parts = _dense(scene, near, lines) if dense else _whole(scene, near, lines)
    groups = _with_all(scene, (ground(scene), *parts))
    return MapDrawing(groups, inventory_of(scene, context_inventory(scene), dense=dense))


def _whole(scene: Scene, points: NDArray[Any], lines: NDArray[Any]) -> tuple[Group, Group, Group]:
    selected = scene.selected()
    standing = stacks(scene, points, selected)
    found = routes(scene, lines, selected, standing.obstacles.boxes)
    obstacles = sum((route.obstacles for route in found), standing.obstacles)
    names = labels(scene, points.tolist(), found, obstacles, selected)
    symbols = (
        *rings(scene, points, selected),
        *(mark for route in found if scene.is_over(route.row) for mark in route.marks),
        *standing.groups,
        *(mark for route in found if not scene.is_over(route.row) for mark in route.marks),
    )
    return _roles(scene, tuple(route.line for route in found), symbols, names)


def _dense(scene: Scene, points: NDArray[Any], lines: NDArray[Any]) -> tuple[Group, Group, Group]:
    selected = scene.selected()
    drawn, obstacles = dense_symbols(scene, points)
    names = labels(scene, (), (), obstacles, selected)
    symbols = (*drawn, *rings(scene, np.zeros(0, np.intp), selected))
    return _roles(scene, tuple(dense_lines(scene, lines)), symbols, names)


def _roles(
    scene: Scene, lines: tuple[Group, ...], symbols: tuple[Group, ...], names: Labels
) -> tuple[Group, Group, Group]:
    box = scene.frame.box
    return (
        Group(lines, role="routes", clip=box),
        Group(symbols, role="symbols", clip=box),
        Group(tuple(names.groups), role="labels", clip=box),
    )


def _with_all(scene: Scene, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups, that of the symbols with the ids of what lies outside the frame."""
    drawn = {feature for group in groups for feature in features_of(group)}
    outside = tuple(each for each in scene.ids(scene.shown.rows) if each not in drawn)
    return tuple(
        Group(group.children, group.role, features=outside, clip=group.clip)
        if group.role == "symbols"
        else group
        for group in groups
    )


def features_of(group: Group) -> set[str]:
    """Return the ids of all features of a group and what is in it."""
    found = set(group.features)
    for child in group.children:
        if isinstance(child, Group):
            found |= features_of(child)
    return found
