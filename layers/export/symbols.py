"""What a feature looks like: a spec, and the drawing made from it.

The same shapes and sizes as ``symbols.js`` has on the map. Dashes mean disputed and nothing
else; hatching means doubtful days; faint means over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from layers import symbology, vocabulary
from layers.export import palette, shapes
from layers.export.drawing import Group, Paint, Shape, Text
from layers.payload.table import BY_AIR, DISPUTED, IS_LINE, KILLED_OPEN, kinds_of
from layers.timeline import DOUBTFUL, ENDED, HOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from layers.export.composition import Theme
    from layers.export.drawing import Node
    from layers.export.palette import Palette
    from layers.payload.table import Table

Arrow = Literal["arrow", "bar", "plane"]

PLATE_HEIGHT: Final = 14.0
SMALL: Final = 13.0
FAINT: Final = 0.36  # opacity of what is over
# Source Sans has small capitals beside the system's typefaces: as high as 8.8 of theirs.
CODE_SIZE: Final = 9.4
_QUESTION_SIZE: Final = 12.0
# Half the height of a capital of Source Sans, in parts of its size.
HALF_CAPITAL: Final = 0.33
_NO_FIGURE: Final = 0xFFFF
# Codes stand lower in a gabled house, higher in a pointed shield.
_LOWER: Final[Mapping[str, float]] = MappingProxyType({"house": 1.2, "shield": -0.8})
_ARROWS: Final[Mapping[Arrow, str]] = MappingProxyType(
    {"arrow": shapes.ARROW, "bar": shapes.BAR, "plane": shapes.PLANE}
)


@dataclass(frozen=True, slots=True)
class Spec:
    """What a symbol shows.

    Attributes:
        type: "line" is a movement, "grave" a mass grave, "nofigure" a massacre site without
            any figure.
        family: of colour and shape, for plates and lines.
        label: code of the actor.
        low: radius of the disc in units; 0 where no lower figure is known.
        high: radius of the ring.
        is_open: the highest figure is itself "at least".
        disputed: whether sources contradict one another.
        air: whether a movement goes by air.
        arrow: glyph of a movement.
    """

    type: Literal["plate", "disc", "grave", "nofigure", "milestone", "line"]
    family: str = ""
    label: str = ""
    low: float = 0.0
    high: float = 0.0
    is_open: bool = False
    disputed: bool = False
    air: bool = False
    arrow: Arrow = "arrow"


def spec_of(table: Table, row: int, *, disputed: bool | None = None) -> Spec:
    """Return what a row of the table looks like.

    Args:
        table: of the atlas.
        row: of the table.
        disputed: as of some day; None for what its status says.
    """
    columns = table.columns
    flags = int(columns["flags"][row])
    contested = bool(flags & DISPUTED) if disputed is None else disputed
    layer = table.layers[int(columns["layer"][row])].name
    kind = kinds_of(layer)[int(columns["kind"][row])]
    if layer == "milestones":
        return Spec("milestone", disputed=contested)
    if layer == "massacre_sites":
        figures = int(columns["killed_min"][row]), int(columns["killed_max"][row])
        return _event(kind, figures, is_open=bool(flags & KILLED_OPEN), disputed=contested)
    code = tuple(vocabulary.ACTORS)[int(columns["actor"][row])]
    family, label = vocabulary.ACTORS[code].family, vocabulary.ACTORS[code].label
    if not flags & IS_LINE:
        return Spec("plate", family, label, disputed=contested)
    air = bool(flags & BY_AIR)
    arrow: Arrow = "plane" if air else "bar" if kind == "blockade" else "arrow"
    return Spec("line", family, label, disputed=contested, air=air, arrow=arrow)


def _event(kind: str, figures: tuple[int, int], *, is_open: bool, disputed: bool) -> Spec:
    if kind == "mass_grave":
        return Spec("grave", disputed=disputed)
    low, high = (
        0.0 if each == _NO_FIGURE else symbology.killed_radius_px(each) for each in figures
    )
    if not low and not high:
        return Spec("nofigure", disputed=disputed)
    return Spec("disc", low=low, high=max(low, high), is_open=is_open, disputed=disputed)


def size(spec: Spec, *, small: bool = False) -> tuple[float, float]:
    """Return width and height of a symbol's outline, in units."""
    if spec.type == "plate":
        if small:
            return SMALL, SMALL
        return 12 + 4.3 * len(spec.label), PLATE_HEIGHT
    if spec.type == "disc":
        return 2 * spec.high, 2 * spec.high
    return _SIZES[spec.type]


_SIZES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "grave": (16.0, 12.0),
        "nofigure": (14.0, 14.0),
        "milestone": (12.0, 12.0),
        "line": (28.0, 14.0),
    }
)


def draw(
    spec: Spec, theme: Theme, *, state: int = HOLDS, small: bool = False, selected: bool = False
) -> Group:
    """Return a symbol about (0, 0).

    Args:
        spec: what it shows.
        theme: of the picture.
        state: of `timeline`: hatched if doubtful, faint if ended.
        small: without its code.
        selected: outlined as what is looked at.
    """
    return _drawn(_Look(spec, theme, state, small, selected))


@dataclass(frozen=True, slots=True)
class _Look:
    """All that a drawing depends on."""

    spec: Spec
    theme: Theme
    state: int
    small: bool
    selected: bool

    @property
    def colours(self) -> Palette:
        return palette.of(self.theme)

    @property
    def hatch(self) -> str | None:
        return self.colours.halo if self.state == DOUBTFUL else None

    def dashed(self, *dash: float) -> tuple[float, ...]:
        return dash if self.spec.disputed else ()


# A look is drawn once, however many features have it.
@lru_cache(maxsize=4096)
def _drawn(look: _Look) -> Group:
    opacity = FAINT if look.state == ENDED else 1.0
    return Group(tuple(_PARTS[look.spec.type](look)), role="symbols", opacity=opacity)


def _plate(look: _Look) -> Iterator[Node]:
    spec, colours = look.spec, look.colours
    w, h = size(spec, small=look.small)
    shape = symbology.FAMILIES[spec.family].shape
    path = shapes.outline(shape, w, h, (-w / 2, -h / 2))
    fill = colours.family(spec.family)
    solid = 0.5 if spec.disputed else 0.72 if look.state == DOUBTFUL else 1.0
    # What lies under a plate never mixes with its colour.
    if solid < 1:
        yield Shape(path, Paint(fill=colours.halo))
    yield Shape(path, Paint(fill=fill, fill_opacity=solid, hatch=look.hatch))
    yield Shape(path, _outline(look))
    if not look.small and spec.label:
        y = HALF_CAPITAL * CODE_SIZE + _LOWER.get(shape, 0.0)
        is_pale = spec.disputed and look.state != DOUBTFUL
        ink = colours.ink if is_pale else colours.ink_on(spec.family)
        halo = fill if look.state == DOUBTFUL else None
        yield Text(0, round(y, 2), spec.label, CODE_SIZE, "bold", ink, "middle", halo)


def _outline(look: _Look) -> Paint:
    colours = look.colours
    if look.selected:
        return Paint(stroke=colours.accent, width=2.6, dash=look.dashed(3.0, 2.0))
    if look.spec.disputed:
        return Paint(stroke=colours.ink, width=1.5, dash=look.dashed(3.0, 2.0))
    return Paint(stroke=colours.outline, stroke_opacity=0.75, width=0.9)


def _disc(look: _Look) -> Iterator[Node]:
    spec, killed = look.spec, look.colours.killed
    whole = shapes.ring(spec.high, is_open=False)
    yield Shape(whole, Paint(fill=killed, fill_opacity=0.1, hatch=look.hatch))
    if spec.low:
        disc = shapes.ring(spec.low, is_open=False)
        yield Shape(disc, Paint(fill=killed, fill_opacity=0.62, hatch=look.hatch))
    width = 2.6 if look.selected else 1.5
    edge = shapes.ring(spec.high, is_open=spec.is_open)
    yield Shape(edge, Paint(stroke=killed, width=width, dash=look.dashed(4.0, 3.0)))


def _grave(look: _Look) -> Iterator[Node]:
    colours = look.colours
    yield Shape(shapes.GRAVE, Paint(fill=colours.halo))
    yield Shape(
        shapes.GRAVE,
        Paint(
            fill=colours.killed,
            fill_opacity=0.28,
            stroke=colours.killed,
            width=2.6 if look.selected else 1.5,
            dash=look.dashed(3.5, 2.2),
            hatch=look.hatch,
        ),
    )
    yield Shape(shapes.GRAVE_LINES, Paint(stroke=colours.killed, width=1.6))


def _no_figure(look: _Look) -> Iterator[Node]:
    colours = look.colours
    width = 2.6 if look.selected else 1.5
    edge = Paint(fill=colours.halo, stroke=colours.killed, width=width, dash=look.dashed(3.5, 2.2))
    yield Shape(shapes.ring(7.0, is_open=False), edge)
    y = round(HALF_CAPITAL * _QUESTION_SIZE, 2)
    yield Text(0, y, "?", _QUESTION_SIZE, "bold", colours.killed, "middle")


def _milestone(look: _Look) -> Iterator[Node]:
    colours = look.colours
    edge = colours.accent if look.selected else colours.ink
    paint = Paint(fill=colours.halo, stroke=edge, width=1.4, dash=look.dashed(3.0, 2.0))
    yield Shape(shapes.MILESTONE, paint)


def _line(look: _Look) -> Iterator[Node]:
    """Yield a movement as the legend shows it: a piece of line and its arrow."""
    spec = look.spec
    colour = look.colours.family(spec.family)
    path = "M-12 4Q-1 -6 10 -2" if spec.air else "M-12 2L-2 -1L10 -1"
    paint = Paint(stroke=colour, width=1.4 if spec.air else 2.2, dash=look.dashed(7.0, 4.0))
    yield Shape(path, paint)
    yield Shape("M13 -1L6 -5V3Z", Paint(fill=colour))


def arrow(spec: Spec, theme: Theme, *, state: int = HOLDS) -> Group:
    """Return the glyph at the end of a movement about (0, 0), heading east."""
    colours = palette.of(theme)
    path = _ARROWS[spec.arrow]
    halo = Paint(stroke=colours.halo, width=1.6, round_ends=True)
    fill = Paint(fill=colours.family(spec.family), fill_opacity=0.4 if state == ENDED else 1.0)
    return Group((Shape(path, halo), Shape(path, fill)), role="symbols")


_PARTS: Final[Mapping[str, Callable[[_Look], Iterator[Node]]]] = MappingProxyType(
    {
        "plate": _plate,
        "disc": _disc,
        "grave": _grave,
        "nofigure": _no_figure,
        "milestone": _milestone,
        "line": _line,
    }
)
