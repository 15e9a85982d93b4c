"""Edits of a text, and the unified diff that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Mend = Literal["swap", "trim", "date", "id"]

_CONTEXT = 3
_NO_NEWLINE = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a text that are replaced.

    Attributes:
        start: offset of the first one.
        end: offset after the last one; equal to `start` for an insertion.
        text: what stands there afterwards.
        mend: what it is for.
    """

    start: int
    end: int
    text: str
    mend: Mend


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return the text after edits that do not overlap, in the order of their places."""
    parts = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))


class _Hunk(NamedTuple):
    """Lines that change together.

    Attributes:
        start: offset of the first line, its context not counted.
        end: offset after the last line.
        edits: that fall between.
    """

    start: int
    end: int
    edits: list[Edit]


def unified_diff(text: str, edits: Sequence[Edit], *, name: str) -> Iterator[str]:
    """Yield the unified diff of edits, as `diff -u` and `git apply` know it, line by line.

    Args:
        text: before.
        edits: in the order of their places, without overlaps.
        name: of the file.
    """
    if not edits:
        return
    yield f"--- a/{name}\n"
    yield f"+++ b/{name}\n"
    line, at, shift = 1, 0, 0
    for hunk in _hunks(text, edits):
        first = _up(text, hunk.start, at)
        last = _down(text, hunk.end)
        line += text.count("\n", at, first)
        at = first
        before = _lines(text[hunk.start : hunk.end])
        inner = [Edit(e.start - hunk.start, e.end - hunk.start, e.text, e.mend) for e in hunk.edits]
        after = _lines(applied(text[hunk.start : hunk.end], inner))
        above, below = _lines(text[first : hunk.start]), _lines(text[hunk.end : last])
        same = _same_at_start(before, after)
        above, before, after = above + before[:same], before[same:], after[same:]
        around = len(above) + len(below)
        old, new = len(before) + around, len(after) + around
        yield f"@@ -{line},{old} +{line + shift},{new} @@\n"
        shift += new - old
        for sign, lines in ((" ", above), ("-", before), ("+", after), (" ", below)):
            yield from (_marked(sign, each) for each in lines)


def _same_at_start(before: list[str], after: list[str]) -> int:
    """Count the first lines that an edit touches and leaves as they are."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (old, new) in pairs if old != new), min(len(before), len(after)))


def _hunks(text: str, edits: Sequence[Edit]) -> Iterator[_Hunk]:
    """Yield the edits in groups whose lines, with their context, do not touch."""
    waiting: _Hunk | None = None
    for edit in edits:
        start = text.rfind("\n", 0, edit.start) + 1
        end = _line_end(text, edit.end)
        if waiting is not None and _down(text, _down(text, waiting.end)) >= start:
            waiting = _Hunk(waiting.start, max(end, waiting.end), [*waiting.edits, edit])
            continue
        if waiting is not None:
            yield waiting
        waiting = _Hunk(start, end, [edit])
    if waiting is not None:
        yield waiting


def _line_end(text: str, at: int) -> int:
    """Return the offset after the line that holds an offset."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _up(text: str, start: int, least: int) -> int:
    """Return where the context above a line begins, never before what was shown last."""
    for _ in range(_CONTEXT):
        if start <= least:
            break
        start = text.rfind("\n", 0, start - 1) + 1
    return max(start, least)


def _down(text: str, end: int) -> int:
    for _ in range(_CONTEXT):
        if end < len(text):
            end = _line_end(text, end)
    return end


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one, as in a diff."""
    lines = text.split("\n")
    return [f"{each}\n" for each in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _marked(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{_NO_NEWLINE}"
