"""What an import understood, changed and left out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import catalogue
from layers.importers.geojson import SIMPLESTYLE
from layers.importers.ledger import KINDS
from layers.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.catalogue import Language
    from layers.importers.ledger import Entry, Ledger

_STEP = "  "


def lines(ledger: Ledger, language: Language) -> Iterator[str]:
    """Yield the report, one line a thing that happened, its examples below it."""
    for kind in KINDS:
        entries = list(ledger.entries(kind))
        if not entries:
            continue
        yield catalogue.text(f"import.kind.{kind}", language)
        for entry in entries:
            yield f"{_STEP}{_said(entry, language)}"
            if kind in {"changed", "made"}:
                yield from (f"{_STEP * 3}{example}" for example in entry.examples)
        if kind == "kept" and any(entry.subject in SIMPLESTYLE for entry in entries):
            yield f"{_STEP}{catalogue.text('import.style', language)}"


def _said(entry: Entry, language: Language) -> str:
    reason = catalogue.text(f"import.reason.{entry.reason}", language) if entry.reason else ""
    subject = visible(entry.subject)
    if entry.kind == "note":
        return f"{reason}{_examples(entry, language)}"
    count = catalogue.counted("import.count", entry.count, language)
    if entry.kind == "mapped":
        columns = ", ".join(entry.examples)
        return catalogue.text("import.mapped", language, field=subject, columns=columns)
    words = " – ".join(part for part in (subject, reason) if part)
    examples = _examples(entry, language) if entry.kind in {"dropped", "left-out"} else ""
    return catalogue.text("import.line", language, words=words, count=count) + examples


def _examples(entry: Entry, language: Language) -> str:
    if not entry.examples:
        return ""
    shown = ", ".join(entry.examples)
    return catalogue.text("import.examples", language, examples=shown)
