"""Shapefile, GeoPackage, FlatGeobuf and GeoParquet, through pyogrio and geopandas.

GDAL opens whatever it recognises, some of which names files or addresses of its own; so a
file is looked at before it is handed over, and nothing but these four passes.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError, ProjError

from layers import vocabulary
from layers.importers import archives, geometry
from layers.importers.raw import MAX_BYTES, Batch, NotImportedError, Raw
from layers.reading.document import MAX_FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geopandas import GeoDataFrame

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Wish

# The first bytes of each, by the key of its name.
MAGIC: Mapping[str, bytes] = MappingProxyType(
    {
        "shapefile": b"\x00\x00\x27\x0a",
        "geopackage": b"SQLite format 3\x00",
        "flatgeobuf": b"fgb\x03fgb",
        "geoparquet": b"PAR1",
    }
)
_CRS = "EPSG:4326"
# dBASE has ten characters for the name of a column and 254 bytes for a text.
_DBF_NAME, _DBF_TEXT = 10, 254
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read(path: Path, name: str, wish: Wish, ledger: Ledger) -> Batch:
    """Read a file of one of the formats of MAGIC.

    Raises:
        NotImportedError: it is not what its name says, or has several tables.
    """
    if path.stat().st_size > MAX_BYTES:
        raise NotImportedError("too-large", limit=MAX_BYTES // 1_000_000)
    with path.open("rb") as stream:
        if not stream.read(16).startswith(MAGIC[name]):
            raise NotImportedError("not-this-format", format=name)
    try:
        frame = geopandas.read_parquet(path) if name == "geoparquet" else _ogr(path, wish, ledger)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        raise NotImportedError("gdal", detail=str(error)[:200]) from error
    if len(frame) > MAX_FEATURES:
        raise NotImportedError("too-many-rows", limit=MAX_FEATURES)
    frame = _in_degrees(frame, ledger)
    if name == "shapefile":
        frame = _whole_names(frame, ledger)
    return Batch(name, tuple(_raws(frame)))


def read_zip(data: bytes, wish: Wish, ledger: Ledger) -> Batch:
    """Read a zipped Shapefile.

    Raises:
        NotImportedError: it holds none, or is too large.
    """
    with archives.opened(data) as archive, tempfile.TemporaryDirectory() as folder:
        shapes = list(archives.entries_ending(archive, ".shp"))
        if not shapes:
            raise NotImportedError("zip-without", suffix=".shp")
        for other in shapes[1:]:
            ledger.left_out(other.filename, "second-file")
        stem = shapes[0].filename[: -len(".shp")].casefold()
        for suffix in _PARTS:
            for entry in archives.entries_ending(archive, suffix):
                # Names inside a ZIP may lead anywhere: only our own is ever written.
                if entry.filename[: -len(suffix)].casefold() == stem:
                    target = Path(folder) / f"layer{suffix}"
                    target.write_bytes(archives.content(archive, entry))
        return read(Path(folder) / "layer.shp", "shapefile", wish, ledger)


def _ogr(path: Path, wish: Wish, ledger: Ledger) -> GeoDataFrame:
    tables = [name for name, kind in pyogrio.list_layers(path) if kind is not None]
    if not tables:
        raise NotImportedError("no-geometry")
    if wish.table and wish.table not in tables:
        raise NotImportedError("no-such-table", name=wish.table, tables=", ".join(tables))
    if len(tables) > 1 and not wish.table:
        raise NotImportedError("several-tables", tables=", ".join(tables))
    chosen = wish.table or tables[0]
    frame = geopandas.read_file(path, engine="pyogrio", layer=chosen)
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise NotImportedError("no-geometry")
    if len(tables) > 1:
        ledger.note("one-table", chosen)
    return frame


def _in_degrees(frame: GeoDataFrame, ledger: Ledger) -> GeoDataFrame:
    if frame.crs is None:
        ledger.note("no-crs")
        return frame
    if frame.crs == _CRS:
        return frame
    ledger.note("reprojected", str(frame.crs.name))
    try:
        return frame.to_crs(_CRS)
    except (CRSError, ProjError) as error:
        raise NotImportedError("gdal", detail=str(error)[:200]) from error


def _whole_names(frame: GeoDataFrame, ledger: Ledger) -> GeoDataFrame:
    """Give columns that dBASE cut their whole names, where only one field can be meant."""
    fields = {field.name for spec in vocabulary.LAYERS.values() for field in spec.fields}
    renamed = {}
    for column in frame.columns:
        meant = [name for name in fields if len(name) > _DBF_NAME and name[:_DBF_NAME] == column]
        if len(meant) == 1 and meant[0] not in frame.columns:
            renamed[column] = meant[0]
            ledger.mapped(meant[0], column)
        texts = [value for value in frame[column] if isinstance(value, str)]
        if any(len(text.encode()) >= _DBF_TEXT - 1 for text in texts):
            ledger.note("text-cut", str(column))
    return frame.rename(columns=renamed)


def _raws(frame: GeoDataFrame) -> list[Raw]:
    shapes = list(frame.geometry)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    series = [frame[name] for name in frame.columns if name != frame.geometry.name]
    values = [[_plain(value) for value in each.tolist()] for each in series]
    found = []
    for index, shape in enumerate(shapes):
        properties = {name: values[at][index] for at, name in enumerate(columns)}
        label = properties.get("id")
        shown = label if isinstance(label, str) else f"#{index + 1}"
        found.append(Raw(shown, properties, geometry.of_shape(shape)))
    return found


def _plain(value: object) -> object:
    """Return a JSON value; NaN, NaT and the like are None."""
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, np.generic):
        return value.item()
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | bool | int | float) else str(value)
