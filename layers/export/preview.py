"""A page as a small picture for the screen: what is seen is the export, only lighter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image

from layers.export import raster, svg

if TYPE_CHECKING:
    from layers.export.drawing import Page

MEDIA_TYPE: Final = "image/webp"
_QUALITY: Final = 88


def preview(page: Page, width: int) -> bytes:
    """Return the page as WebP, so many pixels wide."""
    drawn = raster.drawn(svg.svg(page, covers=True), width / page.width)
    with Image.open(io.BytesIO(drawn)) as image:
        out = io.BytesIO()
        image.convert("RGB").save(out, "WEBP", quality=_QUALITY, method=2)
        return out.getvalue()
