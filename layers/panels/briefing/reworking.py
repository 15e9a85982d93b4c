"""A picture of the deck taken up again: page and map become as they were when it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue
from layers.export import maps
from layers.panels import markup, session
from layers.panels.briefing import state, workshop
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Imprint

# The fields of a view that a picture sets; the language is the page's.
_SET: Final = ("day", "mode", "window", "selected", "hidden", "filters", "known_by", "against")


def take_up(atlas: Atlas, number: int, imprint: Imprint) -> None:
    """Make a picture of the deck the one at work; a button's callback."""
    picture = state.deck().compositions[number]
    box = workshop.map_box(atlas, picture, imprint)
    frame = maps.frame_of(picture.view, box)
    state.change(
        sheet=picture.sheet,
        theme=picture.theme,
        title=picture.title,
        crop=(frame.center, frame.zoom),
        at=number,
    )
    session.turn(
        **{name: getattr(picture.view, name) for name in _SET},
        center=frame.center,
        zoom=frame.zoom,
        story=None,
    )


def show_adding(language: Language) -> None:
    """Show the button that adds the picture at work; before it that which puts it back."""
    at = state.at()
    if at is None:
        _add_button("brief.add", language, is_primary=True)
        return
    number = str(at + 1)
    st.button(
        catalogue.text("brief.replace", language, n=number),
        key="brief-replace",
        on_click=lambda: state.put_back(state.at_work()),
        type="primary",
    )
    _add_button("brief.add_new", language, is_primary=False)


def show_at_work(language: Language) -> None:
    """Say which picture of the deck is at work, if any is."""
    at = state.at()
    if at is None:
        return
    words = catalogue.text("brief.at_work", language, n=str(at + 1))
    said = element("p", words, class_="small", role="status")
    st.html(markup.render(element("div", said, class_="brief", lang=language)))


def _add_button(key: str, language: Language, *, is_primary: bool) -> None:
    st.button(
        catalogue.text(key, language),
        key="brief-add-one",
        on_click=lambda: state.put(state.at_work()),
        type="primary" if is_primary else "secondary",
    )
