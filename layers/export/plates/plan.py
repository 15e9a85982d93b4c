"""Where things stand on a sheet: the map as its largest thing, words beside or below it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers.export.drawing import Box
from layers.export.inset import ASPECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.export.composition import Sheet
    from layers.export.style import Style


@dataclass(frozen=True, slots=True)
class Form:
    """How a sheet is divided, in units.

    Attributes:
        side: width of the column beside the map; 0 if the words stand below it.
        has_head: whether title and date stand above the map, not in the column.
        foot: height of the row at the bottom.
        columns: columns of words below the map, or in the row at the bottom.
        inset: width of the inset.
        code: side of the QR code.
        further: columns of a further page.
    """

    side: float
    has_head: bool
    foot: float
    columns: int
    inset: float
    code: float
    further: int


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "16:9": Form(344, False, 104, 4, 132, 100, 4),
        "4:3": Form(292, False, 112, 3, 120, 100, 3),
        "1:1": Form(264, True, 134, 2, 124, 104, 2),
        "9:16": Form(0, True, 146, 2, 160, 120, 2),
        "a4": Form(0, True, 104, 3, 124, 92, 3),
        "a4-landscape": Form(300, False, 136, 4, 140, 96, 4),
        "a3": Form(0, True, 140, 3, 176, 128, 4),
        "a3-landscape": Form(420, False, 190, 5, 210, 128, 5),
    }
)


@dataclass(frozen=True, slots=True)
class FootSizes:
    """What the row at the bottom must hold, in units.

    Attributes:
        imprint: height of the imprint.
        code: side of the QR code; 0 if there is none.
    """

    imprint: float
    code: float


@dataclass(frozen=True, slots=True)
class Foot:
    """The row at the bottom of a page.

    Attributes:
        inset: where the inset stands.
        columns: for words, between inset and imprint.
        imprint: for data version, licence and credits: in the row if words stand below the
            map, across the page below the row if they stand beside it.
        code: for the QR code; of no width if there is none.
    """

    inset: Box
    columns: tuple[Box, ...]
    imprint: Box
    code: Box


def foot(form: Form, bottom: float, style: Style, sheet: Sheet, sizes: FootSizes) -> Foot:
    """Divide the row whose lower edge, with the imprint, is at `bottom`."""
    margin, gap = style.sizes.margin, style.sizes.gap
    right = sheet.width - margin
    across = Box(margin, bottom - sizes.imprint, right - margin, sizes.imprint)
    if form.side:
        bottom = across.top - style.sizes.small * 0.7
        height = max(form.foot, sizes.code, form.inset * ASPECT)
    else:
        height = max(form.foot, sizes.imprint, sizes.code, form.inset * ASPECT)
    top = bottom - height
    code = Box(right - sizes.code, top, sizes.code, sizes.code)
    right -= sizes.code + gap if sizes.code else 0.0
    inset = Box(margin, top, form.inset, form.inset * ASPECT)
    between = Box(inset.right + gap, top, right - inset.right - gap, height)
    if form.side:
        return Foot(inset, columns(between, form.columns, gap), across, code)
    return Foot(inset, (), between, code)


def columns(box: Box, number: int, gap: float) -> tuple[Box, ...]:
    """Divide a box into columns of one width."""
    width = (box.width - (number - 1) * gap) / number
    return tuple(
        Box(round(box.left + each * (width + gap), 2), box.top, round(width, 2), box.height)
        for each in range(number)
    )
