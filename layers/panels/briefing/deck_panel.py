"""The deck: pictures in an order, made from the picture at work, a story, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, wording
from layers.export import deck_file, deck_link, decks, rendering
from layers.panels import markup, memory
from layers.panels.briefing import jobs, preview, reworking, state, taking, workshop
from layers.panels.markup import element
from layers.panels.uploading import file_uploader
from layers.stories import in_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition, Deck, Imprint
    from layers.panels.briefing.jobs import Work
    from layers.panels.markup import Node

KINDS: Final = ("pptx", "pdf", "zip")
_JOB: Final = "brief-deck-job"
_UPLOAD: Final = "brief-deck-upload"


def show(atlas: Atlas, composition: Composition, imprint: Imprint) -> None:
    """Show the deck and what can be done with it."""
    language, deck = composition.view.language, state.deck()
    count = len(deck.compositions)
    heading = element("h2", catalogue.text("brief.deck", language))
    said = catalogue.counted("brief.pictures", count, language)
    _html(language, heading, element("p", said, class_="small"))
    _show_adding(atlas, composition)
    for number, each in enumerate(deck.compositions):
        _show_picture(atlas, each, imprint, number, language)
    if count:
        _show_taking(atlas, deck, imprint, language)
    _show_files(atlas, deck, language)


def _show_adding(atlas: Atlas, composition: Composition) -> None:
    language = composition.view.language
    reworking.show_at_work(language)
    with st.container(key="brief-add", horizontal=True):
        reworking.show_adding(language)
        st.button(
            catalogue.text("brief.add_pair", language),
            key="brief-add-pair",
            on_click=lambda: state.put(*decks.pair(state.at_work())),
        )
    if not atlas.stories:
        return
    titles = {name: in_language(story.title, language) for name, story in atlas.stories.items()}
    labels = {name: title[0] if title else name for name, title in titles.items()}
    with st.container(key="brief-story", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            catalogue.text("brief.story", language),
            list(labels),
            format_func=labels.__getitem__,
            key="brief-story-name",
        )
        st.button(
            catalogue.text("brief.add_story", language),
            key="brief-add-story",
            on_click=lambda: state.put(*_story(atlas).compositions),
        )


def _story(atlas: Atlas) -> Deck:
    composition = state.at_work()
    story = atlas.stories[memory.recall("brief-story-name")]
    return decks.of_story(atlas, story, composition.view.language, composition.sheet)


def _show_picture(
    atlas: Atlas, each: Composition, imprint: Imprint, number: int, language: Language
) -> None:
    title = workshop.pages(atlas, each, imprint)[0].title
    day = wording.day_words(each.view.day, language)
    words = element("p", element("strong", f"{number + 1}. ", markup.written(title)))
    with st.container(key=f"brief-picture-{number}", horizontal=True):
        shown = element(
            "div",
            preview.thumbnail(atlas, each, imprint),
            element("div", words, element("p", day, class_="small")),
            class_="brief thumb",
            lang=language,
        )
        st.html(markup.render(shown))
        with st.container(key=f"brief-moves-{number}", horizontal=True):
            for name, act in _moves(atlas, number, imprint).items():
                st.button(
                    catalogue.text(f"brief.{name}", language, n=str(number + 1)),
                    key=f"brief-{name}-{number}",
                    on_click=act,
                    disabled=not _can(name, number),
                    type="tertiary",
                )


def _moves(atlas: Atlas, number: int, imprint: Imprint) -> dict[str, Callable[[], None]]:
    order = [*range(len(state.deck().compositions))]

    def moved(by: int) -> Callable[[], None]:
        rest = [each for each in order if each != number]
        place = max(number + by, 0)
        return lambda: state.set_order([*rest[:place], number, *rest[place:]])

    return {
        "take_up": lambda: reworking.take_up(atlas, number, imprint),
        "up": moved(-1),
        "down": moved(1),
        "copy": lambda: state.set_order([*order[: number + 1], *order[number:]]),
        "remove": lambda: state.set_order([each for each in order if each != number]),
    }


def _can(name: str, number: int) -> bool:
    last = len(state.deck().compositions) - 1
    return {"up": number > 0, "down": number < last}.get(name, True)


def _show_taking(atlas: Atlas, deck: Deck, imprint: Imprint, language: Language) -> None:
    with st.container(key="brief-take-deck", horizontal=True):
        for kind in KINDS:
            st.button(
                catalogue.text(f"brief.make.{kind}", language),
                key=f"brief-make-{kind}",
                on_click=_begin,
                args=(atlas, deck, kind, imprint),
            )
    jobs.show(_JOB, language)


def _begin(atlas: Atlas, deck: Deck, kind: str, imprint: Imprint) -> None:
    form, wanted = rendering.FORMATS[kind], taking.settings(imprint)

    def work(tell: Callable[[int, int], None]) -> bytes:
        told = rendering.Settings(wanted.imprint, wanted.scale, wanted.template, tell)
        return workshop.made(atlas, deck, kind, told)

    job = jobs.Job(f"temoin-deck{form.suffix}", form.media_type)
    do: Work = work
    jobs.begin(_JOB, job, do)


def _show_files(atlas: Atlas, deck: Deck, language: Language) -> None:
    with st.container(key="brief-files", horizontal=True):
        st.download_button(
            catalogue.text("brief.save_deck", language),
            lambda: deck_file.write(deck, atlas),
            file_name=f"temoin-deck{deck_file.SUFFIX}",
            mime="application/json",
            key="brief-save-deck",
            on_click="ignore",
            disabled=not deck.compositions,
        )
        file_uploader(
            catalogue.text("brief.open_deck", language),
            language,
            type=["json"],
            key=_UPLOAD,
            on_change=_open,
            args=(atlas, language),
        )
    for sentence in (state.load() or state.Brief()).said:
        _html(language, element("p", sentence, class_="refused", role="status"))
    if deck.compositions and deck_link.write_deck(deck) is None:
        _html(language, element("p", catalogue.text("brief.too_long", language), class_="small"))


def _open(atlas: Atlas, language: Language) -> None:
    given = memory.recall(_UPLOAD)
    if given is None:
        return
    data = given.getvalue()
    deck, problems = deck_file.read(data, given.name)
    said = [problem.message(language) for problem in problems]
    if changed := deck_file.change_words(deck_file.changed_since(data, atlas), language):
        said.append(changed)
    state.change(deck=deck, said=tuple(said), at=None)


def _html(language: Language, *nodes: Node) -> None:
    st.html(markup.render(element("div", *nodes, class_="brief", lang=language)))
