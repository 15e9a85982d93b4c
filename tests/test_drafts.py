"""Drafts: what has been filled in becomes a feature, and comes back from the browser."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import drafts
from layers.drafts import Draft
from tests.making import LINE, POINT, codes, make_feature, read

LAYER = "massacre_sites"


def filled(**changes):
    """A draft of a feature with all that is required."""
    facts = make_feature(LAYER, without=("id",), **changes)["properties"]
    return Draft(LAYER, "", facts, "-1.3019, 15.8256")


def test_a_filled_draft_makes_a_feature_without_a_problem():
    feature = drafts.feature_of(filled(), set())
    assert feature["properties"]["id"] == "invented-place-2022-04"
    assert feature["geometry"] == POINT
    assert codes(read(LAYER, feature)) == []


def test_an_id_of_our_making_is_free():
    taken = {"invented-place-2022-04"}
    assert drafts.feature_of(filled(), taken)["properties"]["id"] == "invented-place-2022-04-2"


def test_a_published_feature_that_nobody_touched_comes_back_as_it_was():
    feature = make_feature(LAYER, end=None, unheard_of={"a": [1]}, killed_note="why")
    draft = drafts.of_feature(LAYER, "one", feature)
    again = drafts.feature_of(draft, {"one"})
    assert again == feature


def test_a_position_that_nobody_moved_keeps_every_digit():
    shape = {"type": "Point", "coordinates": [-1.30194912345, 15.82560049, 250.5]}
    draft = drafts.of_feature(LAYER, "one", make_feature(LAYER, geometry=shape))
    assert drafts.feature_of(draft, ())["geometry"] == shape
    assert not draft.is_touched


def test_a_wrong_value_stays_and_is_left_to_the_checker():
    feature = drafts.feature_of(filled(start="spring 2022", killed_min="many"), set())
    assert set(codes(read(LAYER, feature))) == {"date-form", "value-type"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-1.3, 15.8", [[[-1.3, 15.8]]]),
        ("[-1.3, 15.8],", [[[-1.3, 15.8]]]),
        ("-1.3 15.8\n-0.05;16.27", [[[-1.3, 15.8], [-0.05, 16.27]]]),
        ("1, 2\n\n\n3, 4\n5, 6", [[[1, 2]], [[3, 4], [5, 6]]]),
        ("-1.30194999, 15.8", [[[-1.30195, 15.8]]]),
        ("", []),
        ("Gao", None),
        ("1, 2\nx", None),
        ("1,5; 2,5", None),
    ],
)
def test_positions_are_read_as_people_type_them(text, expected):
    assert drafts.positions_of(text) == expected


def test_shapes_go_to_text_and_back():
    several = {"type": "MultiLineString", "coordinates": [LINE["coordinates"], [[1, 2], [3, 4]]]}
    for shape, kinds in ((POINT, ("Point",)), (LINE, ("LineString",)), (several, ("LineString",))):
        assert drafts.geometry_of(drafts.shape_text(shape), kinds) == shape


@pytest.mark.parametrize(
    "geometry",
    [
        *(None, 1, [], {}, {"type": "Point"}),
        {"type": "Point", "coordinates": ["x", 1]},
        {"type": "Point", "coordinates": [float("inf"), 1]},
        {"type": "Point", "coordinates": [200, 1]},
        {"type": "LineString", "coordinates": 5},
        {"type": "MultiLineString", "coordinates": [1]},
    ],
)
def test_what_cannot_be_drawn_is_not(geometry):
    assert drafts.lines_of(geometry) == []


def test_a_draft_survives_the_browser():
    draft = drafts.of_feature(LAYER, "one", make_feature(LAYER, name="</script>{{ 7*7 }}"))
    assert drafts.restored(drafts.stored(draft)) == draft
    assert drafts.stored(Draft(LAYER)) == ""
    assert drafts.stored(filled(summary="x" * drafts.MAX_LENGTH)) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["layer", "base", "properties", "shape", "origin"]), JSON))
def test_whatever_comes_from_the_browser_is_a_draft_or_nothing(found):
    found = {"layer": LAYER, "base": "", **found}
    draft = drafts.restored(json.dumps(found))
    assert draft is None or isinstance(draft.properties, dict)


@pytest.mark.parametrize("text", [None, 5, "", "{", "[]", "{}", '{"layer": "no_such"}', "[" * 9999])
def test_nonsense_is_no_draft(text):
    assert drafts.restored(text) is None
