"""The best way in which a server moves a map: slider, filter, one GeoJson, no remount.

    streamlit run tests/bench/server_driven.py -- <points> <address of Leaflet> <days a step>

Only the fragment runs anew, the map stays, and features have nothing but their place.
"""

import sys
from pathlib import Path

import folium
import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from tests.bench import invented

POINTS, LEAFLET, STEP_DAYS = sys.argv[1:]
HEIGHT = 750


@st.cache_resource
def load(path):
    """Return begin, end and the GeoJSON feature of every point."""
    columns = np.frombuffer(Path(path).read_bytes(), "<i4").reshape(4, -1)
    begin, end = columns[:2]
    places = columns[2:].view("<f4").T.astype(float).round(4).tolist()
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Point", "coordinates": place},
        }
        for place in places
    ]
    return begin, end, features


def plain_map():
    """Return an empty map that draws on one canvas and asks no other machine for anything."""
    result = folium.Map(location=(17.6, -4), zoom_start=6, tiles=None, prefer_canvas=True)
    result.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    result.default_css = [("leaflet", f"{LEAFLET}/leaflet.css")]
    return result


@st.fragment
def main():
    """Show the day that the slider stands on."""
    begin, end, features = load(POINTS)
    middle = invented.day_begun()
    day = st.slider("Day", invented.FIRST, invented.LAST, middle, int(STEP_DAYS))
    active = np.flatnonzero((begin <= day) & (end > day))
    # With the day in it a step is told from the one before even if it shows the same.
    data = {"type": "FeatureCollection", "day": day, "features": [features[i] for i in active]}
    disc = folium.CircleMarker(radius=2.5, weight=0, fill=True, fill_opacity=1)
    group = folium.FeatureGroup(name="active")
    folium.GeoJson(data, marker=disc).add_to(group)
    st_folium(
        plain_map(),
        key="map",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=group,
    )


st.set_page_config(layout="wide")
main()
