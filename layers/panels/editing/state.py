"""What one visitor's session remembers of an edit: the draft, and what the map has told.

The draft stands in the session and, by way of the map's frame, in the browser's own memory.
After a reload the session is new and empty; the map then tells once what that memory held.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import drafts
from layers.drafts import Draft

if TYPE_CHECKING:
    from layers.saving import Opened

_KEY = "edit-work"
MAP_KEY = "edit-map"
FIRST_LAYER = "massacre_sites"


@dataclass(frozen=True, slots=True)
class Work:
    """One person's edit; transitions return a new one.

    Attributes:
        draft: what is filled in.
        seed: what the widgets of this generation began with.
        generation: part of the widgets' keys; a new one fills them anew.
        heard: ``seq`` of the last message of the map that was taken.
        drawn: number of the last drawing that was taken.
        is_known: whether the browser's memory has been heard of; only then is it written.
        was_restored: whether the draft came from there.
        opened: the layer as it was when the draft was begun; None after a reload.
        before: the draft that another choice has put aside; None if nobody would miss it.
    """

    draft: Draft
    seed: Draft
    generation: int = 0
    heard: str = ""
    drawn: str = ""
    is_known: bool = False
    was_restored: bool = False
    opened: Opened | None = None
    before: Draft | None = None

    def begun(self, draft: Draft) -> Work:
        """Return the work with another draft in its widgets."""
        number = self.generation + 1
        fresh = replace(self, draft=draft, seed=draft, generation=number)
        before = self.draft if self.draft.is_touched else None
        return replace(fresh, was_restored=False, opened=None, before=before)

    def filled(self, draft: Draft) -> Work:
        """Return the work after the person has changed a field."""
        return replace(self, draft=draft)

    def key(self, name: str) -> str:
        """Return the key of a widget of this generation."""
        return f"edit-{self.generation}-{name}"


def load() -> Work:
    """Return this visitor's work; an empty draft at first."""
    work: Work | None = st.session_state.get(_KEY)
    if work is None:
        blank = Draft(FIRST_LAYER)
        work = Work(blank, blank)
        save(work)
    return work


def save(work: Work) -> None:
    """Remember the work until the next run of the page."""
    st.session_state[_KEY] = work


def begin(draft: Draft) -> None:
    """Put another draft into the form; a widget's callback."""
    save(load().begun(draft))


def settle() -> None:
    """Begin anew after a save: nothing was put aside."""
    save(replace(load().begun(Draft(load().draft.layer)), before=None))


def put(name: str, value: object) -> None:
    """Write into a widget of the form; for callbacks only."""
    st.session_state[load().key(name)] = value


def hear() -> None:
    """Take what the map has just told; streamlit-folium calls this before the run."""
    take(st.session_state.get(MAP_KEY))


def take(message: Any) -> None:  # noqa: ANN401 - whatever a browser sends
    """Take a message of the map once; one of another form is ignored."""
    work = load()
    seq = message.get("seq") if isinstance(message, dict) else None
    if not isinstance(seq, str) or seq == work.heard:
        return
    work = replace(work, heard=seq)
    if not work.is_known:
        stored = drafts.restored(message.get("stored"))
        if stored is not None and work.draft.is_blank:
            work = replace(work.begun(stored), was_restored=True)
        work = replace(work, is_known=True)
    save(work)
    _take_drawing(message.get("drawn"))


def _take_drawing(drawn: object) -> None:
    work = load()
    if not isinstance(drawn, dict):
        return
    number, shape = drawn.get("n"), drawn.get("shape")
    if isinstance(number, str) and isinstance(shape, str) and number != work.drawn:
        save(replace(work, drawn=number, draft=replace(work.draft, shape=shape)))
        put("shape", shape)
