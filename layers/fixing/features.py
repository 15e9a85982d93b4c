"""The safe mends of one feature."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import vocabulary, written_dates
from layers.fixing import spans
from layers.fixing.edits import Edit
from layers.reading.frames import fields_of
from layers.validation.features import check_feature
from layers.validation.geometry import positions
from layers.validation.identity import with_id
from layers.validation.properties import is_absent
from layers.validation.region import MALI, REGION
from layers.validation.values import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.strict_json.scanner import Element, Path, Scanner
    from layers.validation.features import Rules
    from layers.validation.geometry import Position
    from layers.vocabulary import Field, FieldType
    from layers.written_dates import Order

_LISTS = ("codes", "texts")
_ENTRIES = {"claims": vocabulary.CLAIM_FIELDS, "sources": vocabulary.SOURCE_FIELDS}


@dataclass(frozen=True, slots=True)
class FeatureMender:
    """Mends the features of one file.

    Attributes:
        rules: of its layer.
        scanner: of its text.
        order: how dates are read that may mean two days; None leaves them.
        taken: ids that no new one may equal; it learns those that are made.
        may_swap: whether the coordinates stand in the text as they are checked.
    """

    rules: Rules
    scanner: Scanner
    order: Order | None
    taken: set[str]
    may_swap: bool

    def mends(self, element: Element) -> tuple[list[Edit], int]:
        """Return the edits of a feature, and how many dates stay because they are ambiguous."""
        feature = element.value
        properties = feature.get("properties")
        if type(properties) is not dict:
            return [], 0
        edits: list[Edit] = []
        ambiguous = 0
        start = properties.get("start")
        for path, kind, value in _values(properties, fields_of(self.rules.name)):
            found = self._value(kind, value)
            if found is not None:
                edits += self._replaced(element.start, ("properties", *path), found, kind)
                start = found if path == ("start",) else start
            elif kind == "date":
                ambiguous += written_dates.is_ambiguous(value)
        if self.rules.members is not None:
            edits += self._id(element.start, feature, properties, start)
            edits += self._swapped(element)
        return edits, ambiguous

    def _value(self, kind: FieldType, value: object) -> str | None:
        """Return what a value becomes; None if it stays."""
        if kind == "date":
            found = written_dates.mended(value, self.order)
            if found is not None:
                return found
        if type(value) is not str or not value or not (value[0].isspace() or value[-1].isspace()):
            return None
        return value.strip() or None

    def _replaced(self, at: int, path: Path, value: str, kind: FieldType) -> list[Edit]:
        span = spans.span_of(self.scanner, at, path)
        if span is None:
            return []
        before = self.scanner.text[span[0] : span[1]]
        is_trim = before[:1] == '"' and json.loads(before).strip() == value
        after = f'"{before[1:-1].strip()}"' if is_trim else _written(value)
        if is_trim and json.loads(after) != value:  # the blanks were written as escapes
            after = _written(value)
        return [Edit(*span, after, "date" if kind == "date" and not is_trim else "trim")]

    def _id(
        self, at: int, feature: dict[str, Any], properties: dict[str, Any], start: object
    ) -> list[Edit]:
        """Make the id that is missing from the name."""
        name = properties.get("name")
        if not is_absent(with_id(feature, properties).get("id")) or type(name) is not str:
            return []
        holder = spans.span_of(self.scanner, at, ("properties",))
        made = self._free_id(slug_of(name), start)
        if made is None or holder is None:
            return []
        self.taken.add(made)
        empty = spans.span_of(self.scanner, at, ("properties", "id"))
        return [Edit(*empty, _written(made), "id") if empty else self._inserted(holder[0], made)]

    def _free_id(self, slug: str, start: object) -> str | None:
        """Return an id that nobody has: the name, with the month if need be, then a number."""
        if not slug:
            return None
        month = start[:7] if type(start) is str and start[:4].isdigit() else ""
        longer = f"{slug}-{month}" if month else slug
        candidates = (slug, longer, *(f"{longer}-{n}" for n in range(2, len(self.taken) + 4)))
        return next(each for each in candidates if each not in self.taken)

    def _inserted(self, at: int, made: str) -> Edit:
        """Put an id in front of the other properties, indented and spaced as they are."""
        text = self.scanner.text
        first = self.scanner.skip(at + 1)
        blank = text[at + 1 : first]
        colon = text.index(":", self.scanner.element(first).end)
        space = " " if text[colon + 1 : colon + 2].isspace() else ""
        entry = f'"id":{space}{_written(made)},'
        return Edit(at + 1, at + 1, f"{blank}{entry}" if blank else f"{entry}{space}", "id")

    def _swapped(self, element: Element) -> list[Edit]:
        """Exchange longitude and latitude where only that can be meant."""
        if not self.may_swap:
            return []
        length = element.end - element.start
        found = check_feature(self.rules, element.value, length=length)
        if all(each.code != "coordinates-swapped" for each in found):
            return []
        span = spans.span_of(self.scanner, element.start, ("geometry", "coordinates"))
        if span is None:
            return []
        points = positions(element.value["geometry"])
        pairs = list(spans.positions(self.scanner, span[0]))
        if len(points) != len(pairs):
            return []
        wrong = _surely_swapped(points)
        edits = []
        for (one, other), is_wrong in zip(pairs, wrong, strict=True):
            if is_wrong:
                edits.append(Edit(*one, self.scanner.text[other[0] : other[1]], "swap"))
                edits.append(Edit(*other, self.scanner.text[one[0] : one[1]], "swap"))
        return edits


def _written(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _surely_swapped(points: Sequence[Position]) -> list[bool]:
    """Tell of each position whether it is surely swapped; of none if one of them is unclear.

    No place is in Mali both ways. What is in Mali as written is right; what is outside the
    region and would be in Mali is wrong. Anything else is wrong only if nothing is right.
    """
    right = [MALI.holds(point) for point in points]
    wrong = [not REGION.holds(point) and MALI.holds(point[::-1]) for point in points]
    if any(wrong) and all(a or b for a, b in zip(right, wrong, strict=True)):
        return wrong
    together = any(wrong) and not any(right) and all(REGION.holds(p[::-1]) for p in points)
    return [together] * len(points)


def _values(
    properties: dict[str, Any], fields: Sequence[Field]
) -> Iterator[tuple[Path, FieldType, object]]:
    """Yield every text and date of the contract: (path from the properties, type, value)."""
    by_name = {field.name: field for field in fields}
    for name, value in properties.items():
        field = by_name.get(name)
        if field is None:
            if vocabulary.is_note(name):
                yield (name,), "text", value
        elif field.type in _LISTS and type(value) is list:
            yield from (((name, index), field.type, part) for index, part in enumerate(value))
        elif field.type in _ENTRIES and type(value) is list:
            for index, part in enumerate(value):
                if type(part) is dict:
                    inner = _values(part, _ENTRIES[field.type])
                    yield from (((name, index, *path), kind, each) for path, kind, each in inner)
        else:
            yield (name,), field.type, value
