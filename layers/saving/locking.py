"""One save at a time in a folder, whichever process or thread it comes from.

The lock is the system's, on a hidden file that stays: it goes with the process that holds
it, however that dies, and nobody ever has to clean up. Programs that do not ask for it, such
as an editor's, are not kept out.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from layers import atomic
from layers.saving.model import SaveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".temoin-lock"

# A save takes well below a second; whoever holds the lock longer than this hangs.
PATIENCE_SECONDS = 20.0
_PAUSE_SECONDS = 0.02

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # `flock` and not `lockf`, which would let two threads of one server in.
    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the folder in which a file lies.

    Raises:
        SaveError: somebody else holds it for more than PATIENCE_SECONDS.
        WriteError: there can be no lock there, such as in a folder that is read-only.
    """
    try:
        handle = os.open(path.parent / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise atomic.refusal(path, error) from error
    try:
        _wait(handle, path)
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def _wait(handle: int, path: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _take(handle)
        except (BlockingIOError, PermissionError) as error:  # the latter is Windows's word
            if time.monotonic() >= until:
                raise SaveError("busy", name=path.name) from error
            time.sleep(_PAUSE_SECONDS)
        except OSError as error:
            raise atomic.refusal(path, error) from error
        else:
            return
