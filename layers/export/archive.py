"""Entries of ZIP files that do not say when, and on what system, they were packed."""

from __future__ import annotations

import zipfile
from typing import Final

# There is no clock in an export: the first day that ZIP can write.
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16  # without it, unzip makes a file that nobody may read


def entry(name: str) -> zipfile.ZipInfo:
    """Return an entry that is the same on every machine; whoever unpacks it can read it."""
    made = zipfile.ZipInfo(name, NO_TIME)
    made.create_system = _UNIX
    made.external_attr = _READABLE
    return made
