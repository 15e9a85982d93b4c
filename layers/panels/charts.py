"""Beside the map: three charts over the whole period, each with the date of the map.

What a chart shows is also said, in a sentence for the date and in a table of its numbers;
the dates of the table move the playhead as a click into the chart does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from layers import catalogue, dates, payload, series, strips, tabular, wording
from layers.panels import chart_specs, chart_words, markup, memory, plots, session
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.markup import Node
    from layers.panels.plots import Frame, Spec
    from layers.series import Held
    from layers.strips import Movement
    from layers.tabular import Row
    from layers.view import View

# Of more movements than this, those nearest to the playhead are drawn.
_MOST_STRIPS: Final = 300
# Days between two strips of one lane: the dots of a narrow screen do not touch.
_APART: Final = 75
_TOLD: Final = ("name", "when", "who", "status")


def show(atlas: Atlas, view: View) -> None:
    """Show bases held, people killed and movements through time."""
    frame = _frame(atlas, view)
    _show(_head(view, frame), view.language)
    for layer, name, draw in (
        (series.BASES, "held", _show_held),
        (series.MASSACRES, "killed", _show_killed),
        (series.MOVEMENTS, "moves", _show_movements),
    ):
        language = view.language
        _show(element("h3", catalogue.text(f"charts.{name}.heading", language)), language)
        if layer in view.hidden:
            _show(element("p", catalogue.text("charts.off", language)), language)
        else:
            draw(atlas, view, frame)


def _frame(atlas: Atlas, view: View) -> Frame:
    first, last = payload.period(atlas)
    return plots.Frame(
        first,
        last,
        view.day,
        wording.day_words(view.day, view.language),
        view.language,
        is_dark=st.context.theme.type == "dark",
    )


def _show(node: Node, language: Language) -> None:
    st.html(markup.render(element("div", node, class_="prose charts", lang=language)))


def _head(view: View, frame: Frame) -> Node:
    lines = [chart_words.with_period("charts.lead", frame)]
    if view.known_by is not None:
        day = wording.day_words(view.known_by, view.language)
        lines.append(catalogue.text("charts.known_by", view.language, day=day))
    return (
        element("h2", catalogue.text("charts.heading", view.language)),
        element("p", " ".join(lines)),
    )


def _nothing(language: Language) -> None:
    _show(element("p", catalogue.text("charts.nothing", language)), language)


def _draw(name: str, spec: Spec, alt: str, pick: Callable[[object], None], frame: Frame) -> None:
    """Show a chart; a click into it calls `pick` with what Vega selected."""
    # A new day, language or theme is a new chart: what was clicked before is forgotten, so
    # that the same place can be clicked again.
    theme = "dark" if frame.is_dark else "light"
    key = f"chart-{name}-{dates.iso(frame.day)}-{frame.language}-{theme}"

    def clicked() -> None:
        pick(memory.recall(key)["selection"].get(plots.PICK))

    with st.container(key=f"chart-{name}"):
        st.vega_lite_chart(spec, width="stretch", key=key, on_select=clicked, alt=alt)


def _pick_day(frame: Frame) -> Callable[[object], None]:
    def pick(picked: object) -> None:
        day = plots.day_of(picked)
        if day is not None:
            session.turn(day=min(max(day, frame.first), frame.last))

    return pick


def _show_held(atlas: Atlas, view: View, frame: Frame) -> None:
    found, language = series.held(atlas, view), view.language
    shown = [
        family
        for family, counts in zip(series.FAMILIES, found.counts.T, strict=True)
        if counts.any()
    ]
    if not shown:
        _nothing(language)
        return
    said = chart_words.held_words(found, frame)
    days = _held_days(found, frame)
    columns = [series.FAMILIES.index(family) for family in shown]
    names = [catalogue.text(f"family.{family}", language) for family in shown]
    titles = [catalogue.text("charts.date", language), *names]
    rows = [
        [
            wording.day_words(day, language),
            *(chart_words.held_cell(found, day, c, language) for c in columns),
        ]
        for day in days
    ]
    spec = chart_specs.held(found, shown, days, (titles, rows), frame)
    alt = chart_words.with_period("charts.held.alt", frame, said=said)
    _draw("held", spec, alt, _pick_day(frame), frame)
    notes = [catalogue.text("charts.held.note", language)]
    if found.is_monthly:
        notes.append(catalogue.text("charts.held.monthly", language))
    title = catalogue.text("charts.held.table", language)
    total = catalogue.text("charts.held.total", language)
    table = chart_words.details(
        title, [*titles, total], chart_words.held_rows(found, columns, frame), language
    )
    legend = chart_words.held_legend(found, shown, frame)
    _show((legend, element("p", " ".join(notes), class_="quiet"), table), language)


def _held_row(found: Held, day: int, columns: Sequence[int], language: Language) -> list[str]:
    cells = (chart_words.held_cell(found, day, column, language) for column in columns)
    return [wording.day_words(day, language), *cells]


def _held_days(found: Held, frame: Frame) -> list[int]:
    """Return the days that can be clicked: those of change, and the first of each quarter."""
    return sorted({*found.days.tolist(), *chart_words.quarters(frame)})


def _show_killed(atlas: Atlas, view: View, frame: Frame) -> None:
    found, language = series.killed(atlas, view), view.language
    notes = chart_words.killed_notes(found, language)
    if not found.months:
        _nothing(language)
        _show(element("p", " ".join(notes), class_="quiet"), language)
        return
    said = chart_words.killed_words(found, view.day, language)
    titles = [
        catalogue.text(f"charts.killed.{name}", language)
        for name in ("month", "low", "high", "events", "unknown")
    ]
    rows = [chart_words.killed_cells(month, language) for month in found.months]
    spec = chart_specs.killed(found.months, (titles, rows), frame)
    alt = chart_words.with_period("charts.killed.alt", frame, said=said)
    _draw("killed", spec, alt, _pick_day(frame), frame)
    cells = (
        (chart_words.day_button(min(month.last, frame.last), row[0]), *row[1:])
        for month, row in zip(found.months, rows, strict=True)
    )
    table = chart_words.details(
        catalogue.text("charts.killed.table", language), titles, cells, language
    )
    _show((element("p", said), element("p", " ".join(notes), class_="quiet"), table), language)


def _show_movements(atlas: Atlas, view: View, frame: Frame) -> None:
    language = view.language
    found, count = strips.movements(atlas, view, most=_MOST_STRIPS, apart=_APART)
    if not found:
        _nothing(language)
        return
    rows = tabular.rows_of(atlas, view, np.array([strip.row for strip in found], np.intp))
    said = chart_words.movement_words(found, rows, frame)
    titles = [catalogue.text(f"table.column.{name}", language) for name in _TOLD]
    words = [(row.name.text, row.when, row.who, _status(row, language)) for row in rows]
    spec = chart_specs.movements(found, (titles, words), view.selected, frame)
    number = catalogue.number_text(count, language)
    alt = chart_words.with_period("charts.moves.alt", frame, n=number, said=said)
    _draw("moves", spec, alt, _pick_movement(found), frame)
    notes = [catalogue.text("charts.moves.note", language)]
    if count > len(found):
        drawn = catalogue.number_text(len(found), language)
        notes.append(catalogue.text("charts.moves.most", language, n=drawn, all=number))
    title = catalogue.text("charts.moves.table", language)
    cells = chart_words.movement_rows(rows, language)
    table = chart_words.details(title, titles, cells, language, class_=None)
    _show((element("p", said), element("p", " ".join(notes), class_="quiet"), table), language)


def _status(row: Row, language: Language) -> str:
    return catalogue.text(f"status.{row.status}", language)


def _pick_movement(found: Sequence[Movement]) -> Callable[[object], None]:
    def pick(picked: object) -> None:
        number = plots.number_of(picked)
        if number is not None and number < len(found):
            session.turn(day=found[number].begin, selected=found[number].id)

    return pick
