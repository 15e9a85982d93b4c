"""The sentences of a comparison, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from layers import catalogue, dates, wording
from layers.chronicle import LISTED, Group, Line, listed
from layers.chronicle.dead import dead_words
from layers.chronicle.holders import sites_of
from layers.chronicle.lines import tenure, told
from layers.comparison.changes import standing_on, surely_between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from layers.chronicle import Reader
    from layers.chronicle.entries import Entry

_PERHAPS = {
    "perhaps_began": "perhaps.began",
    "perhaps_ended": "perhaps.ended",
    "perhaps": "perhaps.either",
}


@dataclass(frozen=True, slots=True, eq=False)
class Teller:
    """Writes what changed between two days.

    Attributes:
        reader: of the atlas.
        days: the earlier and the later.
        rows: kind of change -> rows, as `changes.changed_rows`.
    """

    reader: Reader
    days: tuple[int, int]
    rows: Mapping[str, NDArray[np.intp]]

    def groups(self) -> Iterator[Group]:
        """Yield the groups in the order of reading; some may be empty."""
        yield self._changed()
        for kind in ("began", "ended", "passing"):
            yield self._group(kind, self.rows[kind], self._told)
        yield self._doubtful()
        yield self._group("moved", self.rows["moved"], self._between)
        events = self.rows["event"]
        surely = events[surely_between(self.reader.table, events, self.days)]
        dead = dead_words(self.reader.table, surely, self.reader.language)
        yield self._group("event", events, self._between, dead)
        yield self._group("context", self.rows["context"], self._between)

    def counts(self) -> Iterator[str]:
        """Yield how much changed, one short phrase a group."""
        sites = len(np.unique(sites_of(self.reader.table, self.rows["changed"])))
        doubtful = sum(len(self.rows[kind]) for kind in _PERHAPS)
        numbers = {"changed": sites, "doubtful": doubtful}
        for kind in ("changed", "began", "ended", "passing", "doubtful", "moved", "event"):
            number = numbers.get(kind, len(self.rows.get(kind, ())))
            if number:
                yield catalogue.counted(f"compare_count.{kind}", number, self.reader.language)
        if milestones := len(self.rows["context"]):
            yield catalogue.counted("compare_count.context", milestones, self.reader.language)

    def _group(
        self,
        kind: str,
        rows: NDArray[Any],
        write: Callable[[int], Line],
        notes: tuple[str, ...] = (),
    ) -> Group:
        heading = catalogue.text(f"compare.{kind}", self.reader.language)
        return listed(kind, heading, rows, write, notes)

    def _told(self, row: int) -> Line:
        return told(self.reader, self.reader.entry(row))

    def _between(self, row: int) -> Line:
        """Tell an event or a movement, and if its dates leave open whether it was between."""
        words = self._told(row)
        if surely_between(self.reader.table, np.array([row]), self.days)[0]:
            return words
        text = catalogue.text("perhaps.event", self.reader.language, line=words.text)
        return Line(text, words.ids, words.names, words.details)

    def _doubtful(self) -> Group:
        kinds = {int(row): key for kind, key in _PERHAPS.items() for row in self.rows[kind]}

        def write(row: int) -> Line:
            return tenure(self.reader, self.reader.entry(row), kinds[row])

        return self._group("doubtful", np.array(sorted(kinds), np.intp), write)

    def _changed(self) -> Group:
        """Return the sites that passed from one operator to another, one line a site."""
        heading = catalogue.text("compare.changed", self.reader.language)
        rows = self.rows["changed"]
        sites = sites_of(self.reader.table, rows)
        lines: list[Line] = []
        named = 0
        for site in np.unique(sites)[:LISTED]:
            there = rows[sites == site]
            named += len(there)
            lines.append(self._site(there))
        return Group("changed", heading, tuple(lines), len(rows) - named)

    def _site(self, rows: NDArray[Any]) -> Line:
        reader, language = self.reader, self.reader.language
        entries = [reader.entry(row) for row in rows]
        text = catalogue.text(
            "compare.holders",
            language,
            where=reader.where(entries[0]),
            old=self._holders(rows, entries, self.days[0]),
            new=self._holders(rows, entries, self.days[1]),
        )
        ids = tuple(entry.id for entry in entries)
        names = tuple(reader.name(entry) for entry in entries)
        return Line(text, ids, names, self._passages(entries))

    def _holders(self, rows: NDArray[Any], entries: list[Entry], day: int) -> str:
        """Name who came or went, as they stood on a day, what is doubtful marked."""
        stands, doubtful = standing_on(self.reader.table, rows, day)
        words: dict[str, None] = {}
        for entry, is_there, is_unsure in zip(entries, stands, doubtful, strict=True):
            if is_there:
                words[self._holder(entry, is_doubtful=bool(is_unsure))] = None
        return ", ".join(words)

    def _holder(self, entry: Entry, *, is_doubtful: bool) -> str:
        operator = wording.actor_words([entry.facts["operator"]], self.reader.language)
        marks = f"{'_disputed' * entry.is_disputed}{'_doubtful' * is_doubtful}"
        if not marks:
            return operator
        return catalogue.text(f"holder{marks}", self.reader.language, operator=operator)

    def _passages(self, entries: list[Entry]) -> tuple[str, ...]:
        """Return on which day between the two the site passed on, where that is known."""
        first, last = self.days
        stays = [
            stay
            for stay in map(self.reader.stay, entries)
            if stay.end is None or dates.parse(stay.end).last > first
        ]
        changes = wording.changes_of(stays)
        within = all(first < dates.parse(change.day).first <= last for change in changes)
        return wording.change_words(stays, self.reader.language) if within else ()
