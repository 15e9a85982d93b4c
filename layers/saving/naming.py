"""Which files may be written at all, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import folders, vocabulary
from layers.folders import SUFFIX, UnreadableError
from layers.problems import Problem
from layers.saving.model import SaveError

if TYPE_CHECKING:
    from pathlib import Path

# Of any system: a name that is harmless here may lead elsewhere on another one.
_SEPARATORS = ("/", "\\", ":")


def path_of(folder: Path, name: str) -> Path:
    """Return the file of a layer that is there or that the vocabulary knows.

    Raises:
        SaveError: no layer may have this name, or there is no such folder.
    """
    try:
        found, _ = folders.listing(folder)
    except UnreadableError as error:
        raise _unreadable(folder.name, error) from error
    known = {*vocabulary.LAYERS, *(path.stem for path in found)}
    if name not in known or any(each in name for each in _SEPARATORS):
        raise SaveError("name", name=name)
    return folder / f"{name}{SUFFIX}"


def present(path: Path) -> bytes | None:
    """Return the bytes of a file; None if there is none.

    Raises:
        SaveError: it cannot be read.
    """
    try:
        return folders.read(path)
    except UnreadableError as error:
        if error.code == "file-vanished":
            return None
        raise _unreadable(path.name, error) from error


def version_of(data: bytes | None) -> str:
    """Return the digest of a file, 16 hexadecimal digits; "" if there is none."""
    return "" if data is None else folders.digest_of([data])


def _unreadable(file: str, error: UnreadableError) -> SaveError:
    problem = Problem(error.code, file, slots=error.slots)
    return SaveError("unreadable", name=file, problems=(problem,))
