"""What travels between page and server: little, once a change, and nothing for a look around."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import MAP_FRAME, Pages, Wire, map_frame

MOST_BYTES = 20_000


@pytest.fixture(scope="module")
def page(new_shared_page: Pages) -> Page:
    return new_shared_page(width=1440, height=900)


@pytest.fixture(scope="module")
def wire(page: Page) -> Wire:
    return Wire(page)


@pytest.fixture(scope="module")
def opened(page: Page, wire: Wire, restless_url: str) -> Frame:
    """The map; a mark stands in its window as long as it is not loaded anew."""
    page.goto(restless_url)
    frame = map_frame(page)
    frame.evaluate("() => { window.isTheFirst = true; }")
    return frame


@pytest.fixture
def frame(opened: Frame, wire: Wire) -> Frame:
    """The map as it opened, and at rest."""
    opened.evaluate(
        """() => {
          temoin.select(null);
          temoin.setLayers(["milestones"]);
          temoin.setMode("last", 90);
          temoin.setDate("2022-04-22");
        }"""
    )
    wire.wait_for_looks()
    wire.runs = wire.received = 0
    return opened


def test_what_is_sent_is_compressed(new_page: Pages, app_url: str):
    page = new_page()
    network = page.context.new_cdp_session(page)
    answers = []
    # Playwright takes no method of a built-in type for a listener.
    network.on(
        "Network.webSocketHandshakeResponseReceived",
        lambda each: answers.append(each),  # noqa: PLW0108
    )
    network.send("Network.enable")
    page.goto(app_url)
    map_frame(page)
    (answer,) = answers
    headers = {name.lower(): value for name, value in answer["response"]["headers"].items()}
    assert "permessage-deflate" in headers["sec-websocket-extensions"]


CHANGES = {
    "day": ("temoin.setDate('2020-08-18')", "18 August 2020"),
    "mode": ("temoin.setMode('sofar')", "so far"),
    "window": ("temoin.setMode('last', 30)", "last 30 days"),
    "layers": ("temoin.setLayers(['military_bases', 'milestones'])", "last 90 days · 9 massacre"),
    "selection": ("temoin.select('moura-2022-03')", "22 April 2022"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_one_run_of_the_page_and_little_to_send(
    page: Page, wire: Wire, frame: Frame, change: str
):
    action, words = CHANGES[change]
    frame.evaluate(f"() => {{ {action}; }}")
    expect(page.locator(".now")).to_contain_text(words)
    headings = {"selection": "Moura massacre", "day": "18 August 2020"}
    head = page.get_by_role("heading", level=2)
    expect(head).to_have_text(headings.get(change, "22 April 2022"))
    wire.wait_for_looks()
    assert wire.runs == 1  # what the run sent back to the map has made no other
    assert wire.received < MOST_BYTES
    assert frame.evaluate("window.isTheFirst")
    expect(page.locator(MAP_FRAME)).to_have_count(1)


def test_several_changes_at_once_are_one_run(page: Page, wire: Wire, frame: Frame):
    frame.evaluate(
        """() => {
          temoin.setDate("2020-08-18");
          temoin.setMode("sofar");
          temoin.setLayers([]);
        }"""
    )
    expect(page.locator(".now")).to_contain_text("18 August 2020")
    wire.wait_for_looks()
    assert wire.runs == 1


def test_what_the_page_changes_comes_back_from_the_map_as_no_other_run(
    page: Page, wire: Wire, frame: Frame
):
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    expect(page.get_by_role("heading", name="Moura massacre")).to_be_visible()
    wire.wait_for_looks()
    for label, heading in (
        ("Close", "22 April 2022"),
        ("fr", "22 avril 2022"),
        ("en", "22 April 2022"),
    ):
        wire.runs = 0
        one = page.get_by_role("button", name=label, exact=True)
        one.or_(page.get_by_role("radio", name=label, exact=True)).click()
        expect(page.get_by_role("heading", level=2).first).to_have_text(heading)
        wire.wait_for_looks()
        assert (label, wire.runs) == (label, 1)
    assert frame.evaluate("window.isTheFirst")


def test_pan_and_zoom_are_no_run(page: Page, wire: Wire, frame: Frame):
    before = frame.evaluate("[temoin.map.getZoom(), temoin.map.getCenter().lng]")
    page.mouse.move(700, 300)
    page.mouse.down()
    page.mouse.move(560, 360, steps=4)
    page.mouse.up()
    page.mouse.wheel(0, -400)
    frame.wait_for_function("zoom => temoin.map.getZoom() > zoom", arg=before[0])
    frame.get_by_role("button", name="Zoom in").click()
    frame.locator("#map_div").press("ArrowLeft")
    wire.wait_for_looks(3)
    assert frame.evaluate("temoin.map.getCenter().lng") != before[1]
    assert wire.runs == 0


def of_ours(page: Page) -> Callable[[], dict[str, int]]:
    """Count bytes over the wire by address, of what page and map ask of us; cached is nothing."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: urls.update({event["requestId"]: event["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
    )

    def by_address() -> dict[str, int]:
        # The start page fetches what the map asks for again, from the cache: one address, twice.
        found: dict[str, int] = {}
        for request, size in sizes.items():
            if "/temoin/" in urls[request]:
                found[urls[request]] = found.get(urls[request], 0) + size
        return found

    return by_address


def test_a_second_visit_loads_almost_nothing_of_ours(new_page: Pages, app_url: str):
    first = new_page()
    first_sizes = of_ours(first)
    first.goto(app_url)
    map_frame(first)
    assert sum(first_sizes().values()) > MOST_BYTES  # else we would not see what travels
    second = first.context.new_page()
    second_sizes = of_ours(second)
    second.goto(app_url)
    map_frame(second)
    assert second_sizes().keys() == first_sizes().keys()
    assert sum(second_sizes().values()) < MOST_BYTES


class SlowLine:
    """A websocket of Streamlit's that keeps back what the server answers until `release`."""

    def __init__(self, page: Page) -> None:
        self.is_holding = False
        self._page = page
        self._held: list[str | bytes] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def wait_for_runs(self, number: int) -> None:
        """Return when the server has done so many runs of which the page knows nothing yet."""
        while sum(map(_ends_a_run, self._held)) < number:
            self._page.wait_for_timeout(50)

    def release(self) -> None:
        self.is_holding = False
        for message in self._held:
            self._route.send(message)

    def _connect(self, route: WebSocketRoute) -> None:
        self._route = route
        route.connect_to_server().on_message(self._on_answer)

    def _on_answer(self, message: str | bytes) -> None:
        if self.is_holding:
            self._held.append(message)
        else:
            self._route.send(message)


def _ends_a_run(frame: bytes) -> bool:
    message = ForwardMsg.FromString(frame)
    is_look = bool(message.metadata.run.fragment_ids)
    return message.WhichOneof("type") == "script_finished" and not is_look


def test_a_change_made_while_the_page_still_runs_is_not_undone(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    line = SlowLine(page)
    page.goto(app_url)
    frame = map_frame(page)
    line.is_holding = True
    for number, day in enumerate(("2022-04-19", "2020-08-18"), start=1):
        frame.evaluate("date => { temoin.setDate(date); }", day)
        line.wait_for_runs(number)
    line.release()
    expect(page.locator(".now .date")).to_have_text("18 August 2020")
    assert frame.evaluate("temoin.date") == "2020-08-18"
