"""The map in words: the alternative text of a picture, and the notes that go with a slide.

Both are made of the sentences of `chronicle`, so that map, page and export tell one story.
"""

from __future__ import annotations

from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from layers import catalogue, chronicle, comparison, downloads, reported, wording
from layers.chronicle import Reader
from layers.export import days, sources
from layers.filters import NO_FIGURE
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.chronicle import Group, Line
    from layers.chronicle.entries import Entry
    from layers.export.sources import Cited
    from layers.view import View

# Words, and the ids of the features that they name.
_Sentence = tuple[str, tuple[str, ...]]

LONGEST: Final = 2000  # characters of an alternative text: what a reader of the screen bears
_ROOM_FOR_REST: Final = 90
# Notes list the claims of so many features that are not disputed; the rest is counted.
_UNDISPUTED: Final = 100
# What a picture shows first: what changes on its day, then who holds what.
_ORDER: Final = ("nothing", "bases", "events", "movements", "recent", "holders", "perhaps")
# Of a group that may be long, so much is told at most, the gravest first.
_SHARE: Final[Mapping[str, int]] = MappingProxyType(
    {"movements": 600, "recent": 600, "perhaps": 300}
)

# Of one kind of change so much is told: all kinds are to have a word.
_SHARE_OF_CHANGES: Final = 330


def described(atlas: Atlas, view: View) -> str:
    """Return the map as prose, in the language of the view, at most LONGEST characters.

    Of two maps side by side: what changed, then what the later one shows.
    What does not fit is counted in the last sentence.
    """
    last = days.views_of(view)[-1]
    told = chronicle.chronicle(atlas, last)
    ids = set(visible(atlas, last).ids())
    groups = [group for group in told.groups if _is_on_map(group, ids)]
    sentences = [*_sentences(groups, Reader(atlas, last))]
    written = [_opening(atlas, view), *told.notes]
    if view.against is not None:
        written = [_opening(atlas, view)]
        sentences = [*_changes(atlas, view), *sentences]
    length = sum(len(each) + 1 for each in written)
    named: set[str] = set()
    for told_of in sentences:
        fits = (each for each in told_of if length + len(each[0]) < LONGEST - _ROOM_FOR_REST)
        sentence, features = next(fits, ("", ()))
        if sentence:
            written.append(sentence)
            length += len(sentence) + 1
            named.update(features)
    rest = len(ids - named)
    if rest:
        every = catalogue.number_text(len(ids), view.language)
        written.append(catalogue.counted("prose.rest", rest, view.language, all=every))
    return " ".join(written)[:LONGEST]


def notes(atlas: Atlas, view: View, cited: Iterable[Cited] | None = None) -> str:
    """Return what stands behind the map as plain text: claims of both sides, all sources.

    Args:
        atlas: whose features.
        view: what is shown.
        cited: the sources under the numbers that a picture gives them; None for `cited`.
    """
    language = view.language
    reader = Reader(atlas, view)
    rows = np.unique(np.concatenate([visible(atlas, day).rows for day in days.views_of(view)]))
    entries = [reader.entry(int(row)) for row in rows]
    disputed = [_claims(reader, entry) for entry in entries if entry.is_disputed]
    others = [_claims(reader, entry) for entry in entries if not entry.is_disputed]
    claimed = [block for block in others if block]
    version = catalogue.text(
        "prose.version",
        language,
        digest=atlas.digest,
        licence=catalogue.text("download.licence", language),
    )
    blocks = [
        _opening(atlas, view),
        *_headed("prose.disputed", disputed, language),
        *_headed("prose.claims", claimed[:_UNDISPUTED], language),
    ]
    if (rest := len(claimed) - _UNDISPUTED) > 0:
        blocks.append(catalogue.counted("prose.claims_rest", rest, language))
    listed = [sources.words(each, view) for each in cited or sources.cited(atlas, view)]
    if listed:
        blocks.append("\n".join((catalogue.text("prose.sources", language), *listed)))
    return "\n\n".join((*blocks, version))


def _opening(atlas: Atlas, view: View) -> str:
    language = view.language
    mode = downloads.mode_words(view)
    if view.against is not None:
        earlier, later = sorted((view.day, view.against))
        days = {
            "earlier": wording.day_words(earlier, language),
            "later": wording.day_words(later, language),
        }
        return catalogue.text("prose.two_days", language, mode=mode, **days)
    counted = chronicle.counts(visible(atlas, view))
    said = [catalogue.counted(f"prose.{name}", n, language) for name, n in counted.items() if n]
    return catalogue.text(
        "prose.map",
        language,
        day=wording.day_words(view.day, language),
        mode=mode,
        counts=", ".join(said) or catalogue.text("prose.nothing", language),
    )


def _changes(atlas: Atlas, view: View) -> Iterator[tuple[_Sentence, ...]]:
    """Yield what changed between the two days, and how the sentences on the later one begin."""
    compared = comparison.compare(atlas, view)
    yield ((" ".join(compared.notes), ()),)
    for group in compared.groups:
        lines = [_told(line) for line in group.lines]
        lengths = accumulate(map(len, lines))
        number = sum(length <= _SHARE_OF_CHANGES for length in lengths) or 1
        said = lines[:number]
        if rest := len(lines) - number + group.left_out:
            said.append(catalogue.counted("prose.changes_rest", rest, view.language))
        ids = tuple(each for line in group.lines[:number] for each in line.ids)
        words = {"heading": group.heading, "sentences": " ".join(said)}
        yield ((catalogue.text("prose.group", view.language, **words), ids),)
    day = wording.day_words(compared.later, view.language)
    yield ((catalogue.text("prose.later_day", view.language, day=day), ()),)


def _sentences(groups: Iterable[Group], reader: Reader) -> Iterator[tuple[_Sentence, ...]]:
    """Yield sentences, weightiest group first: each as one wishes it, then, if any, shorter."""
    ranked = sorted(groups, key=lambda group: _rank(group.name))
    for group in ranked:
        if group.notes:
            yield ((" ".join(group.notes), ()),)
        room = _SHARE.get(group.name, LONGEST)
        for line in _gravest(reader, group):
            room -= len(_told(line))
            if room >= 0:
                yield ((_told(line), line.ids),)
        for part in group.parts:
            ids = tuple(each for line in part.lines for each in line.ids)
            said = catalogue.text(
                "prose.group",
                reader.language,
                heading=part.heading,
                sentences=f"{', '.join(_places(reader, ids))}.",
            )
            yield (said, ids), (f"{part.heading}.", ())
        for note in group.after:
            yield ((note, ()),)


def _places(reader: Reader, ids: Iterable[str]) -> Iterable[str]:
    """Return where bases stand, each place once: shorter than what the bases are called."""
    rows = _rows(reader)
    return dict.fromkeys(reader.where(reader.entry(rows[each])) for each in ids)


def _is_on_map(group: Group, ids: set[str]) -> bool:
    """Tell whether a group is about what the map shows: the day tells of more than that."""
    named = {each for line in group.lines for each in line.ids}
    return not named or not named.isdisjoint(ids)


def _rows(reader: Reader) -> dict[str, int]:
    ids = reader.ids(np.arange(len(reader.table.source)))
    return {each: row for row, each in enumerate(ids)}


def _gravest(reader: Reader, group: Group) -> Sequence[Line]:
    """Return the lines of a group, events with the highest figures first."""
    if group.name != "recent":
        return group.lines
    rows = _rows(reader)
    killed = reader.table.columns["killed_max"]

    def toll(line: Line) -> int:
        figure = int(killed[rows[line.ids[0]]])
        return 0 if figure == NO_FIGURE else figure

    return sorted(group.lines, key=toll, reverse=True)


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _told(line: Line) -> str:
    sentences = (line.text, *line.details)
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in sentences)


def _claims(reader: Reader, entry: Entry) -> str:
    """Return a feature and what is claimed of it, one claim a line; "" if nothing is."""
    view = reader.view
    known = reported.by(entry.facts["claims"] or (), (), view.known_by).claims
    if not known and not entry.is_disputed:
        return ""
    head = catalogue.text(
        "prose.entry",
        view.language,
        name=reader.name(entry),
        when=wording.when(entry.facts, view.language),
    )
    lines = [wording.claim_words(claim, view.language) for claim in known]
    nobody = catalogue.text("prose.no_claims", view.language)
    return "\n".join((head, *(f"– {' '.join(line.split())}" for line in lines or [nobody])))


def _headed(key: str, blocks: list[str], language: Language) -> list[str]:
    return [catalogue.text(key, language), *blocks] if blocks else []
