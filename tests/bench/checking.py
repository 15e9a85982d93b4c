"""How long `python -m layers check` takes, against `geopandas.read_file` of the same files.

    python -m tests.bench.checking [number of features]

Both are whole programs, started anew, on the same files in the same run; what counts is the
ratio. The data are those of `tests.bench.reading`, once as they are and once with a slip in
one of every hundred features.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.reading import FEATURES, TODAY, write

ROOT = Path(__file__).parents[2]
REPEATS = 3
LIMIT = 3.5
SLIP_IN = 100

_READ = "import sys, geopandas\nfor path in sys.argv[1:]: geopandas.read_file(path)"

Row = dict[str, Any]


def run(features: int = FEATURES) -> list[Row]:
    """Measure; seconds are the best of REPEATS.

    Returns:
        One row for sound files and one for files with slips: files, megabytes, the seconds
        of `geopandas.read_file`, those of the check, and the ratio of the two.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, features)
        sound = _row("sound", folder, exit_code=0)
        _slip(folder / "military_bases.geojson")
        return [sound, _row("with slips", folder, exit_code=1)]


def _slip(path: Path) -> None:
    """Write one date of so many in another form."""
    head, *parts = path.read_text("utf-8").split('"start": "')
    for index in range(0, len(parts), SLIP_IN):
        parts[index] = f"the {parts[index]}"
    path.write_text('"start": "'.join([head, *parts]), "utf-8")


def _row(title: str, folder: Path, *, exit_code: int) -> Row:
    files = sorted(map(str, folder.glob("*.geojson")))
    theirs = [sys.executable, "-c", _READ, *files]
    ours = [sys.executable, "-m", "layers", "check", str(folder), "--today", TODAY.isoformat()]
    turns = [(_seconds(theirs, 0), _seconds(ours, exit_code)) for _ in range(REPEATS)]
    best_theirs, best_ours = (min(seconds) for seconds in zip(*turns, strict=True))
    return {
        "files": title,
        "megabytes": round(sum(Path(file).stat().st_size for file in files) / 1e6, 1),
        "geopandas_s": round(best_theirs, 2),
        "ours_s": round(best_ours, 2),
        "ratio": round(best_ours / best_theirs, 2),
    }


def _seconds(command: Sequence[str], exit_code: int) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    assert done.returncode == exit_code, done.stderr or done.stdout[:500]
    return seconds


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a ratio is above LIMIT."""
    rows = run(int(arguments[0]) if arguments else FEATURES)
    head = "".join(f"{name:>14}" for name in ("MB", "geopandas s", "ours s", "ratio"))
    print(f"{'files':<14}{head}")
    for row in rows:
        cells = list(row.values())
        print(f"{cells[0]:<14}" + "".join(f"{cell:>14,}" for cell in cells[1:]))
    return int(any(row["ratio"] > LIMIT for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
