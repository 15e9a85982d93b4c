"""What a link remembers of the features that it names, so that it can say what changed since.

A link carries a short hash of each: if the feature reads otherwise when the link is
opened, or is gone, the page says so. The hash is of what the feature says, not of its
place in a file: a file that is only sorted or indented anew changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd
import shapely
import shapely.geometry

from layers import catalogue, vocabulary, wording
from layers.reading.frames import DAY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.view import View

Change = Literal["changed", "removed"]

HASH_LENGTH: Final = 4
# What a frame holds beside the words of the file.
_OURS: Final = frozenset({"geometry", "line", *DAY_COLUMNS})


def named_by(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Return the ids of the features that a view names: the selected one, then its story's."""
    named = [view.selected] if view.selected else []
    if view.story:
        name, step = view.story
        story = atlas.stories.get(name)
        if story and 0 <= step < len(story.steps):
            named += story.steps[step].features
    return tuple(dict.fromkeys(named))


def hashes(atlas: Atlas, ids: Iterable[str]) -> dict[str, str]:
    """Return id -> hash (HASH_LENGTH hexadecimal digits) of those that the atlas has."""
    rows = _rows(atlas)
    return {each: _hash(atlas, *rows[each]) for each in ids if each in rows}


def changed_since(atlas: Atlas, named: Mapping[str, str]) -> tuple[tuple[str, Change], ...]:
    """Return what of the features that a link names is no longer as it was, in its order.

    Args:
        atlas: as it is now.
        named: id -> hash, as `hashes` gave them when the link was made.
    """
    now = hashes(atlas, named)
    found: list[tuple[str, Change]] = []
    for each, then in named.items():
        if each not in now:
            found.append((each, "removed"))
        elif now[each] != then:
            found.append((each, "changed"))
    return tuple(found)


def change_words(
    atlas: Atlas, changes: Sequence[tuple[str, Change]], language: Language
) -> tuple[str, ...]:
    """Write the changes as sentences; they hold names from the files, so they are no markup."""
    sentences = []
    kinds: tuple[Change, ...] = ("changed", "removed")
    for kind in kinds:
        names = [_name(atlas, each, language) for each, change in changes if change == kind]
        if names:
            sentences.append(catalogue.text(f"linking.{kind}", language, names=", ".join(names)))
    return tuple(sentences)


# An atlas never changes, so one index serves all who look at it.
@lru_cache(maxsize=4)
def _rows(atlas: Atlas) -> dict[str, tuple[str, int]]:
    """Return id -> (layer, row in its frame) of the evidence."""
    return {
        str(each): (name, row)
        for name in vocabulary.LAYERS
        if name in atlas.layers
        for row, each in enumerate(atlas.layers[name].frame["id"])
    }


def _hash(atlas: Atlas, layer: str, row: int) -> str:
    frame = atlas.layers[layer].frame
    facts = {name: _plain(frame[name].iat[row]) for name in frame.columns if name not in _OURS}
    geometry = shapely.geometry.mapping(frame.geometry.iat[row])
    # What is not known is left out: a new empty field of the contract changes no feature.
    known = {name: value for name, value in facts.items() if value not in (None, [], {}, "")}
    text = json.dumps([layer, known, geometry], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value of a frame as JSON knows it."""
    if value is pd.NA:
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _name(atlas: Atlas, feature_id: str, language: Language) -> str:
    rows = _rows(atlas)
    if feature_id not in rows:
        return feature_id
    layer, row = rows[feature_id]
    said = wording.localized(atlas.layers[layer].frame.iloc[row], "name", language)
    return said.text if said else feature_id
