"""Many features at one place: a stack with a count, a list of names, by pointer and by keys."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser import MAP_FRAME, Pages, map_frame, shown_states

GAO, MENAKA, BAMAKO = [-0.0055, 16.2484], [2.4, 15.92], [-8.0, 12.65]


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def opened(page: Page) -> Frame:
    return map_frame(page)


@pytest.fixture
def frame(page: Page, opened: Frame) -> Frame:
    """The map as it opened, with nothing selected and the pointer elsewhere."""
    page.mouse.move(700, 10)
    opened.get_by_role("button", name="All Mali").focus()
    opened.evaluate(
        """() => {
          temoin.select(null);
          temoin.setLayers(["milestones"]);
          temoin.setMode("last", 90);
          temoin.setDate("2022-04-22");
          temoin.setView([-3.5, 17], 5.5);
        }"""
    )
    expect(page.get_by_role("heading", name="How to read this map")).to_be_visible()
    return opened


def look_at(frame: Frame, lonlat: list[float], day: str, mode: str = "on", zoom: float = 9) -> None:
    frame.evaluate(
        """([lonlat, day, mode, zoom]) => {
          temoin.setMode(mode);
          temoin.setDate(day);
          temoin.setView(lonlat, zoom);
        }""",
        [lonlat, day, mode, zoom],
    )


def central_stack(frame: Frame) -> tuple[Locator, int]:
    """Return the stack in the middle of the map, and how many entries its name says."""
    label = frame.evaluate(
        """() => {
          const { x, y } = temoin.map.getSize().divideBy(2);
          const from = (node) => {
            const box = node.getBoundingClientRect();
            return Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
          };
          const stacks = [...document.querySelectorAll("[aria-haspopup]")];
          return stacks.sort((a, b) => from(a) - from(b))[0].ariaLabel;
        }"""
    )
    return frame.get_by_role("button", name=label, exact=True), int(label.split()[0])


def card_name(page: Page) -> Locator:
    return page.locator(".st-key-card").get_by_role("heading", level=2)


def at_place(geodata: Path, layer: str, place: str) -> set[str]:
    features = json.loads((geodata / f"{layer}.geojson").read_text("utf-8"))["features"]
    found = (feature["properties"] for feature in features)
    return {each["id"] for each in found if each.get("place") == place}


CROWDED = {
    "gao": (GAO, "gao-airfield", "2022-08-15", "on", 7),  # the day that France left
    "menaka": (MENAKA, "menaka", "2022-06-13", "on", 5),
    "menaka so far": (MENAKA, "menaka", "2025-01-01", "sofar", 6),
}


@pytest.mark.parametrize("where", CROWDED)
def test_tenures_of_one_place_open_as_a_list_with_their_number(
    frame: Frame, geodata_dir: Path, where: str
):
    lonlat, place, day, mode, least = CROWDED[where]
    look_at(frame, lonlat, day, mode)
    stack, number = central_stack(frame)
    held = at_place(geodata_dir, "military_bases", place) & shown_states(frame).keys()
    assert number >= len(held) >= least
    expect(stack).to_contain_text(f"+{number - 2}")  # the two that began last are drawn
    stack.click()
    listed = frame.get_by_role("dialog", name=f"{number} entries here")
    expect(listed).to_be_in_viewport(ratio=1)
    expect(listed.get_by_role("listitem")).to_have_count(number)
    expect(listed.get_by_role("listitem").first).to_contain_text(re.compile(r"\d{4}"))


def test_milestones_stand_on_the_map_when_switched_on(frame: Frame, geodata_dir: Path):
    look_at(frame, BAMAKO, "2026-06-01", "sofar", zoom=11)
    frame.get_by_role("checkbox", name="milestones").check()
    stack, number = central_stack(frame)
    milestones = at_place(geodata_dir, "milestones", "bamako")
    assert number >= len(milestones & shown_states(frame).keys()) >= 31
    stack.click()
    listed = frame.get_by_role("dialog", name=f"{number} entries here")
    expect(listed).to_be_in_viewport(ratio=1)
    expect(listed).to_contain_text("Coup d'état of March 2012")
    frame.get_by_role("checkbox", name="milestones").uncheck()
    assert not milestones & shown_states(frame).keys()


def test_a_list_is_walked_by_arrows_and_escape_leads_back(page: Page, frame: Frame):
    look_at(frame, GAO, "2020-06-01")
    stack, number = central_stack(frame)
    stack.focus()
    page.keyboard.press("Enter")
    listed = frame.get_by_role("dialog")
    items = listed.get_by_role("listitem").get_by_role("button")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    for _ in range(number - 2):
        page.keyboard.press("ArrowDown")
    expect(items.last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(items.nth(number - 2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(stack).to_be_focused()


def test_an_entry_of_a_list_opens_its_card(page: Page, frame: Frame):
    look_at(frame, GAO, "2020-06-01")
    stack, _ = central_stack(frame)
    stack.click()
    entry = frame.get_by_role("dialog").get_by_role("listitem").nth(1)
    name = entry.locator(".tm-fan-name").inner_text()
    entry.click()
    expect(card_name(page)).to_have_text(name)
    expect(frame.get_by_role("dialog")).to_be_hidden()


def test_the_focus_stays_where_a_selection_was_made(page: Page, frame: Frame):
    symbol = frame.get_by_role("button", name="Moura massacre")
    symbol.focus()
    page.keyboard.press("Enter")
    expect(card_name(page)).to_have_text("Moura massacre")
    expect(symbol).to_be_focused()


def test_the_focus_comes_back_from_an_entry_of_a_list(page: Page, frame: Frame):
    look_at(frame, GAO, "2020-06-01")
    stack, _ = central_stack(frame)
    stack.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(card_name(page)).not_to_contain_text("map")
    expect(stack).to_be_focused()


def test_hover_and_focus_show_the_name_and_leaving_takes_it_away(page: Page, frame: Frame):
    symbol = frame.get_by_role("button", name="Moura massacre")
    tip = frame.get_by_role("tooltip")
    symbol.hover()
    expect(tip).to_contain_text("Moura massacre27–31 March 2022")
    page.mouse.move(700, 10)
    expect(tip).to_be_hidden()
    symbol.focus()
    expect(tip).to_contain_text("Moura massacre")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


LAST_CONVOY = "Last French troops leave Gossi for Gao"


def test_movements_on_one_road_are_listed_and_each_opens_its_card(page: Page, frame: Frame):
    frame.get_by_role("button", name=LAST_CONVOY).press("Enter")
    listed = frame.get_by_role("dialog").get_by_role("listitem")
    expect(listed.first).to_contain_text(LAST_CONVOY)
    expect(listed.filter(has_text="First removal convoy of the Gossi base")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(card_name(page)).to_have_text(LAST_CONVOY)


def test_a_line_is_clicked_where_it_is_drawn(page: Page, frame: Frame):
    x, y = frame.evaluate(
        """() => {
          const line = [...document.querySelectorAll("path.tm-line-hit")].find((path) => {
            const middle = path.getPointAtLength(path.getTotalLength() / 2);
            const at = middle.matrixTransform(path.getScreenCTM());
            path.middle = [at.x, at.y];
            return document.elementFromPoint(at.x, at.y) === path;
          });
          return line.middle;
        }"""
    )
    box = page.locator(MAP_FRAME).bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    name = frame.get_by_role("tooltip").locator("strong").first.inner_text()
    page.mouse.click(box["x"] + x, box["y"] + y)
    if frame.get_by_role("dialog").is_visible():  # several on one road
        frame.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(card_name(page)).to_have_text(name)
