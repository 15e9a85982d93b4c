"""Every name on the map, what matters most first, none over another or over a symbol."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

import numpy as np

from layers.export import fonts
from layers.export.drawing import Box, Group, Paint, Shape
from layers.export.maps.candidates import Candidate, Words, around, led, nodes
from layers.export.maps.countries import named_countries
from layers.export.maps.placing import Obstacles, Placer
from layers.export.maps.rings import selected_radius
from layers.export.maps.spots import is_disc
from layers.export.maps.towns import MAJOR, town_words, towns
from layers.export.shapes import ring
from layers.payload.table import IS_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.export.drawing import Node
    from layers.export.maps.routes import Route
    from layers.export.maps.scene import Scene
    from layers.export.maps.towns import Town

_CAPTIONS: Final = 5  # massacre sites that are named
_LEAST_RADIUS: Final = 12.0
_CAPTION_SIZE: Final = 11.5
_CAPTION_WIDTH: Final = 120.0
_EDGE_SIZE: Final = 12.0
_EDGE_WIDTH: Final = 150.0
_CODE_SIZE: Final = 10.5
_ARROW: Final = 8.0
_SAME_CODE: Final = 36.0  # units within which one code is enough
_SAME_NAME: Final = 110.0  # units within which one name at the edge is enough
_DOT: Final = 1.6
# From these costs on a name is rather left out: it would lie on lines or faint symbols.
_QUIET: Final = 3.4
_FAR_OFF: Final = 40.0  # across a disc so wide a name no longer stands beside its dot
_LOUD: Final = 5.0
_SUBURB: Final = 16.0  # units
_COUNTRY_COST: Final = 6.0


class Labels:
    """Places names and remembers their drawings."""

    def __init__(self, scene: Scene, obstacles: Obstacles) -> None:
        """Begin with the symbols of a scene."""
        self._scene = scene
        self._obstacles = obstacles
        self._placer = Placer(scene.frame.box, obstacles)
        self._captioned: list[tuple[str, float, float]] = []
        self._towns: list[Town] = []
        self.groups: list[Group] = []
        self.boxes: list[Box] = []

    def add(
        self,
        words: Words,
        candidates: Sequence[Candidate],
        *,
        most: float = float("inf"),
        row: int | None = None,
        extra: Sequence[Node] = (),
    ) -> bool:
        """Place a name if there is room; `row` is the feature that it names."""
        chosen = self._placer.place(candidates, most)
        if chosen is None:
            return False
        ids = self._scene.ids(np.array([row])) if row is not None else ()
        self.boxes.append(chosen.box)
        self.groups.append(Group((*extra, *nodes(words, chosen)), features=ids))
        return True

    def selected(self, row: int) -> None:
        """Name the selected feature, whatever else finds no room."""
        scene = self._scene
        if row < 0:
            return
        x, y = self._place(row)
        is_line = scene.table.columns["flags"][row] & IS_LINE
        radius = 4.0 if is_line else selected_radius(scene, row)
        lines = fonts.lines(scene.text(row, "name"), 150.0, 12.5, "bold")
        words = Words(lines, 12.5, scene.colours.accent, scene.colours.halo, "bold")
        keep = _square(x, y, radius)
        if lines and self.add(words, [*around(words, keep), *led(words, keep, radius)], row=row):
            self._captioned.append((scene.text(row, "name"), x, y))

    def _place(self, row: int) -> tuple[float, float]:
        x, y = self._scene.points(np.array([row]))[0]
        return float(x), float(y)

    def codes(self, routes: Sequence[Route]) -> None:
        """Write the code of its actor beside each arrow of what is not over."""
        colours = self._scene.colours
        coded: list[tuple[str, float, float]] = []
        for route in routes:
            if route.head is None or self._scene.is_over(route.row):
                continue
            if _is_near(coded, route.spec.label, route.head, _SAME_CODE):
                continue
            words = Words((route.spec.label,), _CODE_SIZE, colours.ink, colours.halo, "bold")
            keep = _square(*route.head, _ARROW)
            beside = [
                Candidate(each.box, abs(each.cost - 0.6), each.anchor)
                for each in around(words, keep)
            ]
            if self.add(words, beside, row=route.row):
                coded.append((route.spec.label, *route.head))

    def edges(self, routes: Sequence[Route]) -> None:
        """Write where lines that leave the frame go to, or come from, at its edge."""
        scene, colours = self._scene, self._scene.colours
        named: list[tuple[str, float, float]] = []
        for route in routes:
            if route.edge is None or scene.is_over(route.row):
                continue
            end = scene.text(route.row, "to" if route.leaves else "from")
            if not end or not (route.leaves or route.spec.air):
                continue
            text = f"→ {end}" if route.leaves else f"{end} →"
            text = fonts.shortened(text, _EDGE_WIDTH, _EDGE_SIZE, "italic")
            if _is_near(named, text, route.edge, _SAME_NAME):
                continue
            words = Words((text,), _EDGE_SIZE, colours.ink, colours.halo, "italic")
            keep = _square(*route.edge, 7.0)
            if self.add(words, [*around(words, keep)], row=route.row):
                named.append((text, *route.edge))

    def captions(self, rows: Sequence[int]) -> None:
        """Name the largest massacre sites of these rows."""
        scene, colours = self._scene, self._scene.colours
        discs = is_disc(scene.table)
        large = [
            (scene.spec(row).high, row)
            for row in rows
            if discs[row] and not scene.is_over(row) and scene.spec(row).high >= _LEAST_RADIUS
        ]
        placed = 0
        for radius, row in sorted(large, key=lambda each: (-each[0], each[1])):
            name = scene.text(row, "name")
            lines = fonts.lines(name, _CAPTION_WIDTH, _CAPTION_SIZE, "semibold")
            x, y = self._place(row)
            if (
                not lines
                or placed == _CAPTIONS
                or _is_near(self._captioned, name, (x, y), _SAME_NAME)
            ):
                continue
            words = Words(lines, _CAPTION_SIZE, colours.killed, colours.halo, "semibold")
            keep = _square(x, y, radius + 1)
            if self.add(words, [*around(words, keep), *led(words, keep, radius)], row=row):
                self._captioned.append((name, x, y))
                placed += 1

    def towns(self, found: Sequence[Town], *, is_major: bool) -> None:
        """Name the towns that matter, or the others; a dot marks each one's place."""
        left = [
            town
            for town in found
            if (town.worth >= MAJOR) == is_major and not self._says(town) and not self._beside(town)
        ]
        for town in left:
            if town.is_led and not self._is_by_another(town):
                self._led(town)

    def _says(self, town: Town) -> bool:
        """Return whether the name of a feature at the place says its name already."""
        return any(
            town.text.casefold() in text.casefold() and abs(town.x - x) + abs(town.y - y) < 40
            for text, x, y in self._captioned
        )

    def _beside(self, town: Town) -> bool:
        """Name a town right beside its dot, if there is room."""
        if town.is_led and self._kept(town).width > _FAR_OFF:
            return False
        words = town_words(self._scene, town)
        most = _LOUD if town.is_led else _QUIET
        return self._named(town, words, [*around(words, self._kept(town))], most)

    def _led(self, town: Town) -> None:
        """Name a town further off, with a line that leads there."""
        words, keep = town_words(self._scene, town), _square(town.x, town.y, _DOT + 1)
        self._named(town, words, [*led(words, keep, _DOT + 1)], float("inf"))

    def _named(
        self, town: Town, words: Words, candidates: Sequence[Candidate], most: float
    ) -> bool:
        done = self.add(words, candidates, most=most, extra=self._dot(town))
        if done:
            self._towns.append(town)
        return done

    def _is_by_another(self, town: Town) -> bool:
        """Return whether a town that is named already lies so near that one name tells enough."""
        return any(hypot(town.x - other.x, town.y - other.y) < _SUBURB for other in self._towns)

    def _kept(self, town: Town) -> Box:
        """Return what the name of a town goes round: its dot, and a disc that lies on it."""
        radius = _DOT + 1
        for x, y, around_ in self._obstacles.circles:
            if abs(x - town.x) + abs(y - town.y) < around_:
                radius = max(radius, around_ + abs(x - town.x))
        return _square(town.x, town.y, min(radius, 36.0))

    def _dot(self, town: Town) -> tuple[Node, ...]:
        """Return the dot of a town, unless a symbol lies there."""
        x, y = town.x, town.y
        covered = any(
            (x - at_x) ** 2 + (y - at_y) ** 2 < radius**2
            for at_x, at_y, radius in self._obstacles.circles
        ) or any(_square(x, y, _DOT).meets(box) for box in self._obstacles.boxes)
        if covered:
            return ()
        path = ring(_DOT, is_open=False, at=(x, y))
        return (Shape(path, Paint(fill=self._scene.colours.ink_2)),)

    def countries(self) -> None:
        """Name the countries where their land is free."""
        for country in named_countries(self._scene):
            self.add(country.words, country.candidates, most=_COUNTRY_COST)


def labels(
    scene: Scene,
    rows: Sequence[int],
    routes: Sequence[Route],
    obstacles: Obstacles,
    selected: int,
) -> Labels:
    """Place all names of a map.

    Args:
        scene: of the map.
        rows: of the points that are drawn with their sizes.
        routes: that are drawn with their arrows.
        obstacles: of all symbols and lines.
        selected: row that is selected, or -1.
    """
    found = Labels(scene, obstacles)
    all_towns = towns(scene)
    found.selected(selected)
    found.codes(routes)
    found.captions(rows)
    found.edges(routes)
    found.towns(all_towns, is_major=True)
    found.countries()
    found.towns(all_towns, is_major=False)
    return found


def _square(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def _is_near(
    named: Sequence[tuple[str, float, float]], text: str, at: tuple[float, float], reach: float
) -> bool:
    return any(other == text and abs(x - at[0]) + abs(y - at[1]) < reach for other, x, y in named)
