"""What a briefer chooses: sheet, theme, title. Day, mode and filters are the map's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from layers import catalogue
from layers.export.composition import SHEETS, Theme
from layers.panels import memory
from layers.panels.briefing import state

if TYPE_CHECKING:
    from layers.catalogue import Language

_THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
_LONGEST: Final = 200


def show(language: Language, proposed: str) -> None:
    """Show the choices; `proposed` is the title that the view would have by itself."""
    brief = state.load() or state.Brief()
    # The widgets follow the briefing, which links and decks set too.
    st.session_state["brief-sheet"] = brief.sheet
    st.session_state["brief-theme"] = brief.theme
    st.session_state[state.TITLE] = brief.title or ""
    st.text_input(
        catalogue.text("brief.title_field", language),
        key=state.TITLE,
        placeholder=proposed,
        max_chars=_LONGEST,
        on_change=_take_title,
        help=catalogue.text("brief.title_help", language),
    )
    with st.container(key="brief-form", horizontal=True):
        st.selectbox(
            catalogue.text("brief.sheet", language),
            list(SHEETS),
            format_func=lambda name: catalogue.text(f"brief.sheet.{name}", language),
            key="brief-sheet",
            on_change=lambda: state.change(sheet=memory.recall("brief-sheet")),
        )
        st.segmented_control(
            catalogue.text("brief.theme", language),
            _THEMES,
            format_func=lambda name: catalogue.text(f"brief.theme.{name}", language),
            required=True,
            key="brief-theme",
            on_change=lambda: state.change(theme=memory.recall("brief-theme")),
        )


def _take_title() -> None:
    state.change(title=state.title_of(memory.recall(state.TITLE)))
