"""Before a room: `?present=1` shows map and words, nothing else; keys turn steps and pictures."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from layers import dates
from layers.export import deck_link
from layers.export.composition import Composition, Deck
from layers.view import View
from tests.browser import Pages, map_frame

ROOM = {"width": 1920, "height": 1080}
# What a screenshot must not show: fields, switches, sliders and links of the page.
TOOLS = "input, select, [role=radiogroup], [role=slider], .tm-controls button, .tm-timebar"
FIRST_MS = 30_000  # a server's first picture: typefaces are read, a process starts
STORY = "/?present=1&story=moura,1&lang="


WHOLE = """(selector) => {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  const wanted = [0, 0, innerWidth, innerHeight];
  return box && JSON.stringify([box.x, box.y, box.width, box.height]) === JSON.stringify(wanted);
}"""


def expect_no_tools(page: Page) -> None:
    for frame in page.frames:
        expect(frame.locator(TOOLS).filter(visible=True)).to_have_count(0)


def expect_ways(page: Page, leave: str = "Leave the presentation") -> None:
    """Wait for the last button of a deck: only then does the page hear the keys."""
    expect(page.get_by_role("button", name=leave)).to_be_attached(timeout=FIRST_MS)


def expect_address(page: Page, part: str) -> None:
    # Page and map both write the address, with "," or "%2C".
    expect(page).to_have_url(re.compile(re.escape(part).replace("%2C", "(%2C|,)")))


@pytest.mark.parametrize(
    ("language", "day", "mode"),
    [("en", "19 April 2022", "last 90 days"), ("fr", "19 avril 2022", "90 derniers jours")],
)
def test_a_view_fills_the_window_with_map_day_and_legend(
    new_page: Pages, app_url: str, language, day, mode
):
    page = new_page(**ROOM)
    page.goto(f"{app_url}/?present=1&d=2022-04-19&lang={language}")
    frame = map_frame(page)
    page.wait_for_function(WHOLE, arg=".st-key-map iframe")
    shown = frame.locator(".tm-present")
    expect(shown.locator(".tm-present-date")).to_have_text(day)
    expect(shown.locator(".tm-present-title")).to_have_text("Mali")
    expect(shown.locator(".tm-present-mode")).to_have_text(re.compile(mode, re.IGNORECASE))
    expect(frame.locator(".tm-legend-body").first).to_be_visible()
    expect_no_tools(page)
    size = shown.locator(".tm-present-date").evaluate("(node) => getComputedStyle(node).fontSize")
    assert float(size.removesuffix("px")) >= 48  # the last row reads it
    # Nothing of the legend is cut.
    frame.wait_for_function(
        """() => {
          const legend = document.querySelector(".tm-legend");
          return legend.scrollHeight <= legend.clientHeight + 1;
        }"""
    )


def test_the_title_of_the_link_stands_with_the_day(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    title = "Invented <b>title</b> {{7*7}}"
    page.goto(f"{app_url}/?{urlencode({'present': 1, 'title': title})}")
    expect(map_frame(page).locator(".tm-present-title")).to_have_text(title)


def test_arrows_turn_the_steps_of_a_story_wherever_the_focus_is(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    page.goto(f"{app_url}{STORY}en")
    frame = map_frame(page)
    words = page.locator(".st-key-present-words")
    expect(words.get_by_role("heading", level=2)).to_have_text("Five days")
    # The link names the step and no more: day and place are the step's.
    expect(frame.locator(".tm-present-date")).to_have_text("27 March 2022")
    frame.wait_for_function("temoin.map.getZoom() === 8.5")
    page.keyboard.press("ArrowRight")
    expect(words.get_by_role("heading", level=2)).to_have_text("The army: 203 “terrorists”")
    expect_address(page, "story=moura%2C2")
    expect(frame.locator(".tm-present-date")).to_have_text("1 April 2022")
    # The keys stay those of the story when the map has the focus.
    frame.locator("#map_div").click(position={"x": 900, "y": 200})
    page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
    page.keyboard.press("ArrowRight")
    expect_address(page, "story=moura%2C3")
    expect(frame.locator(".tm-present-date")).to_have_text("5 April 2022")
    page.keyboard.press("ArrowLeft")
    expect_address(page, "story=moura%2C2")
    expect_address(page, "present=1")
    expect_no_tools(page)


@pytest.mark.parametrize(("language", "label"), [("en", "Present"), ("fr", "Présenter")])
def test_a_story_is_presented_by_a_link_beside_it(
    new_page: Pages, app_url: str, language: str, label: str
):
    page = new_page(**ROOM)
    page.goto(f"{app_url}/?story=moura,2&lang={language}")
    map_frame(page)
    page.get_by_role("link", name=label, exact=True).click()
    expect(page.locator(".st-key-present-words h2")).to_be_visible()
    expect_address(page, "present=1")
    expect_address(page, "story=moura%2C2")
    expect(map_frame(page).locator(".tm-present-date")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=label, exact=True)).to_be_visible()


def test_without_a_story_arrows_turn_days_and_space_plays(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    page.goto(f"{app_url}/?present=1&d=2022-04-19")
    frame = map_frame(page)
    day = frame.locator(".tm-present-date")
    page.keyboard.press("ArrowRight")
    expect(day).to_have_text("20 April 2022")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(day).to_have_text("18 April 2022")
    page.keyboard.press(" ")
    expect(day).not_to_have_text("18 April 2022")
    page.keyboard.press(" ")
    expect_address(page, "d=2022-0")


def test_escape_leaves_for_the_same_view(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    page.goto(f"{app_url}{STORY}fr")
    map_frame(page)
    page.keyboard.press("ArrowRight")
    told = page.get_by_role("heading", name="L’armée : 203 « terroristes »")
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name="Témoin")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present="))
    expect(told).to_be_visible()


def deck_address(language: str = "en") -> str:
    days = ("2022-04-18", "2022-04-19")
    views = [View(day=dates.parse(day).first, language=language) for day in days]
    deck = Deck((*map(Composition, views), Composition(views[1], "1:1", "Third", "dark")))
    return f"/brief?{urlencode({'present': 1, 'lang': language, **deck_link.write_deck(deck)})}"


def test_arrows_turn_the_pictures_of_a_deck(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    page.goto(f"{app_url}{deck_address()}")
    picture = page.locator(".presented img")
    expect(picture).to_have_attribute("alt", re.compile("18 April 2022"), timeout=FIRST_MS)
    page.wait_for_function(WHOLE, arg=".presented img")
    expect_ways(page)
    expect_no_tools(page)
    expect(page.locator(".st-key-present-ways")).to_have_css("opacity", "0")
    page.keyboard.press("ArrowRight")
    expect(picture).to_have_attribute("alt", re.compile("19 April 2022"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".presented.dark img")).to_be_visible()
    expect(page.get_by_text("Picture 3 of 3")).to_be_attached()
    page.keyboard.press("ArrowRight")  # there is none
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Picture 2 of 3")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Brief: picture, slide, film")).to_be_visible()
    expect(page.get_by_text("3 pictures")).to_be_visible()


def test_the_ways_on_and_out_come_into_sight_under_the_focus(new_page: Pages, app_url: str):
    page = new_page(**ROOM)
    page.goto(f"{app_url}{deck_address('fr')}")
    expect(page.locator(".presented img")).to_be_visible(timeout=FIRST_MS)
    ways = page.locator(".st-key-present-ways")
    expect(ways).to_have_css("opacity", "0")
    onward = ways.get_by_role("button", name="Image suivante")
    onward.focus()
    expect(ways).to_have_css("opacity", "1")
    onward.press("Enter")
    expect(page.get_by_text("Image 2 sur 3")).to_be_attached()
