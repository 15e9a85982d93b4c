"""The bytes of one file -> the good features in a frame, and what is wrong with the others."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import dates, vocabulary
from layers.folders import SUFFIX
from layers.reading.document import check_name, open_bytes
from layers.reading.features import BASES, check_tenures, good_rows
from layers.reading.frames import frame_of
from layers.reading.report import RefusedError, Report
from layers.validation.features import Rules, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from geopandas import GeoDataFrame

    from layers.problems import Problem


@dataclass(frozen=True, slots=True)
class ReadLayer:
    """What one file holds.

    Attributes:
        name: of the layer: the stem of the file.
        is_context: whether it is no layer of `vocabulary.LAYERS`.
        frame: the good features (see `frames.frame_of`); None if the file is refused.
        problems: by position.
        foreign: the members of the collection that GeoJSON does not know ("licence").
    """

    name: str
    is_context: bool
    frame: GeoDataFrame | None
    problems: tuple[Problem, ...]
    foreign: Mapping[str, Any]


def read_layer(name: str, data: bytes, *, today: date, may_fork: bool = False) -> ReadLayer:
    """Read the bytes of ``name.geojson``. Never raises for what they hold.

    Args:
        name: of the layer; one of `vocabulary.LAYERS`, or anything for a context layer.
        data: the whole file.
        today: the day from which "less than 30 days ago" counts.
        may_fork: whether a second process may help with a large file; not in a server.
    """
    report = Report(f"{name}{SUFFIX}")
    check_name(name, report)
    frame: GeoDataFrame | None = None
    foreign: Mapping[str, Any] = {}
    try:
        with collector_paused():
            rules = rules_of(name, today=dates.day_number(today))
            frame, foreign = _read(rules, data, report, may_fork=may_fork)
    except RefusedError:
        pass  # the report says why
    is_context = name not in vocabulary.LAYERS
    return ReadLayer(name, is_context, frame, report.problems(), MappingProxyType(foreign))


def _read(
    rules: Rules, data: bytes, report: Report, *, may_fork: bool
) -> tuple[GeoDataFrame, Mapping[str, Any]]:
    """Return frame and foreign members; what else was made on the way is gone by then."""
    opened = open_bytes(data, report)
    rows = good_rows(rules, opened.scanner, opened.elements, report, may_fork=may_fork)
    frame = frame_of(rules.name, rows)
    if rules.name == BASES:
        check_tenures(frame, report)
    return frame, opened.foreign


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for garbage: a million new values, none of it garbage.

    Without this, half of the time goes into looking. Two readers at once do no harm: the
    first that ends wakes the collector for both.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
