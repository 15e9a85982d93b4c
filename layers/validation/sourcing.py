"""Can the sources of a feature have said what it says, and can a reader reach them?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from layers import dates
from layers.problems import Finding, finding, shown
from layers.validation.properties import is_absent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A title counts the dead in one of three ways: "at least 21", "16 preachers killed",
# "kills 25". What is not so put may be a day, an age or a resolution.
_NUMBER = r"(?<![\d.,/-])(\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+|\d+)(?![\d/-])"
_LEAST = r"at least|more than|over|au moins|plus de"
_DEAD = r"killed|dead|deaths|bodies|morts?|tu[ée]e?s|cadavres|corps|victimes|massacr[ée]e?s"
# "massacred, 14 to 18 years old" and "200 injured" count no dead.
_NOT_DEAD = r"(?:ans|years?|jours|days|injured|wounded|bless\w+)\b"
_KILLS = r"kill(?:s|ed|ing)?|tue(?:nt|r)?|tu[ée]|ex[ée]cut\w+"
_FIGURES = re.compile(
    rf"\b(?:{_LEAST}) {_NUMBER}|\b(?:{_KILLS}) {_NUMBER}"
    rf"|{_NUMBER} (?!{_NOT_DEAD})(?:[^\W\d]+ ){{0,2}}(?:{_DEAD})\b",
    re.IGNORECASE,
)
_YEARS = range(1990, 2100)
_DIGITS = re.compile(r"\d+")
_GROUPING = re.compile(r"[ ,\u00a0\u202f]")

# What nearly all addresses are: a host of letters with a dot, not that of an example.
_LIVELY = re.compile(r"https?://(?!\d)(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]|$)", re.ASCII)
_RESERVED = re.compile(r"example|invalid|test|local")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_LOCAL_NUMBERS = re.compile(
    r"(?:0|10|127)(?:\.\d+){3}|169\.254(?:\.\d+){2}|192\.168(?:\.\d+){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|::1|f[cd][0-9a-f]{2}:.*|fe80:.*"
)
# RFC 2606 and 6761 keep these for examples and for one's own machine.
_PLACEHOLDER = re.compile(
    r"(?:^|\.)(?:example\.(?:com|net|org|edu)|example|invalid|test|localhost|local|localdomain)$"
)


def check_sources_early(properties: dict[str, Any]) -> Sequence[Finding]:
    """Warn if every source was published before the first day: who could have known?

    A background source among others is well, and so is a source without a date; a
    `start_note` that explains the start will do as well.
    """
    start, sources = properties.get("start"), properties.get("sources")
    if type(start) is not str or type(sources) is not list or not sources:
        return ()
    written: list[Any] = [source.get("date") for source in sources if type(source) is dict]
    if not written or not all(type(day) is str and _is_before(day, start) for day in written):
        return ()
    known = [dates.parsed(day) for day in [start, *written]]
    if None in known or _has_note(properties, "start"):
        return ()
    return (finding("sources-early", ("sources",), found=max(written), start=start),)


def _is_before(one: str, other: str) -> bool:
    """Tell whether a date is surely before another: what both know decides."""
    return one[: len(other)] < other[: len(one)]


def check_titles(properties: dict[str, Any]) -> Iterator[Finding]:
    """Point at the title of a source that counts more dead than `killed_max`.

    Nothing is said where `killed_note` mentions the figure or `killed_open` leaves it open:
    a title may count several events, or a toll that was corrected later.
    """
    most, sources = properties.get("killed_max"), properties.get("sources")
    if not isinstance(most, int | float) or type(sources) is not list:
        return
    if properties.get("killed_open") is True:
        return
    explained = _explained(properties)
    for index, source in enumerate(sources):
        title = source.get("title") if type(source) is dict else None
        above = [n for n in _figures(title) if n > most and n not in explained]
        if above:
            path = ("sources", index, "title")
            yield finding("killed-title", path, found=max(above), allowed=shown(most))


def _figures(title: object) -> list[int]:
    if type(title) is not str:
        return []
    written = (next(filter(None, groups)) for groups in _FIGURES.findall(title))
    numbers = [int(_GROUPING.sub("", each)) for each in written if len(each) < 10]
    return [number for number in numbers if number not in _YEARS]


def _explained(properties: dict[str, Any]) -> set[int]:
    notes = (properties.get(name) for name in ("killed_note", "killed_note_fr"))
    texts = " ".join(note for note in notes if type(note) is str)
    return {int(digits) for digits in _DIGITS.findall(texts) if len(digits) < 10}


def check_urls(properties: dict[str, Any]) -> Iterator[Finding]:
    """Warn of addresses that lead nowhere from a reader's desk.

    Nothing is fetched: only hosts of one's own machine or network and domains that are
    kept for examples are named. What is no web address at all is an error of its own.
    """
    sources = properties.get("sources")
    if type(sources) is not list:
        return
    for index, source in enumerate(sources):
        url = source.get("url") if type(source) is dict else None
        if type(url) is str and url and is_dead(url):
            yield finding("url-dead", ("sources", index, "url"), found=shown(url))


def is_dead(url: str) -> bool:
    """Tell whether an http(s) address has a host that nobody else can reach."""
    if _LIVELY.match(url) and not _RESERVED.search(url):
        return False
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    if not host or not _WEB.match(url):
        return False
    if _PLACEHOLDER.search(host) or _LOCAL_NUMBERS.fullmatch(host):
        return True
    return "." not in host and ":" not in host


def _has_note(properties: dict[str, Any], name: str) -> bool:
    return not all(is_absent(properties.get(f"{name}{suffix}")) for suffix in ("_note", "_note_fr"))
