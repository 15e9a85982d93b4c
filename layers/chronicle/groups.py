"""Lines under a heading, and how many of them are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.chronicle.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

# So many lines of a group are written; the rest is counted.
LISTED: Final = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading.

    Attributes:
        name: what the group is ("movements").
        heading: of the group.
        lines: in their order.
        left_out: features that no line is written about.
        notes: sentences about the whole group, before the lines.
        after: likewise, after the lines.
        parts: groups below this one's heading.
    """

    name: str
    heading: str
    lines: tuple[Line, ...] = ()
    left_out: int = 0
    notes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it says anything at all."""
        return bool(self.lines or self.notes or self.after or self.parts)


def listed(
    name: str,
    heading: str,
    rows: NDArray[Any],
    write: Callable[[int], Line],
    notes: tuple[str, ...] = (),
) -> Group:
    """Return a group of the first `LISTED` rows; it is empty if there are none.

    Args:
        name: of the group.
        heading: of the group.
        rows: of the table of features.
        write: makes the line of one row.
        notes: sentences about the whole group.
    """
    if not len(rows):
        return Group(name, heading)
    lines = tuple(write(int(row)) for row in rows[:LISTED])
    return Group(name, heading, lines, len(rows) - len(lines), notes)
