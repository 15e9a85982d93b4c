"""The sources of what a view shows, each once, under a number: for pictures, slides, CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from layers import catalogue, downloads, reported, wording
from layers.chronicle import Reader
from layers.export import days
from layers.filters import NO_FIGURE
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.evidence import Source
    from layers.view import View
    from layers.visibility import Visible

_BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for the system's code page
_COLUMNS: Final = ("number", "title", "publisher", "date", "url", "feature_ids", "feature_names")


@dataclass(frozen=True, slots=True)
class Cited:
    """One source of what is visible.

    Attributes:
        number: from 1, in the order of `cited`.
        source: what can be read, and where.
        features: ids of the visible features that name it, in that order, too.
    """

    number: int
    source: Source
    features: tuple[str, ...]


def cited(atlas: Atlas, view: View) -> tuple[Cited, ...]:
    """Return the sources of the visible features, each once.

    Two are one if they have the same address, or, without any, the same title, publisher
    and date. Those of disputed features come first, then those of the features with the
    highest figures of people killed, then by first day; within a feature in the order of
    its file. Under "as reported by" only what had been published by then counts. Of a
    comparison those of both days, the later first.
    """
    found: dict[tuple[str | None, ...], tuple[Source, dict[str, None]]] = {}
    for day in reversed(days.views_of(view)):
        reader = Reader(atlas, day)
        for row in _by_weight(visible(atlas, day), reader):
            entry = reader.entry(int(row))
            sources: Sequence[Source] = entry.facts["sources"] or ()
            for _, source in reported.by((), sources, view.known_by).sources:
                known = found.setdefault(_key(source), (source, {}))
                known[1][entry.id] = None
    return tuple(
        Cited(number, source, tuple(features))
        for number, (source, features) in enumerate(found.values(), start=1)
    )


def with_first(found: Iterable[Cited], ids: Collection[str]) -> tuple[Cited, ...]:
    """Return sources with those of these features first, numbered anew."""
    ordered = sorted(found, key=lambda each: not any(one in ids for one in each.features))
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, start=1))


def as_csv(atlas: Atlas, view: View, link: str) -> bytes:
    """Return `cited` as CSV (RFC 4180, UTF-8 with a byte order mark), one source a row.

    Every row carries licence, data version, filters and the link of the view, and text
    that a spreadsheet could take for a formula is made harmless, as in `downloads`.
    """
    about = {f"about_{name}": value for name, value in downloads.about(atlas, view, link).items()}
    names = _names(atlas, view)
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *about])
    for each in cited(atlas, view):
        texts = (*_cells(each, names), *about.values())
        writer.writerow([each.number, *map(downloads.harmless, texts)])
    return out.getvalue().encode()


def words(each: Cited, view: View) -> str:
    """Write a source on one line: "[3] Reuters, “…”, 4 April 2022. https://…"."""
    language, source = view.language, each.source
    date = catalogue.text("card.undated", language)
    if source.date:
        date = wording.date_words(source.date, language)
    title = catalogue.text("cite.title", language, title=source.title)
    said = ", ".join(part for part in (source.publisher, title, date) if part)
    sentence = catalogue.text("cite.sentence", language, text=said)
    return " ".join(f"[{each.number}] {sentence} {source.url or ''}".split())


def _by_weight(shown: Visible, reader: Reader) -> NDArray[np.intp]:
    rows, columns = shown.rows, shown.table.columns
    killed = columns["killed_max"][rows].astype(np.int64)
    killed[killed == NO_FIGURE] = -1
    order = np.lexsort((rows, columns["begin"][rows], -killed, ~reader.disputed[rows]))
    weighed: NDArray[np.intp] = rows[order]
    return weighed


def _key(source: Source) -> tuple[str | None, ...]:
    if source.url:
        return (source.url,)
    return (source.title, source.publisher, source.date)


def _names(atlas: Atlas, view: View) -> dict[str, str]:
    reader = Reader(atlas, view)
    rows = (visible(atlas, day).rows for day in days.views_of(view))
    entries = (reader.entry(int(row)) for row in np.concatenate([*rows]))
    return {entry.id: reader.name(entry) for entry in entries}


def _cells(each: Cited, names: dict[str, str]) -> Iterator[str]:
    source = each.source
    yield from (source.title, source.publisher or "", source.date or "", source.url or "")
    yield " | ".join(each.features)
    yield " | ".join(names[feature] for feature in each.features)
