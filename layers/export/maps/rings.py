"""How well a place is known: rings round what is selected and, close up, round everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import vocabulary
from layers.export.drawing import Group, Paint, Shape
from layers.export.maps.geometry import within
from layers.export.shapes import ring
from layers.payload.table import IS_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.export.maps.scene import Scene

_CLOSE_UP: Final = 8.5  # zoom from which every feature has its ring
_BEYOND: Final = 300.0  # units outside the frame from which a ring may reach into it
_SELECTED_RADIUS: Final = 17.0


def rings(scene: Scene, rows: NDArray[Any], selected: int) -> Iterator[Group]:
    """Yield the rings of precision of these rows, points all, then those of the selected one.

    On lines precision is worded, not drawn.
    """
    colours = scene.colours
    if scene.frame.zoom >= _CLOSE_UP and len(rows):
        quiet = Paint(stroke=colours.ink_2, stroke_opacity=0.55, width=0.8)
        path = "".join(sorted({_path(scene, row) for row in _near(scene, rows)}))
        if path:
            yield Group((Shape(path, quiet),))
    if selected >= 0 and not scene.table.columns["flags"][selected] & IS_LINE:
        x, y = scene.points(np.array([selected]))[0]
        own = Paint(fill=colours.accent, fill_opacity=0.07, stroke=colours.accent, width=0.8)
        halo = Paint(fill=colours.accent, fill_opacity=0.16, stroke=colours.accent, width=2.0)
        near = ring(selected_radius(scene, selected), is_open=False, at=(float(x), float(y)))
        yield Group((Shape(_path(scene, selected), own), Shape(near, halo)))


def selected_radius(scene: Scene, row: int) -> float:
    """Return the radius of the ring round what is selected: it encloses a disc."""
    return max(_SELECTED_RADIUS, scene.spec(row).high + 5)


def _near(scene: Scene, rows: NDArray[Any]) -> list[int]:
    inside = within(scene.points(rows), scene.frame.box.inset(-_BEYOND))
    found: list[int] = rows[inside].tolist()
    return found


def _path(scene: Scene, row: int) -> str:
    """Return the ring of a row's precision: its radius is that of `vocabulary`."""
    precision = vocabulary.PRECISIONS[int(scene.table.columns["precision"][row])]
    lat = float(scene.table.columns["lat"][row])
    radius = vocabulary.PRECISION_RADIUS_KM[precision] * scene.frame.units_per_km(lat)
    x, y = scene.points(np.array([row]))[0]
    return ring(radius, is_open=False, at=(float(x), float(y)))
