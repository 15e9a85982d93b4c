"""The page with the map: the map first, words beside it or below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from layers.export import maps
from layers.export.blocks import Block, stacked
from layers.export.legend import Legend, chips_of
from layers.export.plates import colophon, ground, header, notes, room, words
from layers.export.plates.room import Poured
from layers.export.tallies import parties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from layers.export.drawing import Box, Group
    from layers.export.maps import MapDrawing
    from layers.export.mercator import MapFrame
    from layers.export.plates.ground import Attempt, Ground
    from layers.export.plates.room import Part
    from layers.export.plates.scene import Scene
    from layers.export.plates.words import Words
    from layers.export.sources import Cited
    from layers.visibility import Visible

    # What is said of a view, as its map is framed.
    Teller = Callable[[MapFrame], Words]

# The map is drawn anew where the legend takes more room than was thought, so often at most.
_PASSES: Final = 3
_LEAST_LINES: Final = 4
# Where disputes and sources share one column, the sources have at least so much of it.
_SOURCE_LINES: Final = 3
# If fewer than so many have room as they are written in full, they are written in brief.
_FEW_SOURCES: Final = 4
# What a legend that needs all columns leaves for the words on disputes and sources.
_RESERVED_LINES: Final = 6
_SOURCE_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Laid:
    """The page with the map.

    Attributes:
        groups: all of it but the paper.
        frame: of the map.
        left: what it has no room for, in the order of reading.
    """

    groups: tuple[Group, ...]
    frame: MapFrame
    left: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Disputes and sources on a page.

    Attributes:
        groups: that hold them.
        left: what of them the page has no room for.
        disputes: how many stand on it.
    """

    groups: tuple[Group, ...]
    left: tuple[Part, ...]
    disputes: int


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """What the legend is made from.

    Attributes:
        shown: what is visible.
        drawing: the map.
    """

    shown: Visible
    drawing: MapDrawing


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page divided so that the legend fits, if it can: its parts so far."""

    head: Block
    place: Ground
    frame: MapFrame
    noted: tuple[Group, ...]
    keyed: Poured
    left: tuple[Part, ...]
    said: Said


def lay(scene: Scene, shown: Visible, tell: Teller) -> Laid:
    """Lay the page with the map out.

    Args:
        scene: of the picture.
        shown: what is visible.
        tell: returns what is said beside the map.
    """
    _, place = _divided(scene, shown, ground.attempts(scene)[0])
    frame = maps.frame_of(scene.view, place.map)
    drawing = _drawn(scene, shown, frame)
    for _ in range(_PASSES):
        chosen = _chosen(scene, Key(shown, drawing), tell)
        if chosen.frame == frame:
            break
        # The legend is that of the very map that is shown: a wider one may be drawn otherwise.
        frame = chosen.frame
        drawing = _drawn(scene, shown, frame)
    groups = (
        *drawing.groups,
        chosen.head.at(chosen.place.head.left, chosen.place.head.top, "title"),
        colophon.scale_group(scene, frame, chosen.place.scale),
        *chosen.noted,
        *chosen.keyed.groups,
        *chosen.said.groups,
        *colophon.foot_groups(scene, chosen.place.foot, frame),
    )
    return Laid(groups, frame, (*chosen.left, *chosen.said.left))


def _drawn(scene: Scene, shown: Visible, frame: MapFrame) -> MapDrawing:
    return maps.draw(scene.atlas, scene.view, frame, scene.style.theme, shown=shown)


def _chosen(scene: Scene, key: Key, tell: Teller) -> Chosen:
    """Return the first way to divide the page that has room for the legend and a dispute.

    If none has room for both, the first that has room for the legend.
    """
    whole: Chosen | None = None
    for attempt in ground.attempts(scene, is_bare=_is_bare(scene, key, tell)):
        head, place = _divided(scene, key.shown, attempt)
        frame = maps.frame_of(scene.view, place.map)
        told = tell(frame)
        noted, keyed, left = _must(scene, key, told, place, attempt)
        said = with_words(scene, told, keyed.free)
        chosen = Chosen(head, place, frame, noted, keyed, left, said)
        if not left and (said.disputes or not told.disputes):
            return chosen
        whole = whole or (None if left else chosen)
    return whole or chosen


def _is_bare(scene: Scene, key: Key, tell: Teller) -> bool:
    """Tell whether nothing is visible and there is nothing to say about it beside the map."""
    if len(key.shown.rows) or key.drawing.inventory.context:
        return False
    _, place = _divided(scene, key.shown, ground.attempts(scene)[0])
    return not tell(maps.frame_of(scene.view, place.map)).notes


def with_words(scene: Scene, told: Words, free: Sequence[Box]) -> Said:
    """Pour disputes and sources into the columns that are left."""
    disputed = _disputes(scene, told, free)
    cited, remaining = _sources(scene, told.cited, disputed.free)
    left = []
    if disputed.rest:
        rest = told.disputes[len(told.disputes) - disputed.rest :]
        goes_on = len(rest) < len(told.disputes)
        left.append(words.disputes_part(scene, rest, goes_on=goes_on))
    if remaining:
        goes_on = len(remaining) < len(told.cited)
        left.append(words.sources_part(scene, remaining, goes_on=goes_on))
    number = len(told.disputes) - disputed.rest
    return Said((*disputed.groups, *cited.groups), tuple(left), number)


def _sources(
    scene: Scene, cited: tuple[Cited, ...], free: Sequence[Box]
) -> tuple[Poured, tuple[Cited, ...]]:
    """Pour the sources, and return those that do not stand there in full."""
    part = words.sources_part(scene, cited)
    poured = room.pour(free, part, words.rest_of_sources(scene, cited))
    number = len(cited) - poured.rest
    if not poured.rest or number >= _FEW_SOURCES:
        return poured, cited[number:]
    part = words.sources_part(scene, cited, is_brief=True)
    brief = room.pour(free, part, words.rest_of_sources(scene, cited, is_brief=True))
    is_better = len(cited) - brief.rest > number
    return (brief, cited) if is_better else (poured, cited[number:])


def _divided(scene: Scene, shown: Visible, attempt: Attempt) -> tuple[Block, Ground]:
    """Return the head and the page divided under it.

    The title follows the frame of the map, and the frame what the title leaves of the page:
    it is worded for the frame that a title of one line leaves.
    """
    width = ground.head_width(scene, attempt)
    guess = ground.divide(scene, Block(3.4 * scene.style.sizes.title), attempt)
    subject = scene.subject(maps.frame_of(scene.view, guess.map))
    empty = "" if len(shown.rows) else notes.empty_words(scene.atlas, scene.view)
    head = stacked(
        (
            header.date_block(scene.view, scene.style, width),
            header.title_block(subject, scene.style, width),
            header.said_block(scene.view, shown, scene.style, width, empty),
        )
    )
    return head, ground.divide(scene, head, attempt)


def _must(
    scene: Scene, key: Key, told: Words, place: Ground, attempt: Attempt
) -> tuple[tuple[Group, ...], Poured, tuple[Part, ...]]:
    """Pour notes and legend where the attempt allows it, and return what did not fit."""
    noted_part = words.notes_part(scene, told.notes)
    noted = room.pour(place.columns, noted_part)
    who = parties(scene.atlas, scene.view, key.shown)
    chips = chips_of(key.drawing.groups)
    legend = Legend(key.drawing.inventory, who, scene.style, place.columns[0].width, chips)
    free, others = _for_legend(scene, noted.free, attempt)
    part = words.legend_part(scene, legend, by_rows=attempt.legend == "torn")
    says = words.rest_of_legend(scene) if attempt.legend == "torn" else None
    keyed = room.pour(free, part, says)
    left = words.cut(((noted_part, noted.rest), (part, keyed.rest)))
    return noted.groups, replace(keyed, free=room.joined((*keyed.free, *others))), left


def _for_legend(
    scene: Scene, free: Sequence[Box], attempt: Attempt
) -> tuple[Sequence[Box], Sequence[Box]]:
    """Return the columns in which the legend may stand, and the others."""
    if attempt.legend == "beside":
        return free[:1], free[1:]
    if len(free) > 2:
        return free[:-1], free[-1:]
    return room.parted(free, _RESERVED_LINES * scene.style.small().line)


def _disputes(scene: Scene, told: Words, free: Sequence[Box]) -> Poured:
    """Pour the disputes; the last column, or the end of the only one, is for the sources."""
    line = scene.style.small().line
    roomy = [box for box in free if box.height >= _LEAST_LINES * line] or list(free[-1:])
    if not told.disputes:
        return Poured((), 0, tuple(roomy))
    number = _columns_of_disputes(roomy)
    mine, kept = tuple(roomy[:number]), tuple(roomy[number:])
    part = words.disputes_part(scene, told.disputes)
    for end in (max(_SOURCE_LINES * line, roomy[-1].height * _SOURCE_SHARE), 2 * line):
        if not kept or room.pour(mine, part).rest == len(told.disputes):
            mine, kept = room.parted(roomy, end)
    poured = room.pour(mine, part, words.rest_of_disputes(scene, told.disputes))
    left = room.joined((*poured.free, *kept))
    is_free = [box for box in left if box.height >= _LEAST_LINES * line] or list(left[-1:])
    return replace(poured, free=tuple(is_free))


def _columns_of_disputes(roomy: Sequence[Box]) -> int:
    """Return how many of the free columns disputes may fill: about half of the room."""
    half = sum(box.height * box.width for box in roomy) / 2
    used = 0.0
    for number, box in enumerate(roomy[:-1]):
        used += box.height * box.width
        if used >= half:
            return number + 1
    return max(len(roomy) - 1, 1)
