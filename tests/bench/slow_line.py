"""How long a slow line keeps a viewer waiting: ours beside an empty page of the same Streamlit."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.servers import ScriptServer, running
from tests.browser import map_frame
from tests.browser.conftest import Server

BITS_A_SECOND = 1.6e6
LATENCY_MS = 150
PHONE = {"width": 390, "height": 844}
VISITS = 3
LONGEST_MS = 120_000
GEODATA = Path(__file__).parents[2] / "geodata"
EMPTY = 'import streamlit as st\nst.text("usable")\n'


def run(browser: Browser, folder: Path) -> tuple[float, float]:
    """Return the seconds until ours and until the empty page can be used, medians of VISITS."""
    script = folder / "empty.py"
    script.write_text(EMPTY, "utf-8")
    with (
        running(Server(GEODATA, folder / "ours.log", refresh_seconds=86_400)) as ours,
        running(ScriptServer(script, [], folder / "empty.log")) as empty,
    ):
        found: dict[str, list[float]] = {ours: [], empty: []}
        _wait(browser, ours, _map_stands)  # the first visitor waits for the reading
        for _ in range(VISITS):
            found[ours].append(_wait(browser, ours, _map_stands))
            found[empty].append(_wait(browser, empty, _text_stands))
        return statistics.median(found[ours]), statistics.median(found[empty])


def _wait(browser: Browser, url: str, stands: Callable[[Page], object]) -> float:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    bytes_a_second = BITS_A_SECOND / 8
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    page.goto(url, wait_until="commit", timeout=LONGEST_MS)
    stands(page)
    seconds = page.evaluate("performance.now()") / 1000
    context.close()
    return seconds


def _map_stands(page: Page) -> None:
    map_frame(page, LONGEST_MS)


def _text_stands(page: Page) -> None:
    page.get_by_text("usable").wait_for(timeout=LONGEST_MS)
