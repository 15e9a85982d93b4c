"""The page: header, map and card, top to bottom. One commit of the map is one run of this."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium

from layers import catalogue, deployment, mapping, payload, serving
from layers.atlas import Atlas
from layers.panels import address, card, footer, header, notices, session
from layers.view import View

PANELS = Path(__file__).parent / "panels"

settings = deployment.read()


def main() -> None:
    """Draw the page for this visitor's view of the atlas as it is now."""
    atlas = current_atlas()
    with st.container(key="top"):
        masthead = st.container(key="masthead")
        with st.container(key="tools", horizontal=True):
            bell = st.container(key="bell")
            language = header.language_switch()
    period = payload.period(atlas)
    visitor = arrive(View().clamped(*period), period).speaking(language)
    session.save(visitor)
    with st.container(key="stage"):
        with st.container(key="map"):
            view = show_map(atlas, visitor)
        with st.container(key="card"):
            notices.show_unread(visitor.unread, language)
            card.show(atlas, view)
            footer.show(atlas.digest, language)
    with masthead:
        header.show(atlas, view)
    with bell:
        notices.show(atlas, language)
    depart(View(language=language).clamped(*period))
    look_for_new_data(atlas)


def arrive(opening: View, period: tuple[int, int]) -> session.Session:
    """Return the visitor's session as the address asks for it.

    An address that is not the one which the page wrote last is followed: a link that
    was opened, or the browser's back and forward.
    """
    asked = address.asked()
    known = session.load()
    written = tuple(sorted(asked.items()))
    # Two commits in quick succession: the second still comes with the address before the first.
    if known and (known.has_news or known.address == written):
        return known
    view, unread = address.read(asked, opening)
    view = view.clamped(*period)
    if known:
        return known.following(replace(view, language=known.view.language), written, unread)
    return session.Session(view, address=written, unread=unread)


def depart(opening: View) -> None:
    """Write the view into the address, for whoever copies the link.

    A page that shows its opening view under a bare address keeps it bare.
    """
    visitor = session.load()
    if visitor is None or (not visitor.address and visitor.view == opening):
        return
    written = address.write(visitor.view)
    session.save(replace(visitor, address=tuple(sorted(written.items())), has_news=False))
    address.show(written)


def show_map(atlas: Atlas, visitor: session.Session) -> View:
    """Show the map and return the view that it has committed."""
    # streamlit-folium hears of a commit before this run (on_change), or, after a broken
    # connection, only now; a message that was heard before changes nothing.
    key = f"map-{atlas.digest}"
    message = st_folium(
        mapping.build_map(atlas),
        key=key,
        returned_objects=[],
        feature_group_to_add=mapping.push(visitor.view, visitor.token),
        use_container_width=True,
        on_change=lambda: session.hear(key),
    )
    visitor = visitor.after(message)
    session.save(visitor)
    return visitor.view


@st.fragment(run_every=settings.refresh_seconds)
def look_for_new_data(atlas: Atlas) -> None:
    """Run the page anew when the files have changed; a look costs a few file times."""
    if current_atlas() is not atlas:
        st.rerun(scope="app")


def current_atlas() -> Atlas:
    """Return what the files hold now; the same object until they hold something else."""
    return serving.store(settings.geodata, settings.today).current()


st.set_page_config(
    page_title=catalogue.text("page.browser_title", header.first_language()),
    layout="wide",
    initial_sidebar_state="collapsed",
)
for sheet in ("page.css", "card.css"):
    st.html(PANELS / sheet)
main()
