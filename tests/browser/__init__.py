"""The page in a real browser: what its tests import; conftest.py holds their fixtures."""

import zlib
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    WebSocket,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from layers import atlas, timeline
from layers.reading.frames import DAY_COLUMNS
from layers.view import View

MAP_FRAME = 'iframe[title*="streamlit_folium"]'
# Asked from the page, so that a frame that is loaded anew while we wait does no harm.
MAP_IS_READY = f"""
() => Boolean(document.querySelector('{MAP_FRAME}')?.contentWindow?.temoin?.isReady)
"""


def map_frame(page: Page, timeout_ms: float = 30_000) -> Frame:
    """Wait until the map has drawn and return its frame, whose `window.temoin` then answers."""
    page.wait_for_function(MAP_IS_READY, timeout=timeout_ms)
    frame = page.wait_for_selector(MAP_FRAME).content_frame()
    assert frame is not None
    return frame


def shown_states(frame: Frame) -> dict[str, str]:
    """Return id -> state of what the map shows, as its script says."""
    ids = "temoin.visibleIds().map((id) => [id, temoin.stateOf(id)])"
    return frame.evaluate(f"Object.fromEntries({ids})")


def expected_states(folder: Path, view: View | None = None) -> dict[str, str]:
    """Return id -> state of what the map of this folder must show, by the rule in Python."""
    view = view or View()
    return {
        each: timeline.STATE_NAMES[state]
        for layer in _atlas(folder).layers.values()
        if not layer.is_context and layer.name not in view.hidden
        for each, state in zip(layer.frame["id"], _states(layer, view), strict=True)
        if state != timeline.HIDDEN
    }


def _states(layer: atlas.Layer, view: View) -> list[int]:
    days = np.column_stack([layer.frame[name].to_numpy(np.int32) for name in DAY_COLUMNS])
    is_tenure = np.full(len(days), layer.name == "military_bases")
    found = timeline.states(days, is_tenure, day=view.day, mode=view.mode, window=view.window)
    return found.tolist()


@cache
def _atlas(folder: Path) -> atlas.Atlas:
    return atlas.load(folder, today=date.today())


class Wire:
    """What a page says to its server: make it before the page is opened.

    Attributes:
        runs: how often the page has asked for a run of the whole script.
        looks: how often it has asked whether the files have changed.
        received: bytes that those runs have sent, each message compressed by itself; the
            line does better, for it knows the messages before.
    """

    def __init__(self, page: Page) -> None:
        self.runs = self.looks = self.received = 0
        page.on("websocket", self._on_websocket)

    def wait_for_looks(self, number: int = 2) -> None:
        """Return when the page has looked for new files so often: time for all it would do."""
        before = self.looks
        while self.looks < before + number:
            self._socket.wait_for_event("framesent")

    def _on_websocket(self, socket: WebSocket) -> None:
        self._socket = socket
        socket.on("framesent", self._on_sent)
        socket.on("framereceived", self._on_received)

    def _on_sent(self, frame: bytes) -> None:
        message = BackMsg.FromString(frame)
        if message.WhichOneof("type") == "rerun_script":
            is_look = message.rerun_script.is_auto_rerun
            self.looks += is_look
            self.runs += not is_look

    def _on_received(self, frame: bytes) -> None:
        is_look = ForwardMsg.FromString(frame).metadata.run.fragment_ids
        self.received += 0 if is_look else len(zlib.compress(frame))


@dataclass
class Complaints:
    """What went wrong in one page and its frames, in the order in which it happened."""

    outside: list[str] = field(default_factory=list)  # asked of another machine; never answered
    failed: list[str] = field(default_factory=list)  # asked of ours, without an answer
    console: list[str] = field(default_factory=list)  # console.error, and answers of 400 and more
    uncaught: list[str] = field(default_factory=list)  # exceptions that no script caught

    def watch(self, context: BrowserContext) -> None:
        """Collect from now on."""
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_request_failed)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.uncaught.append(str(error.error)))
        context.on("page", lambda page: page.on("websocket", self._on_request))

    def beyond(self, allowed: Collection[str]) -> list[str]:
        """Return one line a complaint, without those of the `allowed` fields."""
        found = asdict(self).items()
        return [f"{name}: {what}" for name, all_ in found if name not in allowed for what in all_]

    def _on_request(self, request: Request) -> None:
        if _is_outside(request.url):
            self.outside.append(request.url)

    def _on_request_failed(self, request: Request) -> None:
        # A page that is left or a script that changes its mind aborts what it waits for.
        if not _is_outside(request.url) and request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.url} {request.failure}")

    def _on_console(self, message: ConsoleMessage) -> None:
        source = message.location["url"]
        # What is blocked complains on the console too; once is enough.
        is_told = _is_outside(source) or any(url in message.text for url in self.outside)
        if message.type == "error" and not is_told:
            self.console.append(f"{message.text} ({source})")


class Pages:
    """Opens pages for one test; afterwards it asserts that none of them had a complaint."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._opened: dict[BrowserContext, tuple[Complaints, Collection[str]]] = {}

    def __call__(
        self,
        *,
        width: int = 1280,
        height: int = 900,
        locale: str = "en-GB",
        color_scheme: str = "light",
        reduced_motion: str = "no-preference",
        allow: Collection[str] = (),
        **context_options: object,
    ) -> Page:
        """Open an empty page in a browser profile of its own.

        `allow` names the fields of Complaints that this test expects to fill; other keywords
        go to Playwright's `new_context` (`has_touch=True`, `device_scale_factor=2`, ...).
        """
        assert set(allow) <= set(asdict(Complaints())), allow
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Europe/Paris",
            color_scheme=color_scheme,
            reduced_motion=reduced_motion,
            **context_options,
        )
        complaints = Complaints()
        complaints.watch(context)
        self._opened[context] = (complaints, allow)
        return context.new_page()

    def complaints(self, page: Page) -> Complaints:
        """Return what `page` and the pages it opened have collected up to now."""
        return self._opened[page.context][0]

    def close(self) -> None:
        """Close every page; fail if one had a complaint that its test did not allow."""
        for context in self._opened:
            context.close()
        lines = [line for told, allowed in self._opened.values() for line in told.beyond(allowed)]
        assert not lines, "\n".join(("The page complained.", *lines))


def _is_outside(url: str) -> bool:
    """True for an address on another machine; data:, blob: and about: are no addresses."""
    parts = urlsplit(url)
    is_address = parts.scheme in {"http", "https", "ws", "wss"}
    return is_address and parts.hostname not in {"127.0.0.1", "localhost"}
