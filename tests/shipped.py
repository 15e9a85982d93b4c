"""The shipped files as plain JSON: what is true of them whatever the program does."""

import json
import re
from collections import Counter
from pathlib import Path

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


def coordinates_of(feature_id):
    return BY_ID[feature_id][1]["geometry"]["coordinates"]


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
