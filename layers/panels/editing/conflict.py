"""Two versions of one feature side by side; the editor chooses property by property."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import catalogue
from layers.differences import GEOMETRY, is_nothing, properties_of, same
from layers.panels import markup
from layers.panels.editing import preview
from layers.panels.editing.desk import clean, heading
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element
from layers.saving import Change

if TYPE_CHECKING:
    from layers.differences import Feature
    from layers.panels.editing.desk import Desk
    from layers.panels.markup import Node
    from layers.saving import Clash, Conflict

_MINE, _THEIRS = "mine", "theirs"


def show(met: Conflict, desk: Desk) -> tuple[Change, ...]:
    """Show every feature that two people changed, and return what is chosen for each."""
    heading(desk.say("edit.conflict.heading"), desk.language)
    return tuple(_feature(clash, desk) for clash in met.features)


def differing(clash: Clash) -> list[str]:
    """Return the properties, and `GEOMETRY`, that the two versions say differently."""
    mine, theirs = _facts(clash.mine), _facts(clash.theirs)
    return [
        name
        for name in dict.fromkeys((*theirs, *mine))
        if not same(mine.get(name), theirs.get(name))
    ]


def mixed(clash: Clash, choice: dict[str, str]) -> Feature:
    """Return their version with those properties that are chosen from mine.

    Args:
        clash: whose two versions are both there.
        choice: "mine" or "theirs" by name of a property; a name left out is theirs.
    """
    mine, theirs = clash.mine or {}, clash.theirs or {}
    own, facts = properties_of(mine), dict(properties_of(theirs))
    result = dict(theirs)
    for name, side in choice.items():
        if side == _MINE and name == GEOMETRY:
            result[GEOMETRY] = mine.get(GEOMETRY)
        elif side == _MINE and name in own:
            facts[name] = own[name]
        elif side == _MINE:
            facts.pop(name, None)
    return {**result, "properties": facts}


def _facts(feature: Feature | None) -> dict[str, Any]:
    if feature is None:
        return {}
    found = {**properties_of(feature), GEOMETRY: feature.get(GEOMETRY)}
    return {name: value for name, value in found.items() if not is_nothing(value)}


def _feature(clash: Clash, desk: Desk) -> Change:
    by = clash.theirs_by or desk.say("edit.save.somebody")
    lead = desk.say("edit.conflict.lead", by=by, id=clash.id)
    show_html(
        element("p", markup.written(lead), role="alert", class_="message is-alert"), desk.language
    )
    if clash.mine is None or clash.theirs is None:
        side = _choice(clash, "", desk.say("edit.conflict.whole"), desk)
        return Change(clash.id, clash.mine if side == _MINE else clash.theirs)
    choice = {}
    for number, name in enumerate(differing(clash), start=1):
        show_html(_versions(clash, name, desk), desk.language)
        label = desk.say("edit.conflict.property", n=number)
        known = f"edit.field.{name}"
        label = f"{label}: {desk.say(known)}" if catalogue.has(known) else label
        choice[name] = _choice(clash, name, label, desk)
    return Change(clash.id, mixed(clash, choice))


def _choice(clash: Clash, name: str, label: str, desk: Desk) -> str:
    """Ask whose version counts; what only they have changed is theirs at first."""
    is_mine = bool(name) and not same(_facts(clash.mine).get(name), _facts(clash.base).get(name))
    chosen: str = st.radio(
        label,
        (_MINE, _THEIRS),
        index=0 if is_mine else 1,
        format_func=lambda side: desk.say(f"edit.conflict.{side}"),
        horizontal=True,
        key=f"edit-side-{clash.id}-{name}",
        label_visibility="collapsed",
    )
    return chosen


def _versions(clash: Clash, name: str, desk: Desk) -> Node:
    versions = (("base", clash.base), (_MINE, clash.mine), (_THEIRS, clash.theirs))
    head = (element("th", desk.say(f"edit.conflict.{side}"), scope="col") for side, _ in versions)
    cells = (
        element("td", preview.value(_facts(feature).get(name), desk)) for _, feature in versions
    )
    table = element(
        "table",
        element("caption", element("code", clean(name))),
        element("thead", element("tr", *head)),
        element("tbody", element("tr", *cells)),
        class_="changes versions",
    )
    return element("div", table, class_="scrolls", tabindex="0")
