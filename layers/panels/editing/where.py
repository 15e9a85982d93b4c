"""Where a feature is: the place search, and the positions as text beside the map."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from layers import drafts, vocabulary
from layers.knowledge.gazetteer import gazetteer_of, without_aside
from layers.panels import markup
from layers.panels.editing import problem_list, state
from layers.panels.editing.desk import message
from layers.panels.editing.desk import show as show_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.knowledge.gazetteer import Gazetteer, Place
    from layers.panels.editing.desk import Desk
    from layers.panels.editing.state import Work
    from layers.problems import Problem
    from layers.vocabulary import LayerSpec

# What the map takes for "draw now", in place of a feature's id; see assets/edit.js.
_DRAW = "+draw"


def show(spec: LayerSpec, work: Work, problems: Sequence[Problem], desk: Desk) -> str:
    """Show place search and positions, and return the positions as typed."""
    places = desk.atlas.layers.get(vocabulary.PLACES)
    gazetteer = gazetteer_of(places.frame) if places is not None else None
    is_line = is_route(spec)
    if gazetteer is not None:
        (_stops if is_line else _place)(spec, gazetteer, work, desk)
    draw = desk.say("edit.map.line" if is_line else "edit.map.point")
    show_html(markup.opener(_DRAW, draw, class_="to-map"), desk.language)
    key = "edit.form.shape.line" if is_line else "edit.form.shape.point"
    text = st.text_area(
        desk.say(key),
        value=work.seed.shape,
        key=work.key("shape"),
        height=120 if is_line else 70,
        placeholder="-3.99452, 12.65001",
    )
    if drafts.positions_of(text or "") is None:
        message(desk.say("edit.form.shape.unread"), desk.language, kind="alert")
    problem_list.beside(problems, desk.language)
    return text or ""


def is_route(spec: LayerSpec) -> bool:
    """Tell whether the features of a layer are lines."""
    return "Point" not in spec.geometries


def _place(spec: LayerSpec, gazetteer: Gazetteer, work: Work, desk: Desk) -> None:
    st.selectbox(
        desk.say("edit.form.place"),
        ["", *sorted(gazetteer.ids, key=lambda each: _name(gazetteer.by_id[each], desk))],
        format_func=lambda each: _said(gazetteer, each, desk),
        key=work.key("search"),
        on_change=partial(_take_place, spec, gazetteer, work.key("search")),
    )


def _stops(_spec: LayerSpec, gazetteer: Gazetteer, work: Work, desk: Desk) -> None:
    st.multiselect(
        desk.say("edit.form.stops"),
        sorted(gazetteer.ids, key=lambda each: _name(gazetteer.by_id[each], desk)),
        format_func=lambda each: _said(gazetteer, each, desk),
        key=work.key("search"),
        on_change=partial(_take_stops, gazetteer, work.key("search")),
        placeholder=desk.say("edit.form.place.none"),
    )


def _take_place(spec: LayerSpec, gazetteer: Gazetteer, key: str) -> None:
    place = gazetteer.by_id.get(st.session_state[key])
    if place is None:
        return
    state.put("shape", _position(place))
    if spec.field("place"):
        state.put("place", place.id)


def _take_stops(gazetteer: Gazetteer, key: str) -> None:
    stops = [gazetteer.by_id[each] for each in st.session_state[key]]
    if not stops:
        return
    state.put("shape", "\n".join(map(_position, stops)))
    for name, stop in (("from", stops[0]), ("to", stops[-1] if len(stops) > 1 else None)):
        if stop is not None:
            state.put(name, without_aside(stop.name))
            state.put(f"{name}_fr", without_aside(stop.name_fr))


def _position(place: Place) -> str:
    lon, lat = place.lonlat
    return f"{lon:.5f}, {lat:.5f}"


def _name(place: Place, desk: Desk) -> str:
    return place.name_fr if desk.language == "fr" else place.name


def _said(gazetteer: Gazetteer, place_id: str, desk: Desk) -> str:
    place = gazetteer.by_id.get(place_id)
    if place is None:
        return desk.say("edit.form.place.none")
    name = _name(place, desk)
    return f"{name}, {place.admin}" if place.admin else name
