"""`python -m layers check`: while it takes long, while it watches, through a pipe."""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from layers.checking import watching
from layers.checking.progress import progress
from tests.checking import DAY, Terminal, save, sound

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"


def test_progress_is_for_terminals_and_for_what_takes_long():
    for stream in (io.StringIO(), Terminal()):
        with progress(stream, "Checking 1 file…", patience_s=60):
            pass
        assert stream.getvalue() == ""


def test_progress_is_told_and_wiped():
    told = Telling()
    with progress(told, "Checking 1 file…", patience_s=0.001):
        assert told.has_been_told.wait(60)
    assert "Checking 1 file…" in told.getvalue()
    assert told.getvalue().endswith("\r\x1b[K")


class Telling(Terminal):
    def __init__(self):
        super().__init__()
        self.has_been_told = threading.Event()

    def flush(self):
        self.has_been_told.set()


class EnoughError(Exception):
    pass


def test_a_change_is_checked_once_and_no_change_not_at_all(tmp_path):
    file = save(tmp_path / "a.geojson", sound())
    checked = []
    steps = iter(
        [lambda: None, lambda: save(file, sound(), sound(id="b")), lambda: None, file.unlink]
    )

    def wait():
        step = next(steps, None)
        if step is None:
            raise EnoughError
        step()

    with pytest.raises(EnoughError):
        watching.watch(lambda: checked.append(1), lambda: watching.look([str(tmp_path)]), wait)
    assert len(checked) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one program")
def test_watching_checks_again_when_the_file_is_saved(tmp_path):
    file = save(tmp_path / "military_bases.geojson", sound(start="x"))
    command = [sys.executable, "-m", "layers", "check", str(file), "--watch", *DAY]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        # A shell's background jobs, and so whatever they start, ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as watched:
        try:
            assert _line_with(watched.stdout, "Checked:").startswith("1 error.")
            assert _line_with(watched.stderr, "Waiting for changes")
            save(file, sound())
            assert _line_with(watched.stdout, "Checked:").startswith("No problem found.")
        finally:
            watched.send_signal(signal.SIGINT)
        watched.communicate(timeout=60)
        assert watched.returncode == 130


def _line_with(stream, text):
    return next(line for line in stream if text in line)


def test_it_runs_as_a_program_through_a_pipe(tmp_path):
    shutil.copy(BROKEN / "date-form" / "military_bases.geojson", tmp_path)
    command = [sys.executable, "-m", "layers", "check", "-", "--layer", "military_bases", *DAY]
    data = (BROKEN / "date-form" / "military_bases.geojson").read_bytes()
    done = subprocess.run(command, cwd=ROOT, input=data, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"[date-form]" in done.stdout
    assert done.stderr == b""
