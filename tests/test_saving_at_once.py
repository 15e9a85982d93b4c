"""Two processes or threads that save at once wait for one another and lose nothing."""

import errno
import json
import os
import runpy
import subprocess
import sys
import threading
import types
from pathlib import Path

import pytest

from layers import atlas, saving
from layers.atomic import WriteError
from layers.saving import locking
from layers.saving.model import Change, Edit, Saved, SaveError
from tests.making import TODAY
from tests.saving import (
    LAYER,
    NAME,
    NOON,
    PEOPLE,
    SAVES,
    base,
    many,
    name_in,
    save_common,
)

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path) -> Path:
    return many(tmp_path)


# --- two at once -------------------------------------------------------------------------------

# Opens the layer, waits for the word, then saves again and again from what it opened.
SAVER = """
import json, sys
from pathlib import Path
from layers import saving
from layers.saving.model import Change, Edit, Saved
from tests.saving import LAYER, NOON, SAVES, base
from tests.making import TODAY

folder, person, common = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "same"
opened = saving.open_layer(folder, LAYER)
print("ready", flush=True)
sys.stdin.readline()
for number in range(SAVES):
    each = "common" if common else f"{person.lower()}-{number}"
    change = Change(each, base(each, name=f"{person} {number}"))
    said = saving.save(folder, Edit(LAYER, opened, (change,), person, NOON), today=TODAY)
    if isinstance(said, Saved):
        print(json.dumps({"saved": said.version}), flush=True)
        if common:
            break
        continue
    clash = said.features[0]
    texts = [each["properties"]["name"] for each in (clash.mine, clash.theirs, clash.base)]
    print(json.dumps({"conflict": texts, "by": clash.theirs_by}), flush=True)
    break
"""


def both_save(folder, where):
    """Let two processes save at once; return what each of them was told."""
    running = []
    for person in PEOPLE:
        command = [sys.executable, "-c", SAVER, str(folder), person, where]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        running.append(subprocess.Popen(command, cwd=ROOT, **pipes))
    for each in running:
        assert each.stdout.readline() == "ready\n"
    for each in running:
        each.stdin.write("go\n")
        each.stdin.flush()
    said = []
    for each in running:
        out, _ = each.communicate(timeout=120)
        assert each.returncode == 0
        said.append([json.loads(line) for line in out.splitlines()])
    return said


def test_two_processes_that_save_different_features_at_once_lose_none(folder):
    before = (folder / NAME).read_bytes()
    said = both_save(folder, "different")
    assert all("saved" in each for lines in said for each in lines)
    assert [len(lines) for lines in said] == [SAVES, SAVES]
    found = json.loads((folder / NAME).read_bytes())["features"]
    names = {each["properties"]["id"]: each["properties"]["name"] for each in found}
    assert names.pop("common") == "Invented place"
    assert names == {
        f"{person.lower()}-{number}": f"{person} {number}"
        for person in PEOPLE
        for number in range(SAVES)
    }
    kept = saving.history(folder, LAYER)
    assert len(kept) == 2 * SAVES
    assert saving.kept_bytes(folder, kept[-1]) == before
    assert {each.version for each in kept[:-1]} == {each.after for each in kept[1:]}
    assert len(atlas.load(folder, today=TODAY).layers[LAYER].frame) == 1 + 2 * SAVES


def test_two_processes_that_save_one_feature_at_once_are_one_save_and_one_conflict(folder):
    lines = [line for said in both_save(folder, "same") for line in said]
    (saved,) = [each for each in lines if "saved" in each]
    (conflict,) = [each for each in lines if "conflict" in each]
    winner, loser = (conflict["by"], *(set(PEOPLE) - {conflict["by"]}))
    assert conflict["conflict"] == [f"{loser} 0", f"{winner} 0", "Invented place"]
    assert saving.open_layer(folder, LAYER).version == saved["saved"]
    assert name_in(folder)[0] == f"{winner} 0"


def test_threads_of_one_server_wait_for_one_another(folder):
    opened = saving.open_layer(folder, LAYER)
    start, said = threading.Barrier(4), []

    def work(number):
        change = Change(f"awa-{number}", base(f"awa-{number}", name="Other"))
        start.wait()
        edit = Edit(LAYER, opened, (change,), "Awa", NOON)
        said.append(saving.save(folder, edit, today=TODAY))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [type(each) for each in said] == [Saved] * 4
    found = json.loads((folder / NAME).read_bytes())["features"]
    assert sum(each["properties"]["name"] == "Other" for each in found) == 4


# --- the lock ----------------------------------------------------------------------------------


def test_who_waits_too_long_for_the_lock_is_told(folder, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0)
    opened = saving.open_layer(folder, LAYER)
    with locking.locked(folder / NAME), pytest.raises(SaveError, match="busy") as caught:
        save_common(folder, opened, "first")
    assert "Try again in a moment" in caught.value.message("en")
    assert isinstance(save_common(folder, opened, "first"), Saved)


def test_the_lock_goes_with_an_error(folder):
    def fail():
        with locking.locked(folder / NAME):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with locking.locked(folder / NAME):
        pass


def test_a_folder_without_locks_is_told(folder, monkeypatch):
    def failing(_handle):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locking, "_take", failing)
    with pytest.raises(WriteError) as caught:
        save_common(folder, saving.open_layer(folder, LAYER), "first")
    assert "(No locks available)" in caught.value.message("en")


def test_windows_has_a_lock_of_its_own(folder, monkeypatch):
    held, calls = set(), []

    def locking_of(handle, mode, size):
        place = (os.fstat(handle).st_ino, os.lseek(handle, 0, os.SEEK_CUR), size)
        calls.append(mode)
        if mode == "unlock":
            held.remove(place)
        elif place in held:
            raise PermissionError(errno.EACCES, "Permission denied")
        else:
            held.add(place)

    fake = types.SimpleNamespace(locking=locking_of, LK_NBLCK="lock", LK_UNLCK="unlock")
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    with monkeypatch.context() as there:
        there.setattr(sys, "platform", "win32")
        windows = runpy.run_path(locking.__file__)
    windows["_wait"].__globals__["PATIENCE_SECONDS"] = 0
    with windows["locked"](folder / NAME):
        with pytest.raises(SaveError, match="busy"), windows["locked"](folder / NAME):
            pass
    with windows["locked"](folder / NAME):
        pass
    assert calls == ["lock", "lock", "unlock", "lock", "unlock"]
    assert not held
