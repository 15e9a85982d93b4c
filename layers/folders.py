"""The files of a folder and their bytes, without ever hanging or trusting what lies there."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from layers.problems import TemoinError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.problems import Slot

# Name, time of last change of content and of the file's entry in ns, size, inode.
Signature = tuple[tuple[str, int, int, int, int], ...]
MISSING: Signature = (("", 0, 0, 0, 0),)

MAX_BYTES = 200_000_000
SUFFIX = ".geojson"
# Stories lie in a folder of their own below the layers.
STORIES = "stories"
STORY_SUFFIX = ".md"
_NO_STORY = "README.md"

# Characters of the hexadecimal digests: 64 bits are plenty to tell versions apart.
_DIGEST_LENGTH = 16

# A pipe must not make the page wait for a writer. Windows has no pipes in folders, but text
# files of its own kind.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class UnreadableError(TemoinError):
    """Something cannot be read; `code` is that of the problem, `slots` what its text needs."""

    def __init__(self, code: str, **slots: Slot) -> None:
        super().__init__(code)
        self.code = code
        self.slots = tuple(slots.items())


def listing(folder: Path) -> tuple[list[Path], Signature]:
    """Return the ``*.geojson`` of a folder by name, and the signature of layers and stories.

    Raises:
        UnreadableError: there is no such folder, or it may not be read.
    """
    try:
        paths = _named(folder, SUFFIX)
    except OSError as error:
        raise UnreadableError("folder-missing", found=str(folder)) from error
    return paths, tuple(_signature(path) for path in (*paths, *stories(folder)))


def stories(folder: Path) -> list[Path]:
    """Return the ``stories/*.md`` of a folder by name; none if there is no such folder."""
    try:
        paths = _named(folder / STORIES, STORY_SUFFIX)
    except OSError:
        return []
    return [path for path in paths if path.name != _NO_STORY]


def _named(folder: Path, suffix: str) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if entry.name.endswith(suffix) and not entry.name.startswith(".")
        )
    return [folder / name for name in names]


def signature(folder: Path) -> Signature:
    """Return the signature of a folder; MISSING if there is none."""
    try:
        return listing(folder)[1]
    except UnreadableError:
        return MISSING


def _signature(path: Path) -> tuple[str, int, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (path.name, 0, 0, 0, 0)
    return (path.name, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def read(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UnreadableError: it is gone, may not be read, is too large, is no regular file, or
            its name is no text.
    """
    if not path.name.isprintable():
        raise UnreadableError("file-name-form")
    try:
        handle = os.open(path, _FLAGS)
    except FileNotFoundError as error:
        raise UnreadableError("file-kind" if path.is_symlink() else "file-vanished") from error
    except OSError as error:
        raise UnreadableError("file-unreadable", found=error.strerror or "") from error
    try:
        return _bytes_of(handle)
    except OSError as error:
        raise UnreadableError("file-unreadable", found=error.strerror or "") from error
    finally:
        os.close(handle)


def _bytes_of(handle: int) -> bytes:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("file-kind")
    if found.st_size > MAX_BYTES:
        slots = {"found": found.st_size // 1_000_000, "allowed": MAX_BYTES // 1_000_000}
        raise UnreadableError("file-too-large", **slots)
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(MAX_BYTES + 1)


def digest_of(parts: Iterable[bytes]) -> str:
    """Return the digest of these bytes, 16 hexadecimal digits; where a part ends counts."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()[:_DIGEST_LENGTH]
