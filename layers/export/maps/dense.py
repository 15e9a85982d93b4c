"""Beyond some hundred symbols in the frame: small ones without codes, as ``dense.js`` has them.

All symbols of one look are one path, and those that would cover one another are drawn once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import symbology, vocabulary
from layers.export.drawing import Group, Paint, Shape
from layers.export.maps.geometry import path_of
from layers.export.maps.placing import Obstacles
from layers.export.maps.routes import lines_in
from layers.export.maps.tracks import parts_of
from layers.export.shapes import outline, ring
from layers.timeline import DOUBTFUL, ENDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.export.maps.scene import Scene

MANY: Final = 600  # symbols in the frame, as Temoin.MANY
_SIDE: Final = 7.0
_SMALL_SIDE: Final = 5.0  # where so many show that they would cover one another
_CROWD: Final = 40000
_STRENGTH: Final = {DOUBTFUL: 0.55, ENDED: 0.34}
_KILLED: Final = "killed"
_MILESTONE: Final = "milestone"
_LOOKS: Final = (*vocabulary.FAMILIES, _KILLED, _MILESTONE)
_THINNED: Final = 3000  # points that names avoid


def dense_symbols(scene: Scene, rows: NDArray[Any]) -> tuple[tuple[Group, ...], Obstacles]:
    """Return a group for each look of these rows, points all, and what names avoid."""
    side = _SMALL_SIDE if len(rows) > _CROWD else _SIDE
    points, looks = np.round(scene.points(rows)), _looks(scene, rows)
    faded = scene.shown.states[rows]
    # What is over lies under what holds.
    kinds = sorted(
        {*zip(looks.tolist(), faded.tolist(), strict=True)},
        key=lambda kind: (kind[1] != ENDED, kind),
    )
    groups = []
    for look, state in kinds:
        mine = (looks == look) & (faded == state)
        places = np.unique(points[mine], axis=0)
        path = "".join(_symbol(_LOOKS[look], x, y, side) for x, y in places.tolist())
        shape = Shape(path, _paint(scene, _LOOKS[look], _STRENGTH.get(state, 1.0)))
        groups.append(Group((shape,), features=scene.ids(rows[mine])))
    thinned = np.unique(points, axis=0)
    return tuple(groups), Obstacles(soft=thinned[:: max(1, len(thinned) // _THINNED)])


def dense_lines(scene: Scene, rows: NDArray[Any]) -> Iterator[Group]:
    """Yield a group for each look of these rows, movements all: slim lines without arrows."""
    looks = _looks(scene, rows)
    over = scene.shown.states[rows] == ENDED
    for is_over in (True, False):
        for look in np.unique(looks):
            mine = rows[(looks == look) & (over == is_over)]
            lines = [lines_in(scene, parts_of(scene, row)) for row in mine.tolist()]
            path = path_of(np.concatenate(lines)) if lines else ""
            if path:
                colour = scene.colours.family(_LOOKS[look])
                paint = Paint(stroke=colour, stroke_opacity=0.34 if is_over else 0.9, width=1.4)
                yield Group((Shape(path, paint),), features=scene.ids(mine))


def _looks(scene: Scene, rows: NDArray[Any]) -> NDArray[np.intp]:
    """Return the position in `_LOOKS` of each row."""
    columns = scene.table.columns
    of_actor = np.array([_LOOKS.index(actor.family) for actor in vocabulary.ACTORS.values()])
    looks = of_actor[columns["actor"][rows]]
    for position, layer in enumerate(scene.table.layers):
        own = {"massacre_sites": _KILLED, "milestones": _MILESTONE}.get(layer.name)
        if own:
            looks = np.where(columns["layer"][rows] == position, _LOOKS.index(own), looks)
    found: NDArray[np.intp] = looks
    return found


def _symbol(look: str, x: float, y: float, side: float) -> str:
    style = symbology.FAMILIES.get(look)
    if style is None:
        return ring(side / 2 - 0.7, is_open=False, at=(x, y))
    across = side - 1
    return outline(style.shape, across, across, (x - across / 2, y - across / 2))


def _paint(scene: Scene, look: str, strength: float) -> Paint:
    colours = scene.colours
    own = {_KILLED: colours.killed, _MILESTONE: colours.ink_2}
    fill = own[look] if look in own else colours.family(look)
    return Paint(fill, strength, colours.outline, strength, 0.6)
