"""How long reading with all checks takes, against `geopandas.read_file` of the same files.

    python -m tests.bench.reading [number of features]

Both read the same files in the same run; what counts is the ratio. The data are invented:
random places, operators and dates, the same in every run.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas

from layers import vocabulary
from layers.atlas import load
from layers.reading import read_layer

FEATURES = 100_000
LINES_IN = 100  # one movement for so many bases
REPEATS = 3
TODAY = date(2026, 1, 1)
LIMIT = 2.5

Row = dict[str, Any]


def run(features: int = FEATURES) -> list[Row]:
    """Measure; seconds are the best of REPEATS.

    Returns:
        One row a file and one for both: file, features, megabytes, the seconds of
        `geopandas.read_file`, ours, and the ratio of the two.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, features)
        files = sorted(folder.glob("*.geojson"))
        rows = [_row(path) for path in files]
        both = {key: round(sum(row[key] for row in rows), 1) for key in ("features", "megabytes")}
        compared = _compared(
            lambda: [geopandas.read_file(path) for path in files],
            lambda: load(folder, today=TODAY),
        )
    return [*rows, {"file": "both", **both, **compared}]


def write(folder: Path, features: int, *, seed: int = 20_220_419) -> None:
    """Write invented military_bases and, one for LINES_IN of them, troop_movements."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret in it
    lines = features // LINES_IN
    _write(folder / "military_bases.geojson", [_base(i, chance) for i in range(features - lines)])
    _write(folder / "troop_movements.geojson", [_movement(i, chance) for i in range(lines)])


def _row(path: Path) -> Row:
    read = read_layer(path.stem, path.read_bytes(), today=TODAY)
    assert read.frame is not None
    assert not read.problems, read.problems[0].message("en")
    size = {"features": len(read.frame), "megabytes": round(path.stat().st_size / 1e6, 1)}
    compared = _compared(
        lambda: geopandas.read_file(path),
        lambda: read_layer(path.stem, path.read_bytes(), today=TODAY),
    )
    return {"file": path.name, **size, **compared}


def _compared(theirs: Callable[[], object], ours: Callable[[], object]) -> Row:
    """Time both in turns, so that a busy moment of the machine hits both."""
    turns = [(_seconds(theirs), _seconds(ours)) for _ in range(REPEATS)]
    best_theirs, best_ours = (min(seconds) for seconds in zip(*turns, strict=True))
    return {
        "geopandas_s": round(best_theirs, 2),
        "ours_s": round(best_ours, 2),
        "ratio": round(best_ours / best_theirs, 2),
    }


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _write(path: Path, features: list[Row]) -> None:
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _base(index: int, chance: random.Random) -> Row:
    operators = tuple(vocabulary.ACTORS)
    start, end = sorted(_day(chance) for _ in range(2))
    properties = {
        "id": f"invented-base-{index}",
        "name": f"Invented base {index}",
        "name_fr": f"Base inventée {index}",
        "start": start,
        "end": chance.choice([end, end, None]),
        "kind": chance.choice(vocabulary.BASE_KINDS),
        "site": f"invented-site-{index}",
        "operator": chance.choice(operators),
        "operation": None,
        "partners": chance.sample(operators, k=chance.randrange(3)),
        "place": "nowhere",
        **_tail(index, chance),
    }
    return _feature(properties, "Point", _place(chance))


def _movement(index: int, chance: random.Random) -> Row:
    start, end = sorted(_day(chance) for _ in range(2))
    properties = {
        "id": f"invented-move-{index}",
        "name": f"Invented move {index}",
        "name_fr": f"Mouvement inventé {index}",
        "start": start,
        "end": end,
        "kind": "convoy",
        "mode": "road",
        "actor": chance.choice(tuple(vocabulary.ACTORS)),
        "strength": chance.choice([None, 40, 300]),
        "from": "Nowhere",
        "to": "Elsewhere",
        "via": [],
        **_tail(index, chance),
    }
    return _feature(properties, "LineString", [_place(chance) for _ in range(8)])


def _tail(index: int, chance: random.Random) -> Row:
    claims = [
        {
            "by": "Invented party",
            "by_fr": "Partie inventée",
            "stance": stance,
            "says": "what a test needs it to say",
            "says_fr": "ce qu’un essai lui fait dire",
            "date": _day(chance),
            "source": 0,
        }
        for stance in vocabulary.STANCES[: chance.choice([0, 0, 0, 2])]
    ]
    return {
        "status": "disputed" if claims else "reported",
        "precision": chance.choice(vocabulary.PRECISIONS),
        "summary": f"Number {index} of many that never were, made to time a reader.",
        "summary_fr": f"Numéro {index} de beaucoup qui n’ont jamais existé.",
        "claims": claims,
        "sources": [
            {
                "title": f"Invented report {index}",
                "publisher": "Nobody",
                "date": "2025-12",
                "url": f"https://www.iana.org/{index}",
            }
        ],
    }


def _feature(properties: Row, kind: str, coordinates: list[Any]) -> Row:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _place(chance: random.Random) -> list[float]:
    return [round(chance.uniform(-12, 4), 5), round(chance.uniform(11, 24), 5)]


def _day(chance: random.Random) -> str:
    day = date(2012, 1, 1).toordinal() + chance.randrange(13 * 365)
    return date.fromordinal(day).isoformat()


def main(arguments: list[str]) -> int:
    """Print the table; 1 if the ratio for both files is above LIMIT."""
    rows = run(int(arguments[0]) if arguments else FEATURES)
    head = "".join(f"{name:>14}" for name in ("features", "MB", "geopandas s", "ours s", "ratio"))
    print(f"{'file':<26}{head}")
    for row in rows:
        cells = list(row.values())
        print(f"{cells[0]:<26}" + "".join(f"{cell:>14,}" for cell in cells[1:]))
    return int(rows[-1]["ratio"] > LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
