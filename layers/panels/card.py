"""The card beside the map: the selected feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue, lookup, payload, reported, wording
from layers.panels import (
    citing,
    day,
    describing,
    markup,
    neighbours,
    steps,
    tenure_strip,
    view_link,
)
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.lookup import Found
    from layers.panels.markup import Node
    from layers.view import View


def show(atlas: Atlas, view: View) -> None:
    """Show the card of the selected feature; one that is gone leaves the day in sentences."""
    language = view.language
    found = lookup.find(atlas, view.selected, view.known_by) if view.selected else None
    if found is None:
        _show(element("p", catalogue.text("card.gone", language), class_="key"), language)
        day.show(atlas, view)
        return
    steps.show(atlas, view, found.row)
    facts = found.facts
    evidence = reported.by(facts["claims"] or (), facts["sources"], view.known_by)
    _show((_reported(found, view), describing.headline(found, language, view.known_by)), language)
    _show(
        (
            describing.body(found, language, view.known_by),
            citing.claims(evidence, language),
            _then(found, view),
            _tenures(atlas, found, view) if found.layer == lookup.BASES else None,
            neighbours.around(atlas, found, view),
            citing.sources(evidence, language),
            describing.more(facts, language),
        ),
        language,
    )
    citing.cite(facts, evidence, view, atlas.digest)


def _show(node: Node, language: Language) -> None:
    st.html(markup.render(element("div", node, class_="prose", lang=language)))


def _reported(found: Found, view: View) -> Node:
    """Return what "as reported by" does to this card; nothing while it is off."""
    if view.known_by is None:
        return None
    key = "known.lead" if found.is_reported else "known.unreported"
    day = wording.day_words(view.known_by, view.language)
    return element("p", catalogue.text(key, view.language, day=day), class_="known")


def _then(found: Found, view: View) -> Node:
    """Return the way to what had been reported of it by the day that the map shows."""
    if view.known_by is not None or view.day < found.facts["begin_day"]:
        return None
    day = wording.day_words(view.day, view.language)
    words = catalogue.text("ask.known", view.language, day=day)
    then = view_link.reported_then(view)
    return element("p", view_link.link(then, words), class_="ask")


def _tenures(atlas: Atlas, found: Found, view: View) -> Node:
    """Return who held the site: the tenures reported by then, and the one whose card it is."""
    everyone = lookup.tenures(atlas, found.facts["site"], view.known_by)
    listed = [each for each in everyone if each.is_reported or each.row == found.row]
    return tenure_strip.strip(
        listed,
        found.facts["id"],
        view,
        last_day=payload.period(atlas)[1],
        later=len(everyone) - len(listed),
    )
