"""Two versions of a file: what is new, changed and removed, and the note that says so."""

import json

import pytest

from layers.change_note import code, note
from layers.differences import differences, features_of, properties_of, same
from layers.problems import Problem
from tests.making import DENIES, SOURCE, make_feature, make_file

LAYER = "massacre_sites"


def compared(before, after):
    """What differs between two lists of features."""
    old, new = (features_of(LAYER, make_file(*each)) for each in (before, after))
    return differences(old, new)


def test_the_same_features_in_another_order_do_not_differ():
    one, two = make_feature(LAYER), make_feature(LAYER, id="two")
    assert compared([one, two], [two, one]) == ()


def test_new_changed_and_removed_are_told_apart():
    kept, changed, gone = (make_feature(LAYER, id=name) for name in ("kept", "changed", "gone"))
    found = compared(
        [kept, changed, gone],
        [make_feature(LAYER, id="fresh"), kept, make_feature(LAYER, id="changed", killed_max=9)],
    )
    assert [(each.kind, each.id) for each in found] == [
        ("new", "fresh"),
        ("changed", "changed"),
        ("removed", "gone"),
    ]
    (change,) = found[1].changes
    assert (change.property, change.before, change.after) == ("killed_max", 5, 9)


def test_a_source_differs_by_its_own_property():
    (found,) = compared(
        [make_feature(LAYER)],
        [make_feature(LAYER, sources=[{**SOURCE, "date": "2022-06"}, SOURCE])],
    )
    paths = {change.property: change.after for change in found.changes}
    assert paths["sources[0].date"] == "2022-06"
    assert paths["sources[1].title"] == SOURCE["title"]
    assert "sources[0].title" not in paths


def test_a_moved_point_is_one_change():
    (found,) = compared(
        [make_feature(LAYER)],
        [make_feature(LAYER, geometry={"type": "Point", "coordinates": [-2, 15]})],
    )
    (change,) = found.changes
    assert change.property == "geometry"
    assert change.after == {"type": "Point", "coordinates": [-2, 15]}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_null_empty_and_absent_say_the_same(nothing):
    assert compared([make_feature(LAYER)], [make_feature(LAYER, victims=nothing)]) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (5, 5.0, True),
        (1, True, False),
        (0, False, False),
        (0, None, False),
        ([1], [1, 2], False),
        ({"a": None}, {}, True),
    ],
)
def test_values_say_the_same_or_not(one, other, expected):
    assert same(one, other) is expected
    assert same(other, one) is expected


def test_an_id_beside_the_properties_is_the_id():
    feature = make_feature(LAYER, without=("id",), around={"id": "outer"})
    assert list(features_of(LAYER, make_file(feature))) == ["outer"]
    assert properties_of(feature)["id"] == "outer"


def test_a_feature_is_called_by_its_name_in_the_language():
    feature = make_feature("milestones", name="Invented", name_fr="Inventé")
    (found,) = differences({}, {"one": feature})
    assert (found.name("en"), found.name("fr")) == ("Invented", "Inventé")
    assert "`Inventé`" in note("milestones", [found], (), "fr")
    (plain,) = differences({}, {"one": make_feature("milestones", name="Invented")})
    assert plain.name("fr") == "Invented"


def test_what_cannot_be_read_has_no_features():
    assert features_of(LAYER, b"{") == {}
    assert features_of(LAYER, make_file(1, None, "x")) == {}


def test_broken_features_are_compared_too():
    (found,) = compared([], [{"type": "Feature", "properties": None, "geometry": "x"}])
    assert (found.kind, found.id, found.name("fr")) == ("new", "#1", "#1")


# --- the note --------------------------------------------------------------------------------

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "`` code ` ticks ```",
    "`",
    "@everyone #1 https://evil.example/",
    "a\n# heading\n- item | cell",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_the_file_is_one_code_span(text):
    span = code(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(fence)
    inner = span[len(fence) : -len(fence)]
    assert fence not in inner.replace(f"{fence}`", ""), "nothing inside closes the span"
    assert "\n" not in span
    assert "\u202e" not in span


def test_the_note_names_every_change_in_both_languages():
    found = compared(
        [make_feature(LAYER), make_feature(LAYER, id="gone")],
        [make_feature(LAYER, killed_max=9), make_feature(LAYER, id="fresh", name="Invented two")],
    )
    problems = (Problem("killed-reversed", f"{LAYER}.geojson", 3, 4, "one", "killed_min"),)
    text = note(LAYER, found, problems, "en")
    assert text.startswith("# Changes to `massacre_sites.geojson`\n\n1 new feature, 1 changed, 1 ")
    assert "- `Invented two` (`fresh`, `2022-04-19`)" in text
    assert "  - `killed_max` `5` → `9`" in text
    assert "  - Source: `Nobody`, `Invented report`, `2022-05`" in text
    assert "`killed-reversed` `massacre_sites.geojson, line 3, column 4, one, killed_min`" in text
    assert "## Supprimé" in note(LAYER, found, (), "fr")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_note_holds_no_markup_of_the_file(text):
    claims = [{**DENIES, "says": text}]
    found = compared(
        [make_feature(LAYER)],
        [make_feature(LAYER, name=text, claims=claims), make_feature(LAYER, id=text, name=text)],
    )
    for line in note(LAYER, found, (), "en").splitlines():
        assert line.count("`") % 2 == 0 or "``" in line
        assert not line.startswith(("# heading", "- item", "<"))


def test_a_value_that_is_no_text_is_written_as_json():
    (found,) = compared([make_feature(LAYER)], [make_feature(LAYER, perpetrators=["JNIM"])])
    assert f"`{json.dumps(['JNIM'])}`" in note(LAYER, (found,), (), "en")
