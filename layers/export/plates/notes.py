"""What a picture does not show, and why: filters, layers, "as reported by", an empty map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers import catalogue, chronicle, dates, filters, wording
from layers.downloads import filter_words, mode_words
from layers.export.blocks import written
from layers.payload.facets import facets_of, texts_of
from layers.payload.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.export.blocks import Entry
    from layers.export.mercator import MapFrame
    from layers.export.style import Style
    from layers.view import View
    from layers.visibility import Visible


def notes(atlas: Atlas, view: View, shown: Visible, inside: int | None = None) -> tuple[str, ...]:
    """Return what a reader must know of a picture besides its legend, as sentences.

    Args:
        atlas: whose features.
        view: what is shown.
        shown: what is visible.
        inside: how many of these lie in the frame.
    """
    language = view.language
    said: list[str] = []
    if view.filters:
        said.append(catalogue.text("plate.filters", language, filters=filter_words(atlas, view)))
    kept = chronicle.kept_back(
        view,
        filtered=shown.filtered,
        filtered_disputed=shown.filtered_disputed,
        unreported=shown.unreported,
    )
    # The first sentence is "as reported by", which the header says.
    said += kept[1 if view.known_by is not None else 0 :]
    if inside is not None and inside < len(shown.rows):
        number = catalogue.number_text(len(shown.rows), language)
        said.append(catalogue.counted("plate.in_frame", inside, language, all=number))
    return tuple(said)


def of_comparison(atlas: Atlas, view: View, kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same of a comparison, whose own notes count what of the changes is kept back."""
    said = [catalogue.text("plate.both_maps", view.language, mode=mode_words(view))]
    if view.filters:
        words = filter_words(atlas, view)
        said.append(catalogue.text("plate.filters", view.language, filters=words))
    return (*said, *kept[1 if view.known_by is not None else 0 :])


def extents(shown: Visible) -> NDArray[np.float64]:
    """Return (n, 4) west, south, east, north (degrees) of each visible row."""
    result = np.zeros((len(shown.rows), 4))
    sources = shown.table.source[shown.rows]
    for position, layer in enumerate(shown.table.layers):
        mine = sources[:, 0] == position
        result[mine] = shapely.bounds(layer.frame.geometry.array[sources[mine, 1]])
    return result


def in_frame(extent: NDArray[np.float64], frame: MapFrame) -> NDArray[np.bool_]:
    """Return (n,): does the extent of a row (n, 4) meet the frame?"""
    west, south, east, north = frame.bounds()
    across = (extent[:, 0] <= east) & (extent[:, 2] >= west)
    meets: NDArray[np.bool_] = across & (extent[:, 1] <= north) & (extent[:, 3] >= south)
    return meets


def empty_words(atlas: Atlas, view: View) -> str:
    """Say that nothing is visible, and on which day nearest to this one something is."""
    nothing = catalogue.text("plate.empty", view.language)
    day = nearest_day(atlas, view)
    if day is None:
        return f"{nothing} {catalogue.text('plate.empty_ever', view.language)}"
    words = wording.day_words(day, view.language)
    nearest = catalogue.text("plate.empty_nearest", view.language, day=words)
    return f"{nothing} {nearest}"


def nearest_day(atlas: Atlas, view: View) -> int | None:
    """Return the day nearest to the view's on which its layers and filters show anything."""
    table = table_of(atlas)
    facets = facets_of(atlas)
    if view.filters.text:
        facets = replace(facets, texts=texts_of(atlas))
    passes = filters.fates(facets, view.filters, view.known_by) == filters.PASSES
    off = [position for position, each in enumerate(table.layers) if each.name in view.hidden]
    passes &= ~np.isin(table.columns["layer"], off)
    if not passes.any():
        return None
    begin = table.columns["begin"][passes].astype(np.int64)
    last = table.columns["end"][passes].astype(np.int64) - 1
    if view.mode == "sofar":
        last = np.full_like(last, dates.OPEN_END)
    elif view.mode == "last":
        last = last + view.window - 1
    nearest = np.clip(view.day, begin, np.maximum(begin, last))
    return int(nearest[np.argmin(np.abs(nearest - view.day))])


def entries(sentences: Iterable[str], style: Style, width: float) -> Iterator[Entry]:
    """Yield sentences as entries of a column."""
    for sentence in sentences:
        yield written(sentence, width, style.small())
