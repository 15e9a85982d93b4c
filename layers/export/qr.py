"""The link of a picture, and the same as a QR code."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import segno

from layers import address
from layers.export.drawing import Box, Group, Paint, Shape, rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.export.composition import Imprint
    from layers.view import View

# A camera wants dark on light, whatever the theme, and four modules of white around it.
_DARK: Final = "#000000"
_LIGHT: Final = "#FFFFFF"
_QUIET: Final = 4
# Finer modules are lost on a projector and in a printer.
_LEAST_MODULE: Final = 1.2


def link_of(view: View, imprint: Imprint) -> str:
    """Return the address that shows a view again, "" if the picture has none."""
    if not imprint.base_url:
        return ""
    query = urlencode({**address.write(view), "lang": view.language})
    joint = "&" if "?" in imprint.base_url else "?"
    return f"{imprint.base_url}{joint}{query}"


# A page is divided several times until all fits: the code stays the same.
@lru_cache(maxsize=8)
def code(link: str, side: float, name: str = "") -> Group | None:
    """Return the QR code of a link in a square of `side` units at (0, 0), None if it cannot be.

    A link that is too long for a code of this size has none: it is printed as text.
    """
    if not link:
        return None
    try:
        found = segno.make(link, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    modules = len(found.matrix) + 2 * _QUIET
    size = side / modules
    if size < _LEAST_MODULE:
        return None
    paper = Shape(rectangle(Box(0, 0, side, side)), Paint(fill=_LIGHT))
    path = "".join(
        _bar(start, row, length, size)
        for row, line in enumerate(found.matrix)
        for start, length in _runs(line)
    )
    return Group((paper, Shape(path, Paint(fill=_DARK))), role="imprint", name=name)


def _runs(line: Iterable[int]) -> list[tuple[int, int]]:
    """Return (first, length) of every run of dark modules."""
    runs: list[tuple[int, int]] = []
    for position, is_dark in enumerate(line):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == position:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((position, 1))
    return runs


def _bar(start: int, row: int, length: int, size: float) -> str:
    left, top = (start + _QUIET) * size, (row + _QUIET) * size
    right, bottom = left + length * size, top + size
    return f"M{left:.3f} {top:.3f}H{right:.3f}V{bottom:.3f}H{left:.3f}Z"
