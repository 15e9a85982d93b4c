"""What a view shows, as files: CSV for spreadsheets, GeoJSON for map software.

Pure and deterministic: the same atlas, view and link give the same bytes. Both files say
in themselves under which licence, from which data and for which view they were made.

In the CSV these facts stand as columns on every row. Lines before or after the rows would
be read as rows by machines; and a row that is copied elsewhere keeps its licence. Text
that a spreadsheet could take for a formula gets an apostrophe before it (OWASP, "CSV
injection"); numbers are numbers. In the GeoJSON they are foreign members of the collection
(RFC 7946, 6.1), each feature names its layer in a member of its own, and its properties
are those of the data folder, with all claims and sources.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import shapely.geometry

from layers import catalogue, dates, visibility, vocabulary, wording
from layers.regions import ABROAD, regions_of
from layers.tabular import WHO, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.atlas import Atlas
    from layers.evidence import Claim, Source
    from layers.tabular import Row
    from layers.view import View

LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"

# What begins a formula in some spreadsheet; full-width forms are folded to these (NFKC).
_TRIGGERS: Final = frozenset("=+-@")
# A reader that splits at another sign than the comma begins a cell after it.
_CELL_ENDS: Final = re.compile(r"([;\t\r\n])")
_BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for the system's code page
_BETWEEN: Final = " | "


def file_name(view: View, suffix: str) -> str:
    """Return the name of a file of this view, from date and mode only."""
    return f"temoin-{dates.iso(view.day)}-{_mode(view)}.{suffix}"


def mode_words(view: View) -> str:
    """Write the mode: "on this day", "last 90 days"."""
    if view.mode == "last":
        return catalogue.text("slider.last", view.language, n=view.window)
    return catalogue.text(f"slider.{view.mode}", view.language)


def as_csv(atlas: Atlas, view: View, link: str) -> bytes:
    """Return what a view shows as CSV (RFC 4180, UTF-8 with a byte order mark), by time.

    Claims and sources are those known by `View.known_by`, as the page shows them.

    Args:
        atlas: that is shown.
        view: whose features and language these are.
        link: the address of the view.
    """
    facts = {f"about_{name}": _cell(value) for name, value in about(atlas, view, link).items()}
    rows = rows_of(atlas, view, visibility.visible(atlas, view).rows)
    out = io.StringIO(newline="")
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([*_CSV_COLUMNS, *facts])
    for row in rows:
        cells = [_cell(value) for value in _cells(row, view)]
        writer.writerow([*cells, *facts.values()])
    return out.getvalue().encode()


def as_geojson(atlas: Atlas, view: View, link: str) -> bytes:
    """Return what a view shows as GeoJSON (RFC 7946), by time, one feature a line.

    A feature's properties are as in the data folder; all its claims and sources are there,
    whatever `View.known_by` says.
    """
    shown = visibility.visible(atlas, view)
    shapes = (layer.frame.geometry.iat[row] for layer, row, _ in shown.features())
    made = zip(rows_of(atlas, view, shown.rows), shapes, strict=True)
    features = ",\n".join(_json(_feature(row, shape)) for row, shape in made)
    head = {"type": "FeatureCollection", **_members(atlas, view, link)}
    return f'{_json(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def filter_words(atlas: Atlas, view: View) -> str:
    """Write the filters that are on: "Status: disputed; Region: Gao"; "none" if none is."""
    language, wanted = view.language, view.filters
    names = regions_of(atlas).names if wanted.regions else {}

    def region(slug: str) -> str:
        if slug == ABROAD:
            return catalogue.text("filters.abroad", language)
        return names[slug][language] if slug in names else slug

    said = {
        "actors": wording.actor_words(wanted.actors, language),
        "kinds": ", ".join(catalogue.text(f"kind.{code}", language) for code in wanted.kinds),
        "statuses": ", ".join(catalogue.text(f"status.{c}", language) for c in wanted.statuses),
        "precisions": ", ".join(
            catalogue.text(f"precision.{code}", language) for code in wanted.precisions
        ),
        "regions": ", ".join(map(region, wanted.regions)),
        "around": wording.actor_words(wanted.around, language),
        "killed": _killed_words(view),
        "period": _period_words(view),
        "text": wanted.text,
    }
    parts = [
        catalogue.text(
            "download.filter",
            language,
            name=catalogue.text(f"filters.{name}", language),
            values=values,
        )
        for name, values in said.items()
        if values
    ]
    return catalogue.text("charts.list", language).join(parts) or catalogue.text(
        "download.none", language
    )


def _killed_words(view: View) -> str:
    if view.filters.killed is None:
        return ""
    least, most = view.filters.killed
    key = "download.killed_from" if most is None else "download.killed_between"
    return catalogue.text(key, view.language, least=least, most=most)


def _period_words(view: View) -> str:
    if view.filters.period is None:
        return ""
    first, last = (wording.day_words(day, view.language) for day in view.filters.period)
    return catalogue.text("download.period", view.language, first=first, last=last)


def _mode(view: View) -> str:
    return f"last{view.window}" if view.mode == "last" else view.mode


def about(atlas: Atlas, view: View, link: str) -> dict[str, str]:
    """Return what a file says of itself; an empty text where nothing is to be said."""
    language = view.language
    known_by = "" if view.known_by is None else dates.iso(view.known_by)
    return {
        "licence": catalogue.text("download.licence", language),
        "licence_url": LICENCE_URL,
        "credits": catalogue.text("download.credits", language),
        "data_version": atlas.digest,
        "date": dates.iso(view.day),
        "mode": _mode(view),
        "filters": filter_words(atlas, view),
        "layers_off": ", ".join(view.hidden),
        "as_reported_by": known_by,
        "figures": catalogue.text("download.figures", language),
        "link": link,
    }


def _members(atlas: Atlas, view: View, link: str) -> dict[str, Any]:
    """Return the members of the collection beside its features."""
    language = view.language
    day = wording.day_words(view.day, language)
    title = catalogue.text("download.title", language, mode=mode_words(view), day=day)
    members: dict[str, Any] = {"title": title, **about(atlas, view, link)}
    if view.known_by is not None:
        by = wording.day_words(view.known_by, language)
        members["as_reported_by_note"] = catalogue.text("download.known_by", language, day=by)
    members["files"] = {
        layer.name: {"data_version": layer.digest, **layer.foreign}
        for layer in atlas.layers.values()
        if not layer.is_context
    }
    return members


# Names of columns are those of the data folder where it has one; the same in both languages.
_CSV_COLUMNS: Final = (
    *("id", "layer", "name", "kind", "kind_words", "actors", "actors_words"),
    *("start", "end", "when", "first_day", "last_day", "status", "status_words"),
    *("killed_min", "killed_max", "killed_open", "place", "region", "precision"),
    *("longitude", "latitude", "asserts", "denies", "source_count", "sources"),
)


def _cells(row: Row, view: View) -> Iterator[str | float | None]:
    """Yield the values of `_CSV_COLUMNS`."""
    facts, language = row.facts, view.language
    found = facts[WHO[row.layer]] if row.layer in WHO else ()
    yield from (row.id, row.layer, row.name.text, facts["kind"], row.what)
    yield from (" ".join([found] if isinstance(found, str) else found or ()), row.who)
    yield from (facts["start"], facts["end"], row.when, row.begin, row.end, row.status)
    yield catalogue.text(f"status.{row.status}", language)
    yield from (row.killed_min, row.killed_max, "true" if row.killed_open else None)
    yield from (row.place.text if row.place else None, row.region, row.precision, *row.lon_lat)
    for stance in vocabulary.STANCES:
        said = (c for c in row.claims if c.stance == stance)
        yield _BETWEEN.join(wording.claim_words(claim, language) for claim in said)
    yield len(row.sources)
    yield _BETWEEN.join(map(_source_words, row.sources))


def _source_words(source: Source) -> str:
    parts = (source.title, source.publisher, source.date, source.url)
    return ", ".join(part for part in parts if part)


def _cell(value: str | float | None) -> str | float:
    """Return a value that no spreadsheet runs: numbers as they are, text made harmless."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Return text with an apostrophe before whatever a spreadsheet could run as a formula.

    At the start of the text, and after each sign at which some reader begins a new cell.
    NUL, which ends a text for some programs, is left out.
    """
    parts = _CELL_ENDS.split(text.replace("\0", ""))
    quoted = "".join(f"'{part}" if _is_formula(part) else part for part in parts)
    return f"'{quoted}" if quoted[:1] in {"\t", "\r", "\n"} else quoted


def _is_formula(part: str) -> bool:
    # Blanks and invisible signs before a formula are dropped by some programs.
    seen = (each for each in part if unicodedata.category(each)[0] not in "ZC")
    return unicodedata.normalize("NFKC", next(seen, ""))[:1] in _TRIGGERS


def _feature(row: Row, shape: Any) -> dict[str, Any]:  # noqa: ANN401 - shapely has no types
    return {
        "type": "Feature",
        "layer": row.layer,
        "properties": _properties(row),
        "geometry": shapely.geometry.mapping(shape),
    }


def _properties(row: Row) -> dict[str, Any]:
    """Return the properties as the data folder would write them."""
    facts = row.facts
    properties = {field.name: facts[field.name] for field in vocabulary.LAYERS[row.layer].fields}
    properties["claims"] = [_entry(claim) for claim in facts["claims"] or ()]
    properties["sources"] = [_entry(source) for source in facts["sources"] or ()]
    return {**properties, **(facts["notes"] or {}), **(facts["more"] or {})}


def _entry(entry: Claim | Source) -> dict[str, Any]:
    found: Mapping[str, Any] = entry._asdict()
    known = {name: value for name, value in found.items() if name != "more" and value is not None}
    return {**known, **(found["more"] or {})}


def _json(value: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
