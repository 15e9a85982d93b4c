"""The page "Brief" without a browser: a picture composed, a deck put in order, files to take."""

import io
import json
import re
import threading
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from layers import atlas, dates
from layers.export import deck_file, deck_link, film, raster, rendering
from layers.export.composition import Composition, Deck
from layers.panels.briefing import jobs, state, workshop
from layers.view import View
from tests.editing import PAGE, ROOT, html_of, text_of
from tests.making import TODAY

DAY = dates.parse("2022-04-19").first
HOSTILE = 'A <b>title</b> {{7*7}} ${alert(1)} "><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setenv("TEMOIN_TODAY", TODAY.isoformat())


def opened(**parameters: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in parameters.items():
        page.query_params[name] = value
    page.run()
    page.switch_page("brief_page.py").run()
    assert not page.exception
    return page


def deck_of(page: AppTest) -> tuple[Composition, ...]:
    return page.session_state["brief"].deck.compositions


def days_of(page: AppTest) -> list[str]:
    return [dates.iso(each.view.day) for each in deck_of(page)]


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


@pytest.fixture
def page() -> AppTest:
    return opened(d="2022-04-19", m="on")


def test_what_a_link_says_is_what_the_page_composes():
    page = opened(d="2022-04-19", m="on", sheet="1:1", theme="dark", title="Invented")
    assert page.session_state["brief-title"] == "Invented"
    assert (page.session_state["brief-sheet"], page.session_state["brief-theme"]) == ("1:1", "dark")
    assert "The picture in words" in text_of(page)


def test_the_picture_is_there_in_words_too(page):
    assert "Map of Mali on 19 April 2022" in text_of(page)
    assert re.search(r'<img[^>]+src="data:image/webp;base64,', html_of(page))


def test_a_title_is_taken_as_text_and_goes_into_the_link(page):
    page.text_input(key="brief-title").input(f"  {HOSTILE} ").run()
    assert page.session_state["brief"].title == HOSTILE
    assert page.query_params["title"] == HOSTILE
    assert "<b>title</b>" not in html_of(page)


def test_an_unknown_sheet_falls_back_and_is_said():
    page = opened(sheet="postcard")
    assert page.session_state["brief-sheet"] == "16:9"
    said = [each.proto.body for each in page.get("html") if 'class="unread"' in each.proto.body]
    assert len(said) == 1
    assert "sheet" in said[0]


def test_a_pair_is_the_day_before_and_the_day_after_in_one_click(page):
    assert days_of(press(page, "brief-add-pair")) == ["2022-04-18", "2022-04-20"]


def test_the_deck_is_put_in_order(page):
    for key in ("brief-add-pair", "brief-add-one", "brief-up-2", "brief-copy-0", "brief-remove-3"):
        press(page, key)
    assert days_of(page) == ["2022-04-18", "2022-04-18", "2022-04-19"]
    press(page, "brief-down-0")
    assert page.button(key="brief-up-0").disabled
    assert page.button(key="brief-down-2").disabled


def test_a_story_becomes_a_deck_of_its_steps(page):
    page.selectbox(key="brief-story-name").select("moura").run()
    press(page, "brief-add-story")
    assert len(deck_of(page)) == 8
    assert deck_of(page)[0].title == "Five days"


def test_the_deck_is_in_the_link_and_a_link_opens_it(page):
    press(page, "brief-add-pair")
    written = page.query_params[deck_link.DECK]
    again = opened(deck=written)
    assert days_of(again) == ["2022-04-18", "2022-04-20"]


def test_a_link_that_holds_no_deck_is_said_and_nothing_breaks():
    page = opened(deck="nonsense!")
    assert deck_of(page) == ()
    assert "This is not a deck of Témoin." in text_of(page)


def test_a_deck_is_saved_to_a_file_and_opened_again():
    shipped = atlas.load(ROOT / "geodata", today=TODAY)
    deck = Deck((Composition(View(day=DAY), "a4", HOSTILE, "dark"),), "Invented deck")
    data = deck_file.write(deck, shipped)
    assert json.loads(data)
    found, problems = deck_file.read(data, "deck.json")
    assert (found, problems) == (deck, ())


def test_long_work_tells_how_far_it_is_and_is_taken_away(page):
    press(page, "brief-add-pair")
    press(page, "brief-make-pptx")
    job: jobs.Job = page.session_state["brief-deck-job"]
    assert job.wait(300)
    assert job.error is None
    assert (job.done, job.count) == (2, 2)
    slides = Presentation(io.BytesIO(job.data)).slides
    titles = [slide.shapes.title.text for slide in slides]
    assert len(titles) > 2
    page.run()
    assert [each.proto.label for each in page.get("download_button")][-2].startswith(
        "Download temoin-deck.pptx"
    )


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_deck_is_a_document_and_pictures_too(page, kind):
    press(page, "brief-add-one")
    press(page, f"brief-make-{kind}")
    job: jobs.Job = page.session_state["brief-deck-job"]
    assert job.wait(300)
    if kind == "pdf":
        assert job.data.startswith(b"%PDF-")
    else:
        assert zipfile.ZipFile(io.BytesIO(job.data)).namelist()[0] == "001.png"


def test_what_is_stopped_ends_after_the_picture_at_hand():
    job = jobs.Job("deck.pptx", "application/octet-stream")

    def work(tell):
        tell(1, 9)
        job.stop()
        tell(2, 9)
        return b"never"

    job.run(work)
    assert job.is_over
    assert (job.data, job.error) == (None, None)


def test_what_is_seen_is_what_is_taken():
    shipped = atlas.load(ROOT / "geodata", today=TODAY)
    composition = Composition(View(day=DAY, mode="on"))
    page = workshop.pages(shipped, composition, rendering.Settings().imprint)[0]
    taken = rendering.render(shipped, Deck((composition,)), "svg", rendering.Settings())
    assert page.title in taken.decode()


def test_a_crop_of_the_same_place_is_no_news_and_nonsense_is_none():
    assert state.crop_of({"crop": {"center": [1, 2], "zoom": 5}}) == ((1.0, 2.0), 5.0)
    for crop in (None, {}, {"center": [1], "zoom": 5}, {"center": [1, float("nan")], "zoom": 5}):
        assert state.crop_of({"crop": crop}) is None


def test_present_shows_one_picture_and_the_ways_on():
    deck = Deck(tuple(Composition(View(day=DAY + step)) for step in range(2)))
    page = opened(present="1", **deck_link.write_deck(deck))
    labels = [each.label for each in page.button]
    assert labels == ["Previous picture", "Next picture", "Leave the presentation"]
    press(page, "present-next")
    assert "Picture 2 of 2" in text_of(page)


# A picture of the deck is taken up again

TWO = Deck(
    (
        Composition(View(day=DAY, mode="on", center=(-1.31, 15.82), zoom=8.0), title="First"),
        Composition(
            View(day=DAY + 9, mode="sofar", hidden=("troop_movements",), language="fr"),
            "1:1",
            "Second",
            "dark",
        ),
    )
)


@pytest.fixture
def two() -> AppTest:
    return opened(**deck_link.write_deck(TWO))


def at_work(page: AppTest) -> Composition:
    return page.session_state["brief"].composition(page.session_state["temoin"].view)


def test_a_picture_of_the_deck_is_taken_up_with_all_that_it_shows(two):
    press(two, "brief-take_up-0")
    assert at_work(two) == TWO.compositions[0]
    assert page_moves(two)
    assert "Picture 1 is at work" in text_of(two)
    press(two, "brief-take_up-1")
    found, wanted = at_work(two), TWO.compositions[1]
    assert (found.sheet, found.title, found.theme) == ("1:1", "Second", "dark")
    view = replace(found.view, language="fr", center=None, zoom=None)
    assert view == wanted.view
    # It showed all Mali without a place of its own: the map has to go somewhere.
    assert found.view.center is not None
    assert two.session_state["brief-title"] == "Second"


def page_moves(page: AppTest) -> bool:
    return page.session_state["temoin"].moves


def test_changed_it_replaces_that_picture_or_is_added_as_another(two):
    press(two, "brief-take_up-1")
    two.text_input(key="brief-title").input("Better").run()
    labels = {each.key: each.label for each in two.button}
    assert labels["brief-replace"] == "Replace picture 2"
    assert labels["brief-add-one"] == "Add it as another"
    press(two, "brief-replace")
    assert [each.title for each in deck_of(two)] == ["First", "Better"]
    assert "brief-replace" not in [each.key for each in two.button]
    press(two, "brief-take_up-0")
    press(two, "brief-add-one")
    assert [each.title for each in deck_of(two)] == ["First", "Better", "First"]
    assert "at work" not in text_of(two)


def test_the_picture_at_work_stays_the_same_one_in_another_order(two):
    press(two, "brief-take_up-1")
    press(two, "brief-up-1")
    assert "Picture 1 is at work" in text_of(two)
    press(two, "brief-remove-1")
    assert "Picture 1 is at work" in text_of(two)
    press(two, "brief-remove-0")
    assert "at work" not in text_of(two)
    assert deck_of(two) == ()


# One visitor's export and another visitor's page


def test_while_one_visitors_film_is_made_another_turns_pages_and_takes_pictures(
    page, monkeypatch: pytest.MonkeyPatch
):
    begun, go_on = threading.Event(), threading.Event()

    def held(file, pages, kind, settings):
        settings.progress(1, len(pages))
        begun.set()
        assert go_on.wait(300)
        file.write(b"film")

    monkeypatch.setattr(film, "write", held)
    press(page, "brief-film-make")
    assert begun.wait(60)
    job: jobs.Job = page.session_state["brief-film-job"]
    try:
        other = opened(d="2022-04-20", m="on")
        press(other, "brief-add-pair")
        press(other, "brief-make-zip")
        assert other.session_state["brief-deck-job"].wait(300)
        assert days_of(other) == ["2022-04-19", "2022-04-21"]
        # The visitor who waits sees how far it is, and the page answers, too.
        page.text_input(key="brief-title").input("Meanwhile").run()
        assert not page.exception
        assert (job.is_over, job.done) == (False, 1)
    finally:
        go_on.set()
    assert job.wait(60)
    assert job.data == b"film"


def test_pictures_are_drawn_where_they_hold_no_lock_of_the_page(
    page, monkeypatch: pytest.MonkeyPatch
):
    """resvg holds Python's lock: drawn in the server's own process, all pages would wait."""

    def drawn_here(document, zoom):
        pytest.fail("drawn in the process of the page")

    monkeypatch.setattr(raster, "draw", drawn_here)
    press(page, "brief-add-pair")
    for kind in ("pptx", "zip"):
        press(page, f"brief-make-{kind}")
        job: jobs.Job = page.session_state["brief-deck-job"]
        assert job.wait(300)
        assert job.data
    page.selectbox(key="brief-sheet").select("4:3").run()
    assert not page.exception


def test_a_button_takes_the_title_that_is_in_the_field_whoevers_callback_comes_first(monkeypatch):
    remembered = {"brief": state.Brief(title="Old"), "brief-title": "  New   title "}
    monkeypatch.setattr(st, "session_state", SimpleNamespace(to_dict=lambda: remembered))
    assert state.at_work().title == "New title"
    remembered["brief-title"] = " "
    assert state.at_work().title is None, "the one that is proposed"
    del remembered["brief-title"]
    assert state.at_work().title == "Old", "before the field has been shown"
