"""Dividing a page: the map, the head, columns for words, the row at the bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from layers.export.drawing import Box
from layers.export.plates import colophon, plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.export.blocks import Block
    from layers.export.plates.plan import Foot
    from layers.export.plates.scene import Scene


_MORE_ON_PAPER: Final = 0.06


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to divide a page.

    Attributes:
        size: of the column beside the map, in parts of its usual width; or of the words
            below the map, in parts of the page between head and foot.
        legend: where it may stand: "beside" the map alone, "spread" over more columns, or
            "torn", row by row.
    """

    size: float
    legend: Literal["beside", "spread", "torn"] = "beside"


_BARE: Final = Attempt(0.0)
# The column beside the map grows until the legend fits into it; "spread": into it and the
# columns of the row at the bottom; "torn": row by row, whatever stays together otherwise.
_BESIDE: Final[Sequence[Attempt]] = (
    *(Attempt(1.0), Attempt(1.0, "spread"), Attempt(1.15), Attempt(1.15, "spread")),
    *(Attempt(1.35), Attempt(1.35, "spread"), Attempt(1.35, "torn")),
)
# Below the map the words take so much of what is left, until the legend fits.
_BELOW: Final[Sequence[Attempt]] = (
    *(Attempt(share, "spread") for share in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)),
    Attempt(0.55, "torn"),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the parts of a page stand.

    Attributes:
        map: the map.
        scale: the row below it.
        head: title and date.
        columns: for words, in the order of reading.
        foot: the row at the bottom.
    """

    map: Box
    scale: Box
    head: Box
    columns: tuple[Box, ...]
    foot: Foot


def attempts(scene: Scene, *, is_bare: bool = False) -> Sequence[Attempt]:
    """Return the ways to divide the page, the one that is liked best first.

    Args:
        scene: of the picture.
        is_bare: whether there is nothing to say beside the map.
    """
    if is_bare and (scene.form.has_head or not scene.form.side):
        return (_BARE,)
    return _BESIDE if scene.form.side else _BELOW


def head_width(scene: Scene, attempt: Attempt) -> float:
    """Return the width of the head: of the column beside the map, or of the page."""
    if scene.form.has_head:
        return scene.sheet.width - 2 * scene.style.sizes.margin
    return scene.form.side * attempt.size


def divide(scene: Scene, head: Block, attempt: Attempt) -> Ground:
    """Divide the page under a head."""
    divided = _beside if scene.form.side else _below
    return divided(scene, head, attempt)


def _beside(scene: Scene, head: Block, attempt: Attempt) -> Ground:
    """Return the map at the left, words in a column at the right, a row below both."""
    sizes, sheet = scene.style.sizes, scene.sheet
    width = scene.form.side * attempt.size
    left = sheet.width - sizes.margin - width
    foot = colophon.lay_foot(scene)
    bottom = foot.inset.top - sizes.gap * 0.75
    map_top = sizes.margin + head.height + sizes.gap * 0.7 if scene.form.has_head else 0.0
    if scene.form.has_head:
        box = Box(sizes.margin, sizes.margin, sheet.width - 2 * sizes.margin, head.height)
        column_top = map_top
    else:
        box = Box(left, sizes.margin, width, head.height)
        column_top = box.bottom + sizes.gap * 0.7
    scale = colophon.scale_height(scene)
    across, columns = left - sizes.gap, foot.columns
    if width:
        columns = (Box(left, column_top, width, bottom - column_top), *columns)
    else:
        across = float(sheet.width)
    ends = min(across, sheet.width - sizes.margin)
    return Ground(
        Box(0, map_top, across, bottom - scale - map_top),
        Box(sizes.margin, bottom - scale, ends - sizes.margin, scale),
        box,
        columns,
        foot,
    )


def _below(scene: Scene, head: Block, attempt: Attempt) -> Ground:
    """Return the head above the map, words in columns below it, a row at the bottom."""
    sizes, sheet = scene.style.sizes, scene.sheet
    across = sheet.width - 2 * sizes.margin
    foot = colophon.lay_foot(scene)
    box = Box(sizes.margin, sizes.margin, across, head.height)
    top = box.bottom + sizes.gap * 0.7
    bottom = foot.inset.top - sizes.gap
    scale = colophon.scale_height(scene)
    # Paper is read closely: it has more room for sources, a screen for the map.
    more = _MORE_ON_PAPER if sheet.is_paper and attempt.size else 0.0
    high = (bottom - top) * (attempt.size + more)
    words_box = Box(sizes.margin, bottom - high, across, high)
    map_bottom = words_box.top - scale - sizes.gap * 0.6
    return Ground(
        Box(0, top, sheet.width, map_bottom - top),
        Box(sizes.margin, map_bottom, across, scale),
        box,
        plan.columns(words_box, scene.form.columns, sizes.gap),
        foot,
    )
