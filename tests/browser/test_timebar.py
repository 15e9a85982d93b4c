"""The time bar: keys, typed dates, pointer, words, and how it looks to a machine."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser import Pages
from tests.browser.timebar_page import FIRST, LAST, SHOWN, day_of, mount, slider, state


@pytest.fixture
def page(new_page: Pages) -> Page:
    return mount(new_page())


def date_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Day shown")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


KEYS = [
    ("ArrowLeft", "2022-04-21"),
    ("ArrowRight", "2022-04-23"),
    ("Shift+ArrowLeft", "2022-03-22"),
    ("Shift+ArrowRight", "2022-05-22"),
    ("PageUp", "2023-04-22"),
    ("PageDown", "2021-04-22"),
    ("Home", "2012-01-17"),
    ("End", "2026-11-03"),
]


UP_AND_DOWN = [("ArrowUp", "2022-04-23"), ("ArrowDown", "2022-04-21")]


@pytest.mark.parametrize(("key", "day"), KEYS + UP_AND_DOWN)
def test_keys_on_the_slider(page: Page, key: str, day: str):
    slider(page).press(key)
    assert (state(page, "day"), state(page, "time")) == (day_of(day), day_of(day))
    expect(slider(page)).to_have_value(str(day_of(day)))


@pytest.mark.parametrize(("key", "day"), KEYS)
def test_keys_on_the_map(page: Page, key: str, day: str):
    page.locator("#map").press(key)
    assert state(page, "day") == day_of(day)


def test_keys_of_others_are_left_alone(page: Page):
    page.locator("#map").press("ArrowUp")
    page.locator("#map").press("Control+ArrowRight")
    page.locator("#map").press("a")
    date_field(page).press("ArrowRight")
    date_field(page).press("Home")
    page.get_by_role("combobox", name="Playing speed").press("ArrowDown")
    page.get_by_role("button", name="Play").press("ArrowUp")
    assert state(page, "day") == SHOWN
    assert state(page, "speed") == 90


@pytest.mark.parametrize("place", ["#map", ".tm-time-range"])
def test_space_plays_and_pauses(page: Page, place: str):
    page.locator(place).press(" ")
    page.wait_for_function("day => store.state.day > day", arg=SHOWN)
    page.locator(place).press(" ")
    assert state(page, "playing") is False


def test_keys_stop_at_both_ends_of_the_period(page: Page):
    slider(page).press("Home")
    slider(page).press("PageDown")
    assert state(page, "day") == FIRST
    expect(page.get_by_role("button", name="A day back")).to_have_attribute("aria-disabled", "true")
    slider(page).press("End")
    slider(page).press("ArrowRight")
    assert state(page, "day") == LAST
    page.get_by_role("button", name="A day forward").press("Enter")
    assert state(page, "day") == LAST


def test_a_held_key_scrubs_until_it_is_released(page: Page):
    slider(page).focus()
    page.keyboard.down("ArrowRight")
    page.keyboard.down("ArrowRight")
    assert (state(page, "day"), state(page, "scrubbing")) == (SHOWN + 2, True)
    page.keyboard.up("ArrowRight")
    assert state(page, "scrubbing") is False


@pytest.mark.parametrize(
    ("typed", "day"),
    [("19/04/2022", "2022-04-19"), ("19 avril 2022", "2022-04-19"), ("2021", "2021-01-01")],
)
def test_a_typed_date_is_shown(page: Page, typed: str, day: str):
    date_field(page).fill(typed)
    assert state(page, "day") == SHOWN
    date_field(page).press("Enter")
    assert state(page, "day") == day_of(day)
    words = page.evaluate("day => Temoin.dates.formatDay(day, 'en')", day_of(day))
    expect(date_field(page)).to_have_value(words)


UNREADABLE = ["31/02/2022", "soon", "", "<img src=x onerror=alert(1)>", "9" * 9999]


@pytest.mark.parametrize("typed", UNREADABLE)
def test_an_unreadable_date_is_said_in_words_and_changes_nothing(page: Page, typed: str):
    date_field(page).fill(typed)
    date_field(page).press("Enter")
    message = page.locator(".tm-time-date-message")
    expect(message).to_contain_text("is not a date we can read")
    forms = message.inner_text().replace("\u2011", "-").split("Write ")[1].rstrip(".")
    forms = re.split(", | or ", forms.replace("\u00a0", " "))
    assert forms == ["19 April 2022", "19/04/2022", "2022-04-19", "April 2022", "2022"]
    assert None not in page.evaluate("forms => forms.map(Temoin.dates.parseTyped)", forms)
    expect(status(page)).to_have_text(message.inner_text())
    expect(date_field(page)).to_have_attribute("aria-invalid", "true")
    assert state(page, "day") == SHOWN
    date_field(page).press("Escape")
    expect(date_field(page)).to_have_value("22 April 2022")
    expect(date_field(page)).not_to_have_attribute("aria-invalid", "true")
    expect(message).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "day", "words"),
    [
        ("1960", FIRST, "The map begins on 17 January 2012."),
        ("3 March 2222", LAST, "The map ends on 3 November 2026."),
    ],
)
def test_a_date_outside_the_period_shows_its_end_and_says_so(
    page: Page, typed: str, day: int, words: str
):
    date_field(page).fill(typed)
    date_field(page).press("Enter")
    assert state(page, "day") == day
    expect(page.locator(".tm-time-date-message")).to_have_text(words)
    slider(page).press("ArrowLeft")
    expect(page.locator(".tm-time-date-message")).to_be_hidden()


def test_leaving_the_field_takes_a_date_and_drops_anything_else(page: Page):
    date_field(page).fill("2 May 2022")
    date_field(page).press("Tab")
    assert state(page, "day") == day_of("2022-05-02")
    date_field(page).fill("nonsense")
    date_field(page).press("Tab")
    expect(date_field(page)).to_have_value("2 May 2022")


def test_a_date_typed_while_it_plays_pauses(page: Page):
    page.get_by_role("button", name="Play").click()
    date_field(page).focus()
    page.wait_for_function("day => store.state.day > day + 3", arg=SHOWN)
    page.keyboard.type("2020-08-18")
    page.keyboard.press("Enter")
    assert (state(page, "day"), state(page, "playing")) == (day_of("2020-08-18"), False)


def test_the_play_button_says_what_it_will_do(page: Page):
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("day => store.state.day > day", arg=SHOWN)
    page.get_by_role("button", name="Pause").click()
    assert state(page, "playing") is False
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_playing_is_not_read_aloud_but_the_pause_is(page: Page):
    page.evaluate("""() => {
      window.heard = [];
      new MutationObserver(() => heard.push(document.querySelector("[role=status]").textContent))
        .observe(document.querySelector("[role=status]"), { childList: true });
    }""")
    slider(page).focus()
    said = slider(page).get_attribute("aria-valuetext")
    assert said == "22 April 2022, last 90 days"
    page.evaluate("player.play()")
    page.wait_for_function("day => store.state.day > day + 5", arg=SHOWN)
    assert slider(page).get_attribute("aria-valuetext") == said
    page.evaluate("player.pause()")
    date = date_field(page).input_value()
    expect(slider(page)).to_have_attribute("aria-valuetext", f"{date}, last 90 days")
    assert page.evaluate("heard") == []  # the slider said it
    slider(page).blur()
    page.evaluate("player.play()")
    page.wait_for_function("day => store.state.day > day + 10", arg=SHOWN)
    page.evaluate("player.pause()")
    expect(status(page)).to_have_text(f"{date_field(page).input_value()}, last 90 days")
    assert len(page.evaluate("heard")) == 1


def test_a_pressed_step_button_repeats_and_commits_when_released(page: Page):
    box = page.get_by_role("button", name="A day forward").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    assert (state(page, "day"), state(page, "scrubbing")) == (SHOWN + 1, True)
    page.wait_for_function("day => store.state.day >= day + 3", arg=SHOWN)
    page.mouse.up()
    assert state(page, "scrubbing") is False
    page.get_by_role("button", name="A day back").press("Enter")
    assert state(page, "scrubbing") is False


def test_modes_window_and_speed(page: Page):
    group = page.get_by_role("radiogroup", name="What the map shows")
    expect(group.get_by_role("radio", name="Last 90 days")).to_be_checked()
    group.get_by_role("radio", name="So far").click()
    assert state(page, "mode") == "sofar"
    expect(slider(page)).to_have_attribute("aria-valuetext", "22 April 2022, so far")
    group.get_by_role("combobox", name="Number of days").select_option("365")
    assert (state(page, "mode"), state(page, "window")) == ("last", 365)
    expect(group.get_by_role("radio", name="Last 365 days")).to_be_checked()
    group.get_by_role("radio", name="On this day").click()
    page.keyboard.press("ArrowRight")
    assert (state(page, "mode"), state(page, "day")) == ("sofar", SHOWN)
    page.get_by_role("combobox", name="Playing speed").select_option("1 day/s")
    assert state(page, "speed") == 1


WORDS = """
() => [...document.querySelectorAll(".tm-timebar, .tm-timebar *")].flatMap((node) => [
  node.getAttribute("aria-label"), node.getAttribute("aria-valuetext"), node.title, node.value,
  node.children.length ? "" : node.textContent,
]).filter((text) => /\\p{L}{2}/u.test(text || ""))
"""
SAME_IN_FRENCH = {"Pause", "on", "sofar", "last"}


def test_another_language_changes_every_word(page: Page):
    english = set(page.evaluate(WORDS))
    page.evaluate("store.set({language: 'fr'})")
    french = set(page.evaluate(WORDS))
    assert english & french <= SAME_IN_FRENCH
    assert "22 avril 2022" in french
    assert "25 avril 2022\u202f: L’armée accuse Arlan" in french
    assert page.locator(".tm-timebar").get_attribute("lang") == "fr"
    page.evaluate("store.set({language: 'en'})")
    assert set(page.evaluate(WORDS)) == english


@pytest.mark.parametrize("width", [320, 390, 560, 768, 1440])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_runs_over_the_side(new_page: Pages, width: int, language: str):
    page = mount(new_page(width=width, has_touch=width < 768), language=language, mode="sofar")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("textbox").fill("?")
    page.get_by_role("textbox").press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = page.eval_on_selector_all(
        ".tm-timebar :is(button:not(.tm-time-milestone), select, input)",
        """nodes => nodes.filter((node) => {
          const { width, height, left, right } = node.getBoundingClientRect();
          return width < 24 || height < 24 || left < 0 || right > innerWidth;
        }).map((node) => node.outerHTML)""",
    )
    assert small == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(new_page: Pages, theme: str, language: str, width: int):
    page = mount(new_page(width=width), theme=theme, language=language, selected="fort")
    page.get_by_role("textbox").fill("?")
    page.get_by_role("textbox").press("Enter")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, context=".tm-timebar", options={"runOnly": tags})
    assert len(found.response["passes"]) > 15
    assert found.violations_count == 0, found.generate_report()


def test_a_destroyed_bar_leaves_nothing(page: Page):
    page.evaluate("bar.destroy()")
    expect(page.locator(".tm-timebar")).to_have_count(0)
    page.locator("#map").press("ArrowRight")
    page.evaluate("store.set({day: 1, time: 1, language: 'fr'})")
    assert state(page, "day") == 1
