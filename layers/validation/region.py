"""Does a feature lie where a map of this war can show it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from layers.problems import Finding, Word, finding, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.validation.geometry import Position

# "ground": it can be nowhere else. "air": its route may begin or end far away.
# "anywhere": talks, and what a context layer shows, may be in any country.
Reach = Literal["ground", "air", "anywhere"]


@dataclass(frozen=True, slots=True)
class Box:
    """A range of EPSG:4326 degrees, its edges included."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, position: Position) -> bool:
        """Tell whether a (longitude, latitude) lies inside."""
        lon, lat = position
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def said(self) -> Word:
        """Return the slot that names its edges."""
        edges = {"west": self.west, "south": self.south, "east": self.east, "north": self.north}
        return Word("problem.box", tuple((name, f"{edge:g}") for name, edge in edges.items()))


WORLD = Box(-180, -90, 180, 90)
REGION = Box(-20, 3, 18, 29)
MALI = Box(-12.3, 10.1, 4.3, 25.1)


def check_place(points: Sequence[Position], *, reach: Reach) -> Sequence[Finding]:
    """Check where the positions of one feature lie; paths are those from its geometry.

    One problem a feature: swapped before out of range before far away.
    """
    path = ("coordinates",)
    outside = [point for point in points if not REGION.holds(point)]
    if not outside:
        return _swapped_within(points, path, reach=reach)
    swapped = next((point for point in outside if MALI.holds(point[::-1])), None)
    if swapped is not None and (reach == "ground" or _all_swapped(points)):
        code = "coordinates-doubtful" if reach == "anywhere" else "coordinates-swapped"
        return (finding(code, path, found=_text(swapped), proposal=_text(swapped[::-1])),)
    beyond = next((point for point in outside if not WORLD.holds(point)), None)
    if beyond is not None:
        return (finding("coordinates-range", path, found=_text(beyond)),)
    if reach == "anywhere" or (reach == "air" and len(outside) < len(points)):
        return ()
    return (finding("far-outside", path, found=_text(outside[0]), allowed=REGION.said()),)


def _swapped_within(
    points: Sequence[Position], path: tuple[str, ...], *, reach: Reach
) -> Sequence[Finding]:
    """Find what was swapped in the east of Mali (east of 3°) and still lies in the region.

    Nothing of it may lie in Mali as it stands, and all of it would if turned round. Only of
    what may be in any country nothing is said: talks are held in Cameroon, too.
    """
    if reach == "anywhere":
        return ()
    if any(MALI.holds(point) or not MALI.holds(point[::-1]) for point in points):
        return ()
    point = points[0]
    return (finding("coordinates-doubtful", path, found=_text(point), proposal=_text(point[::-1])),)


def _all_swapped(points: Sequence[Position]) -> bool:
    return all(REGION.holds(point[::-1]) for point in points)


def _text(position: Position) -> str:
    return shown(list(position))
