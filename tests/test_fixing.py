"""The safe mends change what they are for, and not one byte more."""

import json
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.fixing import plan as plans
from layers.fixing.edits import Edit, applied, unified_diff
from layers.written_dates import is_ambiguous, mended, readings
from tests.making import TODAY, make_feature, make_file

BOM = b"\xef\xbb\xbf"


def fixed(data: bytes, layer: str = "military_bases", order=None) -> bytes:
    source = plans.opened(layer, data)
    assert source is not None
    taken = plans.ids_of(source)
    return plans.plan(source, taken, today=TODAY, order=order).data


def feature_fixed(layer: str = "military_bases", order=None, **changes):
    data = make_file(make_feature(layer, **changes))
    return json.loads(fixed(data, layer, order))["features"][0]


# Dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19/04/2022", ("2022-04-19",)),
        ("19.4.2022", ("2022-04-19",)),
        ("04/19/2022", ("2022-04-19",)),
        ("03/04/2022", ("2022-04-03", "2022-03-04")),
        ("04/04/2022", ("2022-04-04",)),
        ("2022/04/19", ("2022-04-19",)),
        ("2022-4-9", ("2022-04-09",)),
        ("20220419", ("2022-04-19",)),
        ("2022-04-19T00:00:00Z", ("2022-04-19",)),
        ("04/2022", ("2022-04",)),
        ("April 2022", ("2022-04",)),
        ("avril 2022", ("2022-04",)),
        ("AVRIL  2022", ("2022-04",)),
        ("avr. 2022", ("2022-04",)),
        ("fevrier 2022", ("2022-02",)),
        ("Août 2022", ("2022-08",)),
        ("19 April 2022", ("2022-04-19",)),
        ("1er mars 2022", ("2022-03-01",)),
        ("le 19 avril 2022", ("2022-04-19",)),
        ("April 19, 2022", ("2022-04-19",)),
        ("19-Apr-2022", ("2022-04-19",)),
        (" 2022 ", ("2022",)),
        # What would say more or less than was written stays.
        ("2022-04-19T23:30:00Z", ()),
        ("2022-04-19?", ()),
        ("202204", ()),
        ("19/04/22", ()),
        ("jui 2022", ()),
        ("spring 2022", ()),
        ("30 February 2022", ()),
        ("mid-April 2022", ()),
        ("", ()),
    ],
)
def test_a_date_in_another_form_has_these_readings(text, expected):
    assert readings(text) == expected


def test_an_ambiguous_date_is_mended_only_if_the_order_is_told():
    assert mended("03/04/2022", None) is None
    assert is_ambiguous("03/04/2022")
    assert mended("03/04/2022", "dmy") == "2022-04-03"
    assert mended("03/04/2022", "mdy") == "2022-03-04"
    assert mended("19/04/2022", "mdy") == "2022-04-19", "there is no nineteenth month"


@pytest.mark.parametrize("value", ["2022", "2022-04", "2022-04-19", None, True, 99, [], 20220.5])
def test_what_is_a_date_or_none_at_all_stays(value):
    assert mended(value, "dmy") is None


def test_a_year_without_quotes_gets_them():
    assert feature_fixed(start=2022, end=None)["properties"]["start"] == "2022"


def test_dates_are_mended_in_claims_and_sources_too():
    source = {"title": "Report", "date": "avril 2022"}
    claim = {"by": "A", "stance": "asserts", "says": "b", "date": "20/04/2022", "source": 0}
    properties = feature_fixed(sources=[source], claims=[claim])["properties"]
    assert properties["sources"][0]["date"] == "2022-04"
    assert properties["claims"][0]["date"] == "2022-04-20"


def test_a_context_layer_has_its_dates_mended_and_nothing_else_of_its_own():
    feature = make_feature("wells", start="April 2022", opened="19/04/2022", depth=" 12 ")
    properties = json.loads(fixed(make_file(feature), "wells"))["features"][0]["properties"]
    assert properties == {"start": "2022-04", "opened": "19/04/2022", "depth": " 12 "}


# Coordinates --------------------------------------------------------------------------

GOSSI, GAO, TIMBUKTU = [-1.3019, 15.8256], [-0.0447, 16.2717], [-3.0074, 16.7666]
MENAKA = [2.4024, 15.9182]
EAST = [3.5, 15.6]  # in the region both ways


def swapped(*positions):
    return [[lat, lon] for lon, lat in positions]


def line(*positions):
    return {"type": "LineString", "coordinates": list(positions)}


def test_a_swapped_point_is_put_right_and_its_digits_stay():
    data = json.dumps({"type": "FeatureCollection", "features": [make_feature()]}).encode()
    assert data.count(b"[-1.3019, 15.8256]") == 1
    wrong = data.replace(b"[-1.3019, 15.8256]", b"[1.58256e1, -1.30190]")
    assert fixed(wrong) == data.replace(b"[-1.3019, 15.8256]", b"[-1.30190, 1.58256e1]")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (swapped(GOSSI, GAO), [GOSSI, GAO]),
        (swapped(GOSSI, EAST), [GOSSI, EAST]),  # the first proves the second
        ([GOSSI, *swapped(GAO), TIMBUKTU], [GOSSI, GAO, TIMBUKTU]),
        # A place that is possible both ways beside one that is right and one that is wrong.
        ([GOSSI, *swapped(GAO), *swapped(EAST)], None),
        ([GOSSI, GAO], None),
        ([*swapped(GOSSI), [48.85, 2.35]], None),
    ],
)
def test_a_line_is_put_right_only_if_nothing_else_can_be_meant(before, after):
    found = feature_fixed("troop_movements", geometry=line(*before))["geometry"]["coordinates"]
    assert found == (after or before)


def test_heights_stay_where_they_are():
    point = {"type": "Point", "coordinates": [15.8256, -1.3019, 260]}
    assert feature_fixed(geometry=point)["geometry"]["coordinates"] == [-1.3019, 15.8256, 260]


def test_a_doubtful_place_is_left_to_people():
    point = {"type": "Point", "coordinates": EAST[::-1]}
    assert feature_fixed(geometry=point)["geometry"] == point
    talks = {"type": "Point", "coordinates": GOSSI[::-1]}
    assert feature_fixed("milestones", geometry=talks)["geometry"] == talks


def test_converted_coordinates_are_not_those_of_the_text():
    crs = {"type": "name", "properties": {"name": "EPSG:32630"}}
    point = {"type": "Point", "coordinates": [1750550.0, 681825.0]}
    data = make_file(make_feature(geometry=point), crs=crs)
    assert fixed(data) == data


# Texts and ids ------------------------------------------------------------------------


def test_blanks_around_texts_go_and_those_inside_stay():
    feature = feature_fixed(
        name=" Gossi  camp\u00a0",
        operator="FRA ",
        partners=[" MLI"],
        start_note=" so it says ",
        note_of_mine=" mine ",
        sources=[{"title": "Report\t", "url": " https://www.rfi.fr/a"}],
    )
    properties = feature["properties"]
    assert properties["name"] == "Gossi  camp"
    assert (properties["operator"], properties["partners"]) == ("FRA", ["MLI"])
    assert properties["start_note"] == "so it says"
    assert properties["note_of_mine"] == " mine ", "what we do not know is not ours"
    assert properties["sources"] == [{"title": "Report", "url": "https://www.rfi.fr/a"}]


def test_escapes_inside_a_trimmed_text_stay_as_they_were_written():
    data = make_file(make_feature()).replace(b'"Invented place"', b'" M\\u00e9naka \\"x\\" "')
    assert b'"M\\u00e9naka \\"x\\""' in fixed(data)


def test_a_text_of_blanks_is_nobodys_to_mend():
    data = make_file(make_feature(name="  "))
    assert fixed(data) == data


@pytest.mark.parametrize(
    ("changes", "others", "expected"),
    [
        ({"name": "Gossi, aéroport"}, [], "gossi-aeroport"),
        ({"name": "Gossi"}, ["gossi"], "gossi-2022-04"),
        ({"name": "Gossi"}, ["gossi", "gossi-2022-04"], "gossi-2022-04-2"),
        ({"name": "Gossi", "start": "19/04/2022"}, ["gossi"], "gossi-2022-04"),
        ({"name": "غوسي"}, [], None),
        ({"name": None}, [], None),
    ],
)
def test_a_missing_id_is_made_from_the_name_and_is_nobodys(changes, others, expected):
    features = [make_feature(id=each, site=each) for each in others]
    features.append(make_feature(without=("id",), **changes))
    properties = json.loads(fixed(make_file(*features)))["features"][-1]["properties"]
    assert properties.get("id") == expected
    assert expected is None or next(iter(properties)) == "id"


def test_an_id_that_is_null_is_filled_in_its_place():
    properties = feature_fixed(id=None)["properties"]
    assert properties["id"] == "invented-place"
    assert list(properties) == list(make_feature()["properties"])


def test_an_id_outside_the_properties_will_do():
    data = make_file(make_feature(without=("id",), around={"id": "gossi"}))
    assert fixed(data) == data


@pytest.mark.parametrize(
    ("separators", "expected"),
    [
        ((",", ":"), '"properties":{"id":"invented-place","name":"Invented place"'),
        ((", ", ": "), '"properties": {"id": "invented-place", "name": "Invented place"'),
    ],
)
def test_a_new_id_is_spaced_as_its_file_is(separators, expected):
    collection = {"type": "FeatureCollection", "features": [make_feature(without=("id",))]}
    data = json.dumps(collection, separators=separators).encode()
    assert expected in fixed(data).decode()


def test_a_new_id_stands_on_a_line_of_its_own_where_the_others_do():
    after = fixed(make_file(make_feature(without=("id",)))).decode()
    assert '        "id": "invented-place",\n        "name": "Invented place",\n' in after


# The text around ----------------------------------------------------------------------


def test_nothing_is_guessed_of_a_file_that_is_no_json():
    assert plans.opened("military_bases", b'{"type": "FeatureCollection" "features": []}') is None


@pytest.mark.parametrize("flaw", ['"start": "19/04/2022", "start": "2022"', '"killed_max": NaN'])
def test_a_feature_that_nobody_can_read_for_sure_is_left_alone(flaw):
    data = make_file(make_feature(name=" x ")).replace(b'"status"', flaw.encode() + b', "status"')
    assert fixed(data) == data


def test_every_byte_of_the_other_features_stays():
    odd = make_feature(id="odd", site="odd", more={"z": 1.50, "a": "  é "})
    data = make_file(odd, make_feature(start="19/04/2022"), odd | {"id": 5})
    data = data.replace(b"1.5", b"1.500e0").replace(b"\n", b"\r\n")
    before, after = data.split(b'"19/04/2022"')
    assert fixed(BOM + data) == BOM + before + b'"2022-04-19"' + after


def test_a_sequence_of_features_is_mended_line_by_line():
    lines = [json.dumps(make_feature(id=name, site=name, start="19/04/2022")) for name in "ab"]
    after = fixed("\n".join(lines).encode()).decode().split("\n")
    assert [json.loads(each)["properties"]["start"] for each in after] == ["2022-04-19"] * 2


TEXTS = st.sampled_from(
    [" FRA ", "FRA", "19/04/2022", "03/04/2022", "avril 2022", " Gossi", "", "  ", "é\u00a0"]
) | st.text(max_size=8)
VALUES = TEXTS | st.none() | st.integers(-5, 3000) | st.lists(TEXTS, max_size=2)
NUMBERS = st.sampled_from([-1.3019, 15.8256, 3.5, 15.6, 16.27, -0.04, 48.85])
POSITIONS = st.lists(NUMBERS, min_size=2, max_size=3)
LAYERS = st.sampled_from(["military_bases", "troop_movements", "massacre_sites", "wells"])


@st.composite
def files(draw):
    layer = draw(LAYERS)
    features = []
    for _ in range(draw(st.integers(0, 3))):
        names = ["id", "name", "start", "end", "operator", "partners", "summary", "odd"]
        changes = draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=5))
        without = tuple(draw(st.sets(st.sampled_from(["id", "name", "start"]), max_size=2)))
        kind = draw(st.sampled_from(["Point", "LineString"]))
        places = draw(POSITIONS if kind == "Point" else st.lists(POSITIONS, max_size=3))
        geometry = {"type": kind, "coordinates": places}
        features.append(make_feature(layer, geometry=geometry, without=without, **changes))
    indent = draw(st.sampled_from([None, 2, "\t"]))
    collection = {"type": "FeatureCollection", "features": features}
    escaped = draw(st.booleans())
    return layer, json.dumps(collection, indent=indent, ensure_ascii=escaped)


@settings(max_examples=150, deadline=None)
@given(files(), st.sampled_from([None, "dmy", "mdy"]))
def test_mending_twice_is_mending_once(file, order):
    layer, text = file
    once = fixed(text.encode("utf-8", "replace"), layer, order)
    assert fixed(once, layer, order) == once


@settings(max_examples=100, deadline=None)
@given(files())
def test_mending_loses_no_feature_and_no_key(file):
    layer, text = file
    data = text.encode("utf-8", "replace")
    before, after = json.loads(data)["features"], json.loads(fixed(data, layer))["features"]
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        made = [key for key in other["properties"] if key not in one["properties"]]
        assert made in ([], ["id"])
        kept = [key for key in other["properties"] if key not in made]
        assert kept == list(one["properties"])
        assert list(other) == list(one)


# The diff -----------------------------------------------------------------------------


def diff_of(text, edits):
    return "".join(unified_diff(text, edits, name="a.txt"))


def test_a_diff_is_that_of_people():
    text = "one\ntwo\nthree\nfour\nfive\nsix\n"
    assert diff_of(text, [Edit(14, 18, "4", "trim")]) == (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,6 +1,6 @@\n one\n two\n three\n-four\n+4\n five\n six\n"
    )
    assert diff_of(text, []) == ""


def test_a_line_that_only_gets_another_below_it_is_context():
    added = diff_of("{\n  1\n}\n", [Edit(1, 1, "\n  0,", "id")])
    assert added.endswith("@@ -1,3 +1,4 @@\n {\n+  0,\n   1\n }\n")


LINES = st.lists(st.sampled_from(["", "a", "bb", "ccc", "é\r"]), min_size=1, max_size=40)


@st.composite
def texts_with_edits(draw):
    text = "\n".join(draw(LINES))
    offsets = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(offsets[::2], offsets[1::2], strict=False)
    new = st.sampled_from(["x", "y\nz", ""])
    return text, [Edit(start, end, draw(new), "trim") for start, end in pairs]


@settings(max_examples=40, deadline=None)
@given(texts_with_edits())
def test_the_diff_leads_from_the_old_text_to_the_new_one(tmp_path_factory, case):
    text, edits = case
    after = applied(text, edits)
    if text == after or not text or not after:
        return  # git takes these for a new file, a deleted one, or no patch at all
    folder = tmp_path_factory.mktemp("patched")
    (folder / "a.txt").write_bytes(text.encode())
    command = ["git", "apply", "--unsafe-paths", "--whitespace=nowarn", "-"]
    diff = diff_of(text, edits).encode()
    done = subprocess.run(command, cwd=folder, input=diff, capture_output=True, check=False)
    assert done.returncode == 0, (done.stderr, diff)
    assert (folder / "a.txt").read_bytes() == after.encode()
