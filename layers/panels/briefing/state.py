"""What one visitor's session remembers of a briefing: the picture at work, and the deck."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers.export.composition import SHEET, Composition, Deck, Theme
from layers.panels import memory, session
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = "brief"
TITLE = "brief-title"  # key of the field
_SAME_ZOOM = 0.01
Crop = tuple[tuple[float, float], float]


@dataclass(frozen=True, slots=True)
class Brief:
    """The picture at work beside the view that the map shows, and the deck.

    Attributes:
        sheet: a key of `composition.SHEETS`.
        theme: of the picture.
        title: as the briefer wrote it; None for the one that the view proposes.
        crop: centre (longitude, latitude) and zoom that the edge on the map encloses, or
            None before the map has told.
        deck: the pictures that were added, in their order.
        said: what a deck that was opened, or a link, had to say; problems, changes.
        at: position in the deck of the picture that was taken up again, or None.
    """

    sheet: str = SHEET
    theme: Theme = "light"
    title: str | None = None
    crop: Crop | None = None
    deck: Deck = field(default_factory=Deck)
    said: tuple[str, ...] = ()
    at: int | None = None

    def composition(self, view: View) -> Composition:
        """Return the picture at work."""
        if self.crop is not None:
            view = replace(view, center=self.crop[0], zoom=self.crop[1])
        return Composition(view, self.sheet, self.title, self.theme)

    def opened(self, composition: Composition) -> Brief:
        """Return the briefing with a picture's sheet, title and theme, and its place."""
        view = composition.view
        crop = (view.center, view.zoom) if view.center and view.zoom is not None else None
        return replace(
            self,
            sheet=composition.sheet,
            theme=composition.theme,
            title=composition.title,
            crop=crop,
        )


def load() -> Brief | None:
    """Return this visitor's briefing, or None if there is none yet."""
    brief: Brief | None = memory.recall(_KEY)
    return brief


def save(brief: Brief) -> None:
    """Remember the briefing until the next run of the page."""
    st.session_state[_KEY] = brief


def change(**changes: Any) -> None:  # noqa: ANN401
    """Change fields of the briefing; a widget's callback."""
    memory.keep(_KEY, replace(load() or Brief(), **changes))


def at_work() -> Composition:
    """Return the picture at work as it is now.

    A button asks for it when it is pressed: the title in the field may be newer than the
    button, if the last key was Enter, or Tab to the button, and its own callback may be
    called after the button's.
    """
    visitor, brief = session.load(), load() or Brief()
    typed: str | None = memory.recall(TITLE)
    if typed is not None:
        brief = replace(brief, title=title_of(typed))
    return brief.composition(visitor.view if visitor else View())


def title_of(typed: str) -> str | None:
    """Return the title that was typed into its field; None for the one that is proposed."""
    return " ".join(typed.split()) or None


def deck() -> Deck:
    """Return the deck; an empty one at first."""
    return (load() or Brief()).deck


def put(*compositions: Composition) -> None:
    """Add pictures to the end of the deck; a button's callback."""
    known = deck()
    change(deck=replace(known, compositions=(*known.compositions, *compositions)), at=None)


def at() -> int | None:
    """Return the position of the picture that was taken up again; None if there is none."""
    position = (load() or Brief()).at
    return position if position is not None and position < len(deck().compositions) else None


def put_back(composition: Composition) -> None:
    """Put a picture where the one was that was taken up; a button's callback."""
    position = at()
    if position is None:
        return
    listed = [*deck().compositions]
    listed[position] = composition
    change(deck=replace(deck(), compositions=tuple(listed)), at=None)


def set_order(order: Sequence[int]) -> None:
    """Let the deck have the pictures of these positions, in this order; a button's callback."""
    listed, position = deck().compositions, at()
    change(
        deck=replace(deck(), compositions=tuple(listed[each] for each in order)),
        at=order.index(position) if position in order else None,
    )


def take_crop(message: object) -> None:
    """Keep what the map says of its edge, unless it is where it was: a pixel is no move."""
    crop, known = crop_of(message), (load() or Brief()).crop
    if crop is None:
        return
    if known is not None and abs(known[1] - crop[1]) < _SAME_ZOOM:
        pixel = 360 / (256 * 2.0 ** known[1])
        if max(abs(a - b) for a, b in zip(known[0], crop[0], strict=True)) < 2 * pixel:
            return
    change(crop=crop)


def crop_of(message: object) -> Crop | None:
    """Return what the map says of its edge; whatever is not of the right form is None."""
    given: Any = message.get("crop") if isinstance(message, dict) else None
    if not isinstance(given, dict):
        return None
    center, zoom = given.get("center"), given.get("zoom")
    if not isinstance(center, list) or len(center) != 2:
        return None
    numbers: list[Any] = [*center, zoom]
    if not all(isinstance(n, int | float) and isfinite(n) for n in numbers):
        return None
    lon, lat, level = map(float, numbers)
    return (lon, lat), level
