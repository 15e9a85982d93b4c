"""The shipped data tell the story that the map was made for, and every feature keeps the contract.

Plain JSON only: these tests hold whatever the programme does with the files.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

GEODATA = Path(__file__).parent.parent / "geodata"
EVIDENCE = ("military_bases", "massacre_sites", "troop_movements", "milestones")
CONTEXT = ("places", "rivers_roads")

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KILLED_IS_A_MINIMUM = re.compile(r"(at least|more than|minimum)", re.IGNORECASE)
CARELESS_FRENCH_SPACE = re.compile(r"[ \u00a0][;:!?»]|«[ \u00a0]|\d[ \u00a0]\d{3}\b")


def no_duplicates(pairs):
    repeated = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    assert not repeated, f"written twice in one object: {repeated}"
    return dict(pairs)


def no_constant(name):
    raise AssertionError(f"{name} is not JSON")


def read(layer):
    text = (GEODATA / f"{layer}.geojson").read_text(encoding="utf-8")
    return json.loads(text, object_pairs_hook=no_duplicates, parse_constant=no_constant)


COLLECTIONS = {layer: read(layer) for layer in (*EVIDENCE, *CONTEXT)}
FEATURES = [(layer, feature) for layer in EVIDENCE for feature in COLLECTIONS[layer]["features"]]
BY_ID = {feature["properties"]["id"]: (layer, feature) for layer, feature in FEATURES}


def properties_of(feature_id):
    return BY_ID[feature_id][1]["properties"]


def ids_of(**wanted):
    return {
        feature_id
        for feature_id in BY_ID
        if all(properties_of(feature_id).get(key) == value for key, value in wanted.items())
    }


def says(feature_id, stance):
    claims = properties_of(feature_id).get("claims", ())
    return " / ".join(f"{c['by']}: {c['says']}" for c in claims if c["stance"] == stance)


# The story: each statement of the article that the map started from, and what shows it.


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


# The contract, feature by feature.

COMMON = ("id", "name", "start", "status", "precision", "sources")
REQUIRED = {
    "military_bases": ("site", "operator", "kind"),
    "massacre_sites": ("kind",),
    "troop_movements": ("actor", "kind", "mode"),
    "milestones": ("kind",),
}
KEY_ORDER = (
    *("id", "name", "name_fr", "start", "start_note", "end", "end_note", "kind"),
    *("status", "status_note", "precision", "summary", "summary_fr", "claims", "sources"),
)
KINDS = {
    "military_bases": {"airbase", "camp", "outpost", "headquarters", "training", "logistics"},
    "massacre_sites": {"massacre", "mass_grave", "attack", "airstrike", "executions"},
    "troop_movements": {
        *("withdrawal", "deployment", "handover", "offensive", "retreat", "convoy", "airlift"),
        "blockade",
    },
    "milestones": {
        *("coup", "announcement", "mandate", "accord", "diplomacy", "sanctions", "media", "aid"),
    },
}


@pytest.mark.parametrize(
    ("layer", "feature"),
    FEATURES,
    ids=[f"{layer}:{feature['properties']['id']}" for layer, feature in FEATURES],
)
def test_feature_keeps_the_contract(layer, feature):
    properties = feature["properties"]
    wrong = [
        *missing_fields(layer, properties),
        *wrong_codes(layer, properties),
        *wrong_dates(properties),
        *texts_in_one_language(properties),
        *careless_french(properties),
        *wrong_sources(properties),
        *wrong_claims(properties),
        *one_sided_dispute(properties),
        *wrong_geometry(layer, feature["geometry"]),
    ]
    assert wrong == []


def missing_fields(layer, properties):
    for name in (*COMMON, *REQUIRED[layer]):
        if not properties.get(name):
            yield f"{name} is missing or empty"


def wrong_codes(layer, properties):
    allowed = {
        "kind": KINDS[layer],
        "status": {"confirmed", "reported", "disputed"},
        "precision": {"site", "settlement", "area", "region"},
        "mode": {"road", "air", "unknown", None},
    }
    for name, values in allowed.items():
        if properties.get(name) not in values:
            yield f"{name} {properties.get(name)!r}"
    for name in ("id", "site", "place"):
        if name in properties and not SLUG.fullmatch(properties[name]):
            yield f"{name} {properties[name]!r} is no slug"
    low, high = properties.get("killed_min"), properties.get("killed_max")
    if None not in (low, high) and not 0 < low <= high:
        yield f"killed {low} to {high}"


def wrong_dates(properties):
    start, end = properties["start"], properties.get("end")
    for date in (start, end):
        if date is not None and not DATE.fullmatch(date):
            yield f"date {date!r}"
    # "2022" against "2022-03" says nothing: compare what both know.
    if end is not None and start[: len(end)] > end[: len(start)]:
        yield f"starts {start} after its end {end}"


def texts_in_one_language(value):
    """Names, summaries, notes and what claims say need both languages."""
    for name, text in value.items():
        if name.endswith("_fr"):
            if not value.get(name.removesuffix("_fr")):
                yield f"{name} without its English"
        elif name in ("name", "summary", "by", "says", "victims") or name.endswith("_note"):
            if not (text and value.get(f"{name}_fr")):
                yield f"{name} without its French"
    for claim in value.get("claims", ()):
        yield from texts_in_one_language(claim)


def careless_french(value):
    """French sets a narrow no-break space before ; : ! ? », after « and between thousands."""
    for name, text in value.items():
        if name.endswith("_fr") and CARELESS_FRENCH_SPACE.search(text):
            yield f"{name}: use U+202F in {text!r}"
    for claim in value.get("claims", ()):
        yield from careless_french(claim)


def wrong_sources(properties):
    for source in properties["sources"]:
        if list(source) != ["title", "publisher", "date", "url"]:
            yield f"source with {list(source)}"
        elif not (source["title"] and source["publisher"]):
            yield f"source without title or publisher: {source}"
        elif source["date"] is not None and not DATE.fullmatch(source["date"]):
            yield f"source date {source['date']!r}"
        elif source["url"] is not None and not re.match(r"https?://[^\s/]+\.", source["url"]):
            yield f"source url {source['url']!r}"


def wrong_claims(properties):
    for claim in properties.get("claims", ()):
        if list(claim) != ["by", "by_fr", "stance", "says", "says_fr", "date", "source"]:
            yield f"claim with {list(claim)}"
        elif claim["stance"] not in ("asserts", "denies"):
            yield f"stance {claim['stance']!r}"
        elif claim["date"] is not None and not DATE.fullmatch(claim["date"]):
            yield f"claim date {claim['date']!r}"
        elif claim["source"] not in range(len(properties["sources"])):
            yield f"claim by {claim['by']} names source {claim['source']}"


def one_sided_dispute(properties):
    stances = {claim["stance"] for claim in properties.get("claims", ())}
    if properties["status"] == "disputed" and stances != {"asserts", "denies"}:
        if not properties.get("status_note"):
            yield f"disputed, but the claims only say {sorted(stances)}"


def wrong_geometry(layer, geometry):
    wanted = ("LineString", "MultiLineString") if layer == "troop_movements" else ("Point",)
    if geometry["type"] not in wanted:
        yield f"geometry {geometry['type']}"
        return
    positions = geometry["coordinates"]
    if geometry["type"] == "Point":
        lines = [[positions]]
    else:
        lines = [positions] if geometry["type"] == "LineString" else positions
    for line in lines:
        for lon, lat in line:
            if not (-20 <= lon <= 60 and 0 <= lat <= 65):
                yield f"position {lon}, {lat}: longitude comes first"
        if any(first == second for first, second in pairwise(line)):
            yield "the line stands still"


# The records to paste in geodata/README.md.

EXAMPLES = re.findall(
    r"^```json\n(.*?)^```$",
    (GEODATA / "README.md").read_text(encoding="utf-8"),
    flags=re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize(
    ("layer", "text"),
    list(zip(("massacre_sites", "military_bases", "troop_movements"), EXAMPLES, strict=True)),
)
def test_example_in_the_readme_keeps_the_contract(layer, text):
    feature = json.loads(text, object_pairs_hook=no_duplicates)
    assert "(example)" in feature["properties"]["name"]
    assert list(feature) == ["type", "properties", "geometry"]
    test_feature_keeps_the_contract(layer, feature)


def test_no_example_was_left_in_a_file():
    assert len(EXAMPLES) == 3
    assert [i for i in BY_ID if "example" in i] == []


# Rules over all files.


def test_ids_are_slugs_and_unique_over_all_files():
    ids = [
        feature["properties"]["id"]
        for collection in COLLECTIONS.values()
        for feature in collection["features"]
    ]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert [one for one in ids if not SLUG.fullmatch(one)] == []


@pytest.mark.parametrize("layer", [*EVIDENCE, *CONTEXT])
def test_file_is_clean_utf8(layer):
    raw = (GEODATA / f"{layer}.geojson").read_bytes()
    assert raw.startswith(b'{\n  "type": "FeatureCollection",\n')
    assert raw.endswith(b"}\n")
    assert b"\r" not in raw and b"\t" not in raw
    assert COLLECTIONS[layer]["name"] == layer


def test_each_property_and_each_position_has_a_line_of_its_own():
    for layer in (*EVIDENCE, *CONTEXT):
        for line in (GEODATA / f"{layer}.geojson").read_text(encoding="utf-8").splitlines():
            text = re.sub(r'"(\\.|[^"\\])*"', '""', line)
            assert text.count(":") <= 1, line
            assert text.count("[") <= 1, line


@pytest.mark.parametrize("layer", [*EVIDENCE, *CONTEXT])
def test_keys_stand_in_the_same_order_everywhere(layer):
    for feature in COLLECTIONS[layer]["features"]:
        assert list(feature) == ["type", "properties", "geometry"]
        assert list(feature["geometry"]) == ["type", "coordinates"]
        names = list(feature["properties"])
        assert names[:2] == ["id", "name"]
        ordered = [name for name in KEY_ORDER if name in names]
        assert [name for name in names if name in KEY_ORDER] == ordered, names[0]
        if layer in EVIDENCE:
            assert names[-1] == "sources"


def test_killed_open_is_said_in_the_note():
    opened = {i for i in BY_ID if properties_of(i).get("killed_open")}
    assert "moura-2022-03" in opened
    for feature_id in opened:
        properties = properties_of(feature_id)
        assert KILLED_IS_A_MINIMUM.search(properties.get("killed_note", "")), feature_id
        assert properties.get("killed_max"), feature_id


def test_killed_open_is_not_forgotten():
    for feature_id, (layer, _) in BY_ID.items():
        properties = properties_of(feature_id)
        if layer == "massacre_sites" and not properties.get("killed_open"):
            upper = rf"(at least|more than) {properties.get('killed_max')}\b"
            note = properties.get("killed_note", "")
            assert not re.search(upper, note, re.IGNORECASE), feature_id


def test_blockades_are_blockades_and_go_on():
    blockades = {i for i in BY_ID if i.startswith("jnim-") and "blockade-" in f"{i}-"}
    movements = {i for i in blockades if BY_ID[i][0] == "troop_movements"}
    assert movements == ids_of(kind="blockade")
    assert "jnim-2023-timbuktu-blockade" in movements


def test_what_flew_is_air_and_what_is_not_stated_is_unknown():
    for feature_id, (layer, _) in BY_ID.items():
        properties = properties_of(feature_id)
        if layer != "troop_movements":
            continue
        note = properties.get("route_note", "")
        if properties["kind"] == "airlift" or "Air route" in note:
            assert properties["mode"] == "air", feature_id
        if "Means of transport not stated" in note:
            assert properties["mode"] == "unknown", feature_id


def test_tenures_of_a_base_stand_at_places_of_the_gazetteer():
    places = {feature["properties"]["id"] for feature in COLLECTIONS["places"]["features"]}
    named = {properties_of(i).get("place") for i in BY_ID if BY_ID[i][0] == B}
    assert named - {None} <= places
    kinds = {feature["properties"]["kind"] for feature in COLLECTIONS["places"]["features"]}
    assert {"capital", "city", "town", "village", "site"} <= kinds


def test_schematic_lines_say_so():
    assert "schematic" in COLLECTIONS["rivers_roads"]["note"]
    assert "schématiques" in COLLECTIONS["rivers_roads"]["note_fr"]
    for feature in COLLECTIONS["rivers_roads"]["features"]:
        assert feature["properties"]["accuracy"] == "schematic"
