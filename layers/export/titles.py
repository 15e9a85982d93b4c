"""The title that a view proposes: what it shows, in a few words.

A feature that is disputed is not asserted by a title: it is called disputed in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import catalogue, lookup, stories, vocabulary, wording
from layers.chronicle.entries import MOVEMENTS
from layers.export.drawing import Box
from layers.export.mercator import MALI, MapFrame
from layers.knowledge.gazetteer import distance_km, gazetteer_of
from layers.payload.table import BY_AIR
from layers.timeline import DOUBTFUL, HOLDS
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.knowledge.gazetteer import Place
    from layers.view import View

# A frame that holds so much of Mali, across and down, shows Mali.
_MOST_OF_MALI: Final = 0.8
# A frame wider than this is named by several towns.
_WIDE_KM: Final = 330.0
_NAMED: Final = 3
# A place that stands within this share of a frame's width from its middle is what is meant.
_AIMED: Final = 0.06
# So many filters are named in a title; more make it a list.
_FILTERS: Final = 2
_VOWELS: Final = "aeiouyàâéèêîôûAEIOUYÀÂÉÈÊÎÔÛ"


def proposed(atlas: Atlas, view: View, frame: MapFrame | None = None) -> str:
    """Return the title in words that a view proposes, with its day.

    "Gossi to Gao, 19 April 2022".

    Args:
        atlas: whose features.
        view: what is shown.
        frame: of the map, by default that of a window of 800 by 600 units.
    """
    language = view.language
    day = wording.day_words(view.day, language)
    if view.against is not None and view.against != view.day:
        first, last = sorted((view.day, view.against))
        days = {"earlier": wording.day_words(first, language)}
        days["later"] = wording.day_words(last, language)
        day = catalogue.text("plate.two_days", language, **days)
    return catalogue.text("plate.title_dated", language, title=subject(atlas, view, frame), day=day)


def subject(atlas: Atlas, view: View, frame: MapFrame | None = None) -> str:
    """Return what a view shows, without its day: a page writes the day beside it."""
    named = _of_story(atlas, view) or _of_feature(atlas, view)
    if named:
        return named
    place = _of_frame(atlas, view, frame or _frame(view))
    what = _of_filters(atlas, view)
    if not what:
        return place
    return catalogue.text("plate.title_of", view.language, place=place, what=what)


def _of_story(atlas: Atlas, view: View) -> str:
    """Return story and step, "" if no such story is told."""
    name, step = view.story or ("", 0)
    story = atlas.stories.get(name)
    if story is None or step >= len(story.steps):
        return ""
    titles = [story.title, story.steps[step].title]
    said = [stories.in_language(title, view.language) for title in titles]
    whole, part = (words[0] if words else "" for words in said)
    return catalogue.text("plate.title_story", view.language, story=whole, step=part)


def _of_feature(atlas: Atlas, view: View) -> str:
    found = lookup.find(atlas, view.selected, view.known_by) if view.selected else None
    if found is None or not found.is_reported:
        return ""
    name = wording.localized(found.facts, "name", view.language)
    if name is None:
        return ""
    key = "plate.title_disputed" if found.facts["status"] == "disputed" else "plate.title_plain"
    return catalogue.text(key, view.language, name=name.text)


def _of_filters(atlas: Atlas, view: View) -> str:
    """Return what filters leave, or the one layer that is switched on."""
    language, wanted = view.language, view.filters
    parts: list[str] = []
    if wanted.actors:
        parts.append(wording.actor_words(wanted.actors[:_NAMED], language))
    if wanted.kinds:
        parts.append(", ".join(catalogue.text(f"kind.{kind}", language) for kind in wanted.kinds))
    if wanted.text:
        parts.append(catalogue.text("plate.title_words", language, words=wanted.text))
    if len(wanted.actors) > _NAMED or len(wanted.kinds) > _NAMED:
        parts = []
    shown = [name for name in vocabulary.LAYERS if name in atlas.layers and name not in view.hidden]
    if not parts and len(shown) == 1:
        parts.append(catalogue.text(f"layer.{shown[0]}", language).lower())
    return ", ".join(parts[:_FILTERS])


def _of_frame(atlas: Atlas, view: View, frame: MapFrame | None) -> str:
    if frame is None or _holds_mali(frame):
        return catalogue.text("plate.mali", view.language)
    way = _way(atlas, view, frame)
    if way:
        return way
    places = [*_places(atlas, frame)]
    if not places:
        return catalogue.text("plate.mali", view.language)
    west, south, east, north = frame.bounds()
    middle = (south + north) / 2
    across_km = distance_km((west, middle), (east, middle))
    if across_km <= _WIDE_KM:
        name = _name(_middlemost(places, frame, across_km), view.language)
        return catalogue.text("plate.around", view.language, place=name)
    names = [_name(place, view.language) for place in places[:_NAMED]]
    if len(names) == 1:
        return names[0]
    first = ", ".join(names[:-1])
    return catalogue.text("plate.places", view.language, first=first, last=names[-1])


def _holds_mali(frame: MapFrame) -> bool:
    west, south, east, north = frame.bounds()
    across = min(east, MALI[2]) - max(west, MALI[0])
    down = min(north, MALI[3]) - max(south, MALI[1])
    return (
        across >= _MOST_OF_MALI * (MALI[2] - MALI[0])
        and down >= _MOST_OF_MALI * (MALI[3] - MALI[1])
    )  # fmt: skip


def _frame(view: View) -> MapFrame | None:
    if view.center is None or view.zoom is None:
        return None
    return MapFrame(Box(0, 0, 800, 600), view.center, view.zoom)


def _way(atlas: Atlas, view: View, frame: MapFrame) -> str:
    """Return from where to where, if one undisputed movement of the day runs in the frame."""
    found = [*_movements(atlas, view, frame)]
    ways = {
        (origin.text, destination.text)
        for facts in found
        if (origin := wording.localized(facts, "from", view.language))
        and (destination := wording.localized(facts, "to", view.language))
        and origin.text != destination.text
    }
    if len(ways) != 1:
        return ""
    (start, end) = next(iter(ways))
    key = "plate.way_vowel" if start[0] in _VOWELS else "plate.way"
    return catalogue.text(key, view.language, origin=start, destination=end)


def _movements(atlas: Atlas, view: View, frame: MapFrame) -> Iterator[dict[str, Any]]:
    shown = visible(atlas, view)
    table = shown.table
    names = [layer.name for layer in table.layers]
    if MOVEMENTS not in names:
        return
    columns = table.columns
    rows = shown.rows[
        (columns["layer"][shown.rows] == names.index(MOVEMENTS))
        & np.isin(shown.states[shown.rows], (HOLDS, DOUBTFUL))
        & ((columns["flags"][shown.rows] & BY_AIR) == 0)
    ]
    west, south, east, north = frame.bounds()
    for row in rows:
        found = lookup.at(atlas, int(row), view.known_by)
        geometry = table.layers[int(table.source[row, 0])].frame.geometry.iat[
            int(table.source[row, 1])
        ]
        left, low, right, high = geometry.bounds
        inside = west <= left and right <= east and south <= low and high <= north
        if inside and found.facts["status"] != "disputed":
            yield dict(found.facts)


def _middlemost(places: list[Place], frame: MapFrame, across_km: float) -> Place:
    """Return the place that a frame was drawn round, else the first of these."""
    nearest = min(places, key=lambda place: distance_km(place.lonlat, frame.center))
    is_meant = distance_km(nearest.lonlat, frame.center) <= _AIMED * across_km
    return nearest if is_meant else places[0]


def _places(atlas: Atlas, frame: MapFrame) -> Iterator[Place]:
    """Yield the towns in the middle of the frame, the largest first, then the nearest."""
    layer = atlas.layers.get(vocabulary.PLACES)
    if layer is None:
        return
    people = dict(zip(layer.frame["id"], layer.frame["more"], strict=True))
    west, south, east, north = frame.bounds()
    inner_x, inner_y = (east - west) * 0.15, (north - south) * 0.15

    def weight(place: Place) -> tuple[float, float, str]:
        population = (people[place.id] or {}).get("population")
        number = population if isinstance(population, int | float) else 0
        return -number, distance_km(place.lonlat, frame.center), place.id

    inside = [
        place
        for place in gazetteer_of(layer.frame).by_id.values()
        if not place.is_site
        and west + inner_x <= place.lonlat[0] <= east - inner_x
        and south + inner_y <= place.lonlat[1] <= north - inner_y
    ]
    yield from sorted(inside, key=weight)


def _name(place: Place, language: Language) -> str:
    return place.name_fr if language == "fr" else place.name
