"""The line below the card: version of the data, licence, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.catalogue import Language

_LINES = ("about.licence", "about.borders", "about.credits")
_SHOWN_DIGITS = 12


def show(digest: str, language: Language) -> None:
    """Show what the page stands on."""
    version = catalogue.text("about.version", language, digest=digest[:_SHOWN_DIGITS])
    words = (version, *(catalogue.text(key, language) for key in _LINES))
    lines = tuple(element("p", line) for line in words)
    st.html(markup.render(element("footer", *lines, class_="about", lang=language)))
