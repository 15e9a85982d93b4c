"""UCDP and ACLED: invented events in the columns of the real files."""

import csv
import io
import json
from datetime import date

import pytest

from layers.importers import NotImportedError, Wish, import_file
from layers.importers.aliases import code_of
from layers.validation.claims import check_both_sides

TODAY = date(2026, 6, 30)

UCDP = {
    "id": "900001",
    "year": "2001",
    "type_of_violence": "3",
    "conflict_name": "Example Group - Civilians",
    "side_a": "JNIM",
    "side_b": "Civilians",
    "number_of_sources": "2",
    "source_article": "two articles",
    "source_office": "Example Press;Example Radio",
    "source_date": "2001-03-09;2001-03-10",
    "source_headline": "Villagers killed;Village attacked",
    "where_prec": "1",
    "where_coordinates": "Exampleville",
    "adm_1": "Example region",
    "adm_2": "Example cercle",
    "latitude": "15.8256",
    "longitude": "-1.3019",
    "country": "Mali",
    "date_prec": "1",
    "date_start": "2001-03-04 00:00:00.000",
    "date_end": "2001-03-05 00:00:00.000",
    "deaths_civilians": "14",
    "best": "14",
    "high": "20",
    "low": "12",
    "priogrid_gid": "154",
}
ACLED = {
    "event_id_cnty": "MLI90001",
    "event_date": "2001-03-04",
    "year": "2001",
    "time_precision": "1",
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "actor1": "JNIM: Group for Support of Islam and Muslims",
    "actor2": "Civilians (Mali)",
    "civilian_targeting": "Civilian targeting",
    "iso": "466",
    "country": "Mali",
    "admin1": "Example region",
    "admin2": "Example cercle",
    "location": "Exampleville",
    "latitude": "15.8256",
    "longitude": "-1.3019",
    "geo_precision": "1",
    "source": "Example Press; Example Radio",
    "notes": "Invented: villagers were killed at the well.",
    "fatalities": "14",
}


@pytest.fixture
def imported(tmp_path):
    def run(row, *rows, layer="massacre_sites", name="GEDEvent_v99_1.csv", **wish):
        path = tmp_path / name
        text = io.StringIO()
        writer = csv.DictWriter(text, list(row))
        writer.writeheader()
        writer.writerows([row, *rows])
        path.write_text(text.getvalue(), "utf-8")
        return import_file(path, Wish(layer, **wish), today=TODAY)

    return run


def only(result):
    (feature,) = result.features
    return feature["properties"]


def dropped(result):
    return [(entry.reason, entry.count) for entry in result.ledger.entries("dropped")]


def test_one_sided_violence_becomes_a_candidate_that_passes_the_check(imported):
    result = imported(UCDP, accessed="2002-01-31")
    assert (result.format, result.is_sound, result.problems) == ("ucdp", True, ())
    properties = only(result)
    expected = {
        "id": "ucdp-ged-900001",
        "name": "Exampleville: violence against civilians (UCDP)",
        "start": "2001-03-04",
        "end": "2001-03-05",
        "kind": "attack",
        "killed_min": 12,
        "killed_max": 20,
        "killed_note": "UCDP: best estimate 14, lowest 12, highest 20.",
        "perpetrators": ["JNIM"],
        "admin": "Example cercle, Example region",
        "status": "reported",
        "precision": "settlement",
    }
    assert expected.items() <= properties.items()
    assert properties["name_fr"] == "Exampleville\u202f: violences contre des civils (UCDP)"
    assert result.features[0]["geometry"]["coordinates"] == [-1.3019, 15.8256]


def test_ucdp_and_what_it_read_are_the_sources(imported):
    sources = only(imported(UCDP, accessed="2002-01-31"))["sources"]
    assert sources[0] == {
        "title": "UCDP GED, event 900001 (GEDEvent_v99_1.csv)",
        "publisher": "Uppsala Conflict Data Program (UCDP)",
        "date": "2002-01-31",
        "url": "https://ucdp.uu.se/",
    }
    assert sources[1:] == [
        {"title": "Villagers killed", "publisher": "Example Press", "date": "2001-03-09"},
        {"title": "Village attacked", "publisher": "Example Radio", "date": "2001-03-10"},
    ]


def test_articles_that_do_not_pair_up_stay_as_they_are(imported):
    properties = only(imported(UCDP | {"source_office": "Example Press"}))
    assert len(properties["sources"]) == 1
    assert properties["source_headline"] == "Villagers killed;Village attacked"


def test_the_collection_says_whose_data_it_is(imported):
    assert "UCDP" in json.loads(imported(UCDP).text)["attribution"]
    assert "ACLED" in json.loads(imported(ACLED).text)["attribution"]


@pytest.mark.parametrize(
    ("where", "precision"), [("1", "settlement"), ("2", "region"), ("3", "region")]
)
def test_where_prec_becomes_a_precision_that_is_never_finer(where, precision, imported):
    properties = only(imported(UCDP | {"where_prec": where}))
    assert properties["precision"] == precision
    assert ("place_note" in properties) == (where != "1")


@pytest.mark.parametrize("where", ["4", "5", "6", "7", ""])
def test_a_place_known_to_the_region_only_is_no_candidate(where, imported):
    assert dropped(imported(UCDP | {"where_prec": where})) == [("ucdp-too-wide", 1)]


@pytest.mark.parametrize(
    ("code", "first", "last", "start", "end"),
    [
        ("1", "2001-03-04", "2001-03-04", "2001-03-04", "2001-03-04"),
        ("2", "2001-03-04", "2001-03-08", "2001-03", "2001-03"),
        ("3", "2001-03-29", "2001-04-04", "2001-03", "2001-04"),
        ("4", "2001-03-01", "2001-03-31", "2001-03", "2001-03"),
        ("5", "2001-02-01", "2001-11-30", "2001", "2001"),
    ],
)
def test_date_prec_becomes_a_date_that_is_never_finer(code, first, last, start, end, imported):
    row = UCDP | {"date_prec": code, "date_start": first, "date_end": last}
    properties = only(imported(row))
    assert (properties["start"], properties["end"]) == (start, end)
    assert ("start_note" in properties) == (code != "1")


def test_the_exact_span_stands_in_the_note(imported):
    row = UCDP | {"date_prec": "2", "date_end": "2001-03-08"}
    properties = only(imported(row))
    assert properties["start_note"] == "UCDP: between 4 March 2001 and 8 March 2001 (date_prec 2)."
    assert "entre le 4 mars 2001 et le 8 mars 2001" in properties["start_note_fr"]


def test_zero_is_no_number_of_dead(imported):
    properties = only(imported(UCDP | {"low": "0", "best": "0", "high": "3"}))
    assert "killed_min" not in properties
    assert properties["killed_max"] == 3


@pytest.mark.parametrize("violence", ["1", "2", ""])
def test_fighting_is_no_candidate(violence, imported):
    result = imported(UCDP | {"type_of_violence": violence}, UCDP | {"id": "900002"})
    assert dropped(result) == [("ucdp-not-one-sided", 1)]
    assert (result.found, len(result.features)) == (2, 1)


def test_nobody_is_accused_by_a_name_without_one_code(imported):
    result = imported(UCDP | {"side_a": "Example Group"})
    assert "perpetrators" not in only(result)
    assert only(result)["side_a"] == "Example Group"
    told = [(entry.subject, entry.examples) for entry in result.ledger.entries("left-out")]
    assert ("perpetrators", ("UCDP 900001: Example Group",)) in told


def test_columns_that_say_nothing_for_the_map_are_named(imported):
    told = {entry.subject for entry in imported(UCDP).ledger.entries("left-out")}
    assert told == {"number_of_sources", "priogrid_gid"}


def test_the_api_gives_the_same_as_the_file(imported, tmp_path):
    path = tmp_path / "GEDEvent_v99_1.json"
    numbers = {"id": 900001, "where_prec": 1, "date_prec": 1, "type_of_violence": 3}
    figures = {"low": 12, "best": 14, "high": 20, "latitude": 15.8256, "longitude": -1.3019}
    event = UCDP | numbers | figures | {"date_start": "2001-03-04T00:00:00"}
    path.write_text(json.dumps({"TotalCount": 1, "NextPageUrl": "", "Result": [event]}))
    from_api = only(import_file(path, Wish("massacre_sites"), today=TODAY))
    from_file = only(imported(UCDP))
    for name in ("id", "start", "end", "killed_min", "killed_max", "precision", "perpetrators"):
        assert from_api[name] == from_file[name]


def test_all_events_can_be_a_context_layer(imported):
    rows = [
        UCDP | {"id": f"90000{number}", "type_of_violence": str(number)} for number in (1, 2, 3)
    ]
    result = imported(*rows, layer="ucdp")
    assert result.is_sound
    names = [feature["properties"]["name"] for feature in result.features]
    assert names == [
        "Exampleville: fighting (UCDP)",
        "Exampleville: fighting between armed groups (UCDP)",
        "Exampleville: violence against civilians (UCDP)",
    ]
    assert all("status" not in feature["properties"] for feature in result.features)
    assert all(feature["properties"]["sources"] for feature in result.features)


def test_a_whole_country_is_no_place_of_a_context_layer_either(imported):
    assert dropped(imported(UCDP | {"where_prec": "6"}, layer="ucdp")) == [("ucdp-no-place", 1)]


def test_events_are_no_bases(imported):
    with pytest.raises(NotImportedError) as refused:
        imported(UCDP, layer="military_bases")
    assert "massacre_sites, not military_bases" in refused.value.message("en")


def test_acled_becomes_a_candidate_that_passes_the_check(imported):
    result = imported(ACLED, name="acled.csv", accessed="2002-01-31")
    assert (result.format, result.is_sound, result.problems) == ("acled", True, ())
    properties = only(result)
    expected = {
        "id": "acled-mli90001",
        "name": "Exampleville: Attack (ACLED)",
        "start": "2001-03-04",
        "end": "2001-03-04",
        "kind": "attack",
        "killed_min": 14,
        "killed_max": 14,
        "perpetrators": ["JNIM"],
        "status": "reported",
        "precision": "settlement",
        "notes": "Invented: villagers were killed at the well.",
    }
    assert expected.items() <= properties.items()
    assert properties["sources"][0]["publisher"] == "ACLED (Armed Conflict Location & Event Data)"
    assert properties["sources"][0]["date"] == "2002-01-31"
    assert [each["title"] for each in properties["sources"][1:]] == [
        "[Example Press]",
        "[Example Radio]",
    ]


def test_acled_says_that_its_data_may_not_be_passed_on(imported):
    assert [entry.reason for entry in imported(ACLED).ledger.entries("note")] == ["acled-terms"]


@pytest.mark.parametrize(
    ("geo", "precision"), [("1", "settlement"), ("2", "area"), ("3", "region")]
)
def test_geo_precision_becomes_a_precision(geo, precision, imported):
    properties = only(imported(ACLED | {"geo_precision": geo}))
    assert properties["precision"] == precision
    assert ("place_note" in properties) == (geo != "1")


@pytest.mark.parametrize(
    ("code", "day", "start", "end"),
    [
        ("1", "2001-03-04", "2001-03-04", "2001-03-04"),
        ("1", "04 March 2001", "2001-03-04", "2001-03-04"),
        ("2", "2001-03-15", "2001-03", "2001-03"),
        ("2", "2001-03-30", "2001-03", "2001-04"),
        ("3", "2001-03-15", "2001-03", "2001-03"),
    ],
)
def test_time_precision_becomes_a_date_that_is_never_finer(code, day, start, end, imported):
    properties = only(imported(ACLED | {"time_precision": code, "event_date": day}))
    assert (properties["start"], properties["end"]) == (start, end)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event_type": "Battles", "civilian_targeting": ""}, "acled-not-civilians"),
        ({"sub_event_type": "Abduction/forced disappearance"}, "acled-no-killing"),
        ({"fatalities": "0"}, "acled-no-dead"),
        ({"geo_precision": ""}, "acled-no-precision"),
        ({"latitude": ""}, "no-position"),
        ({"event_date": "04/05/2001"}, "no-date"),
    ],
)
def test_what_is_no_candidate_is_dropped_with_its_reason(change, reason, imported):
    assert dropped(imported(ACLED | change)) == [(reason, 1)]


def test_a_strike_on_civilians_is_a_candidate(imported):
    row = ACLED | {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
    assert only(imported(row))["kind"] == "airstrike"


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("Civilians (Mali)", "Wagner Group", ["WAGNER"]),
        ("Military Forces of Mali (2021-)", "Civilians (Mali)", ["MLI"]),
        ("JNIM: Group for Support of Islam and Muslims", "Military Forces of Mali (2021-)", None),
        ("JNIM: Group for Support of Islam and Muslims", "", None),
        ("Example Militia", "Civilians (Mali)", None),
    ],
)
def test_only_the_side_opposite_to_civilians_is_alleged(one, other, codes, imported):
    assert only(imported(ACLED | {"actor1": one, "actor2": other})).get("perpetrators") == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Islamic State Sahel Province (ISSP)", "ISSP"),
        ("Government of Mali", "MLI"),
        ("Military Forces of France (2017-)", "FRA"),
        ("Unidentified Armed Group (Mali)", "UNKNOWN"),
        ("Dan Na Ambassagou", "DNA"),
        ("IS", None),
        ("Civilians (Mali)", None),
        ("", None),
    ],
)
def test_actors_by_the_names_of_others(name, code):
    assert code_of(name) == code


def test_a_candidate_is_never_disputed_by_the_importer(imported):
    for row in (UCDP, ACLED):
        assert not check_both_sides(only(imported(row)))
