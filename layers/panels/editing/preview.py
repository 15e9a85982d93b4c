"""What a proposed file changes: new, changed and removed features, property by property."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue, change_note
from layers.differences import KINDS
from layers.drafts import lines_of, shape_text
from layers.folders import SUFFIX
from layers.panels import markup
from layers.panels.editing.desk import clean, heading
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.catalogue import Language
    from layers.differences import Change, Difference
    from layers.panels.editing.desk import Desk
    from layers.panels.markup import Node
    from layers.proposals import Proposal

# Features told one by one; properties of a new or removed feature; characters of a value.
MOST_FEATURES = 40
_MOST_PROPERTIES = 60
_LONGEST = 300


def show(proposal: Proposal, desk: Desk) -> None:
    """Show what differs from the published file, and offer the change note."""
    language = desk.language
    heading(desk.say("edit.preview.heading"), language)
    found = proposal.differences
    show_html(element("p", change_note.summary(found, language), class_="lead"), language)
    if found:
        show_html(legend(found, desk), language)
        # The number of nodes stays small however much differs.
        rows = (_feature(each, desk) for each in ordered(found)[:MOST_FEATURES])
        show_html(markup.items("ul", rows, class_="differences"), language)
    rest = len(found) - MOST_FEATURES
    if rest > 0:
        said = catalogue.counted("edit.preview.more", rest, language)
        show_html(element("p", said), language)
    note = change_note.note(proposal.name, found, proposal.problems(), language)
    st.download_button(
        desk.say("edit.download.note"),
        note.encode(),
        file_name=f"{proposal.name}-changes.md",
        mime="text/markdown",
        on_click="ignore",
        key=f"edit-note-{proposal.name}",
    )


def ordered(found: Iterable[Difference]) -> list[Difference]:
    """Return differences new ones first, then changed, then removed."""
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def drawable(found: Sequence[Difference]) -> list[Difference]:
    """Return those that can be drawn."""
    return [each for each in found if lines_of((each.after or each.before or {}).get("geometry"))]


def legend(found: Sequence[Difference], desk: Desk) -> Node:
    """Say what the symbols of the map mean, and how many features are not drawn."""
    entries = [
        (
            element(
                "span",
                desk.say(f"edit.letter.{kind}"),
                class_=f"sign is-{kind}",
                aria_hidden="true",
            ),
            element("span", desk.say(f"edit.preview.{kind}")),
        )
        for kind in KINDS
        if any(each.kind == kind for each in found)
    ]
    missing = len(found) - len(drawable(found))
    said = catalogue.counted("edit.preview.not_drawn", missing, desk.language) if missing else None
    return markup.items("ul", entries, class_="signs"), element("p", said) if said else None


def _feature(found: Difference, desk: Desk) -> Node:
    name = markup.written(clean(found.name(desk.language)))
    is_drawn = bool(drawable((found,))) and clean(found.id) == found.id
    title: Node = markup.opener(found.id, name, class_="to-map") if is_drawn else name
    head = element(
        "p",
        element(
            "span",
            desk.say(f"edit.letter.{found.kind}"),
            class_=f"sign is-{found.kind}",
            aria_hidden="true",
        ),
        element("strong", desk.say(f"edit.preview.{found.kind}")),
        " ",
        title,
        " ",
        element("code", clean(found.id)),
    )
    if found.kind == "changed":
        return head, _table(found.changes, desk)
    return head, element(
        "details",
        element("summary", _names(found.changes, desk.language)),
        _table(found.changes, desk),
    )


def _names(changes: Sequence[Change], language: Language) -> str:
    """Say how many properties a new or removed feature has."""
    return catalogue.counted("edit.preview.parts", len(changes), language)


def _table(changes: Sequence[Change], desk: Desk) -> Node:
    head = (
        element("th", desk.say(f"edit.preview.{name}"), scope="col")
        for name in ("property", "before", "after")
    )
    rows = tuple(_row(change, desk) for change in changes[:_MOST_PROPERTIES])
    rest = len(changes) - _MOST_PROPERTIES
    said = catalogue.counted("edit.preview.parts", rest, desk.language) if rest > 0 else None
    table = element(
        "table", element("thead", element("tr", *head)), element("tbody", *rows), class_="changes"
    )
    return element("div", table, class_="scrolls", tabindex="0"), element(
        "p", said
    ) if said else None


def _row(change: Change, desk: Desk) -> Node:
    return element(
        "tr",
        element("th", element("code", clean(change.property)), scope="row"),
        element("td", value(change.before, desk)),
        element("td", value(change.after, desk)),
    )


def value(found: object, desk: Desk) -> Node:
    """Return a value of a file as text, shortened; a shape as its positions."""
    if found is None:
        return element("em", desk.say("edit.preview.absent"))
    positions = shape_text(found)
    if positions:
        return element("span", clean(positions, _LONGEST), class_="positions")
    return markup.written(clean(change_note.value_text(found), _LONGEST))


def file_name(name: str) -> str:
    """Return the name of a layer's file."""
    return f"{name}{SUFFIX}"
