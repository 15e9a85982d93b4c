"""The day in sentences, beside the map: what the map shows, for reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, chronicle, payload
from layers.panels import markup, questions, telling, view_link
from layers.panels.markup import element
from layers.view import View

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.markup import Node

# Lines on how to read the map, each beside a small picture of what it tells (card.css).
_GUIDE: Final = ("base", "massacre", "movement", "disputed", "ended")


def show(atlas: Atlas, view: View) -> None:
    """Show what the map shows as sentences, each of which opens its feature."""
    language = view.language
    told = chronicle.chronicle(atlas, view)
    is_opening = _is_opening(atlas, view)
    mode = catalogue.text(f"slider.{view.mode}", language, n=view.window)
    page = element(
        "div",
        element("h2", told.heading),
        telling.notes((catalogue.text("day.mode", language, mode=mode), *told.notes)),
        _introduction(atlas, view) if is_opening else _reported_then(view),
        tuple(telling.section(group, language) for group in told.groups),
        None if is_opening else _guide(language),
        class_="prose chronicle",
        lang=language,
    )
    st.html(markup.render(page))


def _is_opening(atlas: Atlas, view: View) -> bool:
    """Tell whether it is what a page without parameters shows, wherever its map stands."""
    opening = View(language=view.language).clamped(*payload.period(atlas))
    return replace(view, center=None, zoom=None) == opening


def _guide(language: Language) -> Node:
    """Return how to read the map, folded: whoever moves in it has read it."""
    summary = element("summary", catalogue.text("intro.heading", language))
    return element("details", summary, _lines(language), class_="guide")


def _introduction(atlas: Atlas, view: View) -> Node:
    """Return the same for a newcomer: in sight, before all else, with questions to begin with."""
    heading = element("h3", catalogue.text("intro.heading", view.language))
    guide = element("section", heading, _lines(view.language), class_="guide")
    return (guide, questions.questions(atlas, view))


def _reported_then(view: View) -> Node:
    """Return the way to what was known on this day, or from there back to what is today."""
    then = view_link.reported_then(view)
    key, other = "ask.known_then", then
    if view.known_by is not None:
        key, other = "ask.known_now", replace(view, known_by=None)
    words = catalogue.text(key, view.language)
    return element("p", view_link.link(other, words), class_="ask")


def _lines(language: Language) -> Node:
    lines = (
        (
            element("span", class_=f"glyph glyph-{name}", aria_hidden="true"),
            element("span", catalogue.text(f"intro.{name}", language)),
        )
        for name in _GUIDE
    )
    return (
        markup.items("ul", lines, class_="introduction"),
        element("p", catalogue.text("intro.play", language)),
    )
