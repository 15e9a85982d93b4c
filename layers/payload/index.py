"""``index.json``: the tables behind the columns, the time bar's data and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xyzservices.providers

from layers import dates, histogram, symbology, vocabulary
from layers.catalogue import LANGUAGES, text, words
from layers.payload.facet_columns import facets_layout
from layers.payload.table import kinds_of, period, table_of
from layers.payload.texts import BLOCK

if TYPE_CHECKING:
    from layers.atlas import Atlas, Layer
    from layers.payload.table import Table


def index(atlas: Atlas) -> dict[str, Any]:
    """Return the index of an atlas."""
    table = table_of(atlas)
    first, last = period(atlas)
    counted = np.array([layer.name != "milestones" for layer in table.layers], bool)
    return {
        "digest": atlas.digest,
        "count": len(table.source),
        "block": BLOCK,
        "period": {"first": first, "last": last},
        "openEnd": dates.OPEN_END,
        "columns": table.layout(),
        "layers": [_layer(layer, _both(f"layer.{layer.name}")) for layer in table.layers],
        "context": [
            _layer(layer, _own_title(layer)) for layer in atlas.layers.values() if layer.is_context
        ],
        "kinds": {name: list(kinds_of(name)) for name in vocabulary.LAYERS},
        "precisionKm": [vocabulary.PRECISION_RADIUS_KM[name] for name in vocabulary.PRECISIONS],
        "histogram": histogram.by_month(
            table.columns, counted[table.columns["layer"]], first, last
        ),
        "milestones": _milestones(table),
        "words": {
            key: dict(entry)
            for subject in ("map", "timebar", "filters")
            for key, entry in words(subject).items()
        },
        **_symbology(),
        "facets": facets_layout(atlas),
        "tiles": _tiles(),
    }


def _layer(layer: Layer, label: dict[str, str]) -> dict[str, Any]:
    return {"name": layer.name, "label": label, "count": len(layer.frame)}


def _both(key: str) -> dict[str, str]:
    return {language: text(key, language) for language in LANGUAGES}


def _own_title(layer: Layer) -> dict[str, str]:
    """Return what a context layer calls itself, else the name of its file."""
    title = layer.foreign.get("title") or layer.name.replace("_", " ")
    return {"en": str(title), "fr": str(layer.foreign.get("title_fr") or title)}


def _symbology() -> dict[str, Any]:
    return {
        "actors": [
            {"code": code, "label": actor.label, "family": actor.family} | _both(f"actor.{code}")
            for code, actor in vocabulary.ACTORS.items()
        ],
        "families": [
            {
                "key": key,
                "light": style.light,
                "dark": style.dark,
                "inkLight": style.ink(dark=False),
                "inkDark": style.ink(dark=True),
                "shape": style.shape,
            }
            | _both(f"family.{key}")
            for key, style in symbology.FAMILIES.items()
        ],
        "killed": {
            "light": symbology.KILLED_LIGHT,
            "dark": symbology.KILLED_DARK,
            "factor": symbology.KILLED_AREA_FACTOR,
            "min": symbology.KILLED_RADIUS_MIN_PX,
            "max": symbology.KILLED_RADIUS_MAX_PX,
            "legend": list(symbology.KILLED_LEGEND),
        },
        "contextColours": list(symbology.CONTEXT_COLOURS),
    }


def _tiles() -> dict[str, Any]:
    """Return the online background, which is off until a viewer asks for it."""
    provider = xyzservices.providers.OpenStreetMap.Mapnik
    return {
        "url": provider.build_url(),
        "attribution": provider.attribution,
        "maxZoom": provider.max_zoom,
    }


def _milestones(table: Table) -> list[dict[str, Any]]:
    position = next((i for i, layer in enumerate(table.layers) if layer.name == "milestones"), -1)
    chosen = np.flatnonzero(table.columns["layer"] == position)
    result = []
    for i, (layer, row) in zip(chosen, table.rows(chosen), strict=True):
        name, name_fr = layer.frame["name"].iat[row], layer.frame["name_fr"].iat[row]
        result.append(
            {
                "id": layer.frame["id"].iat[row],
                "day": int(table.columns["begin"][i]),
                "name": name,
                "name_fr": name_fr or name,
            }
        )
    return result
