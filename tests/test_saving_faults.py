"""Saving loses nothing when the program is killed, the disk is full or two save at once."""

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from layers import atomic, saving
from layers.atomic import WriteError
from layers.saving import keeping, locking
from layers.saving.model import Saved
from tests.saving import (
    LAYER,
    NAME,
    SAVES,
    many,
    name_in,
    save_common,
)

ROOT = Path(__file__).parents[1]

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals and modes")


@pytest.fixture
def folder(tmp_path) -> Path:
    return many(tmp_path)


# --- killed ------------------------------------------------------------------------------------

# Forks once a step: the child saves and is killed right before its n-th call of the system,
# or in the middle of a write. Prints for each step how the child ended.
KILLED = """
import json, os, shutil, signal, sys
from pathlib import Path
sys.path.insert(0, ".")
import fcntl
from layers import saving
from tests.saving import LAYER, many, save_common

CALLS = [(os, name) for name in
         ("open", "write", "fsync", "close", "mkdir", "replace", "unlink", "fchmod")]
CALLS += [(fcntl, "flock")]

def arm(last, halfway):
    count = 0
    def watched(real, name):
        def call(*arguments, **options):
            nonlocal count
            count += 1
            if count == last:
                if halfway and name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)
        return call
    for module, name in CALLS:
        setattr(module, name, watched(getattr(module, name), name))

root, halfway = Path(sys.argv[1]), sys.argv[2] == "half"
step = 0
while True:
    step += 1
    folder = root / str(step)
    folder.mkdir()
    many(folder)
    opened = saving.open_layer(folder, LAYER)
    save_common(folder, opened, "first")
    opened = saving.open_layer(folder, LAYER)
    child = os.fork()
    if child == 0:
        arm(step, halfway)
        save_common(folder, opened, "second", author="Ben")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(json.dumps(status), flush=True)
    if status == 0:
        break
"""


@posix
@pytest.mark.parametrize("where", ["before", "half"])
def test_killed_at_any_step_no_version_is_lost(tmp_path, where):
    command = [sys.executable, "-c", KILLED, str(tmp_path), where]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    ends = [json.loads(line) for line in done.stdout.split()]
    assert len(ends) > 25, "a save takes many steps"
    assert set(ends[:-1]) == {signal.SIGKILL}
    seen = set()
    for step in range(1, len(ends) + 1):
        folder = tmp_path / str(step)
        name, number = name_in(folder)
        seen.add(name)
        assert number == 1 + 2 * SAVES
        paths = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        assert paths == [NAME], "what it left behind is no layer"
        check_history(folder, name)
        go_on(folder)
    assert seen == {"first", "second"}


def check_history(folder, name):
    kept = saving.history(folder, LAYER)
    texts = [json.loads(saving.kept_bytes(folder, each))["features"][0] for each in kept]
    names = [each["properties"]["name"] for each in texts]
    assert names == {"first": ["Invented place"], "second": ["first", "Invented place"]}[name]
    assert [each.by for each in kept] == {"first": ["Awa"], "second": ["Ben", "Awa"]}[name]


def go_on(folder):
    """The next save finds no lock in its way and everything before is still there."""
    before = saving.open_layer(folder, LAYER)
    assert isinstance(save_common(folder, before, "third", author="Cleo"), Saved)
    newest, *_ = saving.history(folder, LAYER)
    assert (newest.by, saving.kept_bytes(folder, newest)) == ("Cleo", before.data)


# --- the disk ----------------------------------------------------------------------------------


def everything(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != locking.LOCK
    }


@pytest.mark.parametrize("writes", [0, 1, 2])
@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "full"), (errno.EIO, "failed"), (errno.EROFS, "denied")]
)
def test_a_full_or_failing_disk_leaves_everything_as_it_was(
    folder, monkeypatch, writes, number, reason
):
    opened = saving.open_layer(folder, LAYER)
    save_common(folder, opened, "first")
    opened, before = saving.open_layer(folder, LAYER), everything(folder)
    real, count = os.write, iter(range(100))

    def failing(handle, data):
        if next(count) >= writes:
            raise OSError(number, os.strerror(number))
        return real(handle, data)

    monkeypatch.setattr(atomic.os, "write", failing)
    with pytest.raises(WriteError) as caught:
        save_common(folder, opened, "second")
    monkeypatch.undo()
    assert (caught.value.reason, caught.value.path) == (reason, folder / NAME)
    assert everything(folder) == before
    assert len(saving.history(folder, LAYER)) == 1
    assert isinstance(save_common(folder, opened, "second"), Saved)


def test_what_cannot_be_taken_back_after_a_failure_is_not_listed(folder, monkeypatch):
    opened = saving.open_layer(folder, LAYER)

    def failing(*_arguments, **_options):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(keeping.atomic.os, "unlink", failing)
    monkeypatch.setattr(keeping.atomic, "write", written_but_for(NAME))
    with pytest.raises(WriteError):
        save_common(folder, opened, "first")
    monkeypatch.undo()
    assert len(everything(folder)) == 3
    assert saving.history(folder, LAYER) == ()


def written_but_for(name):
    def write(path, data, **_options):
        if path.name == name:
            raise WriteError(path, "failed")
        path.write_bytes(data)

    return write


@contextmanager
def as_nobody():
    """Be somebody without rights, which root is not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder(tmp_path_factory):
    """A folder below folders that everybody may enter."""
    folder = tmp_path_factory.mktemp("open")
    changed = [each for each in (folder, *folder.parents) if each.stat().st_uid == os.getuid()]
    before = {each: each.stat().st_mode for each in changed}
    for each in changed:
        each.chmod(before[each] | 0o555)
    yield folder
    for each, mode in before.items():
        each.chmod(mode)


@posix
@pytest.mark.parametrize("closed", ["folder", "history", "file"])
def test_a_folder_that_is_read_only_is_told(open_folder, closed):
    folder = open_folder
    many(folder)
    opened = saving.open_layer(folder, LAYER)
    save_common(folder, opened, "first")
    opened, before = saving.open_layer(folder, LAYER), everything(folder)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o777)
    shut = {"folder": folder, "history": folder / ".history" / LAYER, "file": folder / NAME}
    shut[closed].chmod(0o555)
    if closed == "folder":
        (folder / locking.LOCK).unlink()
    with as_nobody(), pytest.raises(WriteError) as caught:
        save_common(folder, opened, "second")
    shut[closed].chmod(0o777)
    assert (caught.value.reason, caught.value.path) == ("denied", folder / NAME)
    assert "you may not write there" in caught.value.message("en")
    assert everything(folder) == before


def test_the_versions_before_are_for_the_server_only(folder):
    save_common(folder, saving.open_layer(folder, LAYER), "first")
    if os.name != "nt":
        assert (folder / ".history").stat().st_mode & 0o077 == 0
