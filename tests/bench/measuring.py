"""All variants at one number of features: one row of the table a variant and mode."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser

from layers.timemap.assets import assets
from tests.bench import invented
from tests.bench.servers import ScriptServer, files, running
from tests.bench.variants import HERE, Empty, Limit, Ours, ServerDriven, Variant
from tests.browser.conftest import Server

TURNS = 12  # ours and the limit take turns, so that a busy moment hits both
STEPS_A_TURN = 10
PLAYS = 4
FILTERED = 24
PRESSES = 12
PRESSES_UNCOUNTED = 2
VISITS = 3
PLAYED_DAYS = 70  # a little more than fits into the time of playing
MOST_FOR_SERVER = 100_000
LEAST_FOR_SO_FAR = 10_000
A_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Moment:
    """A mode of the slider, and where in time it is measured.

    Attributes:
        name: as the table shows it.
        mode: as `window.temoin` knows it.
        first: day of the first step (days since 1970-01-01).
        playing_from: day on which playing starts.
    """

    name: str
    mode: str
    first: int
    playing_from: int


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one variant; None where it was not.

    Attributes:
        variant: "ours", "server" or "limit".
        count: of the features that were there.
        moment: name of the moment.
        drawn: of them, after the last step.
        step_ms: median from input event to painted frame.
        p95_ms: 95 % of the steps took less.
        fps: frames a second when every frame is a day, the best of PLAYS: what disturbs slows.
        display_fps: of an empty page at the same time.
        step_bytes: sent and received a step.
        play_bytes: sent and received while playing.
        paint_s: seconds from navigation to first features, server warm, nothing cached.
        heap_mb: JavaScript memory of the whole page after a collection.
        filter_ms: median from a change of the filters to the painted frame.
    """

    variant: str
    count: int
    moment: str
    drawn: int
    step_ms: float
    p95_ms: float
    fps: float | None = None
    display_fps: float | None = None
    step_bytes: float | None = None
    play_bytes: float | None = None
    paint_s: float | None = None
    heap_mb: float | None = None
    filter_ms: float | None = None


def _moments() -> tuple[Moment, ...]:
    half = TURNS * STEPS_A_TURN // 2
    middle, last = invented.day_begun(), invented.LAST
    return (
        Moment("on this day", "on", middle - half, middle - PLAYED_DAYS // 2),
        Moment("so far, 31 %", "sofar", middle - half, middle - PLAYED_DAYS // 2),
        Moment("so far, last day", "sofar", last - 2 * half + 1, last - PLAYED_DAYS),
    )


MOMENTS = _moments()
MOST_FILTERED = 100_000
ON_THIS_DAY, SO_FAR, SO_FAR_LAST = (moment.name for moment in MOMENTS)


def measure(browser: Browser, count: int, folder: Path) -> Iterator[Row]:
    """Measure all variants with so many features, whose files go to an empty folder."""
    geodata, public = folder / "geodata", folder / "public"
    geodata.mkdir()
    public.mkdir()
    features = invented.invent(count)
    invented.write(features, geodata)
    _publish(features, public)
    with files(public) as public_url:
        # The page looks for new files every so often, whoever moves; here it never does.
        ours = Server(geodata, folder / "ours.log", refresh_seconds=A_DAY_S)
        with running(ours) as url:
            yield from _ours_and_limit(browser, features, url, public_url)
        if count <= MOST_FOR_SERVER:
            arguments = [str(geodata), public_url]
            script = ScriptServer(HERE / "server_driven.py", arguments, folder / "server.log")
            with running(script) as url:
                yield _server(browser, features, url)


def _publish(features: invented.Invented, folder: Path) -> None:
    (folder / "points.bin").write_bytes(features.points())
    (folder / "limit.html").write_bytes((HERE / "limit.html").read_bytes())
    for name in ("leaflet.js", "leaflet.css"):
        (folder / name).write_bytes(assets()[name].body)


def _ours_and_limit(
    browser: Browser, features: invented.Invented, url: str, public_url: str
) -> Iterator[Row]:
    count = len(features)
    Ours(browser, url, count).close()  # the first visitor waits for the reading
    ours, paint_s = _visited(lambda: Ours(browser, url, count))
    with closing(ours):
        days = {"first": invented.FIRST, "last": invented.LAST}
        options = {"points": "points.bin", **ours.view(), **days}
        limit, limit_paint_s = _visited(lambda: Limit(browser, f"{public_url}/limit.html", options))
        waits = {ours: paint_s, limit: limit_paint_s}
        with closing(limit), closing(Empty(browser)) as empty:
            for moment in MOMENTS:
                if moment.mode == "on" or count >= LEAST_FOR_SO_FAR:
                    yield from _at(moment, features, waits, empty)


def _server(browser: Browser, features: invented.Invented, url: str) -> Row:
    server, paint_s = _visited(lambda: ServerDriven(browser, url))
    with closing(server):
        server.press(PRESSES_UNCOUNTED)
        before = server.wire.bytes
        steps = server.press(PRESSES)
        last = invented.day_begun() + PRESSES_UNCOUNTED + PRESSES
        return Row(
            server.name,
            len(features),
            ON_THIS_DAY,
            _drawn(server, features, "on", last),
            *_summary(steps),
            step_bytes=(server.wire.bytes - before) / PRESSES,
            paint_s=paint_s,
            heap_mb=server.wire.heap_bytes() / 1e6,
        )


Opened = TypeVar("Opened", bound=Variant)


def _visited(visit: Callable[[], Opened]) -> tuple[Opened, float]:
    """Visit a page a few times with nothing cached; the last visit, and the median wait."""
    waits = []
    for _ in range(VISITS - 1):
        with closing(visit()) as page:
            waits.append(page.first_paint_s())
    page = visit()
    return page, statistics.median([*waits, page.first_paint_s()])


def _at(
    moment: Moment,
    features: invented.Invented,
    paint_s: dict[Ours | Limit, float],
    empty: Empty,
) -> Iterator[Row]:
    """Measure ours and the limit in turns, beside the rate of an empty page."""
    found = {page: _Found() for page in (*paint_s, empty)}
    for page in paint_s:
        page.start(moment.mode, moment.first)
        page.hold()
    for turn in range(TURNS):
        first = moment.first + turn * STEPS_A_TURN
        days = [first + i for i in range(STEPS_A_TURN)]
        for page in paint_s:
            with _sent(page, found[page].step_bytes):
                found[page].steps += page.drag(days)
    for page in paint_s:
        found[page].drawn = _drawn(page, features, moment.mode, days[-1])
        page.release()
        page.wire.wait_until_quiet()  # what was settled on is committed
    for _ in range(PLAYS):
        for page in (*paint_s, empty):
            with _sent(page, found[page].play_bytes):
                found[page].fps.append(page.play(moment.playing_from))
            page.wire.wait_until_quiet()
    display_fps = max(found[empty].fps)
    # What lies near a base is a list of pairs, which among a million invented places at
    # random has no end: filters are measured up to where something is asked of them.
    pages = paint_s if len(features) <= MOST_FILTERED else ()
    filter_ms = {page: _filter_ms(page) for page in pages if isinstance(page, Ours)}
    for page, waited in paint_s.items():
        own = found[page]
        yield Row(
            page.name,
            len(features),
            moment.name,
            own.drawn,
            *_summary(own.steps),
            max(own.fps),
            display_fps,
            sum(own.step_bytes) / len(own.steps),
            sum(own.play_bytes),
            waited,
            page.wire.heap_bytes() / 1e6,
            filter_ms.get(page),
        )


def _filter_ms(page: Ours) -> float:
    """Return the median of some changes of the filters, and leave none on."""
    found = statistics.median(page.filter(FILTERED))
    page.wire.wait_until_quiet()
    return found


def _drawn(
    page: Ours | Limit | ServerDriven, features: invented.Invented, mode: str, day: int
) -> int:
    """Return how many features a page draws; fail if it is not as many as it should."""
    shown = features.shown(mode, day) & (page.draws_lines | ~features.is_line)
    drawn, expected = page.drawn(), int(shown.sum())
    assert drawn == expected, f"{page.name} draws {drawn} features and not {expected}"
    return drawn


@dataclass(slots=True)
class _Found:
    steps: list[float] = field(default_factory=list)
    fps: list[float] = field(default_factory=list)
    step_bytes: list[int] = field(default_factory=list)
    play_bytes: list[int] = field(default_factory=list)
    drawn: int = 0


@contextmanager
def _sent(page: Variant, counts: list[int]) -> Iterator[None]:
    """Note what is sent meanwhile."""
    before = page.wire.bytes
    yield
    counts.append(page.wire.bytes - before)


def _summary(steps: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(steps), statistics.quantiles(steps, n=20, method="inclusive")[-1]
