"""The reader of stories beside the map, without a browser."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers import dates
from layers.panels import markup
from layers.panels.session import Session
from layers.view import View
from tests.shipped import GEODATA
from tests.test_page import HOSTILE

STATE = "temoin"
READING = View(panel="story")


def page():
    """Show the panel alone, as the page does: for the view of this visitor's session."""
    import os  # noqa: PLC0415
    from datetime import date  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from layers import serving  # noqa: PLC0415
    from layers.panels import session, story  # noqa: PLC0415

    folder = Path(os.environ["TEMOIN_GEODATA"])
    atlas = serving.store(folder, date(2026, 6, 30)).current()

    def shown():
        story.show(atlas, session.load().view)

    # The panel links to the page that it stands on, before a room.
    here = st.Page(shown, title="map")
    st.session_state["map-page"] = here
    st.navigation([here], position="hidden").run()


@pytest.fixture
def geodata(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(GEODATA, tmp_path / "geodata"))
    monkeypatch.setenv("TEMOIN_GEODATA", str(folder))
    return folder


def open_page(view=READING, **changes):
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state[STATE] = Session(replace(view, **changes))
    app.run()
    assert not app.exception
    return app


def html_of(app):
    return "\n".join(each.proto.body for each in app.get("html"))


def text_of(app):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html_of(app)))


def view_of(app):
    return app.session_state[STATE].view


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return view_of(app)


@pytest.mark.parametrize(
    ("language", "heading", "title", "button"),
    [
        ("en", "Stories", "1. The French withdrawal, base by base", "Read story 1"),
        ("fr", "Récits", "1. Le retrait français, base après base", "Lire le récit 1"),
    ],
)
def test_without_a_story_there_is_a_choice(geodata, language, heading, title, button):
    app = open_page(language=language)
    text = text_of(app)
    assert heading in text
    assert title in text
    assert app.button(key="story-read-french-withdrawal").label == button
    assert len(app.button) == 3


def test_a_story_opens_at_its_first_step_and_takes_the_map_along(geodata):
    app = open_page()
    view = press(app, "story-read-french-withdrawal")
    assert view.story == ("french-withdrawal", 0)
    assert view.day == dates.parse("2021-09-03").first
    assert (view.mode, view.selected) == ("on", "barkhane-2021-gao-tessalit-kidal")
    assert (view.center, view.zoom) == ((0.6, 18.2), 6.75)
    assert app.session_state[STATE].pushes == 1, "the map is told once"
    assert "Step 1 of 9" in text_of(app)


def test_the_reader_steps_forth_and_back_and_leaves(geodata):
    app = open_page()
    press(app, "story-read-wagner")
    assert app.button(key="story-previous").disabled
    assert press(app, "story-next").story == ("wagner", 1)
    assert "Flights, and a camp by the runway" in text_of(app)
    assert press(app, "story-next").day == dates.parse("2022-01-06").first
    assert press(app, "story-previous").selected == "bamako-wagner-camp"
    view = press(app, "story-leave")
    assert (view.story, view.panel) == (None, "day")
    assert view.day == dates.parse("2021-12-23").first, "the map stays where it was"


def test_the_last_step_has_no_next(geodata):
    app = open_page(story=("wagner", 9))
    assert app.button(key="story-next").disabled
    assert not app.button(key="story-previous").disabled
    assert "Step 10 of 10" in text_of(app)


def test_the_list_of_all_steps_leads_to_each_and_follows(geodata):
    app = open_page(story=("moura", 0))
    (steps,) = app.selectbox
    assert steps.options[4] == "5. The United Nations: at least 500"
    steps.set_value(4).run()
    view = view_of(app)
    assert (view.story, view.mode, view.filters.text) == (("moura", 4), "sofar", "Moura")
    press(app, "story-next")
    assert app.selectbox[0].value == 5


def test_a_step_resets_what_the_one_before_had_set(geodata):
    app = open_page(story=("moura", 1), known_by=1)
    view = press(app, "story-next")
    assert view.known_by == dates.parse("2022-04-05").first
    view = press(app, "story-next")
    assert view.known_by is None


def test_the_language_stays_that_of_the_reader(geodata):
    app = open_page(language="fr", story=("moura", 3))
    assert press(app, "story-next").language == "fr"
    text = text_of(app)
    assert "Étape 5 sur 8" in text
    assert "au moins 500 personnes, dont au moins 238 identifiées" in text


def test_links_in_the_text_open_features_on_the_map(geodata):
    html = html_of(open_page(story=("french-withdrawal", 5)))
    assert '<button type="button" data-feature="gossi-wagner">Wagner</button>' in html
    assert "Wagner at Gossi" in html, "and stands in the list of features"


def test_each_source_of_the_features_stands_once(geodata):
    html = html_of(open_page(story=("wagner", 4)))
    assert len(re.findall(r'id="source-\d+"', html)) == 3, "two features share their sources"
    assert html.count("Des paramilitaires russes de Wagner débarquent à Ménaka") == 1
    assert 'rel="noopener noreferrer"' in html


def test_sources_after_the_day_of_the_step_are_left_out_and_counted(geodata):
    text = text_of(open_page(story=("moura", 2), known_by=dates.parse("2022-04-05").first))
    assert "HRW accuses Malian troops" in text
    assert "After Moura report" not in text


def test_a_step_tells_that_its_text_knows_more_than_was_asked_for(geodata):
    asked = dates.parse("2022-05-01").first
    assert "sources after 1 May 2022" in text_of(open_page(story=("wagner", 5), known_by=asked))
    assert "sources after" not in text_of(open_page(story=("wagner", 5)))


def test_who_has_moved_the_map_can_have_it_back(geodata):
    app = open_page()
    first = press(app, "story-read-wagner")
    assert not [each for each in app.button if each.key == "story-again"]
    app.session_state[STATE] = app.session_state[STATE].turning(day=first.day + 400, mode="sofar")
    app.run()
    assert press(app, "story-again") == first
    assert not [each for each in app.button if each.key == "story-again"]


@pytest.mark.parametrize("story", [("no-such-story", 0), ("moura", 99), ("moura", -1)])
def test_a_story_that_is_no_longer_there_is_told(geodata, story):
    text = text_of(open_page(story=story))
    assert "no longer here" in text
    assert "Moura and its versions" in text


def test_no_story_at_all_says_how_to_write_one(geodata):
    shutil.rmtree(geodata / "stories")
    assert "There are no stories yet" in text_of(open_page())


def test_what_is_not_translated_is_marked(geodata):
    file = geodata / "stories" / "wagner.md"
    french = re.compile(r"\n## fr: Un accord dit proche.*?(?=\n## )", re.DOTALL)
    file.write_text(french.sub("", file.read_text("utf-8")), "utf-8")
    html = html_of(open_page(language="fr", story=("wagner", 0)))
    assert 'class="story" lang="en"' in html
    assert "(en anglais)" in html


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_texts_are_only_text(geodata, payload):
    file = geodata / "stories" / "hostile.md"
    file.write_text(
        f"---\ntitle: {payload}\ntitle_fr: {payload}\nsummary: {payload}\nsummary_fr: {payload}\n"
        f"---\n## {payload}\ndate: 2022-04-19\nfeature: gossi-wagner\n\nx {payload} x\n"
        f"\n## fr: {payload}\n\n- x {payload}\n",
        "utf-8",
    )
    for language in ("en", "fr"):
        for story in (None, ("hostile", 0)):
            app = open_page(language=language, story=story)
            html = html_of(app)
            assert markup.render(payload) in html
            assert payload not in html.replace(markup.render(payload), "")
            assert "<img" not in html
            assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', html))
            assert not any(payload in button.label for button in app.button)


def test_an_unchanged_view_is_byte_for_byte_the_same(geodata):
    app = open_page(story=("moura", 4))
    before = html_of(app)
    assert html_of(app.run()) == before
