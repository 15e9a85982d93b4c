"""A deck in a format: the one door through which page and command line ask for exports."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from layers.export import archive, pdf, png, pptx, qr, sources, standalone, svg
from layers.export.composition import Imprint
from layers.export.errors import ExportError
from layers.export.plates import plates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from layers.atlas import Atlas
    from layers.export.composition import Composition, Deck
    from layers.export.drawing import Page

SCALES: Final = (0.25, 4.0)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes:
        suffix: of its name, with the dot.
        media_type: as HTTP names it.
        many: whether it holds a whole deck.
    """

    suffix: str
    media_type: str
    many: bool


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "png": Format(".png", "image/png", many=False),
        "svg": Format(".svg", "image/svg+xml", many=False),
        "pdf": Format(".pdf", "application/pdf", many=True),
        "pptx": Format(
            ".pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            many=True,
        ),
        "zip": Format(".zip", "application/zip", many=True),
        "csv": Format(".csv", "text/csv", many=False),
        "html": Format(".html", "text/html", many=False),
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a deck is to be rendered, beside what it shows.

    Attributes:
        imprint: where the permalinks lead.
        scale: of "png" and "zip", within SCALES.
        template: a presentation (.pptx) whose master "pptx" takes.
        progress: called with (done, all) after each composition.
    """

    imprint: Imprint = field(default_factory=Imprint)
    scale: float = 1.0
    template: bytes | None = None
    progress: Callable[[int, int], None] | None = None


def render(atlas: Atlas, deck: Deck, kind: str, settings: Settings) -> bytes:
    """Return a deck in a format.

    Of a composition with several pages, "png" and "svg" are the first one: the map, which
    then says that the rest is at its link; "pdf", "pptx" and "zip" have them all.

    Args:
        atlas: whose features.
        deck: at least one picture; just one for a format that does not hold many.
        kind: a key of FORMATS.
        settings: how.

    Raises:
        ExportError: it cannot be done, and says why.
    """
    _refuse(deck, kind, settings.scale)
    first = deck.compositions[0]
    if kind in ("csv", "html"):
        return _of_view(atlas, first, kind, settings)
    # One composition is laid out when the one before is drawn: that is what progress counts.
    laid = _laid(atlas, deck, settings, alone=kind in ("png", "svg"))
    if kind == "zip":
        return _zipped(laid, settings.scale)
    pages = (page for of_one in laid for page in of_one)
    if kind == "pptx":
        return pptx.pptx(pages, title=deck.title, template=settings.template)
    whole = tuple(pages)
    if kind == "pdf":
        title = deck.title or whole[0].title
        return pdf.pdf(whole, title=title, language=first.view.language)
    return svg.svg(whole[0]).encode() if kind == "svg" else png.png(whole[0], settings.scale)


def _refuse(deck: Deck, kind: str, scale: float) -> None:
    if kind not in FORMATS:
        raise ExportError("format", found=kind, allowed=", ".join(FORMATS))
    if not deck.compositions:
        raise ExportError("empty")
    if len(deck.compositions) > 1 and not FORMATS[kind].many:
        raise ExportError("single", found=kind, count=str(len(deck.compositions)))
    least, most = SCALES
    if not least <= scale <= most:
        raise ExportError("scale", found=f"{scale:g}", least=f"{least:g}", most=f"{most:g}")


def _of_view(atlas: Atlas, composition: Composition, kind: str, settings: Settings) -> bytes:
    if kind == "csv":
        link = qr.link_of(composition.view, settings.imprint)
        return sources.as_csv(atlas, composition.view, link)
    return standalone.html(atlas, composition.view, title=composition.title)


def _laid(
    atlas: Atlas, deck: Deck, settings: Settings, *, alone: bool
) -> Iterator[tuple[Page, ...]]:
    count = len(deck.compositions)
    for done, composition in enumerate(deck.compositions, start=1):
        yield plates(atlas, composition, settings.imprint, alone=alone)
        if settings.progress:
            settings.progress(done, count)


def _zipped(pages: Iterable[tuple[Page, ...]], scale: float) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, of_one in enumerate(pages, start=1):
            for part, page in enumerate(of_one, start=1):
                name = f"{number:03d}.png" if part == 1 else f"{number:03d}-{part:02d}.png"
                made.writestr(archive.entry(name), png.png(page, scale))
    return out.getvalue()
