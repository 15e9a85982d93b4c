"""The page "Edit": a file checked or a form filled in, and the map beside it."""

from datetime import date
from pathlib import Path

import streamlit as st

from layers import catalogue, deployment, serving
from layers.catalogue import Language
from layers.panels import header, markup, session
from layers.panels.editing import form, map_view, state, upload
from layers.panels.editing.desk import Board, Desk
from layers.panels.markup import element

PANELS = Path(__file__).parent / "panels"
# page.css first: the others build on what it resets.
SHEETS = ("page.css", "card.css", "editing/editing.css")
TASKS = ("check", "form")

settings = deployment.read()


def main() -> None:
    """Draw the page for this visitor."""
    state.hear()
    with st.container(key="edit-top"):
        masthead = st.container(key="edit-masthead")
        with st.container(key="edit-tools", horizontal=True):
            back = st.container(key="edit-back")
            language = header.language_switch()
    desk = Desk(
        serving.store(
            settings.geodata, settings.today, shows_recent=settings.shows_recent
        ).current(),
        settings.geodata,
        settings.today or date.today(),
        language,
        settings.may_edit,
    )
    with masthead:
        show_title(desk)
    with back:
        show_way_back(language)
    with st.container(key="edit-stage"):
        left = st.container(key="edit-desk")
        right = st.container(key="edit-map-box")
    with left:
        board = show_task(desk)
    with right:
        map_view.show(board, desk)


def show_task(desk: Desk) -> Board:
    """Show the switch of the tasks and the one that is chosen."""
    chosen = st.segmented_control(
        desk.say("edit.task"),
        TASKS,
        default=TASKS[0],
        format_func=lambda task: desk.say(f"edit.task.{task}"),
        required=True,
        key="edit-task",
        label_visibility="collapsed",
    )
    return form.show(desk) if chosen == "form" else upload.show(desk)


def show_title(desk: Desk) -> None:
    """Show what the page is for, and what it does to the published files."""
    lead = "edit.lead.saving" if desk.may_save else "edit.lead"
    title = element("h1", desk.say("edit.title"))
    words = element("p", desk.say(lead))
    st.html(markup.render(element("div", title, words, class_="edit", lang=desk.language)))


def show_way_back(language: Language) -> None:
    """Show the link to the map, which leads to the view that the visitor had there."""
    known = session.load()
    address = dict(known.address) if known else {}
    st.page_link(
        st.session_state["map-page"],
        label=catalogue.text("edit.back", language),
        query_params={**address, "lang": language},
    )


st.set_page_config(page_title=catalogue.text("edit.title", header.first_language()))
for sheet in SHEETS:
    st.html(PANELS / sheet)
main()
