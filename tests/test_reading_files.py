"""Whole files: other ways to write them, monsters, and those that we ship."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import Point

from layers.reading import read_layer
from tests.making import POINT, TODAY, codes, ids, make_feature, make_file, read

GEODATA = Path(__file__).parents[1] / "geodata"


# --- the file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(make_feature()).encode(),
        b"\n  " + json.dumps(make_feature()).encode(),
        json.dumps(make_feature()).encode()
        + b"\n"
        + json.dumps(make_feature(id="two", site="b")).encode(),
        b"\x1e" + json.dumps(make_feature()).encode() + b"\n",
        b"\xef\xbb\xbf" + make_file(make_feature()),
        make_file(make_feature()).replace(b"\n", b"\r\n"),
    ],
    ids=["bare feature", "indented", "newline-delimited", "RFC 8142", "byte order mark", "CRLF"],
)
def test_other_ways_to_write_a_file_are_read(data):
    layer = read_layer("military_bases", data, today=TODAY)
    assert ids(layer)[0] == "one"
    assert all(problem.severity == "notice" for problem in layer.problems)


def test_a_bare_geometry_is_a_context_layer_of_one():
    layer = read_layer("wells", json.dumps(POINT).encode(), today=TODAY)
    assert (codes(layer), ids(layer)) == (["bare-geometry"], ["wells#1"])
    assert layer.frame.geometry[0] == Point(-1.3019, 15.8256)


def test_a_bare_feature_with_a_flaw_is_left_off():
    data = json.dumps(make_feature(), indent=1).replace('"kind": "camp"', '"kind": NaN').encode()
    layer = read_layer("military_bases", data, today=TODAY)
    assert ids(layer) == []
    assert "number-not-finite" in codes(layer)


def test_metres_are_read_as_degrees_with_a_notice():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32630"}}
    feature = make_feature(geometry={"type": "Point", "coordinates": [681_899.0, 1_750_354.0]})
    layer = read("military_bases", feature, crs=crs)
    assert codes(layer) == ["crs-reprojected"]
    place = layer.frame.geometry[0]
    assert (place.x, place.y) == pytest.approx((-1.3019, 15.8256), abs=0.001)
    assert "crs" not in layer.foreign


def test_what_a_collection_says_of_itself_is_kept():
    layer = read("wells", make_feature("wells"), licence="CC0", bbox=[0, 0, 1, 1])
    assert layer.foreign == {"licence": "CC0"}


@pytest.mark.parametrize(
    "name", ["military_base", "Military_Bases", "military-bases", "massacre_site", "troop_movement"]
)
def test_a_file_name_that_is_nearly_ours_is_told(name):
    layer = read(name, make_feature(name))
    assert codes(layer) == ["file-name"]
    assert layer.is_context
    assert layer.problems[0].mend("en").startswith("Rename it to m") or "troop" in name


@pytest.mark.parametrize("name", ["places", "rivers_roads", "mines", "wells", "x"])
def test_any_other_file_name_is_a_context_layer(name):
    assert codes(read(name, make_feature(name))) == []


def test_a_refused_file_has_no_frame():
    layer = read_layer("military_bases", b"not json", today=TODAY)
    assert layer.frame is None
    assert codes(layer) == ["json-syntax"]


# --- what would freeze a page --------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"summary": "x" * 1_000_000}, "text-too-long"),
        (
            {"geometry": {"type": "LineString", "coordinates": [[-1.0, 15.0]] * 1_000_000}},
            "line-too-long",
        ),
    ],
    ids=["a million characters", "a million vertices"],
)
def test_a_monstrous_feature_costs_seconds_at_most(changes, code):
    good = make_feature("troop_movements", id="good")
    features = [make_feature("troop_movements", **changes), good]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    started = time.perf_counter()
    layer = read_layer("troop_movements", data, today=TODAY)
    assert (codes(layer), ids(layer)) == ([code], ["good"])
    assert time.perf_counter() - started < 10
    assert len(layer.problems[0].message("en")) < 400


@pytest.mark.parametrize("levels", [100, 900, 5000, 50_000])
def test_nesting_of_any_depth_is_a_problem_of_its_feature(levels):
    deep = "[" * levels + "]" * levels
    data = make_file(make_feature(extra="HERE"), make_feature(id="good", site="b"))
    layer = read_layer("military_bases", data.replace(b'"HERE"', deep.encode()), today=TODAY)
    assert (codes(layer), ids(layer)) == (["nested-too-deep"], ["good"])


# --- the files that we ship ----------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(GEODATA.glob("*.geojson")), ids=lambda file: file.stem)
def test_shipped_files_read_without_an_error(file):
    layer = read_layer(file.stem, file.read_bytes(), today=TODAY)
    errors = [each.message("en") for each in layer.problems if each.severity == "error"]
    assert errors == []
    assert len(layer.frame) == len(json.loads(file.read_text(encoding="utf-8"))["features"])
    assert np.isfinite(layer.frame.total_bounds).all()
