import time
from pathlib import Path

import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from layers import dates, vocabulary
from layers.evidence import Claim, Source
from layers.reading import read_layer
from layers.reading.report import MAX_PROBLEMS, path_text
from tests.making import (
    ASSERTS,
    LINE,
    POINT,
    SOURCE,
    TODAY,
    codes,
    ids,
    make_feature,
    make_file,
    read,
)

GEODATA = Path(__file__).parents[1] / "geodata"
DAYS = ["begin_day", "begin_sure_day", "end_sure_day", "end_day"]


def days(layer, row=0):
    return [dates.iso(day) for day in layer.frame[DAYS].iloc[row].tolist()]


# --- the frame -----------------------------------------------------------------------------


def test_a_feature_becomes_a_row():
    layer = read("military_bases", make_feature(partners=["MLI"], summary="Why.", extra=[1]))
    (row,) = layer.frame.to_dict("records")
    assert layer.problems == ()
    assert (row["id"], row["operator"], row["partners"], row["summary"]) == (
        *("one", "FRA", ("MLI",)),
        "Why.",
    )
    assert row["sources"] == (Source("Invented report", "Nobody", "2022-05", SOURCE["url"]),)
    assert row["more"] == {"extra": [1]}
    assert row["geometry"] == Point(-1.3019, 15.8256)
    assert layer.frame.crs == "EPSG:4326"


@pytest.mark.parametrize("name", [*vocabulary.LAYERS, "wells"])
@pytest.mark.parametrize("count", [0, 1])
def test_every_column_exists_with_its_type_even_in_an_empty_layer(name, count):
    spec = vocabulary.LAYERS.get(name)
    fields = spec.fields if spec else vocabulary.CONTEXT_FIELDS
    frame = read(name, *[make_feature(name)] * count).frame
    expected = {"integer": "Int64", "boolean": "boolean"}
    for field in fields:
        assert frame[field.name].dtype == expected.get(field.type, "object"), field.name
    assert [frame[column].dtype for column in (*DAYS, "line")] == ["int32"] * 5
    assert [frame[column].dtype for column in ("notes", "more")] == ["object"] * 2
    assert list(frame.columns) == [
        *(field.name for field in fields),
        *("notes", "more", *DAYS, "line", "geometry"),
    ]
    assert len(frame) == count


def test_an_absent_text_is_none_and_never_nan():
    features = [
        make_feature(),
        make_feature(id="two", operation="Barkhane"),
        make_feature(id="three", operation="  "),
    ]
    frame = read("military_bases", *features).frame
    assert frame["operation"].tolist() == [None, "Barkhane", None]
    assert frame["name_fr"].tolist() == [None] * 3
    assert frame["partners"].tolist() == [()] * 3
    assert frame["claims"].tolist() == [()] * 3


def test_an_unknown_figure_stays_unknown():
    unknown = make_feature("massacre_sites", id="two", killed_min=None, killed_open=True)
    frame = read("massacre_sites", make_feature("massacre_sites", killed_min=3.0), unknown).frame
    assert frame["killed_min"].tolist() == [3, pd.NA]
    assert frame["killed_open"].tolist() == [pd.NA, True]
    assert frame["killed_max"].sum() == 10


def test_claims_and_sources_are_values_that_keep_what_they_do_not_know():
    source = {**SOURCE, "url": None, "archived": "https://example.org/copy"}
    feature = make_feature(claims=[{**ASSERTS, "by_fr": "", "page": 3}], sources=[source])
    row = read("military_bases", feature).frame.iloc[0]
    assert row["claims"] == (
        Claim(
            *("One party", None, "asserts", "it was so", "c’était ainsi", "2022-04-20", 0),
            {"page": 3},
        ),
    )
    assert row["sources"][0].url is None
    assert row["sources"][0].more == {"archived": "https://example.org/copy"}


def test_notes_stand_together():
    feature = make_feature(end_note="why", end_note_fr="pourquoi", start_note=None)
    assert read("military_bases", feature).frame["notes"].iloc[0] == {
        "end_note": "why",
        "end_note_fr": "pourquoi",
    }


def test_dates_become_days():
    layer = read("military_bases", make_feature(start="2022-03", end="2022-08"))
    assert days(layer) == ["2022-03-01", "2022-03-31", "2022-08-01", "2022-09-01"]
    assert layer.frame["start"].iloc[0] == "2022-03"


def test_a_base_without_an_end_goes_on_and_a_movement_does_not():
    base = read("military_bases", make_feature(start="2022-03-01", end=None)).frame.iloc[0]
    assert (base["end_sure_day"], base["end_day"]) == (dates.OPEN_END - 1, dates.OPEN_END)
    convoy = make_feature("troop_movements", start="2022-03-01", end=None)
    blockade = make_feature(
        "troop_movements", id="two", start="2022-03-01", end=None, kind="blockade"
    )
    ends = read("troop_movements", convoy, blockade).frame["end_day"].tolist()
    assert ends == [dates.parse("2022-03-02").first, dates.OPEN_END]


def test_heights_are_dropped():
    line = {"type": "LineString", "coordinates": [[-1, 15, 300], [-1, 16], [-1, 17, 5]]}
    assert read(
        "military_bases", make_feature(geometry={**POINT, "coordinates": [-1, 15, 9]})
    ).frame.geometry[0] == Point(-1, 15)
    layer = read("troop_movements", make_feature("troop_movements", geometry=line))
    assert layer.frame.geometry[0] == LineString([(-1, 15), (-1, 16), (-1, 17)])


@pytest.mark.parametrize(
    "geometry",
    [
        POINT,
        LINE,
        {"type": "MultiPoint", "coordinates": [[-1, 15], [-1, 16]]},
        {"type": "MultiLineString", "coordinates": [LINE["coordinates"]] * 2},
        {"type": "Polygon", "coordinates": [[[-4, 15], [-3, 15], [-3, 16], [-4, 15]]]},
        {"type": "MultiPolygon", "coordinates": [[[[-4, 15], [-3, 15], [-3, 16], [-4, 15]]]]},
        {"type": "GeometryCollection", "geometries": [POINT, LINE]},
    ],
    ids=lambda geometry: geometry["type"],
)
def test_a_context_layer_may_hold_any_geometry(geometry):
    layer = read("wells", make_feature("wells", geometry=geometry), make_feature("wells"))
    assert layer.problems == ()
    assert layer.frame.geometry.geom_type.tolist() == [geometry["type"], "Point"]


def test_winding_is_no_matter_and_an_open_ring_is_closed():
    ring = [[-4, 15], [-3, 16], [-3, 15]]
    layer = read(
        "lakes", make_feature("lakes", geometry={"type": "Polygon", "coordinates": [ring]})
    )
    assert codes(layer) == ["ring-open"]
    assert layer.frame.geometry[0].is_valid
    assert layer.frame.geometry[0].area == 0.5


# --- context layers ------------------------------------------------------------------------


def test_a_context_layer_keeps_what_it_knows_and_more():
    feature = make_feature("wells", id="w1", name="Well", depth=12, sources=[SOURCE], start="2014")
    layer = read("wells", feature, title="Wells of Gossi")
    row = layer.frame.iloc[0]
    assert layer.is_context
    assert (row["id"], row["name"], row["name_fr"]) == ("w1", "Well", None)
    assert row["more"] == {"depth": 12}
    assert row["sources"][0].title == "Invented report"
    assert days(layer)[:2] == ["2014-01-01", "2014-12-31"]
    assert layer.foreign == {"title": "Wells of Gossi"}


def test_what_does_not_fit_a_field_stays_as_it_is_under_more():
    changes = {"id": 7, "name": ["a"], "sources": "none", "kind": "well", "end_note": "x"}
    row = read("wells", make_feature("wells", **changes)).frame.iloc[0]
    assert (row["id"], row["name"], row["sources"]) == ("wells#1", None, ())
    assert row["more"] == changes


@pytest.mark.parametrize(
    "changes",
    [{}, {"start": None}, {"start": "spring"}, {"end": "2015"}, {"start": "2015", "end": "2014"}],
)
def test_without_a_period_a_context_feature_is_there_on_every_day(changes):
    layer = read("wells", make_feature("wells", **changes))
    assert layer.frame[DAYS].iloc[0].tolist() == [
        *(dates.OPEN_BEGIN, dates.OPEN_BEGIN),
        *(dates.OPEN_END - 1, dates.OPEN_END),
    ]
    assert layer.frame["start"].iloc[0] is None


def test_features_without_properties_have_a_name_of_our_making():
    layer = read(
        "wells",
        {"type": "Feature", "geometry": POINT, "properties": None},
        {"type": "Feature", "geometry": POINT},
    )
    assert ids(layer) == ["wells#1", "wells#2"]


def test_two_context_features_of_one_id_are_both_shown():
    layer = read("wells", make_feature("wells", id="w"), make_feature("wells", id="w"))
    assert codes(layer) == ["id-replaced"]
    assert ids(layer) == ["w", "wells#2"]


# --- one bad feature beside a good one -----------------------------------------------------


def test_a_bad_feature_is_left_off_and_a_good_one_beside_it_stays():
    bad = make_feature(id="bad", start="19/04/2022")
    layer = read("military_bases", bad, make_feature(id="good", site="elsewhere"))
    assert ids(layer) == ["good"]
    (problem,) = layer.problems
    assert (problem.code, problem.file, problem.feature, problem.property) == (
        *("date-form", "military_bases.geojson", "bad"),
        "start",
    )


def test_a_warning_keeps_the_feature():
    far = {"type": "Point", "coordinates": [2.35, 48.85]}
    layer = read("military_bases", make_feature(geometry=far))
    assert (codes(layer), ids(layer)) == (["far-outside"], ["one"])


def test_line_and_column_are_those_of_the_value():
    data = make_file(make_feature(), make_feature(id="two", site="b", status="sure"))
    (problem,) = read_layer("military_bases", data, today=TODAY).problems
    line = data.decode().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :] == '"sure",'


def test_the_line_of_each_feature_is_in_the_frame():
    data = make_file(make_feature(), make_feature(id="two", site="b"))
    layer = read_layer("military_bases", data, today=TODAY)
    for line in layer.frame["line"]:
        assert data.decode().splitlines()[line - 1] == "    {"


def test_a_feature_without_an_id_is_named_by_its_number():
    layer = read("military_bases", make_feature(), make_feature(without=("id",)))
    (problem,) = layer.problems
    assert (problem.code, problem.feature) == ("property-missing", "#2")


def test_all_problems_of_a_feature_are_told_at_once():
    bad = make_feature(start="19/04/2022", status="sure", sources=[], operator=5)
    assert sorted(codes(read("military_bases", bad))) == [
        *("code-unknown", "date-form", "sources-empty"),
        "value-type",
    ]


def test_the_second_feature_of_an_id_is_left_off_and_both_places_are_named():
    layer = read("military_bases", make_feature(), make_feature(site="b"))
    (problem,) = layer.problems
    assert ids(layer) == ["one"]
    assert problem.code == "id-duplicate"
    assert problem.message("en") == (
        f"military_bases.geojson, line {problem.line}, column {problem.column}, one, id: The id "
        '"one" already belongs to the feature in military_bases.geojson, line 4; that one is '
        "shown, this one is not. Give this feature an id of its own."
    )


def test_a_bad_feature_does_not_take_the_id_of_a_good_one():
    layer = read("military_bases", make_feature(status="sure"), make_feature())
    assert (codes(layer), ids(layer)) == (["code-unknown"], ["one"])


def test_ten_thousand_problems_are_counted_and_not_all_written_down():
    bad = [make_feature(id=f"bad-{i}", site=f"s-{i}", start="x") for i in range(1000)]
    started = time.perf_counter()
    layer = read("military_bases", *bad, make_feature())
    assert ids(layer) == ["one"]
    assert len(layer.problems) == MAX_PROBLEMS + 1
    assert layer.problems[-1].message("en") == (
        "military_bases.geojson: 500 more problems of this file are not listed; the first 500 "
        "are. Mend those above first; they often have one cause."
    )
    assert time.perf_counter() - started < 10


def test_tenures_of_a_site_are_looked_at_together():
    early = make_feature(id="early", start="2018", end="2020")
    late = make_feature(id="late", start="2022", end=None)
    (problem,) = read("military_bases", early, late).problems
    assert (problem.code, problem.feature, problem.property) == ("tenure-gap", "late", "start")
    assert (
        read(
            "military_bases",
            early,
            {**late, "properties": {**late["properties"], "start_note": "x"}},
        ).problems
        == ()
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("properties", "sources", 0, "url"), "sources[0].url"),
        (("geometry", "coordinates", 3), "geometry.coordinates[3]"),
        (("properties",), ""),
        ((), ""),
    ],
)
def test_a_property_is_named_as_people_do(path, text):
    assert path_text(path) == text
