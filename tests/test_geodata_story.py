"""All that the news story tells is on the map."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest

from tests.shipped import BY_ID, EVIDENCE, ids_of, properties_of, says


class Told(NamedTuple):
    """A statement of the article and the feature that must carry it."""

    statement: str
    layer: str
    feature: str
    holds: Mapping = MappingProxyType({})  # property -> value
    summary: tuple = ()  # words of the summary
    asserted: tuple = ()  # words of the claims that assert
    denied: tuple = ()  # words of the claims that deny


B, M, T, S = EVIDENCE

STORY = [
    Told(
        "Bamako and Moscow deny the presence of Russian mercenaries",
        S,
        "statement-wagner-2021-12-23",
        {"start": "2021-12-23", "status": "disputed"},
        asserted=("Wagner", "support from the Russian government"),
        denied=("Government of Mali", "only Russian instructors"),
    ),
    Told(
        "Moscow says that it has nothing to do with Wagner",
        S,
        "wagner-talks-reported-2021-09-13",
        {"start": "2021-09-13", "status": "disputed"},
        asserted=("Reuters",),
        denied=("Abdoulaye Diop", "Lavrov"),
    ),
    Told(
        "Mali has turned its back on France: the ambassador is sent away",
        S,
        "french-ambassador-expelled-2022-01-31",
        {"start": "2022-01-31"},
        summary=("72 hours",),
    ),
    Told(
        "Mali has turned its back on France: the defence agreements end",
        S,
        "mali-ends-defence-accords-2022-05-02",
        {"start": "2022-05-02"},
    ),
    Told(
        "The government accuses the French army of espionage after a drone video",
        S,
        "gossi-espionage-2022-04-26",
        {"start": "2022-04-26", "status": "disputed"},
        summary=("drone", "Gossi"),
        asserted=("Government of Mali", "spied"),
        denied=("French general staff", "lawful"),
    ),
    Told(
        "Bodies in the sand beside a former French base; France shows a drone video",
        M,
        "gossi-mass-grave-2022-04",
        {
            "kind": "mass_grave",
            "start": "2022-04-21",
            "end": "2022-04-22",
            "status": "disputed",
            "killed_min": 12,
            "killed_max": 12,
            "perpetrators": ["UNKNOWN", "WAGNER", "MLI", "FRA"],
        },
        ("drone", "Russian mercenaries", "predate the handover", "espionage"),
        asserted=("French armed forces", "Wagner", "covering about a dozen bodies"),
        denied=("Malian army", "Malian government", "Mali and Russia", "no Russian mercenaries"),
    ),
    Told(
        "Souleymane Dembélé: better at spying than at fighting terrorism",
        S,
        "dirpa-drone-2022-04-25",
        {"start": "2022-04-25", "status": "disputed"},
        summary=("Souleymane Dembélé", "quicker to spy than to fight terrorism"),
        asserted=("Dembélé",),
        denied=("French general staff",),
    ),
    Told(
        "French soldiers left their base near Gossi: the base",
        B,
        "gossi-barkhane",
        {"operator": "FRA", "site": "gossi-boa", "end": "2022-04-19"},
        summary=("handed to the Malian army", "19 April 2022"),
    ),
    Told(
        "French soldiers left their base near Gossi: the road to Gao",
        T,
        "barkhane-2022-gossi-gao",
        {"actor": "FRA", "kind": "withdrawal", "mode": "road", "start": "2022-04-19"},
    ),
    Told(
        "Gossi was handed to the Malian army",
        B,
        "gossi-fama-2022",
        {"operator": "MLI", "site": "gossi-boa", "start": "2022-04-19"},
        summary=("Taken over from France",),
    ),
    Told(
        "Gossi was taken over at once by the Wagner group",
        B,
        "gossi-wagner",
        {
            "operator": "WAGNER",
            "site": "gossi-boa",
            "start": "2022-04-19",
            "status": "disputed",
        },
        asserted=("French military report", "most likely Wagner"),
        denied=("Government of Mali", "Government of Russia"),
    ),
    Told(
        "Presumed Wagner men enter Gossi with a Malian detachment",
        T,
        "wagner-2022-04-hombori-gossi",
        {"actor": "WAGNER", "start": "2022-04-19", "status": "disputed"},
        asserted=("French military report",),
        denied=("Government of Mali",),
    ),
    Told(
        "France withdraws its troops: President Macron's announcement",
        S,
        "macron-withdrawal-2022-02-17",
        {"kind": "announcement", "start": "2022-02-17"},
        summary=("withdrawal from Mali",),
    ),
    Told(
        "France withdraws its troops: Mali wants it without delay",
        S,
        "mali-withdraw-without-delay-2022-02-18",
        {"start": "2022-02-18"},
        summary=("without delay", "Wagner"),
    ),
    Told(
        "France withdraws its troops: the last convoy",
        T,
        "barkhane-2022-gao-niamey-last",
        {"actor": "FRA", "kind": "withdrawal", "start": "2022-08-15", "end": "2022-08-15"},
        ("more than nine years",),
    ),
    Told(
        "France withdraws its troops: its main base in Mali",
        B,
        "gao-barkhane",
        {"operator": "FRA", "end": "2022-08-15"},
    ),
    Told(
        "France withdraws its troops: the operation is declared over",
        S,
        "barkhane-end-2022-11-09",
        {"start": "2022-11-09"},
        summary=("President Macron", "Barkhane over"),
    ),
    Told(
        "The coup two years ago",
        S,
        "coup-2020-08-18",
        {"kind": "coup", "start": "2020-08-18"},
    ),
    Told(
        "Increasingly at odds: the second coup",
        S,
        "coup-2021-05-24",
        {"kind": "coup", "start": "2021-05-24"},
    ),
    Told(
        "For years the French had fought: Serval",
        S,
        "serval-launch-2013-01-11",
        {"start": "2013-01-11"},
    ),
    Told(
        "For years the French had fought: Barkhane",
        S,
        "barkhane-start-2014-08-01",
        {"start": "2014-08-01"},
    ),
    Told(
        "A new partner in Russia, as said at the United Nations",
        S,
        "lavrov-maiga-un-2021-09-25",
        {"start": "2021-09-25"},
        asserted=("private Russian military company",),
        denied=("Moscow has nothing to do with it",),
    ),
    Told(
        "Russia supplies equipment: four Mi-171 helicopters",
        T,
        "rus-2021-mi171",
        {"actor": "RUS", "kind": "airlift", "mode": "air", "start": "2021-09-30", "to": "Bamako"},
    ),
    Told(
        "Russia supplies equipment: two combat helicopters and radars",
        T,
        "rus-2022-03-helicopters",
        {"actor": "RUS", "kind": "airlift", "mode": "air", "start": "2022-03-30", "to": "Bamako"},
    ),
    Told(
        "Combat helicopters arrive and Oumar Diarra praises the cooperation",
        T,
        "rus-2022-04-helicopters",
        {"actor": "RUS", "kind": "airlift", "mode": "air", "start": "2022-04-17", "to": "Bamako"},
        ("Chief of Staff Oumar Diarra praised", "fruitful"),
    ),
    Told(
        "RFI and France 24 are suspended",
        S,
        "rfi-france24-suspended-2022-03-17",
        {"kind": "media", "start": "2022-03-17"},
        summary=("RFI and France 24",),
    ),
    Told(
        "RFI and France 24 have just been banned",
        S,
        "rfi-france24-banned-2022-04-27",
        {"kind": "media", "start": "2022-04-27"},
        summary=("definitive",),
    ),
    Told(
        "The army drove armed groups out in the centre: its own figures",
        S,
        "keletigui-results-2022-02-17",
        {"status": "reported"},
        summary=("These are army figures",),
    ),
    Told(
        "Moura: 203 dead for the army, at least 500 for the United Nations",
        M,
        "moura-2022-03",
        {
            "start": "2022-03-27",
            "end": "2022-03-31",
            "status": "disputed",
            "killed_min": 203,
            "killed_max": 500,
            "killed_open": True,
            "perpetrators": ["MLI", "WAGNER"],
        },
        ("OHCHR", "HRW", "203 jihadists"),
        asserted=("OHCHR: at least 500", "Human Rights Watch: about 300"),
        denied=("Malian army: 203", "Malian government", "Russian foreign ministry"),
    ),
    Told(
        "Russia stops an independent inquiry in the Security Council",
        S,
        "unsc-moura-blocked-2022-04-08",
        {"start": "2022-04-08", "status": "reported"},
        summary=("blocked", "veto", "not a voted resolution"),
        asserted=("France", "independent investigations"),
        denied=("Russia and China",),
    ),
    Told(
        "The European Union trains soldiers on site",
        B,
        "koulikoro-eutm",
        {"operator": "EU", "operation": "EUTM", "kind": "training", "end": "2024-05-18"},
    ),
    Told(
        "The European mission will probably end: training is suspended",
        S,
        "eu-training-suspended-2022-04-11",
        {"start": "2022-04-11", "place": "koulikoro"},
        summary=("EUTM", "Wagner"),
    ),
    Told(
        "The European mission will probably end: the German trainers go home",
        T,
        "deu-2022-koulikoro",
        {"actor": "DEU", "kind": "withdrawal", "start": "2022-10"},
    ),
    Told(
        "Annalena Baerbock visits the German soldiers",
        S,
        "baerbock-gao-2022-04-12",
        {"start": "2022-04-12", "place": "gao"},
        summary=("Annalena Baerbock", "Camp Castor"),
    ),
    Told(
        "Annalena Baerbock in Bamako, and Abdoulaye Diop's answer",
        S,
        "baerbock-diop-2022-04-13",
        {"start": "2022-04-13", "place": "bamako", "status": "disputed"},
        ("Abdoulaye Diop", "all partners"),
        asserted=("Baerbock", "distance"),
        denied=("Diop", "no private security company", "long-term"),
    ),
]


@pytest.mark.parametrize("told", STORY, ids=[told.statement for told in STORY])
def test_the_article_is_on_the_map(told):
    layer, feature = BY_ID[told.feature]
    properties = feature["properties"]
    assert layer == told.layer
    assert {key: properties.get(key) for key in told.holds} == told.holds
    for words in told.summary:
        assert words in properties["summary"]
    for stance, fragments in (("asserts", told.asserted), ("denies", told.denied)):
        for words in fragments:
            assert words in says(told.feature, stance)


def test_gossi_has_three_tenures_on_the_day_of_the_hand_over():
    day = "2022-04-19"
    ending = ids_of(site="gossi-boa", end=day)
    beginning = ids_of(site="gossi-boa", start=day)
    assert {properties_of(tenure)["operator"] for tenure in ending} == {"FRA"}
    assert {properties_of(tenure)["operator"] for tenure in beginning} == {"MLI", "WAGNER"}
    disputed = {t for t in ending | beginning if properties_of(t)["status"] == "disputed"}
    assert {properties_of(tenure)["operator"] for tenure in disputed} == {"WAGNER"}
    assert len({str(BY_ID[t][1]["geometry"]) for t in ending | beginning}) == 1


def test_both_bans_of_the_french_stations_are_told():
    bans = {i for i in ids_of(kind="media") if "France 24" in properties_of(i)["name"]}
    assert bans >= {"rfi-france24-suspended-2022-03-17", "rfi-france24-banned-2022-04-27"}


def test_three_russian_deliveries_came_before_the_article():
    deliveries = ids_of(actor="RUS", kind="airlift", to="Bamako")
    early = {i for i in deliveries if properties_of(i)["start"] < "2022-05"}
    assert len(early) == 3


def test_the_article_itself_is_a_source():
    cited = {
        feature_id
        for feature_id in BY_ID
        for source in properties_of(feature_id)["sources"]
        if source["title"].startswith("Wagner group in Mali")
    }
    assert {
        "gossi-wagner",
        "gossi-mass-grave-2022-04",
        "gossi-espionage-2022-04-26",
        "dirpa-drone-2022-04-25",
        "baerbock-diop-2022-04-13",
        "unsc-moura-blocked-2022-04-08",
    } <= cited
