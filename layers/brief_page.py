"""The page "Brief": the picture that the map's edge encloses, a deck of such, files to take."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium

from layers import address, catalogue, deployment, linking, mapping, payload, serving
from layers.atlas import Atlas
from layers.catalogue import Language
from layers.export import deck_link
from layers.export.composition import Composition, Deck
from layers.panels import address_bar, header, markup, memory, notices, presenting, session
from layers.panels.briefing import (
    composing,
    deck_panel,
    filming,
    preview,
    showing,
    state,
    taking,
    workshop,
)
from layers.panels.markup import element
from layers.view import View

PANELS = Path(__file__).parent / "panels"
# page.css first: the others build on what it resets.
SHEETS = ("page.css", "card.css", "present.css", "briefing/briefing.css")

settings = deployment.read()


def main() -> None:
    """Draw the page for this visitor."""
    memory.settle()
    atlas = serving.store(
        settings.geodata, settings.today, shows_recent=settings.shows_recent
    ).current()
    if presenting.is_wanted():
        present(atlas)
        return
    with st.container(key="brief-top"):
        masthead = st.container(key="brief-masthead")
        with st.container(key="brief-tools", horizontal=True):
            back = st.container(key="brief-back")
            language = header.language_switch()
    visitor, unread = arrive(atlas, language)
    with masthead:
        show_title(language)
    with back:
        show_way_back(visitor.view)
    with st.container(key="brief-stage"):
        with st.container(key="brief-desk"):
            notices.show_unread(unread, language)
            with st.container(key="brief-map"):
                visitor = show_map(atlas, visitor)
            composition = (state.load() or state.Brief()).composition(visitor.view)
            show_choices(atlas, composition)
        with st.container(key="brief-result"):
            show_result(atlas, composition)
    depart(atlas, visitor, composition)


def present(atlas: Atlas) -> None:
    """Show the deck of the address, or its one picture, and nothing else."""
    visitor, _ = arrive(atlas, header.first_language())
    brief = state.load() or state.Brief()
    alone = brief.composition(visitor.view)
    pictures = brief.deck.compositions or (alone,)
    parameters = written(alone, brief.deck)
    showing.show(atlas, pictures, parameters, visitor.view.language)


def show_choices(atlas: Atlas, composition: Composition) -> None:
    """Show what can be chosen beside the view, and the title that the view proposes."""
    untitled = replace(composition, title=None)
    proposed = workshop.pages(atlas, untitled, workshop.imprint())[0].title
    composing.show(composition.view.language, proposed)


def show_result(atlas: Atlas, composition: Composition) -> None:
    """Show the picture, the files that can be made of it, and the deck."""
    imprint = workshop.imprint()
    preview.show(atlas, composition, imprint)
    show_ways_to_present(composition)
    taking.show(atlas, composition, imprint)
    filming.show(atlas, composition, imprint)
    with st.container(key="brief-deck-box"):
        deck_panel.show(atlas, composition, imprint)


def show_ways_to_present(composition: Composition) -> None:
    """Show the links to the map, and to the deck, before a room."""
    language, deck = composition.view.language, state.deck()
    ways = [("brief.present", "map-page", written(composition, Deck()))]
    if deck.compositions:
        ways.append(("brief.present_deck", "brief-page", written(composition, deck)))
    with st.container(key="brief-present", horizontal=True):
        for key, page, parameters in ways:
            st.page_link(
                st.session_state[page],
                label=catalogue.text(key, language),
                query_params={**parameters, "lang": language, presenting.PARAMETER: presenting.ON},
                help=catalogue.text("brief.present_help", language),
            )


def written(composition: Composition, deck: Deck) -> dict[str, str]:
    """Return the parameters that open this page with a picture and a deck at work."""
    more = {**address.write(composition.view), **deck_link.write(composition)}
    return more | (deck_link.write_deck(deck) or {} if deck.compositions else {})


def arrive(atlas: Atlas, language: Language) -> tuple[session.Session, tuple[str, ...]]:
    """Return the visitor's session and what its address asks for in vain.

    Whoever comes from the map brings its view along; a link brings view, picture and deck.
    """
    visitor = session.load()
    unread: tuple[str, ...] = ()
    if visitor is None or state.load() is None:
        asked = st.query_params.to_dict()
        known = address.known(asked)
        opening = visitor.view if visitor else View()
        view, unread = address.read(known, opening)
        view = view.clamped(*payload.period(atlas))
        visitor = session.Session(view, address=address.steps_of(known))
        composition, also = deck_link.read(asked, visitor.view)
        brief = state.Brief().opened(composition)
        if deck_link.DECK in asked:
            deck, problems = deck_link.read_deck(asked[deck_link.DECK])
            said = tuple(problem.message(language) for problem in problems)
            brief = replace(brief, deck=deck, said=said)
        state.save(brief)
        unread = (*unread, *also)
    visitor = visitor.speaking(language)
    # A picture has neither a card beside it nor a story to step through.
    if visitor.view.panel != "day" or visitor.view.story:
        visitor = visitor.turning(panel="day", story=None)
    session.save(visitor)
    return visitor, unread


def show_title(language: Language) -> None:
    """Show what the page is for."""
    title = element("h1", catalogue.text("brief.title", language))
    words = element("p", catalogue.text("brief.lead", language))
    st.html(markup.render(element("div", title, words, class_="brief", lang=language)))


def show_way_back(view: View) -> None:
    """Show the link to the map, which leads to the view that is shown here."""
    st.page_link(
        st.session_state["map-page"],
        label=catalogue.text("edit.back", view.language),
        query_params={**address.write(view), "lang": view.language},
    )


def show_map(atlas: Atlas, visitor: session.Session) -> session.Session:
    """Show the map with the picture's edge; return the session with what it committed."""
    key = f"brief-map-{atlas.digest}"
    brief = state.load() or state.Brief()
    picture = brief.composition(visitor.view)
    header.show_waiting(visitor.view.language)
    message = st_folium(
        mapping.build_map(atlas),
        key=key,
        returned_objects=[],
        feature_group_to_add=mapping.push(
            picture.view, visitor.token, crop=crop_size(atlas, picture), moves=visitor.moves
        ),
        use_container_width=True,
        on_change=lambda: hear(key),
    )
    return heard(visitor, message)


def crop_size(atlas: Atlas, picture: Composition) -> tuple[float, float]:
    """Return width and height of the picture's map, in units of its sheet."""
    box = workshop.map_box(atlas, picture, workshop.imprint())
    return round(box.width, 1), round(box.height, 1)


def hear(key: str) -> None:
    """Take what the map has just committed; streamlit-folium calls this before the run."""
    known = session.load()
    if known is not None:
        session.hear(key)
        take_crop(known, session.load(), memory.recall(key))


def heard(visitor: session.Session, message: object) -> session.Session:
    """Return the session after a message, and keep what it says of the picture's edge."""
    after = visitor.after(message if isinstance(message, dict) else None)
    take_crop(visitor, after, message)
    session.save(after)
    return after


def take_crop(before: session.Session, after: session.Session | None, message: object) -> None:
    """Keep what a message says of the picture's edge, if the session took it."""
    # A message that the session did not take leaves the very same view.
    if after is not None and after.view is not before.view:
        state.take_crop(message)


def depart(atlas: Atlas, visitor: session.Session, composition: Composition) -> None:
    """Write picture and deck into the address, for whoever copies the link."""
    hashes = linking.hashes(atlas, linking.named_by(atlas, composition.view))
    written = address.write(composition.view, hashes.values())
    session.save(replace(visitor, address=address.steps_of(written), has_news=False))
    address_bar.show(written, visitor.address)
    deck = state.deck()
    more = {**deck_link.write(composition)}
    if deck.compositions:
        more |= deck_link.write_deck(deck) or {}
    gone = [
        name
        for name in (*deck_link.PARAMETERS, deck_link.DECK)
        if name in st.query_params and name not in more
    ]
    if any(st.query_params.get(name) != value for name, value in more.items()):
        st.query_params.update(more)
    for name in gone:
        del st.query_params[name]


st.set_page_config(page_title=catalogue.text("brief.title", header.first_language()))
for sheet in SHEETS:
    st.html(PANELS / sheet)
main()
