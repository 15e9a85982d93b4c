"""`python -m tests.bench`: measure, print one table, say which targets are met."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.bench import reading, slow_line
from tests.bench.measuring import Row, measure
from tests.bench.targets import targets

SIZES = (300, 10_000, 100_000, 1_000_000)
QUICK = (300, 10_000)

COLUMNS = {
    "variant": lambda row: row.variant,
    "features": lambda row: f"{row.count:,}",
    "mode": lambda row: row.moment,
    "drawn": lambda row: f"{row.drawn:,}",
    "step, ms": lambda row: f"{row.step_ms:.1f}",
    "95 %": lambda row: f"{row.p95_ms:.1f}",
    "frames/s": lambda row: _number(row.fps, ".0f"),
    "empty page's": lambda row: _number(row.display_fps, ".0f"),
    "bytes/step": lambda row: _number(row.step_bytes, ",.0f"),
    "first paint, s": lambda row: _number(row.paint_s, ".2f"),
    "heap, MB": lambda row: _number(row.heap_mb, ".1f"),
    "filter, ms": lambda row: _number(row.filter_ms, ".1f"),
}


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 if a target is missed."""
    options = _options(arguments)
    rows: list[Row] = []
    with _browser() as browser:
        print(_line(COLUMNS), _line("-" * len(name) for name in COLUMNS), sep="\n")
        for count in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                for row in measure(browser, count, Path(folder)):
                    rows.append(row)
                    print(_line(show(row) for show in COLUMNS.values()), flush=True)
        waits = None
        if not options.no_slow_line:
            with tempfile.TemporaryDirectory() as folder:
                waits = slow_line.run(browser, Path(folder))
                print(
                    "\nOn a slow line: ours after {:.1f} s, an empty page after {:.1f} s".format(
                        *waits
                    )
                )
    read = [] if options.no_reading else reading.run()
    print()
    found = list(targets(rows, read, waits))
    print(*found, sep="\n")
    return int(not all(target.is_met for target in found))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument(
        "--quick", action="store_const", const=QUICK, dest="sizes", help=f"only {QUICK}"
    )
    parser.add_argument("--no-reading", action="store_true", help="leave out reading.py")
    parser.add_argument("--no-slow-line", action="store_true", help="leave out slow_line.py")
    return parser.parse_args(arguments)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        if browser is None:
            sys.exit(chromium.HELP)
        try:
            yield browser
        finally:
            browser.close()


def _line(cells) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
