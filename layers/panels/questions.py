"""Questions to begin with, made from the data: each a link to the view that answers it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers import catalogue, dates, lookup, payload, wording
from layers.chronicle import Reader
from layers.panels import markup, view_link
from layers.panels.markup import element
from layers.panels.tenure_strip import stay_of
from layers.payload.around import WITHIN_KM
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.lookup import Found
    from layers.panels.markup import Node
    from layers.wording.parties import Role

_EVENTS: Final = "massacre_sites"
# The state stays; whoever else holds a site may be said to have left it.
_STATE: Final = "MLI"
# So many sites, those of the most tenures first, are looked at for one that changed hands.
_SITES: Final = 20
_MONTH: Final = 30
# "the day that France left", "jour du départ de la France".
_LEAVING: Final[Mapping[Language, Role]] = MappingProxyType({"en": "doer", "fr": "from"})


def questions(atlas: Atlas, view: View) -> Node:
    """Return the questions as a headed list; nothing if the data give rise to none."""
    language = view.language
    asked = [*_asked(atlas, language), *_of_the_day(atlas, view)]
    links = (view_link.link(answer, words) for words, answer in asked)
    listed = markup.items("ul", links, class_="questions")
    heading = element("h3", catalogue.text("ask.heading", language))
    return element("section", heading, listed, class_="asking") if listed else None


@lru_cache(maxsize=8)
def _asked(atlas: Atlas, language: Language) -> tuple[tuple[str, View], ...]:
    return tuple(
        pair
        for pair in (
            _departure(atlas, language),
            _denied(atlas, language),
            _around(atlas, language),
        )
        if pair
    )


def _of_the_day(atlas: Atlas, view: View) -> Iterator[tuple[str, View]]:
    language, before = view.language, view.day - _MONTH
    day = wording.day_words(view.day, language)
    if before >= payload.period(atlas)[0]:
        words = catalogue.text(
            "ask.between", language, first=wording.day_words(before, language), last=day
        )
        yield words, replace(view, mode="on", against=before, panel="compare", selected=None)
    yield catalogue.text("ask.known", language, day=day), view_link.reported_then(view)


def _departure(atlas: Atlas, language: Language) -> tuple[str, View] | None:
    """Ask who held a site on the day on which one who had held it left.

    Of the sites with the most tenures, the first that passed on, on a day known as such.
    """
    layer, reader = atlas.layers.get(lookup.BASES), Reader(atlas, View(language=language))
    sites = Counter(layer.frame["site"]) if layer else Counter()
    for site, _ in sites.most_common(_SITES):
        tenures = lookup.tenures(atlas, site)
        rows = {found.facts["id"]: found.row for found in tenures}
        changes = wording.changes_of([stay_of(found.facts) for found in tenures])
        left = [change for change in changes if change.old != _STATE]
        if left:
            last = left[-1]
            leaver = reader.entry(rows[last.stays[0]])
            words = catalogue.text(
                "ask.departure",
                language,
                place=reader.where(leaver),
                operator=wording.party_words([last.old], language, _LEAVING[language]),
                day=wording.when_words(last.day, language),
            )
            return words, _opened(leaver.id, dates.parse(last.day).first, language)
    return None


def _denied(atlas: Atlas, language: Language) -> tuple[str, View] | None:
    """Ask what is known of the disputed event of the highest figure, and who denies it."""
    layer = atlas.layers.get(_EVENTS)
    if layer is None:
        return None
    denied = [
        row
        for row, (status, claims) in enumerate(
            zip(layer.frame["status"], layer.frame["claims"], strict=True)
        )
        if status == "disputed" and any(claim.stance == "denies" for claim in claims or ())
    ]
    figures = layer.frame["killed_max"].fillna(0)
    if not denied:
        return None
    row = max(denied, key=lambda each: figures.iat[each])
    found: Found | None = lookup.find(atlas, layer.frame["id"].iat[row])
    name = wording.localized(found.facts, "name", language) if found else None
    if found is None or name is None:
        return None
    words = catalogue.text("ask.denied", language, name=name.text)
    day = int(found.facts["end_day"]) - 1
    return words, _opened(found.facts["id"], day, language)


def _around(atlas: Atlas, language: Language) -> tuple[str, View] | None:
    """Ask what happened near the bases of him whose presence is disputed most often."""
    layer = atlas.layers.get(lookup.BASES)
    if layer is None or _EVENTS not in atlas.layers:
        return None
    disputed = layer.frame["operator"][layer.frame["status"] == "disputed"]
    for operator, _ in Counter(disputed).most_common(1):
        words = catalogue.text(
            "ask.around",
            language,
            km=f"{WITHIN_KM:g}",
            operator=wording.actor_words([operator], language),
        )
        return words, view_link.near_bases_of(atlas, View(language=language), operator)
    return None


def _opened(feature_id: str, day: int, language: Language) -> View:
    return View(day=day, mode="on", language=language, selected=feature_id)
