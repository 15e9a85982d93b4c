"""What must hold: ratios of the same run, and the one wait that is asserted in seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.measuring import ON_THIS_DAY, SO_FAR, SO_FAR_LAST, Row

DISPLAY_HZ = 60  # what the frames a second below were demanded of
FPS = {ON_THIS_DAY: 55, SO_FAR: 25, SO_FAR_LAST: 25}
# With every feature drawn at once the ratio is reported, and frames a second are demanded.
TIMES_LIMIT = {ON_THIS_DAY: 1.3, SO_FAR: 2.0}
TIMES_SERVER = {300: 5, 10_000: 12, 100_000: 35}
SMALL, LARGE = 300, 100_000
LATER_S = 1.0
TIMES_GEOPANDAS = 2.5
FILTER_TIMES_STEP = 2.0
TIMES_EMPTY = 1.2


@dataclass(frozen=True, slots=True)
class Target:
    """One demand and what was measured."""

    what: str
    found: float
    limit: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Tell whether it holds."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    def __str__(self) -> str:
        word = "met   " if self.is_met else "MISSED"
        bound = "at least" if self.at_least else "at most"
        return f"{word}  {self.what}: {self.found:.2f} ({bound} {self.limit:.2f})"


def targets(
    rows: Sequence[Row],
    reading: Sequence[dict[str, object]],
    waits: tuple[float, float] | None = None,
) -> Iterator[Target]:
    """Yield every target that the rows say something of."""
    found = {(row.variant, row.count, row.moment): row for row in rows}
    for row in found.values():
        if row.variant == "ours" and row.count <= LARGE:
            yield from _alone(row)
            yield from _beside_others(row, found)
    small, large = (found.get(("ours", count, ON_THIS_DAY)) for count in (SMALL, LARGE))
    if small and large:
        later = (large.paint_s or 0) - (small.paint_s or 0)
        what = f"first features at {LARGE:,} painted later than at {SMALL} (s)"
        yield Target(what, later, LATER_S)
    if reading:
        ratio = float(str(reading[-1]["ratio"]))
        yield Target("reading with all checks / geopandas.read_file", ratio, TIMES_GEOPANDAS)
    if waits:
        yield Target(
            "slow line: usable / an empty page of Streamlit", waits[0] / waits[1], TIMES_EMPTY
        )


def _beside_others(row: Row, found: Mapping[tuple[str, int, str], Row]) -> Iterator[Target]:
    count, moment = row.count, row.moment
    if row.filter_ms is not None:
        what = f"{count:,}, {moment}: filter change / step of the slider"
        yield Target(what, row.filter_ms / row.step_ms, FILTER_TIMES_STEP)
    if count == LARGE and moment in TIMES_LIMIT:
        yield _beside_limit(row, found["limit", count, moment])
    if count in TIMES_SERVER and moment == ON_THIS_DAY:
        yield _beside_server(row, found["server", count, moment])


def _alone(row: Row) -> Iterator[Target]:
    where = f"{row.count:,}, {row.moment}"
    yield Target(f"{where}: bytes a step", row.step_bytes or 0, 0)
    yield Target(f"{where}: bytes while playing", row.play_bytes or 0, 0)
    if row.moment == ON_THIS_DAY or row.count == LARGE:
        share = (row.fps or 0) / (row.display_fps or DISPLAY_HZ)
        what = f"{where}: frames a second / an empty page's"
        yield Target(what, share, FPS[row.moment] / DISPLAY_HZ, at_least=True)


def _beside_limit(row: Row, limit: Row) -> Target:
    what = f"{row.count:,}, {row.moment}: step / the limit's"
    return Target(what, row.step_ms / limit.step_ms, TIMES_LIMIT[row.moment])


def _beside_server(row: Row, server: Row) -> Target:
    what = f"{row.count:,}, {row.moment}: the server's step / ours"
    return Target(what, server.step_ms / row.step_ms, TIMES_SERVER[row.count], at_least=True)
