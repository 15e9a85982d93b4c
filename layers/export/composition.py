"""What is to be pictured: a view on a sheet, under a title; and a deck of such pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of a picture.

    Attributes:
        width: in units, 96 a printed inch.
        height: in units.
        is_paper: meant to be printed, not projected.
    """

    width: int
    height: int
    is_paper: bool = False


# A picture of scale 1 has so many pixels a unit: 16:9 is 1920 by 1080.
PIXELS_A_UNIT: Final = 1.5
SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        "16:9": Sheet(1280, 720),
        "4:3": Sheet(1024, 768),
        "1:1": Sheet(800, 800),
        "9:16": Sheet(720, 1280),
        "a4": Sheet(794, 1123, is_paper=True),
        "a4-landscape": Sheet(1123, 794, is_paper=True),
        "a3": Sheet(1123, 1587, is_paper=True),
        "a3-landscape": Sheet(1587, 1123, is_paper=True),
    }
)
SHEET: Final = "16:9"


@dataclass(frozen=True, slots=True)
class Composition:
    """One picture to be made. Two equal ones are the same picture of one atlas.

    Attributes:
        view: what is shown; its language is that of every word. With `view.against` the
            page shows two days side by side and what changed between them.
        sheet: a key of SHEETS.
        title: as the briefer wrote it; None for the one that the view proposes.
        theme: of the picture.
    """

    view: View = field(default_factory=View)
    sheet: str = SHEET
    title: str | None = None
    theme: Theme = "light"

    @property
    def size(self) -> Sheet:
        """Return the form of the picture."""
        return SHEETS[self.sheet]


@dataclass(frozen=True, slots=True)
class Deck:
    """Pictures in an order.

    Attributes:
        compositions: the pictures.
        title: of the whole, or None.
    """

    compositions: tuple[Composition, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a picture says of where it comes from.

    Attributes:
        base_url: address of the page that the permalink leads to, without a query; "" if
            there is none, then the picture has neither link nor QR code.
    """

    base_url: str = ""
