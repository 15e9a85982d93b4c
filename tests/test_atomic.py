"""A save is all or nothing, whatever happens to the program, the disk or the folder."""

import errno
import os
import signal
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from layers import atomic, folders
from layers.atomic import WriteError, write

ROOT = Path(__file__).parents[1]
OLD, NEW = b"old " * 50_000, b"new " * 60_000


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "massacre_sites.geojson"
    path.write_bytes(OLD)
    return path


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each != path)


def test_a_file_is_made_and_replaced(tmp_path):
    path = tmp_path / "new.geojson"
    write(path, NEW)
    assert path.read_bytes() == NEW
    write(path, b"")
    assert path.read_bytes() == b""
    assert beside(path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_the_mode_is_kept(file, mode):
    file.chmod(mode)
    write(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_file_has_the_mode_that_other_programs_give(tmp_path):
    (tmp_path / "usual").touch()
    write(tmp_path / "ours", NEW)
    modes = {(tmp_path / name).stat().st_mode for name in ("usual", "ours")}
    assert len(modes) == 1


def test_a_link_stays_a_link(file, tmp_path):
    link = tmp_path / "link.geojson"
    link.symlink_to(file)
    write(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_a_full_disk_leaves_the_old_file(file, monkeypatch):
    real = os.write

    def half_then_full(handle, data):
        if len(data) < len(NEW):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data[: len(data) // 2])

    monkeypatch.setattr(atomic.os, "write", half_then_full)
    with pytest.raises(WriteError) as caught:
        write(file, NEW)
    assert file.read_bytes() == OLD
    assert beside(file) == []
    assert caught.value.message("en") == (
        f"{file} was not saved: the disk is full. Make room and try again; the file is as it was."
    )
    assert "le disque est plein" in caught.value.message("fr")


@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_failing_disk_leaves_the_old_file(file, monkeypatch, step):
    def failing(*_arguments, **_options):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic.os, step, failing)
    with pytest.raises(WriteError, match="failed") as caught:
        write(file, NEW)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert beside(file) == []
    assert "(Input/output error)" in caught.value.message("en")


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_read_only_folder_is_told(open_folder):
    path = open_folder / "a.geojson"
    path.write_bytes(OLD)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(WriteError) as caught:
        write(path, NEW)
    open_folder.chmod(0o755)
    assert caught.value.reason == "denied"
    assert "you may not write there" in caught.value.message("en")
    assert path.read_bytes() == OLD
    assert beside(path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_read_only_file_is_left_alone_in_a_folder_that_is_not(open_folder):
    path = open_folder / "a.geojson"
    path.write_bytes(OLD)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    with as_nobody(), pytest.raises(WriteError) as caught:
        write(path, NEW)
    assert caught.value.reason == "denied"
    assert path.read_bytes() == OLD


def test_a_folder_is_no_file_and_needs_to_be_there(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="no-file"):
        write(tmp_path / "folder", NEW)
    with pytest.raises(WriteError, match="no-folder") as caught:
        write(tmp_path / "nowhere" / "a.geojson", NEW)
    assert "son dossier n’existe pas" in caught.value.message("fr")


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(file):
    file.write_bytes(b"theirs")
    with pytest.raises(WriteError) as caught:
        write(file, NEW, replacing=OLD)
    assert "somebody else has saved it meanwhile" in caught.value.message("en")
    assert file.read_bytes() == b"theirs"
    assert beside(file) == []
    write(file, NEW, replacing=b"theirs")
    assert file.read_bytes() == NEW


def test_what_somebody_else_deleted_meanwhile_does_not_come_back(file):
    file.unlink()
    with pytest.raises(WriteError, match="changed"):
        write(file, NEW, replacing=OLD)
    assert not file.exists()


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from layers import atomic

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

step = sys.argv[2]
if step == "replace":
    Path.replace = die
elif step == "half":
    real, wrote = os.write, []
    def half(handle, data):
        if wrote:
            die()
        wrote.append(True)
        return real(handle, data[: len(data) // 2])
    os.write = half
elif step == "after":
    atomic._sync_folder = die
else:
    setattr(os, step, die)
atomic.write(Path(sys.argv[1]), b"new " * 60_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("step", ["write", "half", "fsync", "replace", "after"])
def test_a_program_that_is_killed_leaves_the_old_file_or_the_new_one(file, step):
    command = [sys.executable, "-c", KILLED_AT, str(file), step]
    done = subprocess.run(command, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == (NEW if step == "after" else OLD)
    entries, _ = folders.listing(file.parent)
    assert entries == [file], "what it left behind is no layer"
    write(file, b"again")
    assert file.read_bytes() == b"again"


SAVES_FOR_EVER = """
import sys
from pathlib import Path
from layers import atomic
while True:
    atomic.write(Path(sys.argv[1]), b"new " * 60_000)
    print(flush=True)
    atomic.write(Path(sys.argv[1]), b"old " * 50_000)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("saves", [1, 2, 5, 9])
def test_killed_at_any_moment_the_file_is_whole(file, saves):
    command = [sys.executable, "-c", SAVES_FOR_EVER, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as saving:
        assert saving.stdout is not None
        for _ in range(saves):
            assert saving.stdout.readline()
        saving.kill()
    assert file.read_bytes() in (OLD, NEW)


def test_a_file_that_is_replaced_while_it_is_read_is_read_whole(file, monkeypatch):
    real = os.fstat

    def replaced_now(handle):
        monkeypatch.undo()
        write(file, NEW)
        return real(handle)

    monkeypatch.setattr(folders.os, "fstat", replaced_now)
    assert folders.read(file) == OLD
    assert folders.read(file) == NEW
