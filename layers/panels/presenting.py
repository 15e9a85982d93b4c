"""Before a room (``?present=1``): the map alone, a story's step or a card in large type.

The map's script hears the arrows, the space bar and Escape, and turns the steps by the
buttons here (``timemap/assets/page_links.js``). They come into sight under the focus only:
what a screenshot shows is the map, the day and the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import address, catalogue
from layers.export import deck_link, titles
from layers.panels import card, markup, story
from layers.panels.markup import element
from layers.stories import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.stories import Story
    from layers.view import View

PARAMETER: Final = story.PRESENT
ON: Final = "1"


def is_wanted() -> bool:
    """Tell whether the address asks for it."""
    return st.query_params.get(PARAMETER) == ON


def title(atlas: Atlas, view: View) -> str:
    """Return the words that stand with the day on the map.

    They are those of the link, else those that the view proposes; "" where a story or a
    card beside the map says it.
    """
    if _is_told(atlas, view):
        return ""
    composition, _ = deck_link.read(st.query_params.to_dict(), view)
    return composition.title or titles.subject(atlas, view)


def show(atlas: Atlas, view: View) -> None:
    """Show what stands beside the map, and the ways on and out."""
    found = story.step_of(atlas, view)
    if _is_told(atlas, view):
        with st.container(key="present-words"):
            if found is not None:
                _show_step(*found, view)
            else:
                card.show(atlas, view)
    with st.container(key="present-ways", horizontal=True):
        if found is not None:
            story.show_steering(*found, view.language)
        _show_leave(address.write(view), view.language)


def _show_leave(parameters: Mapping[str, str], language: Language) -> None:
    with st.container(key="present-leave"):
        st.page_link(
            st.session_state["map-page"],
            label=catalogue.text("present.leave", language),
            query_params={**parameters, "lang": language},
        )


def _is_told(atlas: Atlas, view: View) -> bool:
    return story.step_of(atlas, view) is not None or view.selected is not None


def _show_step(told: Story, number: int, view: View) -> None:
    language, step = view.language, told.steps[number]
    name = in_language(told.title, language)
    words = (
        element("p", markup.written(*name) if name else "", class_="kicker"),
        story.step_words(step, told, number, language),
    )
    st.html(markup.render(element("div", words, class_="prose", lang=language)))
