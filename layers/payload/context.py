"""A context layer as GeoJSON: its geometry, names and days, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

if TYPE_CHECKING:
    from layers.atlas import Layer

# What of a context feature the drawing of the base layer asks for.
_DRAWN = ("kind", "population")


def context_geojson(layer: Layer) -> dict[str, Any]:
    """Return a FeatureCollection; "begin" and "end" are days since 1970-01-01, end exclusive."""
    frame = layer.frame
    columns = zip(
        frame.geometry,
        frame["name"],
        frame["name_fr"],
        frame["begin_day"],
        frame["end_day"],
        frame["more"],
        strict=True,
    )
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": mapping(geometry),
                "properties": {
                    "name": name,
                    "name_fr": name_fr or name,
                    "begin": int(begin),
                    "end": int(end),
                    **{key: (more or {}).get(key) for key in _DRAWN},
                },
            }
            for geometry, name, name_fr, begin, end, more in columns
        ],
    }
