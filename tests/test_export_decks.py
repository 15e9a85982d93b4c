"""Decks that nobody puts together by hand, and places by their names."""

from dataclasses import replace
from pathlib import Path

import pytest

from layers import atlas, dates
from layers.catalogue import LANGUAGES
from layers.export import decks
from layers.export.composition import SHEETS, Composition
from layers.export.drawing import Box
from layers.export.mercator import MapFrame
from layers.export.places import nearest_slug
from layers.view import View
from tests.making import TODAY, make_feature, make_file

GEODATA = Path(__file__).parents[1] / "geodata"
PICTURE = Composition(View(day=dates.parse("2022-04-19").first, mode="on"), "a4", "Gossi", "dark")


@pytest.fixture(scope="module")
def shipped():
    return atlas.load(GEODATA, today=TODAY)


def number(text):
    return dates.parse(text).first


def days_of(deck):
    return [dates.iso(each.view.day) for each in deck.compositions]


# Stories -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_a_picture_a_step_under_the_titles_of_its_steps(shipped, language):
    for story in shipped.stories.values():
        deck = decks.of_story(shipped, story, language, "4:3")
        assert deck.title == story.title[language]
        assert [each.title for each in deck.compositions] == [
            step.title[language] for step in story.steps
        ]
        for position, (each, step) in enumerate(zip(deck.compositions, story.steps, strict=True)):
            assert (each.sheet, each.view.language) == ("4:3", language)
            assert (each.view.day, each.view.filters) == (step.view.day, step.view.filters)
            assert each.view.story == (story.name, position)


STORY = """---
title: Invented
---

## First
date: 2022-05-01

Words.

## Second
date: 2022-06-01
at: -1.3, 15.8, 9

Words.

## Third
date: 2022-07-01

Words.
"""


def test_a_step_without_a_place_stays_where_the_one_before_was(tmp_path):
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "invented.md").write_text(STORY)
    (tmp_path / "military_bases.geojson").write_bytes(make_file(make_feature()))
    loaded = atlas.load(tmp_path, today=TODAY)
    deck = decks.of_story(loaded, loaded.stories["invented"], "fr")
    places = [(each.view.center, each.view.zoom) for each in deck.compositions]
    assert places == [(None, None), ((-1.3, 15.8), 9.0), ((-1.3, 15.8), 9.0)]
    assert deck.compositions[0].title == "First", "in the language that there is"


# Days --------------------------------------------------------------------------------------


def test_a_pair_is_the_day_before_and_the_day_after():
    for days, expected in ((1, ("2022-04-18", "2022-04-20")), (7, ("2022-04-12", "2022-04-26"))):
        before, after = decks.pair(PICTURE, days)
        assert (dates.iso(before.view.day), dates.iso(after.view.day)) == expected
        for each in (before, after):
            assert replace(each, view=replace(each.view, day=PICTURE.view.day)) == replace(
                PICTURE, title=None
            ), "only the day differs, and the title that may name it is gone"


def test_a_pair_keeps_nothing_that_is_of_the_day_between():
    view = replace(PICTURE.view, story=("wagner", 2), against=number("2022-08-15"))
    for each in decks.pair(replace(PICTURE, view=view)):
        assert each.view.story is None
        assert each.view.against is None


@pytest.mark.parametrize(
    ("first", "last", "every", "expected"),
    [
        ("2022-02-27", "2022-03-01", "day", ["2022-02-27", "2022-02-28", "2022-03-01"]),
        ("2022-04-01", "2022-04-20", "week", ["2022-04-01", "2022-04-08", "2022-04-15"]),
        (
            *("2022-01-31", "2022-05-30", "month"),
            ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"],
        ),
        (
            "2022-11-30",
            "2023-02-28",
            "month",
            ["2022-11-30", "2022-12-30", "2023-01-30", "2023-02-28"],
        ),
        (
            *("2020-02-29", "2024-02-29", "year"),
            ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"],
        ),
        ("2022-04-19", "2022-04-19", "year", ["2022-04-19"]),
        ("2022-04-20", "2022-04-19", "day", []),
        ("2022-04-20", "2022-04-19", "month", []),
        ("9998-12-31", "9999-12-31", "year", ["9998-12-31", "9999-12-31"]),
        ("9999-11-30", "9999-12-31", "month", ["9999-11-30", "9999-12-30"]),
    ],
)
def test_the_days_of_a_series(first, last, every, expected):
    assert [dates.iso(day) for day in decks.days(number(first), number(last), every)] == expected


def test_a_series_differs_in_nothing_but_the_day():
    deck = decks.series(PICTURE, number("2022-01-31"), number("2022-03-31"), "month")
    assert days_of(deck) == ["2022-01-31", "2022-02-28", "2022-03-31"]
    assert deck.title == "Gossi"
    for each in deck.compositions:
        assert replace(each, view=replace(each.view, day=PICTURE.view.day)) == PICTURE


def test_no_day_of_a_long_series_is_left_out():
    deck = decks.series(PICTURE, number("2012-01-01"), number("2021-12-31"), "day")
    assert len(deck.compositions) == 3653


# Places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["gossi", "Gossi", "GOSSI ", " gossi,", "gossi,gossi"])
def test_a_place_is_found_however_it_is_written(shipped, text):
    found = decks.at_place(shipped, text)
    assert found.center == pytest.approx((-1.3095, 15.8179), abs=0.05)
    assert found.zoom == 9
    assert found.slug == "gossi"


def test_accents_do_not_matter_and_both_languages_do(shipped):
    assert decks.at_place(shipped, "Segou") == decks.at_place(shipped, "ségou")
    assert (
        decks.at_place(shipped, "Timbuktu").center == decks.at_place(shipped, "Tombouctou").center
    )


def test_all_of_mali_is_no_frame_of_its_own(shipped):
    assert decks.at_place(shipped, "Mali") == decks.Where(None, None, "mali")


@pytest.mark.parametrize("sheet", SHEETS)
def test_several_places_are_framed_together_with_room(shipped, sheet):
    found = decks.at_place(shipped, "gossi,gao", sheet)
    assert found.slug == "gossi-gao"
    form = SHEETS[sheet]
    box = Box(0, 0, form.width * 0.65, form.height * 0.75)
    frame = MapFrame(box, found.center, found.zoom)
    room = box.inset(0.1 * min(box.width, box.height))
    for lonlat in ((-1.3095, 15.8179), (-0.0400, 16.2700)):
        x, y = frame.xy(*lonlat)
        assert room.holds(Box(x, y, 0, 0))
    assert found.zoom * 4 == int(found.zoom * 4), "a zoom level that the map can have"


def test_a_feature_is_a_place_too(shipped):
    base = decks.at_place(shipped, "gossi-barkhane")
    assert base.center == pytest.approx((-1.3, 15.8), abs=0.1)
    line = decks.at_place(shipped, "barkhane-2021-gao-tessalit-kidal")
    west, south, east, north = MapFrame(Box(0, 0, 832, 540), line.center, line.zoom).bounds()
    assert (west, south) < (-0.05, 16.3) < (1.4, 20.2) < (east, north)
    assert south < 16.3
    assert north > 20.2


def test_places_that_are_close_are_not_magnified_beyond_use(shipped):
    assert decks.at_place(shipped, "gao,gao-airfield").zoom == 11


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (
            "gosi",
            "There is no place and no feature gosi. Did you mean gossi?",
            "ni lieu ni élément",
        ),
        ("gossi,Tesalit", "Tesalit. Did you mean tessalit?", "Vouliez-vous dire tessalit"),
        ("gosi-barkhane", "Did you mean gossi-barkhane?", "gossi-barkhane"),
        ("xyzzy", "There is no place and no feature xyzzy.", "xyzzy"),
        ("", "There is no place", "Il n’y a ni lieu"),
    ],
)
def test_an_unknown_place_is_told_with_what_was_meant(shipped, text, english, french):
    with pytest.raises(decks.PlaceError) as refused:
        decks.at_place(shipped, text)
    assert english in refused.value.message("en")
    assert french in refused.value.message("fr")


def place(place_id, name, **more):
    feature = make_feature("places", id=place_id, name=name, country="ML", **more)
    return {**feature, "geometry": {"type": "Point", "coordinates": [-1, 15]}}


def test_a_name_that_two_places_bear_is_asked_about():
    data = make_file(place("a-one", "Invented"), place("b-two", "Invented"))
    loaded = atlas.of_bytes({"places": data}, today=TODAY)
    with pytest.raises(decks.PlaceError) as refused:
        decks.at_place(loaded, "invented")
    assert "a-one, b-two" in refused.value.message("en")
    assert decks.at_place(loaded, "b-two").slug == "b-two"


def test_a_town_goes_before_a_camp_of_its_name():
    data = make_file(place("camp", "Invented", kind="site"), place("town", "Invented", kind="town"))
    loaded = atlas.of_bytes({"places": data}, today=TODAY)
    assert decks.at_place(loaded, "Invented").center == (-1, 15)


def test_data_without_places_know_none():
    loaded = atlas.of_bytes({"military_bases": make_file(make_feature())}, today=TODAY)
    assert decks.at_place(loaded, "one").slug == "one"
    with pytest.raises(decks.PlaceError):
        decks.at_place(loaded, "gossi")
    assert nearest_slug(loaded, (-1.3, 15.8)) == "mali"


def test_a_part_of_the_map_is_called_after_the_nearest_place(shipped):
    assert nearest_slug(shipped, (-1.31, 15.81)) == "gossi"
    assert nearest_slug(shipped, None) == "mali"
