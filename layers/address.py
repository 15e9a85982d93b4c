"""The address of the page: a link carries the view, and shows the same picture again.

| parameter | meaning |
|---|---|
| ``d`` | the playhead, YYYY-MM-DD |
| ``m`` | the mode: ``on``, ``sofar``, ``last30``, ``last90``, ``last365`` |
| ``off`` | the layers that are switched off, joined by commas |
| ``id`` | the feature whose card is open |
| ``at`` | the map: longitude, latitude and zoom, joined by commas |
| ``show`` | what stands beside the map: ``table``, ``charts``, ``compare``, ``story`` |
| ``vs`` | the other day of a comparison, YYYY-MM-DD |
| ``known`` | only what was reported by this day, YYYY-MM-DD |
| ``story`` | the story and its step from 1: ``NAME,3`` |
| ``who``, ``what``, ``sure``, ``near``, ``in`` | filters by actors, kinds, statuses,
  precisions, regions: codes joined by commas |
| ``around`` | filter by whose bases stood near: operators, joined by commas |
| ``dead`` | filter by people killed: ``10-100``, ``10-`` |
| ``span`` | filter by period: two days, ``2022-01-01,2022-06-30`` |
| ``q`` | filter by words |
| ``h`` | hashes of the features that the link names (`linking`), joined by commas |

``-`` means "nothing". Whatever is left out is as when the page opens. What the page
writes is complete: a link means the same should the opening view ever change, and one
step of the viewer is one step of the browser's history. The language has its own
parameter, ``lang``, which the language switch reads and writes. The map itself keeps
``at`` true while it is moved, which is no step of the history and no run of the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from layers import dates
from layers.filters import Filters
from layers.timeline import MODES, WINDOWS, Mode
from layers.view import PANELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from layers.view import View

NOTHING: Final = "-"
# Parameters that change without a step of the viewer.
PASSIVE: Final = frozenset({"at", "h"})
HASHES: Final = "h"
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_DEAD = re.compile(r"(\d{1,6})-(\d{1,6})?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,6})?", re.ASCII)
_STORY = re.compile(r"([A-Za-z0-9_-]+),([1-9]\d{0,2})", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{4,16}")
_LONGEST_TEXT: Final = 200
# "last" is always with its number of days; any other mode stands alone.
_MODES: Mapping[str, tuple[Mode, int | None]] = MappingProxyType(
    {mode: (mode, None) for mode in MODES if mode != "last"}
    | {f"last{days}": ("last", days) for days in WINDOWS}
)
# Parameter -> field of `Filters` that is a list of codes.
_FACETS: Mapping[str, str] = MappingProxyType(
    {
        "who": "actors",
        "what": "kinds",
        "sure": "statuses",
        "near": "precisions",
        "in": "regions",
        "around": "around",
    }
)

Changes = dict[str, Any]


def read(parameters: Mapping[str, str], opening: View) -> tuple[View, tuple[str, ...]]:
    """Return the view that an address asks for, and the parameters that ask for nothing known.

    Args:
        parameters: the query of the address; foreign ones are ignored.
        opening: the view of a page without parameters.
    """
    changes: Changes = {}
    sieve: Changes = {}
    unread = []
    for name, text in parameters.items():
        reader = _READERS.get(name) or _FILTER_READERS.get(name)
        if reader is None:
            continue
        found = reader(text)
        if found is None:
            unread.append(name)
        elif name in _READERS:
            changes |= found
        else:
            sieve |= found
    return replace(opening, **changes, filters=Filters(**sieve)), tuple(unread)


def write(view: View, hashes: Iterable[str] = ()) -> dict[str, str]:
    """Return the parameters of a view; the inverse of `read`.

    What is nothing by itself (no filter, no comparison) is left out.

    Args:
        view: to be written.
        hashes: of the features that it names, in the order of `linking.named_by`.
    """
    result = {
        "d": dates.iso(view.day),
        "m": f"last{view.window}" if view.mode == "last" else view.mode,
        "off": ",".join(map(_quoted, view.hidden)) or NOTHING,
        "id": view.selected or NOTHING,
    }
    if view.center and view.zoom is not None:
        lon, lat = view.center
        result["at"] = f"{lon:.4f},{lat:.4f},{view.zoom:g}"
    if view.panel != "day":
        result["show"] = view.panel
    for name, day in (("vs", view.against), ("known", view.known_by)):
        if day is not None:
            result[name] = dates.iso(day)
    if view.story:
        result["story"] = f"{view.story[0]},{view.story[1] + 1}"
    result |= _written_filters(view.filters)
    joined = ",".join(hashes)
    return result | ({HASHES: joined} if joined else {})


def hashes(parameters: Mapping[str, str]) -> tuple[str, ...]:
    """Return the hashes that an address carries; none if they have another form."""
    given = parameters.get(HASHES, "").split(",")
    return tuple(given) if all(map(_HASH.fullmatch, given)) else ()


def steps_of(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what of an address is a step of the viewer's, sorted: two equal ones are one view."""
    return tuple(
        sorted(
            (name, text)
            for name, text in parameters.items()
            if name not in PASSIVE and (text != NOTHING or name in {"off", "id"})
        )
    )


def known(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return those parameters of an address that are a view's."""
    return {name: parameters[name] for name in PARAMETERS if name in parameters}


def _written_filters(filters: Filters) -> dict[str, str]:
    result = {
        name: ",".join(codes)
        for name, field in _FACETS.items()
        if (codes := getattr(filters, field))
    }
    if filters.killed:
        least, most = filters.killed
        result["dead"] = f"{least}-{'' if most is None else most}"
    if filters.period:
        result["span"] = ",".join(map(dates.iso, filters.period))
    if filters.text:
        result["q"] = filters.text
    return result


def _quoted(name: str) -> str:
    return "%2D" if name == NOTHING else quote(name, safe="")


def _exact(text: str) -> int | None:
    date = dates.parsed(text)
    return date.first if date and date.precision == "day" else None


def _day(text: str) -> Changes | None:
    day = _exact(text)
    return None if day is None else {"day": day}


def _day_or_nothing(field: str) -> Callable[[str], Changes | None]:
    def reader(text: str) -> Changes | None:
        day = None if text == NOTHING else _exact(text)
        return None if day is None and text != NOTHING else {field: day}

    return reader


def _mode(text: str) -> Changes | None:
    if text not in _MODES:
        return None
    mode, window = _MODES[text]
    return {"mode": mode} if window is None else {"mode": mode, "window": window}


def _hidden(text: str) -> Changes | None:
    if text == NOTHING:
        return {"hidden": ()}
    names = [unquote(name) for name in text.split(",")]
    return {"hidden": tuple(sorted(set(names)))} if all(names) else None


def _selected(text: str) -> Changes | None:
    if text == NOTHING:
        return {"selected": None}
    return {"selected": text} if _SLUG.fullmatch(text) else None


def _at(text: str) -> Changes | None:
    if text == NOTHING:
        return {"center": None, "zoom": None}
    parts = text.split(",")
    if len(parts) != 3 or not all(map(_NUMBER.fullmatch, parts)):
        return None
    lon, lat, zoom = map(float, parts)
    if abs(lon) > 180 or abs(lat) > 85 or not 0 <= zoom <= 20:
        return None
    return {"center": (lon, lat), "zoom": zoom}


def _panel(text: str) -> Changes | None:
    if text == NOTHING:
        return {"panel": "day"}
    return {"panel": text} if text in PANELS else None


def _story(text: str) -> Changes | None:
    if text == NOTHING:
        return {"story": None}
    found = _STORY.fullmatch(text)
    return {"story": (found[1], int(found[2]) - 1)} if found else None


def _codes(field: str) -> Callable[[str], Changes | None]:
    def reader(text: str) -> Changes | None:
        codes = () if text == NOTHING else tuple(sorted(set(text.split(","))))
        return {field: codes} if all(map(_CODE.fullmatch, codes)) else None

    return reader


def _killed(text: str) -> Changes | None:
    if text == NOTHING:
        return {"killed": None}
    found = _DEAD.fullmatch(text)
    if not found:
        return None
    return {"killed": (int(found[1]), int(found[2]) if found[2] else None)}


def _period(text: str) -> Changes | None:
    if text == NOTHING:
        return {"period": None}
    days = [_exact(part) for part in text.split(",")]
    if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    return {"period": (days[0], days[1])}


def _words(text: str) -> Changes | None:
    return {"text": "" if text == NOTHING else text.strip()[:_LONGEST_TEXT]}


_READERS: Mapping[str, Callable[[str], Changes | None]] = MappingProxyType(
    {
        "d": _day,
        "m": _mode,
        "off": _hidden,
        "id": _selected,
        "at": _at,
        "show": _panel,
        "vs": _day_or_nothing("against"),
        "known": _day_or_nothing("known_by"),
        "story": _story,
    }
)
_FILTER_READERS: Mapping[str, Callable[[str], Changes | None]] = MappingProxyType(
    {
        **{name: _codes(field) for name, field in _FACETS.items()},
        "dead": _killed,
        "span": _period,
        "q": _words,
    }
)
# Every parameter that is a view's, in the order in which a link has them.
PARAMETERS: Final = (*_READERS, *_FILTER_READERS, HASHES)
