"""What can be mended in one file, as edits of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import dates
from layers.fixing.edits import Edit, applied
from layers.fixing.features import FeatureMender
from layers.folders import SUFFIX
from layers.reading.document import open_bytes
from layers.reading.report import RefusedError, Report
from layers.validation.features import rules_of

if TYPE_CHECKING:
    from datetime import date

    from layers.reading.document import Opened
    from layers.written_dates import Order

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Plan:
    """The mends of one file.

    Attributes:
        before: its text; "" if it cannot be read.
        edits: in the order of their places, without overlaps.
        ambiguous: dates that stay because day and month cannot be told apart.
        data: the bytes afterwards.
    """

    before: str
    edits: tuple[Edit, ...]
    ambiguous: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read.

    Attributes:
        name: of the layer.
        data: its bytes.
        opened: what they hold.
        is_moved: whether its coordinates were converted, so that they are not in the text.
    """

    name: str
    data: bytes
    opened: Opened
    is_moved: bool


def opened(name: str, data: bytes) -> Source | None:
    """Open a file for mending; None if nothing of it can be read."""
    report = Report(f"{name}{SUFFIX}")
    try:
        found = open_bytes(data, report)
    except RefusedError:
        return None
    is_moved = any(problem.code == "crs-reprojected" for problem in report.problems())
    return Source(name, data, found, is_moved)


def ids_of(source: Source) -> set[str]:
    """Return every id that the features of a file have, sound or not."""
    ids: set[str] = set()
    for element in source.opened.elements:
        feature = element.value if type(element.value) is dict else {}
        for holder in (feature, feature.get("properties")):
            found = holder.get("id") if type(holder) is dict else None
            if type(found) is str:
                ids.add(found)
    return ids


def plan(source: Source, taken: set[str], *, today: date, order: Order | None = None) -> Plan:
    """Return the safe mends of a file.

    Args:
        source: the file.
        taken: ids that no new one may equal; it learns those that are made.
        today: the day from which "less than 30 days ago" counts.
        order: how dates are read that may mean two days; None leaves them.
    """
    scanner = source.opened.scanner
    rules = rules_of(source.name, today=dates.day_number(today))
    mender = FeatureMender(rules, scanner, order, taken, may_swap=not source.is_moved)
    edits: list[Edit] = []
    ambiguous = 0
    for element in source.opened.elements:
        if element.flaws or type(element.value) is not dict:
            continue
        found, doubtful = mender.mends(element)
        edits += found
        ambiguous += doubtful
    edits.sort()
    mark = _BYTE_ORDER_MARK if source.data.startswith(_BYTE_ORDER_MARK) else b""
    after = applied(scanner.text, edits).encode() if edits else b""
    return Plan(scanner.text, tuple(edits), ambiguous, mark + after if edits else source.data)
