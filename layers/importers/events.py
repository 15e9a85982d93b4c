"""What the importers of event data sets (UCDP, ACLED) share."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import catalogue, vocabulary
from layers.catalogue import LANGUAGES
from layers.importers import geometry
from layers.importers.raw import NotImportedError
from layers.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Wish

CANDIDATES = "massacre_sites"


@dataclass(frozen=True, slots=True)
class When:
    """The dates of an event.

    Attributes:
        start: of the contract.
        end: of the contract.
        span: the exact first and last possible day, where the contract can say only months.
    """

    start: str
    end: str
    span: tuple[date, date] | None = None


def wants_candidates(wish: Wish) -> bool:
    """Tell whether events become candidates for the layer of killings, not a context layer.

    Raises:
        NotImportedError: the wish is for another layer of the contract.
    """
    if wish.layer in vocabulary.LAYERS and wish.layer != CANDIDATES:
        raise NotImportedError("events-layer", layer=wish.layer)
    return wish.layer == CANDIDATES


def position(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the point of a row; None if it has none."""
    lat, lon = geometry.degrees(row.get("latitude")), geometry.degrees(row.get("longitude"))
    return None if lat is None or lon is None else geometry.point(lon, lat)


def whole(value: object) -> int | None:
    """Return a count that a table has as 12, 12.0 or "12"; None if it is none."""
    found = geometry.degrees(value)
    return int(found) if found is not None and found.is_integer() else None


def text(value: object) -> str:
    """Return what a cell says, "" for nothing."""
    return "" if value is None else str(value).strip()


def both(name: str, key: str, **slots: object) -> dict[str, str]:
    """Return a text in both languages as two properties: ``name`` and ``name_fr``.

    A slot that is a day is written in words.
    """
    found = {}
    for language in LANGUAGES:
        words = {
            slot: date_words(value.isoformat(), language) if hasattr(value, "isoformat") else value
            for slot, value in slots.items()
        }
        suffix = "" if language == "en" else f"_{language}"
        found[f"{name}{suffix}"] = catalogue.text(f"import.data.{key}", language, **words)
    return found


def when_properties(when: When, key: str, code: object) -> dict[str, str]:
    """Return start and end, and a note with the exact span if there is one."""
    dated = {"start": when.start, "end": when.end}
    if when.span is None:
        return dated
    first, last = when.span
    return dated | both("start_note", key, first=first, last=last, code=code)


def kept(
    row: Mapping[str, Any], names: tuple[str, ...], used: frozenset[str], ledger: Ledger
) -> dict[str, Any]:
    """Return the columns that say something of the event beyond our fields; tell the others."""
    for name, value in row.items():
        if text(value) and name not in names and name not in used:
            ledger.left_out(name, "not-for-map")
    return {name: row[name] for name in names if text(row.get(name))}


def around(attribution: str) -> Mapping[str, Any]:
    """Return the member of the collection that says whose data these are."""
    return MappingProxyType({"attribution": attribution})
