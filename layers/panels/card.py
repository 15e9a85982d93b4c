"""The card beside the map: the selected feature, or how to read the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue, payload, wording
from layers.panels import (
    citing,
    describing,
    lookup,
    markup,
    neighbours,
    reported,
    steps,
    tenure_strip,
)
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.panels.lookup import Found
    from layers.panels.markup import Node
    from layers.view import View

# Lines of the introduction, each beside a small picture of what it tells (card.css).
_INTRODUCTION = ("base", "massacre", "movement", "disputed", "ended")


def show(atlas: Atlas, view: View) -> None:
    """Show the card of the selected feature, or the introduction if there is none."""
    language = view.language
    found = lookup.find(atlas, view.selected, view.known_by) if view.selected else None
    if found is None:
        _show(_introduction(language, is_gone=view.selected is not None), language)
        return
    steps.show(atlas, view, found.row)
    facts = found.facts
    evidence = reported.by(facts["claims"] or (), facts["sources"], view.known_by)
    _show((_reported(found, view), describing.headline(found, language, view.known_by)), language)
    _show(
        (
            describing.body(found, language, view.known_by),
            citing.claims(evidence, language),
            _tenures(atlas, found, view) if found.layer == lookup.BASES else None,
            neighbours.around(atlas, found, view),
            citing.sources(evidence, language),
            describing.more(facts, language),
        ),
        language,
    )
    citing.cite(facts, evidence, view, atlas.digest)


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


def _reported(found: Found, view: View) -> Node:
    """Return what "as reported by" does to this card; nothing while it is off."""
    if view.known_by is None:
        return None
    key = "known.lead" if found.is_reported else "known.unreported"
    day = wording.day_words(view.known_by, view.language)
    return element("p", catalogue.text(key, view.language, day=day), class_="known")


def _tenures(atlas: Atlas, found: Found, view: View) -> Node:
    """Return who held the site: the tenures reported by then, and the one whose card it is."""
    everyone = lookup.tenures(atlas, found.facts["site"], view.known_by)
    listed = [each for each in everyone if each.is_reported or each.row == found.row]
    return tenure_strip.strip(
        listed,
        found.facts["id"],
        view,
        last_day=payload.period(atlas)[1],
        later=len(everyone) - len(listed),
    )
