"""What somebody probably meant: the nearest of the words that are allowed."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

# difflib's ratio: "opertor" and "operator" reach 0.93, "via" and "victims" 0.4.
_ALIKE = 0.75
_LONGEST = 60


@lru_cache(maxsize=4096)
def nearest(word: str, allowed: tuple[str, ...]) -> str | None:
    """Return the allowed word that looks most like this one, or None if none does.

    Case, spaces, hyphens and underscores do not count. A word that is allowed is its own
    nearest.
    """
    if len(word) > _LONGEST:
        return None
    by_fold = {_fold(each): each for each in allowed}
    folded = _fold(word)
    if folded in by_fold:
        return by_fold[folded]
    matches = get_close_matches(folded, by_fold, n=1, cutoff=_ALIKE)
    return by_fold[matches[0]] if matches else None


def _fold(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "").strip()
