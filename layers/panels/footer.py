"""The line below the card: version of the data, licence, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.catalogue import Language
    from layers.panels.markup import Node

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CREDITS = {
    "about.natural_earth": "https://www.naturalearthdata.com/",
    "about.openstreetmap": "https://www.openstreetmap.org/copyright",
    "about.geonames": "https://www.geonames.org/",
}
_SHOWN_DIGITS = 12


def show(digest: str, language: Language) -> None:
    """Show what the page stands on."""
    credits: list[Node] = [
        (" · " if index else None, markup.link(url, catalogue.text(key, language)))
        for index, (key, url) in enumerate(_CREDITS.items())
    ]
    lines: tuple[Node, ...] = (
        catalogue.text("about.version", language, digest=digest[:_SHOWN_DIGITS]),
        markup.link(_LICENCE, catalogue.text("about.licence", language)),
        catalogue.text("about.borders", language),
        (catalogue.text("about.map", language), *credits),
    )
    paragraphs = tuple(element("p", line) for line in lines)
    st.html(markup.render(element("footer", *paragraphs, class_="about", lang=language)))
