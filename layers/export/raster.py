"""SVG -> pixels: resvg, with the typefaces that dependencies ship.

resvg holds Python's lock while it draws. A server draws `elsewhere`, in processes of their
own (`drawer`), so that no other viewer's page waits for a picture.
"""

from __future__ import annotations

import queue
import struct
import subprocess
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import resvg_py

from layers.export import fonts
from layers.export.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = Path(__file__).resolve().parents[2]
_FILES: Final = [str(file) for file in (*fonts.FILES.values(), *fonts.FALLBACK_FILES)]
# A request is its length, the zoom and the document; an answer its length and the picture.
_REQUEST: Final = struct.Struct(">Qd")
_ANSWER: Final = struct.Struct(">Q")


def drawn(document: str, zoom: float) -> bytes:
    """Return an SVG document as PNG with `zoom` pixels a unit.

    Raises:
        ExportError: another process should have drawn it, and has died.
    """
    drawers = _elsewhere.get()
    return draw(document, zoom) if drawers is None else drawers.drawn(document, zoom)


def draw(document: str, zoom: float) -> bytes:
    """Do the same in this process, whatever was said of others."""
    found: bytes = resvg_py.svg_to_bytes(
        svg_string=fonts.drawable(document),
        zoom=zoom,
        skip_system_fonts=True,
        font_files=_FILES,
        font_family=fonts.FAMILY,
        sans_serif_family=fonts.FALLBACK,
    )
    return bytes(found)


class Drawers:
    """Processes that draw; safe to share between threads.

    Args:
        count: of the processes; each is started when it is first needed.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._free: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(None)

    def close(self) -> None:
        """End the processes, each when it has drawn what it is at; a later call starts new ones."""
        for drawer in [self._free.get() for _ in range(self._count)]:
            if drawer is not None:
                _end(drawer)
            self._free.put(None)

    def drawn(self, document: str, zoom: float) -> bytes:
        """Return what `draw` returns, from the next process that is free.

        Raises:
            ExportError: it has died; the next call finds a new one.
        """
        drawer = self._free.get()
        try:
            if drawer is None or drawer.poll() is not None:
                drawer = _started()
            return _asked(drawer, document, zoom)
        except (OSError, EOFError) as error:
            if drawer is not None:
                _end(drawer)
            drawer = None
            raise ExportError("worker") from error
        finally:
            self._free.put(drawer)


_elsewhere: ContextVar[Drawers | None] = ContextVar("elsewhere", default=None)


def is_elsewhere() -> bool:
    """Return whether other processes draw, here and now."""
    return _elsewhere.get() is not None


@contextmanager
def elsewhere(drawers: Drawers) -> Iterator[None]:
    """Have pictures drawn by other processes within this block (in this thread)."""
    token = _elsewhere.set(drawers)
    try:
        yield
    finally:
        _elsewhere.reset(token)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Draw whatever is asked for until nobody asks any more: what a drawer does."""
    while head := requests.read(_REQUEST.size):
        length, zoom = _REQUEST.unpack(head)
        picture = draw(requests.read(length).decode(), zoom)
        answers.write(_ANSWER.pack(len(picture)) + picture)
        answers.flush()


def _started() -> subprocess.Popen[bytes]:
    # Not multiprocessing: it would run the page's script again in each process.
    command = [sys.executable, "-m", "layers.export.drawer"]
    return subprocess.Popen(  # noqa: S603 - our own module, nothing of a visitor's
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_ROOT
    )


def _end(drawer: subprocess.Popen[bytes]) -> None:
    drawer.kill()
    with drawer:  # closes the pipes, and waits
        pass


def _asked(drawer: subprocess.Popen[bytes], document: str, zoom: float) -> bytes:
    if drawer.stdin is None or drawer.stdout is None:
        raise EOFError
    data = document.encode()
    drawer.stdin.write(_REQUEST.pack(len(data), zoom) + data)
    drawer.stdin.flush()
    head = drawer.stdout.read(_ANSWER.size)
    if len(head) < _ANSWER.size:
        raise EOFError
    length: int = _ANSWER.unpack(head)[0]
    picture = drawer.stdout.read(length)
    if len(picture) < length:
        raise EOFError
    return picture
