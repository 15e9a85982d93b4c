"""Checked features -> a GeoDataFrame whose columns are always there and always of one type.

Text is str or None in object columns, never NaN; figures are "Int64" and yes-or-no is
"boolean", so that unknown stays unknown; lists are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import pandas as pd
import shapely
import shapely.geometry

from layers import dates, vocabulary
from layers.evidence import Claim, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from layers.vocabulary import Field

CRS = "EPSG:4326"
MOVEMENTS = "troop_movements"
DAY_COLUMNS = ("begin_day", "begin_sure_day", "end_sure_day", "end_day")

_NO_DATES = dates.Tenancy(dates.OPEN_BEGIN, dates.OPEN_BEGIN, dates.OPEN_END - 1, dates.OPEN_END)
_CLAIM_NAMES = frozenset(Claim._fields[:-1])
_SOURCE_NAMES = frozenset(Source._fields[:-1])


@dataclass(frozen=True, slots=True)
class Row:
    """One good feature.

    Attributes:
        properties: as in the file, checked.
        more: what no field can hold, such as a number for a name.
        geometry: of RFC 7946, in EPSG:4326, checked.
        line: where the feature begins in its file, from 1.
    """

    properties: dict[str, Any]
    more: dict[str, Any]
    geometry: dict[str, Any]
    line: int


def frame_of(name: str, rows: Sequence[Row]) -> geopandas.GeoDataFrame:
    """Return the frame of a layer, in the order of the rows.

    Columns: the fields of the layer (`vocabulary.LAYERS`, `CONTEXT_FIELDS` for a context
    layer); `notes` (dict of every ``*_note``), `more` (dict of unknown properties);
    DAY_COLUMNS, int32 days since 1970-01-01 as in `dates.Tenancy`, which run from
    `dates.OPEN_BEGIN` to `dates.OPEN_END` for what has no date; `line`; `geometry`.
    """
    fields = fields_of(name)
    records = [row.properties for row in rows]
    columns: dict[str, pd.Series[Any]] = {field.name: _column(field, records) for field in fields}
    notes, more = _rest(rows, fields, has_notes=name in vocabulary.LAYERS)
    columns["notes"], columns["more"] = _objects(notes), _objects(more)
    days = _days(name, columns)
    for index, column in enumerate(DAY_COLUMNS):
        columns[column] = pd.Series(days[:, index])
    columns["line"] = pd.Series([row.line for row in rows], dtype=np.int32)
    geometry = _geometries([row.geometry for row in rows])
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=CRS)


def fields_of(name: str) -> tuple[Field, ...]:
    """Return the fields of a layer, context layers included."""
    spec = vocabulary.LAYERS.get(name)
    return spec.fields if spec else vocabulary.CONTEXT_FIELDS


def _column(field: Field, records: list[dict[str, Any]]) -> pd.Series[Any]:
    name = field.name
    found = [record.get(name) for record in records]
    if field.type == "integer":
        whole = [None if value is None or value == "" else int(value) for value in found]
        return pd.Series(whole, dtype="Int64")
    if field.type == "boolean":
        known = [value if isinstance(value, bool) else None for value in found]
        return pd.Series(known, dtype="boolean")
    convert = _CONVERTERS.get(field.type, _text)
    return _objects([convert(value) for value in found])


def _objects(found: Iterable[Any]) -> pd.Series[Any]:
    """Return a column of Python objects; pandas would make text of another type of None."""
    listed = list(found)
    return pd.Series(np.fromiter(listed, dtype=object, count=len(listed)), dtype=object)


def _text(found: str | None) -> str | None:
    """Return a text; None for one of blanks, which says nothing."""
    return found if found and not found.isspace() else None


def _claims(found: list[dict[str, Any]] | None) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            each["by"],
            each.get("by_fr") or None,
            each["stance"],
            each["says"],
            each.get("says_fr") or None,
            each.get("date") or None,
            each.get("source"),
            _more(each, _CLAIM_NAMES),
        )
        for each in found or ()
    )


def _sources(found: list[dict[str, Any]] | None) -> tuple[Source, ...]:
    return tuple(
        Source(
            each["title"],
            each.get("publisher") or None,
            each.get("date") or None,
            each.get("url") or None,
            _more(each, _SOURCE_NAMES),
        )
        for each in found or ()
    )


def _more(found: dict[str, Any], known: frozenset[str]) -> dict[str, Any] | None:
    others = found.keys() - known
    return {name: found[name] for name in found if name in others} if others else None


def _tuple(found: list[Any] | None) -> tuple[Any, ...]:
    return tuple(found) if found else ()


_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "codes": _tuple,
    "texts": _tuple,
    "claims": _claims,
    "sources": _sources,
}


def _rest(
    rows: Sequence[Row], fields: tuple[Field, ...], *, has_notes: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the notes and the unknown properties of each row."""
    known = frozenset(field.name for field in fields)
    notes: list[dict[str, Any]] = []
    more: list[dict[str, Any]] = []
    for row in rows:
        note: dict[str, Any] = {}
        other = dict(row.more)
        if row.properties.keys() - known:
            for name, value in row.properties.items():
                if has_notes and vocabulary.is_note(name):
                    note |= {name: value} if value else {}
                elif name not in known:
                    other[name] = value
        notes.append(note)
        more.append(other)
    return notes, more


def _days(name: str, columns: dict[str, pd.Series[Any]]) -> NDArray[np.int32]:
    """Return DAY_COLUMNS as an array of shape (n, 4)."""
    kinds = columns["kind"] if name == MOVEMENTS else [None] * len(columns["start"])
    spans = [
        _span(start, end, kind)
        for start, end, kind in zip(columns["start"], columns["end"], kinds, strict=True)
    ]
    return np.array(spans, dtype=np.int32).reshape(len(spans), 4)


@lru_cache(maxsize=65_536)
def _span(start: str | None, end: str | None, kind: str | None) -> tuple[int, int, int, int]:
    """Return the tenancy of two dates; `kind` is that of a movement, None for the rest."""
    last = dates.parse(end) if end else None
    if start is None:
        held = _NO_DATES
    elif kind is None:
        held = dates.tenancy(dates.parse(start), last)
    else:
        held = dates.movement_tenancy(dates.parse(start), last, kind)
    return held.begin, held.begin_sure, held.end_sure, held.end


def _geometries(found: list[dict[str, Any]]) -> NDArray[np.object_]:
    """Return shapely geometries; all points or all lines at once, others one by one."""
    kinds = {geometry["type"] for geometry in found}
    if kinds == {"Point"}:
        places = [geometry["coordinates"] for geometry in found]
        x = np.array([place[0] for place in places], dtype=np.float64)
        y = np.array([place[1] for place in places], dtype=np.float64)
        return np.asarray(shapely.points(x, y))
    shapes = np.empty(len(found), dtype=object)
    for index, geometry in enumerate(found):
        shapes[index] = shapely.geometry.shape(_without_heights(geometry))
    return shapes


def _without_heights(geometry: dict[str, Any]) -> dict[str, Any]:
    if "geometries" in geometry:
        return {**geometry, "geometries": [_without_heights(e) for e in geometry["geometries"]]}
    return {**geometry, "coordinates": _flat(geometry["coordinates"])}


def _flat(coordinates: list[Any]) -> list[Any]:
    if type(coordinates[0]) is list:
        return [_flat(part) for part in coordinates]
    return coordinates[:2]
