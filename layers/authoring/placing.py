"""Names of places or written coordinates -> positions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from layers import similar
from layers.authoring.talking import AuthoringError
from layers.problems import shown, visible
from layers.validation.region import MALI, REGION

if TYPE_CHECKING:
    from layers.authoring.talking import Desk
    from layers.knowledge.gazetteer import LonLat, Place

_COORDINATES = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)")
_DECIMALS = 5


def position_of(text: str, desk: Desk) -> tuple[LonLat, Place | None]:
    """Return where a text says, and the place of the gazetteer if it names one.

    "-1.30945, 15.81791" is longitude and latitude. Of several places of one name the person
    chooses.

    Raises:
        AuthoringError: no place has this name, several have it and nobody is there to
            choose, or the coordinates are written the other way round.
    """
    written = _COORDINATES.fullmatch(text.strip().strip("[]"))
    if written:
        return _in_order(float(written[1]), float(written[2])), None
    place = place_of(text, desk)
    return place.lonlat, place


def place_of(text: str, desk: Desk) -> Place:
    """Return the place of this name or id.

    Raises:
        AuthoringError: as in `position_of`.
    """
    gazetteer = desk.gazetteer
    if gazetteer is None:
        raise AuthoringError("new.no-gazetteer", found=shown(text))
    if text.strip() in gazetteer.by_id:
        return gazetteer.by_id[text.strip()]
    found = gazetteer.named(text)
    if not found:
        names = tuple(place.name for place in gazetteer.by_id.values())
        near = similar.nearest(text, names)
        maybe = desk.text("problem.maybe", choice=visible(near)) if near else ""
        raise AuthoringError("new.no-place", found=shown(text), maybe=maybe)
    return found[0] if len(found) == 1 else _chosen(text, found, desk)


def _chosen(text: str, found: tuple[Place, ...], desk: Desk) -> Place:
    if desk.ask is None:
        ids = ", ".join(place.id for place in found)
        raise AuthoringError("new.several-places", found=shown(text), allowed=ids)
    desk.say(desk.text("new.which-place", found=shown(text)))
    for number, place in enumerate(found, start=1):
        lon, lat = place.lonlat
        desk.say(f"  {number}. {visible(place.name)}, {visible(place.admin)} ({lon}, {lat})")
    while True:
        answer = desk.ask(desk.text("new.number", most=len(found))).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1]


def _in_order(lon: float, lat: float) -> LonLat:
    position = (round(lon, _DECIMALS), round(lat, _DECIMALS))
    if not REGION.holds(position) and MALI.holds(position[::-1]):
        proposal = f"{position[1]}, {position[0]}"
        raise AuthoringError("new.swapped", found=f"{position[0]}, {position[1]}", meant=proposal)
    return position
