"""The row above the map: title, committed date, counts, language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from layers import address, catalogue, chronicle, visibility, wording
from layers.catalogue import LANGUAGES
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.view import View


# On what page the switch was drawn last, and what it said there.
_SPOKEN = "language-spoken"


def language_switch() -> Language:
    """Show the switch and return the language; ``?lang=fr`` in the address sets it too."""
    default: Language | None = _browser_language()
    page, spoken = st.session_state.get(_SPOKEN, (None, default))
    here = urlsplit(st.context.url or "").path
    if page not in (None, here) and spoken != default and len(st.query_params.get_all("lang")) != 1:
        # Streamlit drops the parameter of another page's switch, and forgets what that switch
        # said if the visitor left while the page was being made.
        st.session_state["lang"], default = spoken, None
    # The address holds an option's label, so the labels are the codes themselves.
    chosen = st.segmented_control(
        " / ".join(catalogue.text("page.language", language) for language in LANGUAGES),
        LANGUAGES,
        default=default,
        required=True,
        key="lang",
        bind="query-params",
        label_visibility="collapsed",
    )
    language = chosen or _browser_language()
    st.session_state[_SPOKEN] = here, language
    return language


def first_language() -> Language:
    """Return the language of the address, else the last one: before the switch is drawn."""
    asked = st.query_params.get("lang")
    _, last = st.session_state.get(_SPOKEN, (None, _browser_language()))
    return next((each for each in LANGUAGES if each == asked), last)


def edit_link() -> None:
    """Show the way to the page on which the data are changed."""
    language = first_language()
    label = catalogue.text("edit.link", language)
    with st.container(key="edit-link"):
        st.page_link("edit_page.py", label=label, query_params={"lang": language})


def brief_link(view: View) -> None:
    """Show the way to the page on which pictures of this view are made."""
    label = catalogue.text("brief.link", view.language)
    with st.container(key="brief-link"):
        parameters = {**address.write(view), "lang": view.language}
        st.page_link("brief_page.py", label=label, query_params=parameters)


def _browser_language() -> Language:
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"


def show(atlas: Atlas, view: View) -> None:
    """Show the title, the date that the map has committed, and what is visible on it."""
    language = view.language
    shown = visibility.visible(atlas, view)
    counts = wording.count_words(chronicle.counts(shown), language)
    title = element(
        "div",
        element("h1", catalogue.text("page.title", language)),
        element("p", catalogue.text("page.subtitle", language)),
        class_="masthead",
    )
    now = element(
        "div",
        element("p", wording.day_words(view.day, language), class_="date"),
        element("p", f"{_mode_words(view)} · {counts}"),
        class_="now",
        role="status",
    )
    st.html(markup.render(element("div", title, now, class_="top", lang=language)))


def _mode_words(view: View) -> str:
    if view.mode == "last":
        return catalogue.text("slider.last", view.language, n=view.window)
    return catalogue.text(f"slider.{view.mode}", view.language)


def show_waiting(language: Language) -> None:
    """Say that the map is on its way: it covers the words as soon as it stands."""
    words = catalogue.text("page.loading", language)
    st.html(markup.render(element("p", words, class_="waiting", lang=language)))
