"""Atlas and view -> the folium map that Streamlit shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from layers import view as views
from layers.timemap import EditMap, EditPush, LineTool, OfflineMap, TimeMap, ViewPush

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from layers.atlas import Atlas
    from layers.view import View


def build_map(atlas: Atlas) -> folium.Map:
    """Return the map of an atlas; its script depends on the digest and on nothing else."""
    result = OfflineMap()
    TimeMap(atlas.digest).add_to(result)
    return result


def push(
    view: View,
    token: str,
    marks: Mapping[str, str] | None = None,
    crop: tuple[float, float] | None = None,
    presented: str | None = None,
    *,
    moves: bool = False,
) -> folium.FeatureGroup:
    """Return what hands a view to the map without remounting it.

    Args:
        view: the view to show.
        token: a name for this hand-over; the map takes each token once, so a rerun
            with the same token does not undo what the viewer did since.
        marks: feature id -> kind of change, of the comparison of the view's two days.
        crop: width and height of a picture's map, in its units: the map shows its edge and
            commits its centre and zoom under "crop".
        presented: title of the view before a room, where nothing but map, day and title
            shows; None for the map with its tools.
        moves: the map goes to the view's place, wherever the viewer has moved it.
    """
    compared = {"day": view.day, "against": view.against, "of": dict(marks)} if marks else None
    group = folium.FeatureGroup(name="view", control=False)
    ViewPush(views.message_of(view), token, compared, crop, presented, moves).add_to(group)
    return group


def build_edit_map() -> folium.Map:
    """Return the map of the page "Edit"; its script is always the same."""
    result = OfflineMap()
    for added, name in ((result.default_js, "edit.js"), (result.default_css, "edit.css")):
        added.append((name, added[-1][1].rsplit("/", 1)[0] + f"/{name}"))
    tool = LineTool()
    tool.add_to(result)
    EditMap(tool).add_to(result)
    return result


def edit_push(message: Mapping[str, Any]) -> folium.FeatureGroup:
    """Return what hands features, words and a draft to the map of the page "Edit"."""
    group = folium.FeatureGroup(name="edit", control=False)
    EditPush(message).add_to(group)
    return group
