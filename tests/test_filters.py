"""Which features filters and "as reported by" let through: the rule in Python."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import atlas, dates, filters, vocabulary
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


@given(
    given=some.dictionaries(
        some.sampled_from(["actors", "kinds", "killed", "period", "text", "other"]),
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
