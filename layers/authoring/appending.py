"""One more feature behind the last one of a file; every byte that was there stays."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from layers import schema
from layers.authoring.talking import AuthoringError
from layers.formatting.layout import line_of, text_of
from layers.problems import Problem
from layers.reading.encoding import EncodingError, decode
from layers.strict_json import hints
from layers.strict_json.documents import read_document
from layers.strict_json.scanner import JsonError, Scanner
from layers.validation import crs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language
    from layers.strict_json.documents import Document
    from layers.strict_json.scanner import Element

_DEPTH = 2
_MARGIN = "    "


def empty(layer: str) -> bytes:
    """Return a new file of a layer, without features."""
    name = schema.name_for(layer)
    around = {
        "$schema": schema.REFERENCE.format(name=name),
        "type": "FeatureCollection",
        "name": layer,
        "features": [],
    }
    return (text_of(around) + "\n").encode()


def appended(data: bytes, feature: dict[str, Any], *, language: Language) -> bytes:
    """Return the bytes of a file with one more feature, laid out as those before it.

    Raises:
        AuthoringError: the file is no collection that can be added to.
    """
    text, scanner = _scanned(data, language)
    try:
        document = read_document(scanner)
    except JsonError as error:
        said = Problem("json-syntax", "", slots=(("hint", hints.word(error.hint)),))
        line = str(scanner.mark(error.offset).line)
        raise AuthoringError("new.broken", line=line, said=said.mend(language)) from error
    _refuse(document)
    at, added = _addition(text, scanner, document.features or [], feature)
    if "\r\n" in text:
        added = added.replace("\n", "\r\n")
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    cut = mark + len(text[:at].encode())
    return data[:cut] + added.encode() + data[cut:]


def _scanned(data: bytes, language: Language) -> tuple[str, Scanner]:
    try:
        text = decode(data)
    except EncodingError as error:
        slots = (("encoding", error.name), ("around", ""))
        said = Problem("encoding", "", slots=slots).message(language)
        raise AuthoringError("new.broken", line=str(error.line), said=said) from error
    return text, Scanner(text)


def _refuse(document: Document) -> None:
    if document.kind != "object" or document.features is None:
        raise AuthoringError("new.no-collection")
    named = document.members.get("crs")
    if not crs.is_wgs84(crs.name_of(named.value if named else None) or ""):
        raise AuthoringError("new.other-crs")


def _addition(
    text: str, scanner: Scanner, features: Sequence[Element], feature: dict[str, Any]
) -> tuple[int, str]:
    """Return where to insert what."""
    if not features:
        opening = _opening(text, scanner)
        closing = "\n  " if text[opening + 1] == "]" else ""
        return opening + 1, f"\n{_MARGIN}{text_of(feature, depth=_DEPTH)}{closing}"
    last = features[-1]
    line_start = text.rfind("\n", 0, last.start) + 1
    margin = text[line_start : last.start]
    if line_start == 0 or margin.strip(" \t"):
        return last.end, f", {line_of(feature)}"
    written = text_of(feature, depth=_DEPTH).replace(f"\n{_MARGIN}", f"\n{margin}")
    return last.end, f",\n{margin}{written}"


def _opening(text: str, scanner: Scanner) -> int:
    """Return where the bracket of the empty "features" stands."""
    at, end = scanner.enter(scanner.skip(0))
    while at is not None:
        key, value_at = scanner.key(at)
        if key == "features":
            return value_at
        at, end = scanner.after(scanner.element(value_at).end, "}")
    return end
