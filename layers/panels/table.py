"""Beside the map: what it shows as a table that can be sorted and downloaded.

A real HTML table rather than `st.dataframe`, whose canvas sorts dates in words by the
alphabet, cannot mark a row from outside without losing the reader's place, and offers a
download of its own without licence and with live formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from layers import address, catalogue, downloads, ordering, tabular, visibility, wording
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.ordering import Column
    from layers.panels.markup import Node
    from layers.tabular import Row
    from layers.view import View
    from layers.visibility import Visible

# Rows of one page; the others are a click away, and all are in the downloads.
_PAGE: Final = 100
_SORT, _REVERSE, _NUMBER, _MARKED = "table-sort", "table-reverse", "table-page", "table-marked"
_FIGURES: Final[tuple[Column, ...]] = ("killed_min", "killed_max")
# What stands in a column of its own; the kind stands below the name, region and precision
# below the place.
_SHOWN: Final[tuple[Column, ...]] = (
    *("name", "when", "who"),
    *_FIGURES,
    *("status", "place", "sources"),
)


def show(atlas: Atlas, view: View) -> None:
    """Show what a view shows, row by row."""
    shown = visibility.visible(atlas, view)
    _show(_summary(shown, view), view.language)
    if not len(shown.rows):
        return
    _show_downloads(atlas, view, len(shown.rows))
    # Sorting and turning pages run this part of the page alone.
    st.fragment(_show_rows)(atlas, view, shown)


def _show(node: Node, language: Language) -> None:
    st.html(markup.render(element("div", node, class_="prose table", lang=language)))


def _summary(shown: Visible, view: View) -> Node:
    """Say how much is shown and what is not."""
    language = view.language
    lines = [_counts(shown, language)]
    if view.filters.around:
        operators = wording.actor_words(view.filters.around, language)
        lines.append(catalogue.text("day.around", language, operators=operators))
    if shown.filtered:
        disputed = catalogue.number_text(shown.filtered_disputed, language)
        lines.append(catalogue.counted("table.hidden", shown.filtered, language, disputed=disputed))
    if view.known_by is not None:
        day = wording.day_words(view.known_by, language)
        lines.append(catalogue.text("table.known_by", language, day=day))
        if shown.unreported:
            lines.append(catalogue.counted("table.unreported", shown.unreported, language, day=day))
    return (
        element("h2", catalogue.text("table.heading", language)),
        element("p", *((line, " ") for line in lines)),
    )


def _counts(shown: Visible, language: Language) -> str:
    if not len(shown.rows):
        return catalogue.text("table.nothing", language)
    numbers = np.bincount(shown.table.columns["layer"][shown.rows])
    words = ", ".join(
        # A site that two hold has two rows here.
        catalogue.counted(
            "table.holdings" if layer.name == tabular.BASES else f"count.{layer.name}",
            int(number),
            language,
        )
        for layer, number in zip(shown.table.layers, numbers, strict=False)
        if number
    )
    return catalogue.counted("table.shown", len(shown.rows), language, counts=words)


def _show_downloads(atlas: Atlas, view: View, count: int) -> None:
    language, link = view.language, _link(view)
    number = catalogue.number_text(count, language)
    with st.container(key="downloads", horizontal=True):
        # Made on click, not on every run of the page.
        st.download_button(
            catalogue.text("download.csv", language),
            lambda: downloads.as_csv(atlas, view, link),
            file_name=downloads.file_name(view, "csv"),
            mime="text/csv",
            key="download-csv",
            on_click="ignore",
        )
        st.download_button(
            catalogue.text("download.geojson", language),
            lambda: downloads.as_geojson(atlas, view, link),
            file_name=downloads.file_name(view, "geojson"),
            mime="application/geo+json",
            key="download-geojson",
            on_click="ignore",
        )
    said = catalogue.text("download.contains", language, n=number)
    _show(element("p", said, class_="quiet"), language)


def _link(view: View) -> str:
    """Return the address under which this view is shown again."""
    query = {**address.write(view), "lang": view.language}
    return f"{st.context.url or ''}?{urlencode(query)}"


def _show_rows(atlas: Atlas, view: View, shown: Visible) -> None:
    language = view.language
    column, descending = _order_controls(language)
    rows = ordering.ordered(atlas, view, shown.rows, column, descending=descending)
    sorting = (column, "descending" if descending else "ascending")
    first = _page_of(atlas, rows, view, sorting) * _PAGE
    page = rows[first : first + _PAGE]
    made = tabular.rows_of(atlas, view, page)
    present = np.unique(shown.table.columns["layer"][rows])
    layers = {shown.table.layers[number].name for number in present}
    columns = [each for each in _SHOWN if each not in _FIGURES or tabular.MASSACRES in layers]
    position = catalogue.text(
        "table.page",
        language,
        first=catalogue.number_text(first + 1, language),
        last=catalogue.number_text(first + len(page), language),
        n=catalogue.number_text(len(rows), language),
    )
    notes = [position, catalogue.text("table.pick", language)]
    if tabular.MASSACRES in layers:
        notes.append(catalogue.text("table.figures", language))
    _show(element("p", " ".join(notes), class_="quiet"), language)
    _show(_table(made, columns, sorting, view), language)


def _order_controls(language: Language) -> tuple[Column, bool]:
    with st.container(key="table-order", horizontal=True, vertical_alignment="bottom"):
        column = st.selectbox(
            catalogue.text("table.sort", language),
            ordering.COLUMNS,
            index=ordering.COLUMNS.index("when"),
            format_func=lambda each: catalogue.text(f"table.column.{each}", language),
            key=_SORT,
        )
        reverse = st.toggle(catalogue.text("table.reverse", language), key=_REVERSE)
    return column, reverse


def _page_of(atlas: Atlas, rows: NDArray[np.intp], view: View, sorting: tuple[str, str]) -> int:
    """Let the reader turn pages; return the page, from 0.

    A feature just opened turns to its page, a new order to the first.
    """
    pages = -(-len(rows) // _PAGE)
    if pages == 1:
        return 0
    state = st.session_state
    asked = min(int(state.get(_NUMBER) or 1), pages)
    selected, sorted_before = state.get(_MARKED) or (None, sorting)
    if sorting != sorted_before:
        asked = 1
    if view.selected != selected:
        place = ordering.place_of(atlas, rows, view.selected)
        asked = asked if place is None else place // _PAGE + 1
    state[_MARKED] = (view.selected, sorting)
    if state.get(_NUMBER) != asked:
        state[_NUMBER] = asked
    return int(st.pagination(pages, key=_NUMBER)) - 1


def _table(
    rows: Sequence[Row], columns: Sequence[Column], sorting: tuple[str, str], view: View
) -> Node:
    language = view.language
    column, direction = sorting
    caption = catalogue.text(
        "table.caption",
        language,
        mode=downloads.mode_words(view),
        day=wording.day_words(view.day, language),
        column=catalogue.text(f"table.column.{column}", language),
    )
    head = (
        element(
            "th",
            catalogue.text(f"table.column.{each}", language),
            scope="col",
            class_=_class(each),
            aria_sort=direction if each == column else None,
        )
        for each in columns
    )
    body = tuple(_row(row, columns, view) for row in rows)
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *body),
    )
    # A region that scrolls sideways must be reachable by keyboard.
    return element("div", table, class_="sideways", role="region", tabindex="0", aria_label=caption)


def _class(column: Column) -> str | None:
    return "number" if column in {*_FIGURES, "sources"} else None


def _row(row: Row, columns: Sequence[Column], view: View) -> Node:
    is_open = row.id == view.selected
    cells = (
        element("th", _name(row, view), scope="row")
        if column == "name"
        else element("td", _cell(row, column, view.language), class_=_class(column))
        for column in columns
    )
    return element("tr", *cells, class_="open" if is_open else None)


def _name(row: Row, view: View) -> Node:
    language = view.language
    is_open = row.id == view.selected
    name = markup.written(row.name.text, row.name.language)
    mark = element("small", f" ({catalogue.text('table.selected', language)})") if is_open else None
    opener = markup.opener(row.id, name, aria_current="true" if is_open else None)
    return (opener, mark, element("small", row.what))


def _cell(row: Row, column: Column, language: Language) -> Node:
    if column == "status":
        return _status(row, language)
    if column == "place":
        place = markup.written(row.place.text, row.place.language) if row.place else None
        accuracy = catalogue.text(f"precision.{row.precision}", language)
        return (place, element("small", " · ".join(filter(None, (row.region, accuracy)))))
    if column in _FIGURES:
        return _figure(row, column, language)
    if column == "sources":
        return catalogue.number_text(len(row.sources), language)
    return row.when if column == "when" else row.who


def _status(row: Row, language: Language) -> Node:
    """Return the status, and wherever somebody denies, both sides by name."""
    asserted, denied = (row.parties(stance, language) for stance in ("asserts", "denies"))
    sides: tuple[Node, ...] = ()
    if denied:
        sides = tuple(
            element("small", catalogue.text(key, language, who=", ".join(who)))
            for key, who in (("table.asserted", asserted), ("table.denied", denied))
            if who
        )
    return (catalogue.text(f"status.{row.status}", language), sides)


def _figure(row: Row, column: Column, language: Language) -> Node:
    if row.layer != tabular.MASSACRES:
        return None
    if row.killed_min is None and row.killed_max is None:
        is_last = column == "killed_max"
        return catalogue.text("table.no_figure", language) if is_last else None
    figure = row.killed_min if column == "killed_min" else row.killed_max
    if figure is None:
        return None
    number = catalogue.number_text(figure, language)
    if column == "killed_max" and row.killed_open:
        return catalogue.text("table.or_more", language, n=number)
    return number
