"""The view: all that a link must carry to show the same picture again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, get_args

from layers import dates, filters
from layers.catalogue import LANGUAGES, Language
from layers.filters import Filters
from layers.timeline import MODES, WINDOWS, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

# What stands beside the map: the card and the day in words, all that is visible as a
# table, charts through time, two days compared, a story told in steps.
Panel = Literal["day", "table", "charts", "compare", "story"]
PANELS: tuple[Panel, ...] = get_args(Panel)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: frozen, so that two equal views are the same picture.

    Attributes:
        day: the playhead, in days since 1970-01-01.
        mode: mode of the slider.
        window: N of "last N days".
        language: of every word on the page.
        selected: id of the feature whose card is open, or None.
        hidden: names of the layers that are switched off, sorted.
        center: (longitude, latitude) in EPSG:4326 degrees, or None for all Mali.
        zoom: Leaflet zoom level, or None for all Mali.
        filters: what the viewer wants to see; empty filters let everything through.
        known_by: only what had been reported up to this day (days since 1970-01-01), or None.
        against: the other day of a comparison, or None; the playhead is the one day.
        panel: what stands beside the map.
        story: name of the story that is being read and its step from 0, or None.
    """

    day: int = dates.parse("2022-04-22").first
    mode: Mode = "last"
    window: int = 90
    language: Language = "en"
    selected: str | None = None
    hidden: tuple[str, ...] = ("milestones",)
    center: tuple[float, float] | None = None
    zoom: float | None = None
    filters: Filters = field(default_factory=Filters)
    known_by: int | None = None
    against: int | None = None
    panel: Panel = "day"
    story: tuple[str, int] | None = None

    def clamped(self, first: int, last: int) -> View:
        """Return the view with its playhead inside the period [first, last]."""
        return replace(self, day=min(max(self.day, first), last))


def committed(view: View, message: Mapping[str, Any]) -> View:
    """Return the view after what the map's script committed.

    The message comes from a browser: whatever in it is not of the right form is ignored.
    Its keys are those of `View`, the day as an ISO date under "date".
    """
    changes: dict[str, Any] = _days(message)
    if message.get("mode") in MODES:
        changes["mode"] = message["mode"]
    if message.get("window") in WINDOWS:
        changes["window"] = message["window"]
    if message.get("language") in LANGUAGES:
        changes["language"] = message["language"]
    if "selected" in message and isinstance(message["selected"], str | None):
        changes["selected"] = message["selected"]
    if isinstance(message.get("filters"), dict):
        changes["filters"] = filters.read(message["filters"])
    hidden = message.get("hidden")
    if isinstance(hidden, list) and all(isinstance(name, str) for name in hidden):
        changes["hidden"] = tuple(sorted(hidden))
    return replace(view, **changes, **_frame(message))


def _iso(day: int | None) -> str | None:
    return None if day is None else dates.iso(day)


def _days(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes of days that a message asks for; None takes a day away."""
    changes: dict[str, Any] = {}
    for name, field_name in (("date", "day"), ("known_by", "known_by"), ("against", "against")):
        given = message.get(name)
        if given is None and name in message and name != "date":
            changes[field_name] = None
        # A browser's nonsense is not the viewer's fault: it keeps the old day.
        elif found := dates.parsed(given):
            changes[field_name] = found.first
    return changes


def _frame(message: Mapping[str, Any]) -> dict[str, Any]:
    center: Any = message.get("center")
    zoom: Any = message.get("zoom")
    if not isinstance(center, list) or len(center) != 2:
        return {}
    if not all(map(_is_number, [*center, zoom])):
        return {}
    return {"center": (float(center[0]), float(center[1])), "zoom": float(zoom)}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def message_of(view: View) -> dict[str, Any]:
    """Return the view as the map's script reads it; the inverse of `committed`."""
    return {
        "date": dates.iso(view.day),
        "mode": view.mode,
        "window": view.window,
        "language": view.language,
        "selected": view.selected,
        "hidden": list(view.hidden),
        "center": list(view.center) if view.center else None,
        "zoom": view.zoom,
        "filters": asdict(view.filters),
        "known_by": _iso(view.known_by),
        "against": _iso(view.against),
    }
