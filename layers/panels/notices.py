"""What is wrong with the files: a quiet button, and the whole list behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue
from layers.panels import markup
from layers.panels.markup import element
from layers.problems import CONSEQUENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.markup import Node
    from layers.problems import Problem

# Problems on one page of the list.
_PAGE = 50
_OPEN = "problems-open"


def show(atlas: Atlas, language: Language) -> None:
    """Show how many problems there are in how many files; nothing if there are none."""
    problems = atlas.problems
    if not problems:
        return
    files = catalogue.counted("problems.files", len({p.file for p in problems}), language)
    count = sum(problem.code not in CONSEQUENCES for problem in problems)
    label = catalogue.counted("problems.button", count, language, files=files)
    if st.button(label, key="problems"):
        st.session_state[_OPEN] = True
    # It stays open while files are mended and the map moves, until the reader closes it.
    if st.session_state.get(_OPEN):
        heading = catalogue.text("problems.heading", language)
        st.dialog(heading, width="large", on_dismiss=_close)(_show_list)(problems, language)


def _close() -> None:
    st.session_state[_OPEN] = False


def show_unread(parameters: Sequence[str], language: Language) -> None:
    """Say which parts of the address ask for nothing that this page knows."""
    if parameters:
        said = catalogue.text("address.unread", language, names=", ".join(parameters))
        st.html(markup.render(element("p", said, class_="unread", role="status", lang=language)))


def show_since(sentences: Sequence[str], language: Language) -> None:
    """Say what changed in the data since the link was made that was opened."""
    if sentences:
        lines = tuple(element("p", markup.written(sentence)) for sentence in sentences)
        box = element("div", lines, class_="unread", role="status", lang=language)
        st.html(markup.render(box))


def _show_list(problems: Sequence[Problem], language: Language) -> None:
    st.html(markup.render(element("p", catalogue.text("problems.lead", language), lang=language)))
    pages = -(-len(problems) // _PAGE)
    page = st.pagination(pages, key="problems-page") if pages > 1 else 1
    first = (page - 1) * _PAGE
    chosen = problems[first : first + _PAGE]
    position = catalogue.text(
        "problems.shown",
        language,
        first=catalogue.number_text(first + 1, language),
        last=catalogue.number_text(first + len(chosen), language),
        n=catalogue.number_text(len(problems), language),
    )
    rows = markup.items("ul", (_row(problem, language) for problem in chosen), class_="problems")
    st.html(markup.render(element("div", element("p", position), rows, lang=language)))


def _row(problem: Problem, language: Language) -> Node:
    severity = catalogue.text(f"severity.{problem.severity}", language)
    return (
        element("span", severity, class_=f"severity severity-{problem.severity}"),
        element("strong", markup.written(problem.place(language))),
        element("code", problem.code),
        element("p", markup.written(problem.what(language))),
        element("p", markup.written(problem.mend(language))),
    )
