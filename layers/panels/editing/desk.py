"""What every panel of the page "Edit" works with, and what it shows on the map beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue, folders, proposals, vocabulary
from layers.folders import SUFFIX, UnreadableError
from layers.panels import markup
from layers.panels.markup import element
from layers.problems import visible

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.differences import Difference
    from layers.drafts import Lines
    from layers.panels.markup import Node
    from layers.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an editor works.

    Attributes:
        atlas: what is published.
        folder: of the published files.
        today: the day from which "less than 30 days ago" counts.
        language: of every word.
        may_save: whether the host lets the page write.
    """

    atlas: Atlas
    folder: Path
    today: date
    language: Language
    may_save: bool

    def say(self, key: str, **slots: object) -> str:
        """Return a text of the catalogue."""
        return catalogue.text(key, self.language, **slots)

    def layer_name(self, name: str) -> str:
        """Return what a layer is called; the name of its file if nothing else."""
        return self.say(f"layer.{name}") if name in vocabulary.LAYERS else name

    def published(self, name: str) -> bytes:
        """Return the published file of a layer; nothing if there is none that can be read."""
        try:
            return folders.read(self.folder / f"{name}{SUFFIX}")
        except UnreadableError:
            return b""

    def proposal(self, task: str, name: str, data: bytes) -> Proposal:
        """Return a file checked and compared; the same object while nothing has changed."""
        published = self.published(name)
        key = (name, self.atlas.digest, folders.digest_of([data, published]), self.today)
        slot = f"edit-proposal-{task}"
        known = st.session_state.get(slot)
        if known is None or known[0] != key:
            made = proposals.propose(self.atlas, name, data, published=published, today=self.today)
            st.session_state[slot] = known = (key, made)
        found: Proposal = known[1]
        return found


@dataclass(frozen=True, slots=True)
class Board:
    """What the map shows of a task.

    Attributes:
        layer: whose published features stand behind; "" for none.
        differences: drawn with a symbol each.
        shape: of the draft.
        is_line: whether the draft is a line.
        may_draw: whether the drawing tools are there.
        fit: a name; the map moves to what is shown once for each.
    """

    layer: str = ""
    differences: tuple[Difference, ...] = ()
    shape: Lines = field(default_factory=list)
    is_line: bool = False
    may_draw: bool = False
    fit: str = ""


def clean(text: str, length: int = 300) -> str:
    """Return a text of a file in which nothing is hidden, shortened; on one line."""
    shown = "".join(" " if char in "\n\r\t" else visible(char) for char in text[:length])
    return shown if len(text) <= length else f"{shown}…"


def show(node: Node, language: Language) -> None:
    """Show a piece of HTML."""
    st.html(markup.render(element("div", node, class_="edit", lang=language)))


def heading(text: str, language: Language) -> None:
    """Show the heading of a part of the page."""
    show(element("h2", text), language)


def message(text: str, language: Language, *, kind: str = "status") -> None:
    """Show one sentence that a screen reader reads out: kind "status" or "alert"."""
    show(element("p", markup.written(text), class_=f"message is-{kind}", role=kind), language)
