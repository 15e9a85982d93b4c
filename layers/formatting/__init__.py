"""A file in the form in which all files of geodata/ are kept, so that diffs are small.

Only the form changes: the order of keys, blanks and line ends, the way characters are
written, coordinates to `DECIMALS`. Nothing is lost and no other number changes a digit;
a file in which something could be lost, such as a key that stands twice, is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.formatting import order
from layers.formatting.layout import Number, text_of
from layers.problems import Problem, Word, shown
from layers.reading.encoding import EncodingError, decode
from layers.reading.report import RefusedError, Report, path_text
from layers.strict_json import hints
from layers.strict_json.documents import read_document
from layers.strict_json.scanner import JsonError, Scanner
from layers.validation.identity import with_id
from layers.validation.properties import is_absent
from layers.validation.sizes import check_json
from layers.validation.values import slug_of

if TYPE_CHECKING:
    from layers.strict_json.documents import Document

# About a metre; no source knows a place better.
DECIMALS = 5
_STEP = Decimal(1).scaleb(-DECIMALS)
# Longer numbers are no coordinates, and are left alone.
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of one file.

    Attributes:
        data: its bytes in the form of geodata/; None if it was refused.
        problems: why.
    """

    data: bytes | None
    problems: tuple[Problem, ...]


def formatted(layer: str, file: str, data: bytes) -> Formatted:
    """Return the bytes of a file in the form of geodata/. Never raises for what they hold.

    Args:
        layer: its name, which decides the order of properties and whether an id is needed.
        file: what problems call it.
        data: the whole file.
    """
    report = Report(file)
    try:
        text = _checked(data, report)
    except RefusedError:
        return Formatted(None, report.problems())
    members = json.loads(text, parse_float=Number, parse_int=Number)
    features = members["features"]
    ids = _Ids(layer, features)
    laid_out = [_feature(layer, ids.given(each)) for each in features]
    whole = order.collection({**members, "features": laid_out})
    return Formatted((text_of(whole) + "\n").encode(), ())


def _checked(data: bytes, report: Report) -> str:
    """Return the text of a collection that can be read and written without a loss."""
    try:
        scanner = Scanner(decode(data))
        if not scanner.text.strip():
            report.refuse("file-empty")
        document = read_document(scanner)
    except EncodingError as error:
        around = Word("problem.encoding.around", (("text", error.found),)) if error.found else ""
        report.refuse("encoding", error.line, encoding=error.name, around=around)
    except JsonError as error:
        place = scanner.mark(error.offset).position
        report.refuse("json-syntax", *place, hint=hints.word(error.hint))
    if document.kind != "object" or document.features is None:
        found = {name: each.value for name, each in document.members.items()}
        report.refuse("not-geojson", 1, 1, found=shown(found.get("", found)))
    _refuse_flaws(document, scanner, report)
    return scanner.text


def _refuse_flaws(document: Document, scanner: Scanner, report: Report) -> None:
    elements = [*document.members.values(), *(document.features or ())]
    flaws = {*document.flaws, *(flaw for element in elements for flaw in element.flaws)}
    flaws |= {
        (each, element.start)
        for element in elements
        for each in check_json(element.value)
        if each.code == "nested-too-deep"
    }
    for flaw, offset in sorted(flaws, key=lambda flaw: flaw[1]):
        place = scanner.mark(offset).position
        path = path_text(flaw.path)
        report.put(Problem(flaw.code, report.file, *place, property=path, slots=flaw.slots))
    if flaws:
        raise RefusedError


class _Ids:
    """Gives an id to what has none, if its layer wants one."""

    def __init__(self, layer: str, features: list[Any]) -> None:
        self._wanted = layer in vocabulary.LAYERS
        held = (each for each in features if isinstance(each, dict))
        self._taken = {_id_of(each) for each in held}

    def given(self, feature: object) -> object:
        """Return a feature with an id made of its name; the same one if it needs none."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not (self._wanted and isinstance(feature, dict) and isinstance(properties, dict)):
            return feature
        name = properties.get("name")
        if not is_absent(_id_of(feature)) or type(name) is not str:
            return feature
        made = free_id(slug_of(name), properties.get("start"), self._taken)
        if made is None:
            return feature
        self._taken.add(made)
        return {**feature, "properties": {**properties, "id": made}}


def _id_of(feature: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever stands there
    properties = feature.get("properties")
    found = with_id(feature, properties if isinstance(properties, dict) else {}).get("id")
    return found if isinstance(found, str) else None if found is None else str(found)


def free_id(slug: str, start: object, taken: set[str]) -> str | None:
    """Return an id that nobody has: a slug, with the month if need be, then a number.

    None if the slug is empty.
    """
    if not slug:
        return None
    month = start[:7] if type(start) is str and start[:4].isdigit() else ""
    longer = f"{slug}-{slug_of(month)}" if month else slug
    candidates = (slug, longer, *(f"{longer}-{n}" for n in range(2, len(taken) + 4)))
    return next(each for each in candidates if each not in taken)


# --- coordinates -----------------------------------------------------------------------------


def _feature(layer: str, feature: object) -> object:
    if not isinstance(feature, dict):
        return feature
    found = order.feature(feature, layer)
    if isinstance(found.get("geometry"), dict):
        found["geometry"] = _rounded_geometry(found["geometry"])
    return found


def _rounded_geometry(geometry: dict[str, Any]) -> dict[str, Any]:
    found = dict(geometry)
    if "coordinates" in found:
        found["coordinates"] = _rounded(found["coordinates"])
    if isinstance(found.get("geometries"), list):
        found["geometries"] = [
            _rounded_geometry(each) if isinstance(each, dict) else each
            for each in found["geometries"]
        ]
    return found


def _rounded(value: object) -> object:
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return rounded(value) if type(value) is Number else value


def rounded(number: Number) -> Number:
    """Return a coordinate of at most `DECIMALS` decimals; as it was if it has no more."""
    exact = Decimal(number)
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -DECIMALS or exact.adjusted() > _MOST_DIGITS:
        return number
    short = exact.quantize(_STEP, rounding=ROUND_HALF_EVEN).normalize()
    return Number(f"{short + 0:f}")
