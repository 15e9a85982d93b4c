"""ACLED (Armed Conflict Location & Event Data): the CSV of its export and of its API.

Columns and codes: "ACLED Codebook", https://acleddata.com/knowledge-base/codebook/

geo_precision 1: the town is named; 2: a small part of a region, or near a town, and the
point is that town; 3: a larger region, and the point is its capital or a feature of the
land. They become "settlement", "area" and "region", and 2 and 3 say so in place_note.

time_precision 1: the day; 2: the week, and the date is its middle; 3: the month. From 2
on the contract gets the month (the two months, if the week lies in both) and start_note
says it.

Actor 1 and actor 2 imply no direction. A perpetrator is alleged here only where the
other side, and only it, is civilians. fatalities 0 says that no number is known or that
nobody died: such an event is no candidate.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.importers import events, written_dates
from layers.importers.aliases import code_of
from layers.importers.events import When
from layers.importers.raw import Batch, Raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Wish

COLUMNS = frozenset({"event_id_cnty", "geo_precision", "time_precision", "sub_event_type"})
PUBLISHER = "ACLED (Armed Conflict Location & Event Data)"
ATTRIBUTION = "Armed Conflict Location & Event Data (ACLED), acleddata.com"
PRECISIONS: Mapping[int, str] = MappingProxyType({1: "settlement", 2: "area", 3: "region"})
_DAY, _WEEK = 1, 2
# The date of a week is its middle.
_HALF_WEEK = 3

# What kills civilians by its type; every other one that targets them is an attack, too.
_KINDS: Mapping[str, str] = MappingProxyType({"air/drone strike": "airstrike"})
_NO_KILLING = frozenset({"abduction/forced disappearance", "sexual violence"})

_USED = frozenset({"event_id_cnty", "latitude", "longitude", "event_date", "year"})
_KEPT = (
    *("disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2"),
    *("assoc_actor_2", "civilian_targeting", "country", "admin1", "admin2", "admin3", "location"),
    *("geo_precision", "time_precision", "source", "source_scale", "notes", "fatalities", "tags"),
)


def is_acled(columns: Iterable[str]) -> bool:
    """Tell whether a table has the columns of ACLED."""
    return COLUMNS <= {name.casefold() for name in columns}


def read(rows: Iterable[Mapping[str, Any]], name: str, wish: Wish, ledger: Ledger) -> Batch:
    """Return events as a context layer, or killings of civilians as candidates.

    Args:
        rows: of ACLED; their names may be in capitals.
        name: of the file, for the source of each event.
        wish: the layer, and the day of the copy, which ACLED asks to be told.
        ledger: is told of every event that is left out, and why.

    Raises:
        NotImportedError: the layer is another one of the contract.
    """
    candidates = events.wants_candidates(wish)
    found = []
    for each in rows:
        row = {column.casefold(): value for column, value in each.items()}
        label = f"ACLED {events.text(row.get('event_id_cnty'))}"
        shape, when = events.position(row), _when(row)
        reason = _unfit(row) if candidates else ""
        if shape is None or when is None or reason:
            ledger.dropped(reason or ("no-position" if shape is None else "no-date"), label)
            continue
        properties = _common(row, when, name, wish)
        if candidates:
            properties |= _candidate(row, label, ledger)
        properties |= events.kept(row, _KEPT, _USED, ledger)
        found.append(Raw(label, properties, shape))
    ledger.note("acled-terms")
    return Batch("acled", tuple(found), events.around(ATTRIBUTION))


def _unfit(row: Mapping[str, Any]) -> str:
    """Return why an event is no candidate; "" if it is one."""
    against = events.text(row.get("event_type")).casefold() == "violence against civilians"
    if not against and not events.text(row.get("civilian_targeting")):
        return "acled-not-civilians"
    if events.text(row.get("sub_event_type")).casefold() in _NO_KILLING:
        return "acled-no-killing"
    if not events.whole(row.get("fatalities")):
        return "acled-no-dead"
    if events.whole(row.get("geo_precision")) not in PRECISIONS:
        return "acled-no-precision"
    return ""


def _when(row: Mapping[str, Any]) -> When | None:
    day = written_dates.day_of(row.get("event_date"))
    if day is None:
        return None
    code = events.whole(row.get("time_precision"))
    if code == _DAY:
        return When(day.isoformat(), day.isoformat())
    if code == _WEEK:
        span = written_dates.around(day, days=_HALF_WEEK)
        return When(*written_dates.months(*span), span)
    month = day.isoformat()[:7]
    return When(month, month)


def _common(row: Mapping[str, Any], when: When, name: str, wish: Wish) -> dict[str, Any]:
    number = events.text(row.get("event_id_cnty"))
    place = events.text(row.get("location")) or events.text(row.get("country"))
    kind = events.text(row.get("sub_event_type")) or events.text(row.get("event_type"))
    return {
        "id": f"acled-{number.casefold()}",
        **events.both("name", "acled.name", place=place, kind=kind),
        **events.when_properties(when, "acled.week", events.text(row.get("time_precision"))),
        "sources": [
            {
                "title": f"ACLED, event {number} ({name})",
                "publisher": PUBLISHER,
                "date": wish.accessed or None,
                "url": "https://acleddata.com/",
            },
            *_articles(row),
        ],
    }


def _articles(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return whom ACLED read; it gives publishers and no titles, which square brackets say."""
    named = [part.strip() for part in events.text(row.get("source")).split(";")]
    return [{"title": f"[{part}]", "publisher": part} for part in named if part]


def _candidate(row: Mapping[str, Any], label: str, ledger: Ledger) -> dict[str, Any]:
    where = events.whole(row.get("geo_precision")) or 0
    precision = PRECISIONS[where]
    ledger.changed("precision", "acled-geo", label, (f"geo_precision {where}", precision))
    kind = _KINDS.get(events.text(row.get("sub_event_type")).casefold(), "attack")
    dead = events.whole(row.get("fatalities")) or 0
    admin = ", ".join(part for part in (row.get("admin2"), row.get("admin1")) if part)
    code = _alleged(row, label, ledger)
    named = events.text(row.get("location"))
    wide = events.both("place_note", f"acled.geo.{where}", place=named) if where > 1 else {}
    return {
        "kind": kind,
        "killed_min": dead,
        "killed_max": dead,
        **events.both("killed_note", "acled.killed", dead=dead),
        **({"perpetrators": [code]} if code else {}),
        **({"admin": admin, "admin_fr": admin} if admin else {}),
        **wide,
        "status": "reported",
        "precision": precision,
    }


def _alleged(row: Mapping[str, Any], label: str, ledger: Ledger) -> str | None:
    sides = [events.text(row.get(name)) for name in ("actor1", "actor2")]
    others = [side for side in sides if side and not side.casefold().startswith("civilians")]
    if len(others) != 1 or len([side for side in sides if side]) != 2:
        ledger.left_out("perpetrators", "no-direction", label)
        return None
    code = code_of(others[0])
    if code is None:
        ledger.left_out("perpetrators", "actor-unknown", f"{label}: {others[0]}")
    return code
