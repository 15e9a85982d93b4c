"""A link says what has changed since of the features that it names."""

import json
from dataclasses import replace
from datetime import date

import pytest

from layers import linking
from layers.atlas import load
from layers.view import View
from tests.making import TODAY, make_feature, make_file
from tests.shipped import GEODATA

BASES = "military_bases.geojson"


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path,
        make_feature(name="Camp", name_fr="Le camp", end=None),
        make_feature(id="two", site="b"),
    )
    return tmp_path


def write(folder, *features):
    (folder / BASES).write_bytes(make_file(*features))


def atlas_of(folder):
    return load(folder, today=TODAY)


def test_a_hash_is_short_and_that_of_one_feature(folder):
    found = linking.hashes(atlas_of(folder), ["one", "two", "three"])
    assert list(found) == ["one", "two"]
    assert all(len(each) == 4 and int(each, 16) >= 0 for each in found.values())
    assert found["one"] != found["two"]


def test_nothing_changed(folder):
    atlas = atlas_of(folder)
    assert linking.changed_since(atlas, linking.hashes(atlas, ["one", "two"])) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Camp, renamed"},
        {"end": "2022-08-16"},
        {"status": "confirmed"},
        {"end_note": "no longer so"},
        {"unheard_of": [1, {"a": 2}]},
        {"sources": [{"title": "Another"}]},
        {"geometry": {"type": "Point", "coordinates": [-1.3, 15.8256]}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_a_feature_says_changes_its_hash(folder, change):
    named = linking.hashes(atlas_of(folder), ["one", "two"])
    same = {"name": "Camp", "name_fr": "Le camp", "end": None}
    write(folder, make_feature(**(same | change)), make_feature(id="two", site="b"))
    assert linking.changed_since(atlas_of(folder), named) == (("one", "changed"),)


def test_another_order_and_another_layout_change_nothing(folder):
    named = linking.hashes(atlas_of(folder), ["one", "two"])
    collection = json.loads((folder / BASES).read_text("utf-8"))
    collection["features"].reverse()
    for feature in collection["features"]:
        facts = feature["properties"]
        feature["properties"] = {**dict(reversed(facts.items())), "summary": "", "claims": []}
    (folder / BASES).write_text(json.dumps(collection), "utf-8")
    assert linking.changed_since(atlas_of(folder), named) == ()


def test_a_new_field_that_is_empty_changes_no_feature(folder):
    atlas = atlas_of(folder)
    layer = atlas.layers["military_bases"]
    wider = replace(layer, frame=layer.frame.assign(invented=None))
    after = replace(atlas, layers={**atlas.layers, "military_bases": wider})
    assert linking.hashes(after, ["one"]) == linking.hashes(atlas, ["one"])


def test_a_feature_that_is_gone_is_removed(folder):
    named = linking.hashes(atlas_of(folder), ["two", "one"])
    write(folder, make_feature(name="Camp", name_fr="Le camp", end="2023"))
    atlas = atlas_of(folder)
    changes = linking.changed_since(atlas, named)
    assert changes == (("two", "removed"), ("one", "changed"))
    assert linking.change_words(atlas, changes, "en") == (
        "Changed since this link was made: Camp.",
        "No longer in the data since this link was made: two.",
    )
    assert linking.change_words(atlas, changes, "fr")[0] == (
        "Modifié depuis la création de ce lien\u00a0: Le camp."
    )
    assert linking.change_words(atlas, (), "en") == ()


def test_a_view_names_its_feature_and_those_of_its_story():
    atlas = load(GEODATA, today=date(2026, 6, 30))
    step = atlas.stories["wagner"].steps[5]
    assert linking.named_by(atlas, View()) == ()
    assert linking.named_by(atlas, View(selected="moura-2022-03")) == ("moura-2022-03",)
    assert linking.named_by(atlas, step.view) == ("gao-wagner", "gao-barkhane")
    assert linking.named_by(atlas, replace(step.view, selected=None)) == step.features
    assert linking.named_by(atlas, View(story=("no-such-story", 3))) == ()
    assert linking.named_by(atlas, View(story=("wagner", 99))) == ()


def test_every_shipped_feature_has_a_hash():
    atlas = load(GEODATA, today=date(2026, 6, 30))
    ids = [
        each
        for layer in atlas.layers.values()
        if not layer.is_context
        for each in layer.frame["id"]
    ]
    assert len(linking.hashes(atlas, ids)) == len(ids)
