"""What stands beside the map: the switch of the panels, and the one that is chosen.

A selected feature has its card there. Charts and comparison come back when it is closed;
the table marks it and stays, a story has it below its step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue
from layers.panels import card, charts, compare, day, markup, memory, session, story, table
from layers.panels.markup import element
from layers.view import PANELS, Panel

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.view import View

_KEY: Final = "panel"
_WIDE: Final = frozenset(("table", "charts"))
_KEEPS_SELECTION: Final = frozenset(("day", "table"))


def switch(panel: Panel, language: Language) -> None:
    """Show the switch of the panels."""
    # The widget follows the view, which the address and the stories set too.
    st.session_state[_KEY] = panel
    st.segmented_control(
        catalogue.text("panel.switch", language),
        PANELS,
        format_func=lambda each: catalogue.text(f"panel.{each}", language),
        required=True,
        key=_KEY,
        on_change=_switched,
        label_visibility="collapsed",
    )


def show(atlas: Atlas, view: View) -> None:
    """Show the panel of the view."""
    is_wide = view.panel in _WIDE and not _has_card(view)
    # page.css finds the width of the column by this; an element with a key would be new.
    st.html(markup.render(element("span", class_="wide" if is_wide else "narrow")))
    if _has_card(view):
        card.show(atlas, view)
        return
    _PANELS[view.panel](atlas, view)
    if view.panel == "story" and view.selected:
        card.show(atlas, view)


def _has_card(view: View) -> bool:
    return view.selected is not None and view.panel not in {"table", "story"}


def _switched() -> None:
    panel: Panel = memory.recall(_KEY)
    changes = {"panel": panel, "story": None}
    session.turn(**changes if panel in _KEEPS_SELECTION else changes | {"selected": None})


_PANELS = {
    "day": day.show,
    "table": table.show,
    "charts": charts.show,
    "compare": compare.show,
    "story": story.show,
}
