"""A day in sentences: what begins, ends, moves and happens, and who holds what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers import catalogue, dates, timeline, vocabulary, wording
from layers.chronicle.dead import dead_words
from layers.chronicle.entries import BASES, CONTEXT, EVENTS, MOVEMENTS, Reader
from layers.chronicle.groups import Group, listed
from layers.chronicle.holders import holders, sites_of
from layers.chronicle.lines import changed, told, turned
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.chronicle.lines import Line
    from layers.view import View
    from layers.visibility import Visible

# Days of "events of the last days" where the slider's mode names no other number.
_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What a view shows, in sentences of its language.

    Attributes:
        heading: the day.
        notes: what filters, switched-off layers and "as reported by" keep back.
        groups: in the order of reading; none is empty.
    """

    heading: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]


def chronicle(atlas: Atlas, view: View) -> Chronicle:
    """Return the day of a view in sentences: the text equivalent of its map.

    Every visible feature is named in a line or counted in `Group.left_out`. Events of the
    last 30 days are told in every mode, and milestones, which stand on the time bar,
    whether or not the map shows them.
    """
    told_of = replace(view, hidden=tuple(name for name in view.hidden if name != CONTEXT))
    days = view.window if view.mode == "last" else _DAYS
    on_map = visible(atlas, told_of)
    recent = visible(atlas, replace(told_of, mode="last", window=days))
    writer = _Writer(Reader(atlas, view), on_map, recent, days)
    shown = visible(atlas, view)
    notes = kept_back(
        view,
        filtered=shown.filtered,
        filtered_disputed=shown.filtered_disputed,
        unreported=shown.unreported,
    )
    groups = tuple(group for group in writer.groups() if group)
    return Chronicle(wording.day_words(view.day, view.language), notes, groups)


def kept_back(
    view: View, *, filtered: int = 0, filtered_disputed: int = 0, unreported: int = 0
) -> tuple[str, ...]:
    """Write what filters, "as reported by" and switched-off layers keep back.

    The numbers are those of `visibility.Visible`.
    """
    language = view.language
    notes = []
    if view.known_by is not None:
        day = wording.day_words(view.known_by, language)
        notes.append(f"{catalogue.text('filters.known_said', language, day=day)}.")
        if unreported:
            words = catalogue.counted("filters.unreported", unreported, language)
            notes.append(f"{words}.")
        notes.append(catalogue.text("day.known_figures", language))
    if view.filters.around:
        operators = wording.actor_words(view.filters.around, language)
        notes.append(catalogue.text("day.around", language, operators=operators))
    if filtered:
        words = catalogue.counted("filters.hidden", filtered, language)
        if filtered_disputed:
            disputed = catalogue.number_text(filtered_disputed, language)
            words += f", {catalogue.text('filters.hidden_disputed', language, n=disputed)}"
        notes.append(f"{words}.")
    off = [name for name in vocabulary.LAYERS if name in view.hidden and name != CONTEXT]
    if off:
        layers = ", ".join(catalogue.text(f"layer.{name}", language) for name in off)
        notes.append(catalogue.text("day.layers_off", language, layers=layers))
    return tuple(notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Writer:
    """Sorts what shows into groups; each visible feature falls into one at least.

    Attributes:
        reader: of the atlas.
        on_map: what the map shows, milestones with it.
        recent: what the last `days` days show.
        days: see `recent`.
    """

    reader: Reader
    on_map: Visible
    recent: Visible
    days: int

    def groups(self) -> Iterator[Group]:
        day = self.reader.view.day
        changes = self._changes()
        movements = self._group("movements", self._rows(MOVEMENTS, timeline.HOLDS), day)
        news = np.concatenate([self._rows(EVENTS, timeline.HOLDS), self._politics_today()])
        events = self._group("events", news, day)
        if not (changes or movements or events):
            view = self.reader.view
            is_part = view.filters or view.known_by is not None or {*view.hidden} - {CONTEXT}
            key = "day.nothing_shown" if is_part else "day.nothing"
            text = catalogue.text(key, self.reader.language)
            yield Group("nothing", "", notes=(text,))
        yield changes
        yield movements
        yield events
        yield self._group("perhaps", self._doubtful(), None)
        yield self._recent_events()
        yield self._group("recent_moves", self._latest(self._over_lately(MOVEMENTS)), None)
        yield self._group("context", self._latest(self._politics()), None)
        rows = self._rows(BASES, timeline.HOLDS, timeline.DOUBTFUL)
        yield holders(self.reader, rows, self.on_map.states[rows])
        yield self._group("over", self._latest(self._over()), None)

    def _group(
        self, name: str, rows: NDArray[Any], day: int | None, notes: tuple[str, ...] = ()
    ) -> Group:
        heading = catalogue.text(f"day.{name}", self.reader.language, n=self.days)

        def write(row: int) -> Line:
            return told(self.reader, self.reader.entry(row), day)

        return listed(name, heading, rows, write, notes)

    def _rows(self, layer: str, *states: int) -> NDArray[np.intp]:
        return _rows(self.on_map, layer, *states)

    def _doubtful(self) -> NDArray[np.intp]:
        """Return events and movements that may be on this day."""
        rows = [self._rows(layer, timeline.DOUBTFUL) for layer in (MOVEMENTS, EVENTS)]
        return np.sort(np.concatenate(rows))

    def _over_lately(self, layer: str) -> NDArray[np.intp]:
        return _rows(self.recent, layer, timeline.RECENT)

    def _politics_today(self) -> NDArray[np.intp]:
        """Return milestones that surely began on this day."""
        held = self._rows(CONTEXT, timeline.HOLDS)
        begins = self.reader.table.columns["begin"][held] == self.reader.view.day
        today: NDArray[np.intp] = held[begins]
        return today

    def _politics(self) -> NDArray[np.intp]:
        """Return milestones that hold, may hold, or were in the last days, not today's."""
        held = self._rows(CONTEXT, timeline.HOLDS, timeline.DOUBTFUL)
        before = np.setdiff1d(held, self._politics_today())
        return np.union1d(before, self._over_lately(CONTEXT))

    def _over(self) -> NDArray[np.intp]:
        """Return what is over and no other group names."""
        rows = np.flatnonzero(np.isin(self.on_map.states, (timeline.ENDED, timeline.RECENT)))
        lately = [self._over_lately(layer) for layer in (EVENTS, MOVEMENTS, CONTEXT)]
        return np.setdiff1d(rows, np.concatenate(lately))

    def _latest(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Return rows with the one that ended last first."""
        ends = np.minimum(self.reader.table.columns["end"][rows], dates.OPEN_END)
        return rows[np.argsort(-ends.astype(np.int64), kind="stable")]

    def _recent_events(self) -> Group:
        """Return the events of the last days; the total of the dead includes this day's."""
        language = self.reader.language
        counted = _rows(self.recent, EVENTS, timeline.HOLDS, timeline.RECENT)
        total = dead_words(self.reader.table, counted, language, of="dead.with_day")
        rows = self._latest(self._over_lately(EVENTS))
        is_off = len(rows) and self.reader.view.mode == "on"
        off = (catalogue.text("day.off_map", language),) if is_off else ()
        group = self._group("recent", rows, None, (*total, *off))
        return group or Group(group.name, group.heading, notes=total)

    def _changes(self) -> Group:
        """Return which bases begin, end or pass to another on this day."""
        reader, day = self.reader, self.reader.view.day
        rows = self._rows(BASES, timeline.HOLDS, timeline.DOUBTFUL)
        columns = {name: values[rows] for name, values in reader.table.columns.items()}
        starts = (columns["begin"] == day) & (columns["begin_sure"] == day)
        ends = (columns["end"] == day + 1) & (columns["end_sure"] == day)
        unsure = int(np.count_nonzero(self.on_map.states[rows] == timeline.DOUBTFUL))
        lines = tuple(_turns(reader, rows[starts | ends]))
        after = (catalogue.counted("day.unsure", unsure, reader.language),) if unsure else ()
        heading = catalogue.text("day.bases", reader.language)
        return Group("bases", heading, lines, after=after)


def _rows(shown: Visible, layer: str, *states: int) -> NDArray[np.intp]:
    """Return the rows of a layer that are in one of these states."""
    names = [each.name for each in shown.table.layers]
    if layer not in names:
        return np.zeros(0, np.intp)
    of_layer = shown.table.columns["layer"][shown.rows] == names.index(layer)
    chosen: NDArray[np.intp] = shown.rows[of_layer & np.isin(shown.states[shown.rows], states)]
    return chosen


def _turns(reader: Reader, rows: NDArray[Any]) -> Iterator[Line]:
    """Yield how sites change on the day, hand-overs first; each row begins or ends on it."""
    day = reader.view.day
    entries = [reader.entry(row) for row in rows]
    by_id = {entry.id: entry for entry in entries}
    sites = sites_of(reader.table, rows)
    told_of: set[str] = set()
    for site in dict.fromkeys(sites):
        there = [entry for entry, other in zip(entries, sites, strict=True) if other == site]
        for change in wording.changes_of([reader.stay(entry) for entry in there]):
            told_of.update(change.stays)
            yield changed(reader, change, tuple(by_id[each] for each in change.stays))
    for entry in entries:
        if entry.id not in told_of:
            yield turned(reader, entry, day)
