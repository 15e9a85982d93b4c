"""The atlas that all pages share: read again only when its folder has changed."""

import os
import threading
import time
from datetime import timedelta

import pytest

from layers import atlas_store, folders
from layers.atlas import load
from layers.atlas_store import AtlasStore
from tests.making import TODAY, make_feature, make_file

BASES = "military_bases.geojson"


@pytest.fixture
def folder(tmp_path):
    """A folder with a good file of bases and one of wells."""
    write(tmp_path, BASES, make_feature(id="base"))
    write(tmp_path, "wells.geojson", make_feature("wells", id="well"))
    return tmp_path


def write(folder, name, *features):
    (folder / name).write_bytes(make_file(*features))


def shown(found):
    return {layer.name: layer.frame["id"].tolist() for layer in found.layers.values()}


def codes(found):
    return [problem.code for problem in found.problems]


@pytest.fixture
def store(folder):
    return AtlasStore(folder, today=lambda: TODAY)


def settle(folder):
    """Make every file a day old: what was saved just now is looked at twice."""
    for file in folder.iterdir():
        os.utime(file, (time.time() - 86_400,) * 2)


def test_a_rerun_reads_nothing(folder, store, monkeypatch):
    settle(folder)
    first = store.current()
    monkeypatch.setattr(atlas_store, "load", lambda *a, **k: pytest.fail("read again"))
    monkeypatch.setattr(folders, "read", lambda path: pytest.fail("read again"))
    assert store.current() is first


def test_a_changed_file_is_seen(folder, store):
    first = store.current()
    write(folder, BASES, make_feature(id="new"))
    second = store.current()
    assert shown(second)["military_bases"] == ["new"]
    assert store.by_digest(first.digest) is first
    assert store.by_digest(second.digest) is second
    assert store.by_digest("0" * 16) is None


def test_a_change_within_one_tick_of_the_clock_is_seen(folder, store, monkeypatch):
    now = time.time_ns()
    monkeypatch.setattr(folders, "_signature", lambda path: (path.name, now, now, 1, 1))
    store.current()
    data = (folder / BASES).read_bytes().replace(b'"base"', b'"bass"')
    (folder / BASES).write_bytes(data)
    assert shown(store.current())["military_bases"] == ["bass"]


def test_a_touched_file_is_the_same_atlas(folder, store):
    first = store.current()
    os.utime(folder / BASES)
    second = store.current()
    assert second.digest == first.digest
    assert second.layers["military_bases"].frame is first.layers["military_bases"].frame


def test_a_broken_file_is_a_problem_of_the_same_digest(folder, store):
    first = store.current()
    (folder / BASES).write_text("{")
    second = store.current()
    assert second.digest == first.digest
    assert [problem.code for problem in second.problems] == ["json-syntax", "file-stale"]
    assert store.by_digest(first.digest) is second


def test_the_last_few_atlases_are_kept(folder, store):
    digests = []
    for number in range(7):
        write(folder, BASES, make_feature(id=f"base-{number}"))
        digests.append(store.current().digest)
    known = [store.by_digest(digest) is not None for digest in digests]
    assert known == [False] * 3 + [True] * 4


def test_a_folder_that_comes_later_is_seen(tmp_path):
    store = AtlasStore(tmp_path / "geodata", today=lambda: TODAY)
    assert codes(store.current()) == ["folder-missing"]
    (tmp_path / "geodata").mkdir()
    write(tmp_path / "geodata", BASES, make_feature())
    assert shown(store.current()) == {"military_bases": ["one"]}


def test_midnight_is_seen(folder):
    write(folder, BASES, make_feature(start="2025-11-20", end=None, start_note="x"))
    day = [TODAY - timedelta(days=20)]
    store = AtlasStore(folder, today=lambda: day[0])
    assert codes(store.current()) == ["starts-recently"]
    day[0] = TODAY
    assert codes(store.current()) == []


def test_while_one_thread_reads_the_others_get_what_was_there(folder, store, monkeypatch):
    first = store.current()
    reading_now, go_on = threading.Event(), threading.Event()
    real = load

    def slow(*arguments, **options):
        reading_now.set()
        assert go_on.wait(10)
        return real(*arguments, **options)

    monkeypatch.setattr(atlas_store, "load", slow)
    write(folder, BASES, make_feature(id="new"))
    reader = threading.Thread(target=store.current)
    reader.start()
    assert reading_now.wait(10)
    assert store.current() is first
    go_on.set()
    reader.join(10)
    monkeypatch.undo()
    assert shown(store.current())["military_bases"] == ["new"]


def test_many_threads_get_one_atlas(folder, store):
    settle(folder)
    found = []
    threads = [threading.Thread(target=lambda: found.append(store.current())) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(found) == 12
    assert len({id(each) for each in found}) == 1
