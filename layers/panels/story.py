"""The stories beside the map: which there are, and a reader that takes the map along."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from layers import address, catalogue, lookup, reported, wording
from layers.panels import citing, markup, memory, session
from layers.panels.describing import said
from layers.panels.markup import element
from layers.stories import Bullets, Emphasis, Link, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.evidence import Source
    from layers.panels.markup import Node
    from layers.stories import Block, Spans, Step, Story
    from layers.view import View

# The fields of a view that a step sets; the language is the reader's.
_SET = (
    *("day", "mode", "window", "selected", "hidden", "center", "zoom"),
    *("filters", "known_by", "against", "panel", "story"),
)
# Those of them that the reader may have changed since, without leaving the step.
_TURNED = ("day", "mode", "window", "hidden", "filters", "known_by")
# Parameter of an address before a room.
PRESENT: Final = "present"
# Key of the list of all steps, whose value is the number of the step, from 0.
_STEPS = "story-steps"


def show(atlas: Atlas, view: View) -> None:
    """Show the step that the view is at, or the stories to choose from."""
    found = step_of(atlas, view)
    if found is None:
        _show_choice(atlas, view)
    else:
        _show_step(atlas, view, *found)


def step_of(atlas: Atlas, view: View) -> tuple[Story, int] | None:
    """Return the story that a view is in and the number of its step, from 0, or None."""
    if view.story is None:
        return None
    name, number = view.story
    story = atlas.stories.get(name)
    return (story, number) if story and 0 <= number < len(story.steps) else None


def opening(atlas: Atlas, asked: Mapping[str, str], view: View) -> View:
    """Return the view with which an address opens that may name a step and say no more.

    A link that the page itself wrote says the day: there the reader has the last word.
    """
    found = None if "d" in asked else step_of(atlas, address.read(asked, view)[0])
    if found is None:
        return view
    story, number = found
    return replace(view, **_set_by(story.steps[number]))


def _show_choice(atlas: Atlas, view: View) -> None:
    language = view.language
    gone = (
        element("p", catalogue.text("story.gone", language), class_="key") if view.story else None
    )
    lead = "story.lead" if atlas.stories else "story.none"
    head = (
        gone,
        element("h2", catalogue.text("story.heading", language)),
        element("p", catalogue.text(lead, language)),
    )
    _show(head, language)
    for number, story in enumerate(atlas.stories.values(), 1):
        title, summary = (in_language(each, language) for each in (story.title, story.summary))
        steps = catalogue.counted("story.steps", len(story.steps), language)
        words = (
            element("h3", f"{number}. ", markup.written(*title)) if title else None,
            element("p", markup.written(*summary)) if summary else None,
            element("p", steps, class_="kicker"),
        )
        _show(words, language)
        # A button's label is Markdown: words of the catalogue only, no text of a file.
        st.button(
            catalogue.text("story.read", language, n=number),
            key=f"story-read-{story.name}",
            on_click=_turn_to,
            args=(story.steps[0],),
        )


def _show_step(atlas: Atlas, view: View, story: Story, number: int) -> None:
    language, step = view.language, story.steps[number]
    title = in_language(story.title, language)
    _show(element("p", markup.written(*title) if title else "", class_="kicker"), language)
    show_steering(story, number, language)
    _show_present(view)
    _show((step_words(step, story, number, language), _later(view, step)), language)
    if any(getattr(view, name) != getattr(step.view, name) for name in _TURNED):
        _show(element("p", catalogue.text("story.other_view", language)), language)
        step_button("again", language, step)
    _show_all_steps(story, number, language)
    found = _found(atlas, step.features)
    _show((_features(found, language), _sources(found, view)), language)


def show_steering(story: Story, number: int, language: Language) -> None:
    """Show the buttons that step through the story, and the way out."""
    with st.container(key="story-steering", horizontal=True):
        steps = story.steps
        step_button("previous", language, steps[number - 1] if number else None)
        step_button("next", language, steps[number + 1] if number + 1 < len(steps) else None)
        st.button(
            catalogue.text("story.leave", language),
            key="story-leave",
            type="tertiary",
            on_click=session.turn,
            kwargs={"panel": "day", "story": None},
        )


def _show_present(view: View) -> None:
    """Show the link to the same step before a room, where it fills the window."""
    language = view.language
    with st.container(key="story-present"):
        st.page_link(
            st.session_state["map-page"],
            label=catalogue.text("present.story", language),
            query_params={**address.write(view), "lang": language, PRESENT: "1"},
            help=catalogue.text("present.story_help", language),
        )


def step_button(name: str, language: Language, step: Step | None) -> None:
    """Show a button that turns to a step; without one it can be seen but not pressed."""
    st.button(
        catalogue.text(f"story.{name}", language),
        key=f"story-{name}",
        disabled=step is None,
        on_click=_turn_to,
        args=(step,),
    )


def _turn_to(step: Step) -> None:
    session.turn(**_set_by(step))


def _set_by(step: Step) -> dict[str, Any]:
    return {name: getattr(step.view, name) for name in _SET}


def _show_all_steps(story: Story, number: int, language: Language) -> None:
    titles = [in_language(step.title, language) for step in story.steps]
    labels = [f"{at}. {title[0] if title else ''}" for at, title in enumerate(titles, 1)]
    # The list follows the view, whoever has turned the page.
    st.session_state[_STEPS] = number
    st.selectbox(
        catalogue.text("story.all_steps", language),
        range(len(labels)),
        format_func=labels.__getitem__,
        key=_STEPS,
        on_change=lambda: _turn_to(story.steps[memory.recall(_STEPS)]),
    )


def step_words(step: Step, story: Story, number: int, language: Language) -> Node:
    """Return position, title and text of a step; what is not in the language is marked."""
    position = catalogue.text(
        "story.position",
        language,
        n=catalogue.number_text(number + 1, language),
        total=catalogue.number_text(len(story.steps), language),
    )
    title, text = in_language(step.title, language), in_language(step.text, language)
    body = None
    if text:
        blocks, written_in = text
        other = written_in if written_in != language else None
        mark = (
            element("small", f"({catalogue.text(f'card.in_{other}', language)})") if other else None
        )
        body = element("div", mark, *map(_block, blocks), class_="story", lang=other)
    return (
        element("p", position, class_="kicker", role="status"),
        element("h2", markup.written(*title) if title else ""),
        body,
    )


def _block(block: Block) -> Node:
    if isinstance(block, Bullets):
        name = "ol" if block.is_numbered else "ul"
        return markup.items(name, map(_spans, block.entries))
    return element("p", _spans(block.spans))


def _spans(spans: Spans) -> Node:
    nodes: list[Node] = []
    for span in spans:
        if isinstance(span, str):
            nodes.append(span)
        elif isinstance(span, Emphasis):
            nodes.append(element("strong" if span.is_strong else "em", _spans(span.spans)))
        else:
            nodes.append(_link(span))
    return tuple(nodes)


def _link(link: Link) -> Node:
    words = _spans(link.spans)
    if link.feature:
        return markup.opener(link.feature, words)
    return markup.link(link.url, words) if link.url else words


def _later(view: View, step: Step) -> Node:
    """Return the warning that the text knows more than the reader asked to see."""
    if view.known_by is None or view.known_by == step.view.known_by:
        return None
    date = wording.day_words(view.known_by, view.language)
    return element("p", catalogue.text("story.known_by", view.language, date=date), class_="aside")


def _features(features: Sequence[lookup.Found], language: Language) -> Node:
    """Return the features that a step names, each a button that opens it."""
    rows = (_opener(found.facts, language) for found in features)
    return (
        element("h3", catalogue.text("story.features", language)),
        markup.items("ul", rows, class_="story-features"),
    )


def _opener(facts: Mapping[str, Any], language: Language) -> Node:
    name, when = said(facts, "name", language), wording.when(facts, language)
    return (markup.opener(facts["id"], name), element("small", when))


def _sources(features: Sequence[lookup.Found], view: View) -> Node:
    """Return the sources of these features, each once."""
    sources: dict[tuple[str, str | None], Source] = {}
    for found in features:
        for source in found.facts["sources"] or ():
            sources.setdefault((source.title, source.url), source)
    return citing.sources(reported.by((), tuple(sources.values()), view.known_by), view.language)


# Looked up once a step: among a hundred thousand features that takes a while.
@lru_cache(maxsize=8)
def _found(atlas: Atlas, features: tuple[str, ...]) -> tuple[lookup.Found, ...]:
    """Return features as known today: one that "as reported by" hides still has a name."""
    found = (lookup.find(atlas, each) for each in features)
    return tuple(each for each in found if each)


def _show(node: Node, language: Language) -> None:
    st.html(markup.render(element("div", node, class_="prose", lang=language)))
