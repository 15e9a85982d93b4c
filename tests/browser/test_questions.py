"""The five questions that a viewer comes with: one click, an answer, and a link to it."""

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, map_frame

QUESTIONS = {
    "who held Gao": (
        "who held it on 15 August 2022",
        "On 15 August 2022: France; Malian armed forces; Wagner group (disputed).",
        r"d=2022-08-15&m=on&.*id=gao-barkhane",
    ),
    "Moura": (
        "Moura massacre: what is known, and who denies it?",
        "no civilian of Moura lost their life; the UN report is a biased fiction",
        r"id=moura-2022-03",
    ),
    "near Wagner": (
        "Wagner group: which massacre sites lie within 50 km",
        "Only massacre sites within 50 km of a base (Wagner group) while it stood",
        r"m=sofar&.*show=table&around=WAGNER",
    ),
    "between two dates": (
        "What changed between 23 March 2022 and 22 April 2022?",
        "23 March 2022 and 22 April 2022",
        r"show=compare&vs=2022-03-23",
    ),
    "known then": (
        "What had been reported by 22 April 2022?",
        "As reported by 22 April 2022.",
        r"known=2022-04-22",
    ),
}


@pytest.fixture(scope="module")
def page(new_shared_page: Pages) -> Page:
    return new_shared_page(width=1440, height=900)


@pytest.fixture
def frame(page: Page, app_url: str) -> Frame:
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("window.isTheFirst = true")
    return frame


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_with_one_click_and_has_a_link(
    page: Page, frame: Frame, question: str
):
    words, answer, link = QUESTIONS[question]
    page.get_by_role("link", name=words).click()
    beside = page.locator(".st-key-card")
    expect(beside).to_contain_text(answer)
    expect(page).to_have_url(re.compile(link))
    assert frame.evaluate("window.isTheFirst"), "the map stands"
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    map_frame(page)
    expect(beside).to_contain_text(answer)


def test_back_leads_from_an_answer_to_the_questions(page: Page, frame: Frame):
    page.get_by_role("link", name="Moura massacre: what is known").click()
    expect(page.get_by_role("heading", name="Moura massacre", level=2)).to_be_visible()
    frame.wait_for_function("temoin.state.selected === 'moura-2022-03'")
    page.go_back()
    expect(page.get_by_role("heading", name="Ask, for example")).to_be_visible()
    frame.wait_for_function("temoin.date === '2022-04-22' && temoin.state.selected === null")
    page.go_forward()
    frame.wait_for_function("temoin.state.selected === 'moura-2022-03'")


def test_the_massacre_sites_near_wagner_are_on_the_map_and_one_button_resets(
    page: Page, frame: Frame
):
    page.get_by_role("link", name="Wagner group: which massacre sites").click()
    frame.wait_for_function(
        "temoin.state.filters.around.length === 1 && temoin.state.mode === 'sofar'"
    )
    frame.wait_for_function(
        "!temoin.state.sieving && !temoin.visibleIds().includes('moura-2022-03')"
    )
    shown = frame.evaluate("temoin.visibleIds()")
    assert {"gossi-wagner", "gossi-mass-grave-2022-04"} <= set(shown)
    rows = page.locator(".st-key-card tbody tr")
    expect(rows).to_have_count(len(shown))
    frame.locator(".tm-kept-back").get_by_role("button", name="Reset filters").click()
    frame.wait_for_function("temoin.visibleIds().includes('moura-2022-03')")


def test_the_filter_itself_is_a_box_of_the_panel(frame: Frame):
    frame.get_by_role("button", name="Filters").click()
    frame.get_by_text("Events within 50 km of a base of").click()
    frame.locator("[data-facet=around]").get_by_role("checkbox", name="Wagner group").check()
    frame.wait_for_function("!temoin.visibleIds().includes('moura-2022-03')")
    assert "gossi-mass-grave-2022-04" in frame.evaluate("temoin.visibleIds()")


def test_the_day_of_a_change_of_hands_is_one_click_away(page: Page, app_url: str):
    page.goto(f"{app_url}/?d=2022-04-22&id=gao-barkhane")
    frame = map_frame(page)
    beside = page.locator(".st-key-card")
    beside.get_by_role("button", name="Changed hands on 15 August 2022").click()
    expect(beside).to_contain_text(
        "On 15 August 2022: France; Malian armed forces; Wagner group (disputed)."
    )
    assert frame.evaluate("[temoin.date, temoin.state.selected]") == ["2022-08-15", "gao-barkhane"]


def test_what_had_been_reported_by_the_day_shown_is_one_click_away(page: Page, app_url: str):
    page.goto(f"{app_url}/?d=2022-04-30&id=moura-2022-03")
    frame = map_frame(page)
    beside = page.locator(".st-key-card")
    beside.get_by_role("link", name="What had been reported by 30 April 2022?").click()
    expect(beside).to_contain_text("2 later claims are not shown.")
    frame.wait_for_function("temoin.state.knownBy !== null")
    frame.get_by_role("button", name="Filters").click()
    frame.evaluate("() => { temoin.setDate('2022-05-31'); }")
    frame.get_by_role("button", name="By the day shown").click()
    expect(page).to_have_url(re.compile("known=2022-05-31"))
