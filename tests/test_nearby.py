"""What lies near a feature in place and time, on the shipped data and on a made-up folder."""

import json
from datetime import date
from pathlib import Path

import pytest
from pyproj import Geod

from layers import atlas as atlases
from layers import dates, lookup
from layers.nearby import WITHIN_KM, near

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 6, 30)
SOURCE = {"title": "Example", "date": "2022-05-01"}


@pytest.fixture(scope="module")
def shipped():
    return atlases.load(ROOT / "geodata", today=TODAY)


@pytest.fixture
def made(tmp_path):
    """Return a function that makes an atlas of bases, events and movements."""

    def make(**features):
        for name, listed in features.items():
            collection = {"type": "FeatureCollection", "features": listed}
            (tmp_path / f"{name}.geojson").write_text(json.dumps(collection), "utf-8")
        return atlases.load(tmp_path, today=TODAY)

    return make


def feature(feature_id, coordinates, start, end, **facts):
    is_line = isinstance(coordinates[0], list)
    common = {"id": feature_id, "name": feature_id, "start": start, "end": end}
    common |= {"status": "reported", "precision": "site", "sources": [SOURCE]}
    geometry = {"type": "LineString" if is_line else "Point", "coordinates": coordinates}
    return {"type": "Feature", "properties": common | facts, "geometry": geometry}


def base(feature_id, coordinates, start, end, **facts):
    own = {"kind": "camp", "site": feature_id, "operator": "WAGNER"}
    return feature(feature_id, coordinates, start, end, **own, **facts)


def event(feature_id, coordinates, start, end=None, **facts):
    return feature(feature_id, coordinates, start, end or start, kind="massacre", **facts)


def found(atlas, feature_id, layers, **options):
    row = lookup.find(atlas, feature_id).row
    result = near(atlas, row, layers, **options)
    return {
        lookup.at(atlas, each.row).facts["id"]: each for each in result.neighbours
    }, result.unreported


def test_every_event_within_reach_of_a_wagner_base_while_it_stood(shipped):
    """The answer is that of a plain walk through the files."""
    bases = json.loads((ROOT / "geodata/military_bases.geojson").read_text("utf-8"))["features"]
    events = json.loads((ROOT / "geodata/massacre_sites.geojson").read_text("utf-8"))["features"]
    geod, some = Geod(ellps="WGS84"), 0
    for each in bases:
        if each["properties"]["operator"] != "WAGNER":
            continue
        expected = set()
        for other in events:
            here, there = each["geometry"]["coordinates"], other["geometry"]["coordinates"]
            _, _, metres = geod.inv(here[0], here[1], there[0], there[1])
            if metres <= WITHIN_KM * 1000 and meet(each["properties"], other["properties"]):
                expected.add(other["properties"]["id"])
        neighbours, _ = found(shipped, each["properties"]["id"], ("massacre_sites",))
        assert set(neighbours) == expected, each["properties"]["id"]
        some += len(expected)
    assert some


def meet(one, other):
    spans = []
    for facts in (one, other):
        end = facts.get("end")
        spans.append(
            (dates.parse(facts["start"]).first, dates.parse(end).last if end else dates.OPEN_END)
        )
    (first, last), (begin, end) = spans
    return begin <= last and end >= first


def test_the_mass_grave_of_gossi_lies_near_the_disputed_base(shipped):
    neighbours, _ = found(shipped, "gossi-wagner", ("massacre_sites",))
    assert list(neighbours) == ["gossi-mass-grave-2022-04"]
    assert neighbours["gossi-mass-grave-2022-04"].km == pytest.approx(1.97, abs=0.01)
    assert neighbours["gossi-mass-grave-2022-04"].order == "same"


def test_from_an_event_the_bases_of_that_day_are_found(shipped):
    neighbours, _ = found(shipped, "gossi-mass-grave-2022-04", ("military_bases",))
    assert set(neighbours) == {"gossi-fama-2022", "gossi-wagner"}, "the French had left"


def test_distance_is_that_on_the_ellipsoid_nearest_first(made):
    # A degree of latitude at 15° north is 110.65 km long, one of longitude 107.55 km.
    atlas = made(
        military_bases=[base("camp", [0.0, 15.0], "2022", "2022")],
        massacre_sites=[
            event("east", [0.46, 15.0], "2022-06-01"),
            event("north", [0.0, 15.4], "2022-06-01"),
            event("too-far-east", [0.47, 15.0], "2022-06-01"),
        ],
    )
    neighbours, _ = found(atlas, "camp", ("massacre_sites",))
    assert list(neighbours) == ["north", "east"]
    assert neighbours["north"].km == pytest.approx(44.26, abs=0.01)
    assert neighbours["east"].km == pytest.approx(49.47, abs=0.01)


@pytest.mark.parametrize(
    ("start", "end", "order", "days"),
    [
        ("2022-04-19", "2022-04-19", "same", (0, 0)),  # the first day
        ("2022-05-31", "2022-05-31", "same", (0, 0)),  # the last
        ("2022-04-18", "2022-04-18", "before", (1, 1)),
        ("2022-06-30", "2022-06-30", "after", (30, 30)),
        ("2022-03", "2022-03", "before", (19, 49)),  # known to the month only
        ("2022-04", "2022-04", "perhaps", (0, 0)),
        ("2022-05", "2022-05", "same", (0, 0)),  # whichever day it was
    ],
)
def test_days_before_and_after_are_as_exact_as_the_dates(made, start, end, order, days):
    atlas = made(
        military_bases=[base("camp", [0.0, 15.0], "2022-04-19", "2022-05-31")],
        massacre_sites=[event("there", [0.0, 15.1], start, end)],
    )
    neighbours, _ = found(atlas, "camp", ("massacre_sites",), days=30)
    assert (neighbours["there"].order, neighbours["there"].days) == (order, days)


def test_what_is_farther_in_time_than_asked_is_no_neighbour(made):
    atlas = made(
        military_bases=[base("camp", [0.0, 15.0], "2022-04-19", "2022-05-31")],
        massacre_sites=[event("there", [0.0, 15.1], "2022-07-01")],
    )
    assert not found(atlas, "camp", ("massacre_sites",), days=30)[0]
    assert found(atlas, "camp", ("massacre_sites",), days=31)[0]


def test_a_road_is_near_along_its_course_and_a_flight_at_its_ends(made):
    line = [[-2.0, 15.1], [2.0, 15.1]]
    facts = {"kind": "withdrawal", "actor": "FRA"}
    atlas = made(
        military_bases=[
            base("midway", [0.0, 15.0], "2022", "2022"),
            base("landing", [2.0, 15.0], "2022", "2022"),
        ],
        troop_movements=[
            feature("convoy", line, "2022-05-01", "2022-05-02", mode="road", **facts),
            feature("flight", line, "2022-05-01", "2022-05-02", mode="air", **facts),
        ],
    )
    midway, _ = found(atlas, "midway", ("troop_movements",))
    assert set(midway) == {"convoy"}
    assert midway["convoy"].km == pytest.approx(11.06, abs=0.05)
    assert set(found(atlas, "landing", ("troop_movements",))[0]) == {"convoy", "flight"}
    assert set(found(atlas, "flight", ("military_bases",))[0]) == {"landing"}


def test_what_was_not_reported_by_then_is_counted_and_left_out(made):
    late = [SOURCE | {"date": "2023-02-01"}]
    atlas = made(
        military_bases=[base("camp", [0.0, 15.0], "2022", "2022")],
        massacre_sites=[
            event("early", [0.0, 15.1], "2022-04-01"),
            event("late", [0.0, 15.1], "2022-04-01", sources=late),
            event("late-and-far", [0.45, 15.45], "2022-04-01", sources=late),
        ],
    )
    neighbours, unreported = found(
        atlas, "camp", ("massacre_sites",), known_by=dates.parse("2022-12-31").first
    )
    assert (set(neighbours), unreported) == ({"early"}, 1)


def test_nobody_had_reported_what_had_not_begun(made):
    undated = [{"title": "Example"}]
    atlas = made(
        military_bases=[base("camp", [0.0, 15.0], "2022", "2024")],
        massacre_sites=[event("later", [0.0, 15.1], "2023-04-01", sources=undated)],
    )
    day = dates.parse("2022-12-31").first
    assert found(atlas, "camp", ("massacre_sites",), known_by=day) == ({}, 1)


def test_nothing_around_is_an_answer(made):
    atlas = made(military_bases=[base("camp", [0.0, 15.0], "2022", "2022")])
    assert found(atlas, "camp", ("massacre_sites", "troop_movements")) == ({}, 0)
