"""What a person writes in the properties of a feature, and what the rules say of it."""

import pytest

from layers import vocabulary
from layers.dates import day_number
from layers.problems import Problem
from layers.similar import nearest
from layers.validation.features import check_feature, rules_of
from layers.validation.values import proposals
from tests.making import TODAY, make_feature


def findings(layer="military_bases", /, *, around=None, without=(), **changes):
    """(code, path below "properties") of each finding of a feature with these changes."""
    feature = make_feature(layer, around=around, without=without, **changes)
    rules = rules_of(layer, today=day_number(TODAY))
    return [(each.code, *each.path[1:]) for each in check_feature(rules, feature, length=1000)]


def slots(layer="military_bases", /, **changes):
    """The slots of the one finding of a feature with these changes."""
    rules = rules_of(layer, today=day_number(TODAY))
    (only,) = check_feature(rules, make_feature(layer, **changes), length=1000)
    return dict(only.slots)


def said(layer="military_bases", /, **changes):
    """The mend of the one finding of a feature with these changes."""
    rules = rules_of(layer, today=day_number(TODAY))
    (only,) = check_feature(rules, make_feature(layer, **changes), length=1000)
    return Problem(only.code, "f.geojson", slots=only.slots).mend("en")


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_a_valid_feature_has_no_findings(layer):
    assert findings(layer) == []


# --- required, unknown, misspelt -----------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "name"),
    [(spec.name, f.name) for spec in vocabulary.LAYERS.values() for f in spec.fields if f.required],
)
@pytest.mark.parametrize("value", ["absent", None, "", "  "])
def test_a_required_property_may_not_be_missing_null_or_blank(layer, name, value):
    change = {"without": (name,)} if value == "absent" else {name: value}
    assert ("property-missing",) in findings(layer, **change)


@pytest.mark.parametrize("name", ["end", "operation", "partners", "claims", "name_fr", "place"])
@pytest.mark.parametrize("value", [None, ""])
def test_null_for_an_optional_property_is_as_good_as_absent(name, value):
    assert findings(**{name: value}) == []


def test_a_misspelt_required_property_is_missing_and_proposed():
    changed = {"without": ("operator",), "opertor": "FRA"}
    assert findings(**changed) == [("property-missing",)]
    assert said(**changed).endswith('Did you mean "opertor"?')


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Summary", "summary"), ("name-fr", "name_fr"), ("parteners", "partners"), ("END", "end")],
)
def test_a_misspelt_optional_property_is_a_warning(written, meant):
    assert findings(without=("end",), **{written: "x"}) == [("property-misspelt", written)]
    assert said(without=("end",), **{written: "x"}).endswith(f'Did you mean "{meant}"?')


@pytest.mark.parametrize("name", ["accuracy", "comment", "photo_credit", "x", "population"])
def test_an_unknown_property_is_nobody_s_business(name):
    assert findings(**{name: {"any": ["thing", 1, None]}}) == []


def test_a_name_like_one_that_is_there_is_no_slip():
    assert findings(end="2022-08-15", ends="2022-08-16") == []


@pytest.mark.parametrize("name", ["end_note", "start_note_fr", "killed_note", "anything_note"])
def test_any_property_may_have_a_note_if_it_is_a_text(name):
    assert findings(**{name: "why"}) == []
    assert findings(**{name: None}) == []
    assert findings(**{name: 5}) == [("value-type", name)]


def test_a_known_property_beside_the_properties_is_told():
    assert findings(around={"summary": "lost here"}) == [("property-outside",)]
    assert findings(around={"bbox": [0, 0, 1, 1], "style": {}}) == []


# --- types ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "name", "value", "code"),
    [
        ("military_bases", "name", 5, "value-type"),
        ("military_bases", "name", ["Gao"], "value-type"),
        ("military_bases", "operator", ["FRA"], "value-type"),
        ("military_bases", "partners", "FRA", "value-type"),
        ("military_bases", "site", 5, "value-type"),
        ("military_bases", "site", "Gao Airfield", "slug-form"),
        ("military_bases", "id", "gossi_2022", "slug-form"),
        ("military_bases", "id", "a--b", "slug-form"),
        ("military_bases", "id", "a" * 101, "slug-form"),
        ("military_bases", "sources", {}, "value-type"),
        ("military_bases", "claims", "none", "value-type"),
        ("massacre_sites", "killed_min", "3", "value-type"),
        ("massacre_sites", "killed_min", 2.5, "value-type"),
        ("massacre_sites", "killed_min", True, "value-type"),
        ("massacre_sites", "killed_min", -1, "number-range"),
        ("massacre_sites", "killed_max", 10**400, "number-range"),
        ("massacre_sites", "killed_open", "yes", "value-type"),
        ("massacre_sites", "killed_open", 1, "value-type"),
        ("troop_movements", "via", "Gossi", "value-type"),
        ("troop_movements", "strength", -5, "number-range"),
    ],
)
def test_a_value_of_another_type_is_an_error(layer, name, value, code):
    assert (code, name) in findings(layer, **{name: value})


def test_a_wrong_entry_of_a_list_is_named():
    assert findings(partners=["FRA", "FRANCE"]) == [("code-unknown", "partners", 1)]
    assert findings("troop_movements", via=["Gao", 5]) == [("value-type", "via", 1)]


def test_a_whole_number_may_be_written_as_programs_do():
    assert findings("massacre_sites", killed_min=3.0, killed_max=5.0) == []


# --- codes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("operator", "fra", "FRA"),
        ("operator", "Wagner", "WAGNER"),
        ("operator", "AFRICA CORPS", "AFRICA_CORPS"),
        ("status", "dispute", "disputed"),
        ("precision", "Site", "site"),
        ("kind", "air base", "airbase"),
    ],
)
def test_an_unknown_code_is_an_error_with_the_nearest_one(name, value, meant):
    assert findings(**{name: value}) == [("code-unknown", name)]
    assert said(**{name: value}).endswith(f" Did you mean {meant}?")


def test_a_code_like_no_other_has_no_proposal():
    assert "mean" not in said(operator="QQQQ")


def test_a_short_list_of_codes_is_given_and_a_long_one_is_named():
    assert slots(status="so so")["allowed"] == vocabulary.STATUSES
    assert slots(operator="so so")["allowed"].key == "problem.see-table"


def test_the_nearest_word_is_sought_in_short_words_only():
    assert nearest("opertor", ("operator", "operation")) == "operator"
    assert nearest("x" * 10_000, ("operator",)) is None


# --- dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "proposed"),
    [
        ("19/04/2022", ("2022-04-19",)),
        ("19.4.2022", ("2022-04-19",)),
        ("04/05/2022", ("2022-05-04", "2022-04-05")),
        ("2022/04/19", ("2022-04-19",)),
        ("2022-4-9", ("2022-04-09",)),
        ("20220419", ("2022-04-19",)),
        ("2022-04-19T00:00:00Z", ("2022-04-19",)),
        ("2022-04-19 12:00", ("2022-04-19",)),
        ("2022-03~", ("2022-03",)),
        ("19 avril 2022", ("2022-04-19",)),
        ("le 1er mars 2022", ("2022-03-01",)),
        ("April 2022", ("2022-04",)),
        ("19 April 2022" + " " * 10_000, ("2022-04-19",)),
        (" 2022-03 ", ("2022-03",)),
        ("31/02/2022", ()),
        ("in spring", ()),
    ],
)
def test_another_form_of_date_is_an_error_with_a_proposal(value, proposed):
    assert findings(start=value) == [("date-form", "start")]
    assert proposals(value) == proposed


def test_a_year_without_quotes_is_proposed_with_quotes():
    assert findings(start=2014) == [("date-form", "start")]
    assert said(start=2014).endswith('Did you mean "2014"?')


@pytest.mark.parametrize("value", [True, [], {}, 20220419, 1.5])
def test_a_date_is_a_text(value):
    assert findings(start=value) == [("date-form", "start")]


def test_a_day_that_is_not_in_the_calendar_is_an_error():
    assert findings(start="2022-02-30") == [("date-calendar", "start")]


@pytest.mark.parametrize(
    ("start", "end", "fine"),
    [
        ("2022-04-19", "2022-04-18", False),
        ("2022-04-19", "2022-04-19", True),
        ("2022-05", "2022-04", False),
        ("2022-05-10", "2022-05", True),
        ("2022-05", "2022", True),
        ("2022", "2021-12-31", False),
    ],
)
def test_the_end_may_not_lie_before_the_start(start, end, fine):
    assert findings(start=start, end=end) == ([] if fine else [("dates-reversed", "end")])


@pytest.mark.parametrize(
    ("layer", "start", "codes"),
    [
        ("military_bases", "2025-12-02", []),  # 30 days before 2026-01-01
        ("military_bases", "2025-12-03", ["starts-recently"]),
        ("military_bases", "2025-11", []),
        ("military_bases", "2025", ["starts-recently"]),
        ("troop_movements", "2025-12-31", ["starts-recently"]),
        ("troop_movements", "2027", ["starts-recently"]),
        ("massacre_sites", "2025-12-31", []),
        ("massacre_sites", "2026-01-01", []),
        ("massacre_sites", "2026-01-02", ["date-future"]),
        ("milestones", "2202-03-01", ["date-future"]),
    ],
)
def test_what_is_fresh_or_to_come_is_a_warning(layer, start, codes):
    found = findings(layer, start=start, start_note="Announced before.", end=None)
    assert [code for code, *_ in found] == codes


def test_the_lower_figure_may_not_be_the_higher():
    reversed_ = findings("massacre_sites", killed_min=6, killed_max=5)
    assert reversed_ == [("killed-reversed", "killed_min")]
    assert findings("massacre_sites", killed_min=None, killed_max=5) == []
    assert findings("massacre_sites", killed_min=5, killed_max=None) == []


def test_nobody_killed_is_asked_about_and_a_note_answers():
    zero = [("killed-zero", "killed_max")]
    for least in (0, None):
        assert findings("massacre_sites", killed_min=least, killed_max=0) == zero
    noted = {"killed_note": "Nobody: Example Authority."}
    assert findings("massacre_sites", killed_min=0, killed_max=0, **noted) == []
    assert findings("massacre_sites", killed_min=0, killed_max=5) == []
