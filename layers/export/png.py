"""A page as PNG, by way of its SVG: the same bytes on every machine.

resvg rasterises; the typefaces are those that dependencies ship. What the picture is, and
where it comes from, stands in the file itself (PNG, 11.3.4: iTXt), and its size in print
(11.3.5.3: pHYs).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

from layers.export import raster, svg
from layers.export.composition import PIXELS_A_UNIT
from layers.export.drawing import texts

if TYPE_CHECKING:
    from layers.export.drawing import Page

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER_END: Final = len(_SIGNATURE) + 25  # length, type, 13 bytes and checksum of IHDR
_UNITS_A_METRE: Final = 96 / 0.0254


def png(page: Page, scale: float = 1.0) -> bytes:
    """Return the page as PNG; scale 1 has PIXELS_A_UNIT pixels a unit."""
    drawn = raster.drawn(svg.svg(page, covers=True), scale * PIXELS_A_UNIT)
    per_metre = round(_UNITS_A_METRE * PIXELS_A_UNIT * scale)
    size = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    said = {
        "Title": page.title,
        "Description": page.description,
        "Software": "Témoin",
        "Comment": _imprint(page),
    }
    notes = b"".join(_said(key, words) for key, words in said.items() if words)
    return drawn[:_HEADER_END] + size + notes + drawn[_HEADER_END:]


def _imprint(page: Page) -> str:
    """Return data version, licence, credits and permalink, as the picture has them."""
    groups = page.with_role("imprint")
    return " ".join(text.text for group in groups for text in texts(group))


def _said(keyword: str, words: str) -> bytes:
    head = keyword.encode("latin-1") + b"\x00\x00\x00\x00\x00"
    return _chunk(b"iTXt", head + svg.printable(words).encode())


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + checksum
