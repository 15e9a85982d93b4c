"""What one visitor's session remembers: the view, and how far page and map have talked.

The map commits what the viewer did with a message that carries a new ``seq``; each is
taken once, so that an old message never undoes what the page has changed since. The
page hands a view to the map under a token; the map takes each token once, so that a
rerun never undoes what the viewer has done since.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import linking
from layers import view as views
from layers.panels import memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.view import View

_KEY = "temoin"

Address = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one session; transitions return a new one.

    Attributes:
        view: what is shown.
        pushes: how often the page itself has changed the view.
        turned: how often it had when it last changed more than the language.
        moves: the last of these changes takes the map to its place: a step of a story, a link.
        heard: ``seq`` of the last message of the map that was taken.
        address: what the browser's address last said of the view, sorted.
        unread: parameters of the address that asked for nothing known, until the viewer
            does something.
        since: what of the features that a link names is no longer as it was, until then.
        has_news: map or page have changed something that the address does not say yet.
        name: of this session, unlike any other's.
    """

    view: View
    pushes: int = 0
    moves: bool = False
    turned: int = 0
    heard: str = ""
    address: Address = ()
    unread: tuple[str, ...] = ()
    since: tuple[tuple[str, linking.Change], ...] = ()
    has_news: bool = False
    name: str = field(default_factory=lambda: secrets.token_hex(4), compare=False)

    @property
    def token(self) -> str:
        """Return the name of the last change that the page made."""
        return self._token(self.pushes)

    def _token(self, pushes: int) -> str:
        return f"{self.name}-{pushes}"

    def after(self, message: Mapping[str, Any] | None) -> Session:
        """Return the session after a message of the map; a message heard before is ignored.

        The language stays: it belongs to the page's own switch.
        """
        seq = (message or {}).get("seq")
        if message is None or not isinstance(seq, str) or seq == self.heard:
            return self
        # Said before the map had heard of what the page has changed since: it would undo that,
        # and so would the address that comes with it, which is as old.
        said_under = message.get("token")
        if said_under is not None and said_under not in map(
            self._token, range(self.turned, self.pushes + 1)
        ):
            return replace(self, heard=seq, has_news=True)
        view = replace(views.committed(self.view, message), language=self.view.language)
        # A new language undoes nothing; but the map was told the view before with it.
        pushes = self.pushes + (said_under not in (None, self.token))
        after = replace(self, view=view, heard=seq, unread=(), since=(), has_news=True)
        return replace(after, pushes=pushes, moves=self.moves and pushes == self.pushes)

    def speaking(self, language: Language) -> Session:
        """Return the session after the page's language was chosen."""
        return replace(self._turned(replace(self.view, language=language)), turned=self.turned)

    def selecting(self, feature_id: str | None, day: int | None = None) -> Session:
        """Return the session after the page opened a feature's card, or closed it (None).

        `day` moves the playhead with it; None leaves it where it is.
        """
        day = self.view.day if day is None else day
        return self._turned(replace(self.view, selected=feature_id, day=day))

    def turning(self, **changes: Any) -> Session:  # noqa: ANN401
        """Return the session after the page changed these fields of the view.

        The map goes to a centre among them, even if it is the one that the view had: the
        viewer may have moved the map since.
        """
        moves = changes.get("center") is not None
        return self._turned(replace(self.view, **changes), moves=moves)

    def following(self, view: View, address: Address) -> Session:
        """Return the session after the address asked for a view: back, forward, a new link."""
        turned = self._turned(view, moves=view.center is not None)
        return replace(turned, address=address, has_news=False)

    def _turned(self, view: View, *, moves: bool = False) -> Session:
        # Only a change is handed to the map.
        if view == self.view:
            return self
        pushes = self.pushes + 1
        return replace(self, view=view, pushes=pushes, turned=pushes, moves=moves, has_news=True)


def load() -> Session | None:
    """Return this visitor's session, or None on the first run of the page."""
    session: Session | None = memory.recall(_KEY)
    return session


def save(session: Session) -> None:
    """Remember the session until the next run of the page."""
    st.session_state[_KEY] = session


def select(feature_id: str | None, day: int | None = None) -> None:
    """Open a feature's card on a day, or close it; a button's callback."""
    memory.keep(_KEY, _current().selecting(feature_id, day))


def turn(**changes: Any) -> None:  # noqa: ANN401
    """Change fields of the view; a widget's callback."""
    memory.keep(_KEY, _current().turning(**changes))


def hear(map_key: str) -> None:
    """Take what the map has just committed; streamlit-folium calls this before the run."""
    memory.keep(_KEY, _current().after(memory.recall(map_key)))


def _current() -> Session:
    session: Session = memory.recall(_KEY)
    return session
