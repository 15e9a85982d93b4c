"""Where the value stands that a problem of several features is about.

What is known of the subject is checked on features that have been read, of which only the
line is kept: the place of the property is looked for when somebody is told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from layers.checking.excerpts import line_starts
from layers.fixing.spans import span_of
from layers.reading.encoding import EncodingError, decode
from layers.strict_json.scanner import JsonError, Scanner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.problems import Problem

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_BLANK = re.compile(r"\s*")


def pinpointed(data: bytes, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with the line and column of their property, by position.

    Those that have a column already, that name no property, or whose feature does not begin
    its line stay as they are.

    Args:
        data: the file that the problems are of.
        problems: of that file alone.
    """
    lines = sorted({each.line for each in problems if _is_vague(each)})
    if not lines:
        return list(problems)
    try:
        scanner = Scanner(decode(data))
    except EncodingError:
        return list(problems)
    starts = line_starts(scanner.text, lines)
    found = [
        _pinpointed(scanner, starts[each.line], each)
        if _is_vague(each) and each.line in starts
        else each
        for each in problems
    ]
    return sorted(found, key=lambda each: each.sort_key)


def _is_vague(problem: Problem) -> bool:
    return bool(problem.line and problem.property and not problem.column)


def _pinpointed(scanner: Scanner, start: int, problem: Problem) -> Problem:
    text = scanner.text
    blank = _BLANK.match(text, start)
    at = blank.end() if blank else start
    if not _is_feature(scanner, at, problem.feature):
        return problem
    steps = tuple(
        int(number) if number else name for number, name in _STEP.findall(problem.property)
    )
    span = span_of(scanner, at, ("properties", *steps)) or span_of(scanner, at, steps)
    if span is None:
        return problem
    line = problem.line + text.count("\n", start, span[0])
    return replace(problem, line=line, column=span[0] - text.rfind("\n", 0, span[0]))


def _is_feature(scanner: Scanner, at: int, feature_id: str) -> bool:
    """Tell whether the value at an offset is the feature of an id: a line may hold several."""
    try:
        value = scanner.element(at).value
    except JsonError:
        return False
    if type(value) is not dict:
        return False
    properties = value.get("properties")
    inner = properties.get("id") if type(properties) is dict else None
    return feature_id in (inner, value.get("id"))
