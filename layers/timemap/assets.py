"""The files that the map's frame loads, all of them from this machine.

Leaflet comes from the XStatic-Leaflet package, in the version that folium expects;
Leaflet.draw, which folium's Draw asks for, stands in a folder of its own with its licence.
Our own scripts are plain files, joined into one so that a slow line waits once.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import basemap

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent / "assets"

# Lower files first: a script may use only what stands above it.
SCRIPTS = (
    "dates.js",
    "timeline.js",
    "store.js",
    "words.js",
    "data.js",
    "filters.js",
    "shapes.js",
    "symbols.js",
    "basemap.js",
    "places.js",
    "groups.js",
    "markers.js",
    "captions.js",
    "rings.js",
    "paths.js",
    "movements.js",
    "dense.js",
    "context.js",
    "fan.js",
    "legend.js",
    "controls.js",
    "sieve.js",
    "filter_panel.js",
    "kept_back.js",
    "search.js",
    "changes.js",
    "page_links.js",
    "embedding.js",
    "player.js",
    "timebar_plot.js",
    "timebar_track.js",
    "timebar_milestones.js",
    "timebar_date.js",
    "timebar_controls.js",
    "timebar.js",
    "bridge.js",
    "crop.js",
    "present.js",
    "scene.js",
    "api.js",
    "mount.js",
)
_TIMEBAR = ("timebar.css", "timebar_track.css", "timebar_sizes.css")
STYLES = ("map.css", "symbols.css", "panels.css", "side.css", *_TIMEBAR)
# The map of the page "Edit" builds on the scripts and styles above.
EDIT_SCRIPTS = ("edit_symbols.js", "edit_line.js", "edit_drawing.js", "edit.js")
EDIT_STYLES = ("edit.css",)

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".png": "image/png",
        ".svg": "image/svg+xml",
    }
)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file for the browser."""

    name: str
    body: bytes
    media_type: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file that the frame may ask for, by name ("images/layers.png")."""
    bodies = {
        "temoin.js": _joined(SCRIPTS),
        "temoin.css": _joined(STYLES),
        "edit.js": _joined(EDIT_SCRIPTS),
        "edit.css": _joined(EDIT_STYLES),
        "basemap.json": json.dumps(basemap.load(), separators=(",", ":")).encode(),
        **_leaflet(),
        **_leaflet_draw(),
    }
    return MappingProxyType(
        {name: Asset(name, body, _TYPES[Path(name).suffix]) for name, body in bodies.items()}
    )


@cache
def assets_version() -> str:
    """Return a hash over all the files: a part of their address, so that they cache for good."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + asset.body + b"\0")
    return digest.hexdigest()[:12]


def _joined(names: tuple[str, ...]) -> bytes:
    return b"\n".join((_FOLDER / name).read_bytes() for name in names)


def _leaflet() -> dict[str, bytes]:
    # XStatic-Leaflet declares a legacy namespace package whose import needs pkg_resources,
    # so its files are found by path.
    folder = _xstatic_folder()
    files = [folder / "leaflet.js", folder / "leaflet.css", *(folder / "images").glob("*.png")]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _leaflet_draw() -> dict[str, bytes]:
    found = (_FOLDER / "leaflet_draw").rglob("*.*")
    return {file.relative_to(_FOLDER).as_posix(): file.read_bytes() for file in found}


def _xstatic_folder() -> Path:
    for file in files("XStatic-Leaflet") or ():
        if file.name == "leaflet.js":
            return Path(str(file.locate())).parent
    raise FileNotFoundError("XStatic-Leaflet holds no leaflet.js: install requirements.txt again")
