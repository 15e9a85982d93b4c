"""Two days compared, beside the map: the second date, and what changed in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, comparison, dates, payload, wording
from layers.panels import markup, memory, session, telling
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.comparison import Comparison
    from layers.panels.markup import Node
    from layers.view import View

_KEY: Final = "against"
_FORMATS: Final[dict[Language, str]] = {"en": "YYYY-MM-DD", "fr": "DD/MM/YYYY"}
_MONTH: Final = 30


def show(atlas: Atlas, view: View) -> None:
    """Let the viewer choose a second day and tell what changed between it and the playhead."""
    first, last = payload.period(atlas)
    if view.against is not None:
        view = replace(view, against=min(max(view.against, first), last))
    _choice(view, first, last)
    _show(comparison.compare(atlas, view), view)


def _choice(view: View, first: int, last: int) -> None:
    language = view.language
    # The state of the widget follows the view, which the address and the buttons set too.
    st.session_state[_KEY] = None if view.against is None else dates.date_of(view.against)
    with st.container(key="compare"):
        st.date_input(
            catalogue.text("compare.date", language),
            value=None,
            min_value=dates.date_of(first),
            max_value=dates.date_of(last),
            key=_KEY,
            format=_FORMATS[language],
            on_change=_chosen,
        )
        with st.container(key="compare-presets", horizontal=True):
            month, year = view.day - _MONTH, _year_before(view.day)
            _button("month", language, is_off=month < first, against=month)
            _button("year", language, is_off=year < first, against=year)
            other = view.day if view.against is None else view.against
            _button("swap", language, is_off=other == view.day, day=other, against=view.day)


def _button(name: str, language: Language, *, is_off: bool, **turn: int) -> None:
    st.button(
        catalogue.text(f"compare.{name}", language),
        key=f"compare-{name}",
        disabled=is_off,
        on_click=session.turn,
        kwargs=turn,
    )


def _chosen() -> None:
    chosen = memory.recall(_KEY)
    session.turn(against=dates.day_number(chosen) if isinstance(chosen, date) else None)


def _year_before(day: int) -> int:
    today = dates.date_of(day)
    is_leap_day = (today.month, today.day) == (2, 29)
    return dates.day_number(
        today.replace(year=today.year - 1, day=28 if is_leap_day else today.day)
    )


def _show(compared: Comparison, view: View) -> None:
    language = view.language
    words: Node = element("p", catalogue.text("compare.choose", language))
    if view.against is not None:
        days = {
            "earlier": wording.day_words(compared.earlier, language),
            "later": wording.day_words(compared.later, language),
        }
        words = (
            element("h2", catalogue.text("compare.heading", language, **days)),
            _summary(compared, language, days),
            telling.notes(compared.notes),
            tuple(telling.section(group, language) for group in compared.groups),
        )
    page = element("div", words, class_="prose chronicle", lang=language)
    st.html(markup.render(page))


def _summary(compared: Comparison, language: Language, days: dict[str, str]) -> Node:
    if compared.earlier == compared.later:
        return element("p", catalogue.text("compare.same", language), class_="key")
    lead = element("p", catalogue.text("compare.lead", language, **days), class_="told-note")
    if not compared.counts:
        nothing = catalogue.text("compare.nothing", language)
        return (lead, element("p", nothing, class_="key", role="status"))
    return (lead, markup.items("ul", compared.counts, class_="tally"))
