"""What all charts share, as Vega-Lite: axes, playhead, pointer, the words of a language.

Plain dictionaries: they are the same bytes in every run, and are made in a millisecond.
Data stand inside them, and nothing is fetched. Text of features occurs in values only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from layers import catalogue, symbology
from layers.catalogue import NARROW_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.catalogue import Language

Spec = dict[str, Any]
Layer = dict[str, Any]
# What the pointer says: the titles, and the texts at each of the places that it finds.
Tips = tuple[Sequence[str], Sequence[Sequence[str]]]

PICK: Final = "pick"  # what a click selects
MS: Final = 86_400_000
PALE: Final = 0.45
DASHES: Final = [3, 2]  # dashes mean disputed and nothing else
_INK: Final = ("#1F2328", "#ECE9E2")
_PAPER: Final = ("#FBFAF7", "#14171A")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all charts have in common.

    Attributes:
        first, last: days of the period, in days since 1970-01-01.
        day: the playhead.
        day_words: the same in words.
        language: of axes and numbers.
        is_dark: whether the page is.
    """

    first: int
    last: int
    day: int
    day_words: str
    language: Language
    is_dark: bool

    @property
    def ink(self) -> str:
        """Return the colour of lines and text."""
        return _INK[self.is_dark]

    @property
    def paper(self) -> str:
        """Return the colour behind them."""
        return _PAPER[self.is_dark]

    def colour(self, family: str) -> str:
        """Return the colour of a family of actors."""
        style = symbology.FAMILIES[family]
        return style.dark if self.is_dark else style.light


def day_of(picked: object) -> int | None:
    """Return the day that a click selected, from Vega's answer; None if it selected none."""
    found = _field(picked, "x")
    return None if found is None else round(found / MS)


def number_of(picked: object) -> int | None:
    """Return which of the targets a click selected, from 0; None if it selected none."""
    found = _field(picked, "number")
    return None if found is None else round(found)


def _field(picked: object, name: str) -> float | None:
    first = picked[0] if isinstance(picked, list) and picked else None
    value: object = first.get(name) if isinstance(first, dict) else None
    if isinstance(value, list) and value:  # by channel, Vega answers with a list
        value = value[0]
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if isfinite(value) else None


def chart(frame: Frame, layers: list[Layer], *, height: int) -> Spec:
    """Return layers with the playhead over them."""
    *drawn, targets = (layer for layer in layers if layer["data"]["values"])
    # Spans the axis: a domain of its own would be said once a layer, and clash.
    ends = [{"x": frame.first * MS}, {"x": (frame.last + 1) * MS}]
    span = {
        "data": {"values": ends},
        "mark": mark("point", opacity=0),
        "encoding": {"x": time_axis(frame)},
    }
    return {
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": {
            "locale": _locale(frame.language),
            "mark": {"aria": False},
            "axis": {"labelFontSize": 12, "aria": False},
            "legend": {"labelFontSize": 12, "aria": False},
        },
        "usermeta": {"embedOptions": {"renderer": "svg"}},
        "layer": [span, *drawn, *_playhead(frame), targets],
    }


def _playhead(frame: Frame) -> Iterable[Layer]:
    is_late = frame.day - frame.first > (frame.last - frame.first) * 0.6
    data = {"values": [{"x": frame.day * MS, "day": frame.day_words}]}
    ink = {"value": frame.ink}
    yield {
        "data": data,
        "mark": mark("rule", strokeWidth=1.6),
        "encoding": {"x": time_axis(frame), "color": ink},
    }
    yield {
        "data": data,
        "mark": mark(
            "text",
            align="right" if is_late else "left",
            baseline="bottom",
            dx=-3 if is_late else 3,
            fontSize=12,
            fontWeight=600,
        ),
        "encoding": {
            "x": time_axis(frame),
            "y": {"value": -2},
            "text": {"field": "day"},
            "color": ink,
        },
    }


def targets(values: Sequence[Mapping[str, Any]], tips: Tips, frame: Frame, y: Layer) -> Layer:
    """Return what pointer and click find: the nearest of these values, and what it says."""
    titles, rows = tips
    # Whatever is nearest in time; where things lie one above the other, nearest in both.
    wanted = {"fields": ["number"]} if "field" in y else {"encodings": ["x"]}
    said = [
        {"field": f"tip{number}", "type": "nominal", "title": title}
        for number, title in enumerate(titles)
    ]
    found = [
        {**value, "number": place, **{f"tip{number}": text for number, text in enumerate(row)}}
        for place, (value, row) in enumerate(zip(values, rows, strict=True))
    ]
    select = {"type": "point", "on": "click", "nearest": True, **wanted}
    return {
        "data": {"values": found},
        "mark": mark("point", opacity=0, size=1),
        "params": [{"name": PICK, "select": select}],
        "encoding": {"x": time_axis(frame), "y": y, "tooltip": said},
    }


def mark(kind: str, **options: Any) -> Layer:  # noqa: ANN401
    """Return a mark; the pointer hears nothing from it, only from `targets`."""
    return {"type": kind, "tooltip": None, **options}


def time_axis(frame: Frame) -> Layer:
    """Return the encoding of "x", in milliseconds since 1970, UTC."""
    return {
        "field": "x",
        "type": "temporal",
        "scale": {"type": "utc", "nice": False},
        "axis": {"title": None, "grid": False, "labelOverlap": True, "labelFlush": True},
    }


def count_axis(field: str) -> Layer:
    """Return the encoding of a field that counts."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": {"title": None, "tickMinStep": 1, "tickCount": 4, "format": ",d", "minExtent": 28},
        "scale": {"nice": True},
    }


def _locale(language: Language) -> dict[str, Any]:
    """Return how the language writes numbers and dates, for the axes."""
    is_french = language == "fr"
    months = [catalogue.text(f"month.{number}", language) for number in range(1, 13)]
    days = catalogue.text("charts.days", language).split()
    return {
        "number": {
            "decimal": "," if is_french else ".",
            "thousands": NARROW_SPACE if is_french else ",",
            "grouping": [3],
            "currency": ["", ""],
        },
        "time": {
            "dateTime": "%A %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": days,
            "shortDays": days,
            "months": months,
            "shortMonths": months,
        },
    }
