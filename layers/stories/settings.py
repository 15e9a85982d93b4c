"""The lines ``name: value`` of a story, and what they mean for the view of a step."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import dates, vocabulary
from layers.filters import KINDS
from layers.problems import Nearest, Word, shown
from layers.timeline import MODES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from layers.problems import Slot

HEAD_KEYS = ("title", "title_fr", "summary", "summary_fr")

_LINE = re.compile(r"([a-z][a-z_]*)[ \t]*:(?:[ \t]+(.*))?")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Zoom levels of the map (`timemap.element.OfflineMap`).
_ZOOMS = (4.0, 13.0)
_MODES: Mapping[str, dict[str, Any]] = MappingProxyType(
    {mode: {"mode": mode} for mode in MODES if mode != "last"}
    | {f"last{days}": {"mode": "last", "window": days} for days in WINDOWS}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line ``name: value``."""

    line: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the lines of a step ask for.

    Attributes:
        view: fields of `layers.view.View`.
        filters: fields of `layers.filters.Filters`.
        layers: the layers to show, with the line that says so; None for those of the page.
    """

    view: dict[str, Any] = field(default_factory=dict)
    filters: dict[str, Any] = field(default_factory=dict)
    layers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that cannot be read: what it was, what is allowed, what was meant perhaps."""

    found: str
    allowed: Slot
    maybe: Slot = ""


def entry(line: int, text: str) -> Entry | None:
    """Return the line as ``name: value``, or None if it is something else."""
    found = _LINE.fullmatch(text.strip())
    return Entry(line, found[1], (found[2] or "").strip()) if found else None


def take(settings: Settings, found: Entry) -> Settings | Unfit:
    """Return the settings after one more line, whose key is one of STEP_KEYS."""
    if found.key == "layers":
        layers = _list(found.value)
        if all(map(_SLUG.fullmatch, layers)) and layers:
            return Settings(settings.view, settings.filters, layers)
        return Unfit(shown(found.value), Word("story.form.layers"))
    if found.key in _VIEW_READERS:
        read = _VIEW_READERS[found.key](found.value)
        if isinstance(read, Unfit):
            return read
        return Settings(settings.view | read, settings.filters, settings.layers)
    value = _FILTER_READERS[found.key](found.value)
    if isinstance(value, Unfit):
        return value
    return Settings(settings.view, settings.filters | {found.key: value}, settings.layers)


def _date(text: str) -> dict[str, Any] | Unfit:
    day = _day(text)
    return day if isinstance(day, Unfit) else {"day": day}


def _known_by(text: str) -> dict[str, Any] | Unfit:
    day = _day(text)
    return day if isinstance(day, Unfit) else {"known_by": day}


def _day(text: str) -> int | Unfit:
    date = dates.parsed(text)
    if date is None or date.precision != "day":
        return Unfit(shown(text), Word("story.form.day"))
    return date.first


def _mode(text: str) -> dict[str, Any] | Unfit:
    unfit = Unfit(shown(text), tuple(_MODES), Nearest(text, tuple(_MODES)))
    return _MODES.get(text, unfit)


def _feature(text: str) -> dict[str, Any] | Unfit:
    name = text.removeprefix("#")
    if _SLUG.fullmatch(name):
        return {"selected": name}
    return Unfit(shown(text), Word("story.form.feature"))


def _at(text: str) -> dict[str, Any] | Unfit:
    """Read "longitude, latitude, zoom"."""
    try:
        lon, lat, zoom = map(float, text.split(","))
    except ValueError:
        return Unfit(shown(text), Word("story.form.at"))
    least, most = _ZOOMS
    is_place = abs(lon) <= 180 and abs(lat) <= 90 and least <= zoom <= most
    if not (isfinite(lon) and is_place):
        return Unfit(shown(text), Word("story.form.at"))
    return {"center": (lon, lat), "zoom": zoom}


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _codes(allowed: tuple[str, ...]) -> Callable[[str], tuple[str, ...] | Unfit]:
    def read(text: str) -> tuple[str, ...] | Unfit:
        found = _list(text)
        strange = next((code for code in found if code not in allowed), None)
        if found and strange is None:
            return found
        said: Slot = allowed if len(allowed) < 20 else Word("problem.see-table")
        return Unfit(shown(strange or text), said, Nearest(strange or "", allowed))

    return read


def _regions(text: str) -> tuple[str, ...] | Unfit:
    found = _list(text)
    if found and all(map(_SLUG.fullmatch, found)):
        return found
    return Unfit(shown(text), Word("story.form.regions"))


def _killed(text: str) -> tuple[int, int | None] | Unfit:
    found = re.fullmatch(r"(\d{1,6})\s+to(?:\s+(\d{1,6}))?", text)
    if not found or (found[2] and int(found[1]) > int(found[2])):
        return Unfit(shown(text), Word("story.form.killed"))
    return int(found[1]), int(found[2]) if found[2] else None


def _period(text: str) -> tuple[int, int] | Unfit:
    first, _, last = text.partition(" to ")
    days = _day(first.strip()), _day(last.strip())
    if isinstance(days[0], int) and isinstance(days[1], int) and days[0] <= days[1]:
        return days[0], days[1]
    return Unfit(shown(text), Word("story.form.period"))


def _text(text: str) -> str | Unfit:
    return text or Unfit(shown(text), Word("story.form.text"))


_VIEW_READERS: Mapping[str, Callable[[str], dict[str, Any] | Unfit]] = MappingProxyType(
    {"date": _date, "mode": _mode, "feature": _feature, "at": _at, "known_by": _known_by}
)
_FILTER_READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "actors": _codes(tuple(vocabulary.ACTORS)),
        "kinds": _codes(KINDS),
        "statuses": _codes(vocabulary.STATUSES),
        "precisions": _codes(vocabulary.PRECISIONS),
        "regions": _regions,
        "around": _codes(tuple(vocabulary.ACTORS)),
        "killed": _killed,
        "period": _period,
        "text": _text,
    }
)
STEP_KEYS = (*_VIEW_READERS, "layers", *_FILTER_READERS)
