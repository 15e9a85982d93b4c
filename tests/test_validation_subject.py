"""What one feature gives away by itself: its sources, its texts, its languages."""

import pytest

from layers.dates import day_number
from layers.validation.features import check_feature, rules_of
from layers.validation.sourcing import is_dead
from tests.making import ASSERTS, SOURCE, TODAY, make_feature


def findings(layer="massacre_sites", /, **changes):
    """What is said of a feature, as (code, step, step ...) from its properties."""
    rules = rules_of(layer, today=day_number(TODAY))
    found = check_feature(rules, make_feature(layer, **changes), length=1000)
    return [(each.code, *each.path[1:]) for each in found]


def dated(*days):
    return [{**SOURCE, "date": day} for day in days]


# --- sources -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "early"),
    [
        ("2022-04-19", ["2022-04-18"], True),
        ("2022-04-19", ["2022-03", "2021"], True),
        ("2022-04-19", ["2022-04-18", "2022-04-19"], False),
        ("2022-04-19", ["2022-04"], False),
        ("2022-04-19", ["2022"], False),
        ("2022-04-19", ["2021", None], False),
        ("2022-04", ["2022-04-01"], False),
        ("2022", ["2021-12-31"], True),
    ],
)
def test_sources_older_than_the_start_are_told_if_all_are(start, days, early):
    found = findings(start=start, end="2022-12-31", sources=dated(*days))
    assert found == ([("sources-early", "sources")] if early else [])


def test_a_start_note_explains_older_sources():
    assert findings(sources=dated("2022-04-18"), start_note="Announced the day before.") == []


@pytest.mark.parametrize(
    "title",
    [
        "Mali hotel attack: at least 21 dead",
        "Plus de 21 personnes sont mortes",
        "16 or 21 moderate preachers killed",
        "Attack kills 21",
        "Le charnier : 21 cadavres",
        "At least 1,021 dead",
        "Au moins 1\u202f021 morts",
    ],
)
def test_a_title_that_counts_more_than_the_range_is_pointed_at(title):
    found = findings(killed_max=20, sources=[SOURCE, {**SOURCE, "title": title}])
    assert found == [("killed-title", "sources", 1, "title")]


@pytest.mark.parametrize(
    "title",
    [
        "At least 20 dead",
        "Note on trends, 1 April - 30 June 2020",
        "Communiqué of 26 May 2014",
        "14 bergers âgés entre 14 et 28 ans massacrés",
        "Over 10 killed, 200 injured",
        "Killed in 2022",
        "Resolution 2100",
    ],
)
def test_other_numbers_of_a_title_are_no_dead(title):
    assert findings(killed_max=20, sources=[{**SOURCE, "title": title}]) == []


@pytest.mark.parametrize(
    "changes", [{"killed_open": True}, {"killed_note": "21: early toll."}, {"killed_max": None}]
)
def test_a_range_that_is_open_explained_or_not_given_is_well(changes):
    title = {**SOURCE, "title": "At least 21 dead"}
    assert findings(**{"killed_max": 20, "sources": [title], **changes}) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8501/a",
        "https://127.0.0.1/a",
        "http://192.168.1.20",
        "http://10.0.0.1/x",
        "http://172.20.0.1/x",
        "http://[::1]/x",
        "http://nas/report.pdf",
        "http://printer.local/x",
        "https://example.com/article",
        "https://www.example.org",
        "https://news.invalid/a",
        "HTTPS://EXAMPLE.COM",
    ],
)
def test_an_address_that_nobody_else_can_open_is_told(url):
    assert findings(sources=[{**SOURCE, "url": url}]) == [("url-dead", "sources", 0, "url")]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.rfi.fr/fr/afrique",
        "https://localnews.ml/a",
        "https://examples.org",
        "https://latest.ml/x?u=http://localhost",
        "https://8.8.8.8/",
        "https://user:secret@www.un.org/",
    ],
)
def test_other_addresses_are_not(url):
    assert not is_dead(url)


# --- private persons -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "call +223 00 00 00 00",
        "0022300000000",
        "WhatsApp: 00 00 00",
        "tél. 00.00.00.00",
        "70 00 00 00",
        "06 00 00 00 00",
        "write to nobody@example.org",
        "NINA 000000000",
        "Passport no. AA0000000",
        "10001000000000A",
    ],
)
def test_numbers_and_addresses_of_persons_are_told(text):
    assert findings(summary=f"Invented: {text}.") == [("personal-data", "summary")]
    claim = {**ASSERTS, "says": f"ask {text}"}
    assert findings(claims=[claim]) == [("personal-data", "claims", 0, "says")]


@pytest.mark.parametrize(
    "text",
    [
        "from 2022-04-19 to 2022-08-15",
        "S/RES/2640 (2022), A/HRC/49/94",
        "12 000 to 15 000 people, 1 234 567 francs",
        "15.8256, -1.3019",
        "27–31 March 2022, 05:00 to 06:30",
        "event 440699",
        "19/04/2022 or 2012-2013-2014",
        "26 05 2014",
    ],
)
def test_dates_figures_and_documents_are_not(text):
    assert findings(summary=f"Invented: {text}.", victims_note=text) == []


def test_a_page_may_have_an_at_sign_in_its_address():
    assert findings(sources=[{**SOURCE, "url": "https://medium.com/@nobody/a"}]) == []


# --- French --------------------------------------------------------------------------------


def test_a_text_without_french_is_told_where_the_rest_has_it():
    found = findings(name_fr="Lieu inventé", summary="x", killed_note="y", claims=[ASSERTS])
    assert found == [("french-missing", "summary"), ("french-missing", "killed_note")]
    claim = {**ASSERTS, "by_fr": None}
    assert findings(name_fr="x", claims=[claim]) == [("french-missing", "claims", 0, "by")]


def test_what_has_no_french_at_all_is_left_alone():
    assert findings(summary="x", killed_note="y", claims=[{**ASSERTS, "says_fr": None}]) == []


def test_names_of_places_may_be_the_same_in_both_languages():
    assert findings("troop_movements", name_fr="x", **{"from": "Gao", "to": "Gossi"}) == []


# --- swapped coordinates -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "geometry"),
    [
        ("massacre_sites", {"type": "Point", "coordinates": [15.9594, 3.1411]}),
        ("military_bases", {"type": "Point", "coordinates": [15.42206, 3.02247]}),
        (
            "troop_movements",
            {"type": "LineString", "coordinates": [[15.42206, 3.02247], [15.797, 3.7095]]},
        ),
    ],
)
def test_swapped_coordinates_of_the_east_are_found(layer, geometry):
    assert findings(layer, geometry=geometry) == [("coordinates-doubtful", "coordinates")]
    turned = {**geometry}
    places = geometry["coordinates"]
    turned["coordinates"] = (
        [each[::-1] for each in places] if type(places[0]) is list else places[::-1]
    )
    assert findings(layer, geometry=turned) == []
