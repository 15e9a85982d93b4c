"""What may not be saved is told, and the file is as it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from layers import saving
from layers.saving.model import Change, Saved, SaveError
from tests.making import make_feature, make_file
from tests.saving import (
    LAYER,
    base,
    changed,
    features,
    refused,
    save,
    three,
)


@pytest.fixture
def folder(tmp_path) -> Path:
    return three(tmp_path)


def test_a_feature_with_an_error_is_refused_with_all_its_problems(folder):
    opened = saving.open_layer(folder, LAYER)
    wrong = changed("a", start="19/04/2022", kind="castle")
    error = refused(folder, opened, changed("b", name="fine"), wrong)
    assert error.reason == "refused"
    assert {each.code for each in error.problems} == {"date-form", "code-unknown"}
    assert all((each.file, each.feature) == (f"{LAYER}.geojson", "a") for each in error.problems)
    assert all(each.line > 1 for each in error.problems)
    assert "Correct what is listed" in error.message("en")
    assert "Corrigez les points signalés" in error.message("fr")
    assert not (folder / ".history").exists()


def test_a_warning_does_not_keep_a_feature_from_being_saved(folder):
    opened = saving.open_layer(folder, LAYER)
    assert isinstance(save(folder, opened, changed("a", start="2025-12-20", end=None)), Saved)


def test_a_broken_neighbour_neither_stops_a_save_nor_changes(tmp_path):
    broken = base("b", kind="castle", without=("sources",))
    (tmp_path / f"{LAYER}.geojson").write_bytes(make_file(base("a"), broken))
    save(tmp_path, saving.open_layer(tmp_path, LAYER), changed("a", name="Other"))
    assert features(tmp_path)["b"] == broken


@pytest.mark.parametrize(
    ("feature", "code"),
    [
        (base("a", name="\ud800"), "bad-character"),
        (base("a", name="\x00"), "bad-character"),
        (base("a", more=float("nan")), "number-not-finite"),
        (base("a", more=json.loads("[" * 60 + "]" * 60)), "nested-too-deep"),
        (base("a", geometry={"type": "Point", "coordinates": [1]}), "coordinates-form"),
        ({"type": "Nothing", "properties": {"id": "a"}}, "not-a-feature"),
    ],
)
def test_what_no_file_may_hold_is_refused(folder, feature, code):
    error = refused(folder, saving.open_layer(folder, LAYER), Change("a", feature))
    assert code in {each.code for each in error.problems}
    assert error.problems[0].message("fr")


@pytest.mark.parametrize("feature", [{"type": "Feature"}, base("a", without=("id",)), {}])
def test_a_feature_without_an_id_could_not_be_found_again(folder, feature):
    error = refused(folder, saving.open_layer(folder, LAYER), Change("new", feature))
    assert error.reason == "no-id"
    assert "“new” has no id" in error.message("en")


def test_an_id_that_another_file_has_is_refused(folder):
    accord = make_feature("milestones", id="accord")
    (folder / "milestones.geojson").write_bytes(make_file(accord))
    (folder / "massacre_sites.geojson").write_bytes(b'{"accord')
    error = refused(folder, saving.open_layer(folder, LAYER), changed("accord"))
    (problem,) = error.problems
    assert problem.code == "id-duplicate"
    assert "milestones.geojson" in problem.message("en")


def test_an_id_that_stands_twice_is_not_changed_blindly(tmp_path):
    (tmp_path / f"{LAYER}.geojson").write_bytes(make_file(base("a"), base("b"), base("a")))
    opened = saving.open_layer(tmp_path, LAYER)
    for change in (changed("a", name="x"), Change("a", None)):
        assert [each.code for each in refused(tmp_path, opened, change).problems] == [
            "id-duplicate"
        ]
    save(tmp_path, opened, changed("b", name="x"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "json-syntax"),
        (b"", "file-empty"),
        (b'{"a": "\xe9"}', "encoding"),
        (b'{"type": "Feature", "properties": {}, "geometry": null}', "bare-feature"),
        (b'{"features": [], "features": []}', "duplicate-member"),
        (
            b'{"crs": {"type": "name", "properties": {"name": "EPSG:32630"}}, "features": []}',
            "crs-reprojected",
        ),
    ],
)
def test_a_file_that_is_no_collection_is_left_alone(folder, data, code):
    opened = saving.open_layer(folder, LAYER)
    (folder / f"{LAYER}.geojson").write_bytes(data)
    error = refused(folder, opened, changed("a", name="Other"))
    assert error.reason == "unreadable"
    assert code in {each.code for each in error.problems}
    assert saving.open_layer(folder, LAYER).data == data


@pytest.mark.parametrize(
    "name",
    ["../secret", "/etc/passwd", "a/b", "a\\b", "a:b", "", ".", "..", ".hidden", "unknown", "x\0"],
)
def test_a_layer_is_a_name_and_never_a_path(folder, name):
    (folder / ".hidden.geojson").write_bytes(make_file())
    (folder.parent / "secret.geojson").write_bytes(make_file())
    (folder / "a\\b.geojson").write_bytes(make_file())
    with pytest.raises(SaveError) as caught:
        saving.open_layer(folder, name)
    assert caught.value.reason == "name"
    assert caught.value.message("fr")
    opened = replace(saving.open_layer(folder, LAYER), name=name)
    for attempt in (
        lambda: save(folder, opened, changed("a")),
        lambda: saving.history(folder, name),
    ):
        with pytest.raises(SaveError, match="name"):
            attempt()


def test_a_context_layer_that_is_there_can_be_changed(tmp_path):
    (tmp_path / "notes.geojson").write_bytes(make_file(make_feature("notes", id="n", name="x")))
    new = make_feature("notes", id="n", name="y")
    save(tmp_path, saving.open_layer(tmp_path, "notes"), Change("n", new))
    assert features(tmp_path, "notes") == {"n": new}
