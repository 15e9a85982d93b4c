"""Pages -> a presentation (ECMA-376), in the reader's own template or in none."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.util import Emu

from layers.export.errors import ExportError
from layers.export.pptx import markup, slides
from layers.export.svg import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.export.drawing import Page

# There is no clock: the same pages are the same bytes. The first day that ZIP can write.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_OLD_FORM: Final = b"\xd0\xcf\x11\xe0"  # of .ppt, and of files locked with a password
_TITLES: Final = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FOOTERS: Final = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_SLIDES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def pptx(
    pages: Iterable[Page], *, title: str | None = None, template: bytes | None = None
) -> bytes:
    """Return one slide a page, in the form of the first page or of the template.

    Args:
        pages: at least one, taken one by one; one of another form is fitted in, centred.
        title: of the presentation; None for that of the first page.
        template: a presentation (.pptx) whose master and size are taken, without its slides.

    Raises:
        ExportError: the template is none, is locked, or has no layout with a title.
    """
    made = _opened(template)
    rest = iter(pages)
    first = next(rest)
    if template is None:
        made.slide_width = Emu(round(first.width * markup.EMU_A_UNIT))
        made.slide_height = Emu(round(first.height * markup.EMU_A_UNIT))
    _empty(made)
    layout = _layout(made)
    for page in chain((first,), rest):
        slides.fill(made.slides.add_slide(layout), page, _slate(made, page))
    _say(made, printable(title or first.title), first.language)
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def check(template: bytes) -> None:
    """Tell whether a presentation can be a template.

    Raises:
        ExportError: it cannot, and says why.
    """
    _layout(_opened(template))


def _opened(template: bytes | None) -> Any:  # noqa: ANN401 - untyped library
    if template is None:
        return Presentation()
    if template.startswith(_OLD_FORM):
        raise ExportError("template-locked")
    try:
        return Presentation(io.BytesIO(template))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ExportError("template-kind") from error


def _empty(made: Any) -> None:  # noqa: ANN401
    """Take the slides of a template away; its master and layouts stay."""
    listed = made.slides._sldIdLst  # python-pptx cannot remove a slide
    for entry in list(listed):
        made.part.drop_rel(entry.get(_SLIDES))
        listed.remove(entry)


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


def _slate(made: Any, page: Page) -> markup.Slate:  # noqa: ANN401
    width, height = (side / markup.EMU_A_UNIT for side in (made.slide_width, made.slide_height))
    scale = min(width / page.width, height / page.height)
    left, top = (width - page.width * scale) / 2, (height - page.height * scale) / 2
    return markup.Slate(scale, left, top, page.language, {})


def _say(made: Any, title: str, language: str) -> None:  # noqa: ANN401
    core = made.core_properties
    core.title, core.language, core.author = title, language, "Témoin"
    core.last_modified_by = "Témoin"
    core.created = core.modified = core.last_printed = datetime(*_NO_TIME[:3])
    core.revision = 1


def _timeless(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
