"""One value of a text at a time: read it, step over it, find a part of it again.

The values are read by the C scanner of the standard library. What that takes in silence,
duplicate keys, NaN and Infinity, is noticed by its hooks and looked for only then.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from layers.problems import Finding, TemoinError, finding, shown
from layers.strict_json import hints

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]
# What is wrong, and at which offset of the text.
Flaw = tuple[Finding, int]

_SPACE = re.compile(r"[ \t\n\r]*")
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)
_NUMBER = re.compile(r"-?\d++")
_ABSURD_DEPTH = 100_000
_NOT_FINITE = ("NaN", "Infinity", "-Infinity")
# Escapes that may be half a character, or a control character.
_SUSPECT_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|00[01])")
_BAD_CHARACTER = re.compile(r"[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")


class JsonError(TemoinError):
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


class Mark(NamedTuple):
    """A place in the text.

    Attributes:
        offset: from 0, in characters.
        line: from 1.
        line_start: offset of the first character of that line.
    """

    offset: int
    line: int
    line_start: int

    @property
    def position(self) -> tuple[int, int]:
        """Return line and column, both from 1, in characters."""
        return self.line, self.offset - self.line_start + 1


START = Mark(0, 1, 0)


def bad_character(text: str) -> str | None:
    """Return the first character that no program can show, as U+D800; None if there is none."""
    bad = _BAD_CHARACTER.search(text)
    return f"U+{ord(bad.group()):04X}" if bad else None


class Scanner:
    """Reads the values of one text, and finds them again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._escapes = "\\u" in text
        self._flawed = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._on_object, parse_constant=self._on_constant
        )

    def element(self, at: int) -> Element:
        """Read the value that begins at an offset.

        Raises:
            JsonError: there is no JSON value.
        """
        self._flawed = False
        try:
            value, end = self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise JsonError(*hints.diagnose(self.text, error.pos, error.msg)) from error
        except RecursionError:
            end = self._matching(at)
            return Element(None, at, end, ((finding("nested-too-deep", ()), at),))
        except ValueError:  # int() refuses numbers of thousands of digits
            return Element(None, at, self._end(at), ((finding("number-too-long", ()), at),))
        flaws = list(self._flaws(at)) if self._flawed else []
        if self._escapes and _SUSPECT_ESCAPE.search(self.text, at, end):
            flaws += self._bad_characters(value, at)
        return Element(value, at, end, tuple(sorted(flaws, key=lambda flaw: flaw[1])))

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

    def mark(self, offset: int, *, since: Mark = START) -> Mark:
        """Return the place of an offset; `since` is one not behind it, for speed."""
        breaks = self.text.count("\n", since.offset, offset)
        if not breaks:
            return Mark(offset, since.line, since.line_start)
        line_start = self.text.rfind("\n", since.offset, offset) + 1
        return Mark(offset, since.line + breaks, line_start)

    # Steps of the scanner -----------------------------------------------------------------

    def skip(self, at: int, pattern: re.Pattern[str] = _SPACE) -> int:
        """Return the first offset from `at` on that is no white space."""
        match = pattern.match(self.text, at)
        return match.end() if match else at

    def enter(self, at: int) -> tuple[int | None, int]:
        """Step into the array or object at `at`: (first entry or None if empty, end)."""
        closer = "}" if self.text[at] == "{" else "]"
        first = self.skip(at + 1)
        if self.text[first : first + 1] == closer:
            return None, first + 1
        return first, first

    def after(self, at: int, closer: str) -> tuple[int | None, int]:
        """Step over what follows an entry: (next entry or None at the end, end).

        Raises:
            JsonError: neither a comma and an entry nor the closing bracket follows.
        """
        at = self.skip(at)
        char = self.text[at : at + 1]
        if char == closer:
            return None, at + 1
        if char != ",":
            raise JsonError(*hints.diagnose(self.text, at, "Expecting ',' delimiter"))
        following = self.skip(at + 1)
        if self.text[following : following + 1] == closer:
            raise JsonError(at, "trailing-comma")
        return following, following

    def key(self, at: int) -> tuple[str, int]:
        """Read the key at `at`: (key, offset of its value).

        Raises:
            JsonError: there is no key with a colon behind it.
        """
        if self.text[at : at + 1] != '"':
            message = "Expecting property name enclosed in double quotes"
            raise JsonError(*hints.diagnose(self.text, at, message))
        element = self.element(at)
        colon = self.skip(element.end)
        if self.text[colon : colon + 1] != ":":
            raise JsonError(*hints.diagnose(self.text, colon, "Expecting ':' delimiter"))
        return element.value, self.skip(colon + 1)

    def _children(self, at: int) -> Iterator[tuple[str | int, int]]:
        """Yield the entries of the value at `at`: (key or index, offset of its value)."""
        opener = self.text[at : at + 1]
        if opener not in ("{", "["):
            return
        entry, _ = self.enter(at)
        index = 0
        while entry is not None:
            key, value_at = self.key(entry) if opener == "{" else (index, entry)
            yield key, value_at
            end = self._end(value_at)
            entry, _ = self.after(end, "}" if opener == "{" else "]")
            index += 1

    def _end(self, at: int) -> int:
        """Return the offset after the value at `at`, whether or not it can be held."""
        try:
            end: int = self._decoder.raw_decode(self.text, at)[1]
        except json.JSONDecodeError as error:
            raise JsonError(*hints.diagnose(self.text, error.pos, error.msg)) from error
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
                bad = bad_character(part)
                if bad:
                    yield finding("bad-character", path, found=bad), self.locate(at, path)
            elif isinstance(part, dict):
                waiting.extend((key, path) for key in part)
                waiting.extend((child, (*path, key)) for key, child in part.items())
            elif isinstance(part, list):
                waiting.extend((child, (*path, index)) for index, child in enumerate(part))
