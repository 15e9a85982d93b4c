"""The first thing a reader sees: 22 April 2022, the last 90 days, all Mali."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, expected_states, map_frame, shown_states
from tests.shipped import properties_of

NEWS = {
    "barkhane-2022-gossi-gao",
    "gossi-fama-2022",
    "gossi-mass-grave-2022-04",
    "gossi-wagner",
    "moura-2022-03",
}
# Latitude and longitude of the four ends of the country.
ENDS = [(25.0, -5.0), (10.15, -6.5), (14.7, -12.2), (19.2, 4.2)]


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def frame(page: Page) -> Frame:
    return map_frame(page)


def test_it_opens_on_the_day_of_the_news(page: Page, frame: Frame, geodata_dir: Path):
    state = "[temoin.date, temoin.state.mode, temoin.state.window, temoin.state.hidden]"
    assert frame.evaluate(state) == ["2022-04-22", "last", 90, ["milestones"]]
    assert shown_states(frame) == expected_states(geodata_dir)
    assert NEWS <= shown_states(frame).keys()
    expect(frame.get_by_role("textbox", name="Day shown")).to_have_value("22 April 2022")
    expect(frame.get_by_role("radio", name="Last 90 days")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_have_text("Témoin")
    expect(page.get_by_role("heading", name="How to read this map")).to_be_visible()


def test_the_header_counts_what_the_legend_counts(page: Page, frame: Frame):
    header = page.get_by_role("status").filter(has_text="last 90 days")
    expect(header).to_contain_text("22 April 2022")
    said = re.findall(r"(\d+) (?:military site|massacre site|movement)s?\b", header.inner_text())
    legend = frame.locator(".tm-legend-layer")
    named = {
        layer: legend.filter(has_text=layer).locator(".tm-legend-count").inner_text()
        for layer in ("bases", "Massacre sites", "movements", "milestones")
    }
    assert [*map(int, said)] == [
        int(count) for name, count in named.items() if name != "milestones"
    ]
    # Tenures of one site count once.
    sites = {properties_of(each).get("site", each) for each in shown_states(frame)}
    assert sum(map(int, said)) == len(sites)


def test_all_mali_lies_in_the_frame_above_the_time_bar(frame: Frame):
    frame.wait_for_function(
        """(ends) => {
          const { x, y } = temoin.map.getSize();
          const bar = document.querySelector(".tm-bar").offsetHeight;
          return ends.every((end) => {
            const at = temoin.map.latLngToContainerPoint(end);
            return at.x > 0 && at.x < x && at.y > 0 && at.y < y - bar;
          });
        }""",
        arg=ENDS,
    )


@pytest.mark.parametrize("name", ["Moura massacre", "Gossi", "Mass grave"])
def test_the_news_is_drawn_and_not_covered(frame: Frame, name: str):
    symbol = frame.get_by_role("button", name=name).first
    expect(symbol).to_be_in_viewport()
    symbol.click(trial=True)
