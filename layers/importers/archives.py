"""Files inside a ZIP (KMZ, XLSX, a zipped Shapefile), never more than fits in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from layers.importers.raw import MAX_BYTES, NotImportedError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES = 10_000
# Text packs well, but nothing that people draw packs a thousand times.
MAX_RATIO = 1000

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
)


def opened(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP whose sizes are bearable.

    Raises:
        NotImportedError: it is no ZIP, or it unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise NotImportedError("zip-broken") from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_BYTES or total > MAX_RATIO * max(len(data), 1):
        archive.close()
        raise NotImportedError("zip-too-large", limit=MAX_BYTES // 1_000_000)
    return archive


def content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of one entry. No more is unpacked than its header claims.

    Raises:
        NotImportedError: it is broken, locked, or larger than it claims.
    """
    try:
        return archive.read(entry)
    except _BROKEN as error:
        raise NotImportedError("zip-broken") from error


def entries_ending(archive: zipfile.ZipFile, suffix: str) -> Iterator[zipfile.ZipInfo]:
    """Yield the files whose name ends so, in any case, those that a Mac adds left out."""
    for entry in archive.infolist():
        name = entry.filename.casefold()
        if name.endswith(suffix) and not name.startswith("__macosx/") and not entry.is_dir():
            yield entry
