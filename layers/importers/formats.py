"""Which format is this file, and who reads it?"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.folders import UnreadableError
from layers.folders import read as read_bytes
from layers.importers import acled, frames, geojson, gpx, kml, overpass, tables, ucdp
from layers.importers.raw import NotImportedError
from layers.problems import Problem
from layers.reading.encoding import EncodingError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Batch, Wish

    Read = tuple[Batch | None, tuple[Problem, ...]]

_FRAMES: Mapping[str, str] = MappingProxyType(
    {
        ".shp": "shapefile",
        ".gpkg": "geopackage",
        ".fgb": "flatgeobuf",
        ".parquet": "geoparquet",
        ".geoparquet": "geoparquet",
    }
)
_JSON = (".json", ".geojson", ".geojsonl", ".ndjson", ".geojsons")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
SUFFIXES = (*_JSON, ".csv", ".tsv", ".xlsx", ".kml", ".kmz", ".gpx", ".zip", *_FRAMES)


def read(path: Path, wish: Wish, ledger: Ledger) -> Read:
    """Read a file by its suffix.

    Returns:
        What it holds, or None if nothing of it can be read; and the problems of a GeoJSON
        file as a whole.

    Raises:
        NotImportedError: nothing of it can be imported.
    """
    suffix = path.suffix.casefold()
    if suffix in _FRAMES:
        _check_there(path)
        return frames.read(path, _FRAMES[suffix], wish, ledger), ()
    if suffix not in SUFFIXES and suffix not in _TABLES:
        allowed = ", ".join(SUFFIXES)
        raise NotImportedError("suffix", suffix=suffix or path.name, allowed=allowed)
    try:
        data = read_bytes(path)
    except UnreadableError as error:
        return None, (Problem(error.code, path.name, slots=error.slots),)
    if suffix in _JSON:
        return _json(data, path.name, wish, ledger)
    return _other(suffix, data, path.name, wish, ledger), ()


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise NotImportedError("not-there", path=str(path))


def _other(suffix: str, data: bytes, name: str, wish: Wish, ledger: Ledger) -> Batch:
    if suffix == ".zip":
        return frames.read_zip(data, wish, ledger)
    drawn = {".gpx": gpx.read, ".kml": kml.read, ".kmz": kml.read_kmz}.get(suffix)
    if drawn is not None:
        return drawn(data, ledger)
    is_book = suffix == ".xlsx"
    rows = list(tables.xlsx_rows(data, wish, ledger) if is_book else tables.csv_rows(data, ledger))
    columns = tables.columns_of(rows)
    if ucdp.is_ucdp(columns):
        return ucdp.read(rows, name, wish, ledger)
    if acled.is_acled(columns):
        return acled.read(rows, name, wish, ledger)
    return tables.read(rows, "xlsx" if is_book else "csv", wish, ledger)


def _json(data: bytes, name: str, wish: Wish, ledger: Ledger) -> Read:
    document = _document(data)
    if overpass.is_overpass(document):
        return overpass.read(document, ledger), ()
    rows = ucdp.api_rows(document)
    if rows is not None:
        return ucdp.read(rows, name, wish, ledger), ()
    return geojson.read(data, name, ledger)


def _document(data: bytes) -> Any:  # noqa: ANN401 -- JSON may be anything
    """Return a JSON document that is no GeoJSON, for a look at it; None for all others.

    What is wrong with GeoJSON, the strict reader says better.
    """
    head = data[:4096]
    if b'"FeatureCollection"' in head:
        return None
    try:
        return json.loads(decode(data))
    except (ValueError, RecursionError, EncodingError):
        return None
