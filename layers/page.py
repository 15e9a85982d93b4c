"""The page: header, map and card, top to bottom. One commit of the map is one run of this."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium

from layers import address, catalogue, comparison, deployment, linking, mapping, payload, serving
from layers.atlas import Atlas
from layers.panels import (
    address_bar,
    beside,
    footer,
    header,
    memory,
    notices,
    presenting,
    session,
    story,
)
from layers.view import View

PANELS = Path(__file__).parent / "panels"

settings = deployment.read()


def main() -> None:
    """Draw the page for this visitor's view of the atlas as it is now."""
    memory.settle()
    atlas = current_atlas()
    if presenting.is_wanted():
        present(atlas)
        return
    with st.container(key="top"):
        masthead = st.container(key="masthead")
        with st.container(key="tools", horizontal=True):
            bell = st.container(key="bell")
            with st.container(key="ways", horizontal=True):
                brief = st.container(key="brief-way")
                header.edit_link()
            language = header.language_switch()
    period = payload.period(atlas)
    visitor = arrive(atlas, View().clamped(*period)).speaking(language)
    session.save(visitor)
    with st.container(key="stage"):
        with st.container(key="map"):
            visitor = show_map(atlas, visitor)
        with st.container(key="card"):
            beside.switch(visitor.view.panel, language)
            notices.show_unread(visitor.unread, language)
            notices.show_since(linking.change_words(atlas, visitor.since, language), language)
            beside.show(atlas, visitor.view)
            footer.show(atlas.digest, language)
    with masthead:
        header.show(atlas, visitor.view)
    with bell:
        notices.show(atlas, language)
    with brief:
        header.brief_link(visitor.view)
    depart(atlas, View(language=language).clamped(*period))
    look_for_new_data(atlas)


def present(atlas: Atlas) -> None:
    """Draw the view for a room: nothing but the map and what is told of it."""
    opening = View().clamped(*payload.period(atlas))
    visitor = arrive(atlas, opening).speaking(header.first_language())
    session.save(visitor)
    with st.container(key="present"):
        with st.container(key="map"):
            visitor = show_map(atlas, visitor, presenting.title(atlas, visitor.view))
        presenting.show(atlas, visitor.view)
    depart(atlas, replace(opening, language=visitor.view.language))
    look_for_new_data(atlas)


def arrive(atlas: Atlas, opening: View) -> session.Session:
    """Return the visitor's session as the address asks for it.

    An address that is not the one which the page wrote last is followed: a link that
    was opened, or the browser's back and forward.
    """
    asked = address_bar.asked()
    known = session.load()
    written = address.steps_of(asked)
    # Two commits in quick succession: the second still comes with the address before the first.
    if known and (known.has_news or known.address == written):
        return known
    view, unread = address.read(asked, story.opening(atlas, asked, opening))
    view = view.clamped(*payload.period(atlas))
    if known:
        arrived = known.following(replace(view, language=known.view.language), written)
    else:
        arrived = session.Session(view, address=written)
    named = dict(zip(linking.named_by(atlas, view), address.hashes(asked), strict=False))
    return replace(arrived, unread=unread, since=linking.changed_since(atlas, named))


def depart(atlas: Atlas, opening: View) -> None:
    """Write the view into the address, for whoever copies the link.

    A page that shows its opening view under a bare address keeps it bare.
    """
    visitor = session.load()
    if visitor is None or (not visitor.address and visitor.view == opening):
        return
    hashes = linking.hashes(atlas, linking.named_by(atlas, visitor.view))
    written = address.write(visitor.view, hashes.values())
    session.save(replace(visitor, address=address.steps_of(written), has_news=False))
    address_bar.show(written, visitor.address)


def show_map(
    atlas: Atlas, visitor: session.Session, presented: str | None = None
) -> session.Session:
    """Show the map and return the session with the view that it has committed.

    `presented` is the title of the view before a room, see `mapping.push`.
    """
    # streamlit-folium hears of a commit before this run (on_change), or, after a broken
    # connection, only now; a message that was heard before changes nothing.
    key = f"map-{atlas.digest}"
    view = visitor.view
    header.show_waiting(view.language)
    marks = comparison.compare(atlas, view).marks() if view.against is not None else None
    message = st_folium(
        mapping.build_map(atlas),
        key=key,
        returned_objects=[],
        feature_group_to_add=mapping.push(
            view, visitor.token, marks, presented=presented, moves=visitor.moves
        ),
        use_container_width=True,
        on_change=lambda: session.hear(key),
    )
    visitor = visitor.after(message)
    session.save(visitor)
    return visitor


@st.fragment(run_every=settings.refresh_seconds)
def look_for_new_data(atlas: Atlas) -> None:
    """Run the page anew when the files have changed; a look costs a few file times."""
    if current_atlas() is not atlas:
        st.rerun(scope="app")


def current_atlas() -> Atlas:
    """Return what the files hold now; the same object until they hold something else."""
    return serving.store(
        settings.geodata, settings.today, shows_recent=settings.shows_recent
    ).current()


def show() -> None:
    """Show the map page with its style sheets."""
    # page.css first: the others build on what it resets.
    for sheet in sorted(PANELS.glob("*.css"), key=lambda file: (file.stem != "page", file.stem)):
        st.html(PANELS / sheet.name)
    main()


browser_title = catalogue.text("page.browser_title", header.first_language())
st.set_page_config(
    page_title=browser_title,
    layout="wide",
    initial_sidebar_state="collapsed",
)
# The map is what the bare address shows; /edit is the page on which the data are changed,
# /brief the one on which pictures of it are made.
map_page = st.Page(show, title=browser_title, default=True)
edit_page = st.Page("edit_page.py", url_path="edit")
brief_page = st.Page("brief_page.py", url_path="brief")
# Where links between the pages lead.
st.session_state["map-page"], st.session_state["brief-page"] = map_page, brief_page
st.navigation((map_page, edit_page, brief_page), position="hidden").run()
