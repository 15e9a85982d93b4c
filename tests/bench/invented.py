"""Features that never were: the same in every run, valid by the contract of geodata/.

Of a thousand features ten are movements; of the rest one half are bases, which hold for
some months or years, and the other half events of one day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers import vocabulary
from layers.dates import EPOCH, OPEN_END

FIRST = (date(2012, 1, 1) - EPOCH).days
LAST = (date(2025, 12, 31) - EPOCH).days
BEGUN = 0.31  # share of the features that have begun on `day_begun()`
LINES_IN = 100
MEAN_TENURE_DAYS = 730
JOURNEY_DAYS = (3, 40)
VERTICES = 4
# Degrees, EPSG:4326: west, east, south, north; all of it in the map's first frame.
BOX = (-11.5, 3.5, 11.0, 24.5)
SEED = 20_220_419

Properties = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Invented:
    """Features by first day; one array a column.

    Attributes:
        begin: first day (days since 1970-01-01).
        end: day after the last; OPEN_END if it still holds.
        lon: of the only or first vertex, EPSG:4326 degrees.
        lat: likewise.
        is_line: whether it is a movement.
        is_base: whether it is a base; what is neither is a massacre site.
    """

    begin: NDArray[np.int32]
    end: NDArray[np.int32]
    lon: NDArray[np.float32]
    lat: NDArray[np.float32]
    is_line: NDArray[np.bool_]
    is_base: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.begin)

    def shown(self, mode: str, day: int) -> NDArray[np.bool_]:
        """Tell which of them show on a day in a mode, "on" or "sofar"."""
        begun = self.begin <= day
        return begun if mode == "sofar" else begun & (self.end > day)

    def points(self) -> bytes:
        """Return the points alone: begin, end (int32), lon, lat (float32), little-endian."""
        chosen = ~self.is_line
        columns = (self.begin, self.end, self.lon, self.lat)
        return b"".join(np.ascontiguousarray(column[chosen]).tobytes() for column in columns)


def day_begun() -> int:
    """Return the day on which BEGUN of the features have begun."""
    return FIRST + round(BEGUN * (LAST - FIRST))


def invent(count: int, seed: int = SEED) -> Invented:
    """Invent features whose first days lie evenly over the whole period."""
    chance = np.random.default_rng(seed)
    begin = np.sort(chance.integers(FIRST, LAST + 1, count))
    is_line = np.zeros(count, bool)
    is_line[chance.choice(count, count // LINES_IN, replace=False)] = True
    is_base = ~is_line & (chance.random(count) < 0.5)
    days = np.where(is_base, 30 + chance.exponential(MEAN_TENURE_DAYS - 30, count), 1)
    days = np.where(is_line, chance.integers(*JOURNEY_DAYS, count), days)
    end = begin + days.astype(int)
    end[end > LAST + 1] = OPEN_END
    west, east, south, north = BOX
    return Invented(
        begin.astype("<i4"),
        end.astype("<i4"),
        chance.uniform(west, east, count).round(4).astype("<f4"),
        chance.uniform(south, north, count).round(4).astype("<f4"),
        is_line,
        is_base,
    )


def write(features: Invented, folder: Path, seed: int = SEED) -> None:
    """Write the three files of the evidence into a folder."""
    chance = np.random.default_rng(seed)
    layers = {
        "military_bases": (features.is_base, _base),
        "massacre_sites": (~features.is_base & ~features.is_line, _event),
        "troop_movements": (features.is_line, _movement),
    }
    for name, (chosen, make) in layers.items():
        rows = np.flatnonzero(chosen)
        with (folder / f"{name}.geojson").open("w", encoding="utf-8") as file:
            file.write('{"type":"FeatureCollection","features":[\n')
            for i, row in enumerate(rows):
                properties, geometry = make(features, int(row), chance)
                whole = {**_common(features, int(row)), **properties}
                feature = {"type": "Feature", "properties": whole, "geometry": geometry}
                file.write((",\n" if i else "") + json.dumps(feature, separators=(",", ":")))
            file.write("\n]}\n")


Made = tuple[Properties, Properties]


def _base(features: Invented, row: int, chance: np.random.Generator) -> Made:
    return {
        "site": f"site-{row}",
        "kind": _any(vocabulary.BASE_KINDS, chance),
        "operator": _any(tuple(vocabulary.ACTORS), chance),
    }, _point(features, row)


def _event(features: Invented, row: int, chance: np.random.Generator) -> Made:
    lowest = int(chance.integers(1, 60))
    return {
        "kind": _any(vocabulary.EVENT_KINDS, chance),
        "killed_min": lowest,
        "killed_max": lowest + int(chance.integers(0, 40)),
    }, _point(features, row)


def _movement(features: Invented, row: int, chance: np.random.Generator) -> Made:
    path = np.cumsum(chance.uniform(-0.6, 0.6, (VERTICES - 1, 2)), axis=0)
    first = np.array(_position(features, row))
    west, east, south, north = BOX
    rest = np.clip(first + path, (west, south), (east, north)).round(4)
    return {
        "kind": "convoy",
        "mode": "road",
        "actor": _any(tuple(vocabulary.ACTORS), chance),
    }, {"type": "LineString", "coordinates": [first.tolist(), *rest.tolist()]}


def _common(features: Invented, row: int) -> Properties:
    return {
        "id": f"invented-{row}",
        "name": f"Invented {row}",
        "name_fr": f"Invention {row}",
        "start": _iso(features.begin[row]),
        "end": None if features.end[row] == OPEN_END else _iso(features.end[row] - 1),
        "status": "reported",
        "precision": "settlement",
        "sources": [{"title": "Written to measure speed; it never was"}],
    }


def _point(features: Invented, row: int) -> Properties:
    return {"type": "Point", "coordinates": _position(features, row)}


def _position(features: Invented, row: int) -> list[float]:
    return [round(float(features.lon[row]), 4), round(float(features.lat[row]), 4)]


def _any(codes: tuple[str, ...], chance: np.random.Generator) -> str:
    return codes[chance.integers(len(codes))]


def _iso(day: int) -> str:
    return (EPOCH + timedelta(days=int(day))).isoformat()
