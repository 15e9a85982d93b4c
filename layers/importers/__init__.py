"""What others publish -> features of the contract, with a report of all that was done.

Nothing is fetched. Each format is one module that returns a `raw.Batch`; `contract` turns
it into features of a layer, the map's own reader checks them, and `report` says in words
what was mapped, made, changed, kept and left out. Steps: `raw` (what a reader returns),
`formats` (which reader), `contract`, `merging` and `writing` (into a file).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import folders
from layers.atlas import of_bytes
from layers.importers import formats, merging, writing
from layers.importers.contract import conform
from layers.importers.ledger import Ledger
from layers.importers.merging import Merged
from layers.importers.raw import Batch, NotImportedError, Wish
from layers.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

__all__ = [
    "Imported",
    "Ledger",
    "Merged",
    "NotImportedError",
    "Placed",
    "Wish",
    "import_file",
    "place",
]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Attributes:
        format: last part of the key ``import.format.FORMAT``; "" if it could not be read.
        found: how many features the file holds.
        features: those of the contract.
        made: ids among theirs that are of our making.
        text: of a file with these features.
        ledger: what was done to them.
        file_problems: what is wrong with the foreign file as a whole.
        problems: what the checker says of `text`.
    """

    format: str
    found: int
    features: tuple[dict[str, Any], ...]
    made: frozenset[str]
    text: str
    ledger: Ledger
    file_problems: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether there are features, and no error in any of them."""
        return bool(self.features) and not _has_errors(self.problems)


def import_file(path: Path, wish: Wish, *, today: date) -> Imported:
    """Read a foreign file and return what it holds as features of a layer.

    Args:
        path: of the file; its suffix says the format.
        wish: the layer, and what the person knows of the columns.
        today: the day from which "less than 30 days ago" counts.

    Raises:
        NotImportedError: nothing of it can be imported.
    """
    ledger = Ledger()
    batch, problems = formats.read(path, wish, ledger)
    if batch is None:
        return Imported("", 0, (), frozenset(), "", ledger, problems, ())
    features, made = conform(batch.features, wish, ledger)
    text = writing.collection_text(features, wish.layer, batch.around)
    checked = of_bytes({wish.layer: text.encode()}, today=today).problems
    found = len(batch.features) + _dropped_before(batch, ledger, features)
    return Imported(batch.format, found, features, made, text, ledger, problems, checked)


def _dropped_before(batch: Batch, ledger: Ledger, features: tuple[dict[str, Any], ...]) -> int:
    """Count the features that the reader of the format left out itself."""
    in_contract = len(batch.features) - len(features)
    return ledger.count("dropped") - in_contract


@dataclass(frozen=True, slots=True)
class Placed:
    """What was imported, in a file of the map.

    Attributes:
        before: the bytes of the file; empty if there is none.
        merged: the file with the features in it.
        problems: what the checker says of the imported ones there, beside what lies in the
            same folder: an overlap with a tenure, an id that another file has.
    """

    before: bytes
    merged: Merged
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether no imported feature has an error."""
        return not _has_errors(self.problems)


def place(imported: Imported, target: Path, *, today: date) -> Placed:
    """Put what was imported into a file of the map; nothing is written.

    Args:
        imported: features, at least one.
        target: the file; its stem is the layer.
        today: the day from which "less than 30 days ago" counts.

    Raises:
        NotImportedError: the file cannot be read.
    """
    before = _bytes_of(target) if target.exists() else b""
    if before.strip():
        merged = merging.merge(before, imported.features, imported.made)
    else:
        ids = tuple(str(each["properties"].get("id", "")) for each in imported.features)
        merged = Merged(imported.text.encode(), ids, (), ())
    if not imported.is_sound:
        return Placed(before, merged, imported.problems)
    beside = {each.stem: _bytes_of(each) for each in _beside(target)}
    files = {**beside, target.stem: merged.data}
    ours = {*merged.new, *merged.replaced}
    found = of_bytes(files, today=today).problems
    return Placed(before, merged, tuple(each for each in found if each.feature in ours))


def _bytes_of(path: Path) -> bytes:
    try:
        return folders.read(path)
    except folders.UnreadableError as error:
        raise NotImportedError("target-unreadable", path=str(path)) from error


def _beside(target: Path) -> Iterator[Path]:
    """Yield the other files of the folder of a file."""
    try:
        paths, _ = folders.listing(target.parent)
    except folders.UnreadableError:
        return
    yield from (path for path in paths if path.name != target.name)


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)
