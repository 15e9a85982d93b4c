"""Shapes and texts of a page as DrawingML (ECMA-376, part 1, 20 and 21).

python-pptx has no way to say dashes, opacity or hatching, so the elements are made here.
Every text goes through lxml, which escapes it; what XML cannot hold is taken out before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from layers.export.pptx.placing import Figure, Words
from layers.export.svg import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.catalogue import Language
    from layers.export.drawing import Box, Paint, Text
    from layers.export.pptx.paths import Outline
    from layers.export.pptx.placing import Placed

EMU_A_UNIT: Final = 9525  # 914,400 an inch, 96 units an inch
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECORATIVE: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_LANGUAGES: Final[Mapping[Language, str]] = {"en": "en-GB", "fr": "fr-FR"}
_ALIGNED: Final = {"start": "l", "middle": "ctr", "end": "r"}
_GLOW: Final = 0.16  # of the size of the type


@dataclass(slots=True)
class Slate:
    """What is drawn on: where a page lies on its slide, and the next free number.

    Attributes:
        scale: units of the page -> units of the slide.
        left, top: of the page on the slide, in units of the slide.
        language: of the words.
        links: address -> relationship of the slide.
        number: of the last element made; each has its own.
    """

    scale: float
    left: float
    top: float
    language: Language
    links: Mapping[str, str]
    number: int = 100

    def x(self, units: float) -> int:
        """Return a distance from the left edge of the slide, in EMU."""
        return round((units * self.scale + self.left) * EMU_A_UNIT)

    def y(self, units: float) -> int:
        """Return a distance from the upper edge of the slide, in EMU."""
        return round((units * self.scale + self.top) * EMU_A_UNIT)

    def length(self, units: float) -> int:
        """Return a length in EMU."""
        return round(units * self.scale * EMU_A_UNIT)

    def next(self) -> str:
        """Return a number that no other element has."""
        self.number += 1
        return str(self.number)


def group(slate: Slate, name: str, members: Sequence[Placed]) -> etree._Element | None:
    """Return a named group of shapes and texts, or None if it would be empty."""
    if not members:
        return None
    boxes = [_box_of(slate, each) for each in members]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    width = max(box[0] + box[2] for box in boxes) - left
    height = max(box[1] + box[3] for box in boxes) - top
    element = etree.Element(f"{{{_P}}}grpSp", nsmap={"a": _A, "p": _P, "r": _R})
    head = _sub(element, "p:nvGrpSpPr")
    label = printable(name)[:250]
    _sub(head, "p:cNvPr", id=slate.next(), name=label or "–", descr=label)
    _sub(head, "p:cNvGrpSpPr")
    _sub(head, "p:nvPr")
    frame = _sub(_sub(element, "p:grpSpPr"), "a:xfrm")
    for prefix in ("", "ch"):
        off, ext = ("off", "ext") if not prefix else ("chOff", "chExt")
        _sub(frame, f"a:{off}", x=str(left), y=str(top))
        _sub(frame, f"a:{ext}", cx=str(width), cy=str(height))
    for member in members:
        element.append(drawn(slate, member, is_decorative=False))
    return element


def drawn(slate: Slate, node: Placed, *, is_decorative: bool = True) -> etree._Element:
    """Return one shape or text; `is_decorative` tells readers of the screen to pass by."""
    if isinstance(node, Figure):
        return _figure(slate, node, is_decorative=is_decorative)
    return _words(slate, node)


def _figure(slate: Slate, figure: Figure, *, is_decorative: bool) -> etree._Element:
    x, y, width, height = _box_of(slate, figure)
    element = _shape(slate, "Shape", is_decorative=is_decorative)
    properties = _sub(element, "p:spPr")
    _frame(properties, (x, y, width, height))
    custom = _sub(properties, "a:custGeom")
    for empty in ("avLst", "gdLst", "ahLst", "cxnLst"):
        _sub(custom, f"a:{empty}")
    _sub(custom, "a:rect", l="0", t="0", r="r", b="b")
    path = _sub(_sub(custom, "a:pathLst"), "a:path", w=str(width), h=str(height))
    for run in figure.runs:
        _run(path, slate, run, (x, y))
    if not any(run.is_closed for run in figure.runs):
        path.set("fill", "none" if figure.paint.fill is None else "norm")
    _fill(properties, figure.paint)
    _line(properties, slate, figure.paint)
    return element


def _run(path: etree._Element, slate: Slate, run: Outline, corner: tuple[int, int]) -> None:
    for number, point in enumerate(run.points):
        step = _sub(path, "a:moveTo" if number == 0 else "a:lnTo")
        x, y = slate.x(point[0]) - corner[0], slate.y(point[1]) - corner[1]
        _sub(step, "a:pt", x=str(x), y=str(y))
    if run.is_closed:
        _sub(path, "a:close")


def _words(slate: Slate, words: Words) -> etree._Element:
    first = words.lines[0]
    element = _shape(slate, printable(first.text)[:60], is_text=True)
    if first.link in slate.links:
        # On the box and not on its words, which would take the colour of the theme.
        about = element[0][0]
        _sub(about, "a:hlinkClick").set(f"{{{_R}}}id", slate.links[str(first.link)])
    properties = _sub(element, "p:spPr")
    _frame(properties, _box_of(slate, words))
    _sub(_sub(properties, "a:prstGeom", prst="rect"), "a:avLst")
    _sub(properties, "a:noFill")
    body = _sub(element, "p:txBody")
    _sub(body, "a:bodyPr", wrap="none", lIns="0", tIns="0", rIns="0", bIns="0", anchor="t")
    _sub(body, "a:lstStyle")
    paragraph = _sub(body, "a:p")
    style = _sub(paragraph, "a:pPr", algn=_ALIGNED[first.anchor])
    points = round(words.leading * slate.scale * 72 / 96 * 100)
    if len(words.lines) > 1:
        _sub(_sub(style, "a:lnSpc"), "a:spcPts", val=str(points))
    for number, line in enumerate(words.lines):
        if number:
            _sub(paragraph, "a:br")
        run = _sub(paragraph, "a:r")
        _look(_sub(run, "a:rPr"), slate, line, words.opacity)
        _sub(run, "a:t").text = printable(line.text)
    return element


def _look(element: etree._Element, slate: Slate, text: Text, opacity: float) -> None:
    element.set("lang", _LANGUAGES[text.language or slate.language])
    element.set("sz", str(max(round(text.size * slate.scale * 72 / 96 * 100), 100)))
    if text.weight in ("semibold", "bold"):
        element.set("b", "1")
    if text.weight == "italic":
        element.set("i", "1")
    if text.spacing:
        element.set("spc", str(round(text.spacing * slate.scale * 72 / 96 * 100)))
    _colour(_sub(element, "a:solidFill"), text.colour, opacity)
    if text.halo:
        radius = str(slate.length(text.size * _GLOW))
        glow = _sub(_sub(element, "a:effectLst"), "a:glow", rad=radius)
        _colour(glow, text.halo, 0.9)


def _fill(properties: etree._Element, paint: Paint) -> None:
    if paint.fill is None:
        _sub(properties, "a:noFill")
    elif paint.hatch:
        pattern = _sub(properties, "a:pattFill", prst="wdUpDiag")
        _colour(_sub(pattern, "a:fgClr"), paint.hatch, paint.fill_opacity)
        _colour(_sub(pattern, "a:bgClr"), paint.fill, paint.fill_opacity)
    else:
        _colour(_sub(properties, "a:solidFill"), paint.fill, paint.fill_opacity)


def _line(properties: etree._Element, slate: Slate, paint: Paint) -> None:
    if paint.stroke is None:
        _sub(_sub(properties, "a:ln"), "a:noFill")
        return
    cap = "rnd" if paint.round_ends else "flat"
    line = _sub(properties, "a:ln", w=str(max(slate.length(paint.width), 1)), cap=cap)
    _colour(_sub(line, "a:solidFill"), paint.stroke, paint.stroke_opacity)
    if paint.dash:
        dashes = _sub(line, "a:custDash")
        lengths = paint.dash if len(paint.dash) % 2 == 0 else paint.dash * 2
        for dash, gap in zip(lengths[::2], lengths[1::2], strict=True):
            # In thousandths of a per cent of the line's width.
            shares = {"d": dash, "sp": gap}
            width = max(paint.width, 0.01)
            said = {name: str(round(100_000 * each / width)) for name, each in shares.items()}
            _sub(dashes, "a:ds", **said)
    if paint.round_ends:
        _sub(line, "a:round")


def _colour(parent: etree._Element, colour: str, opacity: float) -> None:
    element = _sub(parent, "a:srgbClr", val=colour.lstrip("#").upper())
    if opacity < 1:
        _sub(element, "a:alpha", val=str(round(100_000 * max(opacity, 0))))


def _shape(
    slate: Slate, name: str, *, is_text: bool = False, is_decorative: bool = False
) -> etree._Element:
    element = etree.Element(f"{{{_P}}}sp", nsmap={"a": _A, "p": _P, "r": _R})
    head = _sub(element, "p:nvSpPr")
    properties = _sub(head, "p:cNvPr", id=slate.next(), name=name or "–")
    if is_decorative:
        extension = _sub(
            _sub(properties, "a:extLst"), "a:ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
        )
        mark = etree.SubElement(
            extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}
        )
        mark.set("val", "1")
    _sub(head, "p:cNvSpPr", **({"txBox": "1"} if is_text else {}))
    _sub(head, "p:nvPr")
    return element


def _frame(properties: etree._Element, box: tuple[int, int, int, int]) -> None:
    frame = _sub(properties, "a:xfrm")
    _sub(frame, "a:off", x=str(box[0]), y=str(box[1]))
    _sub(frame, "a:ext", cx=str(box[2]), cy=str(box[3]))


def _box_of(slate: Slate, node: Placed) -> tuple[int, int, int, int]:
    """Return left, top, width and height in EMU; no side is nothing."""
    if isinstance(node, Figure):
        points = [point for run in node.runs for point in run.points]
        xs, ys = [slate.x(x) for x, _ in points], [slate.y(y) for _, y in points]
        return min(xs), min(ys), max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    box: Box = node.box
    width, height = max(slate.length(box.width), 1), max(slate.length(box.height), 1)
    return slate.x(box.left), slate.y(box.top), width, height


def _sub(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    prefix, _, name = tag.partition(":")
    return etree.SubElement(parent, f"{{{ {'a': _A, 'p': _P}[prefix] }}}{name}", attributes)


def links_of(nodes: Iterable[Placed]) -> list[str]:
    """Return the addresses that texts lead to, each once."""
    lines = (line for node in nodes if isinstance(node, Words) for line in node.lines)
    found = (line.link for line in lines if line.link)
    return [link for link in dict.fromkeys(found) if link.startswith(("https://", "http://"))]
