"""Movements: a slim line, one clear arrow, a marker that travels between two exact dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers.export import symbols
from layers.export.drawing import Group, Paint, Shape
from layers.export.maps.geometry import path_of
from layers.export.maps.placing import Obstacles
from layers.export.maps.tracks import head_of, parts_of, progress, track_of, travels
from layers.export.shapes import ring
from layers.timeline import DOUBTFUL, ENDED, HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from layers.export.drawing import Box
    from layers.export.maps.scene import Scene
    from layers.export.maps.tracks import Head, Track
    from layers.export.symbols import Spec

_EDGE: Final = 14.0  # units between an arrow and the edge of the frame
_BEYOND: Final = 8.0
_SPACING: Final = 6.0  # units between the points of a line that names avoid
_ARROW: Final = 9.0  # radius of what an arrow takes
_MARKER: Final = 5.5


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """A movement that meets the frame.

    Attributes:
        row: of the table.
        spec: of its look.
        line: its casing and line.
        marks: its arrow and, on its way, the marker; empty if they lie outside.
        obstacles: what names keep clear of.
        head: of the arrow, in units, or None.
        edge: where it crosses the edge of the frame, in units, or None.
        leaves: whether it crosses it on its way out.
    """

    row: int
    spec: Spec
    line: Group
    marks: tuple[Group, ...]
    obstacles: Obstacles
    head: tuple[float, float] | None
    edge: tuple[float, float] | None
    leaves: bool


def routes(
    scene: Scene, rows: NDArray[Any], selected: int, plates: Sequence[Box]
) -> tuple[Route, ...]:
    """Return the movements of these rows that meet the frame, what is over first.

    Args:
        scene: of the map.
        rows: of the table, movements all.
        selected: row that is selected, or -1.
        plates: that no arrow should cover.
    """
    order = sorted(rows.tolist(), key=lambda row: (row == selected, not scene.is_over(row), row))
    found = (_route(scene, row, row == selected, plates) for row in order)
    return tuple(route for route in found if route)


def _route(scene: Scene, row: int, is_selected: bool, plates: Sequence[Box]) -> Route | None:
    parts = parts_of(scene, row)
    clipped = lines_in(scene, parts)
    path = path_of(clipped)
    if not path:
        return None
    spec = scene.spec(row)
    track = track_of(parts[-1])
    head = head_of(track, scene.frame.box.inset(_EDGE), air=spec.air, plates=plates)
    marks = (*_arrow(scene, row, track, head), *_marker(scene, row, parts))
    at = track.at(head.fraction) if head else None
    circles = ((*at, _ARROW),) if at and not scene.is_over(row) else ()
    return Route(
        row,
        spec,
        Group(
            _line(scene, row, path, is_selected),
            name=scene.text(row, "name"),
            features=(*scene.ids(np.array([row])),),
        ),
        marks,
        Obstacles(circles=circles, soft=_points(clipped)),
        at,
        track.at(head.edge) if head and head.edge is not None else None,
        bool(head and head.leaves),
    )


def lines_in(scene: Scene, parts: Sequence[NDArray[np.float64]]) -> NDArray[np.object_]:
    """Return what of lines in units meets the frame, simplified."""
    box = scene.frame.box.inset(-_BEYOND)
    lines = np.array([shapely.LineString(part) for part in parts if len(part) > 1], object)
    inside = shapely.clip_by_rect(lines, box.left, box.top, box.right, box.bottom)
    slim: NDArray[np.object_] = shapely.simplify(inside, 0.3)
    return slim


def _line(scene: Scene, row: int, path: str, is_selected: bool) -> tuple[Shape, Shape]:
    spec, colours = scene.spec(row), scene.colours
    faint = scene.is_over(row)
    casing = Paint(
        stroke=colours.halo, stroke_opacity=0.3 if faint else 0.8, width=5.0, round_ends=True
    )
    if is_selected:
        casing = Paint(stroke=colours.accent, stroke_opacity=0.35, width=8.0, round_ends=True)
    width, dash, opacity = _stroke(spec, scene.state(row))
    line = Paint(
        stroke=colours.family(spec.family),
        stroke_opacity=opacity,
        width=4.0 if is_selected else width,
        dash=dash,
        round_ends=not spec.disputed,
    )
    return Shape(path, casing), Shape(path, line)


def _stroke(spec: Spec, state: int) -> tuple[float, tuple[float, ...], float]:
    """Return width, dash and opacity of a line: dotted if doubtful, dashed if disputed."""
    width = 1.5 if spec.air else 2.4
    if spec.disputed:
        if state == DOUBTFUL:
            return 2.0, (7.0, 4.0), 0.55
        return width, (7.0, 4.0), 0.3 if state == ENDED else 1.0
    if state == DOUBTFUL:
        return 1.9 if spec.air else 3.0, (0.1, 5.0), 1.0
    return width, (), 0.3 if state == ENDED else 1.0


def _arrow(scene: Scene, row: int, track: Track, head: Head | None) -> Iterator[Group]:
    if head is None:
        return
    x, y = track.at(head.fraction)
    glyph = symbols.arrow(scene.spec(row), scene.theme, state=scene.state(row))
    yield Group(
        (Group(glyph.children, turn=round(track.heading(head.fraction), 1)),),
        name=scene.text(row, "name"),
        features=scene.ids(np.array([row])),
        shift=(round(x, 1), round(y, 1)),
    )


def _marker(scene: Scene, row: int, parts: Sequence[NDArray[np.float64]]) -> Iterator[Group]:
    """Yield the marker of a journey that both begins and ends on exact days."""
    columns = scene.table.columns
    if scene.state(row) != HOLDS or not travels(columns, row):
        return
    whole = track_of(np.concatenate(parts))
    x, y = whole.at(progress(columns, row, scene.view.day))
    colours = scene.colours
    paint = Paint(fill=colours.halo, stroke=colours.family(scene.spec(row).family), width=3.0)
    yield Group(
        (Shape(ring(_MARKER, is_open=False), paint),),
        features=scene.ids(np.array([row])),
        shift=(round(x, 1), round(y, 1)),
    )


def _points(lines: NDArray[np.object_]) -> NDArray[np.float64]:
    dense = shapely.segmentize(lines, _SPACING)
    return np.asarray(shapely.get_coordinates(dense), np.float64).reshape(-1, 2)
