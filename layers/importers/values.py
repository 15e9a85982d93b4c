"""One value as other programs write it -> the value that its field wants.

GDAL writes lists and objects as JSON text, and whole numbers beside a null as 300.0; tables
have "yes", "MLI; EST" and "300". What cannot be read is returned as it stands, and the
checker then names it.
"""

from __future__ import annotations

import ast
import json
import math
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.importers import written_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from layers.vocabulary import Field
    from layers.written_dates import Order

_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+\"""")
_NUMPY_LIST = re.compile(rf"\[\s*(?:(?:{_QUOTED.pattern})\s*)++\]")

_OPENERS = ("{", "[{", "['", '["', "[[")

_YES = frozenset({"true", "yes", "oui", "vrai", "1", "t", "y", "o"})
_NO = frozenset({"false", "no", "non", "faux", "0", "f", "n"})


def is_nothing(value: object) -> bool:
    """Tell whether a value says nothing: null, NaN, a text of blanks."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and not value.strip())


def as_field(field: Field, value: object, *, order: Order | None = None) -> object:
    """Return the value that a field wants, made of one that is not nothing."""
    if field.type == "date":
        return written_dates.normal(value, order=order)
    convert = _CONVERTERS.get(field.type)
    if convert is None:
        return value
    found = convert(value)
    if field.type in {"code", "codes"}:
        return _in_case(found, field.allowed)
    return found


def as_more(value: object) -> object:
    """Return a value that no field knows: a list or object that GDAL wrote as text is one again."""
    parsed = _parsed(value)
    return value if parsed is None else parsed


def reason(before: object, after: object) -> str:
    """Say in what way two spellings of one value differ: the end of ``import.reason.X``."""
    if isinstance(after, list | dict):
        return "from-json-text" if _parsed(before) is not None else "to-list"
    return "rewritten"


def _parsed(value: object) -> list[Any] | dict[str, Any] | None:
    """Return the list or object that a text writes down; None if it writes none.

    geopandas writes a list of objects as Python shows it, ``[{'title': 'A', 'url': None}]``,
    and a list of texts as numpy does, ``['Gao' 'Kidal']``, which Python itself would take
    for one text.
    """
    if not isinstance(value, str) or value.strip()[:1] not in {"[", "{"}:
        return None
    for read in (json.loads, _numpy_list, ast.literal_eval):
        try:
            found = read(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list | dict) else None
    return None


def _numpy_list(text: str) -> list[Any]:
    if not _NUMPY_LIST.fullmatch(text):
        raise ValueError
    return [ast.literal_eval(part) for part in _QUOTED.findall(text)]


def _is_broken_list(text: str) -> bool:
    """Tell whether a text was meant as a list or object, and cannot be read as one."""
    return text.strip().startswith(_OPENERS) and _parsed(text) is None


def _integer(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        text = value.strip().removesuffix(".0")
        if text.isascii() and text.isdigit() and len(text) < 16:
            return int(text)
    return value


def _boolean(value: object) -> object:
    word = str(value).removesuffix(".0").strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else value


def _text(value: object) -> object:
    """A table has numbers where people meant text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return str(int(value)) if float(value).is_integer() else str(value)


def _code(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _listed(separators: str) -> Callable[[object], object]:
    def convert(value: object) -> object:
        parsed = _parsed(value)
        if parsed is not None:
            return parsed
        if not isinstance(value, str) or _is_broken_list(value):
            return value
        for separator in separators:
            value = value.replace(separator, "\n")
        return [part.strip() for part in value.split("\n") if part.strip()]

    return convert


def _objects(value: object) -> object:
    """A list of objects, each of which may be JSON text once more."""
    parsed = _parsed(value)
    found = value if parsed is None else parsed
    if isinstance(found, dict):
        return [found]
    if isinstance(found, list):
        return [part if (one := _parsed(part)) is None else one for part in found]
    return found


def _sources(value: object) -> object:
    """A plain text where a list of sources is wanted is the title of one."""
    found = _objects(value)
    if isinstance(found, str) and not _is_broken_list(found):
        return [{"title": found.strip()}]
    return found


def _in_case(value: object, allowed: tuple[str, ...]) -> object:
    """Return codes in the case of the vocabulary: "fra" is FRA."""
    if isinstance(value, list):
        return [_in_case(part, allowed) for part in value]
    if not isinstance(value, str) or value in allowed:
        return value
    folded = value.casefold().replace(" ", "_").replace("-", "_")
    return next((code for code in allowed if code.casefold() == folded), value)


_CONVERTERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "integer": _integer,
        "boolean": _boolean,
        "text": _text,
        "slug": _text,
        "code": _code,
        "codes": _listed(";|,"),
        "texts": _listed(";|"),
        "claims": _objects,
        "sources": _sources,
    }
)
