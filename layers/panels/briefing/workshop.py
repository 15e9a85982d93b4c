"""Where pictures are made: cached by what they show, drawn in processes of their own."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from layers.export import raster, rendering
from layers.export.composition import Composition, Deck, Imprint
from layers.export.plates import plates
from layers.export.preview import preview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.atlas import Atlas
    from layers.export.drawing import Box, Page

# Two processes: one viewer's film leaves the other's picture a free one.
_PROCESSES: Final = 2


@cache
def _drawers() -> raster.Drawers:
    return raster.Drawers(_PROCESSES)


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in other processes within this block."""
    with raster.elsewhere(_drawers()):
        yield


# An atlas never changes, and a composition is all that its pages depend on.
@lru_cache(maxsize=64)
def pages(atlas: Atlas, composition: Composition, imprint: Imprint) -> tuple[Page, ...]:
    """Return the pages of a composition, the first as a picture that stands alone.

    So it is taken as PNG, shown on the screen, and presented.
    """
    return plates(atlas, composition, imprint, alone=True)


def map_box(atlas: Atlas, composition: Composition, imprint: Imprint) -> Box:
    """Return where the map stands on the first page, the first of two compared."""
    page = pages(atlas, composition, imprint)[0]
    boxes = [group.clip for group in page.with_role("ground") if group.clip]
    return max(boxes, key=lambda each: each.width * each.height)


@lru_cache(maxsize=128)
def picture(atlas: Atlas, composition: Composition, imprint: Imprint, width: int) -> bytes:
    """Return the page with the map as WebP, so many pixels wide."""
    with drawing():
        return preview(pages(atlas, composition, imprint)[0], width)


def made(atlas: Atlas, deck: Deck, kind: str, settings: rendering.Settings) -> bytes:
    """Return a deck in a format, as `rendering.render`."""
    with drawing():
        return rendering.render(atlas, deck, kind, settings)


def imprint() -> Imprint:
    """Return where permalinks lead: the map page of this very site."""
    here = str(st.context.url or "").split("?", maxsplit=1)[0].rstrip("/")
    return Imprint(here.removesuffix("/brief") + "/" if here else "")
