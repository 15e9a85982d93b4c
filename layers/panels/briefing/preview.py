"""The picture as it will be, and in words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue
from layers.export.preview import MEDIA_TYPE
from layers.panels import markup
from layers.panels.briefing import workshop
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.export.composition import Composition, Imprint
    from layers.panels.markup import Node

_WIDTH: Final = 1280  # pixels: sharp in half a window
_THUMB: Final = 240


def show(atlas: Atlas, composition: Composition, imprint: Imprint) -> None:
    """Show the first page of a composition, and say how many there are."""
    language = composition.view.language
    pages = workshop.pages(atlas, composition, imprint)
    data = workshop.picture(atlas, composition, imprint, _WIDTH)
    more = len(pages) - 1
    words = (
        element(
            "div",
            markup.picture(MEDIA_TYPE, data, pages[0].description),
            class_="plate",
        ),
        element("p", catalogue.counted("brief.more_pages", more, language), class_="small")
        if more
        else None,
        element(
            "details",
            element("summary", catalogue.text("brief.in_words", language)),
            element("p", pages[0].description),
        ),
    )
    st.html(markup.render(element("div", words, class_="brief", lang=language)))


def thumbnail(atlas: Atlas, composition: Composition, imprint: Imprint) -> Node:
    """Return a picture of the deck, small."""
    page = workshop.pages(atlas, composition, imprint)[0]
    data = workshop.picture(atlas, composition, imprint, _THUMB)
    return markup.picture(MEDIA_TYPE, data, page.title)
