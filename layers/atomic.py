"""Save a file so that whoever reads it finds the old bytes or the new ones, never half of them.

The new bytes go into a hidden file beside it, are forced to the disk, and take its name in
one step. A program that is killed leaves at most that hidden file behind.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import catalogue
from layers.problems import TemoinError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language

# Hidden, and no name that the folder's reader takes for a layer.
_PREFIX, _SUFFIX = ".temoin-", ".tmp"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.EACCES: "denied",
        errno.EPERM: "denied",
        errno.EROFS: "denied",
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.ENOENT: "no-folder",
        errno.ENOTDIR: "no-folder",
    }
)


class WriteError(TemoinError):
    """A file could not be saved; it is as it was before.

    Attributes:
        path: of the file.
        reason: last part of the key ``saving.REASON`` of the catalogue: "denied", "full",
            "no-folder", "no-file" (a folder or a device stands there), "changed" or "failed".
        detail: what the system said; "" if it said nothing.
    """

    def __init__(self, path: Path, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason} {detail}".rstrip())
        self.path = path
        self.reason = reason
        self.detail = detail

    def message(self, language: Language) -> str:
        """Say what stands in the way, and what to do about it."""
        slots = {"path": str(self.path), "detail": self.detail}
        return catalogue.text(f"saving.{self.reason}", language, **slots)


def write(path: Path, data: bytes, *, replacing: bytes | None = None) -> None:
    """Save bytes under a name, all or nothing. The mode of a file that was there is kept.

    A link stays a link: the file that it leads to is replaced.

    Args:
        path: of the file; its folder exists.
        data: the new content, whole.
        replacing: the content that the file was last seen with. If it holds something else
            by now, somebody has saved it meanwhile, and nothing is written.

    Raises:
        WriteError: it cannot be saved. The file is as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        before = _present(path, target)
        _replace(path, target, data, before, replacing)
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> WriteError:
    """Return what to raise when the system does not let a file be saved."""
    return WriteError(path, _REASONS.get(error.errno or 0, "failed"), error.strerror or "")


def _present(path: Path, target: Path) -> os.stat_result | None:
    """Return what is known of the file that is there; None if there is none."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise WriteError(path, "no-file")
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise WriteError(path, "denied")
    return found


def _replace(
    path: Path,
    target: Path,
    data: bytes,
    before: os.stat_result | None,
    replacing: bytes | None,
) -> None:
    beside = target.parent / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    handle = os.open(beside, _FLAGS, 0o666)
    try:
        try:
            _fill(handle, data, before)
        finally:
            os.close(handle)
        if replacing is not None and (before is None or target.read_bytes() != replacing):
            raise WriteError(path, "changed")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _fill(handle: int, data: bytes, before: os.stat_result | None) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    if before is not None and hasattr(os, "fchmod"):
        _keep_owner(handle, before)
        os.fchmod(handle, stat.S_IMODE(before.st_mode))
    os.fsync(handle)


def _keep_owner(handle: int, before: os.stat_result) -> None:
    """Leave the file to whom it belonged, if the system lets us."""
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) == (before.st_uid, before.st_gid):
        return
    try:
        os.fchown(handle, before.st_uid, before.st_gid)
    except PermissionError:
        pass  # only an administrator gives files away; ours is better than none


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where folders can be opened at all."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
