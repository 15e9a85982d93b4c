"""The card beside the map: the selected feature, or how to read the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import catalogue, wording
from layers.panels import citing, describing, lookup, markup, session
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.markup import Node
    from layers.view import View

# Lines of the introduction, each beside a small picture of what it tells (card.css).
_INTRODUCTION = ("base", "massacre", "movement", "disputed", "ended")


def show(atlas: Atlas, view: View) -> None:
    """Show the card of the selected feature, or the introduction if there is none."""
    language = view.language
    found = lookup.find(atlas, view.selected) if view.selected else None
    if found is None:
        _show(_introduction(language, is_gone=view.selected is not None), language)
        return
    st.button(
        catalogue.text("card.close", language),
        key="close",
        type="tertiary",
        on_click=session.select,
        args=(None,),
    )
    facts = found.facts
    _show(describing.headline(found, language), language)
    _show(
        (describing.body(found, language), citing.claims(facts["claims"] or (), language)), language
    )
    if found.layer == lookup.BASES:
        _show_tenures(lookup.tenures(atlas, facts["site"]), facts["id"], view)
    _show((citing.sources(facts["sources"], language), describing.more(facts, language)), language)


def _show(node: Node, language: Language) -> None:
    st.html(markup.render(element("div", node, class_="prose", lang=language)))


def _introduction(language: Language, *, is_gone: bool) -> Node:
    lines = (
        (
            element("span", class_=f"glyph glyph-{name}", aria_hidden="true"),
            element("span", catalogue.text(f"intro.{name}", language)),
        )
        for name in _INTRODUCTION
    )
    return (
        element("p", catalogue.text("card.gone", language), class_="key") if is_gone else None,
        element("h2", catalogue.text("intro.heading", language)),
        markup.items("ul", lines, class_="introduction"),
        element("p", catalogue.text("intro.play", language)),
    )


def _show_tenures(tenures: Sequence[Mapping[str, Any]], shown: str, view: View) -> None:
    """List the tenures of a site; each but the shown one is a button that opens it."""
    language = view.language
    heading = element("h3", catalogue.text("card.tenures", language))
    changes = wording.change_words([_stay(facts) for facts in tenures], language)
    _show((heading, markup.items("ul", changes, class_="changes")), language)
    with st.container(key="tenures", gap=None):
        for facts in tenures:
            words = _tenure_words(facts, language)
            if facts["id"] == shown:
                mark = element("small", catalogue.text("card.open_tenure", language))
                _show(element("p", f"{words} ", mark, aria_current="true"), language)
            else:
                # A button's label is Markdown: words of the catalogue only, no property text.
                st.button(
                    words,
                    key=f"open-{facts['id']}",
                    type="tertiary",
                    on_click=session.select,
                    args=(facts["id"], _day_on_which(facts, view.day)),
                )


def _day_on_which(facts: Mapping[str, Any], day: int) -> int:
    """Return a day on which the tenure is on the map: this one if it can be."""
    if facts["begin_day"] <= day < facts["end_day"]:
        return day
    return min(int(facts["begin_sure_day"]), int(facts["end_day"]) - 1)


def _tenure_words(facts: Mapping[str, Any], language: Language) -> str:
    words = [
        wording.actor_words([facts["operator"]], language),
        wording.when(facts, language),
    ]
    if facts["status"] == "disputed":
        words.append(catalogue.text("status.disputed", language))
    return ", ".join(words)


def _stay(facts: Mapping[str, Any]) -> wording.Stay:
    notes = facts["notes"] or {}
    texts = (facts["summary"], facts["summary_fr"], *notes.values())
    return wording.Stay(
        facts["operator"],
        facts["start"],
        facts["end"],
        is_disputed=facts["status"] == "disputed",
        tells=" ".join(text for text in texts if isinstance(text, str)),
    )
