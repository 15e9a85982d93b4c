"""What travels to the map: columns that mean what the frames say."""

import json
from datetime import date

import geopandas
import numpy as np
import pytest
from shapely.geometry import LineString, MultiLineString

from layers import atlas as atlases
from layers import dates, payload
from layers.payload import table
from layers.payload.routes import routes_of

SOURCES = [
    {"title": "An invented report", "publisher": "Example Press", "date": "2021", "url": None}
]


def feature(layer_kind, geometry, **properties):
    """Return a feature of plainly fictional facts."""
    common = {
        "id": "example",
        "name": "Example",
        "start": "2021-03-05",
        "end": "2021-03-07",
        "status": "reported",
        "precision": "settlement",
        "sources": SOURCES,
    }
    return {"type": "Feature", "geometry": geometry, "properties": common | layer_kind | properties}


def base(**properties):
    return feature(
        {"site": "example-site", "operator": "FRA", "kind": "camp"},
        {"type": "Point", "coordinates": [-3.25, 14.5]},
        **properties,
    )


def killing(**properties):
    return feature(
        {"kind": "massacre", "killed_min": 3, "killed_max": 9},
        {"type": "Point", "coordinates": [-4.5, 13.25]},
        **properties,
    )


def movement(coordinates=((-3.0, 14.0), (-1.0, 15.0)), **properties):
    return feature(
        {"kind": "convoy", "actor": "MLI", "mode": "road"},
        {"type": "LineString", "coordinates": [list(pair) for pair in coordinates]},
        **properties,
    )


@pytest.fixture
def load(tmp_path):
    """Return a function that reads features, by layer, into an atlas."""

    def loaded(**by_layer):
        for name, features in by_layer.items():
            text = json.dumps({"type": "FeatureCollection", "features": features})
            (tmp_path / f"{name}.geojson").write_text(text, encoding="utf-8")
        return atlases.load(tmp_path, previous=None, today=date(2026, 1, 1))

    return loaded


def columns(atlas):
    """Read the columns back as the map's script does."""
    index = json.loads(payload.resource(atlas, "index.json").body)
    data = payload.resource(atlas, "columns.bin").body
    return {
        entry["name"]: np.frombuffer(data, f"<{entry['type']}", entry["length"], entry["offset"])
        for entry in index["columns"]
    } | {"index": index}


def ids(atlas):
    return json.loads(payload.resource(atlas, "ids.json").body)


def test_features_are_sorted_by_their_first_day(load):
    atlas = load(
        military_bases=[
            base(id="late", start="2021-03-06"),
            base(id="early", start="2020", end="2020"),
        ],
        massacre_sites=[killing(id="between", start="2021-01-01", end="2021-01-01")],
    )
    assert ids(atlas) == ["early", "between", "late"]
    assert list(columns(atlas)["begin"]) == sorted(columns(atlas)["begin"])


def test_days_figures_and_places_arrive(load):
    found = columns(load(massacre_sites=[killing(killed_open=True, status="disputed")]))
    assert dates.iso(int(found["begin"][0])) == "2021-03-05"
    assert dates.iso(int(found["end"][0])) == "2021-03-08"  # the day after the last
    assert (found["killed_min"][0], found["killed_max"][0]) == (3, 9)
    assert (found["lon"][0], found["lat"][0]) == (pytest.approx(-4.5), pytest.approx(13.25))
    assert found["flags"][0] == table.KILLED_OPEN | table.DISPUTED


def test_no_figure_is_no_zero(load):
    found = columns(
        load(
            massacre_sites=[
                killing(id="none", killed_min=None, killed_max=None),
                killing(id="nought", killed_min=0, killed_max=0),
            ]
        )
    )
    assert list(found["killed_max"]) == [0xFFFF, 0]


def test_every_column_is_aligned_for_its_type(load):
    index = columns(load(military_bases=[base()], troop_movements=[movement()]))["index"]
    assert all(entry["offset"] % int(entry["type"][1]) == 0 for entry in index["columns"])


@pytest.mark.parametrize(
    ("properties", "travels"),
    [
        ({}, True),
        ({"end": None}, False),
        ({"end": "2021-03"}, False),
        ({"start": "2021", "end": "2021"}, False),
        ({"kind": "blockade"}, False),
    ],
)
def test_a_marker_travels_only_between_two_exact_days(load, properties, travels):
    found = columns(load(troop_movements=[movement(**properties)]))
    assert bool(found["flags"][0] & table.TRAVELS) is travels


def test_the_period_spans_what_the_evidence_names(load):
    atlas = load(
        military_bases=[base(id="open", start="2013", end=None), base(id="closed", end="2022-04")]
    )
    assert [dates.iso(day) for day in payload.period(atlas)] == ["2013-01-01", "2022-04-30"]


def test_an_empty_folder_has_a_period_and_no_features(load):
    atlas = load()
    first, last = payload.period(atlas)
    assert first < last
    assert columns(atlas)["index"]["count"] == 0
    assert ids(atlas) == []
    assert payload.resource(atlas, "texts/0.json") is None


def test_what_is_asked_first_is_there(load):
    empty = load()
    one = load(massacre_sites=[killing()], places=[killing()])
    for atlas in (empty, one):
        for name in payload.asked_first(atlas):
            assert payload.resource(atlas, name) is not None, name
    more = set(payload.asked_first(one)) - set(payload.asked_first(empty))
    assert more == {"texts/0.json", "context/places.json"}


def test_names_come_in_both_languages_and_fall_back_to_english(load):
    atlas = load(
        troop_movements=[
            movement(**{"from": "Exampleton", "to": "Sampleville", "to_fr": "Essaiville"})
        ]
    )
    [text] = json.loads(payload.resource(atlas, "texts/0.json").body)
    assert text["en"] == {
        "name": "Example",
        "when": "5–7 March 2021",
        "from": "Exampleton",
        "to": "Sampleville",
    }
    assert text["fr"]["from"] == "Exampleton"
    assert text["fr"]["to"] == "Essaiville"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "texts/x.json",
        "texts/-1.json",
        "texts/99.json",
        "context/military_bases.json",
        "context/../x.json",
        "no.json",
    ],
)
def test_what_is_not_there_is_none(load, name):
    assert payload.resource(load(military_bases=[base()]), name) is None


def test_a_context_layer_travels_as_geojson_in_time_if_it_has_a_start(load):
    point = {"type": "Point", "coordinates": [-3.0, 14.0]}
    timed = {
        "type": "Feature",
        "geometry": point,
        "properties": {"name": "Well", "start": "2021", "end": "2021"},
    }
    always = {"type": "Feature", "geometry": point, "properties": None}
    atlas = load(wells=[timed, always])
    features = json.loads(payload.resource(atlas, "context/wells.json").body)["features"]
    assert [dates.iso(features[0]["properties"][key]) for key in ("begin", "end")] == [
        "2021-01-01",
        "2022-01-01",
    ]
    assert features[1]["properties"]["begin"] < dates.parse("1900").first
    assert features[1]["properties"]["end"] == dates.OPEN_END
    assert features[0]["properties"]["name"] == "Well"


def test_lines_keep_their_parts():
    lines = [
        LineString([(0, 0), (1, 1)]),
        MultiLineString([[(0, 0), (2, 0)], [(3, 0), (4, 0), (5, 0)]]),
    ]
    routes = routes_of(list(geopandas.GeoSeries(lines)), np.array([False, False]))
    assert list(routes.line_parts) == [0, 1, 3]
    assert list(routes.parts) == [0, 2, 4, 7]
    assert routes.vertices[-1].tolist() == [5, 0]


def test_an_air_route_follows_the_great_circle_and_keeps_its_ends():
    """From Bamako to Moscow the great circle runs north of the straight line on the map."""
    route = routes_of([LineString([(-8.0, 12.6), (37.6, 55.7)])], np.array([True])).vertices
    assert route[0].tolist() == pytest.approx([-8.0, 12.6], abs=1e-5)
    assert route[-1].tolist() == pytest.approx([37.6, 55.7], abs=1e-5)
    middle = route[len(route) // 2]
    straight = 12.6 + (middle[0] + 8.0) / (37.6 + 8.0) * (55.7 - 12.6)
    assert middle[1] > straight + 1
