"""Is a value so big or so deep that a page would choke on it?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from layers.problems import Finding, finding, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 40
MAX_TEXT = 100_000


def check_json(value: object) -> Sequence[Finding]:
    """Check what no rule knows: not nested too deep, every number finite.

    ``1e999`` is a number in JSON and infinite in Python (RFC 8259, section 6).
    """
    if type(value) is str or value is None:
        return ()
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    findings = []
    while waiting:
        part, path = waiting.pop()
        if isinstance(part, float) and not math.isfinite(part):
            findings.append(finding("number-not-finite", path, found=shown(part)))
        elif isinstance(part, list | dict):
            if len(path) == MAX_DEPTH:
                return [finding("nested-too-deep", ())]
            entries = part.items() if isinstance(part, dict) else enumerate(part)
            waiting.extend((child, (*path, key)) for key, child in entries)
    return findings


def check_texts_length(value: object) -> Sequence[Finding]:
    """Check that no text in a value, at any depth, is longer than MAX_TEXT characters."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    findings = []
    while waiting:
        part, path = waiting.pop()
        if isinstance(part, str) and len(part) > MAX_TEXT:
            slots = {"found": len(part), "allowed": MAX_TEXT}
            findings.append(finding("text-too-long", path, **slots))
        elif isinstance(part, dict):
            waiting.extend((child, (*path, key)) for key, child in part.items())
        elif isinstance(part, list) and len(path) < MAX_DEPTH and not _is_numbers(part):
            waiting.extend((child, (*path, index)) for index, child in enumerate(part))
    return findings


def _is_numbers(part: list[Any]) -> bool:
    """Tell a position, of which there may be a million, from what may hold a text."""
    return all(type(number) in (float, int) for number in part[:4])
