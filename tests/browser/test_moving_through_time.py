"""The playhead moved by hand: what shows on each day and in each mode, and how."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from layers import dates
from layers.view import View
from tests.browser import Pages, expected_states, map_frame, shown_states
from tests.shipped import properties_of

LAST_DAY = "2026-06-01"


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def opened(page: Page) -> Frame:
    return map_frame(page)


@pytest.fixture
def frame(opened: Frame) -> Frame:
    """The map, as it was when it opened."""
    opened.evaluate(
        """() => {
          temoin.pause();
          temoin.setLayers(["milestones"]);
          temoin.setMode("last", 90);
          temoin.setDate("2022-04-22");
        }"""
    )
    return opened


def view_of(iso: str, mode: str = "last", window: int = 90, hidden: str = "milestones") -> View:
    return View(dates.parse(iso).first, mode, window, hidden=tuple(hidden.split()))


def slider(frame: Frame):
    return frame.get_by_role("slider", name="Move through time")


def on_the_track(frame: Frame, iso: str) -> tuple[float, float]:
    """Return where on the screen a day lies."""
    first, last = (
        dates.parse(frame.evaluate(f"temoin.period.{end}")).first for end in ("first", "last")
    )
    box = slider(frame).bounding_box()
    share = (dates.parse(iso).first - first) / (last - first)
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def shown_view(frame: Frame) -> View:
    date, mode, window = frame.evaluate("[temoin.date, temoin.state.mode, temoin.state.window]")
    return view_of(date, mode, window)


def test_a_drag_shows_every_day_on_its_way_and_commits_the_last(
    page: Page, frame: Frame, geodata_dir: Path
):
    page.mouse.move(*on_the_track(frame, "2022-04-22"))
    page.mouse.down()
    for iso in ("2018-03-01", "2013-02-01", "2015-06-20"):
        page.mouse.move(*on_the_track(frame, iso))
        day = dates.parse(frame.evaluate("temoin.date")).first
        assert day == pytest.approx(dates.parse(iso).first, abs=5)  # a pixel is some five days
        assert shown_states(frame) == expected_states(geodata_dir, shown_view(frame))
    expect(page.locator(".now .date")).to_have_text("22 April 2022")
    page.mouse.up()
    expect(page.locator(".now .date")).to_contain_text("June 2015")
    assert (
        page.locator(".now .date").inner_text()
        == frame.get_by_role("textbox", name="Day shown").input_value()
    )


def test_a_click_on_the_track_goes_there(page: Page, frame: Frame, geodata_dir: Path):
    page.mouse.click(*on_the_track(frame, "2020-08-18"))
    day = dates.parse(frame.evaluate("temoin.date")).first
    assert day == pytest.approx(dates.parse("2020-08-18").first, abs=5)
    assert shown_states(frame) == expected_states(geodata_dir, shown_view(frame))


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("ArrowLeft", "2022-04-21"),
        ("ArrowRight", "2022-04-23"),
        ("ArrowDown", "2022-04-21"),
        ("ArrowUp", "2022-04-23"),
        ("Shift+ArrowLeft", "2022-03-22"),
        ("Shift+ArrowRight", "2022-05-22"),
        ("PageDown", "2021-04-22"),
        ("PageUp", "2023-04-22"),
        ("Home", "2012-01-01"),
        ("End", LAST_DAY),
    ],
)
def test_a_key_on_the_slider_goes_to_its_day(frame: Frame, geodata_dir: Path, key: str, day: str):
    slider(frame).press(key)
    assert frame.evaluate("temoin.date") == day
    assert shown_states(frame) == expected_states(geodata_dir, view_of(day))


def test_space_on_the_slider_plays_and_pauses(frame: Frame):
    slider(frame).press(" ")
    frame.wait_for_function("temoin.date > '2022-04-25'")
    slider(frame).press(" ")
    assert frame.evaluate("temoin.state.playing") is False


@pytest.mark.parametrize(
    ("typed", "day"),
    [("19/04/2022", "2022-04-19"), ("août 2020", "2020-08-01"), ("2013", "2013-01-01")],
)
def test_a_typed_date_is_shown(page: Page, frame: Frame, geodata_dir: Path, typed: str, day: str):
    field = frame.get_by_role("textbox", name="Day shown")
    field.fill(typed)
    field.press("Enter")
    assert frame.evaluate("temoin.date") == day
    assert shown_states(frame) == expected_states(geodata_dir, view_of(day))
    expect(page.locator(".now .date")).to_have_text(field.input_value())


@pytest.mark.parametrize(
    ("choice", "mode"), [("On this day", "on"), ("So far", "sofar"), ("Last 90 days", "last")]
)
def test_a_mode_is_chosen(page: Page, frame: Frame, geodata_dir: Path, choice: str, mode: str):
    frame.evaluate("temoin.setMode('on'), temoin.setMode('sofar')")
    frame.get_by_role("radio", name=choice).click(position={"x": 8, "y": 8})
    assert shown_states(frame) == expected_states(geodata_dir, view_of("2022-04-22", mode))
    expect(page.locator(".now")).to_contain_text(choice.lower())


@pytest.mark.parametrize("days", [30, 90, 365])
def test_the_window_is_chosen(page: Page, frame: Frame, geodata_dir: Path, days: int):
    frame.get_by_role("combobox", name="Number of days").select_option(str(days))
    assert shown_states(frame) == expected_states(geodata_dir, view_of("2022-04-22", "last", days))
    expect(page.locator(".now")).to_contain_text(f"last {days} days")


VIEWS = [
    view_of("2012-01-01", "on"),
    view_of("2012-04-06", "last", 30),
    view_of("2013-01-10", "on", hidden=""),
    view_of("2013-01-11", "last", 90, hidden=""),
    view_of("2013-01-28", "on"),
    view_of("2014-08-01", "on"),
    view_of("2015-11-20", "sofar"),
    view_of("2017-01-18", "last", 365),
    view_of("2019-03-23", "on", hidden="military_bases milestones"),
    view_of("2020-02-29", "sofar", hidden="troop_movements milestones"),
    view_of("2021-12-31", "last", 30),
    view_of("2022-01-01", "last", 30),
    view_of("2022-03-31", "on"),
    view_of("2022-04-01", "last", 365, hidden="massacre_sites military_bases troop_movements"),
    view_of("2022-08-15", "on"),
    view_of("2023-12-31", "last", 365),
    view_of("2024-07-27", "last", 90, hidden=""),
    view_of("2025-06-06", "on"),
    view_of(LAST_DAY, "on", hidden=""),
    view_of(LAST_DAY, "sofar", hidden=""),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{dates.iso(view.day)}-{view.mode}")
def test_the_map_shows_what_the_rule_in_python_says(frame: Frame, geodata_dir: Path, view: View):
    frame.evaluate(
        """([date, mode, days, hidden]) => {
          temoin.setLayers(hidden);
          temoin.setMode(mode, days);
          temoin.setDate(date);
        }""",
        [dates.iso(view.day), view.mode, view.window, list(view.hidden)],
    )
    assert shown_states(frame) == expected_states(geodata_dir, view)
    legend = frame.locator(".tm-legend-layer .tm-legend-count").all_inner_texts()
    # Tenures of one site count once; a layer that is off counts nothing.
    sites = {properties_of(each).get("site", each) for each in shown_states(frame)}
    assert sum(int(count) for count in legend if count != "off") == len(sites)
    assert legend.count("off") == len(view.hidden)


def test_what_has_no_known_end_holds_on_the_last_day(frame: Frame, geodata_dir: Path):
    bases = json.loads((geodata_dir / "military_bases.geojson").read_text("utf-8"))["features"]
    open_ended = {base["properties"]["id"] for base in bases if not base["properties"].get("end")}
    frame.evaluate("temoin.setMode('on'), temoin.setDate(temoin.period.last)")
    assert len(open_ended) > 20
    holding = {each for each, state in shown_states(frame).items() if state == "holds"}
    assert open_ended <= holding


def gossi(frame: Frame) -> set[str]:
    names = shown_states(frame)
    return {name for name in names if name in {"gossi-barkhane", "gossi-fama-2022", "gossi-wagner"}}


def test_gossi_has_three_holders_on_the_day_it_changed_hands(frame: Frame):
    frame.evaluate("temoin.setMode('on'), temoin.setDate('2022-04-18')")
    assert gossi(frame) == {"gossi-barkhane"}
    slider(frame).press("ArrowRight")
    assert gossi(frame) == {"gossi-barkhane", "gossi-fama-2022", "gossi-wagner"}
    slider(frame).press("ArrowRight")
    assert gossi(frame) == {"gossi-fama-2022", "gossi-wagner"}


def test_of_the_three_at_gossi_only_wagner_is_drawn_as_disputed(frame: Frame):
    frame.evaluate("temoin.setMode('on'), temoin.setDate('2022-04-19')")
    frame.evaluate("() => { temoin.setView([-1.3, 15.82], 11) }")
    stack = frame.get_by_role("button", name=re.compile("3 entries here: .*Gossi"))
    looks = stack.locator(".tm-symbol").evaluate_all(
        "nodes => Object.fromEntries(nodes.map(n => [n.textContent, n.matches('.is-disputed')]))"
    )
    frame.get_by_role("button", name="All Mali").click()
    assert looks == {"FRA": False, "FAMa": False, "WAG": True}
