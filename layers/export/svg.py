"""A page as SVG: text stays text, and nothing that a file says becomes markup.

Positions have two decimals and ids are numbered in drawing order: the same page gives the
same text. Only what SVG 1.1 and resvg understand is used, so that every viewer shows it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from layers.export import fonts
from layers.export.drawing import Box, Group, Page, Shape, Text, rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.export.drawing import Node, Paint

_FAMILY: Final = f"'{fonts.FAMILY}', '{fonts.FALLBACK}', sans-serif"
# What XML 1.0 (section 2.2) allows; anything else would make the whole file unreadable.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")
_SCHEMES: Final = ("https://", "http://")
_IN_ADDRESS: Final = "%:/?#[]@!$&'()*+,;=~"  # RFC 3986, 2: what stays as it is in an address
_HATCH: Final = (4.0, 1.7)  # units from line to line, and width of a line: as on the map
_HALO: Final = 0.26  # width of a halo in sizes of the type


def svg(page: Page, *, covers: bool = False) -> str:
    """Return the page as one SVG document, UTF-8 without a declaration of it.

    Args:
        page: to be written.
        covers: hide what lies outside the map's frame under paper, where that looks the
            same as clipping it: a clip takes resvg a layer as large as the picture. For
            pixels; whoever edits an SVG wants nothing to hide there.
    """
    writer = _Writer()
    covered = _under_paper(page) if covers else None
    if covered is None:
        body = writer.nodes(page.groups)
    else:
        body = "".join(map(writer.nodes, covered))
    size = f'width="{page.width:g}" height="{page.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:g} {page.height:g}"'
        f' {size} xml:lang="{page.language}" lang="{page.language}" role="img"'
        f' aria-labelledby="title" aria-describedby="description" font-family="{_FAMILY}">'
        f'<title id="title">{_text(page.title)}</title>'
        f'<desc id="description">{_text(page.description)}</desc>'
        f"{writer.definitions()}{body}</svg>"
    )


def printable(words: str) -> str:
    """Return a text without the signs that no XML file may hold."""
    return _FORBIDDEN.sub("", words)


def web_address(link: str | None) -> str | None:
    """Return a link as any format may hold it, or None if it leads to no page of the web."""
    if not link or not link.startswith(_SCHEMES):
        return None
    try:
        urlsplit(link)
    except ValueError:
        return None
    return quote(link, safe=_IN_ADDRESS, errors="replace")


class _Writer:
    """Writes nodes, and remembers which clips and patterns they want."""

    def __init__(self) -> None:
        self._clips: dict[Box, str] = {}
        self._hatches: dict[str, str] = {}

    def definitions(self) -> str:
        clips = (
            f'<clipPath id="{name}"><rect x="{_n(box.left)}" y="{_n(box.top)}"'
            f' width="{_n(box.width)}" height="{_n(box.height)}"/></clipPath>'
            for box, name in self._clips.items()
        )
        step, line = _HATCH
        hatches = (
            f'<pattern id="{name}" width="{step:g}" height="{step:g}"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="{line:g}" height="{step:g}" fill="{colour}"/></pattern>'
            for colour, name in self._hatches.items()
        )
        found = "".join((*clips, *hatches))
        return f"<defs>{found}</defs>" if found else ""

    def nodes(self, nodes: Iterable[Node]) -> str:
        # Neighbours with one clip are clipped together: each clip costs resvg a whole layer.
        return "".join(
            self._clipped("".join(map(self._node, alike)), clip)
            for clip, alike in groupby(nodes, _outer_clip)
        )

    def _node(self, node: Node) -> str:
        if isinstance(node, Shape):
            return self._shape(node)
        return _line(node) if isinstance(node, Text) else self._group(node)

    def _group(self, group: Group) -> str:
        inner = self.nodes(group.children)
        if not inner:
            return ""
        if _is_moved(group):
            inner = self._clipped(inner, group.clip)
        if group.name:
            inner = f"<title>{_text(group.name)}</title>{inner}"
        return f"<g{''.join(_group_attributes(group))}>{inner}</g>"

    def _clipped(self, drawn: str, clip: Box | None) -> str:
        if not drawn or clip is None:
            return drawn
        name = self._clips.setdefault(clip, f"clip{len(self._clips)}")
        return f'<g clip-path="url(#{name})">{drawn}</g>'

    def _shape(self, shape: Shape) -> str:
        paint = shape.paint
        path = f'<path d="{_quoted(_rounded(shape.path))}"'
        if not paint.hatch:
            return f"{path}{''.join(_paint(paint))}/>"
        name = self._hatches.setdefault(paint.hatch, f"hatch{len(self._hatches)}")
        # The outline over the hatching, as on the map.
        below = "".join(_paint(replace(paint, stroke=None)))
        above = "".join(_paint(replace(paint, fill=None)))
        return f'{path}{below}/>{path} fill="url(#{name})"/>{path}{above}/>'


def _under_paper(page: Page) -> tuple[Sequence[Node], ...] | None:
    """Return what is drawn without its clip, the paper with a hole over it, and the rest.

    Returns:
        None where paper would hide more, or less: below what is clipped there must be the
        sheet in one colour and nothing else, and all that is clipped must stand together.
    """
    runs = [(clip, tuple(alike)) for clip, alike in groupby(page.groups, _outer_clip)]
    if [clip is None for clip, _ in runs] not in ([True, False], [True, False, True]):
        return None
    (_, sheet), (frame, clipped), *others = runs
    rest = [group for _, alike in others for group in alike]
    if [group.role for group in sheet] != ["page"] or len(sheet[0].children) != 1:
        return None
    paper = sheet[0].children[0]
    whole = rectangle(Box(0, 0, page.width, page.height))
    if not isinstance(paper, Shape) or paper.path != whole or frame is None:
        return None
    # The other way round than the paper: where both lie nothing is filled.
    hole = f"M{frame.left} {frame.top}V{frame.bottom}H{frame.right}V{frame.top}Z"
    cover = Shape(f"{paper.path}{hole}", paper.paint)
    return (*sheet, *(replace(each, clip=None) for each in clipped)), (cover,), rest


def _is_moved(group: Group) -> bool:
    return group.shift != (0.0, 0.0) or group.turn != 0


def _outer_clip(node: Node) -> Box | None:
    """Return what a node is clipped by, unless it is moved: then the clip moves with it."""
    return node.clip if isinstance(node, Group) and not _is_moved(node) else None


def _group_attributes(group: Group) -> Iterator[str]:
    if group.role:
        yield f' data-role="{group.role}"'
    if group.features:
        yield f' data-features="{_quoted(" ".join(group.features))}"'
    if group.opacity != 1:
        yield f' opacity="{_n(group.opacity)}"'
    moves = []
    if group.shift != (0.0, 0.0):
        moves.append(f"translate({_n(group.shift[0])} {_n(group.shift[1])})")
    if group.turn:
        moves.append(f"rotate({_n(group.turn)})")
    if moves:
        yield f' transform="{" ".join(moves)}"'


def _paint(paint: Paint) -> Iterator[str]:
    yield f' fill="{paint.fill or "none"}"'
    if paint.fill and paint.fill_opacity != 1:
        yield f' fill-opacity="{_n(paint.fill_opacity)}"'
    if not paint.stroke:
        return
    yield f' stroke="{paint.stroke}" stroke-width="{_n(paint.width)}"'
    if paint.stroke_opacity != 1:
        yield f' stroke-opacity="{_n(paint.stroke_opacity)}"'
    if paint.dash:
        yield f' stroke-dasharray="{" ".join(map(_n, paint.dash))}"'
    if paint.round_ends:
        yield ' stroke-linecap="round" stroke-linejoin="round"'


def _line(text: Text) -> str:
    words = f"<text{''.join(_text_attributes(text))}>{_text(text.text)}</text>"
    link = web_address(text.link)
    return f'<a href="{_quoted(link)}">{words}</a>' if link else words


def _text_attributes(text: Text) -> Iterator[str]:
    yield f' x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}" fill="{text.colour}"'
    if fonts.CSS_WEIGHT[text.weight] != 400:
        yield f' font-weight="{fonts.CSS_WEIGHT[text.weight]}"'
    if text.weight == "italic":
        yield ' font-style="italic"'
    if text.anchor != "start":
        yield f' text-anchor="{text.anchor}"'
    if text.spacing:
        yield f' letter-spacing="{_n(text.spacing)}"'
    if text.halo:
        width = _n(text.size * _HALO)
        yield f' stroke="{text.halo}" stroke-width="{width}" stroke-linejoin="round"'
        yield ' paint-order="stroke"'
    if text.language:
        yield f' xml:lang="{text.language}" lang="{text.language}"'


def _text(words: str) -> str:
    return escape(printable(words))


def _quoted(words: str) -> str:
    return escape(printable(words), {'"': "&quot;", "\n": " ", "\t": " "})


def _n(number: float) -> str:
    return f"{round(number, 2) + 0.0:g}" if abs(number) < 1e5 else f"{number:.0f}"


def _rounded(path: str) -> str:
    return _NUMBER.sub(lambda found: _n(float(found.group())), path)
