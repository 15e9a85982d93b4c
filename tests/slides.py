"""Slides reopened: what stands on them, for the tests of what makes them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from layers.export import pptx
from tests.pages import make_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.export.drawing import Page

EMU = 9525  # a unit of the page


def opened(*pages: Page, **options: Any) -> Any:
    """Return pages, or one of our own, as a presentation that python-pptx has read."""
    return reopened(pptx.pptx(pages or [make_page()], **options))


def reopened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def leaves(shapes: Iterable[Any]) -> Iterator[Any]:
    """Yield shapes, those of groups one by one."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from leaves(shape.shapes)
        else:
            yield shape


def groups(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


def title_of(slide: Any) -> str:
    return slide.shapes.title.text_frame.text


def notes_of(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text


def words_of(slide: Any) -> list[str]:
    """Return all text that can be edited, box by box, with its lines."""
    frames = [shape.text_frame for shape in leaves(slide.shapes) if shape.has_text_frame]
    return [frame.text.replace("\v", "\n") for frame in frames if frame.text]


def squeezed(text: str) -> str:
    """Return a text without white space, however its lines were broken."""
    return "".join(text.split())
