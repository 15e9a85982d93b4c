"""What a session remembers: messages of the map, turns of the page, the address, callbacks."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st

from layers import atlas, dates
from layers.panels import address_bar, session, story
from layers.panels.session import Session
from layers.view import View

ROOT = Path(__file__).parents[1]


def test_a_message_of_the_map_is_taken_once():
    session = Session(View(language="fr"))
    message = {"seq": "a-1", "date": "2014-05-21", "mode": "on", "language": "en"}
    heard = session.after(message)
    assert (heard.view.day, heard.view.mode) == (16211, "on")
    assert heard.view.language == "fr", "the language is the page's"
    assert heard.pushes == session.pushes, "nothing to hand back to the map"
    closed = heard.selecting("x")
    assert closed.after(message) == closed, "an old message undoes nothing"
    assert closed.after(message | {"seq": "a-2"}).view.selected == "x"


@pytest.mark.parametrize("message", [None, {}, {"seq": 1}, {"date": "2014-05-21"}])
def test_a_message_without_a_number_is_none(message):
    session = Session(View())
    assert session.after(message) == session


def test_a_change_that_changes_nothing_is_not_handed_over():
    session = Session(View(language="fr"))
    assert session.speaking("fr") == session
    assert session.speaking("en").pushes == 1


def test_what_the_map_said_before_it_heard_of_a_turn_of_the_page_undoes_nothing():
    before = Session(View())
    turned = before.turning(day=dates.parse("2022-04-05").first)
    late = {"seq": "1", "token": before.token, "date": "2022-04-01", "selected": None}
    assert turned.after(late).view == turned.view
    written = replace(turned, has_news=False)
    assert written.after(late).has_news, "the address that comes with it is as old"
    assert turned.after(late | {"seq": "2", "token": turned.token}).view.day == (
        dates.parse("2022-04-01").first
    )


def test_what_was_chosen_just_before_another_language_is_kept_and_told_to_the_map():
    before = Session(View())
    spoken = before.speaking("fr")
    late = {"seq": "1", "token": before.token, "selected": "invented", "language": "en"}
    heard = spoken.after(late)
    assert (heard.view.selected, heard.view.language) == ("invented", "fr")
    assert heard.token != spoken.token, "the map was told that nothing is selected"
    turned = before.turning(panel="table").speaking("fr")
    assert turned.after(late).view.selected is None


def test_a_step_takes_the_map_to_its_place_and_another_turn_leaves_it_where_it_is():
    at_moura = {"center": (-4.6, 14.33), "zoom": 8.5}
    first = Session(View()).turning(day=19_082, **at_moura)
    assert first.moves
    assert first.turning(day=19_083, **at_moura).moves, "the viewer may have moved the map since"
    assert not first.turning(mode="on").moves
    assert not first.selecting("invented").moves
    assert first.following(View(center=(-0.05, 16.27), zoom=8.0), ()).moves
    assert not first.following(View(), ()).moves


def test_a_turn_of_the_page_is_news_for_the_address_until_it_is_written():
    # A run in between may still come with the address before it, which is not followed.
    assert Session(View()).turning(story=("moura", 1), panel="story").has_news
    assert not Session(View()).following(View(mode="on"), (("m", "on"),)).has_news


def test_a_link_that_names_a_step_and_no_more_opens_at_its_day_and_place():
    shipped = atlas.load(ROOT / "geodata", today=date.today())
    opened = story.opening(shipped, {"story": "moura,2"}, View(language="fr"))
    assert opened.day == dates.parse("2022-04-01").first
    assert (opened.center, opened.zoom) == ((-4.6, 14.33), 8.5)
    assert (opened.story, opened.selected, opened.language) == (("moura", 1), "moura-2022-03", "fr")
    for asked in ({"story": "moura,2", "d": "2022-05-01"}, {"story": "moura,99"}, {}):
        assert story.opening(shipped, asked, View()) == View()


class Bar:
    """Stands for `st.query_params`: what a run's request said of the address."""

    def __init__(self, **said: str) -> None:
        self.said, self.updates = said, []

    def to_dict(self):
        return dict(self.said)

    def update(self, new):
        self.updates.append(new)


def test_a_run_that_comes_with_an_address_before_the_last_writes_over_the_last(monkeypatch):
    # The page wrote step 3; the request for step 2 again was sent before the browser had that.
    bar = Bar(d="2022-04-01", story="moura,2")
    monkeypatch.setattr(address_bar.st, "query_params", bar)
    third = (("d", "2022-04-05"), ("known", "2022-04-05"), ("story", "moura,3"))
    address_bar.show({"d": "2022-04-01", "story": "moura,2"}, third)
    assert bar.updates == [{"d": "2022-04-01", "story": "moura,2", "known": "-"}]
    address_bar.show(dict(third), third)
    assert len(bar.updates) == 1, "the browser has it, or will have"


def test_an_address_that_says_it_already_is_not_written_again(monkeypatch):
    bar = Bar(d="2022-04-01", at="-4.6,14.33,8")
    monkeypatch.setattr(address_bar.st, "query_params", bar)
    written = (("d", "2022-04-01"),)
    address_bar.show({"d": "2022-04-01", "at": "-4.6,14.33,8"}, written)
    assert bar.updates == []
    address_bar.show({"d": "2022-04-02", "at": "-4.6,14.33,8"}, written)
    assert len(bar.updates) == 1


class BrokenOffError(BaseException):
    """Stands for Streamlit's own: at any access to st.session_state a newer run may begin."""


def test_a_callback_is_never_broken_off(monkeypatch):
    class State(dict):
        def __getitem__(self, key):
            raise BrokenOffError

        __setitem__ = get = __contains__ = __getitem__

        def to_dict(self):
            return {key: dict.__getitem__(self, key) for key in self}

    state = State(kept={}, temoin=Session(View()), map={"seq": "1", "mode": "on"})
    monkeypatch.setattr(st, "session_state", state)
    session.hear("map")
    session.turn(panel="table")
    session.select("invented", 19_000)
    kept = state.to_dict()["kept"]["temoin"]
    assert (kept.view.mode, kept.view.panel, kept.view.selected) == ("on", "table", "invented")
