"""Check again whenever a file changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from layers import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Look = tuple[object, ...]


def look(paths: Sequence[str]) -> Look:
    """Return what tells that one of some files, or the files of a folder, have changed."""
    return tuple(
        folders.signature(Path(path)) if Path(path).is_dir() else _stamp(Path(path))
        for path in paths
    )


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def watch(
    check: Callable[[], object], look: Callable[[], Look], wait: Callable[[], None]
) -> NoReturn:
    """Check now and after each change, until something is raised (Ctrl+C)."""
    before = look()
    check()
    while True:
        wait()
        now = look()
        if now != before:
            before = now
            check()
