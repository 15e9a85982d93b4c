"""The colours of ``map.css`` for both themes: paper, ground and ink.

Who and what is drawn on the ground has its colours from `symbology`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers import symbology

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.export.composition import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, "#RRGGBB"; the names are those of the variables of the map.

    Attributes:
        water: of sea and of what lies outside the base map.
        land: of all countries but Mali.
        mali: of Mali.
        border: of borders and coast.
        border_mali: of Mali's border.
        river: of rivers.
        road: of roads.
        paper: of the page.
        panel: behind what stands on the map.
        ink: of words.
        ink_2: of words that are looked up.
        line: of rules.
        accent: of what is selected.
        outline: of symbols.
        halo: round words and lines, so that they can be told from the ground.
        killed: of people killed.
        is_dark: whether this is the dark theme.
    """

    water: str
    land: str
    mali: str
    border: str
    border_mali: str
    river: str
    road: str
    paper: str
    panel: str
    ink: str
    ink_2: str
    line: str
    accent: str
    outline: str
    halo: str
    killed: str
    is_dark: bool = field(default=False)

    def family(self, key: str) -> str:
        """Return the fill of a family of actors."""
        style = symbology.FAMILIES[key]
        return style.dark if self.is_dark else style.light

    def ink_on(self, key: str) -> str:
        """Return the colour of a code on the fill of its family."""
        return symbology.FAMILIES[key].ink(dark=self.is_dark)


_PALETTES: Final[Mapping[str, Palette]] = MappingProxyType(
    {
        "light": Palette(
            water="#DBE3E6",
            land="#EBE7DE",
            mali="#FAF7F0",
            border="#B7B0A3",
            border_mali="#837C70",
            river="#A9BCC4",
            road="#D9D2C4",
            paper="#FBFAF7",
            panel="#FBFAF7",
            ink="#1F2328",
            ink_2="#575C63",
            line="#D8D3C8",
            accent="#0B5C8F",
            outline="#1F2328",
            halo="#FBFAF7",
            killed=symbology.KILLED_LIGHT,
        ),
        "dark": Palette(
            water="#10151A",
            land="#1B2025",
            mali="#262C32",
            border="#454C54",
            border_mali="#7B838C",
            river="#2F4552",
            road="#373E45",
            paper="#14171A",
            panel="#181C20",
            ink="#ECE9E2",
            ink_2="#ABAEB2",
            line="#3A4046",
            accent="#6CB6E6",
            outline="#0B0D0F",
            halo="#14171A",
            killed=symbology.KILLED_DARK,
            is_dark=True,
        ),
    }
)


def of(theme: Theme) -> Palette:
    """Return the colours of a theme."""
    return _PALETTES[theme]
