"""Which features filters and "as reported by" let through: the rule in Python."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import atlas, dates, filters, lookup, nearby, payload, vocabulary
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible
from tests import filter_cases
from tests.shipped import GEODATA

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    folder = filter_cases.write(tmp_path_factory.mktemp("filters") / "geodata")
    found = atlas.load(folder, today=TODAY)
    assert set(found.layers) == {
        "military_bases",
        "massacre_sites",
        "troop_movements",
    }
    return found


@pytest.fixture(scope="module")
def shipped():
    return atlas.load(GEODATA, today=TODAY)


@pytest.mark.parametrize("case", filter_cases.CASES, ids=lambda case: case["why"])
def test_the_rule_says_what_the_case_says(invented, case):
    assert visible(invented, filter_cases.view(case)).ids() == case["shows"]


def test_what_is_kept_back_is_counted_by_its_reason(invented):
    view = filter_cases.view({"filters": {"actors": ["FRA"]}, "known_by": "2021-12-31"})
    found = visible(invented, view)
    assert found.ids() == ["base-fra"]
    assert (found.filtered, found.filtered_disputed, found.unreported) == (2, 1, 3)


def test_what_time_hides_is_not_counted_as_hidden_by_filters(invented):
    view = filter_cases.view({"filters": {"actors": ["SEN"]}})
    found = visible(invented, replace(view, day=dates.parse("2020-06-01").first, mode="on"))
    assert (found.ids(), found.filtered) == ([], 1)


def test_who_is_alleged_at_moura_is_found_under_both_names(shipped):
    for code in ("MLI", "WAGNER"):
        view = View(filters=Filters(actors=(code,), text="moura"))
        assert visible(shipped, view).ids() == ["moura-2022-03"]


def test_gossi_lies_in_the_region_of_timbuktu_and_moura_in_that_of_mopti(shipped):
    found = visible(shipped, View(filters=Filters(regions=("tombouctou",)))).ids()
    assert {"gossi-wagner", "gossi-mass-grave-2022-04"} <= set(found)
    assert "moura-2022-03" not in found
    assert "moura-2022-03" in visible(shipped, View(filters=Filters(regions=("mopti",)))).ids()


def test_three_days_after_the_news_the_grave_was_known_and_later_reports_were_not(shipped):
    now = visible(shipped, View())
    then = visible(shipped, View(known_by=dates.parse("2022-04-22").first))
    assert set(then.ids()) < set(now.ids())
    assert then.unreported == len(now.ids()) - len(then.ids())


def test_which_massacres_lie_within_50_km_of_a_wagner_base_while_it_stood(shipped):
    """The filter answers for all bases at once what the cards answer one by one."""
    last = payload.period(shipped)[1]
    for operator in ("WAGNER", "FRA", "UN"):
        view = View(day=last, mode="sofar", filters=Filters(around=(operator,)))
        expected = set()
        for base in operated_by(shipped, operator):
            row = lookup.find(shipped, base).row
            met = nearby.near(shipped, row, ("massacre_sites",)).neighbours
            if met:
                expected |= {base, *(id_of(shipped, each.row) for each in met)}
        assert set(visible(shipped, view).ids()) == expected
        assert expected


def test_the_grave_of_gossi_is_among_them_and_moura_is_not(shipped):
    view = View(mode="sofar", filters=Filters(around=("WAGNER",)))
    found = visible(shipped, view).ids()
    assert {"gossi-wagner", "gossi-mass-grave-2022-04"} <= set(found)
    assert "moura-2022-03" not in found, "no base of Wagner's is known within 50 km of it"


def test_on_the_day_of_the_grave_nobody_had_reported_wagner_near_it(shipped):
    asked = Filters(around=("WAGNER",))
    then = View(mode="sofar", filters=asked, known_by=dates.parse("2022-04-18").first)
    assert "gossi-mass-grave-2022-04" not in visible(shipped, then).ids()
    later = replace(then, known_by=dates.parse("2022-04-30").first)
    assert "gossi-mass-grave-2022-04" in visible(shipped, later).ids()


def operated_by(shipped, operator):
    frame = shipped.layers["military_bases"].frame
    return [*frame["id"][frame["operator"] == operator]]


def id_of(shipped, row):
    return lookup.at(shipped, row).facts["id"]


@given(
    given=some.dictionaries(
        some.sampled_from(["actors", "kinds", "around", "killed", "period", "text", "other"]),
        some.none()
        | some.text()
        | some.integers()
        | some.lists(some.none() | some.integers() | some.text()),
    )
)
def test_whatever_a_browser_sends_becomes_filters(given):
    found = filters.read(given)
    assert isinstance(found, Filters)
    assert all(isinstance(code, str) for code in found.actors)


def test_what_filters_write_they_read_again():
    wanted = Filters(actors=("FRA",), kinds=("camp",), killed=(1, None), period=(1, 2), text="a b")
    as_lists = {
        "actors": ["FRA"],
        "kinds": ["camp"],
        "killed": [1, None],
        "period": [1, 2],
        "text": "a b",
    }
    assert filters.read(as_lists) == wanted


def test_a_kind_of_two_layers_is_one_option():
    assert len(filters.KINDS) == len(set(filters.KINDS))
    assert set(vocabulary.BASE_KINDS) < set(filters.KINDS)
