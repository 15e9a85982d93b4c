"""The bytes of one story file -> its head and its steps, nothing of it looked up yet.

A file is a head between two lines ``---`` and then steps. ``## Title`` begins a step in
English, ``## fr: Titre`` its French; below the first of the two stand its settings, then,
after a blank line, its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layers.problems import Nearest, Problem, Word, shown
from layers.reading.encoding import EncodingError, decode
from layers.stories import settings as forms

if TYPE_CHECKING:
    from layers.catalogue import Language
    from layers.reading.report import Report
    from layers.stories.markdown import Line
    from layers.stories.settings import Entry

MAX_BYTES = 1_000_000

_FENCE = "---"
_HEADING = re.compile(r"##(?!#)\s*(?:(fr|en)\s*:\s*)?(.*)", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """A heading and what stands below it."""

    line: int
    language: Language
    title: str
    settings: list[Entry] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawStep:
    """One step: its section in one language, or in both."""

    line: int
    sections: tuple[Section, ...]

    @property
    def settings(self) -> tuple[Entry, ...]:
        """Return the settings of the step; they belong to both languages."""
        return tuple(entry for section in self.sections for entry in section.settings)


@dataclass(frozen=True, slots=True)
class Document:
    """A story file as it is written."""

    head: dict[str, str]
    steps: tuple[RawStep, ...]


def read(data: bytes, report: Report) -> Document:
    """Split a file into head and steps; what is wrong goes to the report.

    Raises:
        RefusedError: it is no text, or its head is missing or says one thing twice.
    """
    lines = _lines(data, report)
    first = next((index for index, (_, text) in enumerate(lines) if text), None)
    if first is None:
        report.refuse("story-head", 1)
    fences = [index for index, (_, text) in enumerate(lines) if text == _FENCE]
    if first != (fences[0] if fences else None) or len(fences) < 2:
        report.refuse("story-head", lines[first][0])
    head = _head(lines[first + 1 : fences[1]], report)
    return Document(head, _steps(lines[fences[1] + 1 :], report))


def _lines(data: bytes, report: Report) -> list[Line]:
    if len(data) > MAX_BYTES:
        megabytes = -(-len(data) // 1_000_000)
        report.refuse("file-too-large", found=megabytes, allowed=MAX_BYTES // 1_000_000)
    try:
        text = decode(data)
    except EncodingError as error:
        around = Word("problem.encoding.around", (("text", error.found),)) if error.found else ""
        report.refuse("encoding", error.line, encoding=error.name, around=around)
    return [(number + 1, line.rstrip()) for number, line in enumerate(text.split("\n"))]


def _head(lines: list[Line], report: Report) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, text in lines:
        if not text:
            continue
        entry = forms.entry(number, text)
        if entry is None or entry.key not in forms.HEAD_KEYS:
            word = entry.key if entry else text.strip()
            unknown_key(report, number, "", word, forms.HEAD_KEYS)
        elif entry.key in head:
            report.refuse("duplicate-key", number, found=shown(entry.key))
        else:
            head[entry.key] = entry.value
    return {key: value for key, value in head.items() if value}


def unknown_key(report: Report, line: int, step: str, word: str, allowed: tuple[str, ...]) -> None:
    """Tell of a line that is no setting."""
    slots = (("found", shown(word)), ("allowed", allowed), ("maybe", Nearest(word, allowed)))
    report.put(Problem("story-key", report.file, line, 0, step, slots=slots))


def _steps(lines: list[Line], report: Report) -> tuple[RawStep, ...]:
    sections: list[Section] = []
    for number, text in lines:
        heading = _HEADING.fullmatch(text)
        if heading:
            language: Language = "fr" if (heading[1] or "").lower() == "fr" else "en"
            sections.append(Section(number, language, heading[2].strip()))
        elif sections:
            _put(sections[-1], number, text)
        elif text:
            report.add("story-stray", number, found=shown(text))
    steps: list[RawStep] = []
    for section in sections:
        before = steps[-1].sections if steps else ()
        if section.language == "fr" and [each.language for each in before] == ["en"]:
            steps[-1] = RawStep(before[0].line, (*before, section))
        else:
            steps.append(RawStep(section.line, (section,)))
    return tuple(steps)


def _put(section: Section, number: int, text: str) -> None:
    """Add a line: settings stand right below the heading, all that follows is text."""
    entry = forms.entry(number, text) if not section.text else None
    if entry:
        section.settings.append(entry)
    elif text or section.text or section.settings:
        section.text.append((number, text))
