"""Colours, shapes and sizes: one table for map, legend, charts and exports.

Colours are Okabe and Ito's (jfly.uni-koeln.de/color, 2008) for actors and Paul Tol's
wine (sronpersonalpages.nl/~pault, "bright and muted") for people killed: told apart by
colour-blind readers, and never without a shape or a code beside them. Perpetrators are
never a colour of the massacre layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from layers import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape = Literal["pill", "plate", "hexagon", "octagon", "trapezoid", "shield", "house", "slant"]


@dataclass(frozen=True, slots=True)
class FamilyStyle:
    """How the actors of one family are drawn: fill in both themes, and outline shape."""

    light: str
    dark: str
    shape: Shape

    def ink(self, *, dark: bool) -> str:
        """Return the colour of the code on the fill: the more contrasting of two."""
        fill = self.dark if dark else self.light
        return max(_INKS, key=lambda ink: contrast(ink, fill))


_INKS = ("#14171A", "#FFFFFF")

FAMILIES: Mapping[str, FamilyStyle] = MappingProxyType(
    {
        "france": FamilyStyle("#0072B2", "#3D9BD6", "pill"),
        "mali": FamilyStyle("#009E73", "#19B587", "plate"),
        "russia": FamilyStyle("#D55E00", "#E8792B", "hexagon"),
        "un": FamilyStyle("#56B4E9", "#7CC6F0", "octagon"),
        "states": FamilyStyle("#E69F00", "#EFB334", "trapezoid"),
        "jihadist": FamilyStyle("#2B2B2B", "#D8D5CE", "shield"),
        "azawad": FamilyStyle("#CC79A7", "#DB94BC", "house"),
        "militia": FamilyStyle("#8C8C8C", "#A6A6A6", "slant"),
    }
)

# People killed: inner disc the lowest figure, outer ring the highest.
KILLED_LIGHT = "#882255"
KILLED_DARK = "#E07FA8"

# Context layers that an editor drops in, in the order of their names (Tol, muted).
CONTEXT_COLOURS = ("#44AA99", "#332288", "#999933", "#117733", "#AA4499")

# Area is proportional to the figure; both ends are clamped and the legend says so.
KILLED_AREA_FACTOR = 1.05  # pixels of radius for one person killed
KILLED_RADIUS_MIN_PX = 2.5
KILLED_RADIUS_MAX_PX = 30.0
KILLED_LEGEND = (10, 100, 500)


def killed_radius_px(killed: int) -> float:
    """Return the radius in CSS pixels of the disc for a number of people killed."""
    radius = KILLED_AREA_FACTOR * sqrt(killed)
    return min(max(radius, KILLED_RADIUS_MIN_PX), KILLED_RADIUS_MAX_PX)


def family_of(code: str) -> str:
    """Return the colour family of an actor code; an unknown code counts as unknown."""
    actor = vocabulary.ACTORS.get(code) or vocabulary.ACTORS["UNKNOWN"]
    return actor.family


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
