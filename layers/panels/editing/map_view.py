"""The map of the page "Edit": what a task shows there, handed to its script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from layers import catalogue, drafts, mapping
from layers.differences import KINDS
from layers.drafts import lines_of
from layers.panels import markup
from layers.panels.editing import state
from layers.panels.editing.preview import drawable, ordered
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.panels.editing.desk import Board, Desk

# Symbols and published points that are handed to the map; the list says what is left out.
MOST_ITEMS = 500
_MOST_PUBLISHED = 3_000
_HEIGHT = 560
_LONGEST_NAME = 200
_WORDS = (
    *("map", "tools", "point", "line", "undo", "done", "clear", "vertex"),
    *("pointHint", "lineHint", "lineStart", "lineNext", "lineEnd", "reshapeHint", "vertexHelp"),
    *("zoomIn", "zoomOut", "whole"),
)


def show(board: Board, desk: Desk) -> None:
    """Show the map; what it tells is taken before the next run."""
    st_folium(
        mapping.build_edit_map(),
        key=state.MAP_KEY,
        returned_objects=[],
        feature_group_to_add=mapping.edit_push(_message(board, desk)),
        use_container_width=True,
        height=_HEIGHT,
        on_change=state.hear,
    )
    left = _left_out(board, desk)
    if left:
        words = desk.say("edit.map.left_out", n=catalogue.number_text(left, desk.language))
        st.html(markup.render(element("p", words, lang=desk.language)))


def _left_out(board: Board, desk: Desk) -> int:
    """Return how many features the map does not draw because there are so many."""
    layer = desk.atlas.layers.get(board.layer)
    published = len(layer.frame) if layer else 0
    return max(0, len(board.differences) - MOST_ITEMS) + max(0, published - _MOST_PUBLISHED)


def _message(board: Board, desk: Desk) -> dict[str, Any]:
    work = state.load()
    drawn = {each.id for each in board.differences}
    context = [layer.name for layer in desk.atlas.layers.values() if layer.is_context]
    return {
        "digest": desk.atlas.digest,
        "context": context,
        "language": desk.language,
        "words": _words(desk),
        "legend": _legend(board, desk),
        "items": list(_items(board, desk)),
        "backdrop": list(_published(board.layer, drawn, desk)),
        "draft": {"parts": board.shape, "isLine": board.is_line, "isAllowed": board.may_draw},
        "fit": board.fit,
        "stored": drafts.stored(work.draft) if work.is_known else None,
    }


def _words(desk: Desk) -> dict[str, str]:
    """Return the words of the map's script, which fills ``{a}`` and ``{b}`` itself."""
    words = {name: desk.say(f"edit.map.{name}") for name in _WORDS}
    return {**words, "between": desk.say("edit.map.between", a="{a}", b="{b}")}


def _legend(board: Board, desk: Desk) -> list[dict[str, str]]:
    """Return the symbols that are on the map, each with its word."""
    kinds = {each.kind for each in drawable(board.differences)}
    entries = [
        {
            "kind": kind,
            "letter": desk.say(f"edit.letter.{kind}"),
            "label": desk.say(f"edit.preview.{kind}"),
        }
        for kind in KINDS
        if kind in kinds
    ]
    if board.layer in desk.atlas.layers:
        entries.append({"kind": "published", "letter": "", "label": desk.say("edit.map.published")})
    return entries


def _items(board: Board, desk: Desk) -> Iterator[dict[str, Any]]:
    for each in ordered(board.differences)[:MOST_ITEMS]:
        parts = lines_of((each.after or each.before or {}).get("geometry"))
        if parts:
            name = each.name(desk.language)[:_LONGEST_NAME]
            yield {
                "id": each.id,
                "kind": each.kind,
                "letter": desk.say(f"edit.letter.{each.kind}"),
                "label": f"{name} ({desk.say(f'edit.preview.{each.kind}')})",
                "parts": parts,
            }


def _published(layer: str, without: set[str], desk: Desk) -> Iterator[list[float]]:
    """Yield where the published features of a layer lie, lines by their first position."""
    found = desk.atlas.layers.get(layer)
    if found is None:
        return
    pairs = zip(found.frame["id"].tolist(), found.frame.geometry, strict=True)
    for count, (feature_id, shape) in enumerate(pairs):
        if count >= _MOST_PUBLISHED:
            return
        if feature_id not in without:
            point = shape if shape.geom_type == "Point" else shape.representative_point()
            yield [round(point.x, 5), round(point.y, 5)]
