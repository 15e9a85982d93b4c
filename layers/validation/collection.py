"""What is this JSON object: a GeoJSON collection, a single feature, or something else?"""

from __future__ import annotations

from typing import Any, Literal

from layers.problems import Finding, finding, shown
from layers.validation.geometry import GEOMETRIES

# "refused": not ours to read; the finding says what it is.
Shape = Literal["collection", "feature", "geometry", "refused"]


def shape_of(
    members: dict[str, Any],
    first_feature: object,
    *,
    has_features: bool,
) -> tuple[Shape, Finding | None]:
    """Tell what an outermost object is.

    Args:
        members: its members, but not its "features" array.
        first_feature: the first entry of that array, or None.
        has_features: whether there is such an array.

    Returns:
        How to read it, and what to say about it if it is not a FeatureCollection.
    """
    kind = members.get("type")
    if kind == "Topology":
        return "refused", finding("topojson", ())
    if _is_esri(members, first_feature):
        return "refused", finding("esri-json", ())
    if has_features:
        wrong = kind != "FeatureCollection"
        return "collection", finding("collection-type", (), found=shown(kind)) if wrong else None
    if kind == "Feature":
        return "feature", finding("bare-feature", ())
    if type(kind) is str and kind in GEOMETRIES:
        return "geometry", finding("bare-geometry", (), found=shown(kind))
    return "refused", finding("not-geojson", (), found=shown(members))


def _is_esri(members: dict[str, Any], first_feature: object) -> bool:
    """Esri JSON has attributes where GeoJSON has properties, and names its geometry outside."""
    kind = members.get("geometryType")
    if type(kind) is str and kind.startswith("esriGeometry"):
        return True
    one = first_feature if type(first_feature) is dict else members
    return "attributes" in one and "properties" not in one
