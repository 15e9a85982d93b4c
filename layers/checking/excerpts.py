"""The line of a file that a problem is about, and where on it to point."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.problems import visible
from layers.reading.encoding import EncodingError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.problems import Problem

# A line is shown up to here; of a longer one a window around the place.
_WIDTH = 100
_BEFORE = 40
_LONGEST_POINTER = 40
_BLOCK = 1 << 16
# What a pointer underlines: a text, a number or word, or one character.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[-+.\w]+|.', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line as shown.

    Attributes:
        text: without hidden characters, at most about _WIDTH columns.
        at: column of the screen where the pointer begins, from 0; -1 for no pointer.
        length: of the pointer, in columns of the screen.
        end_column: column of the file after what it points at, from 1; 0 without a pointer.
    """

    text: str
    at: int
    length: int
    end_column: int


def excerpts(data: bytes, problems: Iterable[Problem]) -> dict[tuple[int, int], Excerpt]:
    """Return the excerpt of each place, by line and column; nothing of what is no text."""
    places = sorted({(each.line, each.column) for each in problems if each.line})
    if not places:
        return {}
    try:
        text = decode(data)
    except EncodingError:
        return {}
    starts = line_starts(text, [line for line, _ in places])
    return {
        (line, column): _excerpt(text, starts[line], column)
        for line, column in places
        if line in starts
    }


def line_starts(text: str, lines: Sequence[int]) -> dict[int, int]:
    """Return the offset at which each of some lines, in rising order, begins."""
    starts: dict[int, int] = {}
    line, at = 1, 0
    for wanted in lines:
        while line < wanted:
            block = text.count("\n", at, at + _BLOCK)
            if at + _BLOCK < len(text) and line + block < wanted:
                line, at = line + block, at + _BLOCK
                continue
            found = text.find("\n", at)
            if found < 0:
                return starts
            line, at = line + 1, found + 1
        starts[wanted] = at
    return starts


def _excerpt(text: str, start: int, column: int) -> Excerpt:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    end -= text[start:end].endswith("\r") if end - start < _BLOCK else 0
    place = start + max(column - 1, 0)
    first = start if place - start <= _WIDTH - _BEFORE else place - _BEFORE
    last = min(end, first + _WIDTH)
    head = ("…" if first > start else "") + _shown(text[first:place])
    tail = _shown(text[place:last]) + ("…" if last < end else "")
    if not column or place > end:
        return Excerpt(head + tail, -1, 0, 0)
    token = _TOKEN.match(text, place, end)
    found = token.group() if token else ""
    length = min(_columns(_shown(found)), _LONGEST_POINTER, max(_columns(tail), 1))
    return Excerpt(head + tail, _columns(head), max(length, 1), column + max(len(found), 1))


def _shown(text: str) -> str:
    """Return a text of which nothing is hidden; a tab is one blank, so that pointers fit."""
    return "".join(char if char.isascii() and char.isprintable() else _one(char) for char in text)


def _one(char: str) -> str:
    return " " if char == "\t" else visible(char)


def _columns(text: str) -> int:
    """Count the columns that a text takes on a screen."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
