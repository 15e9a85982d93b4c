"""A whole file as JSON: one object, or one object after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from layers.problems import finding, shown
from layers.strict_json import hints
from layers.strict_json.scanner import Element, Flaw, JsonError, Scanner, bad_character

# RFC 8142 puts a record separator before each feature of a sequence.
_GAP = re.compile(r"[ \t\n\r\x1e]*")
_NEXT_RECORD = re.compile(r"[\n\x1e]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as JSON.

    Attributes:
        kind: "object"; "sequence" of objects, such as newline-delimited features; "other"
            (an array, a number), whose one member is called "".
        members: what the outermost object holds, its "features" array left out.
        features: the elements of that array, or of the sequence.
        flaws: what is wrong outside any feature.
    """

    kind: str
    members: dict[str, Element]
    features: list[Element] | None
    flaws: tuple[Flaw, ...]


def read_document(scanner: Scanner) -> Document:
    """Read the whole text of a scanner.

    Raises:
        JsonError: it is neither JSON nor a sequence of JSON objects.
    """
    return _DocumentReader(scanner).read()


class _DocumentReader:
    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._text = scanner.text

    def read(self) -> Document:
        start = self._scanner.skip(0, _GAP)
        if self._text[start : start + 1] != "{":
            whole = self._scanner.element(start)
            self._expect_nothing(whole.end)
            return Document("other", {"": whole}, None, whole.flaws)
        if "\x1e" in self._text[:start]:
            return self._sequence(start)
        document, end = self._object(start)
        if self._scanner.skip(end) == len(self._text):
            return document
        following = self._scanner.skip(end, _GAP)
        if document.features is None and self._text[following : following + 1] == "{":
            return self._sequence(start)
        raise JsonError(self._scanner.skip(end), "extra-data")

    def _object(self, start: int) -> tuple[Document, int]:
        members: dict[str, Element] = {}
        features: list[Element] | None = None
        flaws: list[Flaw] = []
        at, end = self._scanner.enter(start)
        while at is not None:
            key, value_at = self._scanner.key(at)
            if key in members or (key == "features" and features is not None):
                flaws.append((finding("duplicate-member", (), found=shown(key)), at))
            bad = bad_character(key)
            if bad:
                flaws.append((finding("bad-character", (), found=bad), at))
            if key == "features" and self._text[value_at : value_at + 1] == "[":
                elements, end = self._array(value_at)
                features = [*(features or []), *elements]
            else:
                element = self._scanner.element(value_at)
                if not bad:
                    members.setdefault(key, element)
                flaws.extend(element.flaws)
                end = element.end
            at, end = self._scanner.after(end, "}")
        return Document("object", members, features, tuple(flaws)), end

    def _array(self, start: int) -> tuple[list[Element], int]:
        elements = []
        at, end = self._scanner.enter(start)
        while at is not None:
            element = self._scanner.element(at)
            elements.append(element)
            at, end = self._scanner.after(element.end, "]")
        return elements, end

    def _sequence(self, start: int) -> Document:
        """Read one value after the other; a broken one does not cost its neighbours."""
        elements = []
        at = start
        while at < len(self._text):
            try:
                element = self._scanner.element(at)
            except JsonError as error:
                broken = finding("json-syntax", (), hint=hints.word(error.hint))
                following = _NEXT_RECORD.search(self._text, at)
                end = following.start() if following else len(self._text)
                element = Element(None, at, end, ((broken, error.offset),))
            elements.append(element)
            at = self._scanner.skip(element.end, _GAP)
        return Document("sequence", {}, elements, ())

    def _expect_nothing(self, at: int) -> None:
        rest = self._scanner.skip(at)
        if rest < len(self._text):
            raise JsonError(rest, "extra-data")
