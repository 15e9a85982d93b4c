"""The folder of GeoJSON files -> everything that is shown, and what is wrong with it.

A file that is broken, unreadable or gone while it is read leaves its last good version
on the map; a file that was deleted goes. Bad content is never raised.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from layers import folders, vocabulary
from layers.folders import SUFFIX, Signature, UnreadableError
from layers.problems import Problem
from layers.reading import ReadLayer, read_layer
from layers.reading.features import id_clash, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

# Characters of the hexadecimal digests: 64 bits are plenty to tell versions apart.
_DIGEST_LENGTH = 16
# Atlases that `AtlasStore.by_digest` still knows: pages open on an older one fetch their rest.
_KEPT = 4
# Clocks of file systems tick every few milliseconds.
_TICK_NS = 100_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """The features of one file, as shown.

    Attributes:
        name: the stem of the file.
        is_context: whether it is no layer of `vocabulary.LAYERS`.
        frame: one row a feature; columns as in `reading.frames.frame_of`. Nobody writes to it.
        foreign: members of the collection that GeoJSON does not know ("title", "licence").
        digest: of the bytes that the frame was read from, 16 hexadecimal digits.
        stale: whether the file has since become unreadable.
    """

    name: str
    is_context: bool
    frame: GeoDataFrame
    foreign: Mapping[str, Any]
    digest: str
    stale: bool


@dataclass(frozen=True, slots=True)
class _File:
    """What is known of one file.

    Attributes:
        seen: digest of the bytes last found there; "" if they could not be had.
        good: the last version that could be read; None if there was none yet.
        good_digest: of its bytes; "" if there is none.
        problems: of the bytes last found.
    """

    seen: str
    good: ReadLayer | None
    good_digest: str
    problems: tuple[Problem, ...]

    @property
    def is_stale(self) -> bool:
        return self.good is not None and self.seen != self.good_digest


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Everything loaded. Two atlases are the same only if they are one object.

    Attributes:
        layers: by name: evidence layers and milestones in the order of the vocabulary, then
            context layers by name. A file of which nothing can be shown is not among them.
        problems: of all files, by file and position.
        digest: of the names and bytes of all that is shown, 16 hexadecimal digits.
        signature: of the folder, for telling cheaply whether anything has changed.
    """

    layers: Mapping[str, Layer]
    problems: tuple[Problem, ...]
    digest: str
    signature: Signature
    _files: Mapping[str, _File] = field(repr=False)
    _today: date = field(repr=False)

    def is_of(self, signature: Signature, today: date) -> bool:
        """Tell whether it was loaded from a folder that looked so, on this day."""
        return self.signature == signature and self._today == today

    def shows_the_same(self, other: Atlas) -> bool:
        """Tell whether nobody could see a difference."""
        return (self.digest, self.problems, self._today, self.signature) == (
            other.digest,
            other.problems,
            other._today,
            other.signature,
        )


def load(folder: Path, *, previous: Atlas | None = None, today: date) -> Atlas:
    """Read every ``*.geojson`` of a folder, those below it and hidden ones left out.

    Never raises for what is there or not there: see `Atlas.problems`.

    Args:
        folder: of the files.
        previous: an earlier atlas of the same folder; files whose bytes are the same are
            taken from it, and the last good version of those that can no longer be read.
        today: the day from which "less than 30 days ago" counts.
    """
    try:
        entries, signature = folders.listing(folder)
    except UnreadableError as error:
        problems = (Problem(error.code, folder.name or str(folder), slots=error.slots),)
        return _atlas({}, problems, folders.MISSING, today)
    known = previous._files if previous else {}
    may_reuse = previous is not None and previous._today == today
    files = {
        path.stem: _file(path, known.get(path.stem), may_reuse=may_reuse, today=today)
        for path in entries
    }
    return _atlas(files, (), signature, today)


def _file(path: Path, known: _File | None, *, may_reuse: bool, today: date) -> _File:
    good, good_digest = (known.good, known.good_digest) if known else (None, "")
    try:
        data = folders.read(path)
    except UnreadableError as error:
        problems = (Problem(error.code, path.name, slots=error.slots),)
        return _File("", good, good_digest, problems)
    seen = _digest_of([data])
    if known and may_reuse and known.seen == seen:
        return known
    found = read_layer(path.stem, data, today=today)
    if found.frame is None:
        return _File(seen, good, good_digest, found.problems)
    return _File(seen, found, seen, found.problems)


def _atlas(
    files: Mapping[str, _File],
    problems: tuple[Problem, ...],
    signature: Signature,
    today: date,
) -> Atlas:
    order = [name for name in vocabulary.LAYERS if name in files]
    order += sorted(name for name in files if name not in vocabulary.LAYERS)
    known_ids: dict[str, tuple[str, int]] = {}
    layers: dict[str, Layer] = {}
    found = list(problems)
    for name in order:
        file = files[name]
        found += file.problems
        if file.good is None or file.good.frame is None:
            continue
        if file.is_stale:
            found.append(Problem("file-stale", f"{name}{SUFFIX}"))
        frame, clashes = _without_clashes(file.good, file.good.frame, known_ids)
        found += clashes
        layers[name] = Layer(
            name, file.good.is_context, frame, file.good.foreign, file.good_digest, file.is_stale
        )
    digest = _digest_of(
        part.encode() for each in layers.values() for part in (each.name, each.digest)
    )
    return Atlas(
        MappingProxyType(layers),
        tuple(sorted(found, key=lambda problem: problem.sort_key)),
        digest,
        signature,
        MappingProxyType(files),
        today,
    )


def _without_clashes(
    read: ReadLayer, frame: GeoDataFrame, known: dict[str, tuple[str, int]]
) -> tuple[GeoDataFrame, list[Problem]]:
    """Return the frame without features whose id an earlier file has, and what to say of them.

    A feature of a context layer stays, under a name of our making. `known` maps the ids so
    far to (file, line) and learns those of this frame.
    """
    file = f"{read.name}{SUFFIX}"
    ids, lines = frame["id"].tolist(), frame["line"].tolist()
    places = dict(zip(ids, ((file, line) for line in lines), strict=True))
    taken = places.keys() & known.keys()
    code = "id-replaced" if read.is_context else "id-duplicate"
    problems = [_clash(code, each, places[each], known[each]) for each in taken]
    if taken:
        clashing = frame["id"].isin(list(taken)).to_numpy()
        if read.is_context:
            frame = frame.copy()
            handles = [f"{read.name}#r{row + 1}" for row in np.flatnonzero(clashing)]
            frame.loc[clashing, "id"] = handles
        else:
            frame = frame[~clashing].reset_index(drop=True)
    for each in frame["id"]:
        known[each] = places.get(each, (file, 0))
    return frame, problems


def _clash(code: str, feature_id: str, here: tuple[str, int], there: tuple[str, int]) -> Problem:
    file, line = here
    said = id_clash(code, feature_id, place_of(*there))
    return Problem(code, file, line, 0, feature_id, "id", said.slots)


def _digest_of(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()[:_DIGEST_LENGTH]


class AtlasStore:
    """The atlas of one folder for all who ask: read again only when the folder has changed.

    Safe to share between threads.

    Args:
        folder: of the files.
        today: returns the day from which "less than 30 days ago" counts.
    """

    def __init__(self, folder: Path, *, today: Callable[[], date] = date.today) -> None:
        self._folder = folder
        self._today = today
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

    def by_digest(self, digest: str) -> Atlas | None:
        """Return one of the last few atlases; None if there was none of this digest."""
        return self._recent.get(digest)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the folder as it is now."""
        return self.current().problems

    def _checked(self) -> Atlas:
        before, today = self._atlas, self._today()
        unchanged = before is not None and before.is_of(folders.signature(self._folder), today)
        if before is not None and unchanged and self._settled:
            return before
        read_at = time.time_ns()
        after = load(self._folder, previous=before, today=today)
        # A file saved twice within one tick of its clock looks unchanged: look once more.
        self._settled = all(abs(read_at - entry[1]) > _TICK_NS for entry in after.signature)
        if before is None or not after.shows_the_same(before):
            self._atlas = before = after
            self._recent[after.digest] = after
            self._recent.move_to_end(after.digest)
            while len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return before
