"""CSV and XLSX: one row a feature, its place as latitude and longitude or as WKT."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from layers.importers import archives, geometry
from layers.importers.raw import Batch, NotImportedError, Raw
from layers.reading.document import MAX_FEATURES
from layers.reading.encoding import EncodingError, decode

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.cell import Cell

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Wish

    Row = dict[str, Any]

_SEPARATORS = ",;\t|"
# Names of columns that can only mean the place, in the order in which they are believed.
_LAT = ("lat", "latitude", "lat_dd", "latitude_dd", "y")
_LON = ("lon", "lng", "long", "longitude", "lon_dd", "longitude_dd", "x")
_WKT = ("wkt", "geom_wkt", "the_geom", "geom", "geometry")
# What in the number format of a cell is text or colour, and says nothing of its date.
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read(rows: Iterable[Row], name: str, wish: Wish, ledger: Ledger) -> Batch:
    """Return the rows of a table as features.

    Args:
        rows: as `csv_rows` and `xlsx_rows` yield them.
        name: last part of the key ``import.format.NAME``.
        wish: may name the columns of the place: lat, lon or wkt.
        ledger: is told of the rows without a place.

    Raises:
        NotImportedError: no column holds a place.
    """
    listed = list(rows)
    columns = list(dict.fromkeys(column for row in listed for column in row))
    wkt = _column(columns, "wkt", _WKT, wish)
    lat, lon = _column(columns, "lat", _LAT, wish), _column(columns, "lon", _LON, wish)
    if wkt is None and (lat is None or lon is None):
        raise NotImportedError("no-place-columns", columns=", ".join(columns[:40]))
    place = (wkt,) if wkt is not None and (lat is None or lon is None) else (lat, lon)
    for column in place:
        ledger.mapped("geometry", str(column))
    found = []
    for number, row in enumerate(listed, start=2):
        label = f"#{number - 1}" if row.get("id") is None else str(row["id"])
        shape, reason = _shape([row.get(str(column)) for column in place])
        if shape is None:
            ledger.dropped(reason, label)
            continue
        rest = {key: value for key, value in row.items() if key not in place}
        found.append(Raw(label, rest, shape))
    return Batch(name, tuple(found))


def _column(columns: Sequence[str], field: str, names: Sequence[str], wish: Wish) -> str | None:
    """Return the column of the place that the person names, or that has one of these names."""
    asked = wish.columns.get(field)
    if asked is not None:
        if asked not in columns:
            there = ", ".join(columns[:40])
            raise NotImportedError("no-such-column", name=asked, columns=there)
        return asked
    folded = {column.casefold().strip(): column for column in columns}
    return next((folded[name] for name in names if name in folded), None)


def _shape(cells: list[Any]) -> tuple[dict[str, Any] | None, str]:
    if all(cell is None or str(cell).strip() == "" for cell in cells):
        return None, "no-position"
    if len(cells) == 1:
        return geometry.from_wkt(str(cells[0])), "wkt-broken"
    lat, lon = (geometry.degrees(cell) for cell in cells)
    if lat is None or lon is None:
        return None, "position-unreadable"
    return geometry.point(lon, lat), ""


def csv_rows(data: bytes, ledger: Ledger) -> Iterator[Row]:
    """Yield the rows of a CSV file: UTF-8 or what Excel writes, with , ; | or tabs.

    Raises:
        NotImportedError: it has no header, or is no CSV.
    """
    reader = _reader(data, ledger)
    try:
        header = _header(next(reader, []))
        if len(header) < 2:
            raise NotImportedError("no-header")
        for number, cells in enumerate(reader, start=1):
            if number > MAX_FEATURES:
                raise NotImportedError("too-many-rows", limit=MAX_FEATURES)
            if len(cells) > len(header):
                ledger.left_out("", "row-too-long", f"#{number}")
            if any(cell.strip() for cell in cells):
                pairs = zip(header, cells, strict=False)
                yield {name: cell.strip() or None for name, cell in pairs}
    except csv.Error as error:
        raise NotImportedError("csv-broken", line=reader.line_num) from error


def _reader(data: bytes, ledger: Ledger) -> Reader:
    text = _text(data, ledger)
    first = next(iter(text.splitlines()), "")
    separator = max(_SEPARATORS, key=lambda each: _width(first, each))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _width(line: str, separator: str) -> int:
    return len(next(csv.reader([line], delimiter=separator), []))


def _text(data: bytes, ledger: Ledger) -> str:
    """Excel in French writes Windows-1252 unless asked for UTF-8."""
    try:
        return decode(data)
    except EncodingError as error:
        if not error.name.startswith("Windows-1252"):
            raise NotImportedError("encoding", encoding=error.name) from error
    ledger.note("encoding-cp1252")
    return data.decode("cp1252", "replace")


def _header(cells: Sequence[object]) -> list[str]:
    """Return the names of columns, each once; an empty one is called by its number."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = stem = str(cell if cell is not None else "").strip() or f"column_{number}"
        again = 2
        while name in names:
            name, again = f"{stem}_{again}", again + 1
        names.append(name)
    return names


def xlsx_rows(data: bytes, wish: Wish, ledger: Ledger) -> Iterator[Row]:
    """Yield the rows of a sheet: the one that the wish names, or the first.

    A date keeps what its cell shows: a cell that shows "March 2022" is no 1 March.

    Raises:
        NotImportedError: it is no workbook, too large, or has no such sheet.
    """
    archives.opened(data).close()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise NotImportedError("not-this-format", format="XLSX") from error
    names = book.sheetnames
    if wish.table and wish.table not in names:
        raise NotImportedError("no-such-table", name=wish.table, tables=", ".join(names))
    chosen = wish.table or names[0]
    for other in names:
        if other != chosen:
            ledger.left_out(other, "second-file")
    lines = book[chosen].iter_rows()
    header = _header([cell.value for cell in next(lines, ())])
    for number, cells in enumerate(lines):
        if number >= MAX_FEATURES:
            raise NotImportedError("too-many-rows", limit=MAX_FEATURES)
        row = {name: _cell(cell) for name, cell in zip(header, cells, strict=False)}
        if any(value is not None for value in row.values()):
            yield row
    book.close()


def _cell(cell: Cell) -> object:
    value = cell.value
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, datetime | date):
        return _as_shown(value, str(cell.number_format or ""))
    if isinstance(value, time):
        return value.isoformat()
    return value


def _as_shown(value: date, number_format: str) -> str:
    """Return a date at the precision that its cell shows."""
    shown = _NOT_FORMAT.sub("", number_format).casefold()
    text = value.isoformat()
    if "y" not in shown or "d" in shown:
        return text
    return text[:7] if "m" in shown else text[:4]


def columns_of(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names of the columns of a table, in lower case."""
    return frozenset(name.casefold() for name in rows[0]) if rows else frozenset()
