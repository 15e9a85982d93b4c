"""Files in the form of geodata/: only the form changes, nothing is lost, twice is as once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.formatting import formatted, rounded
from layers.formatting.layout import Number
from tests.making import make_feature, make_file
from tests.shipped import GEODATA

BASES = "military_bases"
SHIPPED = sorted(GEODATA.glob("*.geojson"))


def form(data, layer=BASES):
    found = formatted(layer, f"{layer}.geojson", data)
    assert found.problems == ()
    return found.data.decode()


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


def written(value):
    return json.dumps(value).encode()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_are_in_form(path):
    data = path.read_bytes()
    assert form(data, path.stem).encode() == data


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_written_otherwise_comes_back_to_the_byte(path):
    data = path.read_bytes()
    members = json.loads(data)
    squeezed = json.dumps(members, separators=(",", ":")).encode()
    assert form(squeezed, path.stem).encode() == data
    spread = json.dumps(members, indent=8).replace("\n", "\r\n").encode("utf-8-sig")
    assert form(spread, path.stem).encode() == data


def test_properties_stand_in_the_order_of_the_vocabulary_notes_behind_them():
    names = ["zebra", "sources", "route_note", "start", "end_note_fr", "end_note", "end", "id"]
    names += ["name", "apple", "start_note", "status", "precision", "kind", "site", "operator"]
    properties = dict.fromkeys(names, "x")
    feature = {"geometry": None, "properties": properties, "bbox": [1], "type": "Feature"}
    text = form(written(collection(feature)))
    found = json.loads(text)["features"][0]
    assert list(found) == ["type", "properties", "geometry", "bbox"]
    assert list(found["properties"]) == [
        *("id", "name", "start", "start_note", "end", "end_note", "end_note_fr", "kind"),
        *("site", "operator", "route_note", "status", "precision", "sources", "zebra", "apple"),
    ]


def test_members_of_claims_and_sources_have_an_order_too():
    feature = make_feature(
        sources=[{"more": 1, "url": None, "title": "x"}], claims=[{"says": "y", "by": "z"}]
    )
    found = json.loads(form(written(collection(feature))))["features"][0]["properties"]
    assert list(found["sources"][0]) == ["title", "url", "more"]
    assert list(found["claims"][0]) == ["by", "says"]


def test_a_context_layer_keeps_its_order_and_gets_no_ids():
    feature = {"type": "Feature", "properties": {"b": 1, "name": "x", "a": 2}, "geometry": None}
    found = json.loads(form(written(collection(feature)), "wells"))["features"][0]
    assert list(found["properties"]) == ["b", "name", "a"]


def test_features_come_last_in_their_file():
    members = {"features": [], "licence": "CC BY", "type": "FeatureCollection", "$schema": "s"}
    found = json.loads(form(written(members)))
    assert list(found) == ["$schema", "type", "licence", "features"]


def test_what_has_no_id_gets_one_that_nobody_has():
    features = [
        make_feature(id="a-camp"),
        make_feature(without=("id",), name="A camp"),
        make_feature(without=("id",), name="A camp"),
        make_feature(id=None, name="Ségou, poste n° 2"),
        make_feature(without=("id",), around={"id": "outside"}),
        make_feature(without=("id", "name")),
    ]
    found = json.loads(form(make_file(*features)))["features"]
    assert [each["properties"].get("id") for each in found] == [
        *("a-camp", "a-camp-2022-04", "a-camp-2022-04-2", "segou-poste-n-2", None, None),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("-8.0003412", "-8.00034"),
        ("-8.00034", "-8.00034"),
        ("15.0", "15.0"),
        ("15", "15"),
        ("15.100000", "15.1"),
        ("1.5e-7", "0"),
        ("-0.0000001", "0"),
        ("1e1", "1e1"),
        ("99.999999", "100"),
        ("123456789012345678901234567890.1234567", "123456789012345678901234567890.1234567"),
    ],
)
def test_a_coordinate_has_five_decimals_at_most(before, after):
    assert rounded(Number(before)) == after


def test_no_other_number_changes_a_digit():
    text = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    text += '{"a": 0.10, "b": 1e400, "c": 12345678901234567890.123456789, "d": -0.0},'
    text += '"geometry": {"type": "Point", "coordinates": [-1.3000001, 15.81234567, 300.0]}}]}'
    found = form(text.encode(), "wells")
    assert '"a": 0.10,' in found
    assert '"b": 1e400,' in found
    assert '"c": 12345678901234567890.123456789,' in found
    assert '"d": -0.0' in found
    assert '"coordinates": [-1.3, 15.81235, 300.0]' in found


def test_characters_are_written_as_themselves():
    text = form(written(collection(make_feature(name='Ségou « x » \u2028 \\ " \t'))))
    assert "Ségou « x »" in text
    assert json.loads(text)["features"][0]["properties"]["name"] == 'Ségou « x » \u2028 \\ " \t'
    assert text.endswith("}\n")


def test_a_list_goes_over_several_lines_only_if_it_must():
    text = form(written(collection({"a": ["x" * 40] * 2, "b": ["x" * 40] * 3, "c": [], "d": {}})))
    assert f'"a": ["{"x" * 40}", "{"x" * 40}"],' in text
    assert '"b": [\n' in text
    assert '"c": [],' in text
    assert '"d": {}' in text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"type": "FeatureCollection", "features": [{"a": 1, "a": 2}]}', "duplicate-key"),
        (b'{"type": "x", "type": "y", "features": []}', "duplicate-member"),
        (b'{"features": [], "features": []}', "duplicate-member"),
        (b'{"features": [{"a": NaN}]}', "number-not-finite"),
        (b'{"features": [', "json-syntax"),
        (b'{"features": [1,]}', "json-syntax"),
        (b'{"type": "Feature"}', "not-geojson"),
        (b"[1]", "not-geojson"),
        (b'{"type": "Feature"}\n{"type": "Feature"}', "not-geojson"),
        ('{"features": ["é"]}'.encode("latin-1"), "encoding"),
        (b'{"features": ["\\ud800"]}', "bad-character"),
        (b'{"features": [' + b"[" * 50 + b"]" * 50 + b"]}", "nested-too-deep"),
        (b" ", "file-empty"),
    ],
)
def test_what_could_be_lost_is_refused(data, code):
    found = formatted(BASES, "bases.geojson", data)
    assert found.data is None
    assert [problem.code for problem in found.problems] == [code]
    assert found.problems[0].file == "bases.geojson"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(blacklist_categories=["Cs", "Cc"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*"abc", "x_note", "name", "start", "id"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)
FEATURES = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": VALUES
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "start", "end_note", "sources", "zebra", "claims", "kind"]
            ),
            VALUES,
        ),
    },
    optional={"geometry": VALUES, "id": VALUES, "bbox": VALUES},
)


@given(st.lists(FEATURES | VALUES, max_size=4), st.sampled_from([BASES, "wells"]))
def test_nothing_is_lost_and_twice_is_as_once(features, layer):
    text = form(written(collection(*features)), layer)
    assert form(text.encode(), layer) == text
    found = json.loads(text)["features"]
    assert len(found) == len(features)
    for before, after in zip(features, found, strict=True):
        if layer == "wells":
            assert after == before
        elif isinstance(before, dict) and isinstance(before.get("properties"), dict):
            assert before["properties"].items() <= {**after["properties"], **_ids(before)}.items()


def _ids(feature):
    """An id of nothing may have become one."""
    return {name: value for name, value in feature["properties"].items() if name == "id"}


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=5))
def test_coordinates_keep_their_place_to_a_metre(places):
    feature = make_feature(geometry={"type": "LineString", "coordinates": places})
    text = form(written(collection(feature)))
    found = json.loads(text)["features"][0]["geometry"]["coordinates"]
    for before, after in zip(places, found, strict=True):
        assert after == pytest.approx(before, abs=0.000_006)
    assert form(text.encode()) == text
