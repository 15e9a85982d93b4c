"""The published JSON Schema: what it says, that it is up to date, that the checker agrees."""

import json
from pathlib import Path

import jsonschema
import pytest

from layers import schema, vocabulary
from layers.dates import day_number
from layers.problems import has_errors
from layers.validation.features import check_feature, rules_of
from tests.making import TODAY, make_feature, read
from tests.shipped import COLLECTIONS, GEODATA

CASES = json.loads((Path(__file__).parent / "cases" / "schema.json").read_text("utf-8"))["cases"]
PUBLISHED = {
    name: json.loads((schema.FOLDER / f"{name}{schema.SUFFIX}").read_text("utf-8"))
    for name in schema.names()
}


def validator(layer):
    return jsonschema.Draft202012Validator(PUBLISHED[schema.name_for(layer)])


def feature_of(case):
    if "feature" in case:
        return case["feature"]
    options = {name: case[name] for name in ("geometry", "without", "around") if name in case}
    return make_feature(case["layer"], **options, **case.get("change", {}))


def checker_takes(layer, feature):
    rules = rules_of(layer, today=day_number(TODAY))
    return not has_errors(check_feature(rules, feature, length=1000))


@pytest.mark.parametrize("name", schema.names())
def test_the_published_schema_is_the_one_that_the_vocabulary_makes(name):
    published = (schema.FOLDER / f"{name}{schema.SUFFIX}").read_text("utf-8")
    assert published == schema.text_of(name), "run: python -m layers.schema"


def test_nothing_else_is_published():
    files = {file.name for file in schema.FOLDER.iterdir()}
    assert files == {f"{name}{schema.SUFFIX}" for name in schema.names()}


@pytest.mark.parametrize("name", schema.names())
def test_a_schema_is_one_of_2020_12(name):
    assert PUBLISHED[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(PUBLISHED[name])


@pytest.mark.parametrize("layer", COLLECTIONS)
def test_a_shipped_file_names_its_schema_and_keeps_it(layer):
    named = GEODATA / COLLECTIONS[layer]["$schema"]
    assert named.resolve() == schema.FOLDER / f"{schema.name_for(layer)}{schema.SUFFIX}"
    errors = [
        f"{list(error.absolute_path)}: {error.message}"
        for error in validator(layer).iter_errors(COLLECTIONS[layer])
    ]
    assert errors == []


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{n} {case['layer']}: {case['why']}" for n, case in enumerate(CASES)]
)
def test_schema_and_checker_agree(case):
    feature = feature_of(case)
    assert checker_takes(case["layer"], feature) is case["valid"]
    collection = {"type": "FeatureCollection", "features": [feature]}
    says = True if case.get("only") == "checker" else case["valid"]
    assert validator(case["layer"]).is_valid(collection) is says


def test_the_reader_takes_the_name_of_a_schema_in_silence():
    named = read("military_bases", make_feature(), **{"$schema": "../layers/schemas/x.json"})
    assert named.problems == ()
    assert len(named.frame) == 1


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_every_property_has_help_in_both_languages(layer):
    feature = PUBLISHED[layer]["$defs"]["feature"]
    fields = feature["properties"]["properties"]["properties"]
    assert list(fields) == [field.name for field in vocabulary.LAYERS[layer].fields]
    for each in fields.values():
        english, french = each["description"].split("\n\n")
        assert english and french
    assert fields["kind"]["enum"] == list(vocabulary.LAYERS[layer].field("kind").allowed)
    assert all(fields["kind"]["enumDescriptions"])
