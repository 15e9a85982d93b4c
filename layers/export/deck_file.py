"""A deck as a small file that can be saved, mailed, mended by hand and opened again.

    {
      "temoin-deck": 1,
      "title": "Gossi, spring 2022",
      "data": "0f3a…",                    version of the data that it was made with
      "pictures": [
        {
          "title": null,                  null: the title that the view proposes
          "sheet": "16:9",
          "theme": "light",
          "view": {"lang": "fr", "d": "2022-04-19", "m": "on", …},
          "shows": "5c81d2e0"             hash of the features that it showed
        }
      ]
    }

``view`` holds what the address of the page holds (`layers.address`), and the language. A file
comes from anywhere: whatever is in it is data. A picture that is not as it must be is left
off and told; it never hides the others, and never becomes another picture.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from layers import address, catalogue, linking, visibility
from layers.export import deck_reading
from layers.export.composition import Deck
from layers.reading.report import RefusedError, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition
    from layers.problems import Problem
    from layers.view import View

SUFFIX: Final = ".json"
NAME: Final = "deck.json"
MAX_BYTES: Final = deck_reading.MAX_BYTES
MAX_PICTURES: Final = deck_reading.MAX_PICTURES
MAX_TITLE: Final = deck_reading.MAX_TITLE
_HASH_LENGTH: Final = 8


def write(deck: Deck, atlas: Atlas | None = None) -> bytes:
    """Return the file of a deck: the same deck and atlas give the same bytes.

    Args:
        deck: to be saved.
        atlas: that it was made with, so that `changed_since` can tell; None leaves that out.
    """
    return (json.dumps(document(deck, atlas), ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "replace"
    )


def document(deck: Deck, atlas: Atlas | None = None) -> dict[str, Any]:
    """Return the JSON object of a deck's file."""
    pictures = [_picture(each) for each in deck.compositions]
    title = deck_reading.one_line(deck.title or "") or None
    result: dict[str, Any] = {deck_reading.MARK: deck_reading.VERSION, "title": title}
    if atlas is not None:
        result["data"] = atlas.digest
        shown = _fingerprints(atlas, [each.view for each in deck.compositions])
        pictures = [{**each, "shows": now} for each, now in zip(pictures, shown, strict=True)]
    return {**result, "pictures": pictures}


def read(data: bytes, name: str = NAME) -> tuple[Deck, tuple[Problem, ...]]:
    """Return the good pictures of a file and what is wrong with the rest, by position.

    Never raises for what the file holds.

    Args:
        data: of the file, whole.
        name: of the file, as the problems call it.
    """
    found, problems = _read(data, name)
    compositions = tuple(each.composition for each in found.pictures)
    return Deck(compositions, found.title), problems


def changed_since(data: bytes, atlas: Atlas) -> tuple[int, ...]:
    """Return which pictures no longer show the features that they showed when they were saved.

    Features that came, went, or read otherwise count; a file without hashes says nothing.

    Returns:
        Positions (from 0) in the compositions of the deck that `read` returns.
    """
    pictures = _read(data, NAME)[0].pictures
    then = [(place, each) for place, each in enumerate(pictures) if each.shows]
    now = _fingerprints(atlas, [each.composition.view for _, each in then])
    return tuple(
        place for (place, each), hashed in zip(then, now, strict=True) if each.shows != hashed
    )


def change_words(changed: Sequence[int], language: Language) -> str:
    """Say which pictures show something else than when they were saved; "" if none does."""
    if not changed:
        return ""
    numbers = [catalogue.number_text(place + 1, language) for place in changed]
    if len(numbers) > 1:
        both = catalogue.text("deck.and", language)
        numbers = [f"{', '.join(numbers[:-1])} {both} {numbers[-1]}"]
    return catalogue.counted("deck.changed", len(changed), language, numbers=numbers[0])


def _picture(composition: Composition) -> dict[str, Any]:
    view = composition.view
    parameters = {deck_reading.LANGUAGE: view.language, **address.write(view)}
    return {
        "title": deck_reading.one_line(composition.title or "") or None,
        "sheet": composition.sheet,
        "theme": composition.theme,
        # A search that holds a control character must not make the file unreadable.
        "view": {name: deck_reading.one_line(text) for name, text in parameters.items()},
    }


def _read(data: bytes, name: str) -> tuple[deck_reading.Found, tuple[Problem, ...]]:
    report = Report(name)
    try:
        found = deck_reading.read(data, report)
    except RefusedError:
        found = deck_reading.Found()  # the report says why
    return found, report.problems()


def _fingerprints(atlas: Atlas, views: Sequence[View]) -> list[str]:
    """Return for each view a hash of the features that it shows, and of how they read."""
    shown = [_ids(atlas, view) for view in views]
    hashes = linking.hashes(atlas, sorted(set().union(*shown)))
    return [
        hashlib.sha256(
            "\n".join(f"{each}={hashes.get(each, '')}" for each in sorted(ids)).encode()
        ).hexdigest()[:_HASH_LENGTH]
        for ids in shown
    ]


def _ids(atlas: Atlas, view: View) -> set[str]:
    days = {view.day} if view.against is None else {view.day, view.against}
    return {
        each for day in days for each in visibility.visible(atlas, replace(view, day=day)).ids()
    }
