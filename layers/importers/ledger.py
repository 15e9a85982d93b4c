"""What happened on the way from a foreign file to the contract, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from layers.problems import shown, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

# mapped: a column became a field. made: a value that the file does not have. changed: the
# same, written as the contract wants it. kept: under "more". left-out: a property, or what
# of a feature the contract has no place for. dropped: a whole feature. note: good to know.
Kind = Literal["note", "mapped", "made", "changed", "kept", "left-out", "dropped"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_EXAMPLES = 3
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to one or many features.

    Attributes:
        kind: one of KINDS.
        subject: the property that it happened to; "" for a whole feature.
        reason: last part of the key ``import.reason.REASON`` of the catalogue; "" if the
            kind says it all.
        count: of features.
        examples: the first few, such as ``gao-2014: "2014/08/01" → "2014-08-01"``.
    """

    kind: Kind
    subject: str
    reason: str
    count: int
    examples: tuple[str, ...]


class Ledger:
    """Counts what happens; only the first examples of each are kept."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Kind, str, str]] = Counter()
        self._examples: dict[tuple[Kind, str, str], list[str]] = {}

    def note(self, reason: str, example: str = "") -> None:
        """Say something of the file as a whole."""
        self._add(("note", "", reason), example)

    def mapped(self, field: str, column: str) -> None:
        """A column of the file became a field."""
        self._add(("mapped", field, ""), "", column)

    def made(self, field: str, reason: str, label: str, value: object) -> None:
        """A field was filled with what the file does not have."""
        self._add(("made", field, reason), label, value)

    def changed(self, field: str, reason: str, label: str, values: tuple[object, object]) -> None:
        """A value was rewritten: (before, after)."""
        self._add(("changed", field, reason), label, *values)

    def kept(self, name: str, label: str, value: object) -> None:
        """A property that no field knows stands under "more"."""
        self._add(("kept", name, ""), label, value)

    def left_out(self, name: str, reason: str, label: str = "") -> None:
        """A property was left out."""
        self._add(("left-out", name, reason), label)

    def dropped(self, reason: str, label: str) -> None:
        """A whole feature was left out."""
        self._add(("dropped", "", reason), label)

    def entries(self, kind: Kind) -> Iterator[Entry]:
        """Yield what happened of one kind, in the order in which it happened first."""
        for key, count in self._counts.items():
            if key[0] == kind:
                yield Entry(*key, count, tuple(self._examples[key]))

    def count(self, kind: Kind) -> int:
        """Count the features of one kind."""
        return sum(entry.count for entry in self.entries(kind))

    def _add(self, key: tuple[Kind, str, str], label: str, *values: object) -> None:
        self._counts[key] += 1
        examples = self._examples.setdefault(key, [])
        # To write a value down takes longer than to import it: the first ones are enough.
        if self._counts[key] > _LOOKED_AT or len(examples) == _EXAMPLES:
            return
        arrow = " → ".join(map(shown, values))
        example = ": ".join(part for part in (visible(label), arrow) if part)
        if example and example not in examples:
            examples.append(example)
