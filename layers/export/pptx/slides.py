"""A page on its slide: the ground as one picture, everything else as shapes over it."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from layers import catalogue
from layers.export import raster, svg
from layers.export.composition import PIXELS_A_UNIT
from layers.export.drawing import Group
from layers.export.pptx import markup
from layers.export.pptx.placing import Words, placed
from layers.export.svg import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.export.drawing import Page, Role
    from layers.export.pptx.placing import Placed

# What nobody edits, and what has more outlines than a slide should carry.
_PICTURED: Final[tuple[Role, ...]] = ("page", "ground", "inset")
_MARKED: Final[tuple[Role, ...]] = ("routes", "symbols")
# Above so many shapes a slide cannot be worked with: then symbols are part of the picture.
MOST_SHAPES: Final = 2500
_PIXELS: Final = 4 / 3  # scale of the picture: two pixels a unit


def fill(slide: Any, page: Page, slate: markup.Slate) -> None:  # noqa: ANN401 - untyped library
    """Draw a page on an empty slide whose layout has a title."""
    roles, members = _split(page)
    links = markup.links_of(node for _, nodes in members for node in nodes)
    slate.links = {link: slide.part.relate_to(link, _HYPERLINK, is_external=True) for link in links}
    rest = _title(slide, page, slate)
    _picture(slide, page, slate, roles)
    tree = slide.shapes._spTree  # the one way to add what python-pptx lacks
    for name, nodes in members:
        if name:
            element = markup.group(slate, name, nodes)
            if element is not None:
                tree.append(element)
        else:
            for node in nodes:
                tree.append(markup.drawn(slate, node))
    for node in rest:
        tree.append(markup.drawn(slate, node))
    notes = page.notes
    if len(roles) > len(_PICTURED):
        said = catalogue.text("exporting.pictured", page.language, most=MOST_SHAPES)
        notes = f"{said}\n\n{notes}"
    slide.notes_slide.notes_text_frame.text = printable(notes)


_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _split(page: Page) -> tuple[tuple[Role, ...], list[tuple[str, list[Placed]]]]:
    """Return the roles that the picture takes, and what is drawn over it, with its names."""
    marked = [*_named(page, _MARKED)]
    count = sum(len(nodes) for _, nodes in marked)
    roles = (*_PICTURED, *_MARKED) if count > MOST_SHAPES else _PICTURED
    skipped = {*roles, "title"}
    others = [group.role for group in page.groups if group.role and group.role not in skipped]
    return roles, [*_named(page, tuple(dict.fromkeys(others)))]


def _named(page: Page, roles: Sequence[Role]) -> Iterator[tuple[str, list[Placed]]]:
    """Yield what groups draw, in drawing order, under the name of what it shows or ""."""
    for group in page.with_role(*roles):
        yield from _parts(group)


def _parts(group: Group, *outer: Group) -> Iterator[tuple[str, list[Placed]]]:
    inner = any(isinstance(child, Group) and _has_name(child) for child in group.children)
    if group.name or not inner:
        found = placed(_within(group, outer))
        if found:
            yield group.name, found
        return
    for child in group.children:
        if isinstance(child, Group):
            yield from _parts(child, *outer, group)
        elif found := placed(_within(Group((child,)), (*outer, group))):
            yield "", found


def _has_name(group: Group) -> bool:
    return bool(group.name) or any(
        isinstance(child, Group) and _has_name(child) for child in group.children
    )


def _within(group: Group, outer: Sequence[Group]) -> Group:
    """Return a group inside those that move, fade and clip it."""
    for around in reversed(outer):
        group = replace(around, children=(group,), name="", features=())
    return group


def _title(slide: Any, page: Page, slate: markup.Slate) -> list[Placed]:  # noqa: ANN401
    """Put the title where the page has it, in the placeholder that outlines are made from.

    Returns what else stands there: the day and what is counted.
    """
    found = [node for group in page.with_role("title") for node in placed(group)]
    words = [node for node in found if isinstance(node, Words)]
    shape = slide.shapes.title
    for other in [each for each in slide.placeholders if each.shape_id != shape.shape_id]:
        other._element.getparent().remove(other._element)  # it would ask for a text of its own
    if not words:
        shape.text_frame.text = printable(page.title)
        shape.left = shape.top = Emu(0)
        shape.width, shape.height = Emu(slate.length(page.width)), Emu(slate.length(40))
        return found
    title, text = _told(page, words)
    shape.text_frame.text = printable(text)
    _set(shape, title, slate)
    return [node for node in found if node is not title]


def _told(page: Page, words: Sequence[Words]) -> tuple[Words, str]:
    """Return which words are the title, and as it was before it was broken into lines.

    The title of a page begins with what stands there, the day or the page follow.
    """
    whole = _squeezed(page.title)
    found = [each for each in words if whole.startswith(_squeezed(_joined(each)))]
    if not found:
        title = max(words, key=_weight)
        return title, _joined(title)
    title = max(found, key=lambda each: len(_joined(each)))
    signs = [place for place, sign in enumerate(page.title) if not sign.isspace()]
    return title, page.title[: signs[len(_squeezed(_joined(title))) - 1] + 1]


def _joined(words: Words) -> str:
    return " ".join(line.text for line in words.lines)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _weight(words: Words) -> tuple[bool, float]:
    """Return how much a text looks like the title: the day beside it is as large, but bold."""
    return words.lines[0].weight == "regular", words.lines[0].size


def _set(shape: Any, title: Words, slate: markup.Slate) -> None:  # noqa: ANN401
    first, box = title.lines[0], title.box
    shape.left, shape.top = Emu(slate.x(box.left)), Emu(slate.y(box.top))
    # Room for a typeface that is a little wider than ours.
    shape.width = Emu(slate.length(max(box.width * 1.08, first.size * 8)))
    shape.height = Emu(slate.length(box.height))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(round(title.leading * slate.scale * 0.75, 1))
    font = paragraph.runs[0].font
    font.size = Pt(round(first.size * slate.scale * 0.75, 1))
    font.bold = first.weight in ("semibold", "bold")
    font.color.rgb = _rgb(first.colour)


def _rgb(colour: str) -> Any:  # noqa: ANN401
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


# Slide after slide stands on the same ground, and pages of words on the same paper.
@lru_cache(maxsize=8)
def _drawn(document: str) -> bytes:
    return raster.drawn(document, _PIXELS * PIXELS_A_UNIT)


def _picture(slide: Any, page: Page, slate: markup.Slate, roles: Sequence[Role]) -> None:  # noqa: ANN401
    ground = replace(page, groups=page.with_role(*roles), description="", notes="", title="")
    picture = slide.shapes.add_picture(
        io.BytesIO(_drawn(svg.svg(ground, covers=True))),
        Emu(slate.x(0)),
        Emu(slate.y(0)),
        Emu(slate.length(page.width)),
        Emu(slate.length(page.height)),
    )
    # Below everything: its first two children say what the tree is.
    slide.shapes._spTree.insert(2, picture._element)
    about = picture._element.nvPicPr.cNvPr  # python-pptx has no way to say it
    about.set("descr", printable(page.description))
    about.set("name", printable(page.title)[:120])
