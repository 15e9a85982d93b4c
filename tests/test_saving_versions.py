"""Every version before is kept, and comes back byte for byte."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from layers import atlas, folders, saving
from layers.atomic import WriteError
from layers.saving import locking
from layers.saving.collection import collection_of
from layers.saving.model import Change, Saved, SaveError
from tests.making import TODAY
from tests.saving import LAYER, NOON, changed, features, on_disk, save, three
from tests.shipped import GEODATA


@pytest.fixture
def folder(tmp_path) -> Path:
    return three(tmp_path)


def test_every_version_before_is_kept_with_who_when_and_what(folder):
    versions = [on_disk(folder)]
    paris = timezone(timedelta(hours=1))
    for step, author in enumerate(["Awa <b>", "../../Ben\ud800", ""]):
        opened = saving.open_layer(folder, LAYER)
        at = datetime(2026, 1, 1, 13, step, tzinfo=paris)
        save(folder, opened, changed("a", name=f"{step}"), author=author, at=at)
        versions.append(on_disk(folder))
    found = saving.history(folder, LAYER)
    assert [each.by for each in found] == ["", "../../Ben\ud800", "Awa <b>"]
    assert [each.at for each in found] == [NOON + timedelta(minutes=n) for n in (2, 1, 0)]
    assert {each.ids for each in found} == {("a",)}
    assert [saving.kept_bytes(folder, each) for each in found] == versions[2::-1]
    names = {each.name for each in (folder / ".history" / LAYER).iterdir()}
    assert f"20260101T120000000000Z-{folders.digest_of([versions[0]])}.geojson" in names
    assert f"20260101T120000000000Z-{folders.digest_of([versions[0]])}.json" in names
    assert len(names) == 6


def test_saves_are_in_order_whatever_the_clock_says(folder):
    for name, at in (("x", NOON), ("y", NOON), ("z", NOON - timedelta(days=400))):
        save(folder, saving.open_layer(folder, LAYER), changed("a", name=name), author=name, at=at)
    assert [each.by for each in saving.history(folder, LAYER)] == ["z", "y", "x"]


def test_a_version_comes_back_byte_for_byte_as_a_save_of_its_own(folder):
    opened = saving.open_layer(folder, LAYER)
    first = save(folder, opened, changed("a", name="x"), Change("c", None), author="Awa")
    (kept,) = saving.history(folder, LAYER)
    later = NOON + timedelta(hours=1)
    said = saving.restore(folder, kept, seen=first.version, author="Ben", at=later)
    assert said == Saved(opened.version, merged=False, others=())
    assert on_disk(folder) == opened.data
    newest, _ = saving.history(folder, LAYER)
    assert (newest.by, newest.at, newest.ids) == ("Ben", later, ("a", "c"))
    saving.restore(folder, newest, seen=said.version, author="Awa", at=later)
    assert list(features(folder)) == ["a", "b"]


def test_a_version_comes_back_over_a_broken_file(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    (folder / f"{LAYER}.geojson").write_bytes(b"{ broken by hand")
    broken = saving.open_layer(folder, LAYER)
    saving.restore(folder, kept, seen=broken.version, author="Ben", at=NOON)
    assert on_disk(folder) == opened.data
    assert saving.kept_bytes(folder, saving.history(folder, LAYER)[0]) == broken.data


def test_bringing_back_what_is_there_is_no_save(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    for _ in range(2):
        seen = saving.open_layer(folder, LAYER).version
        saving.restore(folder, kept, seen=seen, author="Ben", at=NOON)
    assert len(saving.history(folder, LAYER)) == 2
    assert len(list((folder / ".history" / LAYER).glob("*.json"))) == 2


def test_no_key_leads_out_of_the_history(folder):
    save(folder, saving.open_layer(folder, LAYER), changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    secret = b"secret"
    name = f"20260101T120000000000Z-{folders.digest_of([secret])}"
    (folder / f"{name}.geojson").write_bytes(secret)
    with pytest.raises(SaveError, match="no-version"):
        saving.kept_bytes(folder, replace(kept, key=f"../../{name}"))
    with pytest.raises(SaveError, match="name"):
        saving.kept_bytes(folder, replace(kept, layer=f"../{folder.name}"))


def test_nobody_restores_over_what_they_have_not_seen(folder):
    opened = saving.open_layer(folder, LAYER)
    first = save(folder, opened, changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    save(folder, opened, changed("b", name="y"))
    before = on_disk(folder)
    with pytest.raises(SaveError, match="changed"):
        saving.restore(folder, kept, seen=first.version, author="Ben", at=NOON)
    assert on_disk(folder) == before


@pytest.mark.parametrize(
    "key", ["../../../secret", "20260101T120000000000Z-0123456789abcdef", "", "a\0b"]
)
def test_only_what_is_kept_comes_back(folder, key):
    save(folder, saving.open_layer(folder, LAYER), changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    with pytest.raises(SaveError, match="no-version"):
        saving.kept_bytes(folder, replace(kept, key=key))


def test_a_kept_version_that_somebody_altered_does_not_come_back(folder):
    save(folder, saving.open_layer(folder, LAYER), changed("a", name="x"))
    (kept,) = saving.history(folder, LAYER)
    (folder / ".history" / LAYER / f"{kept.key}.geojson").write_bytes(b"{}")
    with pytest.raises(SaveError, match="no-version"):
        saving.kept_bytes(folder, kept)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "{",
        '{"by": 1, "at": 2, "ids": [3, "a"]}',
        "[" * 5000,
        '{"at": "2026-01-01"}',
        None,
    ],
)
def test_a_spoilt_record_costs_the_name_and_not_the_version(folder, record):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="x"))
    (path,) = (folder / ".history" / LAYER).glob("*.json")
    path.unlink() if record is None else path.write_text(record)
    (kept,) = saving.history(folder, LAYER)
    assert (kept.by, kept.at) == ("", NOON)
    assert saving.kept_bytes(folder, kept) == opened.data


def test_strange_files_in_the_history_are_no_entries(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="x"))
    shelf = folder / ".history" / LAYER
    for name in ("README.json", "20261301T120000000000Z-0123456789abcdef.geojson", "x.geojson"):
        (shelf / name).write_text("{}")
    assert len(saving.history(folder, LAYER)) == 1
    save(folder, opened, changed("b", name="x"))
    assert len(saving.history(folder, LAYER)) == 2


def test_the_map_reads_neither_the_history_nor_the_lock(tmp_path):
    for path in GEODATA.glob("*.geojson"):
        shutil.copy(path, tmp_path)
    before = atlas.load(tmp_path, today=TODAY)
    opened = saving.open_layer(tmp_path, "milestones")
    found = collection_of("milestones", opened.data)
    gone = next(iter(found.index))
    save(tmp_path, opened, Change(gone, None))
    (kept,) = saving.history(tmp_path, "milestones")
    after = atlas.load(tmp_path, previous=before, today=TODAY)
    assert after.layers.keys() == before.layers.keys()
    assert gone not in set(after.layers["milestones"].frame["id"])
    seen = saving.open_layer(tmp_path, "milestones").version
    saving.restore(tmp_path, kept, seen=seen, author="Awa", at=NOON)
    again = atlas.load(tmp_path, previous=after, today=TODAY)
    assert again.digest == before.digest
    assert again.problems == before.problems
    assert (tmp_path / locking.LOCK).exists()


def test_a_history_that_is_no_folder_is_told(folder):
    opened = saving.open_layer(folder, LAYER)
    (folder / ".history").write_text("")
    with pytest.raises(WriteError) as caught:
        save(folder, opened, changed("a", name="x"))
    assert caught.value.path == folder / f"{LAYER}.geojson"
    assert on_disk(folder) == opened.data
