"""Who says so: the sources of a feature, and what parties claim about it.

Both are tuples with names: they cannot be changed, compare by value, and a hundred
thousand of them are made in a fraction of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Source(NamedTuple):
    """Where something can be read.

    Attributes:
        title: of the article, report or page.
        publisher: who published it; None if unknown.
        date: of publication, at the precision known ("2022-03"); None if unknown.
        url: http or https, never another scheme; None if it is not on the web.
        more: what else the file says of it ("archived"), as it stands there.
    """

    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    more: Mapping[str, Any] | None = None


class Claim(NamedTuple):
    """What one party says about a feature.

    Attributes:
        by: the party, in English.
        by_fr: the party, in French; None if the file does not give it.
        stance: "asserts" or "denies".
        says: what it says, in English.
        says_fr: the same in French; None if the file does not give it.
        date: when it said so, at the precision known; None if unknown.
        source: index into the sources of the same feature, from 0; None if not given.
        more: what else the file says of it, as it stands there.
    """

    by: str
    by_fr: str | None
    stance: str
    says: str
    says_fr: str | None = None
    date: str | None = None
    source: int | None = None
    more: Mapping[str, Any] | None = None
