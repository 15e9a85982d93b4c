"""The words, one by one, in both languages, on facts that the shipped data hold."""

import json
from pathlib import Path

import pytest

from layers import catalogue, vocabulary, wording
from layers.catalogue import LANGUAGES
from layers.evidence import Claim
from layers.wording import Stay

GEODATA = Path(__file__).parents[1] / "geodata"
THIN = catalogue.NARROW_SPACE


@pytest.fixture(scope="module")
def features():
    files = (GEODATA / f"{name}.geojson" for name in vocabulary.LAYERS)
    collections = (json.loads(file.read_text("utf-8")) for file in files)
    found = (feature["properties"] for each in collections for feature in each["features"])
    return {facts["id"]: facts | {"notes": facts} for facts in found}


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2014", "2014", "2014"),
        ("2022-03", "March 2022", "mars 2022"),
        ("2022-04-22", "22 April 2022", "22 avril 2022"),
        ("2013-01-01", "1 January 2013", "1er janvier 2013"),
    ],
)
def test_a_date_keeps_its_precision(date, english, french):
    assert wording.date_words(date, "en") == english
    assert wording.date_words(date, "fr") == french


@pytest.mark.parametrize(
    ("start", "end", "english", "french"),
    [
        ("2022-03-27", "2022-03-31", "27–31 March 2022", "27–31 mars 2022"),
        ("2013-01-01", "2013-01-03", "1–3 January 2013", "1er–3 janvier 2013"),
        ("2022-04-19", "2022-04-19", "on 19 April 2022", "le 19 avril 2022"),
        ("2022-03", "2022-03", "in March 2022", "en mars 2022"),
        ("2014", "2014", "in 2014", "en 2014"),
        ("2022-03", "2022-05-03", "from March to 3 May 2022", "de mars au 3 mai 2022"),
        ("2022-04", "2022-05", "from April to May 2022", "d’avril à mai 2022"),
        (
            "2022-03-30",
            "2022-04-02",
            "from 30 March to 2 April 2022",
            "du 30 mars au 2 avril 2022",
        ),
        (
            "2018-09",
            "2022-04-19",
            "from September 2018 to 19 April 2022",
            "de septembre 2018 au 19 avril 2022",
        ),
        ("2014", "2016", "from 2014 to 2016", "de 2014 à 2016"),
        # One end lies within the other: neither hides the other's doubt.
        (
            "2013-01",
            "2013-01-28",
            "start in January 2013, end on 28 January 2013",
            "début en janvier 2013, fin le 28 janvier 2013",
        ),
        ("2013", None, "since 2013, no end known", "depuis 2013, sans fin connue"),
        (
            "2022-04-19",
            None,
            "since 19 April 2022, no end known",
            "depuis le 19 avril 2022, sans fin connue",
        ),
    ],
)
def test_a_period_reads_as_the_language_says_it(start, end, english, french):
    assert wording.period_words(start, end, "en") == english
    assert wording.period_words(start, end, "fr") == french


@pytest.mark.parametrize(
    ("end", "english", "french"),
    [
        (None, "from or before 2018, no end known", "depuis 2018 ou avant, sans fin connue"),
        (
            "2022-04-19",
            "from or before 2018 to 19 April 2022",
            "depuis 2018 ou avant, jusqu’au 19 avril 2022",
        ),
        ("2018", "in 2018, or before", "en 2018, ou avant"),
    ],
)
def test_a_first_mention_is_no_start(end, english, french):
    assert wording.period_words("2018", end, "en", is_first_mention=True) == english
    assert wording.period_words("2018", end, "fr", is_first_mention=True) == french


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Earliest mention in the sources used; the garrison may be older.", True),
        ("At the latest; presence before May 2024.", True),
        ("Au plus tard ; présence antérieure à mai 2024.", True),
        ("One report says September 2018.", False),
        (None, False),
    ],
)
def test_the_note_tells_a_first_mention(note, expected):
    assert wording.is_first_mention(note) is expected


@pytest.mark.parametrize(
    ("feature_id", "english", "french"),
    [
        (
            "gossi-barkhane",
            "from September 2018 to 19 April 2022",
            "de septembre 2018 au 19 avril 2022",
        ),
        (
            "gossi-fama-2022",
            "since 19 April 2022, no end known",
            "depuis le 19 avril 2022, sans fin connue",
        ),
        ("moura-2022-03", "27–31 March 2022", "27–31 mars 2022"),
    ],
)
def test_when_a_feature_was_so(features, feature_id, english, french):
    assert wording.when(features[feature_id], "en") == english
    assert wording.when(features[feature_id], "fr") == french


def test_a_movement_without_end_has_an_unknown_arrival_and_a_blockade_goes_on():
    journey = {"start": "2013-05-25", "end": None, "kind": "withdrawal"}
    assert wording.when(journey, "en") == "on 25 May 2013, end not known"
    assert wording.when(journey, "fr") == "le 25 mai 2013, fin inconnue"
    blockade = journey | {"kind": "blockade"}
    assert wording.when(blockade, "en") == "since 25 May 2013, no end known"


def test_every_period_of_the_data_can_be_said(features):
    for facts in features.values():
        assert all(wording.when(facts, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("low", "high", "is_open", "english", "french"),
    [
        (
            203,
            500,
            True,
            "203 to 500 or more killed, according to the sources",
            "203 à 500 morts ou plus, selon les sources",
        ),
        (
            18,
            19,
            False,
            "18 to 19 killed, according to the sources",
            "18 à 19 morts, selon les sources",
        ),
        (
            None,
            100,
            False,
            "up to 100 killed (one figure, no lower one)",
            "jusqu’à 100 morts (un seul chiffre, sans minimum)",
        ),
        (None, None, False, "number killed not known", "nombre de morts inconnu"),
        (95, 95, True, "at least 95 killed", "au moins 95 morts"),
        (95, None, False, "at least 95 killed", "au moins 95 morts"),
        (12, 12, False, "12 killed", "12 morts"),
        (1, 1, False, "1 killed", "1 mort"),
        (1200, 1200, False, "1,200 killed", f"1{THIN}200 morts"),
    ],
)
def test_the_dead_are_counted_as_the_sources_do(low, high, is_open, english, french):
    for language, expected in (("en", english), ("fr", french)):
        words = wording.casualty_words(low, high, language, is_open=is_open, kind="massacre")
        assert words == expected


def test_a_mass_grave_tells_of_bodies():
    words = wording.casualty_words(12, 12, "en", is_open=False, kind="mass_grave")
    assert words == "12 bodies"


def test_moura_is_never_one_number(features):
    moura = features["moura-2022-03"]
    words = wording.casualty_words(
        moura["killed_min"],
        moura["killed_max"],
        "en",
        is_open=moura["killed_open"],
        kind=moura["kind"],
    )
    assert words == "203 to 500 or more killed, according to the sources"


@pytest.mark.parametrize(
    ("route", "english", "french"),
    [
        (
            ("Gossi", "Gao", "withdrawal", "road", 300),
            "from Gossi to Gao, by road, 300 people",
            "trajet Gossi → Gao, par la route, 300 personnes",
        ),
        (
            ("Gao", "Gao", "convoy", "road", None),
            "from Gao and back, by road",
            "trajet Gao, aller et retour, par la route",
        ),
        (
            ("Diboli", "Bamako", "blockade", "road", None),
            "on the road from Diboli to Bamako",
            "sur l’axe Diboli – Bamako",
        ),
        ((None, "Gao", "airlift", "air", 1), "to Gao, by air, 1 person", None),
        ((None, None, "airlift", None, None), "", ""),
    ],
)
def test_a_movement_in_one_line(route, english, french):
    origin, destination, kind, mode, strength = route
    for language, expected in (("en", english), ("fr", french)):
        words = wording.movement_words(
            origin, destination, language, kind=kind, mode=mode, strength=strength
        )
        assert expected is None or words == expected


def test_how_well_a_place_is_known():
    assert wording.precision_words("site", "fr") == (
        "Le lieu est connu exactement, à 0,5\u00a0km près."
    )
    assert wording.precision_words("area", "en") == (
        "The place is known roughly, within about 15\u00a0km."
    )
    assert wording.precision_words("region", "en", is_route=True).startswith("The line is a sketch")


def test_claims_are_said_as_claims(features):
    claims = [Claim(**claim) for claim in features["moura-2022-03"]["claims"]]
    assert wording.claim_words(claims[1], "en") == (
        "Human Rights Watch asserts (5 April 2022): "
        "about 300 men, some of them suspected fighters, were executed"
    )
    assert wording.claim_words(claims[2], "fr").startswith(
        f"Armée malienne dément (1er avril 2022){THIN}: 203 terroristes"
    )
    assert "(date of report unknown)" in wording.claim_words(claims[4], "en")


def test_a_text_without_french_stays_english_and_says_so():
    facts = {"summary": "Taken over.", "name": "Camp", "name_fr": "Le camp"}
    assert wording.localized(facts, "name", "fr") == wording.Said("Le camp", "fr")
    assert wording.localized(facts, "summary", "fr") == wording.Said("Taken over.", "en")
    assert wording.localized(facts, "victims", "fr") is None


def stays(features, site):
    return [
        Stay(
            facts["operator"],
            facts["start"],
            facts["end"],
            is_disputed=facts["status"] == "disputed",
            tells=f"{facts['summary']} {facts.get('end_note', '')}",
        )
        for facts in features.values()
        if facts.get("site") == site
    ]


def test_gossi_was_handed_over_and_wagner_is_disputed(features):
    gossi = stays(features, "gossi-boa")
    assert wording.change_words(gossi, "en") == (
        "Handed over on 19 April 2022: France → Malian armed forces.",
        "Disputed from the same day: Wagner group.",
    )
    assert wording.change_words(gossi, "fr") == (
        f"Remise le 19 avril 2022{THIN}: France → Forces armées maliennes.",
        f"Contesté, dès le même jour{THIN}: Groupe Wagner.",
    )


def test_a_site_that_was_taken_was_not_handed_over(features):
    assert (
        "Changed hands on 21 May 2014"
        in wording.change_words(stays(features, "kidal-camp-1"), "en")[0]
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("FRA", "2014-08-01", "2022-04-19"), ("FRA", "2022-04-19", None)),  # stays the same
        (("FRA", "2014-08-01", "2022-04-18"), ("MLI", "2022-04-19", None)),  # a gap of a day
        (("FRA", "2014-08-01", "2022-04"), ("MLI", "2022-04", None)),  # known to the month
        (("FRA", "2014-08-01", None), ("MLI", "2022-04-19", None)),  # nobody left
    ],
)
def test_no_change_of_hands_is_made_up(first, second):
    assert wording.change_words([Stay(*first), Stay(*second)], "en") == ()


def test_french_says_retrocession_only_of_what_was_given_back_to_the_state():
    tells = "Handed over on 3 August 2023. Rétrocédé le 3 août 2023."
    leaver = Stay("UN", "2019", "2023-08-03", tells=tells)
    to_the_state = [leaver, Stay("MLI", "2023-08-03", None)]
    assert wording.change_words(to_the_state, "fr") == (
        f"Rétrocession le 3 août 2023{THIN}: Nations unies (MINUSMA) → Forces armées maliennes.",
    )
    assert wording.change_words(to_the_state, "en")[0].startswith("Handed over on 3 August 2023")
    to_another = [leaver, Stay("CSP", "2023-08-03", None)]
    assert wording.change_words(to_another, "fr")[0].startswith("Remise le 3 août 2023")


def test_a_change_of_hands_names_the_tenures():
    leavers = [Stay("FRA", "2018", "2022-06-13", feature_id=name) for name in ("base", "camp")]
    arrivals = [
        Stay("MLI", "2022-06-13", None, feature_id="army"),
        Stay("WAGNER", "2022-06-13", None, is_disputed=True, feature_id="wagner"),
    ]
    [change] = wording.changes_of([*leavers, *arrivals])
    assert (change.day, change.old, change.passage) == ("2022-06-13", "FRA", "changed_hands")
    assert (change.new, change.disputed) == (("MLI",), ("WAGNER",))
    assert change.stays == ("base", "camp", "army")


def test_a_negated_handover_is_none():
    leaver = Stay("UN", "2013", "2023-10-31", tells="The site was not handed over to it.")
    arrival = Stay("CSP", "2023-10-31", None)
    assert wording.change_words([leaver, arrival], "en")[0].startswith("Changed hands")


def test_counts_of_what_is_visible():
    counts = {"military_bases": 58, "massacre_sites": 8, "troop_movements": 1, "milestones": 0}
    assert wording.count_words(counts, "en") == "58 military sites, 8 massacre sites, 1 movement"
    assert wording.count_words(counts, "fr") == (
        "58 sites militaires, 8 lieux de massacre, 1 mouvement"
    )
    assert wording.count_words({}, "en") == "nothing on the map"


def test_every_code_has_a_name():
    keys = {
        *(f"status.{status}" for status in vocabulary.STATUSES),
        *(f"stance.{stance}" for stance in vocabulary.STANCES),
        *(f"mode.{mode}" for mode in vocabulary.TRAVEL_MODES),
        *(f"precision.{precision}" for precision in vocabulary.PRECISIONS),
        *(f"layer.{layer}" for layer in vocabulary.LAYERS),
        *(f"actor.{code}" for code in vocabulary.ACTORS),
    }
    assert all(map(catalogue.has, keys))
    for spec in vocabulary.LAYERS.values():
        kind = spec.field("kind")
        assert kind
        assert all(catalogue.has(f"kind.{code}") for code in kind.allowed)
