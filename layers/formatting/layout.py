"""Values -> JSON text, laid out as the files of geodata/ are: easy to read, small diffs.

Two blanks a level; lists of plain values on one line where there is room, every other
list and every object a line an entry. A `Number` is written as it stood in its file.
"""

from __future__ import annotations

import json

_WIDTH = 100
_STEP = "  "


class Number(str):
    """A number as it stands in a file, to the last digit."""

    __slots__ = ()


def text_of(value: object, *, depth: int = 0, taken: int = 0) -> str:
    """Write a value.

    Args:
        value: of JSON; numbers may be `Number`.
        depth: levels by which it stands in; its first line is written without the margin.
        taken: characters that its name takes on its first line.
    """
    if isinstance(value, dict) and value:
        entries = [_member(name, part, depth + 1) for name, part in value.items()]
        return _block("{", entries, "}", depth)
    if isinstance(value, list | tuple) and value:
        flat = _flat(value)
        if flat is not None and len(_STEP) * depth + taken + len(flat) <= _WIDTH:
            return flat
        return _block("[", [text_of(part, depth=depth + 1) for part in value], "]", depth)
    return _plain(value)


def line_of(value: object) -> str:
    """Write a value on one line, for files that stand on one line themselves."""
    if isinstance(value, dict):
        parts = (f"{_plain(name)}: {line_of(part)}" for name, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(line_of(part) for part in value)}]"
    return _plain(value)


def _member(name: str, value: object, depth: int) -> str:
    key = _plain(name)
    return f"{key}: {text_of(value, depth=depth, taken=len(key) + 2)}"


def _flat(value: list[object] | tuple[object, ...]) -> str | None:
    """Return plain values on one line; None if lists or objects are among them."""
    if any(isinstance(part, list | tuple | dict) for part in value):
        return None
    return line_of(value)


def _plain(value: object) -> str:
    return str(value) if type(value) is Number else json.dumps(value, ensure_ascii=False)


def _block(opener: str, entries: list[str], closer: str, depth: int) -> str:
    inner = ",\n".join(f"{_STEP * (depth + 1)}{entry}" for entry in entries)
    return f"{opener}\n{inner}\n{_STEP * depth}{closer}"
