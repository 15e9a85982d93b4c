"""The pages that follow: disputes with both sides and sources that the first had no room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.export.blocks import Filled, fill, line, stacked, written
from layers.export.drawing import Box
from layers.export.plates import colophon, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.export.blocks import Block, Entry
    from layers.export.drawing import Group
    from layers.export.plates.room import Part
    from layers.export.plates.scene import Scene


@dataclass(frozen=True, slots=True)
class Flow:
    """Entries of one part that still look for a place."""

    part: Part
    entries: tuple[Entry, ...]


def pages(scene: Scene, title: str, parts: Sequence[Part]) -> tuple[tuple[Group, ...], ...]:
    """Return the groups of each further page; none if nothing is left.

    Args:
        scene: of the picture.
        title: of the picture, with its day.
        parts: what is left, in the order of reading.
    """
    boxes = _columns(scene, title)
    flows = [Flow(part, part.lay(boxes[0].width)) for part in parts]
    flows = [flow for flow in flows if flow.entries]
    laid: list[tuple[Group, ...]] = []
    while flows:
        groups, flows = _page(boxes, flows)
        laid.append(groups)
    return tuple(
        (*_frame(scene, title, number + 2, len(laid) + 1), *groups)
        for number, groups in enumerate(laid)
    )


def _page(boxes: Sequence[Box], flows: Sequence[Flow]) -> tuple[tuple[Group, ...], list[Flow]]:
    """Return one page and what is left after it; each page takes one line at least."""
    groups: list[Group] = []
    free = tuple(boxes)
    for position, flow in enumerate(flows):
        filled = fill(free, flow.entries, flow.part.gap)
        groups += (
            block.at(box.left, box.top, flow.part.role, flow.part.name)
            for box, block in filled.blocks
        )
        if filled.rest:
            if not groups:
                msg = "a page holds not one line"
                raise RuntimeError(msg)
            return tuple(groups), [Flow(flow.part, filled.rest), *flows[position + 1 :]]
        free = _free(free, filled, flow.part.below)
    return tuple(groups), []


def _free(boxes: Sequence[Box], filled: Filled, below: float) -> tuple[Box, ...]:
    used, block = filled.blocks[-1]
    position = list(boxes).index(used)
    top = used.top + block.height + below
    rest = Box(used.left, top, used.width, max(used.bottom - top, 0.0))
    return (rest, *boxes[position + 1 :])


def _columns(scene: Scene, title: str) -> tuple[Box, ...]:
    sizes, sheet = scene.style.sizes, scene.sheet
    top = sizes.margin + _head(scene, title, 9, 9).height + sizes.gap
    bottom = sheet.height - sizes.margin - _bottom(scene).height - sizes.gap
    box = Box(sizes.margin, top, sheet.width - 2 * sizes.margin, bottom - top)
    return plan.columns(box, scene.form.further, sizes.gap)


def _head(scene: Scene, title: str, page: int, pages_: int) -> Block:
    style = scene.style
    width = scene.sheet.width - 2 * style.sizes.margin
    said = scene.said("plate.page", page=page, pages=pages_)
    return stacked((*written(title, width, style.body("bold")), line(said, style.body(quiet=True))))


def _bottom(scene: Scene) -> Block:
    style = scene.style
    width = scene.sheet.width - 2 * style.sizes.margin
    said = scene.said("plate.version", digest=scene.atlas.digest)
    licence = scene.said("about.licence")
    words_ = scene.said("plate.pair", first=said, second=licence)
    lines = written(words_, width, style.small(quiet=True))
    return stacked((*lines, colophon.link_block(scene)))


def _frame(scene: Scene, title: str, page: int, pages_: int) -> Iterator[Group]:
    margin = scene.style.sizes.margin
    yield _head(scene, title, page, pages_).at(margin, margin, "title")
    bottom = _bottom(scene)
    yield bottom.at(margin, scene.sheet.height - margin - bottom.height, "imprint")
