"""The page with two maps: two days, one legend, and what changed between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from layers import vocabulary, wording
from layers.export import days, maps
from layers.export.blocks import Block, space, stacked, written
from layers.export.drawing import Box
from layers.export.legend import Legend, chips_of
from layers.export.plates import colophon, differences, header, plan, room, words
from layers.export.plates.first import Laid, with_words
from layers.export.tallies import parties
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.comparison import Comparison
    from layers.export.drawing import Group
    from layers.export.maps import Inventory, MapDrawing
    from layers.export.plates.plan import Foot
    from layers.export.plates.room import Part
    from layers.export.plates.scene import Scene
    from layers.export.plates.words import Words
    from layers.export.tallies import Party
    from layers.view import View

# The column beside the maps is so many times as wide as usual, or the words below them take
# so much of what is left, until the legend fits; the last way may tear it.
_BESIDE: Final = (1.0, 1.15, 1.3)
_BELOW: Final = (0.26, 0.32, 0.38, 0.44, 0.5)
_WIDE: Final = 1.2
_BETWEEN: Final = 8.0  # units between the two maps
_LEAST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the parts of the page stand; of days and maps the earlier first."""

    head: Box
    days: tuple[Box, Box]
    maps: tuple[Box, Box]
    scale: Box
    columns: tuple[Box, ...]
    foot: Foot


def days_of(view: View) -> tuple[View, View]:
    """Return the view of the earlier day and that of the later."""
    first, *later = days.views_of(view)
    return first, later[-1] if later else first


def lay(scene: Scene, compared: Comparison, told: Words) -> Laid:
    """Lay the page with the two maps out.

    Args:
        scene: of the picture; its view has a day to compare with.
        compared: what changed.
        told: disputes and sources of both days, and notes.
    """
    views = days_of(scene.view)
    shares = _BESIDE if _is_wide(scene) else _BELOW
    drawings = _draw(scene, views, _divide(scene, _head(scene, compared, shares[0]), shares[0]))
    whole: Tried | None = None
    for share in shares:
        tried = _tried(scene, compared, told, drawings, share)
        if not tried.cut:
            whole = whole or tried
            if tried.has_changes or not compared.groups:
                whole = tried
                break
    chosen = whole or tried
    place = chosen.place
    drawings = _draw(scene, views, place)
    frame = maps.frame_of(scene.view, place.maps[0])
    groups = (
        *(group for drawing in drawings for group in drawing.groups),
        chosen.head.at(place.head.left, place.head.top, "title"),
        *_dates(scene, views, place),
        colophon.scale_group(scene, frame, place.scale),
        *chosen.groups,
        *colophon.foot_groups(scene, place.foot, frame),
    )
    return Laid(groups, frame, chosen.left)


@dataclass(frozen=True, slots=True)
class Tried:
    """One way to divide the page.

    Attributes:
        head: title and counts.
        place: where things stand.
        groups: notes, legend, differences, sources.
        left: what there is no room for.
        cut: whether notes or legend are among it.
        has_changes: whether any difference stands on the page.
    """

    head: Block
    place: Ground
    groups: tuple[Group, ...]
    left: tuple[Part, ...]
    cut: bool
    has_changes: bool


def _tried(
    scene: Scene, compared: Comparison, told: Words, drawings: Sequence[MapDrawing], share: float
) -> Tried:
    head = _head(scene, compared, share)
    place = _divide(scene, head, share)
    line = scene.style.small().line
    is_last = share in (_BESIDE[-1], _BELOW[-1])
    noted, keyed, cut = _must(scene, told, drawings, place, is_last=is_last)
    roomy = [box for box in keyed.free if box.height >= _LEAST_LINES * line]
    mine, kept = room.parted(roomy or keyed.free[-1:], 2.0 * line)
    part = differences.changes_part(scene, compared)
    number = len(part.lay(mine[0].width))
    poured = room.pour(mine, part, differences.rest_of_changes(scene, number))
    said = with_words(scene, replace(told, disputes=()), room.joined((*poured.free, *kept)))
    left = [*cut]
    if poured.rest:
        left.append(words.end_of(part, poured.rest))
    if told.disputes:
        left.append(words.disputes_part(scene, told.disputes))
    return Tried(
        head,
        place,
        (*noted, *keyed.groups, *poured.groups, *said.groups),
        (*left, *said.left),
        bool(cut),
        poured.rest < number,
    )


def _must(
    scene: Scene, told: Words, drawings: Sequence[MapDrawing], place: Ground, *, is_last: bool
) -> tuple[tuple[Group, ...], room.Poured, tuple[Part, ...]]:
    """Pour notes and legend, and return what of them did not fit."""
    noted_part = words.notes_part(scene, told.notes)
    noted = room.pour(place.columns, noted_part)
    legend = _legend(scene, days_of(scene.view), drawings, place.columns[0].width)
    part = words.legend_part(scene, legend, by_rows=is_last)
    free, others = room.parted(noted.free, _LEAST_LINES * scene.style.small().line)
    keyed = room.pour(free, part, words.rest_of_legend(scene) if is_last else None)
    keyed = replace(keyed, free=room.joined((*keyed.free, *others)))
    return noted.groups, keyed, words.cut(((noted_part, noted.rest), (part, keyed.rest)))


def _draw(scene: Scene, views: Sequence[View], place: Ground) -> tuple[MapDrawing, ...]:
    return tuple(
        maps.draw(scene.atlas, view, maps.frame_of(scene.view, box), scene.style.theme)
        for view, box in zip(views, place.maps, strict=True)
    )


def _head(scene: Scene, compared: Comparison, share: float) -> Block:
    """Return title, mode and how much changed."""
    style = scene.style
    width = scene.sheet.width - 2 * style.sizes.margin
    guess = _divide(scene, Block(2.4 * style.sizes.title), share)
    subject = scene.subject(maps.frame_of(scene.view, guess.maps[0]))
    days = [wording.day_words(day, scene.language) for day in (compared.earlier, compared.later)]
    lead = scene.said("compare.lead", earlier=days[0], later=days[1])
    if compared.earlier == compared.later:
        lead = scene.said("compare.same")
    elif not compared.groups:
        lead = scene.said("compare.nothing")
    counts = ", ".join(compared.counts)
    return stacked(
        (
            header.title_block(subject, style, width),
            space(style.sizes.body * 0.3),
            *written(lead, width, style.body()),
            *written(counts[:1].upper() + counts[1:], width, style.body()),
            *header.known_lines(scene.view, style, width),
        )
    )


def _dates(scene: Scene, views: Sequence[View], place: Ground) -> tuple[Group, ...]:
    blocks = [header.date_block(view, scene.style, place.days[0].width) for view in views]
    return tuple(
        block.at(box.left, box.top, "date") for block, box in zip(blocks, place.days, strict=True)
    )


def _legend(
    scene: Scene, views: Sequence[View], drawings: Sequence[MapDrawing], width: float
) -> Legend:
    inventory = _both(*(drawing.inventory for drawing in drawings))
    found: dict[str, dict[str, Party]] = {}
    for view in views:
        for layer, mine in parties(scene.atlas, view, visible(scene.atlas, view)).items():
            found.setdefault(layer, {}).update({party.code: party for party in mine})
    who: Mapping[str, Sequence[Party]] = {
        layer: tuple(by_code.values()) for layer, by_code in found.items()
    }
    chips = chips_of(group for drawing in drawings for group in drawing.groups)
    return Legend(inventory, who, scene.style, width, chips, is_counted=False)


def _both(one: Inventory, other: Inventory) -> Inventory:
    """Return what either of two maps shows."""
    layers = dict.fromkeys((*one.families, *other.families))
    families = {
        layer: tuple(
            family
            for family in vocabulary.FAMILIES
            if family in one.families.get(layer, ()) or family in other.families.get(layer, ())
        )
        for layer in layers
    }
    counts = {
        layer: max(one.counts.get(layer, 0), other.counts.get(layer, 0))
        for layer in dict.fromkeys((*one.counts, *other.counts))
    }
    return replace(
        one,
        families=families,
        events=one.events | other.events,
        marks=one.marks | other.marks,
        counts=counts,
        context=tuple(dict.fromkeys((*one.context, *other.context))),
        dense=one.dense or other.dense,
    )


def _is_wide(scene: Scene) -> bool:
    return scene.sheet.width > scene.sheet.height * _WIDE


def _divide(scene: Scene, head: Block, share: float) -> Ground:
    """Divide the page: words beside the maps on a wide sheet, below them on another."""
    sizes, sheet = scene.style.sizes, scene.sheet
    across = sheet.width - 2 * sizes.margin
    foot = colophon.lay_foot(scene)
    top = sizes.margin + head.height + sizes.gap * 0.7
    bottom = foot.inset.top - sizes.gap * 0.75
    scale = colophon.scale_height(scene)
    if _is_wide(scene):
        width = scene.form.side * share
        left = sheet.width - sizes.margin - width
        columns: tuple[Box, ...] = (Box(left, top, width, bottom - top), *foot.columns)
        right, lower = left - sizes.gap, bottom - scale
    else:
        high = (bottom - top) * share
        words_box = Box(sizes.margin, bottom - high, across, high)
        columns = (*plan.columns(words_box, scene.form.further, sizes.gap), *foot.columns)
        right, lower = float(sheet.width), words_box.top - scale - sizes.gap * 0.6
    days, boxes = _maps(scene, top, right, lower)
    ends = min(right, sheet.width - sizes.margin)
    return Ground(
        Box(sizes.margin, sizes.margin, across, head.height),
        days,
        boxes,
        Box(sizes.margin, lower, ends - sizes.margin, scale),
        columns,
        foot,
    )


def _maps(
    scene: Scene, top: float, right: float, bottom: float
) -> tuple[tuple[Box, Box], tuple[Box, Box]]:
    """Return where the two days are written, and where their maps stand.

    Side by side or one above the other: whichever shows more of a country as wide as high.
    """
    sizes = scene.style.sizes
    line = scene.style.title().line + sizes.small * 0.4
    half = (right - _BETWEEN) / 2
    high = (bottom - top - sizes.gap * 0.5) / 2
    if min(half, bottom - top - line) >= min(right, high - line):
        starts = (0.0, half + _BETWEEN)
        boxes = [Box(left, top + line, half, bottom - top - line) for left in starts]
        days = [Box(max(left, sizes.margin), top, half - sizes.margin, line) for left in starts]
    else:
        tops = (top, top + high + sizes.gap * 0.5)
        boxes = [Box(0, each + line, right, high - line) for each in tops]
        days = [Box(sizes.margin, each, right - 2 * sizes.margin, line) for each in tops]
    return (days[0], days[1]), (boxes[0], boxes[1])
