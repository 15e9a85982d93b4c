"""The time bar's track: pointer and fingers, milestones, and what is drawn."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Pages
from tests.browser.timebar_page import (
    FIRST,
    LAST,
    MILESTONES,
    SHOWN,
    day_of,
    mount,
    slider,
    state,
)


@pytest.fixture
def page(new_page: Pages) -> Page:
    return mount(new_page())


def x_of(page: Page, day: int) -> tuple[float, float]:
    box = page.locator(".tm-time-plot-area").bounding_box()
    return box["x"] + box["width"] * (day - FIRST) / (LAST - FIRST), box["y"]


def test_the_track_is_pressed_and_dragged(page: Page):
    page.evaluate("player.play()")
    x, y = x_of(page, day_of("2015-06-01"))
    page.mouse.move(x, y + 20)
    expect(page.locator(".tm-time-hint")).to_contain_text("2015")
    page.mouse.down()
    assert (state(page, "playing"), state(page, "scrubbing")) == (False, True)
    assert state(page, "day") == pytest.approx(day_of("2015-06-01"), abs=4)
    x, y = x_of(page, day_of("2019-01-01"))
    page.mouse.move(x, y - 200)
    assert state(page, "day") == pytest.approx(day_of("2019-01-01"), abs=4)
    page.mouse.up()
    assert state(page, "scrubbing") is False
    playhead = page.locator(".tm-time-playhead").bounding_box()
    assert playhead["x"] + 1 == pytest.approx(x_of(page, state(page, "day"))[0], abs=1)


def test_hovering_a_month_says_how_many_events_begin_in_it(page: Page):
    x, y = x_of(page, day_of("2022-08-15"))
    page.mouse.move(x, y + 20)
    hint = page.locator(".tm-time-hint")
    expect(hint).to_contain_text("event")
    expect(hint).to_contain_text("in August 2022")
    expect(hint).to_contain_text("12 more in 2022, month unknown")
    page.mouse.move(x, 10)
    expect(hint).to_be_hidden()


def test_a_milestone_names_itself_and_is_gone_to(page: Page):
    valdar = MILESTONES[2]
    x, y = x_of(page, valdar["day"])
    page.mouse.move(x, y - 12)
    expect(page.locator(".tm-time-hint")).to_have_text("20 June 2015Peace of Valdar")
    page.mouse.click(x, y - 12)
    assert state(page, "day") == valdar["day"]
    assert page.evaluate("visited") == [valdar["id"]]


def test_milestones_at_one_place_are_listed_and_taken_in_turn(page: Page):
    x, y = x_of(page, day_of("2022-02-17"))
    page.mouse.move(x, y - 12)
    expect(page.locator(".tm-time-hint p")).to_have_count(3)
    for _ in range(4):
        page.mouse.click(x, y - 12)
    three = [one["id"] for one in MILESTONES[6:9]]
    assert page.evaluate("visited") == [*three, three[0]]


def test_milestones_are_one_stop_of_the_keyboard(page: Page):
    slider(page).focus()
    page.keyboard.press("Tab")
    nearest = page.get_by_role("button", name="25 April 2022: The army accuses Arlan")
    expect(nearest).to_be_focused()
    expect(page.locator(".tm-time-hint")).to_contain_text("The army accuses Arlan")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert state(page, "day") == day_of("2022-02-18")
    page.keyboard.press("Escape")
    expect(page.locator(".tm-time-hint")).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(slider(page)).to_be_focused()


def test_the_tint_covers_what_is_shown(page: Page):
    tint = page.locator(".tm-time-tint")
    box = tint.bounding_box()
    x, _ = x_of(page, SHOWN)
    assert box["x"] + box["width"] == pytest.approx(x, abs=1)
    assert box["width"] == pytest.approx(x - x_of(page, SHOWN - 90)[0], abs=1)
    page.evaluate("store.set({mode: 'on'})")
    expect(tint).to_be_hidden()


@pytest.mark.parametrize(
    ("selected", "kinds"),
    [("camp", ["doubtful", "sure"]), ("fort", ["doubtful", "sure", "open"]), (None, [])],
)
def test_the_selected_interval_is_drawn(page: Page, selected: str | None, kinds: list[str]):
    page.evaluate("selected => store.set({selected})", selected)
    drawn = page.eval_on_selector_all(
        ".tm-time-band rect", "nodes => nodes.map(n => n.classList[0])"
    )
    assert drawn == [f"tm-time-band-{kind}" for kind in kinds]


def test_a_step_touches_little(page: Page):
    touched = page.evaluate(
        """async () => {
          const seen = [];
          const watch = new MutationObserver((found) => seen.push(...found));
          const what = { subtree: true, childList: true, attributes: true, characterData: true };
          watch.observe(document.body, what);
          player.destroy();
          store.set({ playing: true });
          await new Promise((resolve) => setTimeout(resolve));
          seen.length = 0;
          store.set({ day: store.state.day + 1, time: store.state.day + 1 });
          await new Promise((resolve) => setTimeout(resolve));
          return seen.map(({ target, attributeName }) => `${target.className} ${attributeName}`);
        }"""
    )
    assert sorted(touched) == [
        "tm-time-playhead style",
        "tm-time-range aria-valuetext",
        "tm-time-tint style",
    ]


def test_a_finger_taps_the_track_and_a_milestone(new_page: Pages):
    page = mount(new_page(width=390, has_touch=True))
    x, y = x_of(page, day_of("2018-01-01"))
    page.touchscreen.tap(x, y + 20)
    assert state(page, "day") == pytest.approx(day_of("2018-01-01"), abs=10)
    assert state(page, "scrubbing") is False
    x, y = x_of(page, MILESTONES[2]["day"])
    page.touchscreen.tap(x + 6, y - 12)
    assert state(page, "day") == MILESTONES[2]["day"]
    expect(page.locator(".tm-time-hint")).to_contain_text("Peace of Valdar")


@pytest.mark.parametrize(("width", "step"), [(1440, 1), (768, 1), (390, 2), (320, 2)])
def test_years_thin_out_with_the_width(new_page: Pages, width: int, step: int):
    page = mount(new_page(width=width))
    labels = page.locator(".tm-time-years text")
    years = [int(text) for text in labels.all_text_contents()]
    assert {after - before for before, after in pairwise(years)} == {step}
    boxes = [label.bounding_box() for label in labels.all()]
    ends = [box["x"] + box["width"] for box in boxes]
    assert all(end < box["x"] for end, box in zip(ends, boxes[1:], strict=False))
    assert ends[-1] <= width


def test_a_short_period_is_ticked_in_months(new_page: Pages):
    period = (day_of("2022-01-10"), day_of("2022-12-20"))
    page = mount(new_page(width=1440), period=period, language="fr")
    names = page.locator(".tm-time-years text").all_text_contents()
    assert names[:3] == ["janv. 2022", "févr. 2022", "mars 2022"]
    assert all(re.fullmatch(r"\S+ 2022", name) for name in names)


@pytest.mark.parametrize(("width", "bars"), [(1440, 179), (390, 60)])
def test_the_bars_of_narrow_tracks_are_quarters(new_page: Pages, width: int, bars: int):
    page = mount(new_page(width=width))
    drawn = page.locator(".tm-time-bars").get_attribute("d").count("M")
    assert bars * 0.8 < drawn <= bars
