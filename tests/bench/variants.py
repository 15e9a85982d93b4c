"""The three ways to move through time, each open in a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Frame, Page

from layers import dates
from tests.bench.wire import Wire
from tests.browser import MAP_FRAME, map_frame

HERE = Path(__file__).parent
VIEWPORT = {"width": 1440, "height": 900}
PLAY_MS = 1000
START_MS = 30_000
MS_A_FEATURE = 0.3  # for a server that has not read them yet
PRESSES_APART_MS = 120


class Variant:
    """A page, and how fast it is. Times are milliseconds unless their name says seconds.

    Attributes:
        name: as the table shows it.
        mark: performance mark that it sets when the first features are painted.
        slider: selector of its time slider.
        draws_lines: whether movements are among what it draws.
    """

    name = ""
    mark = "painted"
    draws_lines = True
    slider = "input"

    def __init__(self, browser: Browser, *scripts: str) -> None:
        """Open an empty page whose frames all have the clock."""
        self._context = browser.new_context(viewport=VIEWPORT, locale="en-GB")
        for script in ("clock.js", *scripts):
            self._context.add_init_script(path=HERE / script)
        self.page: Page = self._context.new_page()
        self.wire = Wire(self.page)

    def close(self) -> None:
        """Close the page and forget what it has cached."""
        self._context.close()

    def first_paint_s(self) -> float:
        """Return the seconds from the start of the navigation to the first features."""
        asked = "mark => performance.timeOrigin + performance.getEntriesByName(mark)[0].startTime"
        painted = self.frame().evaluate(asked, self.mark)
        return (painted - self.page.evaluate("performance.timeOrigin")) / 1000

    def frame(self) -> Frame:
        """Return the frame that paints."""
        return self.page.main_frame

    def hold(self) -> None:
        """Put a finger on the slider."""
        self.frame().evaluate("slider => bench.hold(slider)", self.slider)

    def drag(self, days: Sequence[int]) -> list[float]:
        """Return what each step took on the way over some days."""
        return self.frame().evaluate("days => bench.drag(days)", days)

    def release(self) -> None:
        """Let the slider go."""
        self.frame().evaluate("bench.release()")


class Empty(Variant):
    """A page with nothing in it: the display's own pace."""

    def play(self, _day: int) -> float:
        """Return its frames a second."""
        return self.page.evaluate("ms => bench.framesASecond(ms)", PLAY_MS)


class Ours(Variant):
    """The real page."""

    name = "ours"
    slider = ".tm-root input[type=range]"
    mark = "temoin-painted"

    def __init__(self, browser: Browser, url: str, count: int) -> None:
        """Open it; `count` features may take a while to read."""
        super().__init__(browser)
        self.page.goto(url)
        self._frame = map_frame(self.page, START_MS + MS_A_FEATURE * count)
        self.wire.wait_until_quiet()

    def frame(self) -> Frame:
        """Return the frame of the map."""
        return self._frame

    def view(self) -> dict[str, float]:
        """Return size, zoom and upper left corner (pixels of that zoom) of the map."""
        return self._frame.evaluate("""() => {
            const { map } = temoin;
            const { x: width, y: height } = map.getSize();
            const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
            return { width, height, zoom: map.getZoom(), left: corner.x, top: corner.y };
        }""")

    def start(self, mode: str, day: int) -> None:
        """Show a mode and a day, and wait until the server has heard of it."""
        shown = {"mode": mode, "date": dates.iso(day)}
        self._frame.evaluate(
            "({ mode, date }) => { temoin.setMode(mode); temoin.setDate(date) }", shown
        )
        self.wire.wait_until_quiet()

    def drawn(self) -> int:
        """Return the number of features that are drawn."""
        return self._frame.evaluate("temoin.count")

    def filter(self, times: int) -> list[float]:
        """Return what each of some changes of the filters took, what they look at being there."""
        return self._frame.evaluate(
            """async (times) => {
                const turns = [
                    { actors: ["FRA"] }, { around: ["FRA"] }, { killed: [2, 50] },
                    { statuses: ["reported"] }, {},
                ];
                for (const filters of turns) await temoin.setFilters(filters);
                return bench.each(times, (step) => temoin.setFilters(turns[step % turns.length]));
            }""",
            times,
        )

    def play(self, day: int) -> float:
        """Return the frames a second when every frame is a day."""
        return self._frame.evaluate(
            """async ([date, ms]) => {
                temoin.setDate(date);
                temoin.setSpeed("frame");
                temoin.play();
                const rate = await bench.framesASecond(ms, () => temoin.state.day);
                temoin.pause();
                return rate;
            }""",
            [dates.iso(day), PLAY_MS],
        )


class Limit(Variant):
    """A bare canvas."""

    name = "limit"
    draws_lines = False

    def __init__(self, browser: Browser, url: str, options: dict[str, Any]) -> None:
        """Open it; the options are those at the top of its script."""
        super().__init__(browser)
        self.page.goto(f"{url}?{urlencode(options)}")
        self.page.wait_for_function("window.limit")

    def start(self, mode: str, day: int) -> None:
        """Show a mode and a day."""
        self.page.evaluate("([mode, day]) => { limit.mode = mode; limit.show(day) }", [mode, day])

    def drawn(self) -> int:
        """Return the number of points that are drawn."""
        return self.page.evaluate("limit.drawn")

    def play(self, day: int) -> float:
        """Return the frames a second when every frame is a day."""
        return self.page.evaluate(
            """async ([day, ms]) => {
                limit.show(day);
                limit.play();
                const rate = await bench.framesASecond(ms, () => limit.day);
                limit.stop();
                return rate;
            }""",
            [day, PLAY_MS],
        )


class ServerDriven(Variant):
    """A Streamlit script that filters and sends."""

    name = "server"

    def __init__(self, browser: Browser, url: str) -> None:
        """Open it."""
        super().__init__(browser, "watch.js")
        self.page.goto(url)
        self.page.wait_for_function(
            f"document.querySelector('{MAP_FRAME}')?.contentWindow?.watched?.painted.length"
        )
        self._slider = self.page.get_by_role("slider")
        self.wire.wait_until_quiet()

    def frame(self) -> Frame:
        """Return the frame of the map."""
        frame = self.page.query_selector(MAP_FRAME).content_frame()
        assert frame is not None
        return frame

    def drawn(self) -> int:
        """Return the number of features that are drawn."""
        return self.frame().evaluate(
            """() => {
                let count = 0;
                feature_group.at(-1).eachLayer((json) => (count += json.getLayers().length));
                return count;
            }"""
        )

    def press(self, steps: int) -> list[float]:
        """Return what each of some key presses on the slider took."""
        return [self._press() for _ in range(steps)]

    def _press(self) -> float:
        frame = self.frame()
        before = frame.evaluate("watched.painted.length")
        self._slider.press("ArrowRight")
        frame.wait_for_function("before => watched.painted.length > before", arg=before)
        painted = frame.evaluate("watched.painted.at(-1)")
        self.page.wait_for_timeout(PRESSES_APART_MS)
        return painted - self.page.evaluate("watched.pressed")
