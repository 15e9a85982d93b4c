"""What an edit changes, as Markdown for a pull request.

Texts of a file stand in code spans, in which nothing is markup, a link or a mention.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from layers import catalogue
from layers.checking.text import SEVERITIES
from layers.differences import KINDS, properties_of
from layers.folders import SUFFIX
from layers.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.catalogue import Language
    from layers.differences import Change, Difference
    from layers.problems import Problem

# Longer values are cut in the note; the file itself has them whole.
_LONGEST = 400
# Features of a kind that are told one by one.
MOST_FEATURES = 200
_TICKS = re.compile(r"`+")


def note(
    layer: str,
    differences: Sequence[Difference],
    problems: Sequence[Problem],
    language: Language,
) -> str:
    """Return the note.

    Args:
        layer: name of the file without its suffix.
        differences: between what is published and what is proposed.
        problems: that the checker has with the proposed file.
        language: of the note.
    """
    title = catalogue.text("note.title", language, file=code(f"{layer}{SUFFIX}"))
    lines = [f"# {title}", "", summary(differences, language), ""]
    for kind in KINDS:
        chosen = [each for each in differences if each.kind == kind]
        if chosen:
            lines += [f"## {catalogue.text(f'note.{kind}', language)}", ""]
            for each in chosen[:MOST_FEATURES]:
                lines += _feature(each, language)
            if len(chosen) > MOST_FEATURES:
                rest = len(chosen) - MOST_FEATURES
                lines.append(f"- {catalogue.counted('note.more', rest, language)}")
            lines.append("")
    lines += [f"## {catalogue.text('note.check', language)}", ""]
    lines += _problems(problems, language)
    return "\n".join(lines) + "\n"


def summary(differences: Sequence[Difference], language: Language) -> str:
    """Say in one sentence how many features are new, changed and removed."""
    if not differences:
        return catalogue.text("note.nothing", language)
    counts = (
        catalogue.counted(f"note.count.{kind}", count, language)
        for kind in KINDS
        if (count := sum(each.kind == kind for each in differences))
    )
    return f"{', '.join(counts)}."


def code(text: str) -> str:
    """Return a text as a code span of Markdown, whatever it holds; on one line."""
    shown = "".join(" " if char in "\n\r\t" else visible(char) for char in text[: _LONGEST + 1])
    if len(text) > _LONGEST:
        shown = f"{shown[: _LONGEST - 1]}…"
    longest = max((len(found) for found in _TICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    # A blank on either side keeps a backtick of the text from the fence; Markdown drops it.
    return f"{fence} {shown} {fence}" if longest or not shown.strip() else f"{fence}{shown}{fence}"


def value_text(value: object) -> str:
    """Write a JSON value as people read it: a text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _feature(found: Difference, language: Language) -> Iterator[str]:
    facts = properties_of(found.after or found.before or {})
    start = facts.get("start")
    day = f", {code(start)}" if isinstance(start, str) else ""
    yield f"- {code(found.name(language))} ({code(found.id)}{day})"
    if found.kind == "changed":
        yield from (f"  - {_change(change, language)}" for change in found.changes)
    elif found.kind == "new":
        sources = facts.get("sources")
        for source in sources if isinstance(sources, list) else ():
            if isinstance(source, dict):
                parts = (source.get(name) for name in ("publisher", "title", "date", "url"))
                said = ", ".join(code(part) for part in parts if isinstance(part, str) and part)
                yield f"  - {catalogue.text('note.source', language)} {said}"


def _change(change: Change, language: Language) -> str:
    before, after = (
        catalogue.text("note.absent", language) if value is None else code(value_text(value))
        for value in (change.before, change.after)
    )
    return f"{code(change.property)} {before} → {after}"


def _problems(problems: Sequence[Problem], language: Language) -> Iterator[str]:
    counts = [
        catalogue.counted(f"check.{severity}", count, language)
        for severity in SEVERITIES
        if (count := sum(each.severity == severity for each in problems))
    ]
    if not counts:
        yield catalogue.text("check.clean", language)
        return
    yield f"{', '.join(counts)}."
    yield ""
    for problem in problems[:MOST_FEATURES]:
        yield f"- {code(problem.code)} {code(problem.place(language))}"
