"""Shapes, texts and groups: a page as a tree that SVG, PNG, PDF and PowerPoint are made from.

Lengths are units of the sheet: 96 a printed inch, as CSS pixels are, so that symbols have
the sizes that the map gives them. x runs right, y down, from the sheet's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.catalogue import Language

Weight = Literal["regular", "semibold", "bold", "italic"]
Anchor = Literal["start", "middle", "end"]
# What a group is for. A format that knows better draws it its own way: PowerPoint makes
# "ground" one picture, and what is large and light in "title" the title of its slide.
Role = Literal[
    "page",  # the paper itself
    "ground",  # land, water, borders, rivers, roads, grid: nobody edits these
    "routes",  # lines of movement
    "symbols",  # what stands on the map; one group a feature or a stack
    "labels",  # names on the map
    "title",
    "date",
    "legend",
    "notes",  # counts, filters and what they hide, mode
    "scale",  # scale bar and north
    "inset",
    "sources",
    "imprint",  # data version, licence, credits, permalink, QR code
]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the sheet, in units."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the y of its lower edge."""
        return self.top + self.height

    def inset(self, by: float) -> Box:
        """Return the box without a margin of `by` units on every side."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    def meets(self, other: Box) -> bool:
        """Return whether the two share any area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Return whether `other` lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and outlined; colours are "#RRGGBB", widths units.

    Attributes:
        fill: colour inside, or None.
        fill_opacity: 0 to 1.
        stroke: colour of the outline, or None.
        stroke_opacity: 0 to 1.
        width: of the outline.
        dash: lengths of dash and gap, or () for a solid outline.
        round_ends: round caps and joins instead of square ones.
        hatch: colour of the hatching of doubtful days over the fill, or None.
    """

    fill: str | None = None
    fill_opacity: float = 1.0
    stroke: str | None = None
    stroke_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()
    round_ends: bool = False
    hatch: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One path.

    Attributes:
        path: SVG path data with absolute M, L, H, V, C, Q, A and Z only.
        paint: how it is drawn.
    """

    path: str
    paint: Paint


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; long texts are broken by `fonts.lines` before.

    Attributes:
        x: of the anchor.
        y: of the baseline.
        text: as it is read; never markup.
        size: of the type, in units.
        weight: of the type.
        colour: "#RRGGBB".
        anchor: which end of the text stands at x.
        halo: colour of an outline that keeps it legible on the map, or None.
        spacing: added between letters, in units.
        language: of the text where it is not the page's.
        link: http(s) address that it leads to, or None.
    """

    x: float
    y: float
    text: str
    size: float = 13.0
    weight: Weight = "regular"
    colour: str = "#1F2328"
    anchor: Anchor = "start"
    halo: str | None = None
    spacing: float = 0.0
    language: Language | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Things that belong together, drawn in their order.

    Attributes:
        children: shapes, texts and groups.
        role: what the group is for; None inherits.
        name: in words what it is, for who cannot see it: "Gossi base, Barkhane". Text of
            data files may stand in it; it is never markup.
        feature: ids of the features that it shows.
        opacity: 0 to 1, of the whole group.
        clip: what lies outside is not drawn, or None.
        shift: (x, y) by which all is moved.
        turn: degrees clockwise about the group's own origin, before it is moved.
    """

    children: tuple[Node, ...]
    role: Role | None = None
    name: str = ""
    features: tuple[str, ...] = ()
    opacity: float = 1.0
    clip: Box | None = None
    shift: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0


Node = Shape | Text | Group


@dataclass(frozen=True, slots=True)
class Page:
    """One page, picture or slide, laid out.

    Attributes:
        width: in units.
        height: in units.
        groups: from the paper up, each with a role.
        language: of its words.
        title: its title as plain text.
        description: the map as prose: the alternative text.
        notes: sources and claims in plain text, for speaker notes.
        features: ids of the visible features, sorted: those of `window.temoin.visibleIds()`.
    """

    width: float
    height: float
    groups: tuple[Group, ...]
    language: Language
    title: str
    description: str
    notes: str = ""
    features: tuple[str, ...] = field(default=())

    def with_role(self, *roles: Role) -> tuple[Group, ...]:
        """Return the groups of these roles, in drawing order."""
        return tuple(group for group in self.groups if group.role in roles)


def texts(node: Node | Page) -> Iterator[Text]:
    """Yield every text of a tree, in drawing order."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Page):
        for group in node.groups:
            yield from texts(group)
    elif isinstance(node, Group):
        for child in node.children:
            yield from texts(child)


def rectangle(box: Box) -> str:
    """Return the path of a rectangle."""
    return f"M{box.left:g} {box.top:g}H{box.right:g}V{box.bottom:g}H{box.left:g}Z"


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    r = f"{radius:g} {radius:g}"
    return f"M{x + radius:g} {y:g}A{r} 0 1 1 {x - radius:g} {y:g}A{r} 0 1 1 {x + radius:g} {y:g}Z"


def polyline(points: Iterator[tuple[float, float]] | list[tuple[float, float]]) -> str:
    """Return the path through these points."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
