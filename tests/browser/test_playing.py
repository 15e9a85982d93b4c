"""Time that runs by itself: in the browser alone, up to the last day, told once at rest."""

import pytest
from playwright.sync_api import Frame, Page, Request, expect

from tests.browser import Pages, Wire, map_frame

OPENED, LAST_DAY = "22 April 2022", "1 June 2026"


@pytest.fixture(scope="module")
def page(new_shared_page: Pages) -> Page:
    return new_shared_page(width=1440, height=900)


@pytest.fixture(scope="module")
def wire(page: Page) -> Wire:
    return Wire(page)


@pytest.fixture(scope="module")
def requests(page: Page) -> list[Request]:
    """What is asked over HTTP.

    Without the page's icon, which the browser itself asks for when the address changes.
    """
    found: list[Request] = []
    page.on(
        "request",
        lambda request: None if request.url.endswith("/favicon.png") else found.append(request),
    )
    return found


@pytest.fixture(scope="module")
def opened(page: Page, wire: Wire, requests: list[Request], restless_url: str) -> Frame:
    page.goto(restless_url)
    return map_frame(page)


@pytest.fixture
def frame(opened: Frame, wire: Wire, requests: list[Request]) -> Frame:
    """The map as it opened, and at rest."""
    opened.evaluate(
        """() => {
          temoin.pause();
          temoin.setSpeed(30);
          temoin.setMode("last", 90);
          temoin.setDate("2022-04-22");
        }"""
    )
    wire.wait_for_looks()
    wire.runs = 0
    requests.clear()
    return opened


def test_it_runs_to_the_last_day_without_a_word_to_the_server(
    page: Page, wire: Wire, requests: list[Request], frame: Frame
):
    frame.get_by_role("combobox", name="Playing speed").select_option("365")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date > '2025'")
    expect(page.locator(".now .date")).to_have_text(OPENED)
    assert (wire.runs, requests) == (0, [])
    frame.wait_for_function("!temoin.state.playing")
    assert frame.evaluate("temoin.date") == frame.evaluate("temoin.period.last")
    expect(frame.get_by_role("textbox", name="Day shown")).to_have_value(LAST_DAY)
    expect(frame.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".now .date")).to_have_text(LAST_DAY)
    wire.wait_for_looks()
    assert (wire.runs, requests) == (1, [])


@pytest.mark.parametrize(("speed", "until"), [("1", "2022-04-24"), ("30", "2022-05-15")])
def test_a_pause_is_told_once(
    page: Page, wire: Wire, requests: list[Request], frame: Frame, speed: str, until: str
):
    frame.get_by_role("combobox", name="Playing speed").select_option(speed)
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("until => temoin.date > until", arg=until)
    assert wire.runs == 0
    frame.get_by_role("button", name="Pause").click()
    day = frame.get_by_role("textbox", name="Day shown").input_value()
    expect(page.locator(".now .date")).to_have_text(day)
    wire.wait_for_looks()
    assert frame.get_by_role("textbox", name="Day shown").input_value() == day
    assert (wire.runs, requests) == (1, [])


def test_each_frame_shows_the_features_of_its_own_day(frame: Frame):
    """What is drawn while time runs is what the same day shows at rest."""
    frame.evaluate(
        """() => {
          window.seen = new Map();
          temoin.setMode("on");
          temoin.on("timechange", () => seen.set(temoin.date, temoin.visibleIds().join()));
          temoin.setSpeed(90);
          temoin.play();
        }"""
    )
    frame.wait_for_function("temoin.date > '2022-10-01'")
    frame.evaluate("temoin.pause()")
    different = frame.evaluate(
        """() => {
          const played = [...seen];
          return played.filter(([date, ids]) => {
            temoin.setDate(date);
            return temoin.visibleIds().join() !== ids;
          });
        }"""
    )
    assert different == []
    assert frame.evaluate("seen.size") > 20


def test_play_at_the_end_begins_again(frame: Frame):
    frame.evaluate("temoin.setDate(temoin.period.last)")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date > temoin.period.first && temoin.date < '2014'")
    frame.get_by_role("button", name="Pause").click()
