"""Problems as programs read them: JSON, GitHub's annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from layers import catalogue
from layers.checking.text import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from layers.catalogue import Language
    from layers.checking.results import Found, Result

VERSION = 1

# https://docs.oasis-open.org/sarif/sarif/v2.1.0/
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = MappingProxyType({"error": "error", "warning": "warning", "notice": "note"})


def as_json(result: Result, language: Language) -> str:
    """Return one JSON object: the counts, and one object a problem.

    A line or column of 0 means the whole file or line.
    """
    document = {
        "version": VERSION,
        "files": result.files,
        "features": result.features,
        **{f"{severity}s": result.count(severity) for severity in SEVERITIES},
        "problems": [_as_object(found, language) for found in result.found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_object(found: Found, language: Language) -> dict[str, Any]:
    problem = found.problem
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "feature": problem.feature,
        "property": problem.property,
        "found": problem.found(language),
        "allowed": problem.allowed(language),
        "what": problem.what(language),
        "mend": problem.mend(language),
    }


def as_github(result: Result, language: Language) -> str:
    """Return one workflow command a problem, which GitHub writes beside the line."""
    return "\n".join(_annotation(found, language) for found in result.found)


def _annotation(found: Found, language: Language) -> str:
    problem = found.problem
    places = {"file": Path(problem.file).as_posix(), "line": problem.line, "col": problem.column}
    if found.excerpt is not None and found.excerpt.end_column:
        places["endColumn"] = found.excerpt.end_column
    places["title"] = ", ".join(part for part in (problem.code, problem.feature) if part)
    named = ",".join(f"{key}={_escaped(str(value))}" for key, value in places.items() if value)
    said = f"{problem.what(language)} {problem.mend(language)}"
    return f"::{problem.severity} {named}::{_one_line(said)}"


def _one_line(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _one_line(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(result: Result, language: Language) -> str:
    """Return a SARIF log of one run, whose rules are the codes that were found."""
    codes = sorted({found.problem.code for found in result.found})
    severities = {found.problem.code: found.problem.severity for found in result.found}
    rules = [
        {
            "id": code,
            "shortDescription": {"text": catalogue.text(f"explain.{code}", language)},
            "defaultConfiguration": {"level": _LEVELS[severities[code]]},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "Témoin", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, codes, language) for found in result.found],
    }
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_result(found: Found, codes: list[str], language: Language) -> dict[str, Any]:
    problem = found.problem
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        place["region"] = {"startLine": problem.line}
        if problem.column:
            place["region"]["startColumn"] = problem.column
        if found.excerpt is not None and found.excerpt.end_column:
            place["region"]["endColumn"] = found.excerpt.end_column
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.what(language)} {problem.mend(language)}"},
        "locations": [{"physicalLocation": place}],
        "properties": {"feature": problem.feature, "property": problem.property},
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


FORMATS: Mapping[str, Callable[[Result, Language], str]] = MappingProxyType(
    {"json": as_json, "github": as_github, "sarif": as_sarif}
)
