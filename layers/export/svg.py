"""A page as SVG: text stays text, and nothing that a file says becomes markup.

Positions have two decimals and ids are numbered in drawing order: the same page gives the
same text. Only what SVG 1.1 and resvg understand is used, so that every viewer shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from layers.export import fonts
from layers.export.drawing import Box, Group, Page, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.export.drawing import Node, Paint

_FAMILY: Final = f"'{fonts.FAMILY}', '{fonts.FALLBACK}', sans-serif"
# What XML 1.0 (section 2.2) allows; anything else would make the whole file unreadable.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")
_HATCH: Final = (4.0, 1.7)  # units from line to line, and width of a line: as on the map
_HALO: Final = 0.26  # width of a halo in sizes of the type


def svg(page: Page) -> str:
    """Return the page as one SVG document, UTF-8 without a declaration of it."""
    writer = _Writer()
    body = "".join(writer.node(group) for group in page.groups)
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

    def node(self, node: Node) -> str:
        if isinstance(node, Shape):
            return self._shape(node)
        return _line(node) if isinstance(node, Text) else self._group(node)

    def _group(self, group: Group) -> str:
        inner = "".join(map(self.node, group.children))
        if not inner:
            return ""
        if group.clip:
            name = self._clips.setdefault(group.clip, f"clip{len(self._clips)}")
            inner = f'<g clip-path="url(#{name})">{inner}</g>'
        if group.name:
            inner = f"<title>{_text(group.name)}</title>{inner}"
        return f"<g{''.join(_group_attributes(group))}>{inner}</g>"

    def _shape(self, shape: Shape) -> str:
        paint = shape.paint
        path = _rounded(shape.path)
        drawn = f'<path d="{_quoted(path)}"{"".join(_paint(paint))}/>'
        if not paint.hatch:
            return drawn
        name = self._hatches.setdefault(paint.hatch, f"hatch{len(self._hatches)}")
        # The outline over the hatching, as on the map.
        filled = Shape(path, _only_fill(paint))
        outline = f'<path d="{_quoted(path)}"{"".join(_paint(_only_stroke(paint)))}/>'
        below = f'<path d="{_quoted(path)}"{"".join(_paint(filled.paint))}/>'
        return f'{below}<path d="{_quoted(path)}" fill="url(#{name})"/>{outline}'


def _only_fill(paint: Paint) -> Paint:
    return type(paint)(fill=paint.fill, fill_opacity=paint.fill_opacity)


def _only_stroke(paint: Paint) -> Paint:
    return type(paint)(
        stroke=paint.stroke,
        stroke_opacity=paint.stroke_opacity,
        width=paint.width,
        dash=paint.dash,
        round_ends=paint.round_ends,
    )


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
    if text.link and text.link.startswith(("https://", "http://")):
        return f'<a href="{_quoted(text.link)}">{words}</a>'
    return words


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
