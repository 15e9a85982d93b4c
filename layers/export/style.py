"""How a sheet is set: three sizes of type, margins, and the colours of its theme."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers.export import palette
from layers.export.blocks import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.export.composition import Composition, Theme
    from layers.export.drawing import Weight
    from layers.export.palette import Palette


@dataclass(frozen=True, slots=True)
class Sizes:
    """The type and the white space of a sheet, in units.

    Attributes:
        title: of title and date.
        body: of what is read first.
        small: of what is looked up.
        margin: around the page.
        gap: between columns.
    """

    title: float
    body: float
    small: float
    margin: float
    gap: float


# A picture for a telephone is seen at half its size, a sheet of paper is held in the hand.
SIZES: Final[Mapping[str, Sizes]] = MappingProxyType(
    {
        "16:9": Sizes(30, 14, 11, 24, 24),
        "4:3": Sizes(27, 13.5, 11, 24, 20),
        "1:1": Sizes(30, 14, 11, 24, 20),
        "9:16": Sizes(42, 19, 14.5, 32, 26),
        "a4": Sizes(28, 12, 9.5, 40, 20),
        "a4-landscape": Sizes(28, 12, 9.5, 32, 22),
        "a3": Sizes(40, 15, 11, 56, 28),
        "a3-landscape": Sizes(40, 15, 11, 48, 28),
    }
)


@dataclass(frozen=True, slots=True)
class Style:
    """How the words of one page are set.

    Attributes:
        sizes: of the sheet.
        colours: of the theme.
        theme: of the page.
        language: of the words.
    """

    sizes: Sizes
    colours: Palette
    theme: Theme
    language: Language

    def title(self, weight: Weight = "bold", *, scale: float = 1.0) -> Type:
        """Return the type of title and date."""
        return Type(self.sizes.title * scale, self.colours.ink, weight, leading=1.14)

    def body(self, weight: Weight = "regular", *, quiet: bool = False) -> Type:
        """Return the type of what is read first."""
        return Type(self.sizes.body, self._ink(quiet=quiet), weight, leading=1.3)

    def small(self, weight: Weight = "regular", *, quiet: bool = False) -> Type:
        """Return the type of what is looked up."""
        return Type(self.sizes.small, self._ink(quiet=quiet), weight, leading=1.3)

    def _ink(self, *, quiet: bool) -> str:
        ink: str = self.colours.ink_2 if quiet else self.colours.ink
        return ink


def style_of(composition: Composition) -> Style:
    """Return how the pages of a composition are set."""
    return Style(
        SIZES[composition.sheet],
        palette.of(composition.theme),
        composition.theme,
        composition.view.language,
    )
