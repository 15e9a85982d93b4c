"""What stands at the bottom of a page: version, licence, credits, link, scale, north."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from layers.downloads import LICENCE_URL
from layers.export import fonts, inset, qr
from layers.export.blocks import Block, stacked, written
from layers.export.drawing import Group, Paint, Shape, Text, polyline
from layers.export.plates.plan import Foot, FootSizes, foot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.export.drawing import Box
    from layers.export.mercator import MapFrame
    from layers.export.plates.scene import Scene

_CREDITS: Final = ("plate.version", "about.licence", "plate.basemap", "about.borders")
# So much of the width of a map its scale bar may take, and never more units.
_BAR_PART: Final = 0.22
_BAR_MOST: Final = 190.0


def imprint_block(scene: Scene, width: float) -> Block:
    """Return data version, licence, credits, and that boundaries imply no endorsement."""
    type_ = scene.style.small(quiet=True)
    said = {key: scene.said(key, **_slots(scene, key)) for key in _CREDITS}
    if scene.form.side:
        # Across the page all of it is one paragraph.
        return stacked(written(_joined(scene, said.values()), width, type_))
    lines: list[Block] = []
    for key, words in said.items():
        link = LICENCE_URL if key == "about.licence" else None
        lines += written(words, width, type_, link=link)
    return stacked(lines)


def _joined(scene: Scene, sentences: Iterable[str]) -> str:
    def pair(one: str, other: str) -> str:
        return scene.said("plate.pair", first=one, second=other)

    return reduce(pair, sentences)


def _slots(scene: Scene, key: str) -> dict[str, str]:
    return {"digest": scene.atlas.digest} if key == "plate.version" else {}


def link_block(scene: Scene) -> Block:
    """Return the link as text across the page, of no height if there is none."""
    width = scene.sheet.width - 2 * scene.style.sizes.margin
    type_ = scene.style.small(quiet=True)
    return stacked(written(scene.link, width, type_, link=scene.link))


def lay_foot(scene: Scene) -> Foot:
    """Return where things stand in the row at the bottom."""
    style = scene.style
    below = link_block(scene).height
    # Across the page the link is the imprint's last line, in its row it stands apart.
    apart = style.sizes.small * 0.5 if below and not scene.form.side else 0.0
    bottom = scene.sheet.height - style.sizes.margin - below - apart
    side = scene.form.code
    has_code = qr.code(scene.link, side) is not None
    sizes = FootSizes(0.0, side if has_code else 0.0)
    imprint = imprint_block(
        scene, foot(scene.form, bottom, style, scene.sheet, sizes).imprint.width
    )
    return foot(scene.form, bottom, style, scene.sheet, FootSizes(imprint.height, sizes.code))


def foot_groups(scene: Scene, where: Foot, frame: MapFrame) -> Iterator[Group]:
    """Yield inset, imprint, QR code and link."""
    name = scene.said("plate.inset_name")
    small = inset.draw(frame, where.inset.width, scene.style.colours, name)
    yield Group((small,), "inset", name, shift=(where.inset.left, round(where.inset.top, 2)))
    yield imprint_block(scene, where.imprint.width).at(
        where.imprint.left, where.imprint.top, "imprint"
    )
    name = scene.said("plate.code_name")
    code = qr.code(scene.link, where.code.width, name) if where.code.width else None
    if code is not None:
        yield Group((code,), "imprint", name, shift=(where.code.left, round(where.code.top, 2)))
    yield from link_groups(scene)


def link_groups(scene: Scene) -> Iterator[Group]:
    """Yield the link at the bottom of the page, nothing if there is none."""
    link = link_block(scene)
    if link.children:
        margin = scene.style.sizes.margin
        yield link.at(margin, scene.sheet.height - margin - link.height, "imprint")


def scale_height(scene: Scene) -> float:
    """Return the height of the row with scale and north."""
    return scene.style.sizes.small * 1.3 + 6


def scale_group(scene: Scene, frame: MapFrame, box: Box) -> Group:
    """Return the scale bar at the left of a row, north at its right end.

    A Mercator map has another scale at every latitude: the words say at which it is true.
    """
    style = scene.style
    type_ = style.small(quiet=True)
    ink = type_.colour
    km, units = frame.scale_bar(min(frame.box.width * _BAR_PART, _BAR_MOST))
    y = box.top + box.height / 2
    baseline = round(y + type_.size * 0.34, 2)
    bar = f"M{box.left:g} {y - 3:g}V{y + 3:g}M{box.left:g} {y:g}H{box.left + units:g}"
    bar += f"M{box.left + units:g} {y - 3:g}V{y + 3:g}"
    said = scene.said("plate.scale", km=_number(km, scene), latitude=_latitude(scene, frame))
    north = scene.said("plate.north")
    letter = fonts.width(north, type_.size, "semibold")
    middle = box.right - letter - 8
    ends = ((0, -7), (4, 6), (0, 3), (-4, 6))
    arrow = polyline([(middle + right, y + down) for right, down in ends]) + "Z"
    words = Text(box.left + units + 8, baseline, said, type_.size, colour=ink)
    return Group(
        (
            Shape(bar, Paint(stroke=ink, width=1.4)),
            words,
            Shape(arrow, Paint(fill=ink)),
            Text(box.right, baseline, north, type_.size, "semibold", ink, "end"),
        ),
        "scale",
        scene.said("plate.scale_name", km=_number(km, scene)),
    )


def _number(km: float, scene: Scene) -> str:
    text = f"{km:,.0f}" if km >= 1 else f"{km:g}"
    if scene.language == "fr":
        return text.replace(",", "\u202f").replace(".", ",")
    return text


def _latitude(scene: Scene, frame: MapFrame) -> str:
    latitude = round(abs(frame.center[1]), 1)
    text = f"{latitude:.1f}".replace(".", "," if scene.language == "fr" else ".")
    return scene.said("plate.south_of" if frame.center[1] < 0 else "plate.north_of", n=text)
