"""Atlas and view -> the folium map that Streamlit shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from layers import view as views
from layers.timemap import OfflineMap, TimeMap, ViewPush

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.atlas import Atlas
    from layers.view import View


def build_map(atlas: Atlas) -> folium.Map:
    """Return the map of an atlas; its script depends on the digest and on nothing else."""
    result = OfflineMap()
    TimeMap(atlas.digest).add_to(result)
    return result


def push(view: View, token: str, marks: Mapping[str, str] | None = None) -> folium.FeatureGroup:
    """Return what hands a view to the map without remounting it.

    Args:
        view: the view to show.
        token: a name for this hand-over; the map takes each token once, so a rerun
            with the same token does not undo what the viewer did since.
        marks: feature id -> kind of change, of the comparison of the view's two days.
    """
    compared = {"day": view.day, "against": view.against, "of": dict(marks)} if marks else None
    group = folium.FeatureGroup(name="view", control=False)
    ViewPush(views.message_of(view), token, compared).add_to(group)
    return group
