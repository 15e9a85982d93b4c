"""tests/cases/filters.json as files that can be read, and as views."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from layers import dates
from layers.filters import read
from layers.view import View

TABLE = json.loads((Path(__file__).parent / "cases/filters.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]
LAST_DAY = "2023-06-01"  # by which all have begun


def write(folder: Path) -> Path:
    """Write the features of the cases into a new folder."""
    folder.mkdir()
    layers: dict[str, list[dict[str, Any]]] = {}
    for position, each in enumerate(TABLE["features"]):
        properties = {name: value for name, value in each.items() if name not in ("layer", "at")}
        here = each.get("at", [-4.0 + position / 2, 15.0])
        geometry = {"type": "Point", "coordinates": here}
        if each["layer"] == "troop_movements":
            geometry = {"type": "LineString", "coordinates": [here, [-3.0, 16.5]]}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        layers.setdefault(each["layer"], []).append(feature)
    # An event on the last day, so that the slider reaches it.
    late = {**layers["massacre_sites"][-1]["properties"], "id": "late", "killed_min": 1}
    late |= {"start": LAST_DAY, "end": LAST_DAY, "name": "Late"}
    layers["massacre_sites"].append(layers["massacre_sites"][-1] | {"properties": late})
    for name, features in layers.items():
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (folder / f"{name}.geojson").write_text(text, "utf-8")
    return folder


def message(case: dict[str, Any]) -> dict[str, Any]:
    """Return the filters of a case as the map and its messages know them: days are numbers."""
    filters = dict(case["filters"])
    if "period" in filters:
        filters["period"] = [dates.parse(day).first for day in filters["period"]]
    return filters


def view(case: dict[str, Any]) -> View:
    """Return the view of a case: all that has begun, on a day when all have."""
    known = case.get("known_by")
    return View(
        day=dates.parse(LAST_DAY).first - 1,
        mode="sofar",
        hidden=(),
        filters=read(message(case)),
        known_by=dates.parse(known).first if known else None,
    )
