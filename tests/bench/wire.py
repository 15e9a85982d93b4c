"""What a page sends and gets while something goes on."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

QUIET_MS = 1000
LOOK_MS = 250


class Wire:
    """Counts the bytes of a page and its frames: requests, answers, messages of WebSockets."""

    def __init__(self, page: Page) -> None:
        """Count from now on, in `bytes`."""
        self.bytes = 0
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        for event, size in {
            "requestWillBeSent": lambda told: len(told["request"]["url"]),
            "loadingFinished": lambda told: int(told["encodedDataLength"]),
            "webSocketFrameSent": _message_bytes,
            "webSocketFrameReceived": _message_bytes,
        }.items():
            self._session.on(f"Network.{event}", self._counter(size))

    def wait_until_quiet(self) -> None:
        """Return when nothing has been sent for QUIET_MS."""
        since, before = 0, self.bytes
        while since < QUIET_MS:
            self._page.wait_for_timeout(LOOK_MS)
            since, before = (since + LOOK_MS if self.bytes == before else 0), self.bytes

    def heap_bytes(self) -> int:
        """Return the JavaScript memory of the page and its frames after a collection."""
        self._session.send("HeapProfiler.collectGarbage")
        usage = self._session.send("Runtime.getHeapUsage")
        return int(usage["usedSize"] + usage.get("backingStorageSize", 0))

    def _counter(self, size: Any) -> Any:
        def count(told: dict[str, Any]) -> None:
            self.bytes += size(told)

        return count


def _message_bytes(told: dict[str, Any]) -> int:
    frame = told["response"]
    length = len(frame["payloadData"])
    return length if frame["opcode"] == 1 else length * 3 // 4  # a binary one comes as base64
