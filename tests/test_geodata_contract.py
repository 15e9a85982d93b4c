"""Every shipped feature keeps the contract, one test each, so that a failure names it."""

import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.shipped import (
    BY_ID,
    CARELESS_FRENCH_SPACE,
    COLLECTIONS,
    CONTEXT,
    DATE,
    EVIDENCE,
    FEATURES,
    GEODATA,
    KILLED_IS_A_MINIMUM,
    SLUG,
    ids_of,
    no_duplicates,
    properties_of,
)

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


def in_a_list(text):
    return text if isinstance(text, list) else [text or ""]


def careless_french(value):
    """French sets a narrow no-break space before ; : ! ? », after « and between thousands."""
    for name, text in value.items():
        if name.endswith("_fr") and CARELESS_FRENCH_SPACE.search(" / ".join(in_a_list(text))):
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
    assert re.match(rb'{\n  "\$schema": "[^"\n]+",\n  "type": "FeatureCollection",\n', raw)
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
    named = {properties_of(i).get("place") for i in BY_ID if BY_ID[i][0] == "military_bases"}
    assert named - {None} <= places
    kinds = {feature["properties"]["kind"] for feature in COLLECTIONS["places"]["features"]}
    assert {"capital", "city", "town", "village", "site"} <= kinds


def test_schematic_lines_say_so():
    assert "schematic" in COLLECTIONS["rivers_roads"]["note"]
    assert "schématiques" in COLLECTIONS["rivers_roads"]["note_fr"]
    for feature in COLLECTIONS["rivers_roads"]["features"]:
        assert feature["properties"]["accuracy"] == "schematic"
