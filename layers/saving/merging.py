"""Changes of one person and changes of others: both are kept, unless they meet in one feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layers.folders import SUFFIX
from layers.problems import Problem
from layers.reading.report import path_text
from layers.saving.collection import id_of, same
from layers.saving.model import Change, Clash, SaveError
from layers.validation.sizes import check_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.saving.collection import Collection
    from layers.saving.model import Edit, Feature, Kept


class Merge(NamedTuple):
    """What one person's changes mean for the file as others have left it.

    Attributes:
        changes: that are to be made, by id; None removes a feature.
        clashing: ids of the features that others made something else of.
    """

    changes: Mapping[str, Feature | None]
    clashing: tuple[str, ...]


def wanted(edit: Edit) -> dict[str, Feature | None]:
    """Return what is to become of each feature, by id; one that is renamed goes and comes.

    Raises:
        SaveError: a feature has no id, or is nested too deep to be looked at.
    """
    found: dict[str, Feature | None] = {}
    for change in edit.changes:
        if change.feature is None:
            found[change.id] = None
            continue
        _refuse_depth(edit.layer, change)
        own = id_of(change.feature)
        if own is None:
            raise SaveError("no-id", name=change.id)
        if own != change.id:
            found[change.id] = None
        found[own] = change.feature
    return found


def _refuse_depth(layer: str, change: Change) -> None:
    deep = [
        Problem(each.code, f"{layer}{SUFFIX}", 0, 0, change.id, path_text(each.path), each.slots)
        for each in check_json(change.feature)
    ]
    if deep:
        raise SaveError("refused", name=change.id, problems=tuple(deep))


def merged(base: Collection, theirs: Collection, mine: Mapping[str, Feature | None]) -> Merge:
    """Add one person's changes to the file as it is now.

    Args:
        base: the file as that person began.
        theirs: the file as it is.
        mine: what that person made of features, by id.
    """
    changes: dict[str, Feature | None] = {}
    clashing = []
    for each, feature in mine.items():
        before, now = base.feature(each), theirs.feature(each)
        if same(feature, now) or same(feature, before):
            continue  # the same change twice, or none
        if same(now, before):
            changes[each] = feature
        else:
            clashing.append(each)
    return Merge(changes, tuple(clashing))


def clashes(
    base: Collection,
    theirs: Collection,
    mine: Mapping[str, Feature | None],
    ids: Sequence[str],
    meanwhile: Sequence[Kept],
) -> tuple[Clash, ...]:
    """Return both versions of each feature that clashes, and who made the other one."""
    found = []
    for each in ids:
        other = next((kept for kept in reversed(meanwhile) if each in kept.ids), None)
        by, at = (other.by, other.at) if other else ("", None)
        found.append(Clash(each, mine[each], theirs.feature(each), base.feature(each), by, at))
    return tuple(found)
