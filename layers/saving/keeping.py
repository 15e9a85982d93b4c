"""The versions before: ``.history/LAYER/TIME-VERSION.geojson``, with a record of who saved.

The copy is written first, the record ``TIME-VERSION.json`` next, the layer's file last. A
program that is killed between leaves a copy of what is still in the file: such an entry
tells nothing and is not listed. File names are made of times and digests alone.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from layers import atomic, folders
from layers.atomic import WriteError
from layers.folders import SUFFIX, UnreadableError
from layers.saving.model import Kept, SaveError
from layers.saving.naming import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# Hidden, so that nothing in it is taken for a layer.
HISTORY = ".history"
_RECORD = ".json"

_TIME = "%Y%m%dT%H%M%S%fZ"
_NEW = "new"
_KEY = re.compile(rf"(\d{{8}}T\d{{12}}Z)-([0-9a-f]{{16}}|{_NEW})", re.ASCII)
_TICK = timedelta(microseconds=1)
# What somebody took back on purpose may stand there: it is for nobody but the server.
_MODE = 0o700


@dataclass(frozen=True, slots=True)
class Save:
    """What is written down of a save.

    Attributes:
        layer: its name.
        by: who saves, as they call themselves.
        at: when, with a time zone.
        ids: of the features that change.
        before: the file as it is; None if there is none.
        after: the file as it will be.
    """

    layer: str
    by: str
    at: datetime
    ids: tuple[str, ...]
    before: bytes | None
    after: bytes


def write(path: Path, save: Save) -> None:
    """Keep the version before, then write the new one. Whoever calls holds the lock.

    Args:
        path: of the layer's file.
        save: what is written, and what it replaces.

    Raises:
        WriteError: it cannot be written; the file is as it was.
    """
    shelf = path.parent / HISTORY / save.layer
    kept: list[Path] = []
    try:
        _keep(shelf, save, kept)
    except OSError as error:
        _drop(kept)
        raise atomic.refusal(path, error) from error
    except WriteError as error:
        _drop(kept)
        raise WriteError(path, error.reason, error.detail) from error
    try:
        atomic.write(path, save.after, replacing=save.before)
    except WriteError as error:
        # Somebody without the lock wrote meanwhile: then ours is the only copy there is.
        _drop(kept[-1:] if error.reason == "changed" else kept)
        raise


def _keep(shelf: Path, save: Save, kept: list[Path]) -> None:
    """Write copy and record; `kept` learns what there may be to take back."""
    for each in (shelf.parent, shelf):
        each.mkdir(mode=_MODE, exist_ok=True)
    version = version_of(save.before)
    stem = f"{_free_time(shelf, save.at)}-{version or _NEW}"
    if save.before is not None:
        kept.append(shelf / f"{stem}{SUFFIX}")
        atomic.write(kept[-1], save.before)
    record = {
        "by": save.by,
        "at": save.at.astimezone(UTC).isoformat(),
        "ids": sorted(save.ids),
        "before": version,
        "after": version_of(save.after),
    }
    kept.append(shelf / f"{stem}{_RECORD}")
    atomic.write(kept[-1], f"{json.dumps(record, indent=2)}\n".encode())


def _drop(paths: Iterable[Path]) -> None:
    """Take back what belongs to a save that was not made."""
    for each in paths:
        try:
            each.unlink(missing_ok=True)
        except OSError:
            pass  # it stays as after a kill, and is not listed


def _free_time(shelf: Path, at: datetime) -> str:
    """Return the time that names an entry, behind all others: names tell the order of saves."""
    time = at.astimezone(UTC)
    newest = max(_keys(shelf), default="")
    if newest:
        time = max(time, _time_of(newest) + _TICK)
    return time.strftime(_TIME)


def _time_of(key: str) -> datetime:
    return datetime.strptime(key.partition("-")[0], _TIME).replace(tzinfo=UTC)


def _keys(shelf: Path) -> list[str]:
    """Return the keys of all entries, oldest first."""
    try:
        names = {each.stem for each in shelf.iterdir() if each.suffix in (SUFFIX, _RECORD)}
    except FileNotFoundError:
        return []
    except OSError as error:
        raise atomic.refusal(shelf, error) from error
    return sorted(name for name in names if _is_key(name))


def _is_key(name: str) -> bool:
    if _KEY.fullmatch(name) is None:
        return False
    try:
        _time_of(name)
    except ValueError:  # a thirteenth month
        return False
    return True


def entries(path: Path, layer: str, version: str) -> tuple[Kept, ...]:
    """Return the saves of a layer that took place, oldest first.

    Args:
        path: of the layer's file.
        layer: its name.
        version: of the file as it is.

    Raises:
        WriteError: the folder of the history cannot be read.
    """
    shelf = path.parent / HISTORY / layer
    found = [_entry(shelf, layer, key) for key in _keys(shelf)]
    following = [*(each.version for each in found[1:]), version]
    return tuple(each for each, came in zip(found, following, strict=False) if each.version != came)


def _entry(shelf: Path, layer: str, key: str) -> Kept:
    record = _record(shelf / f"{key}{_RECORD}")
    version = key.rpartition("-")[2]
    return Kept(
        layer=layer,
        key=key,
        version="" if version == _NEW else version,
        after=_text(record.get("after")),
        by=_text(record.get("by")),
        at=_moment(record.get("at")) or _time_of(key),
        ids=tuple(each for each in _list(record.get("ids")) if type(each) is str),
    )


def _record(path: Path) -> dict[str, Any]:
    """Return what was written down; nothing if that is gone or spoilt."""
    try:
        found = json.loads(folders.read(path))
    except (UnreadableError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if type(value) is str else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def since(found: Sequence[Kept], version: str) -> tuple[Kept, ...]:
    """Return the saves that came after a version was in the file, oldest first.

    Nothing if that version was never there or left the file by other ways.
    """
    for at in range(len(found), 0, -1):
        if found[at - 1].after == version:
            return tuple(found[at:])
        if found[at - 1].version == version:
            return tuple(found[at - 1 :])
    return ()


def content(path: Path, kept: Kept) -> bytes:
    """Return the version that a save replaced.

    Raises:
        SaveError: it is not kept, or is no longer what it was.
    """
    shelf = path.parent / HISTORY / kept.layer
    if not _is_key(kept.key) or kept.key.endswith(_NEW):
        raise SaveError("no-version", name=kept.key)
    try:
        data = folders.read(shelf / f"{kept.key}{SUFFIX}")
    except UnreadableError as error:
        raise SaveError("no-version", name=kept.key) from error
    if version_of(data) != kept.key.rpartition("-")[2]:
        raise SaveError("no-version", name=kept.key)
    return data
