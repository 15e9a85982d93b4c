"""English and French: chosen by the browser, by the address, by the switch; all at once."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import MAP_FRAME, Pages, map_frame

ENGLISH = {
    "date": "22 April 2022",
    "counts": "massacre sites",
    "intro": "How to read this map",
    "legend": "Legend and layers",
    "layer": "Massacre sites",
    "mode": "On this day",
    "play": "Play",
    "home": "All Mali",
    "town": "Timbuktu",
    "map": "Map of Mali with a time slider",
}
FRENCH = {
    "date": "22 avril 2022",
    "counts": "lieux de massacre",
    "intro": "Comment lire cette carte",
    "legend": "Légende et couches",
    "layer": "Lieux de massacre",
    "mode": "Ce jour-là",
    "play": "Lecture",
    "home": "Tout le Mali",
    "town": "Tombouctou",
    "map": "Carte du Mali avec un curseur de temps",
}


def expect_words(page: Page, frame: Frame, words: dict[str, str], language: str) -> None:
    """Expect that page, map, legend and time bar speak one language."""
    expect(page.locator(".now .date")).to_have_text(words["date"])
    expect(page.locator(".now")).to_contain_text(words["counts"])
    expect(page.get_by_role("heading", name=words["intro"])).to_be_visible()
    expect(frame.get_by_role("button", name=words["legend"])).to_be_visible()
    expect(frame.locator(".tm-legend-layer", has_text=words["layer"])).to_be_visible()
    expect(frame.get_by_role("textbox")).to_have_value(words["date"])
    expect(frame.get_by_role("radio", name=words["mode"])).to_be_attached()
    expect(frame.get_by_role("button", name=words["play"], exact=True)).to_be_visible()
    expect(frame.get_by_role("button", name=words["home"])).to_be_visible()
    expect(frame.get_by_text(words["town"], exact=True)).to_be_visible()
    expect(frame.locator("#map_div")).to_have_attribute("aria-label", words["map"])
    assert frame.evaluate("document.documentElement.lang") == language
    assert page.locator(".now").evaluate("node => node.closest('[lang]').lang") == language


def switch_to(page: Page, language: str) -> None:
    page.get_by_role("radio", name=language).click()


@pytest.fixture
def page(new_page: Pages) -> Page:
    return new_page(width=1440, height=900)


def test_the_switch_changes_every_word_and_nothing_else(page: Page, app_url: str):
    page.goto(app_url)
    frame = map_frame(page)
    expect_words(page, frame, ENGLISH, "en")
    view = "[temoin.date, temoin.state.mode, temoin.map.getZoom(), temoin.visibleIds().join()]"
    before = frame.evaluate(view)
    frame.evaluate("() => { window.isTheFirst = true; }")
    for language, words in (("fr", FRENCH), ("en", ENGLISH)):
        switch_to(page, language)
        expect_words(page, frame, words, language)
        assert frame.evaluate("window.isTheFirst")
        assert frame.evaluate(view) == before
        if language == "fr":
            assert urlsplit(page.url).query == "lang=fr"


MIDDLE = """() => {
  const { lat, lng } = temoin.map.getCenter();
  return [lat.toFixed(3), lng.toFixed(3), temoin.map.getZoom()];
}"""


def test_the_switch_leaves_the_map_where_it_was_moved_to(page: Page, app_url: str):
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.setDate('2022-04-23'); }")
    expect(page.locator(".now .date")).to_have_text("23 April 2022")
    frame.evaluate("() => { temoin.setView([-1.3, 15.8], 8); }")  # of this the page hears nothing
    before = frame.evaluate(MIDDLE)
    switch_to(page, "fr")
    expect(frame.locator("#map_div[lang=fr]")).to_be_visible()
    assert frame.evaluate(MIDDLE) == before


def test_the_switch_does_not_turn_back_time_that_runs(page: Page, app_url: str):
    page.goto(app_url)
    frame = map_frame(page)
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date > '2022-06-01'")
    switch_to(page, "fr")
    expect(frame.locator("#map_div[lang=fr]")).to_be_visible()
    assert frame.evaluate("temoin.date") > "2022-06-01"
    assert frame.evaluate("temoin.state.playing")


def test_the_switch_keeps_what_was_chosen_just_before(page: Page, app_url: str):
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    switch_to(page, "fr")
    expect(page.get_by_role("heading", name="Massacre de Moura")).to_be_visible()


def test_an_open_card_and_an_open_name_change_their_language(page: Page, app_url: str):
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    card = page.locator(".st-key-card")
    expect(card).to_contain_text("Malian government denies")
    switch_to(page, "fr")
    expect(card.get_by_role("heading", level=2)).to_have_text("Massacre de Moura")
    expect(card).to_contain_text("Gouvernement malien dément")
    expect(frame.get_by_role("button", name="Massacre de Moura")).to_be_visible()
    assert frame.evaluate("temoin.state.selected") == "moura-2022-03"


def test_a_french_browser_starts_in_french(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900, locale="fr-FR")
    page.goto(app_url)
    expect_words(page, map_frame(page), FRENCH, "fr")


def test_an_address_with_a_language_starts_in_it(page: Page, app_url: str):
    page.goto(f"{app_url}/?lang=fr")
    expect_words(page, map_frame(page), FRENCH, "fr")
    expect(page.locator(MAP_FRAME)).to_have_count(1)


def test_an_address_with_another_language_starts_in_the_browsers(page: Page, app_url: str):
    page.goto(f"{app_url}/?lang=xx")
    expect_words(page, map_frame(page), ENGLISH, "en")
