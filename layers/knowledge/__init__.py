"""What a good sub-editor knows of the subject: features seen beside one another.

Rules that need more than one feature: the gazetteer, the tenures of others, the rest of
the file. All of them doubt and none refuses, so they look at what is shown already. Each
rule is a small function that knows no files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.folders import SUFFIX
from layers.knowledge import places, presence, twins
from layers.knowledge.gazetteer import gazetteer_of
from layers.problems import Finding, Problem, finding
from layers.reading.report import Report, path_text
from layers.validation.translation import MAIN_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geopandas import GeoDataFrame

    from layers.knowledge.gazetteer import Gazetteer, LonLat

    Frames = Mapping[str, GeoDataFrame]
    Doubts = Iterator[tuple[int, Finding]]

_BASES, _EVENTS, _MOVEMENTS = "military_bases", "massacre_sites", "troop_movements"


def problems(frames: Frames) -> tuple[Problem, ...]:
    """Return what is doubtful about some layers, by file and position.

    Args:
        frames: by name of the layer, as `reading.read_layer` makes them. Without the layer
            ``places`` nothing is said of places, without ``military_bases`` nothing of
            who had left.
    """
    atlas = frames.get(vocabulary.PLACES)
    gazetteer = gazetteer_of(atlas) if atlas is not None else None
    bases = frames.get(_BASES)
    gone = presence.departures(bases) if bases is not None else {}
    found: list[Problem] = []
    for name in vocabulary.LAYERS:
        if name in frames:
            frame = frames[name]
            found += _reported(name, frame, twins.check_twins(name, frame))
            found += _reported(name, frame, _untranslated(frame))
            if gazetteer is not None:
                found += _reported(name, frame, _misplaced(name, frame, gazetteer))
            if gone and name == _EVENTS:
                found += _reported(name, frame, _gone(frame, gone))
    return tuple(found)


def _reported(name: str, frame: GeoDataFrame, doubts: Doubts) -> list[Problem]:
    report = Report(f"{name}{SUFFIX}")
    for row, each in doubts:
        if report.is_full:
            report.count(1)
            continue
        line, feature = int(frame["line"].iat[row]), frame["id"].iat[row]
        at = (report.file, line, 0, feature, path_text(each.path))
        report.put(Problem(each.code, *at, each.slots))
    return list(report.problems())


def _misplaced(name: str, frame: GeoDataFrame, gazetteer: Gazetteer) -> Doubts:
    if name == _MOVEMENTS:
        yield from _wrong_ends(frame, gazetteer)
        return
    lonlats = list(zip(frame.geometry.x.tolist(), frame.geometry.y.tolist(), strict=True))
    columns = [each for each in ("name", "place", "precision", "notes") if each in frame]
    for row, record in enumerate(_records(frame, columns)):
        for check in (places.check_place, places.check_name):
            for each in check(gazetteer, record, lonlats[row]):
                yield row, each
    if "admin" in frame:
        yield from _wrong_regions(frame, gazetteer, lonlats)


def _wrong_regions(frame: GeoDataFrame, gazetteer: Gazetteer, lonlats: list[LonLat]) -> Doubts:
    rows = [row for row, admin in enumerate(frame["admin"].tolist()) if admin]
    neighbours = gazetteer.nearest([lonlats[row] for row in rows], places.NEIGHBOURS)
    records = _records(frame.iloc[rows], ["admin", "notes"])
    for row, record, near in zip(rows, records, neighbours, strict=True):
        for each in places.check_admin(gazetteer, record, near):
            yield row, each


def _wrong_ends(frame: GeoDataFrame, gazetteer: Gazetteer) -> Doubts:
    shapes = frame.geometry.tolist()
    for row, record in enumerate(_records(frame, ["from", "to", "kind", "notes"])):
        if record["from"] or record["to"]:
            shape = shapes[row]
            parts = getattr(shape, "geoms", (shape,))
            lines = [list(part.coords) for part in parts]
            for each in places.check_ends(gazetteer, record, lines):
                yield row, each


def _gone(frame: GeoDataFrame, gone: Mapping[str, int]) -> Doubts:
    columns = ["perpetrators", "begin_day", "start", "notes"]
    for row, record in enumerate(_records(frame, columns)):
        for each in presence.check_presence(gone, record):
            yield row, each


def _untranslated(frame: GeoDataFrame) -> Doubts:
    """Name the features without any French in a file whose others have some."""
    has_french = frame[list(MAIN_TEXTS)].notna().any(axis=1).to_numpy()
    if not has_french.any():
        return
    for row in (~has_french).nonzero()[0].tolist():
        yield row, finding("french-missing", ("name",), name="name_fr")


def _records(frame: GeoDataFrame, columns: list[str]) -> list[dict[str, Any]]:
    lists = [frame[name].tolist() for name in columns]
    return [dict(zip(columns, values, strict=True)) for values in zip(*lists, strict=True)]
