"""The title that a view proposes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from layers import atlas, dates
from layers.export import titles
from layers.filters import Filters
from layers.view import View

ATLAS = atlas.load(Path(__file__).parents[1] / "geodata", today=date(2026, 6, 30))
DAY = dates.parse("2022-04-19").first
GOSSI = View(day=DAY, mode="on", center=(-0.66, 16.05), zoom=8.0)
MALI = View(day=DAY)


def both(view: View) -> tuple[str, str]:
    return titles.proposed(ATLAS, view), titles.proposed(ATLAS, replace(view, language="fr"))


def test_the_whole_country_is_mali():
    assert both(MALI) == ("Mali, 19 April 2022", "Mali, 19 avril 2022")


def test_a_movement_of_the_day_inside_the_frame_gives_the_way():
    assert both(GOSSI) == ("Gossi to Gao, 19 April 2022", "De Gossi à Gao, 19 avril 2022")


def test_a_disputed_movement_gives_no_title():
    # On this day Wagner is said to have come from Hombori: the frame holds that way alone.
    near = replace(GOSSI, center=(-1.5, 15.5), zoom=9.5)
    assert "Hombori to Gossi" not in titles.proposed(ATLAS, near)


def test_a_small_frame_is_named_by_its_largest_town():
    near = View(day=dates.parse("2015-01-01").first, mode="on", center=(-3.0, 16.77), zoom=9.5)
    assert both(near) == (
        "Around Timbuktu, 1 January 2015",
        "Tombouctou et ses environs, 1er janvier 2015",
    )


def test_a_small_frame_that_is_drawn_round_a_place_is_named_by_that_place():
    # N'Tillit, the larger one, is in this frame, too.
    on_gossi = View(day=dates.parse("2015-01-01").first, center=(-1.3095, 15.8179), zoom=9)
    assert both(on_gossi) == (
        "Around Gossi, 1 January 2015",
        "Gossi et ses environs, 1er janvier 2015",
    )


def test_a_wide_frame_is_named_by_three_towns():
    wide = View(day=dates.parse("2015-01-01").first, mode="on", center=(-0.5, 17.0), zoom=7.2)
    title = titles.subject(ATLAS, wide)
    assert title.count(",") == 1
    assert " and " in title
    assert "Gao" in title


def test_the_open_feature_gives_the_title_and_is_called_disputed_if_it_is():
    assert both(replace(GOSSI, selected="gossi-fama-2022"))[0] == (
        "Malian army base, Gossi, 19 April 2022"
    )
    assert both(replace(GOSSI, selected="gossi-wagner")) == (
        "Wagner at Gossi (disputed), 19 April 2022",
        "Wagner à Gossi (contesté), 19 avril 2022",
    )


def test_what_was_not_reported_by_then_gives_no_title():
    view = replace(GOSSI, selected="gossi-wagner", known_by=DAY - 30)
    assert "Wagner" not in titles.proposed(ATLAS, view)
    assert titles.proposed(ATLAS, replace(GOSSI, selected="no-such-feature")) == (
        "Gossi to Gao, 19 April 2022"
    )


def test_a_story_gives_its_title_and_that_of_the_step():
    step = ATLAS.stories["moura"].steps[0].view
    assert titles.subject(ATLAS, replace(step, language="en")) == (
        "Moura and its versions – Five days"
    )
    assert titles.subject(ATLAS, replace(step, language="fr")) == (
        "Moura et ses versions – Cinq jours"
    )


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        ({"filters": Filters(actors=("WAGNER",))}, "Mali: Wagner group", "Mali : Groupe Wagner"),
        ({"filters": Filters(kinds=("airstrike",))}, "Mali: air strike", "Mali : frappe aérienne"),
        ({"filters": Filters(text="Moura")}, "Mali: “Moura”", "Mali : « Moura »"),
        (
            {"hidden": ("military_bases", "milestones", "troop_movements")},
            "Mali: massacre sites",
            "Mali : lieux de massacre",
        ),
    ],
)
def test_filters_are_part_of_the_title(changes, english, french):
    view = replace(MALI, **changes)
    assert titles.subject(ATLAS, view) == english
    said = titles.subject(ATLAS, replace(view, language="fr"))
    assert " ".join(said.split()) == french


def test_a_comparison_names_both_days():
    view = replace(MALI, against=dates.parse("2021-04-19").first)
    assert both(view) == (
        "Mali, 19 April 2021 and 19 April 2022",
        "Mali, 19 avril 2021 et 19 avril 2022",
    )
