"""The row on top of a card: one step back or on through what the map shows, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from layers import catalogue
from layers.panels import markup, session
from layers.panels.markup import element
from layers.visibility import visible

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.view import View


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feature stands among the visible ones, by first day.

    Attributes:
        position: from 0; None if the map does not show it.
        total: how many are visible.
        previous, following: ids of its neighbours in that order, or None.
    """

    position: int | None
    total: int
    previous: str | None
    following: str | None


def place_of(atlas: Atlas, view: View, row: int) -> Place:
    """Return where a row of the table stands among what the view shows."""
    shown = visible(atlas, view)
    rows = shown.rows
    at = int(np.searchsorted(rows, row))
    is_shown = at < len(rows) and int(rows[at]) == row
    after = at + 1 if is_shown else at

    def id_of(place: int) -> str | None:
        if not 0 <= place < len(rows):
            return None
        ((layer, of_frame),) = shown.table.rows(rows[place : place + 1])
        return str(layer.frame["id"].iat[of_frame])

    return Place(at if is_shown else None, len(rows), id_of(at - 1), id_of(after))


def show(atlas: Atlas, view: View, row: int | None) -> None:
    """Show the row; without a feature (None) only the way out."""
    language = view.language
    with st.container(key="steps", horizontal=True):
        if row is not None:
            place = place_of(atlas, view, row)
            _step("previous", place.previous, view)
            _step("next", place.following, view)
            words = catalogue.text("card.not_on_map", language)
            if place.position is not None:
                numbers = (place.position + 1, place.total)
                n, total = (catalogue.number_text(number, language) for number in numbers)
                words = catalogue.text("card.position", language, n=n, total=total)
            st.html(markup.render(element("p", words, class_="position", lang=language)))
        st.button(
            catalogue.text("card.close", language),
            key="close",
            type="tertiary",
            on_click=session.select,
            args=(None,),
        )


def _step(name: str, feature_id: str | None, view: View) -> None:
    # Streamlit's own buttons, because they keep the focus while the card changes: one can
    # step through all features with one key.
    st.button(
        catalogue.text(f"card.{name}", view.language),
        key=name,
        type="tertiary",
        disabled=feature_id is None,
        on_click=session.select,
        args=(feature_id,),
    )
