"""The folder of GeoJSON files -> everything that is shown, and what is wrong with it.

A file that is broken, unreadable or gone while it is read leaves its last good version
on the map; a file that was deleted goes. Bad content is never raised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import folders, knowledge, stories, vocabulary
from layers.folders import SUFFIX, Signature, UnreadableError
from layers.problems import Problem
from layers.quiet import without_recent as quiet
from layers.reading import ReadLayer, read_layer
from layers.reading.clashes import without_clashes
from layers.stories import Story

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame


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
        stories: by name.
        digest: of the names and bytes of all layers shown, 16 hexadecimal digits.
        stories_digest: of the stories: the map stays as it is when one is edited.
        signature: of the folder, for telling cheaply whether anything has changed.
    """

    layers: Mapping[str, Layer]
    problems: tuple[Problem, ...]
    stories: Mapping[str, Story]
    digest: str
    stories_digest: str
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


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where and when an atlas is read; `shows_recent` as in `load`."""

    today: date
    folder: Path | None = None
    signature: Signature = folders.MISSING
    shows_recent: bool = False


def load(
    folder: Path, *, previous: Atlas | None = None, today: date, shows_recent: bool = False
) -> Atlas:
    """Read every ``*.geojson`` of a folder, those below it and hidden ones left out.

    Never raises for what is there or not there: see `Atlas.problems`.

    Args:
        folder: of the files.
        previous: an earlier atlas of the same folder; files whose bytes are the same are
            taken from it, and the last good version of those that can no longer be read.
        today: the day from which "less than 30 days ago" counts.
        shows_recent: whether bases and movements that began so recently are shown, too.
    """
    try:
        entries, signature = folders.listing(folder)
    except UnreadableError as error:
        problems = (Problem(error.code, folder.name or str(folder), slots=error.slots),)
        return _atlas({}, problems, _Origin(today))
    known = previous._files if previous else {}
    may_reuse = previous is not None and previous._today == today
    files = {
        path.stem: _file(path.stem, _bytes(path), known.get(path.stem), may_reuse, today)
        for path in entries
    }
    return _atlas(files, (), _Origin(today, folder, signature, shows_recent))


def of_bytes(
    files: Mapping[str, bytes | UnreadableError],
    *,
    today: date,
    folder: Path | None = None,
    may_fork: bool = False,
) -> Atlas:
    """Read files that somebody has fetched already, as if they lay in one folder.

    Args:
        files: by stem: the bytes, or why they cannot be had.
        today: the day from which "less than 30 days ago" counts.
        folder: in which their stories lie; None for none.
        may_fork: as for `read_layer`.
    """
    read = {}
    for name, data in files.items():
        if isinstance(data, UnreadableError):
            read[name] = _unreadable(name, data, None)
        else:
            found = read_layer(name, data, today=today, may_fork=may_fork)
            read[name] = _read(found, folders.digest_of([data]), None)
    return _atlas(read, (), _Origin(today, folder, shows_recent=True))


def _bytes(path: Path) -> bytes | UnreadableError:
    try:
        return folders.read(path)
    except UnreadableError as error:
        return error


def _file(
    name: str, data: bytes | UnreadableError, known: _File | None, may_reuse: bool, today: date
) -> _File:
    if isinstance(data, UnreadableError):
        return _unreadable(name, data, known)
    seen = folders.digest_of([data])
    if known and may_reuse and known.seen == seen:
        return known
    return _read(read_layer(name, data, today=today), seen, known)


def _unreadable(name: str, error: UnreadableError, known: _File | None) -> _File:
    good, good_digest = (known.good, known.good_digest) if known else (None, "")
    problems = (Problem(error.code, f"{name}{SUFFIX}", slots=error.slots),)
    return _File("", good, good_digest, problems)


def _read(found: ReadLayer, seen: str, known: _File | None) -> _File:
    if found.frame is not None:
        return _File(seen, found, seen, found.problems)
    good, good_digest = (known.good, known.good_digest) if known else (None, "")
    return _File(seen, good, good_digest, found.problems)


def _atlas(files: Mapping[str, _File], problems: tuple[Problem, ...], origin: _Origin) -> Atlas:
    known_ids: dict[str, tuple[str, int]] = {}
    layers: dict[str, Layer] = {}
    frames: dict[str, GeoDataFrame] = {}
    found = list(problems)
    for name in sorted(files, key=order_of):
        file = files[name]
        found += file.problems
        if file.good is None or file.good.frame is None:
            continue
        if file.is_stale:
            found.append(_stale(name, file.problems))
        frame, clashes = without_clashes(file.good, file.good.frame, known_ids)
        found += clashes
        frames[name] = frame
        shown = frame if origin.shows_recent else quiet(name, frame, origin.today)
        layers[name] = _layer(name, file, shown)
    shelf = stories.load(origin.folder, frames)
    found += (*knowledge.problems(frames), *shelf.problems)
    # What is held back grows less from day to day: its number tells one day's from another's.
    held = sum(len(frame) - len(layers[name].frame) for name, frame in frames.items())
    parts = [part for each in layers.values() for part in (each.name, each.digest)]
    digest = folders.digest_of(part.encode() for part in [*parts, *([str(held)] if held else [])])
    return Atlas(
        MappingProxyType(layers),
        tuple(sorted(found, key=lambda problem: problem.sort_key)),
        shelf.stories,
        digest,
        shelf.digest,
        origin.signature,
        MappingProxyType(files),
        origin.today,
    )


def _layer(name: str, file: _File, frame: GeoDataFrame) -> Layer:
    foreign = file.good.foreign if file.good else {}
    is_context = name not in vocabulary.LAYERS
    return Layer(name, is_context, frame, foreign, file.good_digest, file.is_stale)


def order_of(name: str) -> tuple[int, str]:
    """Return the key that orders layers: those of the vocabulary, then context by name."""
    known = tuple(vocabulary.LAYERS)
    return (known.index(name), "") if name in known else (len(known), name)


def _stale(name: str, problems: tuple[Problem, ...]) -> Problem:
    """Say that the last good version is shown, right after what refuses the new one."""
    places = [(each.line, each.column) for each in problems if each.severity == "error"]
    return Problem("file-stale", f"{name}{SUFFIX}", *max(places))
