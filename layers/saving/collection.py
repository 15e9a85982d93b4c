"""The features of a file and the characters that each takes: change some, keep the others."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.fixing import spans
from layers.folders import SUFFIX
from layers.formatting import order
from layers.formatting.layout import line_of, text_of
from layers.reading.document import open_bytes
from layers.reading.report import RefusedError, Report
from layers.saving.model import SaveError
from layers.validation.identity import with_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.saving.model import Feature
    from layers.strict_json.scanner import Element, Scanner

# What can be read, but where a feature has no place of its own to be written to.
_NO_COLLECTION = frozenset(
    ("feature-sequence", "bare-feature", "bare-geometry", "crs-reprojected", "duplicate-member")
)
_DEPTH = 2
_MARGIN = "    "
_BLANKS = " \t\r\n"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Collection:
    """A file that features can be changed in.

    Attributes:
        name: of the layer.
        has_mark: whether the file begins with a byte order mark.
        scanner: of its text.
        elements: the features as they stand.
        index: where the feature of an id stands among them, the first one of this id.
        twice: ids that more than one feature has.
    """

    name: str
    has_mark: bool
    scanner: Scanner
    elements: list[Element]
    index: Mapping[str, int]
    twice: frozenset[str]

    @property
    def file(self) -> str:
        """Return the name of the file, as problems have it."""
        return f"{self.name}{SUFFIX}"

    def feature(self, feature_id: str) -> Feature | None:
        """Return the feature of an id; None if there is none."""
        at = self.index.get(feature_id)
        found: Feature | None = None if at is None else self.elements[at].value
        return found

    def line(self, feature_id: str) -> int:
        """Return the line, from 1, in which the feature of an id begins."""
        return self.scanner.mark(self.elements[self.index[feature_id]].start).line


def collection_of(name: str, data: bytes) -> Collection:
    """Return what stands in a file.

    Raises:
        SaveError: it cannot be read, or it is no collection in longitude and latitude.
    """
    report = Report(f"{name}{SUFFIX}")
    try:
        opened = open_bytes(data, report)
    except RefusedError as error:
        raise SaveError("unreadable", name=report.file, problems=report.problems()) from error
    if any(problem.code in _NO_COLLECTION for problem in report.problems()):
        raise SaveError("unreadable", name=report.file, problems=report.problems())
    index: dict[str, int] = {}
    twice = set()
    for at, element in enumerate(opened.elements):
        feature_id = id_of(element.value)
        if feature_id is None:
            continue
        if index.setdefault(feature_id, at) != at:
            twice.add(feature_id)
    has_mark = data.startswith(codecs.BOM_UTF8)
    return Collection(name, has_mark, opened.scanner, opened.elements, index, frozenset(twice))


def id_of(feature: object) -> str | None:
    """Return the id of whatever stands in "features"; None if it has none."""
    if not isinstance(feature, dict):
        return None
    properties = feature.get("properties")
    found = with_id(feature, properties if isinstance(properties, dict) else {}).get("id")
    if type(found) is int:
        return str(found)
    return found if type(found) is str and found else None


def same(one: Feature | None, other: Feature | None) -> bool:
    """Tell whether two features say the same; the order of keys says nothing, 1 is not true."""
    if one is None or other is None:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def rewritten(found: Collection, changes: Mapping[str, Feature | None]) -> bytes:
    """Return the bytes of a file with some features changed, all others as they were.

    Args:
        found: the file as it is.
        changes: by id: the feature afterwards, None if it goes. New ones come last.
    """
    text = found.scanner.text
    features = [*_kept(found, changes), *_added(found, changes)]
    # What stood before the first one is before the features; a comma is not missed there.
    inner = "".join(body if at == 0 else gap + body for at, (gap, body) in enumerate(features))
    head, tail = _around(found)
    if not inner:
        head = head.rstrip(_BLANKS)
    mark = codecs.BOM_UTF8 if found.has_mark else b""
    return mark + f"{_ends(text, head)}{inner}{_ends(text, tail)}".encode()


def _kept(found: Collection, changes: Mapping[str, Feature | None]) -> Iterator[tuple[str, str]]:
    """Yield (what stands before it, text) of each feature that stays."""
    text = found.scanner.text
    changed = {found.index[each]: each for each in changes if each in found.index}
    before = None
    for at, element in enumerate(found.elements):
        gap = "" if before is None else text[before : element.start]
        before = element.end
        if at not in changed:
            yield gap, text[element.start : element.end]
            continue
        feature = changes[changed[at]]
        if feature is not None:
            yield gap, _written(found, feature, element)


def _added(found: Collection, changes: Mapping[str, Feature | None]) -> Iterator[tuple[str, str]]:
    text = found.scanner.text
    last = found.elements[-1] if found.elements else None
    gap = f",\n{_MARGIN}"
    if last is not None:
        margin = _margin(text, last.start)
        starts_its_line = text[: last.start].endswith(f"\n{margin}")
        gap = f",\n{margin}" if starts_its_line else ", "
    for each, feature in changes.items():
        if feature is not None and each not in found.index:
            yield _ends(text, gap), _written(found, feature, last)


def _written(found: Collection, feature: Feature, beside: Element | None) -> str:
    """Return the text of a feature in the form of one that stands there."""
    text = found.scanner.text
    ordered = order.feature(feature, found.name)
    if beside is None:
        written = text_of(ordered, depth=_DEPTH)
    elif "\n" not in text[beside.start : beside.end]:
        written = line_of(ordered)
    else:
        margin = _margin(text, beside.start)
        written = text_of(ordered, depth=_DEPTH).replace(f"\n{_MARGIN}", f"\n{margin}")
    # Half a character cannot be encoded; as an escape it is found and refused.
    whole = _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half.group()):04x}", written)
    return _ends(text, whole)


def _around(found: Collection) -> tuple[str, str]:
    """Return what stands before the first feature and behind the last one."""
    text = found.scanner.text
    if found.elements:
        return text[: found.elements[0].start], text[found.elements[-1].end :]
    span = spans.span_of(found.scanner, found.scanner.skip(0), ("features",))
    at = (span[0] if span else 0) + 1
    closing = "\n  " if text[at : at + 1] == "]" else ""
    return f"{text[:at]}\n{_MARGIN}", f"{closing}{text[at:]}"


def _margin(text: str, at: int) -> str:
    """Return the blanks with which the line of an offset begins."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _ends(text: str, new: str) -> str:
    """Return new text with the line ends of the text that it joins."""
    return re.sub(r"(?<!\r)\n", "\r\n", new) if "\r\n" in text else new
