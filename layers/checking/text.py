"""Problems as people read them on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import catalogue
from layers.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.catalogue import Language
    from layers.checking.excerpts import Excerpt
    from layers.checking.results import Found, Result
    from layers.problems import Severity

_RESET = "\x1b[0m"
_BOLD, _DIM = "\x1b[1m", "\x1b[2m"
# Bright enough on black, dark enough on white; the word says it too.
_INKS: Mapping[Severity, str] = MappingProxyType(
    {"error": "\x1b[31m", "warning": "\x1b[33m", "notice": "\x1b[36m"}
)
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is written.

    Attributes:
        language: of the words.
        has_colour: whether the terminal shows colours.
    """

    language: Language
    has_colour: bool = False

    def ink(self, text: str, ink: str) -> str:
        """Return a text in a colour."""
        return f"{ink}{text}{_RESET}" if self.has_colour and text else text


def paragraph(found: Found, style: Style) -> str:
    """Say one problem: place, severity and code, line and pointer, what is wrong, the mend."""
    problem, language = found.problem, style.language
    place = ":".join([_path(problem.file), *(str(n) for n in (problem.line, problem.column) if n)])
    severity = catalogue.text(f"severity.{problem.severity}", language)
    about = ", ".join(visible(part) for part in (problem.feature, problem.property) if part)
    head = [
        style.ink(f"{place}:", _BOLD),
        style.ink(severity, _INKS[problem.severity]),
        style.ink(f"[{problem.code}]", _DIM),
        about,
    ]
    lines = [" ".join(part for part in head if part)]
    if found.excerpt is not None:
        lines += _lines(found.excerpt, problem.line, style, _INKS[problem.severity])
    lines += [f"  {problem.what(language)}", f"  {problem.mend(language)}"]
    return "\n".join(lines)


def _lines(excerpt: Excerpt, line: int, style: Style, ink: str) -> Iterator[str]:
    number = f"{line:>6} |"
    yield f"{style.ink(number, _DIM)} {excerpt.text}"
    if excerpt.at >= 0:
        margin = style.ink(f"{' ' * (len(number) - 1)}|", _DIM)
        yield f"{margin} {' ' * excerpt.at}{style.ink('^' * excerpt.length, ink)}"


def summary(result: Result, style: Style, *, mendable: int = 0) -> str:
    """Say in one line how many problems there are, and in a second what `--fix` would mend."""
    language = style.language
    counts = [
        catalogue.counted(f"check.{severity}", result.count(severity), language)
        for severity in SEVERITIES
        if result.count(severity)
    ]
    looked = catalogue.text(
        "check.looked",
        language,
        files=catalogue.counted("check.files", result.files, language),
        features=catalogue.counted("check.features", result.features, language),
    )
    if not counts:
        return f"{style.ink(catalogue.text('check.clean', language), _BOLD)} {looked}"
    joined = catalogue.text("check.counts", language, counts=_joined(counts, language))
    said = f"{style.ink(joined, _BOLD)} {looked}"
    return (
        f"{said}\n{catalogue.counted('check.mendable', mendable, language)}" if mendable else said
    )


def _joined(texts: list[str], language: Language) -> str:
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])} {catalogue.text('check.and', language)} {texts[-1]}"


def _path(path: str) -> str:
    """Return a path with nothing hidden in it, however long."""
    return "".join(visible(char) for char in path)
