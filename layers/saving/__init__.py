"""Changes made in the page -> the file on the server, so that nothing is ever lost.

Several people may save at once. A save takes the lock of the folder, looks at the file
again, adds its changes to those of others, keeps the version before under
``.history/LAYER/`` and writes only the bytes of the features that changed. Where two people
made two different things of one feature nothing is written, and both are shown.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from layers import deployment
from layers.atomic import WriteError
from layers.authoring.appending import empty
from layers.reading import collector_paused
from layers.saving import keeping, naming
from layers.saving.checks import check, check_elsewhere, refuse_twins
from layers.saving.collection import collection_of, rewritten, same
from layers.saving.keeping import Save
from layers.saving.locking import locked
from layers.saving.merging import clashes, merged, wanted
from layers.saving.model import (
    Change,
    Clash,
    Conflict,
    Edit,
    Kept,
    Opened,
    Saved,
    SaveError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from layers.saving.collection import Collection
    from layers.saving.model import Feature

__all__ = (
    "Change",
    "Clash",
    "Conflict",
    "Edit",
    "Kept",
    "Opened",
    "SaveError",
    "Saved",
    "history",
    "is_on",
    "kept_bytes",
    "open_layer",
    "restore",
    "save",
)

# How often a save starts again because a program without our lock wrote just then.
_ATTEMPTS = 5


def is_on(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the host lets the page write (``TEMOIN_EDIT=1``)."""
    return deployment.read(environ).may_edit


def open_layer(folder: Path, name: str) -> Opened:
    """Return a layer to change: one that is there, or one that the vocabulary knows.

    Raises:
        SaveError: no layer may have this name, or its file cannot be read.
    """
    data = naming.present(naming.path_of(folder, name))
    return Opened(name, empty(name) if data is None else data, naming.version_of(data))


def save(folder: Path, edit: Edit, *, today: date) -> Saved | Conflict:
    """Make changes in the file of a layer, or none of them.

    Returns:
        Saved with the version that is in the file now; if nothing differs, the one that
        was. Conflict if others meanwhile made something else of the same features.

    Raises:
        SaveError: the name, a feature or the file is not what can be saved.
        WriteError: it cannot be written. The file is as it was.
    """
    path = naming.path_of(folder, edit.layer)
    mine = wanted(edit)
    with collector_paused():
        base = collection_of(edit.layer, edit.base.data)
        with locked(path):
            return _tried(path, edit, mine, base, today)


def _tried(
    path: Path, edit: Edit, mine: Mapping[str, Feature | None], base: Collection, today: date
) -> Saved | Conflict:
    """Save, starting again if somebody without the lock writes in the middle of it."""
    for _ in range(_ATTEMPTS):
        try:
            return _saved(path, edit, mine, base, today)
        except WriteError as error:
            if error.reason != "changed":
                raise
    raise SaveError("busy", name=path.name)


def _saved(
    path: Path, edit: Edit, mine: Mapping[str, Feature | None], base: Collection, today: date
) -> Saved | Conflict:
    now = naming.present(path)
    version = naming.version_of(now)
    has_changed = version != edit.base.version
    theirs = base
    if has_changed:
        theirs = collection_of(edit.layer, empty(edit.layer) if now is None else now)
    others: tuple[Kept, ...] = ()
    if has_changed:
        others = keeping.since(keeping.entries(path, edit.layer, version), edit.base.version)
    merge = merged(base, theirs, mine)
    if merge.clashing:
        return Conflict(clashes(base, theirs, mine, merge.clashing, others))
    if not merge.changes:
        return Saved(version, has_changed, others)
    refuse_twins(theirs, merge.changes)
    data = rewritten(theirs, merge.changes)
    after = collection_of(edit.layer, data)
    check(after, merge.changes, today=today)
    check_elsewhere(path.parent, after, after.index.keys() - theirs.index.keys())
    kept = Save(edit.layer, edit.author, edit.at, tuple(merge.changes), now, data)
    keeping.write(path, kept)
    return Saved(naming.version_of(data), has_changed, others)


def history(folder: Path, layer: str) -> tuple[Kept, ...]:
    """Return the saves of a layer, newest first.

    Raises:
        SaveError: no layer may have this name, or its file cannot be read.
        WriteError: the folder of the history cannot be read.
    """
    path = naming.path_of(folder, layer)
    version = naming.version_of(naming.present(path))
    return tuple(reversed(keeping.entries(path, layer, version)))


def kept_bytes(folder: Path, kept: Kept) -> bytes:
    """Return the version that a save replaced.

    Raises:
        SaveError: it is not kept, or there was no file before that save.
    """
    return keeping.content(naming.path_of(folder, kept.layer), kept)


def restore(folder: Path, kept: Kept, *, seen: str, author: str, at: datetime) -> Saved:
    """Bring back the version that a save replaced, byte for byte, as a save of its own.

    Args:
        folder: of the layers.
        kept: the save.
        seen: version that is in the file as far as the person knows.
        author: who brings it back, as they call themselves.
        at: when, with a time zone.

    Raises:
        SaveError: it is not kept, or the file is no longer the one that was seen.
        WriteError: it cannot be written. The file is as it was.
    """
    path = naming.path_of(folder, kept.layer)
    data = keeping.content(path, kept)
    with locked(path):
        now = naming.present(path)
        if naming.version_of(now) != seen:
            raise SaveError("changed", name=path.name)
        if now != data:
            ids = _differing(kept.layer, now, data)
            keeping.write(path, Save(kept.layer, author, at, ids, now, data))
    return Saved(naming.version_of(data), merged=False, others=())


def _differing(layer: str, before: bytes | None, after: bytes) -> tuple[str, ...]:
    """Return the ids of the features that are not the same; none if one cannot be read."""
    try:
        one = collection_of(layer, empty(layer) if before is None else before)
        other = collection_of(layer, after)
    except SaveError:
        return ()
    ids = one.index.keys() | other.index.keys()
    return tuple(each for each in ids if not same(one.feature(each), other.feature(each)))
