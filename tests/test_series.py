"""Series behind the charts, against the map's own rule and the shipped files."""

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from layers import atlas as atlases
from layers import dates, series, strips, symbology, visibility
from layers.filters import Filters
from layers.payload.table import period
from layers.view import View
from tests.making import make_feature, make_file

GEODATA = Path(__file__).parents[1] / "geodata"
TODAY = date(2026, 7, 1)
APRIL = dates.parse("2022-04-22").first


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(GEODATA, today=TODAY)


def folder(tmp_path, layer, *features):
    (tmp_path / f"{layer}.geojson").write_bytes(make_file(*features))
    return atlases.load(tmp_path, today=TODAY)


def by_family(held, day, counts="counts"):
    row = getattr(held, counts)[held.at(day)]
    return {family: int(n) for family, n in zip(series.FAMILIES, row, strict=True) if n}


def seen_on_the_map(atlas, view):
    """Sites by family, and the disputed ones, counted from what the map shows."""
    holders = {}
    for layer, row, _ in visibility.visible(atlas, view).features():
        if layer.name == series.BASES:
            facts = layer.frame.iloc[row]
            family = symbology.family_of(facts["operator"])
            holders.setdefault((family, facts["site"]), []).append(facts["status"] == "disputed")
    everything = Counter(family for family, _ in holders)
    disputed = Counter(family for (family, _), each in holders.items() if all(each))
    return dict(everything), dict(disputed), len({site for _, site in holders})


@pytest.mark.parametrize(
    "day", ["2012-03-01", "2013-02-08", "2022-04-19", "2022-04-22", "2022-08-15", "2025-06-06"]
)
@pytest.mark.parametrize("wanted", [Filters(), Filters(regions=("gao", "menaka"))])
def test_bases_held_are_those_that_the_map_shows(atlas, day, wanted):
    view = View(day=dates.parse(day).first, mode="on", filters=wanted)
    held = series.held(atlas, view)
    everything, disputed, sites = seen_on_the_map(atlas, view)
    assert by_family(held, view.day) == everything
    assert by_family(held, view.day, "disputed") == disputed
    assert held.sites[held.at(view.day)] == sites


def test_who_held_how_much_three_days_after_gossi(atlas):
    held = series.held(atlas, View(day=APRIL))
    assert by_family(held, APRIL) == seen_on_the_map(atlas, View(day=APRIL, mode="on"))[0]
    assert set(by_family(held, APRIL)) >= {"france", "mali", "russia", "un"}
    assert by_family(held, APRIL).keys() >= by_family(held, APRIL, "disputed").keys()


def test_the_mode_of_the_slider_and_the_playhead_play_no_part(atlas):
    assert series.held(atlas, View(mode="on")) is series.held(atlas, View(mode="sofar", day=0))


def test_steps_are_true_to_the_day(tmp_path):
    made = folder(
        tmp_path,
        "military_bases",
        make_feature(id="a", start="2020-01-10", end="2020-03-05", operator="FRA"),
        make_feature(id="b", start="2020-03-05", end="2021-01-01", operator="MLI"),
    )
    held = series.held(made, View())
    seen = {dates.iso(int(day)): by_family(held, int(day)) for day in held.days}
    assert seen == {
        "2020-01-10": {"france": 1},
        "2020-03-05": {"france": 1, "mali": 1},
        "2020-03-06": {"mali": 1},
    }
    assert held.sites.tolist() == [1, 1, 1]


def test_two_tenures_of_one_family_at_one_site_count_once(tmp_path):
    made = folder(
        tmp_path,
        "military_bases",
        make_feature(id="a", start="2020-01-01", end="2020-06-01", operator="WAGNER"),
        make_feature(id="b", start="2020-05-01", end="2020-12-31", operator="AFRICA_CORPS"),
        make_feature(id="c", start="2020-05-01", end="2020-12-31", operator="RUS", site="other"),
    )
    held = series.held(made, View())
    assert by_family(held, dates.parse("2020-05-15").first) == {"russia": 2}
    assert by_family(held, dates.parse("2020-08-01").first) == {"russia": 2}
    assert held.sites.max() == 2


def test_a_disputed_tenure_beside_a_sure_one_disputes_nothing(tmp_path):
    made = folder(
        tmp_path,
        "military_bases",
        make_feature(id="a", start="2020-01-01", end="2020-06-30", status="disputed"),
        make_feature(id="b", start="2020-03-01", end="2020-06-30"),
    )
    held = series.held(made, View())
    assert by_family(held, dates.parse("2020-02-01").first, "disputed") == {"france": 1}
    assert by_family(held, dates.parse("2020-04-01").first, "disputed") == {}


def test_very_many_changes_are_drawn_by_the_month(tmp_path):
    first = dates.parse("2015-01-01").first
    many = [
        make_feature(
            id=f"b{i}", site=f"s{i}", start=dates.iso(first + i), end=dates.iso(first + 2 * i)
        )
        for i in range(1100)
    ]
    made = folder(tmp_path, "military_bases", *many)
    held = series.held(made, View())
    assert held.is_monthly
    assert {dates.iso(int(day))[-3:] for day in held.days[1:]} == {"-01"}
    day = int(held.days[20])
    assert by_family(held, day) == seen_on_the_map(made, View(day=day, mode="on"))[0]


def events_of(month):
    written = json.loads((GEODATA / "massacre_sites.geojson").read_text("utf-8"))["features"]
    every = [each["properties"] for each in written]
    return [
        each
        for each in every
        if each["kind"] != "mass_grave"
        and each["start"].startswith(month)
        and (each["end"] or "").startswith(month)
    ]


@pytest.mark.parametrize("month", ["2022-03", "2022-04", "2019-03", "2024-01", "2013-01"])
def test_killed_in_a_month_are_two_sums_of_the_shipped_figures(atlas, month):
    first = dates.parse(month).first
    (found,) = (each for each in series.killed(atlas, View()).months if each.first == first)
    events = events_of(month)
    assert found.events == len(events)
    assert found.low == sum(each["killed_min"] or 0 for each in events)
    assert found.high == sum(each["killed_max"] or each["killed_min"] or 0 for each in events)
    assert found.is_open == any(each.get("killed_open") for each in events)
    assert dates.iso(found.last)[:7] == month


def test_march_2022_says_what_it_does_not_know(atlas):
    first = dates.parse("2022-03").first
    (march,) = (each for each in series.killed(atlas, View()).months if each.first == first)
    assert (march.low, march.high, march.is_open) == (
        30 + 33 + 203,
        37 + 33 + 500 + 100 + 145,
        True,
    )
    assert (march.events, march.without_low, march.without_figure) == (5, 2, 0)
    (january,) = (
        each
        for each in series.killed(atlas, View()).months
        if dates.iso(each.first) == "2022-01-01"
    )
    assert (january.events, january.without_figure, january.high) == (1, 1, 0)


def test_what_is_known_to_the_year_or_spans_months_is_put_into_none(atlas):
    found = series.killed(atlas, View())
    names = {"tonou-2022", "menaka-msa-gatia-2018-04", "sossobe-2023", "nienanpela-2023-12"}
    apart = found.apart
    assert apart.events == len(names)
    assert (apart.low, apart.high, apart.without_figure) == (14 + 95, 14 + 95, 2)
    everything = sum(each.events for each in found.months) + apart.events + found.graves
    assert everything == len(atlas.layers["massacre_sites"].frame)


def test_mass_graves_are_left_out(atlas):
    kinds = atlas.layers["massacre_sites"].frame["kind"]
    assert series.killed(atlas, View()).graves == (kinds == "mass_grave").sum() > 0
    only = series.killed(atlas, View(filters=Filters(kinds=("mass_grave",))))
    assert (only.months, only.apart) == ((), None)


def test_every_movement_has_a_strip_and_no_two_of_a_lane_touch(atlas):
    found, count = strips.movements(atlas, View(), most=500, apart=40)
    assert count == len(found) == len(atlas.layers["troop_movements"].frame)
    lanes = {}
    for strip in found:
        lanes.setdefault((strip.family, strip.lane), []).append(strip)
        assert strip.begin < strip.end <= period(atlas)[1] + 1
    for own in lanes.values():
        assert all(b.begin - a.end >= 40 for a, b in pairwise(own))
    (gossi,) = (each for each in found if each.id == "barkhane-2022-gossi-gao")
    assert (dates.iso(gossi.begin), gossi.end - gossi.begin, gossi.family) == (
        "2022-04-19",
        1,
        "france",
    )


def test_of_too_many_movements_the_nearest_in_time_are_drawn(atlas):
    view = View(day=APRIL)
    found, count = strips.movements(atlas, view, most=5, apart=40)
    assert (len(found), count) == (5, len(atlas.layers["troop_movements"].frame))
    everything, _ = strips.movements(atlas, view, most=500, apart=40)

    def away(strip):
        return max(strip.begin - APRIL, APRIL - strip.end + 1, 0)

    assert max(map(away, found)) <= min(map(away, set_without(everything, found)))
    assert [each.begin for each in found] == sorted(each.begin for each in found)


def set_without(everything, some):
    drawn = {each.id for each in some}
    return [each for each in everything if each.id not in drawn]


def test_filters_and_known_by_count(atlas):
    found, count = strips.movements(atlas, View(filters=Filters(actors=("FRA",))), most=9, apart=0)
    assert {each.family for each in found} == {"france"}
    assert count > len(found)
    early = View(known_by=dates.parse("2013-06-01").first)
    assert series.held(atlas, early).counts.sum() < series.held(atlas, View()).counts.sum()


def test_nothing_to_draw_is_no_mistake(tmp_path):
    empty = atlases.load(tmp_path, today=TODAY)
    assert series.held(empty, View()).counts.sum() == 0
    assert series.killed(empty, View()).months == ()
    assert strips.movements(empty, View(), most=5, apart=1) == ((), 0)
    assert np.all(series.held(empty, View()).sites == 0)
