"""No feature is written that the map would leave off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import dates, vocabulary
from layers.folders import SUFFIX
from layers.problems import Problem
from layers.reading.features import good_rows, id_clash, place_of
from layers.reading.report import Report
from layers.saving import naming
from layers.saving.collection import collection_of
from layers.saving.model import SaveError
from layers.validation.features import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from layers.saving.collection import Collection
    from layers.saving.model import Feature


def refuse_twins(before: Collection, ids: Iterable[str]) -> None:
    """Refuse to change a feature whose id another one of its file has: which is meant?

    Raises:
        SaveError: one of the ids stands twice.
    """
    found = [_clash(before, each, before) for each in ids if each in before.twice]
    if found:
        raise SaveError("refused", name=before.file, problems=tuple(found))


def check(after: Collection, changes: Mapping[str, Feature | None], *, today: date) -> None:
    """Check the features that are new or changed, by the rules of their layer.

    Args:
        after: the file as it would be.
        changes: by id; those of None are gone from it.
        today: the day from which "less than 30 days ago" counts.

    Raises:
        SaveError: one of them would be left off.
    """
    at = sorted(after.index[each] for each, feature in changes.items() if feature is not None)
    report = Report(after.file)
    rules = rules_of(after.name, today=dates.day_number(today))
    elements = [after.elements[each] for each in at]
    good_rows(rules, after.scanner, elements, report, may_fork=False)
    errors = tuple(each for each in report.problems() if each.severity == "error")
    if errors:
        raise SaveError("refused", name=after.file, problems=errors)


def check_elsewhere(folder: Path, after: Collection, new: Iterable[str]) -> None:
    """Refuse a new id that a feature of another file has: it would be left off.

    Raises:
        SaveError: one of the ids is taken.
    """
    if after.name not in vocabulary.LAYERS:
        return  # the map gives a feature of a context layer another name
    found = list(_taken(folder, after, tuple(new)))
    if found:
        raise SaveError("refused", name=after.file, problems=tuple(found))


def _taken(folder: Path, after: Collection, new: tuple[str, ...]) -> Iterator[Problem]:
    for name in vocabulary.LAYERS:
        if name == after.name:
            continue
        try:
            data = naming.present(folder / f"{name}{SUFFIX}")
            # Reading takes a while, looking for a few letters none.
            if data is None or not any(each.encode("utf-8", "replace") in data for each in new):
                continue
            other = collection_of(name, data)
        except SaveError:
            continue  # what cannot be read holds no feature
        yield from (_clash(after, each, other) for each in new if each in other.index)


def _clash(here: Collection, feature_id: str, there: Collection) -> Problem:
    place = place_of(there.file, there.line(feature_id))
    said = id_clash("id-duplicate", feature_id, place)
    return Problem(said.code, here.file, here.line(feature_id), 0, feature_id, "id", said.slots)
