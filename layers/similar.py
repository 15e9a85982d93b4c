"""What somebody probably meant: the nearest of the words that are allowed."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

# difflib's ratio: "opertor" and "operator" reach 0.93, "via" and "victims" 0.4.
_ALIKE = 0.75
# Longer than any name or code of ours: what is longer is no slip of the pen.
_LONGEST = 60


def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that looks most like this word, or None if none does.

    Case, spaces, hyphens and underscores do not count. A word that is a choice is its own
    nearest.
    """
    return _nearest(word, choices) if len(word) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _nearest(word: str, choices: tuple[str, ...]) -> str | None:
    by_fold = {_fold(each): each for each in choices if len(each) <= _LONGEST}
    folded = _fold(word)
    if folded in by_fold:
        return by_fold[folded]
    matches = get_close_matches(folded, by_fold, n=1, cutoff=_ALIKE)
    return by_fold[matches[0]] if matches else None


def _fold(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "").strip()
