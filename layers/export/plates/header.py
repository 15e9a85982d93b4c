"""What the eye sees first: the day, what is shown, how much of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from layers import catalogue, chronicle, wording
from layers.downloads import mode_words
from layers.export.blocks import space, stacked, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.export.blocks import Block, Entry
    from layers.export.style import Style
    from layers.view import View
    from layers.visibility import Visible

_TITLE_LINES: Final = 3
_MOST_LINES: Final = 5  # of the smallest of these types
_AFTER_NUMBER: Final = re.compile(r"(?<=\d) (?=\w)")
# A title that is too long for three lines is set smaller, never below the body's size.
_SCALES: Final = (1.0, 0.85, 0.72, 0.6)


def title_block(title: str, style: Style, width: float) -> Block:
    """Return a title in at most three lines if any type of ours allows it; never cut."""
    for scale in _SCALES:
        type_ = style.title("regular", scale=scale)
        lines = written(title, width, type_)
        if len(lines) <= _TITLE_LINES:
            return stacked(lines)
    smallest = written(title, width, style.title("regular", scale=_SCALES[-1]))
    return stacked(smallest if len(smallest) <= _MOST_LINES else _as_body(title, style, width))


def _as_body(title: str, style: Style, width: float) -> Entry:
    return written(title, width, style.body("semibold"))


def date_block(view: View, style: Style, width: float) -> Block:
    """Return the day in large letters; smaller where the column is too narrow for one line."""
    words = wording.day_words(view.day, view.language)
    for scale in _SCALES:
        lines = written(words, width, style.title(scale=scale))
        if len(lines) == 1:
            break
    return stacked(lines)


def said_block(view: View, shown: Visible, style: Style, width: float, empty: str = "") -> Block:
    """Return mode, "as reported by" and counts; `empty` is said if nothing is visible."""
    lines = [space(style.sizes.body * 0.4), *_said(view, shown, style, width)]
    if empty:
        lines += (space(style.sizes.body * 0.6), *written(empty, width, style.body()))
    return stacked(lines)


def _said(view: View, shown: Visible, style: Style, width: float) -> Iterator[Block]:
    counts = wording.count_words(chronicle.counts(shown), view.language)
    mode = mode_words(view)
    words = catalogue.text(
        "plate.mode_counts", view.language, mode=mode[:1].upper() + mode[1:], counts=counts
    )
    # "4 movements" stays on one line.
    yield from written(_AFTER_NUMBER.sub("\u00a0", words), width, style.body())
    yield from known_lines(view, style, width)


def known_lines(view: View, style: Style, width: float) -> Iterator[Block]:
    """Yield "as reported by", if only what was known by a day counts."""
    if view.known_by is not None:
        day = wording.day_words(view.known_by, view.language)
        known = catalogue.text("filters.known_said", view.language, day=day)
        yield from written(known, width, style.body("semibold"))
