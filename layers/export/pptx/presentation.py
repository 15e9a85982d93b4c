"""Pages -> a presentation (ECMA-376), in the reader's own template or in none."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pptx.util import Emu

from layers.export.pptx import markup, slides
from layers.export.pptx.template import opened, room
from layers.export.svg import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.export.drawing import Box, Page

# There is no clock: the same pages are the same bytes. The first day that ZIP can write.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MOST_SIGNS: Final = 255  # of a property of a document, as python-pptx has it


def pptx(
    pages: Iterable[Page], *, title: str | None = None, template: bytes | None = None
) -> bytes:
    """Return one slide a page, in the form of the first page or of the template.

    Args:
        pages: at least one, taken one by one; one of another form is fitted in, centred.
        title: of the presentation; None for that of the first page.
        template: a presentation (.pptx) whose master and size are taken, without its slides.

    Raises:
        ExportError: the template is none, is locked, unpacks to too much, or has no layout
            with a title.
    """
    made, layout = opened(template)
    rest = iter(pages)
    first = next(rest)
    if template is None:
        made.slide_width = Emu(round(first.width * markup.EMU_A_UNIT))
        made.slide_height = Emu(round(first.height * markup.EMU_A_UNIT))
    free = room(made, layout)
    for page in chain((first,), rest):
        slides.fill(made.slides.add_slide(layout), page, _slate(free, page))
    _say(made, printable(title or first.title), first.language)
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def check(template: bytes) -> None:
    """Tell whether a presentation can be a template.

    Raises:
        ExportError: it cannot, and says why.
    """
    opened(template)


def _slate(free: Box, page: Page) -> markup.Slate:
    """Return where a page lies in what is free of a slide, in EMU: as large as can be, centred."""
    across, down = free.width / markup.EMU_A_UNIT, free.height / markup.EMU_A_UNIT
    scale = min(across / page.width, down / page.height)
    left = free.left / markup.EMU_A_UNIT + (across - page.width * scale) / 2
    top = free.top / markup.EMU_A_UNIT + (down - page.height * scale) / 2
    return markup.Slate(scale, left, top, page.language, {})


def _say(made: Any, title: str, language: str) -> None:  # noqa: ANN401
    core = made.core_properties
    core.title, core.language, core.author = title[:_MOST_SIGNS], language, "Témoin"
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
