"""Decimal commas: "-1,3019, 15,8256" is four numbers of JSON, and two to whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.problems import finding, shown
from layers.validation.region import MALI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.problems import Finding
    from layers.validation.geometry import Position

# No ground of Mali is higher, in metres: Hombori Tondo, its highest, has 1,155.
_HIGHEST = 1_200


def joined(numbers: Sequence[Any]) -> tuple[Position, ...]:
    """Return the positions in Mali that numbers make if some commas are decimal ones.

    Args:
        numbers: of one position as it is written: "-1,3019, 15,8256" has four.

    Returns:
        Longitude and latitude; two such pairs where the sign is lost, for "-0" is 0.
    """
    if any(type(number) not in (int, float) for number in numbers):
        return ()
    found: list[Position] = []
    if len(numbers) == 4:
        found = [(lon, lat) for lon in _both(*numbers[:2]) for lat in _one(*numbers[2:])]
    elif len(numbers) == 3:
        found = [(lon, numbers[2]) for lon in _both(*numbers[:2])]
        found += [(numbers[0], lat) for lat in _one(*numbers[1:])]
    return tuple(each for each in found if MALI.holds(each))


def check_commas(written: Sequence[Sequence[float]]) -> Sequence[Finding]:
    """Warn of a position whose height may be the end of its latitude or be its latitude.

    Something in Mali must come out of it, and what is written must be odd itself: a place
    that is not in Mali, or a height that nothing in Mali has.

    Args:
        written: the positions of one feature, with their heights.
    """
    for numbers in written:
        if len(numbers) < 3:
            continue
        meant = joined(numbers)
        if meant and (not MALI.holds((numbers[0], numbers[1])) or numbers[2] > _HIGHEST):
            proposals = tuple(shown(list(each)) for each in meant)
            slots = {"found": shown(list(numbers)), "height": shown(numbers[2])}
            return (finding("decimal-comma", ("coordinates",), **slots, proposal=proposals),)
    return ()


def _one(whole: float, rest: float) -> tuple[float, ...]:
    """Return the number that has a whole number before its comma and another behind it."""
    if type(whole) is not int or type(rest) is not int or rest < 0 or abs(whole) > 180:
        return ()
    return (float(f"{whole}.{rest}"),)


def _both(whole: float, rest: float) -> tuple[float, ...]:
    found = _one(whole, rest)
    return (*found, *(-each for each in found)) if whole == 0 else found
