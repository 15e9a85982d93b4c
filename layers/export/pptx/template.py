"""The reader's own presentation: its master and its size are taken, its slides are not."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from layers.export.drawing import Box
from layers.export.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLD_FORM: Final = b"\xd0\xcf\x11\xe0"  # of .ppt, and of files locked with a password
# A template with its pictures has some MB; what unpacks to more than this is a trap.
MOST_BYTES: Final = 200_000_000
_TITLES: Final = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FOOTERS: Final = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Both tell of slides that are no longer there: their titles, and a picture of the first.
_TELLTALE: Final = (RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL)
# Lists that name slides one by one; PowerPoint takes a file for broken whose lists are stale.
_LISTS: Final = ("sectionLst", "custShowLst")
_BACKDROP: Final = 0.5  # of the slide: what covers more lies behind everything
_LEAST: Final = 0.5  # of the slide that is left for a page, whatever stands on the master


def opened(template: bytes | None) -> tuple[Any, Any]:
    """Return a presentation without slides, and its layout for ours.

    Args:
        template: a presentation (.pptx), or None for an empty one.

    Raises:
        ExportError: the template is none, is locked, unpacks to too much, or has no layout
            with a title.
    """
    if template is None:
        made = Presentation()
        return made, _emptied(made)
    if template.startswith(_OLD_FORM):
        raise ExportError("template-locked")
    with _broken_is_told():
        _refuse_large(template)
        made = Presentation(io.BytesIO(template))
        if made.part.content_type != CONTENT_TYPE.PML_PRESENTATION_MAIN:
            raise ExportError("template-kind")  # with macros: nobody opens those as a .pptx
        return made, _emptied(made)


def room(made: Any, layout: Any) -> Box:  # noqa: ANN401 - untyped library
    """Return where a page may lie, in EMU: beside bars, lines and logos of the template.

    Whatever stands on master and layout and is no placeholder takes the side of the slide
    that costs least; what lies behind everything takes nothing, and at least half of the
    slide is left either way.
    """
    whole = Box(0, 0, made.slide_width, made.slide_height)
    free = whole
    is_mastered = layout._element.get("showMasterSp") not in ("0", "false")
    for shape in (*(layout.slide_master.shapes if is_mastered else ()), *layout.shapes):
        if shape.is_placeholder or None in (shape.left, shape.top, shape.width, shape.height):
            continue
        box = Box(shape.left, shape.top, shape.width, shape.height)
        if _area(box) < _BACKDROP * _area(whole) and box.meets(free):
            free = max(_beside(free, box), key=_area)
    is_enough = free.width >= _LEAST * whole.width and free.height >= _LEAST * whole.height
    return free if is_enough else whole


@contextmanager
def _broken_is_told() -> Iterator[None]:
    """Tell of a file that is no presentation, or is broken, whatever part of it shows that."""
    try:
        yield
    except (
        *(zipfile.BadZipFile, PackageNotFoundError, etree.XMLSyntaxError, zlib.error),
        *(LookupError, ValueError, AttributeError, TypeError, NotImplementedError, EOFError),
    ) as error:
        raise ExportError("template-kind") from error


def _refuse_large(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        size = sum(each.file_size for each in archive.infolist())
    if size > MOST_BYTES:
        raise ExportError("template-large", most=str(MOST_BYTES // 1_000_000))


def _emptied(made: Any) -> Any:  # noqa: ANN401
    """Take slides, and what tells of them, away; return the layout for ours."""
    listed = made.slides._sldIdLst  # python-pptx cannot remove a slide
    for entry in list(listed):
        made.part.drop_rel(entry.get(_RELATION))
        listed.remove(entry)
    for name in _LISTS:
        for element in made.part._element.xpath(f".//*[local-name()='{name}']"):
            parent = element.getparent()
            # An extension holds nothing else.
            gone = parent if etree.QName(parent).localname == "ext" else element
            gone.getparent().remove(gone)
    package = made.part.package
    for number, relation in [*package._rels.items()]:
        if relation.reltype in _TELLTALE:
            package.drop_rel(number)
    return _layout(made)


def _layout(made: Any) -> Any:  # noqa: ANN401
    """Return the layout with a title and as little else as can be."""
    found = []
    for number, layout in enumerate(made.slide_layouts):
        kinds = [each.placeholder_format.type for each in layout.placeholders]
        others = [kind for kind in kinds if kind not in _TITLES | _FOOTERS]
        if any(kind in _TITLES for kind in kinds):
            is_cover = PP_PLACEHOLDER.CENTER_TITLE in kinds
            found.append((len(others), is_cover, number))
    if not found:
        raise ExportError("template-title")
    return made.slide_layouts[min(found)[2]]


def _beside(free: Box, taken: Box) -> Iterator[Box]:
    """Yield what is left of a box above, below, left and right of another."""
    yield Box(free.left, free.top, free.width, max(taken.top - free.top, 0))
    yield Box(free.left, taken.bottom, free.width, max(free.bottom - taken.bottom, 0))
    yield Box(free.left, free.top, max(taken.left - free.left, 0), free.height)
    yield Box(taken.right, free.top, max(free.right - taken.right, 0), free.height)


def _area(box: Box) -> float:
    return box.width * box.height
