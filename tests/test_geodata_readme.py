"""What geodata/README.md tells editors is what the program checks."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from layers import reading, vocabulary

README = (Path(__file__).parents[1] / "geodata" / "README.md").read_text(encoding="utf-8")
ENGLISH, FRENCH = README.split("\n# Les données de Témoin", 1)
EXAMPLES = re.findall(r"```json\n(.*?)```", README, re.DOTALL)


def rows(text):
    """Yield (names, required, value) of every row of the field tables."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 4 and cells[1].startswith(("yes", "no")):
            yield re.findall(r"`(\w+)`", cells[0]), cells[1].startswith("yes"), cells[2]


SECTIONS = {
    "common": ENGLISH.split("### All four layers")[1].split("### `military_bases`")[0],
    **{name: ENGLISH.split(f"### `{name}`")[1].split("\n### ")[0] for name in vocabulary.LAYERS},
}


def documented(layer):
    return {
        name: (required, value)
        for section in ("common", layer)
        for names, required, value in rows(SECTIONS[section])
        for name in names
    }


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_every_field_is_in_the_table_and_no_other(layer):
    assert set(documented(layer)) == {field.name for field in vocabulary.LAYERS[layer].fields}


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_the_table_says_what_is_required(layer):
    said = {name for name, (required, _) in documented(layer).items() if required}
    assert said == {field.name for field in vocabulary.LAYERS[layer].fields if field.required}


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_the_table_lists_the_codes(layer):
    for field in vocabulary.LAYERS[layer].fields:
        if field.type == "code" and field.allowed != tuple(vocabulary.ACTORS):
            _, value = documented(layer)[field.name]
            assert tuple(re.findall(r"`(\w+)`", value)) == field.allowed, field.name


def test_every_actor_code_is_listed():
    section = ENGLISH.split("### Actor codes")[1].split("\n## ")[0]
    assert set(re.findall(r"`([A-Z0-9_]+)`", section)) == set(vocabulary.ACTORS)


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_the_french_half_names_every_field(layer):
    for field in vocabulary.LAYERS[layer].fields:
        assert f"`{field.name}`" in FRENCH, field.name


def test_radii_are_those_of_the_map():
    for name, radius in vocabulary.PRECISION_RADIUS_KM.items():
        assert f"| `{name}` | {radius:g} km |" in ENGLISH


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_can_be_pasted(text):
    """Nothing is wrong with it, and all that it holds arrives."""
    feature = json.loads(text)
    layer = next(
        name
        for name, kinds in (
            ("military_bases", vocabulary.BASE_KINDS),
            ("massacre_sites", vocabulary.EVENT_KINDS),
            ("troop_movements", vocabulary.MOVEMENT_KINDS),
        )
        if feature["properties"]["kind"] in kinds
    )
    collection = json.dumps({"type": "FeatureCollection", "features": [feature]})
    read = reading.read_layer(layer, collection.encode(), today=date(2026, 6, 30))
    assert not read.problems
    assert list(read.frame["id"]) == [feature["properties"]["id"]]
