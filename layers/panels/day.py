"""The day in sentences, beside the map: what the map shows, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, chronicle
from layers.panels import markup, telling
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.markup import Node
    from layers.view import View

# Lines on how to read the map, each beside a small picture of what it tells (card.css).
_GUIDE: Final = ("base", "massacre", "movement", "disputed", "ended")


def show(atlas: Atlas, view: View) -> None:
    """Show what the map shows as sentences, each of which opens its feature."""
    language = view.language
    told = chronicle.chronicle(atlas, view)
    mode = catalogue.text(f"slider.{view.mode}", language, n=view.window)
    page = element(
        "div",
        element("h2", told.heading),
        telling.notes((catalogue.text("day.mode", language, mode=mode), *told.notes)),
        tuple(telling.section(group, language) for group in told.groups),
        _guide(language),
        class_="prose chronicle",
        lang=language,
    )
    st.html(markup.render(page))


def _guide(language: Language) -> Node:
    lines = (
        (
            element("span", class_=f"glyph glyph-{name}", aria_hidden="true"),
            element("span", catalogue.text(f"intro.{name}", language)),
        )
        for name in _GUIDE
    )
    return element(
        "details",
        element("summary", catalogue.text("intro.heading", language)),
        markup.items("ul", lines, class_="introduction"),
        element("p", catalogue.text("intro.play", language)),
        class_="guide",
    )
