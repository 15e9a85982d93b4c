"""What each code means, for `check --explain` and for the page that lists them all.

    python -m layers.checking.explaining

writes ``layers/problems.md`` and ``layers/problems.fr.md``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import atomic, catalogue
from layers.catalogue import LANGUAGES
from layers.checking.text import SEVERITIES
from layers.problems import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language

COMMAND = "python -m layers.checking.explaining"

_HERE = Path(__file__).parent
_PAGES: Mapping[Language, str] = MappingProxyType({"en": "problems.md", "fr": "problems.fr.md"})


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Return by code: a wrong piece of a file, the mended one, where it stands, in what layer.

    ``in`` is "properties", "geometry" or "feature" (members of these), "file" (the whole
    text) or "name" (of the file). What no few lines can show has no example.
    """
    text = (_HERE / "examples.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def explain(code: str, language: Language) -> str:
    """Say what a code of `CODES` means, how bad it is, and show an example."""
    severity = catalogue.text(f"explain.severity.{CODES[code]}", language)
    said = [f"{code} ({severity})", "", catalogue.text(f"explain.{code}", language)]
    example = examples().get(code)
    if example is not None:
        for part in ("wrong", "right"):
            said += ["", catalogue.text(f"explain.{part}", language), _indented(example[part])]
    return "\n".join(said)


def page(language: Language) -> str:
    """Return the page of all codes, in Markdown."""
    text = catalogue.text
    parts = [
        f"# {text('explain.page.title', language)}",
        text("explain.page.lead", language),
        text("explain.page.made", language, command=COMMAND),
    ]
    for severity in SEVERITIES:
        said = text(f"explain.severity.{severity}", language)
        parts += [f"## {text(f'explain.group.{severity}', language)}", f"*{said}*"]
        parts += [_entry(code, language) for code in CODES if CODES[code] == severity]
    return "\n\n".join(parts) + "\n"


def path_of(language: Language) -> Path:
    """Return where the page of a language lies."""
    return _HERE.parent / _PAGES[language]


def _entry(code: str, language: Language) -> str:
    parts = [f"### {code}", catalogue.text(f"explain.{code}", language)]
    example = examples().get(code)
    if example is not None:
        for part in ("wrong", "right"):
            parts.append(catalogue.text(f"explain.{part}", language))
            parts.append(f"```json\n{example[part]}\n```")
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def main() -> None:
    """Write both pages."""
    for language in LANGUAGES:
        atomic.write(path_of(language), page(language).encode())


if __name__ == "__main__":
    main()
