"""The best way in which a server moves a map: slider, filter, one GeoJson, no remount.

    streamlit run tests/bench/server_driven.py -- <geodata> <address of Leaflet>

It shows what our map shows of a feature at first sight: place, colour, name on hover. The
files are read once, only the fragment runs anew, the map stays, and Leaflet draws on a canvas.
"""

import json
import sys
from pathlib import Path

import folium
import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from layers import symbology, vocabulary
from tests.bench import invented

GEODATA, LEAFLET = sys.argv[1:]
HEIGHT = 750
NEVER = "9999-12-30"


@st.cache_resource
def load(folder):
    """Return first and last days (datetime64) and the slim GeoJSON feature of everything."""
    begin, end, features = [], [], []
    for path in sorted(Path(folder).glob("*.geojson")):
        for feature in json.loads(path.read_bytes())["features"]:
            own = feature["properties"]
            begin.append(own["start"])
            end.append(own["end"] or NEVER)
            shown = {"id": own["id"], "name": own["name"], "colour": colour_of(own)}
            features.append({**feature, "properties": shown})
    return np.array(begin, "M8[D]"), np.array(end, "M8[D]"), features


def colour_of(properties):
    """Return the colour that our map gives a feature."""
    code = properties.get("operator") or properties.get("actor")
    if code is None:
        return symbology.KILLED_LIGHT
    return symbology.FAMILIES[vocabulary.ACTORS[code].family].light


def style_of(feature):
    """Return how Leaflet draws a feature."""
    colour = feature["properties"]["colour"]
    return {"color": colour, "fillColor": colour}


def empty_map():
    """Return a map that draws on one canvas and asks no other machine for anything."""
    result = folium.Map(location=(17.6, -4), zoom_start=6, tiles=None, prefer_canvas=True)
    result.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    result.default_css = [("leaflet", f"{LEAFLET}/leaflet.css")]
    return result


@st.fragment
def main():
    """Show the day that the slider stands on."""
    begin, end, features = load(GEODATA)
    number = st.slider("Day", invented.FIRST, invented.LAST, invented.day_begun())
    day = np.datetime64(number, "D")
    active = np.flatnonzero((begin <= day) & (end >= day))
    # With the day in it a step is told from the one before even if it shows the same.
    data = {
        "type": "FeatureCollection",
        "day": number,
        "features": [features[row] for row in active],
    }
    group = folium.FeatureGroup(name="active")
    folium.GeoJson(
        data,
        marker=folium.CircleMarker(radius=2.5, weight=0, fill=True, fill_opacity=1),
        style_function=style_of,
        tooltip=folium.GeoJsonTooltip(["name"], labels=False),
    ).add_to(group)
    st_folium(
        empty_map(),
        key="map",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=group,
    )


st.set_page_config(layout="wide")
main()
