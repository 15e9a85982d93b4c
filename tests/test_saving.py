"""A change made in the page is in the file, and nothing else of the file changes."""

import json
from pathlib import Path

import pytest

from layers import deployment, folders, saving
from layers.saving.collection import collection_of, rewritten
from layers.saving.model import Change, Saved, SaveError
from layers.schema import REFERENCE
from tests.making import make_feature, make_file
from tests.saving import (
    LAYER,
    NAME,
    base,
    changed,
    features,
    on_disk,
    save,
    three,
)
from tests.shipped import GEODATA


@pytest.fixture
def folder(tmp_path) -> Path:
    return three(tmp_path)


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "is_on"), [("1", True), ("0", False), ("", False), ("yes", False)]
)
def test_only_the_host_turns_saving_on(value, is_on):
    assert saving.is_on({"TEMOIN_EDIT": value}) is is_on
    assert saving.is_on({}) is False
    assert deployment.read({"TEMOIN_EDIT": value}).may_edit is is_on


# --- one person ----------------------------------------------------------------------------------


def test_a_change_an_addition_and_a_removal_are_saved(folder):
    opened = saving.open_layer(folder, LAYER)
    assert opened.version == folders.digest_of([opened.data])
    said = save(
        folder, opened, changed("a", name="Other"), Change("b", None), changed("d", name="New")
    )
    assert said == Saved(folders.digest_of([on_disk(folder)]), merged=False, others=())
    found = features(folder)
    assert list(found) == ["a", "c", "d"]
    assert found["a"]["properties"]["name"] == "Other"
    assert found["c"] == base("c")


def test_what_nobody_changed_stays_to_the_last_byte():
    for path in sorted(GEODATA.glob("*.geojson")):
        before = collection_of(path.stem, path.read_bytes())
        ids = list(before.index)
        if not ids:
            continue
        first, second, last = ids[0], ids[len(ids) // 2], ids[-1]
        new = {**before.feature(first), "properties": {"id": first, "name": "Invented"}}
        data = rewritten(before, {second: None, first: new, "invented": {**new, "id": "x"}})
        text = data.decode()
        kept = [each for each in ids if each not in (first, second)]
        assert last in kept
        at = 0
        for each in kept:
            element = before.elements[before.index[each]]
            at = text.index(before.scanner.text[element.start : element.end], at)
        assert data.startswith(path.read_bytes()[: before.elements[0].start]), path.name
        assert data.endswith(path.read_bytes()[-6:])
        again = collection_of(path.stem, rewritten(before, {first: before.feature(first)}))
        assert again.feature(first) == before.feature(first)


def test_a_shipped_feature_that_is_changed_is_written_as_fmt_would():
    path = GEODATA / f"{LAYER}.geojson"
    before = collection_of(LAYER, path.read_bytes())
    for each in (next(iter(before.index)), list(before.index)[-1]):
        shuffled = dict(reversed(before.feature(each).items()))
        assert rewritten(before, {each: shuffled}) == path.read_bytes()


def test_saving_what_is_there_already_writes_nothing(folder):
    opened = saving.open_layer(folder, LAYER)
    shuffled = dict(reversed(base("a").items()))
    said = save(folder, opened, Change("a", shuffled), Change("nowhere", None))
    assert said == Saved(opened.version, merged=False, others=())
    assert on_disk(folder) == opened.data
    assert saving.history(folder, LAYER) == ()


def test_nothing_makes_no_file(tmp_path):
    opened = saving.open_layer(tmp_path, "milestones")
    assert save(tmp_path, opened, Change("nowhere", None)).version == ""
    assert not (tmp_path / "milestones.geojson").exists()


def test_a_layer_without_features_has_no_blank_line(folder):
    path = folder / NAME
    path.write_bytes(path.read_bytes() + b"\n")
    save(folder, saving.open_layer(folder, LAYER), *(Change(each, None) for each in "abc"))
    assert path.read_text() == '{\n  "type": "FeatureCollection",\n  "features": [\n  ]\n}\n'


def test_one_and_true_are_not_the_same(tmp_path):
    one = make_feature("massacre_sites", killed_open=True, more=1)
    (tmp_path / "massacre_sites.geojson").write_bytes(make_file(one))
    opened = saving.open_layer(tmp_path, "massacre_sites")
    other = make_feature("massacre_sites", killed_open=True, more=True)
    save(tmp_path, opened, Change("one", other))
    assert features(tmp_path, "massacre_sites")["one"]["properties"]["more"] is True


def test_the_first_feature_of_a_layer_makes_its_file(tmp_path):
    opened = saving.open_layer(tmp_path, "milestones")
    assert opened.version == ""
    assert json.loads(opened.data)["features"] == []
    save(tmp_path, opened, Change("one", make_feature("milestones")))
    found = json.loads(on_disk(tmp_path, "milestones"))
    assert found["$schema"] == REFERENCE.format(name="milestones")
    assert found["features"] == [make_feature("milestones")]
    (kept,) = saving.history(tmp_path, "milestones")
    assert (kept.version, kept.by, kept.ids) == ("", "Awa", ("one",))
    with pytest.raises(SaveError, match="no-version"):
        saving.kept_bytes(tmp_path, kept)


def test_two_who_make_the_same_new_file_both_land(tmp_path):
    opened = saving.open_layer(tmp_path, "milestones")
    for name in ("one", "two"):
        save(tmp_path, opened, Change(name, make_feature("milestones", id=name)))
    assert list(features(tmp_path, "milestones")) == ["one", "two"]


def test_another_id_in_a_feature_renames_it(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, Change("b", base("bb")))
    assert list(features(folder)) == ["a", "c", "bb"]


@pytest.mark.parametrize(
    "form",
    [
        {"indent": 2, "ensure_ascii": False},
        {"indent": "\t"},
        {},
        {"separators": (",", ":")},
        {"indent": 1},
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_form_of_a_file_stays(tmp_path, form, ends, mark):
    before = [base("a", name="é"), base("b"), base("c", name="é")]
    text = mark + json.dumps({"type": "FeatureCollection", "features": before, "x": "ü"}, **form)
    data = text.replace("\n", ends).encode()
    (tmp_path / f"{LAYER}.geojson").write_bytes(data)
    opened = saving.open_layer(tmp_path, LAYER)
    save(tmp_path, opened, changed("b", name="Other"), changed("d"))
    after = on_disk(tmp_path)
    found = json.loads(after.decode("utf-8-sig"))
    assert found["features"] == [before[0], base("b", name="Other"), before[2], base("d")]
    assert after.startswith(data[: data.index(b'"b"') - 60]), "nothing before it changed"
    assert after.count(b"\n") == after.count(ends.encode())
    save(tmp_path, saving.open_layer(tmp_path, LAYER), *(Change(each, None) for each in "abcd"))
    assert json.loads(on_disk(tmp_path).decode("utf-8-sig"))["features"] == []
    save(tmp_path, saving.open_layer(tmp_path, LAYER), changed("e"), changed("f"))
    found = json.loads(on_disk(tmp_path).decode("utf-8-sig"))
    assert found["features"] == [base("e"), base("f")]
    assert found["x"] == "ü"


def test_a_feature_a_line_stays_a_feature_a_line(tmp_path):
    rows = ",\n".join(json.dumps(each) for each in (base("a"), base("b")))
    text = f'{{\n"type": "FeatureCollection",\n"features": [\n{rows}\n]\n}}\n'
    (tmp_path / f"{LAYER}.geojson").write_text(text)
    opened = saving.open_layer(tmp_path, LAYER)
    save(tmp_path, opened, changed("a", name="Other"), changed("c"))
    lines = on_disk(tmp_path).decode().splitlines()
    assert len(lines) == len(text.splitlines()) + 1
    assert lines[4] == json.dumps(base("b")) + ","
