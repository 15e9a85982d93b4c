"""Why a text is no JSON: the usual slips of people who write it by hand."""

from __future__ import annotations

import re

from layers.problems import Word

HINTS = (
    "unclosed",
    "unclosed-text",
    "line-break",
    "control-character",
    "escape",
    "trailing-comma",
    "extra-comma",
    "missing-comma",
    "missing-colon",
    "missing-value",
    "quotes",
    "inner-quote",
    "comment",
    "unquoted-key",
    "python-word",
    "unknown-word",
    "number-form",
    "bare-date",
    "bracket",
    "nesting",
    "extra-data",
    "other",
)

_OTHER_QUOTES = "'`\u2018\u2019\u201c\u201d\u00ab\u00bb"
_FAR = 4096
_WORD = re.compile(r"[^\W\d]\w*")
_FOREIGN_WORDS = frozenset(
    {"None", "True", "False", "undefined", "nan", "NULL", "Null", "TRUE", "FALSE"}
)
# A date without quotes: the decoder reads the year and stops, or stops at a zero.
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?![\w.])", re.ASCII)
_DATE_BEFORE = 4
_BY_MESSAGE = (
    ("Unterminated string", "unclosed-text"),
    ("Invalid \\", "escape"),
    ("Extra data", "extra-data"),
)


def word(hint: str) -> Word:
    """Return the slot that says the hint in the reader's language."""
    return Word(f"problem.hint.{hint}")


def diagnose(text: str, at: int, message: str) -> tuple[int, str]:
    """Tell what is wrong where the standard decoder gave up.

    Args:
        text: what was read.
        at: offset at which it gave up.
        message: of `json.JSONDecodeError`.

    Returns:
        The offset at which a person would look for the slip, and one of HINTS.
    """
    for start, hint in _BY_MESSAGE:
        if message.startswith(start):
            return at, hint
    if message.startswith("Invalid control character"):
        return at, "line-break" if text[at : at + 1] in "\r\n" else "control-character"
    before = at - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    previous = text[before] if before >= 0 else ""
    char = text[at : at + 1]
    if not char:
        return at, "unclosed"
    if char in "}]" and previous == ",":
        return before, "trailing-comma"
    begin = _bare_date(text, at)
    if begin is not None:
        return begin, "bare-date"
    impossible = _by_character(text, at, previous, message)
    return (at, impossible) if impossible else _by_expectation(at, before, char, message)


def _bare_date(text: str, at: int) -> int | None:
    """Return where a date without quotes begins in which the decoder gave up; None if none."""
    begin = at
    while begin > max(0, at - _DATE_BEFORE) and text[begin - 1].isdigit():
        begin -= 1
    found = _DATE.match(text, begin)
    return begin if begin < at and found and found.end() > at else None


def _by_character(text: str, at: int, previous: str, message: str) -> str | None:
    """Tell what cannot be JSON whatever was expected there."""
    char = text[at]
    if char in _OTHER_QUOTES:
        return "quotes"
    if char == "#" or text.startswith(("//", "/*"), at):
        return "comment"
    if char == ",":
        following = text[at + 1 : at + _FAR].lstrip()[:1]
        return "trailing-comma" if following in ("}", "]") else "extra-comma"
    found = _WORD.match(text, at)
    if found:
        return _of_word(found.group(), previous, message)
    if char in "+." or (previous.isdigit() and char.isdigit()):
        return "number-form"
    return None


def _of_word(found: str, previous: str, message: str) -> str:
    if found in _FOREIGN_WORDS:
        return "python-word"
    if message.startswith("Expecting property name"):
        return "unquoted-key"
    if previous == '"' and message.startswith("Expecting ',' delimiter"):
        return "inner-quote"
    return "unknown-word"


def _by_expectation(at: int, before: int, char: str, message: str) -> tuple[int, str]:
    """Tell what is missing; the offset is where a person would add it."""
    if message.startswith("Expecting ',' delimiter"):
        return (at, "bracket") if char in "}]:" else (before + 1, "missing-comma")
    if message.startswith("Expecting ':' delimiter"):
        return at, "missing-colon"
    if message.startswith("Expecting value") and char in "}],:":
        return at, "missing-value"
    return at, "other"
