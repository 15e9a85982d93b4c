"""Text -> JSON values that know where they stand, at the speed of the C scanner.

The standard decoder takes duplicate keys, NaN and Infinity in silence and says of no
value where it was. Here the outermost object and its "features" array are walked by hand
and every element is handed to the C scanner on its own, so that each feature's place is
known and a feature that breaks RFC 8259 is told from its neighbours. Where in a feature a
value stands is looked up only once something is wrong with it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import json_hints
from layers.problems import Finding, finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
# What is wrong, and at which offset of the text.
Flaw = tuple[Finding, int]

_SPACE = re.compile(r"[ \t\n\r]*")
# RFC 8142 puts a record separator before each feature of a sequence.
_GAP = re.compile(r"[ \t\n\r\x1e]*")
_NEXT_RECORD = re.compile(r"[\n\x1e]")
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)
_NUMBER = re.compile(r"-?\d++")
_ABSURD_DEPTH = 100_000
_NOT_FINITE = ("NaN", "Infinity", "-Infinity")
# Escapes that may be half a character, or a control character.
_SUSPECT_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|00[01])")
_BAD_CHARACTER = re.compile(r"[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")


class JsonError(Exception):
    """The text is no JSON.

    Attributes:
        offset: where, from 0.
        hint: why, as the last part of a key ``problem.hint.HINT`` of the catalogue.
    """

    def __init__(self, offset: int, hint: str) -> None:
        super().__init__(hint, offset)
        self.offset = offset
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Element:
    """One value of a file.

    Attributes:
        value: as `json.loads` gives it; None if it could not be read.
        start: offset of its first character in the text.
        end: offset after its last character.
        flaws: what breaks strict JSON inside it.
    """

    value: Any
    start: int
    end: int
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as JSON.

    Attributes:
        kind: "object"; "sequence" of objects, such as newline-delimited features; "other".
        members: what the outermost object holds, its "features" array left out.
        features: the elements of that array, or of the sequence.
        flaws: what is wrong outside any feature.
    """

    kind: str
    members: dict[str, Element]
    features: list[Element] | None
    flaws: tuple[Flaw, ...]


class Reader:
    """Reads the values of one text, and finds them again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._escapes = "\\u" in text
        self._flawed = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._on_object, parse_constant=self._on_constant
        )

    def document(self) -> Document:
        """Read the whole text.

        Raises:
            JsonError: it is neither JSON nor a sequence of JSON objects.
        """
        start = self._skip(0, _GAP)
        if self.text[start : start + 1] != "{":
            self._expect_nothing(self.element(start).end)
            return Document("other", {}, None, ())
        if "\x1e" in self.text[:start]:
            return self._sequence(start)
        document, end = self._object(start)
        if self._skip(end) == len(self.text):
            return document
        if document.features is None and self.text[self._skip(end, _GAP)] == "{":
            return self._sequence(start)
        raise JsonError(self._skip(end), "extra-data")

    def element(self, at: int) -> Element:
        """Read the value that begins at an offset.

        Raises:
            JsonError: there is no JSON value.
        """
        self._flawed = False
        try:
            value, end = self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise JsonError(*json_hints.diagnose(self.text, error.pos, error.msg)) from error
        except RecursionError:
            end = self._matching(at)
            return Element(None, at, end, ((finding("nested-too-deep", ()), at),))
        except ValueError:  # int() refuses numbers of thousands of digits
            return Element(None, at, self._end(at), ((finding("number-too-long", ()), at),))
        if self._flawed:
            return Element(value, at, end, tuple(sorted(self._flaws(at), key=lambda f: f[1])))
        if self._escapes and _SUSPECT_ESCAPE.search(self.text, at, end):
            return Element(value, at, end, tuple(self._bad_characters(value, at)))
        return Element(value, at, end)

    def locate(self, at: int, path: Path) -> int:
        """Return the offset of a value inside the one at `at`; of the nearest if absent."""
        for step in path:
            for key, value_at in self._children(at):
                if key == step:
                    at = value_at
                    break
            else:
                return at
        return at

    def position(
        self, offset: int, *, known_offset: int = 0, known_line: int = 1
    ) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, in characters.

        Args:
            offset: in the text.
            known_offset: one not behind it whose line is known, for speed.
            known_line: that line.
        """
        line_start = self.text.rfind("\n", 0, offset) + 1
        return known_line + self.text.count("\n", known_offset, offset), offset - line_start + 1

    # The outermost object and sequences ---------------------------------------------------

    def _object(self, start: int) -> tuple[Document, int]:
        members: dict[str, Element] = {}
        features: list[Element] | None = None
        flaws: list[Flaw] = []
        at, end = self._enter(start)
        while at is not None:
            key, value_at = self._key(at)
            if key in members or (key == "features" and features is not None):
                flaws.append((finding("duplicate-member", (), found=shown(key)), at))
            if key == "features" and self.text[value_at : value_at + 1] == "[":
                elements, end = self._array(value_at)
                features = [*(features or []), *elements]
            else:
                element = self.element(value_at)
                members.setdefault(key, element)
                flaws.extend(element.flaws)
                end = element.end
            at, end = self._after(end, "}")
        return Document("object", members, features, tuple(flaws)), end

    def _array(self, start: int) -> tuple[list[Element], int]:
        elements = []
        at, end = self._enter(start)
        while at is not None:
            element = self.element(at)
            elements.append(element)
            at, end = self._after(element.end, "]")
        return elements, end

    def _sequence(self, start: int) -> Document:
        """Read one value after the other; a broken one does not cost its neighbours."""
        elements = []
        at = start
        while at < len(self.text):
            try:
                element = self.element(at)
            except JsonError as error:
                broken = finding("json-syntax", (), hint=json_hints.word(error.hint))
                following = _NEXT_RECORD.search(self.text, at)
                end = following.start() if following else len(self.text)
                element = Element(None, at, end, ((broken, error.offset),))
            elements.append(element)
            at = self._skip(element.end, _GAP)
        return Document("sequence", {}, elements, ())

    # Steps of the scanner -----------------------------------------------------------------

    def _skip(self, at: int, pattern: re.Pattern[str] = _SPACE) -> int:
        match = pattern.match(self.text, at)
        return match.end() if match else at

    def _enter(self, at: int) -> tuple[int | None, int]:
        """Step into the array or object at `at`: (first entry or None if empty, end)."""
        closer = "}" if self.text[at] == "{" else "]"
        first = self._skip(at + 1)
        if self.text[first : first + 1] == closer:
            return None, first + 1
        return first, first

    def _after(self, at: int, closer: str) -> tuple[int | None, int]:
        """Step over what follows an entry: (next entry or None at the end, end)."""
        at = self._skip(at)
        char = self.text[at : at + 1]
        if char == closer:
            return None, at + 1
        if char != ",":
            raise JsonError(*json_hints.diagnose(self.text, at, "Expecting ',' delimiter"))
        following = self._skip(at + 1)
        if self.text[following : following + 1] == closer:
            raise JsonError(at, "trailing-comma")
        return following, following

    def _key(self, at: int) -> tuple[str, int]:
        """Read the key at `at`: (key, offset of its value)."""
        if self.text[at : at + 1] != '"':
            message = "Expecting property name enclosed in double quotes"
            raise JsonError(*json_hints.diagnose(self.text, at, message))
        element = self.element(at)
        colon = self._skip(element.end)
        if self.text[colon : colon + 1] != ":":
            raise JsonError(*json_hints.diagnose(self.text, colon, "Expecting ':' delimiter"))
        return element.value, self._skip(colon + 1)

    def _expect_nothing(self, at: int) -> None:
        rest = self._skip(at)
        if rest < len(self.text):
            raise JsonError(rest, "extra-data")

    def _children(self, at: int) -> Iterator[tuple[str | int, int]]:
        """Yield the entries of the value at `at`: (key or index, offset of its value)."""
        opener = self.text[at : at + 1]
        if opener not in ("{", "["):
            return
        entry, _ = self._enter(at)
        index = 0
        while entry is not None:
            key, value_at = self._key(entry) if opener == "{" else (index, entry)
            yield key, value_at
            end = self._end(value_at)
            entry, _ = self._after(end, "}" if opener == "{" else "]")
            index += 1

    def _end(self, at: int) -> int:
        """Return the offset after the value at `at`, whether or not it can be held."""
        try:
            end: int = self._decoder.raw_decode(self.text, at)[1]
        except json.JSONDecodeError as error:
            raise JsonError(*json_hints.diagnose(self.text, error.pos, error.msg)) from error
        except RecursionError:
            return self._matching(at)
        except ValueError:
            number = _NUMBER.match(self.text, at)
            return number.end() if number else self._matching(at)
        return end

    # Flaws --------------------------------------------------------------------------------

    def _on_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            self._flawed = True
        return result

    def _on_constant(self, _name: str) -> float:
        self._flawed = True
        return 0.0

    def _matching(self, at: int) -> int:
        """Return the offset after the bracket that closes the one at `at`."""
        depth = 0
        for match in _BRACKET.finditer(self.text, at):
            char = match.group()
            depth += (char in "[{") - (char in "]}")
            if depth == 0:
                return match.end()
            if depth > _ABSURD_DEPTH:
                raise JsonError(match.start(), "nesting")
        raise JsonError(len(self.text), "unclosed")

    def _flaws(self, at: int) -> Iterator[Flaw]:
        """Yield duplicate keys and constants below a value, by descending where they are."""
        waiting: list[tuple[int, Path]] = [(at, ())]
        while waiting:
            start, path = waiting.pop()
            constant = next((c for c in _NOT_FINITE if self.text.startswith(c, start)), None)
            if constant:
                yield finding("number-not-finite", path, found=constant), start
            seen: set[str | int] = set()
            for key, value_at in self._children(start):
                if key in seen:
                    yield finding("duplicate-key", (*path, key), found=shown(key)), value_at
                seen.add(key)
                self._flawed = False
                self._end(value_at)
                if self._flawed:
                    waiting.append((value_at, (*path, key)))

    def _bad_characters(self, value: object, at: int) -> Iterator[Flaw]:
        waiting: list[tuple[Any, Path]] = [(value, ())]
        while waiting:
            part, path = waiting.pop()
            if isinstance(part, str):
                bad = _BAD_CHARACTER.search(part)
                if bad:
                    name = f"U+{ord(bad.group()):04X}"
                    yield finding("bad-character", path, found=name), self.locate(at, path)
            elif isinstance(part, dict):
                waiting.extend((key, path) for key in part)
                waiting.extend((child, (*path, key)) for key, child in part.items())
            elif isinstance(part, list):
                waiting.extend((child, (*path, index)) for index, child in enumerate(part))
