"""One atlas of one folder for all who ask: read again only when the folder has changed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Final

from layers import folders
from layers.atlas import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from layers.atlas import Atlas

# Atlases that `AtlasStore.by_digest` still knows: pages open on an older one fetch their rest.
_KEPT: Final = 4
# Clocks of file systems tick every few milliseconds.
_TICK_NS: Final = 100_000_000


class AtlasStore:
    """The atlas of one folder for all who ask: read again only when the folder has changed.

    Safe to share between threads.

    Args:
        folder: of the files.
        today: returns the day from which "less than 30 days ago" counts.
        shows_recent: whether bases and movements that began so recently are shown, too.
    """

    def __init__(
        self, folder: Path, *, today: Callable[[], date] = date.today, shows_recent: bool = False
    ) -> None:
        self._folder = folder
        self._today = today
        self._shows_recent = shows_recent
        self._lock = threading.Lock()
        self._atlas: Atlas | None = None
        self._settled = False
        self._recent: OrderedDict[str, Atlas] = OrderedDict()

    def current(self) -> Atlas:
        """Return the atlas as the folder is now.

        While another thread is reading, the one before is returned rather than waiting.
        """
        before = self._atlas
        if before is not None and not self._lock.acquire(blocking=False):
            return before
        if before is None:
            self._lock.acquire()
        try:
            return self._checked()
        finally:
            self._lock.release()

    @property
    def latest(self) -> Atlas | None:
        """Return the atlas that was read last, without a look at the folder; None at first."""
        return self._atlas

    def by_digest(self, digest: str) -> Atlas | None:
        """Return one of the last few atlases; None if there was none of this digest."""
        return self._recent.get(digest)

    def _checked(self) -> Atlas:
        before, today = self._atlas, self._today()
        unchanged = before is not None and before.is_of(folders.signature(self._folder), today)
        if before is not None and unchanged and self._settled:
            return before
        read_at = time.time_ns()
        recent = self._shows_recent
        after = load(self._folder, previous=before, today=today, shows_recent=recent)
        # A file saved twice within one tick of its clock looks unchanged: look once more.
        self._settled = all(abs(read_at - entry[1]) > _TICK_NS for entry in after.signature)
        if before is None or not after.shows_the_same(before):
            self._atlas = before = after
            self._recent[after.digest] = after
            self._recent.move_to_end(after.digest)
            while len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return before
