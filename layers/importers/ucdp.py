"""UCDP Georeferenced Event Dataset (GED): CSV, and the JSON of its API.

Columns and codes: Högbladh, Stina, "UCDP Georeferenced Event Dataset Codebook",
Department of Peace and Conflict Research, Uppsala University (one a version), and
Sundberg, Ralph and Erik Melander (2013), "Introducing the UCDP Georeferenced Event
Dataset", Journal of Peace Research 50(4). API: https://ucdp.uu.se/apidocs/

where_prec 1: exact location; 2: a limited area, within about 25 km; 3: second-order
division (in Mali a cercle), 4: first-order division (a region), both at their middle or
capital; 5: part of a country or a line; 6: the country; 7: sea or air. 1 becomes
"settlement", since the point is that of a named place and not of a building; 2 and 3
become "region", the only ring that is not smaller than what UCDP says. No ring of ours
holds a whole region of Mali: 4 to 7 are no candidates.

date_prec 1: the day; 2: two to six days; 3: a week; 4: eight to thirty days or a month;
5: more than a month, up to a year. date_start and date_end are the first and last
possible day. From 2 on the contract gets the months (from 5 on, the years if they are
the same) and the exact span stands in start_note.
"""

from __future__ import annotations

import re
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

COLUMNS = frozenset({"where_prec", "date_prec", "type_of_violence", "best", "low", "high"})
PUBLISHER = "Uppsala Conflict Data Program (UCDP)"
ATTRIBUTION = (
    "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset (GED), ucdp.uu.se; "
    "Sundberg and Melander (2013), Journal of Peace Research 50(4)"
)
PRECISIONS: Mapping[int, str] = MappingProxyType({1: "settlement", 2: "region", 3: "region"})
_EXACT_DAY, _MONTHS_AT_MOST = 1, 4
_NO_PLACE = (6, 7)
_ONE_SIDED = 3

_USED = frozenset({"id", "latitude", "longitude", "date_start", "date_end", "year"})
_KEPT = (
    *("type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b", "event_clarity"),
    *("where_prec", "where_coordinates", "where_description", "date_prec"),
    *("best", "low", "high", "deaths_civilians", "deaths_unknown", "deaths_a", "deaths_b"),
    *("country", "adm_1", "adm_2", "source_original"),
)
_ARTICLES = ("source_headline", "source_office", "source_date")
_PARTS = re.compile(r"\s*;\s*")


def is_ucdp(columns: Iterable[str]) -> bool:
    """Tell whether a table has the columns of GED."""
    return COLUMNS <= {name.casefold() for name in columns}


def api_rows(document: object) -> list[dict[str, Any]] | None:
    """Return the events of an answer of the API, or of a bare list; None if it is none."""
    rows = document.get("Result") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None
    return [row for row in rows if isinstance(row, dict)] if is_ucdp(rows[0]) else None


def read(rows: Iterable[Mapping[str, Any]], name: str, wish: Wish, ledger: Ledger) -> Batch:
    """Return events as a context layer, or one-sided violence as candidates.

    Args:
        rows: of GED, under its own names.
        name: of the file, which says the version ("GEDEvent_v25_1.csv").
        wish: the layer, and the day of the copy.
        ledger: is told of every event that is left out, and why.

    Raises:
        NotImportedError: the layer is another one of the contract.
    """
    candidates = events.wants_candidates(wish)
    found = []
    for row in rows:
        label = f"UCDP {events.text(row.get('id'))}"
        shape, when = events.position(row), _when(row)
        reason = _unfit(row, candidates=candidates)
        if shape is None or when is None or reason:
            ledger.dropped(reason or ("no-position" if shape is None else "no-date"), label)
            continue
        properties = _common(row, when, name, wish)
        if candidates:
            properties |= _candidate(row, label, ledger)
        properties |= _kept(row, ledger)
        found.append(Raw(label, properties, shape))
    ledger.note("ucdp-terms")
    return Batch("ucdp", tuple(found), events.around(ATTRIBUTION))


def _unfit(row: Mapping[str, Any], *, candidates: bool) -> str:
    """Return why an event is left out; "" if it is not."""
    where = events.whole(row.get("where_prec"))
    if candidates and events.whole(row.get("type_of_violence")) != _ONE_SIDED:
        return "ucdp-not-one-sided"
    if candidates and where not in PRECISIONS:
        return "ucdp-too-wide"
    return "ucdp-no-place" if where in _NO_PLACE else ""


def _when(row: Mapping[str, Any]) -> When | None:
    first = written_dates.day_of(row.get("date_start"))
    last = written_dates.day_of(row.get("date_end")) or first
    if first is None or last is None:
        return None
    code = events.whole(row.get("date_prec"))
    if code == _EXACT_DAY:
        return When(first.isoformat(), last.isoformat())
    if code is not None and code > _MONTHS_AT_MOST and first.year == last.year:
        return When(str(first.year), str(first.year), (first, last))
    return When(*written_dates.months(first, last), (first, last))


def _common(row: Mapping[str, Any], when: When, name: str, wish: Wish) -> dict[str, Any]:
    number = events.text(row.get("id"))
    place = events.text(row.get("where_coordinates")) or events.text(row.get("country"))
    kind = events.whole(row.get("type_of_violence"))
    key = f"ucdp.name.{kind}" if kind in {1, 2, 3} else "ucdp.name.other"
    return {
        "id": f"ucdp-ged-{number}",
        **events.both("name", key, place=place),
        **events.when_properties(when, "ucdp.span", events.text(row.get("date_prec"))),
        "sources": [_source(number, name, wish), *_articles(row)],
    }


def _source(number: str, name: str, wish: Wish) -> dict[str, Any]:
    return {
        "title": f"UCDP GED, event {number} ({name})",
        "publisher": PUBLISHER,
        "date": wish.accessed or None,
        "url": "https://ucdp.uu.se/",
    }


def _articles(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what UCDP read, where it gives as many titles as publishers and dates."""
    lists = [_PARTS.split(events.text(row.get(column)).strip("; ")) for column in _ARTICLES]
    if not lists[0][0] or len({len(each) for each in lists}) != 1:
        return []
    return [
        {"title": title, "publisher": office or None, "date": _day(said)}
        for title, office, said in zip(*lists, strict=True)
        if title
    ]


def _day(said: str) -> str | None:
    day = written_dates.day_of(said)
    return day.isoformat() if day else None


def _kept(row: Mapping[str, Any], ledger: Ledger) -> dict[str, Any]:
    """Return what stays under "more"; the articles only where they became no sources."""
    articles = (*_ARTICLES, "source_article")
    if _articles(row):
        return events.kept(row, _KEPT, _USED.union(articles), ledger)
    return events.kept(row, (*_KEPT, *articles), _USED, ledger)


def _candidate(row: Mapping[str, Any], label: str, ledger: Ledger) -> dict[str, Any]:
    where = events.whole(row.get("where_prec")) or 0
    precision = PRECISIONS[where]
    ledger.changed("precision", "ucdp-where", label, (f"where_prec {where}", precision))
    admin = ", ".join(part for part in (row.get("adm_2"), row.get("adm_1")) if part)
    side = events.text(row.get("side_a"))
    code = code_of(side)
    if code is None and side:
        ledger.left_out("perpetrators", "actor-unknown", f"{label}: {side}")
    named = events.text(row.get("where_coordinates"))
    wide = events.both("place_note", f"ucdp.where.{where}", place=named) if where > 1 else {}
    return {
        "kind": "attack",
        **_figures(row),
        **({"perpetrators": [code]} if code else {}),
        **({"admin": admin, "admin_fr": admin} if admin else {}),
        **wide,
        "status": "reported",
        "precision": precision,
    }


def _figures(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the range; 0 is no count of dead but a figure that is not there."""
    low, best, high = (events.whole(row.get(name)) for name in ("low", "best", "high"))
    figures = {"killed_min": low or None, "killed_max": high or None}
    if low is None or best is None or high is None:
        return figures
    return figures | events.both("killed_note", "ucdp.killed", low=low, best=best, high=high)
