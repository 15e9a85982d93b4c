"""What the charts show in words: sentences for a date, tables of the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from layers import catalogue, dates, series, wording
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from layers.catalogue import Language
    from layers.panels.markup import Node
    from layers.panels.plots import Frame
    from layers.series import Held, Killed, Month
    from layers.strips import Movement
    from layers.tabular import Row

_NAMED: Final = 5  # movements that a sentence names


def details(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Node]],
    language: Language,
    *,
    class_: str | None = "counts",
) -> Node:
    """Return a closed table of a chart's numbers; the first cell of a row is its heading.

    Cells of the class "counts" are aligned as numbers; None leaves them text.
    """
    head = (element("th", column, scope="col") for column in columns)
    body = (
        element(
            "tr",
            element("th", first, scope="row"),
            *(element("td", each) for each in rest),
        )
        for first, *rest in rows
    )
    table = element(
        "table",
        element("caption", title),
        element("thead", element("tr", *head)),
        element("tbody", *body),
        class_=class_,
    )
    return element(
        "details",
        element("summary", catalogue.text("charts.numbers", language)),
        element("div", table, class_="sideways", role="region", tabindex="0", aria_label=title),
    )


def day_button(day: int, words: str) -> Node:
    """Return a button that moves the playhead; the map's script hears it."""
    return element("button", words, type="button", data_day=dates.iso(day))


def held_words(found: Held, frame: Frame) -> str:
    """Say who holds how many sites on the playhead, those who hold most first."""
    language, place = frame.language, found.at(frame.day)
    counts = found.counts[place]
    words = [
        _family_words(found, series.FAMILIES[column], frame)
        for column in np.argsort(-counts, kind="stable")
        if counts[column]
    ]
    if not words:
        return catalogue.text("charts.held.none", language, day=frame.day_words)
    return catalogue.text(
        "charts.held.said",
        language,
        day=frame.day_words,
        families=catalogue.text("charts.list", language).join(words),
        sites=catalogue.number_text(int(found.sites[place]), language),
    )


def held_legend(found: Held, shown: Sequence[str], frame: Frame) -> Node:
    """Return the legend of the steps, with who holds how many sites on the playhead."""
    language = frame.language
    lines = (
        (
            element("span", class_="swatch", style=f"--fill:{frame.colour(family)};"),
            _family_words(found, family, frame),
        )
        for family in reversed(shown)
    )
    total = catalogue.number_text(int(found.sites[found.at(frame.day)]), language)
    return (
        element("p", catalogue.text("charts.held.on", language, day=frame.day_words)),
        markup.items("ul", lines, class_="legend"),
        element("p", catalogue.text("charts.held.sites", language, n=total)),
    )


def _family_words(found: Held, family: str, frame: Frame) -> str:
    place, column = found.at(frame.day), series.FAMILIES.index(family)
    count, disputed = int(found.counts[place, column]), int(found.disputed[place, column])
    name = catalogue.text(f"family.{family}", frame.language)
    key = "charts.held.family_disputed" if disputed else "charts.held.family"
    return catalogue.text(key, frame.language, name=name, n=count, disputed=disputed)


def held_cell(found: Held, day: int, column: int, language: Language) -> str:
    """Write how many sites a family holds on a day, and how many of them are disputed."""
    place = found.at(day)
    count, disputed = int(found.counts[place, column]), int(found.disputed[place, column])
    number = catalogue.number_text(count, language)
    if not disputed:
        return number
    return catalogue.text("charts.held.cell_disputed", language, n=number, disputed=disputed)


def quarters(frame: Frame) -> list[int]:
    """Return the first days of the quarters of the period."""
    months: NDArray[np.int64] = series.firsts_of_months(frame.first, frame.last)
    return [day for day in months.tolist() if dates.date_of(day).month % 3 == 1]


def held_rows(found: Held, columns: Sequence[int], frame: Frame) -> Iterable[Sequence[Node]]:
    """Yield the state on the first day of each quarter."""
    for day in quarters(frame):
        total = catalogue.number_text(int(found.sites[found.at(day)]), frame.language)
        cells = (held_cell(found, day, column, frame.language) for column in columns)
        yield (day_button(day, wording.day_words(day, frame.language)), *cells, total)


def killed_words(found: Killed, day: int, language: Language) -> str:
    """Say what is known of the month of a day."""
    month = next((each for each in found.months if each.first <= day <= each.last), None)
    name = wording.date_words(dates.iso(day)[:7], language)
    name = name[0].upper() + name[1:]
    if month is None:
        return catalogue.text("charts.killed.none", language, month=name)
    return catalogue.counted(
        "charts.killed.said",
        month.events,
        language,
        month=name,
        range=_range_words(month, language),
        rest=_rest_words(month, language),
    )


def _range_words(month: Month, language: Language) -> str:
    if month.without_figure == month.events:
        return catalogue.text("charts.killed.no_figure", language)
    low, high = (catalogue.number_text(figure, language) for figure in (month.low, month.high))
    form = "up_to" if _has_no_low(month) else "exact" if low == high else "range"
    open_end = "_open" if month.is_open else ""
    return catalogue.text(f"charts.killed.{form}{open_end}", language, low=low, high=high)


def _has_no_low(month: Month) -> bool:
    return month.without_low + month.without_figure == month.events


def _rest_words(month: Month, language: Language) -> str:
    """Say what the two sums leave out."""
    if month.without_figure == month.events:
        return ""
    parts = {"without_figure": month.without_figure, "without_low": month.without_low}
    return "".join(
        catalogue.text(f"charts.killed.{name}", language, n=number)
        for name, number in parts.items()
        if number
    )


def killed_cells(month: Month, language: Language) -> list[str]:
    """Write month, lowest and highest figures, events, events without a figure."""
    name = wording.date_words(dates.iso(month.first)[:7], language)
    if month.without_figure == month.events:
        low = high = catalogue.text("charts.killed.no_figure", language)
    else:
        low, high = (catalogue.number_text(n, language) for n in (month.low, month.high))
        if _has_no_low(month):
            low = catalogue.text("charts.killed.no_figure", language)
        if month.is_open:
            high = catalogue.text("table.or_more", language, n=high)
    return [name, low, high, str(month.events), str(month.without_figure)]


def killed_notes(found: Killed, language: Language) -> list[str]:
    """Say how to read the bars, and what stands in none."""
    notes = [catalogue.text("charts.killed.note", language)]
    if found.apart:
        words = {
            "range": _range_words(found.apart, language),
            "rest": _rest_words(found.apart, language),
        }
        notes.append(
            catalogue.counted("charts.killed.apart", found.apart.events, language, **words)
        )
    if found.graves:
        notes.append(catalogue.counted("charts.killed.graves", found.graves, language))
    return notes


def with_period(key: str, frame: Frame, **slots: object) -> str:
    """Return a text that names the period."""
    first, last = (wording.day_words(day, frame.language) for day in (frame.first, frame.last))
    return catalogue.text(key, frame.language, first=first, last=last, **slots)


def movement_words(strips: Sequence[Movement], rows: Sequence[Row], frame: Frame) -> str:
    """Say which movements may be under way on the playhead."""
    language = frame.language
    day = frame.day_words
    names = [
        row.name.text
        for strip, row in zip(strips, rows, strict=True)
        if strip.begin <= frame.day < strip.end
    ]
    if not names:
        return catalogue.text("charts.moves.none", language, day=day)
    if len(names) > _NAMED:
        rest = catalogue.number_text(len(names) - _NAMED, language)
        names = [*names[:_NAMED], catalogue.text("charts.moves.more", language, n=rest)]
    listed = catalogue.text("charts.list", language).join(names)
    return catalogue.text("charts.moves.said", language, day=day, names=listed)


def movement_rows(rows: Sequence[Row], language: Language) -> Iterable[Sequence[Node]]:
    """Yield name, date, actor and status of movements; the name opens it on the map."""
    for row in rows:
        name = markup.opener(
            row.id, markup.written(row.name.text, row.name.language), day=row.begin
        )
        yield (name, row.when, row.who, catalogue.text(f"status.{row.status}", language))
