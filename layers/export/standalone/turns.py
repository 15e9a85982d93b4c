"""The days on which bases begin, end or pass from one to another, as sentences.

The same sentences as the chronicle's of such a day; the script chooses those whose
features show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from layers import dates, wording
from layers.catalogue import LANGUAGES
from layers.chronicle import Reader
from layers.chronicle.entries import BASES
from layers.chronicle.lines import changed, turned
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.atlas import Atlas
    from layers.chronicle import Line
    from layers.chronicle.entries import Entry

# Day and ids of the features that a sentence is about.
_Key = tuple[int, tuple[str, ...]]


def turns(atlas: Atlas) -> list[dict[str, Any]]:
    """Return the sentences of all such days, by day; on a day, those about most features first.

    Returns:
        {"day": days since 1970-01-01, "ids": [...], "text": {"en": ..., "fr": ...},
        "details": {"en": [...], "fr": [...]}} a sentence.
    """
    told = {
        language: dict(_lines(Reader(atlas, View(language=language)))) for language in LANGUAGES
    }
    return [
        {
            "day": day,
            "ids": list(ids),
            "text": {each: told[each][day, ids].text for each in LANGUAGES},
            "details": {each: list(told[each][day, ids].details) for each in LANGUAGES},
        }
        for day, ids in sorted(told["en"], key=lambda key: (key[0], -len(key[1])))
    ]


def _lines(reader: Reader) -> Iterator[tuple[_Key, Line]]:
    by_site: dict[str, list[Entry]] = {}
    names = [layer.name for layer in reader.table.layers]
    if BASES not in names:
        return
    bases = np.flatnonzero(reader.table.columns["layer"] == names.index(BASES))
    for entry in (reader.entry(int(row)) for row in bases):
        by_site.setdefault(entry.facts["site"], []).append(entry)
    for there in by_site.values():
        yield from _passages(reader, there)
        for entry in there:
            for day in _turning_days(entry):
                yield (day, (entry.id,)), turned(reader, entry, day)


def _passages(reader: Reader, there: list[Entry]) -> Iterator[tuple[_Key, Line]]:
    by_id = {entry.id: entry for entry in there}
    for change in wording.changes_of([reader.stay(entry) for entry in there]):
        line = changed(reader, change, tuple(by_id[each] for each in change.stays))
        yield (dates.parse(change.day).first, line.ids), line


def _turning_days(entry: Entry) -> Iterator[int]:
    """Yield the first and the last day of a tenure, where they are known to the day."""
    facts = entry.facts
    if facts["begin_day"] == facts["begin_sure_day"]:
        yield int(facts["begin_day"])
    last = int(facts["end_day"]) - 1
    if facts["end_sure_day"] == last and last not in {int(facts["begin_day"]), dates.OPEN_END - 1}:
        yield last
