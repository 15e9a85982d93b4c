"""The evidence as one table of numbers, sorted by first day: what the map draws from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers import dates, vocabulary
from layers.payload.routes import Routes, routes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from layers.atlas import Atlas, Layer

# Bits of the column "flags"; the script knows them under the same names.
DISPUTED: Final = 1
KILLED_OPEN: Final = 2
TRAVELS: Final = 4  # a marker moves along the line between two exact dates
BY_AIR: Final = 8
IS_LINE: Final = 16
IS_TENURE: Final = 32

_NO_FIGURE: Final = 0xFFFF
# Features of a layer of which single values are kept as Python has them.
_FEW: Final = 20_000

# Four-byte columns first, so that every array of the file is aligned.
_COLUMNS: Final = (
    ("begin", "<i4"),
    ("begin_sure", "<i4"),
    ("end_sure", "<i4"),
    ("end", "<i4"),
    ("site", "<i4"),
    ("lon", "<f4"),
    ("lat", "<f4"),
    ("killed_min", "<u2"),
    ("killed_max", "<u2"),
    ("layer", "u1"),
    ("actor", "u1"),
    ("kind", "u1"),
    ("flags", "u1"),
    ("precision", "u1"),
)


@dataclass(frozen=True, eq=False)
class Table:
    """The timed features of the evidence layers, sorted by first day.

    Attributes:
        layers: the layers, in the order of the column "layer".
        source: shape (n, 2): position in `layers`, row in that layer's frame.
        columns: name -> array of length n.
        routes: the vertices of the lines, in table order.
    """

    layers: tuple[Layer, ...]
    source: NDArray[np.int32]
    columns: dict[str, NDArray[Any]]
    routes: Routes
    _values: dict[tuple[int, str], Any] = field(default_factory=dict, repr=False)

    def values(self, position: int, name: str) -> Any:  # noqa: ANN401 - an array of pandas or numpy
        """Return a property of a layer's features, one value a row of its frame.

        Read-only, and made once: a picture asks for single values many times over.

        Raises:
            KeyError: the layer has no such property.
        """
        key = position, name
        if key not in self._values:
            series = self.layers[position].frame[name]
            # One value of an extension array is slow; very many as objects take much memory.
            is_small = len(series) <= _FEW or series.dtype == object
            self._values[key] = series.to_numpy(object, na_value=None) if is_small else series.array
        return self._values[key]

    def rows(self, chosen: NDArray[Any] | None = None) -> Iterator[tuple[Layer, int]]:
        """Yield the layer and the row in its frame of all features, or of those chosen."""
        for position, row in self.source if chosen is None else self.source[chosen]:
            yield self.layers[position], int(row)

    def arrays(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """Yield the arrays of ``columns.bin`` in their order."""
        yield "vertices", self.routes.vertices.ravel()
        yield "parts", self.routes.parts
        yield "line_parts", self.routes.line_parts
        yield from self.columns.items()

    def as_bytes(self) -> bytes:
        """Return ``columns.bin``: the arrays end to end, little-endian."""
        return b"".join(array.tobytes() for _, array in self.arrays())

    def layout(self) -> list[dict[str, Any]]:
        """Return where each array stands in ``columns.bin``; offsets are bytes."""
        result, offset = [], 0
        for name, array in self.arrays():
            kind = array.dtype.str.lstrip("<|")
            result.append({"name": name, "type": kind, "offset": offset, "length": len(array)})
            offset += array.nbytes
        return result


def period(atlas: Atlas) -> tuple[int, int]:
    """Return the first and the last day that the slider spans (days since 1970-01-01).

    From the first day on which anything may have begun to the last day that any date of
    the evidence names; an end that nobody knows does not stretch the slider.
    """
    table = table_of(atlas)
    begin, end = table.columns["begin"], table.columns["end"]
    if not len(begin):
        return _context_period(atlas)
    closed = end < dates.OPEN_END
    last = max(int(begin.max()), int(end[closed].max()) - 1 if closed.any() else 0)
    return int(begin.min()), last


def _context_period(atlas: Atlas) -> tuple[int, int]:
    """Return the period of what context layers date, where there is no evidence at all."""
    frames = [layer.frame for layer in atlas.layers.values()]
    begin = np.concatenate([frame["begin_day"].to_numpy() for frame in frames] or [np.zeros(0)])
    end = np.concatenate([frame["end_day"].to_numpy() for frame in frames] or [np.zeros(0)])
    dated = begin > dates.OPEN_BEGIN
    if not dated.any():
        start = dates.parse("2012")
        return start.first, start.last
    closed = dated & (end < dates.OPEN_END)
    last = max(int(begin[dated].max()), int(end[closed].max()) - 1 if closed.any() else 0)
    return int(begin[dated].min()), last


# An atlas never changes, so one table serves all who look at it.
@lru_cache(maxsize=4)
def table_of(atlas: Atlas) -> Table:
    """Return the table of an atlas."""
    chosen = tuple(layer for layer in atlas.layers.values() if not layer.is_context)
    pieces = [_layer_columns(position, layer) for position, layer in enumerate(chosen)]
    joined = {
        name: np.concatenate([piece[name] for piece in pieces] or [np.zeros(0)]).astype(dtype)
        for name, dtype in _COLUMNS
    }
    source = np.concatenate([_sources(i, layer) for i, layer in enumerate(chosen)] or [_sources(0)])
    order = np.argsort(joined["begin"], kind="stable")
    columns = {name: np.ascontiguousarray(array[order]) for name, array in joined.items()}
    source = source[order]
    lines = np.flatnonzero(columns["flags"] & IS_LINE)
    routes = routes_of(
        [chosen[position].frame.geometry.iat[row] for position, row in source[lines]],
        (columns["flags"][lines] & BY_AIR) > 0,
    )
    return Table(chosen, source, columns, routes)


def kinds_of(layer: str) -> tuple[str, ...]:
    """Return the codes behind the column "kind" of a layer."""
    field = vocabulary.LAYERS[layer].field("kind")
    return field.allowed if field else ()


def _sources(position: int, layer: Layer | None = None) -> NDArray[np.int32]:
    count = len(layer.frame) if layer else 0
    rows = np.column_stack([np.full(count, position), np.arange(count)])
    return rows.astype(np.int32)


def _layer_columns(position: int, layer: Layer) -> dict[str, NDArray[Any]]:
    frame = layer.frame
    count = len(frame)
    points = _first_points(frame)
    actor = "operator" if layer.name == "military_bases" else "actor"
    return {
        "begin": frame["begin_day"].to_numpy(np.int32),
        "begin_sure": frame["begin_sure_day"].to_numpy(np.int32),
        "end_sure": frame["end_sure_day"].to_numpy(np.int32),
        "end": frame["end_day"].to_numpy(np.int32),
        "site": _sites(frame),
        "lon": points[:, 0],
        "lat": points[:, 1],
        "killed_min": _figures(frame, "killed_min"),
        "killed_max": _figures(frame, "killed_max"),
        "layer": np.full(count, position, np.uint8),
        "actor": _codes(frame, actor, tuple(vocabulary.ACTORS)),
        "kind": _codes(frame, "kind", kinds_of(layer.name)),
        "flags": _flags(layer),
        "precision": _codes(frame, "precision", vocabulary.PRECISIONS),
    }


def _first_points(frame: GeoDataFrame) -> NDArray[np.float64]:
    """Return (n, 2) longitude and latitude of the first vertex of each geometry."""
    coordinates, owner = shapely.get_coordinates(frame.geometry.array, return_index=True)
    _, first = np.unique(owner, return_index=True)
    return np.asarray(coordinates[first], np.float64).reshape(-1, 2)


def _sites(frame: GeoDataFrame) -> NDArray[np.int32]:
    """Return a number for each site, the same for all its tenures; -1 for what has none."""
    if "site" not in frame:
        return np.full(len(frame), -1, np.int32)
    return np.unique(frame["site"].to_numpy(str), return_inverse=True)[1].astype(np.int32)


def _figures(frame: GeoDataFrame, column: str) -> NDArray[np.uint16]:
    if column not in frame:
        return np.full(len(frame), _NO_FIGURE, np.uint16)
    figures = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
    # One below the mark for "none": a figure of that size is drawn at its cap anyway.
    known = np.minimum(np.nan_to_num(figures), _NO_FIGURE - 1)
    return np.where(np.isnan(figures), _NO_FIGURE, known).astype(np.uint16)


def _codes(frame: GeoDataFrame, column: str, allowed: Sequence[str]) -> NDArray[np.uint8]:
    if column not in frame:
        return np.zeros(len(frame), np.uint8)
    position = {code: index for index, code in enumerate(allowed)}
    return np.fromiter((position.get(code, 0) for code in frame[column]), np.uint8, len(frame))


def _flags(layer: Layer) -> NDArray[np.uint8]:
    frame = layer.frame
    flags = np.where(frame["status"].to_numpy() == "disputed", DISPUTED, 0).astype(np.uint8)
    if layer.name == "military_bases":
        flags |= IS_TENURE
    elif layer.name == "massacre_sites":
        is_open = frame["killed_open"].to_numpy(dtype=bool, na_value=False)
        flags |= np.where(is_open, KILLED_OPEN, 0).astype(np.uint8)
    elif layer.name == "troop_movements":
        travels = [*map(_travels, frame["start"], frame["end"], frame["kind"])]
        flags |= np.where(frame["mode"].to_numpy() == "air", BY_AIR, 0).astype(np.uint8)
        flags |= np.where(np.array(travels, bool), TRAVELS, 0).astype(np.uint8)
        flags |= IS_LINE
    return flags


def _travels(start: str, end: str | None, kind: str) -> bool:
    return dates.has_travel_marker(dates.parse(start), dates.parse(end) if end else None, kind)
