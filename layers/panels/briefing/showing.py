"""A deck before a room (``/brief?present=1``): one picture at a time, as large as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue
from layers.export.preview import MEDIA_TYPE
from layers.panels import markup, memory
from layers.panels.briefing import workshop
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition

_WIDTH: Final = 2560  # pixels: as sharp as most projectors and screens can show
_AT: Final = "present-at"


def show(
    atlas: Atlas,
    pictures: Sequence[Composition],
    parameters: Mapping[str, str],
    language: Language,
) -> None:
    """Show the picture that it is at, and the ways on, back and out.

    Args:
        atlas: whose features.
        pictures: at least one.
        parameters: of the way out.
        language: of the ways; pictures speak their own.
    """
    at = min(st.session_state.get(_AT, 0), len(pictures) - 1)
    picture = pictures[at]
    page = workshop.pages(atlas, picture, workshop.imprint())[0]
    data = workshop.picture(atlas, picture, workshop.imprint(), _WIDTH)
    numbers = {"n": str(at + 1), "total": str(len(pictures))}
    position = catalogue.text("present.position", language, **numbers)
    shown = element(
        "div",
        markup.picture(MEDIA_TYPE, data, page.description),
        element("p", position, class_="unseen", role="status"),
        class_=f"brief presented {picture.theme}",
        lang=picture.view.language,
    )
    with st.container(key="present-picture"):
        st.html(markup.render(shown))
        with st.container(key="present-ways", horizontal=True):
            last = len(pictures) - 1
            _turner("previous", "Left", language, lambda: _turn(-1, last), disabled=at == 0)
            _turner("next", "Right", language, lambda: _turn(1, last), disabled=at == last)
            # A button, for a link has no key of its own.
            if st.button(
                catalogue.text("present.leave", language), key="present-out", shortcut="Esc"
            ):
                st.session_state.pop(_AT, None)
                out = {**parameters, "lang": language}
                st.switch_page(st.session_state["brief-page"], query_params=out)


def _turner(
    name: str, key: str, language: Language, turn: Callable[[], None], *, disabled: bool
) -> None:
    st.button(
        catalogue.text(f"present.{name}", language),
        key=f"present-{name}",
        shortcut=key,
        disabled=disabled,
        on_click=turn,
    )


def _turn(by: int, last: int) -> None:
    # From where it is now: a quick finger presses before the page has drawn the last turn.
    memory.keep(_AT, min(max((memory.recall(_AT) or 0) + by, 0), last))
