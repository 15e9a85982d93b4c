"""A link carries the view; what it cannot mean falls back and is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import dates
from layers.panels import address
from layers.timeline import MODES, WINDOWS
from layers.view import View

OPENING = View()
DAYS = some.integers(dates.parse("2012-01-01").first, dates.parse("2026-06-01").first)
SLUGS = some.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
LAYERS = some.lists(some.sampled_from(["massacre_sites", "milestones", "wells"]), unique=True)


@given(
    day=DAYS,
    mode=some.sampled_from(MODES),
    window=some.sampled_from(WINDOWS),
    selected=some.none() | SLUGS,
    hidden=LAYERS.map(lambda names: tuple(sorted(names))),
)
def test_a_view_survives_its_address(day, mode, window, selected, hidden):
    window = window if mode == "last" else OPENING.window
    view = replace(OPENING, day=day, mode=mode, window=window, selected=selected, hidden=hidden)
    assert address.read(address.write(view), OPENING) == (view, ())


def test_a_bare_address_is_the_opening_view():
    assert address.read({}, OPENING) == (OPENING, ())


def test_an_address_in_words():
    view = replace(
        OPENING,
        day=dates.parse("2022-04-19").first,
        mode="on",
        hidden=(),
        selected="example-base",
    )
    assert address.write(view) == {
        "d": "2022-04-19",
        "m": "on",
        "off": "-",
        "id": "example-base",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d", "2022-13-01"),
        ("d", "2022-04"),
        ("d", "yesterday"),
        ("d", ""),
        ("m", "last7"),
        ("m", "last"),
        ("m", "ON"),
        ("off", "a..b"),
        ("off", "<script>"),
        ("id", "../x"),
        ("id", "{{7*7}}"),
    ],
)
def test_what_cannot_be_read_falls_back_and_is_named(name, text):
    good = {"d": "2022-04-19"} if name != "d" else {"m": "on"}
    view, unread = address.read(good | {name: text}, OPENING)
    assert unread == (name,)
    assert view == address.read(good, OPENING)[0]


def test_foreign_parameters_are_left_alone():
    assert address.read({"utm_source": "mail", "lang": "fr"}, OPENING) == (OPENING, ())
