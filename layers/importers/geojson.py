"""GeoJSON of other programs: QGIS and GDAL, geojson.io, geopandas, Overpass turbo."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.importers.raw import Batch, Raw
from layers.problems import visible
from layers.reading.document import open_bytes
from layers.reading.features import label_of
from layers.reading.report import RefusedError, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.importers.ledger import Ledger
    from layers.problems import Problem

# Said of the file that a program wrote, and wrong or without meaning in another file.
_OF_THE_WRITER = frozenset(
    {"name", "crs", "bbox", "xy_coordinate_resolution", "z_coordinate_resolution", "totalFeatures"}
)
# Words of simplestyle-spec 1.1 (github.com/mapbox/simplestyle-spec), by which geojson.io
# draws. They are kept like any property; the report names the option that leaves them out.
SIMPLESTYLE = frozenset(
    {
        *("marker-color", "marker-size", "marker-symbol"),
        *("stroke", "stroke-width", "stroke-opacity", "fill", "fill-opacity"),
    }
)


def read(data: bytes, name: str, ledger: Ledger) -> tuple[Batch | None, tuple[Problem, ...]]:
    """Read a GeoJSON file with the strict reader of the map.

    Args:
        data: the whole file.
        name: of the file, for the problems.
        ledger: is told of features that are none.

    Returns:
        The features, or None if the file cannot be read; and the problems that say why.
        Problems of single features come back from the checker, not from here.
    """
    report = Report(visible(name))
    try:
        opened = open_bytes(data, report)
    except RefusedError:
        return None, report.problems()
    found = []
    for index, element in enumerate(opened.elements):
        label = label_of(element.value, index)
        raw = _raw(element.value, label)
        if raw is None:
            ledger.dropped("no-feature", label)
            continue
        for flaw, _ in element.flaws:
            ledger.left_out(".".join(map(str, flaw.path)) or label, "not-json", label)
        found.append(raw)
    around = {key: value for key, value in opened.foreign.items() if key not in _OF_THE_WRITER}
    batch = Batch("geojson", tuple(found), MappingProxyType(around))
    return batch, report.problems()


def _raw(feature: object, label: str) -> Raw | None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None
    properties = feature.get("properties")
    geometry = feature.get("geometry")
    outer = feature.get("id")
    return Raw(
        label,
        _with_members_inside(feature, properties if isinstance(properties, dict) else {}),
        geometry if isinstance(geometry, dict) else None,
        outer if isinstance(outer, str) and not outer.isdigit() else None,
    )


def _with_members_inside(feature: dict[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """What stands beside the properties is one of them, if no property has its name."""
    beside = {
        name: value
        for name, value in feature.items()
        if name not in {"type", "id", "geometry", "properties", "bbox"}
    }
    return {**beside, **properties}
