"""Who says so, by what name a feature is known, and what no layer may hold."""

import pytest

from layers.dates import day_number
from layers.validation.features import check_feature, rules_of
from layers.validation.values import slug_of
from tests.making import ASSERTS, DENIES, POINT, SOURCE, TODAY, make_feature


def findings(layer="military_bases", /, *, around=None, without=(), **changes):
    """(code, path below "properties") of each finding of a feature with these changes."""
    feature = make_feature(layer, around=around, without=without, **changes)
    rules = rules_of(layer, today=day_number(TODAY))
    return [(each.code, *each.path[1:]) for each in check_feature(rules, feature, length=1000)]


# --- sources and claims --------------------------------------------------------------------


def test_at_least_one_source_is_named():
    assert findings(sources=[]) == [("sources-empty", "sources")]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"title": None}, ("property-missing", "sources", 0)),
        ({"date": "May 2022"}, ("date-form", "sources", 0, "date")),
        ({"url": "javascript:alert(1)"}, ("url-form", "sources", 0, "url")),
        ({"url": "www.example.org/a"}, ("url-form", "sources", 0, "url")),
        ({"url": "https://"}, ("url-form", "sources", 0, "url")),
        ({"url": "https://exa mple.org"}, ("url-form", "sources", 0, "url")),
        ({"url": "https://[broken"}, ("url-form", "sources", 0, "url")),
        ({"url": "ftp://example.org"}, ("url-form", "sources", 0, "url")),
        ({"url": " https://example.org"}, ("url-form", "sources", 0, "url")),
        ({"url": 5}, ("value-type", "sources", 0, "url")),
        ({"publsher": "x", "publisher": None}, ("property-misspelt", "sources", 0, "publsher")),
    ],
)
def test_a_source_is_checked_member_by_member(change, finding):
    assert findings(sources=[{**SOURCE, **change}]) == [finding]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.iana.org",
        "http://www.iana.org:8080/a?b=c#d",
        "HTTPS://WWW.IANA.ORG/x",
        "https://fr.wikipedia.org/wiki/Gossi_(Mali)",
        "https://exemple.org/opération",
        "https://münchen.de/",
        None,
        "",
    ],
)
def test_a_web_address_is_taken_as_it_is(url):
    assert findings(sources=[{**SOURCE, "url": url}]) == []


def test_a_source_may_say_more():
    assert findings(sources=[{**SOURCE, "archived": "https://example.org/copy"}]) == []
    assert findings(sources=["a report"]) == [("value-type", "sources", 0)]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"by": None}, ("property-missing", "claims", 0)),
        ({"says": ""}, ("property-missing", "claims", 0)),
        ({"stance": "says"}, ("code-unknown", "claims", 0, "stance")),
        ({"source": "0"}, ("value-type", "claims", 0, "source")),
        ({"source": 1}, ("source-index", "claims", 0, "source")),
        ({"source": -1}, ("source-index", "claims", 0, "source")),
        ({"date": "20 avril"}, ("date-form", "claims", 0, "date")),
    ],
)
def test_a_claim_is_checked_member_by_member(change, finding):
    assert findings(claims=[{**ASSERTS, **change}]) == [finding]


@pytest.mark.parametrize(
    ("claims", "note", "fine"),
    [
        ([ASSERTS, DENIES], None, True),
        ([ASSERTS], None, False),
        ([DENIES], None, False),
        ([], None, False),
        (None, None, False),
        ([ASSERTS], "the other party never answered", True),
    ],
)
def test_what_is_disputed_has_both_sides_or_a_note(claims, note, fine):
    found = findings(status="disputed", claims=claims, status_note=note)
    assert found == ([] if fine else [("disputed-one-sided", "status")])


# --- ids -----------------------------------------------------------------------------------


def test_an_id_beside_the_properties_will_do():
    assert findings(without=("id",), around={"id": "one"}) == []
    assert findings(without=("id",), around={"id": 7}) == [("value-type", "id")]


def test_two_different_ids_are_a_warning():
    assert findings(around={"id": "one"}) == []
    assert findings(around={"id": "two"}) == [("id-mismatch", "id")]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Gao, aéroport", "gao-aeroport"), ("Ménaka 2", "menaka-2"), ("???", ""), ("_x_", "x")],
)
def test_a_slug_is_proposed(text, slug):
    assert slug_of(text) == slug


# --- what chokes a page --------------------------------------------------------------------


def nested(levels):
    value = "deep"
    for _ in range(levels):
        value = [value]
    return value


def test_a_hundred_levels_of_nesting_are_an_error_and_forty_are_not():
    assert findings(extra=nested(40)) == []
    assert findings(extra=nested(41)) == [("nested-too-deep", "extra")]
    assert findings(extra=nested(100)) == [("nested-too-deep", "extra")]


def test_a_number_that_overflows_is_an_error_wherever_it_stands():
    assert findings(extra={"a": [1, float("inf")]}) == [("number-not-finite", "extra", "a", 1)]


def test_a_text_of_a_million_characters_is_an_error():
    rules = rules_of("military_bases", today=day_number(TODAY))
    feature = make_feature(extra=["short", "x" * 1_000_000])
    found = check_feature(rules, feature, length=1_000_500)
    assert [(each.code, each.path) for each in found] == [
        ("text-too-long", ("properties", "extra", 1))
    ]


# --- what is no feature, and context layers ------------------------------------------------


@pytest.mark.parametrize(
    "feature", [None, 5, "x", [], {}, {"type": "Point"}, {"type": ["Feature"]}]
)
def test_an_entry_that_is_no_feature(feature):
    rules = rules_of("military_bases", today=0)
    assert [each.code for each in check_feature(rules, feature, length=9)] == ["not-a-feature"]


@pytest.mark.parametrize("properties", [None, [], "x"])
def test_a_feature_without_properties(properties):
    feature = {"type": "Feature", "properties": properties, "geometry": POINT}
    found = check_feature(rules_of("military_bases", today=0), feature, length=9)
    assert [each.code for each in found] == ["properties-missing"]


def test_a_context_layer_needs_a_geometry_only():
    rules = rules_of("wells", today=0)
    assert check_feature(rules, {"type": "Feature", "geometry": POINT}, length=9) == []
    feature = make_feature("wells", id=7, name=["x"], sources="none", operator="?")
    assert check_feature(rules, feature, length=9) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start": "2014", "end": "2015-03"}, []),
        ({"start": None, "end": ""}, []),
        ({"start": "spring"}, [("context-date", "start")]),
        ({"start": 2014}, [("context-date", "start")]),
        ({"start": "2015", "end": "2014"}, [("context-date", "end")]),
        ({"depth": nested(100)}, [("nested-too-deep", "depth")]),
    ],
)
def test_a_context_layer_follows_the_slider_only_with_dates(changes, expected):
    assert findings("wells", **changes) == expected
