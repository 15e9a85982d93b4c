"""The three charts as Vega-Lite: from series and words to a specification, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import catalogue, symbology
from layers.panels.plots import DASHES, MS, PALE, chart, count_axis, mark, targets, time_axis
from layers.series import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.panels.plots import Frame, Layer, Spec, Tips
    from layers.series import Held, Month
    from layers.strips import Movement

_LANE_PX: Final = 13


def held(series: Held, shown: Sequence[str], days: Sequence[int], tips: Tips, frame: Frame) -> Spec:
    """Return stacked steps: sites held by family.

    Args:
        series: what is drawn.
        shown: families that ever hold one, the lowest of the stack first.
        days: that pointer and click find, in days since 1970-01-01.
        tips: what the pointer says at each of them.
        frame: of all charts.
    """
    palette = {"domain": [*shown], "range": [frame.colour(each) for each in shown]}
    # The legend stands below the chart, as text of the page.
    colour = {"field": "f", "type": "nominal", "scale": palette, "legend": None}
    steps = [*_steps(series, shown, frame)]
    sure = [step for step in steps if "edge" not in step]
    disputed = [step for step in steps if "edge" in step]
    spans = {"x": time_axis(frame), "y": count_axis("y0"), "y2": {"field": "y1"}}
    area = {"interpolate": "step-after", "stroke": frame.paper, "strokeWidth": 0.6}
    edge = {"interpolate": "step-after", "stroke": frame.ink, "strokeWidth": 1.2}
    return chart(
        frame,
        [
            {
                "data": {"values": sure},
                "mark": mark("area", **area),
                "encoding": {**spans, "color": colour},
            },
            {
                "data": {"values": disputed},
                "mark": mark("area", opacity=PALE, **area),
                "encoding": {**spans, "color": colour},
            },
            {
                "data": {"values": disputed},
                "mark": mark("line", strokeDash=DASHES, **edge),
                "encoding": {
                    "x": time_axis(frame),
                    "y": count_axis("edge"),
                    "detail": {"field": "f"},
                },
            },
            targets([{"x": day * MS} for day in days], tips, frame, {"value": 0}),
        ],
        height=220,
    )


def _steps(series: Held, shown: Sequence[str], frame: Frame) -> Iterable[dict[str, Any]]:
    """Yield the corners of each band of the stack: what is sure below what is disputed.

    A corner only where the band changes, and at the end.
    """
    columns = [FAMILIES.index(family) for family in shown]
    disputed = series.disputed[:, columns]
    heights = np.stack([series.counts[:, columns] - disputed, disputed], axis=2)
    tops = heights.reshape(len(heights), -1).cumsum(axis=1)
    feet = tops - heights.reshape(len(heights), -1)
    for band in range(tops.shape[1]):
        spans = np.column_stack([feet[:, band], tops[:, band]])
        if (spans[:, 0] == spans[:, 1]).all():
            continue
        turns = np.flatnonzero((np.diff(spans, axis=0, prepend=-1) != 0).any(axis=1))
        corners = [(int(series.days[turn]), *spans[turn].tolist()) for turn in turns]
        for day, foot, top in (*corners, (frame.last + 1, *corners[-1][1:])):
            yield {
                "x": day * MS,
                "y0": foot,
                "y1": top,
                "f": shown[band // 2],
                # A line breaks where there is none.
                **({"edge": top if top > foot else None} if band % 2 else {}),
            }


def killed(months: Sequence[Month], tips: Tips, frame: Frame) -> Spec:
    """Return bars from the lowest to the highest figures of each month.

    Args:
        months: with an event.
        tips: what the pointer says at each of them.
        frame: of all charts.
    """
    colour = symbology.KILLED_DARK if frame.is_dark else symbology.KILLED_LIGHT
    values = [
        {
            "x": month.first * MS,
            "x2": (month.last + 1) * MS,
            "middle": (month.first + month.last + 1) / 2 * MS,
            "zero": 0,
            "low": month.low,
            "high": month.high,
            "unknown": month.without_figure,
            "open": month.is_open,
        }
        for month in months
    ]
    bar = {"x": time_axis(frame), "x2": {"field": "x2"}, "color": {"value": colour}}
    middle = {**time_axis(frame), "field": "middle"}
    unknown = [each for each in values if each["unknown"]]
    return chart(
        frame,
        [
            {
                "data": {"values": values},
                "mark": mark("rect", fillOpacity=PALE, stroke=colour, strokeWidth=0.8),
                "encoding": {**bar, "y": count_axis("low"), "y2": {"field": "high"}},
            },
            {
                "data": {"values": values},
                "mark": mark("rect"),
                "encoding": {**bar, "y": count_axis("zero"), "y2": {"field": "low"}},
            },
            {
                "data": {"values": [each for each in values if each["open"]]},
                "mark": mark("point", shape="triangle-up", filled=True, size=22, yOffset=-5),
                "encoding": {"x": middle, "y": count_axis("high"), "color": {"value": colour}},
            },
            {
                "data": {"values": unknown},
                "mark": mark("point", shape="diamond", size=42, filled=False, strokeWidth=1.3),
                "encoding": {"x": middle, "y": {"value": 7}, "color": {"value": frame.ink}},
            },
            targets([{"x": month.last * MS} for month in months], tips, frame, {"value": 0}),
        ],
        height=190,
    )


def movements(
    strips: Sequence[Movement],
    tips: Tips,
    selected: str | None,
    frame: Frame,
) -> Spec:
    """Return a strip for each movement, family by family.

    Args:
        strips: by first day.
        tips: what the pointer says at each of them.
        selected: id of the feature that is open on the map, or None.
        frame: of all charts.
    """
    lines, heads, height = _lines(strips, frame)
    values = [
        {
            "x": strip.begin * MS,
            "x2": strip.end * MS,
            "sure": strip.begin_sure * MS,
            "sure2": (strip.end_sure + 1) * MS,
            "is_sure": strip.begin_sure <= strip.end_sure and not strip.is_disputed,
            "y": lines[strip.family] + strip.lane,
            "colour": frame.colour(strip.family),
            "disputed": strip.is_disputed,
            "selected": strip.id == selected,
        }
        for strip in strips
    ]
    y = {
        **count_axis("y"),
        "scale": {"domain": [-0.6, height], "reverse": True, "nice": False},
        "axis": None,
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    disputed = [each for each in values if each["disputed"]]
    certain = [each for each in values if not each["disputed"]]
    strip = mark("rule", strokeWidth=6)
    return chart(
        frame,
        [
            {
                "data": {"values": heads},
                "mark": mark("text", align="left", baseline="middle", fontSize=12, fontWeight=600),
                "encoding": {
                    "x": time_axis(frame),
                    "y": y,
                    "text": {"field": "name"},
                    "color": {"value": frame.ink},
                },
            },
            {
                "data": {"values": certain},
                "mark": {**strip, "opacity": PALE},
                "encoding": {"x": time_axis(frame), "x2": {"field": "x2"}, "y": y, "color": colour},
            },
            {
                "data": {"values": [each for each in certain if each["is_sure"]]},
                "mark": strip,
                "encoding": {
                    "x": {**time_axis(frame), "field": "sure"},
                    "x2": {"field": "sure2"},
                    "y": y,
                    "color": colour,
                },
            },
            {
                "data": {"values": disputed},
                "mark": mark("rule", strokeWidth=2, strokeDash=DASHES),
                "encoding": {"x": time_axis(frame), "x2": {"field": "x2"}, "y": y, "color": colour},
            },
            _dots(disputed, y, frame, fill={"value": frame.paper}),
            _dots(certain, y, frame, fill=colour),
            {
                "data": {"values": [each for each in values if each["selected"]]},
                "mark": mark("point", shape="circle", size=190, filled=False, strokeWidth=2),
                "encoding": {"x": time_axis(frame), "y": y, "color": {"value": frame.ink}},
            },
            targets(values, tips, frame, y),
        ],
        height=round(height * _LANE_PX),
    )


def _lines(
    strips: Sequence[Movement], frame: Frame
) -> tuple[dict[str, int], list[dict[str, Any]], int]:
    """Return the first line of each family, the heading above it, and how many lines there are."""
    line, lines, heads = 0, {}, []
    for family in FAMILIES:
        lanes = [strip.lane for strip in strips if strip.family == family]
        if lanes:
            name = catalogue.text(f"family.{family}", frame.language)
            heads.append({"x": frame.first * MS, "y": line, "name": name})
            lines[family] = line + 1
            line += max(lanes) + 2
    return lines, heads, line


def _dots(values: Sequence[Mapping[str, Any]], y: Layer, frame: Frame, *, fill: Layer) -> Layer:
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return {
        "data": {"values": values},
        "mark": mark("point", shape="circle", size=42, strokeWidth=1.4, opacity=1),
        "encoding": {"x": time_axis(frame), "y": y, "fill": fill, "stroke": colour},
    }
