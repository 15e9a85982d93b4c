"""The vector basemap: countries, borders and coast around Mali, shipped as one small file.

``countries.json`` is made from Natural Earth (public domain) by ``generate.py`` beside it and
is never edited by hand. Nothing is fetched when the programme runs.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load"]


@cache
def load() -> dict[str, Any]:
    """Return the basemap, read once and shared: copy it before you change anything.

    Returns:
        A dict of four keys; coordinates are EPSG:4326 degrees, longitude first, four decimals,
        cut to longitudes -20 to 18 and latitudes 3 to 29.

        - ``attribution``: the credit line to show with the map.
        - ``land``: FeatureCollection of countries with ``code`` (ISO 3166-1, two letters),
          ``name``, ``name_fr``, ``label`` (``[lon, lat]`` of a good place for the name, or None
          where too small a part of the country is in the frame) and ``mali`` (True for Mali).
        - ``borders``: FeatureCollection of LineStrings, each stretch once, with the codes ``a``
          and ``b`` in alphabetical order and ``disputed`` (True: draw it dotted).
        - ``coast``: FeatureCollection of LineStrings without properties.
    """
    text = files(__name__).joinpath("countries.json").read_text(encoding="utf-8")
    basemap: dict[str, Any] = json.loads(text)
    return basemap
