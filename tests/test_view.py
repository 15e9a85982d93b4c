"""The view: what a browser commits becomes a view, and nonsense becomes nothing."""

import pytest

from layers import dates, view
from layers.view import View


def test_a_view_survives_the_way_to_the_map_and_back():
    shown = View(
        day=dates.parse("2022-04-19").first,
        mode="sofar",
        window=30,
        language="fr",
        selected="example-base",
        hidden=("massacre_sites",),
        center=(-3.5, 17.25),
        zoom=6.25,
    )
    assert view.committed(View(), view.message_of(shown)) == shown


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"date": "yesterday"},
        {"date": 20220419},
        {"date": "2022-02-30"},
        {"mode": "sideways"},
        {"window": 7},
        {"language": "tlh"},
        {"selected": 5},
        {"hidden": "massacre_sites"},
        {"hidden": [1]},
        {"center": [1, 2, 3], "zoom": 5},
        {"center": ["a", "b"], "zoom": 5},
        {"center": [1, 2]},
        {"center": [float("nan"), 2], "zoom": 5},
        {"zoom": True},
        {"mode": ["on"]},
        {"window": {}},
    ],
    ids=str,
)
def test_what_is_not_of_the_right_form_is_ignored(message):
    assert view.committed(View(), message) == View()


def test_closing_a_card_is_a_commit_too():
    assert view.committed(View(selected="example-base"), {"selected": None}).selected is None


@pytest.mark.parametrize(("day", "expected"), [(-5, 0), (3, 3), (99, 10)])
def test_the_playhead_stays_in_the_period(day, expected):
    assert View(day=day).clamped(0, 10).day == expected


def test_it_opens_three_days_after_gossi_changed_hands():
    shown = View()
    assert dates.iso(shown.day) == "2022-04-22"
    assert (shown.mode, shown.window) == ("last", 90)
