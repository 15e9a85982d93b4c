"""A link carries the view; what it cannot mean falls back and is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import address, dates
from layers.filters import Filters
from layers.timeline import MODES, WINDOWS
from layers.view import PANELS, View

OPENING = View()
DAYS = some.integers(dates.parse("2012-01-01").first, dates.parse("2026-06-01").first)
SLUGS = some.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
LAYERS = some.lists(
    some.sampled_from(["massacre_sites", "milestones", "My.Layer, new", "-", "Été 2022"]),
    unique=True,
)
CODES = some.lists(some.sampled_from(["AA", "B_C", "d-e", "f"]), unique=True).map(
    lambda codes: tuple(sorted(codes))
)
COUNTS = some.integers(0, 99_999)
FILTERS = some.builds(
    Filters,
    actors=CODES,
    kinds=CODES,
    statuses=CODES,
    precisions=CODES,
    regions=CODES,
    killed=some.none() | some.tuples(COUNTS, some.none() | COUNTS),
    period=some.none() | some.tuples(DAYS, DAYS).map(lambda days: tuple(sorted(days))),
    text=some.text(max_size=40).map(str.strip).filter(lambda text: text != "-"),
)


@given(
    view=some.builds(
        View,
        day=DAYS,
        mode=some.sampled_from(MODES),
        window=some.sampled_from(WINDOWS),
        selected=some.none() | SLUGS,
        hidden=LAYERS.map(lambda names: tuple(sorted(names))),
        filters=FILTERS,
        known_by=some.none() | DAYS,
        against=some.none() | DAYS,
        panel=some.sampled_from(PANELS),
        story=some.none() | some.tuples(SLUGS, some.integers(0, 90)),
        center=some.just((-3.5, 17.25)),
        zoom=some.sampled_from((4.0, 5.75, 12.0)),
    )
)
def test_a_view_survives_its_address(view):
    if view.mode != "last":
        view = replace(view, window=OPENING.window)
    assert address.read(address.write(view), OPENING) == (view, ())


def test_what_is_gone_from_the_view_says_so_in_the_address():
    assert address.steps_of({"d": "2022-04-19", "q": "-", "at": "1,2,3", "off": "-"}) == (
        ("d", "2022-04-19"),
        ("off", "-"),
    )


def test_the_hashes_of_a_link_are_read_as_they_were_written():
    written = address.write(OPENING, ["0a1b", "cdef"])
    assert address.hashes(written) == ("0a1b", "cdef")
    assert address.hashes({"h": "nonsense"}) == ()


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
        ("off", "a,,b"),
        ("at", "1,2"),
        ("at", "1,2,nan"),
        ("at", "999,2,5"),
        ("show", "edit"),
        ("vs", "2022-04"),
        ("known", "soon"),
        ("story", "../x,1"),
        ("story", "gossi,0"),
        ("who", "WAGNER;DROP"),
        ("what", "a,,b"),
        ("dead", "ten"),
        ("dead", "-5"),
        ("span", "2022-02-01,2022-01-01"),
        ("span", "2022-02-01"),
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
