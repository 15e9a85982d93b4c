"""Is one value of the type that its field has? One function a type.

Each takes a value that is not null, whatever JSON can hold, and returns what is wrong
with it, () if it is well. Paths are those from the value.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers import dates, written_dates
from layers.problems import Finding, Nearest, Slot, Word, finding, maybe, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from layers.vocabulary import FieldType

    Check = Callable[[object], Sequence[Finding]]

# No count of people in this war has eight digits: a bigger number is a slip.
MAX_NUMBER = 9_999_999
# More choices than this do not help in a message: it names the table of the manual.
MAX_CHOICES = 12
# Nor has a date more characters, however it is written.
MAX_DATE = 60

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
# What nearly all addresses look like; others are taken apart.
_PLAIN_URL = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#]\S*)?", re.ASCII)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/. -]?(\d{1,2})(?:[/. -]?(\d{1,2}))?(?:[T ].*|[~?%])?", re.ASCII)


def wrong_type(value: object, expected: FieldType) -> tuple[Finding, ...]:
    """Return the finding that a value is not of the type of its field."""
    slots: dict[str, Slot] = {"found": shown(value), "allowed": Word(f"problem.type.{expected}")}
    return (finding("value-type", (), **slots),)


def check_text(value: object) -> Sequence[Finding]:
    """Check that it is a text."""
    return () if type(value) is str else wrong_type(value, "text")


def check_slug(value: object) -> Sequence[Finding]:
    """Check for lower-case letters a-z, digits and single hyphens, at most 100."""
    if type(value) is not str:
        return wrong_type(value, "slug")
    if len(value) <= 100 and _SLUG.fullmatch(value):
        return ()
    return (finding("slug-form", (), found=shown(value), maybe=maybe(slug_of(value))),)


def slug_of(text: str) -> str:
    """Return the slug nearest to a text: "Gao, aéroport" becomes "gao-aeroport"."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("-", plain.lower())[:60].strip("-")


def check_date(value: object) -> Sequence[Finding]:
    """Check for one of the three forms, and that the day exists."""
    if type(value) is not str:
        proposal = shown(str(value)) if type(value) is int and 1000 <= value <= 9999 else None
        return (finding("date-form", (), found=shown(value), maybe=maybe(proposal)),)
    try:
        dates.parse(value)
    except dates.DateError as error:
        if error.args[0] == "calendar":
            return (finding("date-calendar", (), found=shown(value)),)
        return (finding("date-form", (), found=shown(value), maybe=maybe(*proposals(value))),)
    return ()


def proposals(text: str) -> tuple[str, ...]:
    """Return the dates that somebody may have meant: "19 avril 2022" is 2022-04-19.

    A day is proposed, too, for what says more than a day, which nobody may drop unasked.
    """
    found = written_dates.readings(text[:MAX_DATE])
    year_first = None if found else _YEAR_FIRST.fullmatch(text.strip())
    if year_first is None:
        return found
    written = "-".join(part.zfill(2) for part in year_first.groups() if part)
    return (written,) if dates.parsed(written) else ()


def check_integer(value: object) -> Sequence[Finding]:
    """Check for a whole number from 0 to MAX_NUMBER; 300.0, as some programs write, is one."""
    if type(value) is not int and not (type(value) is float and value.is_integer()):
        return wrong_type(value, "integer")
    if 0 <= value <= MAX_NUMBER:
        return ()
    return (finding("number-range", (), found=shown(value), allowed=MAX_NUMBER),)


def check_boolean(value: object) -> Sequence[Finding]:
    """Check for true or false."""
    return () if type(value) is bool else wrong_type(value, "boolean")


def check_texts(value: object) -> Sequence[Finding]:
    """Check for a list of texts."""
    if type(value) is not list:
        return wrong_type(value, "texts")
    return [
        Finding(each.code, (index,), each.slots)
        for index, part in enumerate(value)
        for each in check_text(part)
    ]


def check_index(value: object) -> Sequence[Finding]:
    """Check for a whole number; whether there is such a source, `claims` knows."""
    return () if type(value) is int else wrong_type(value, "index")


def check_url(value: object) -> Sequence[Finding]:
    """Check for a web address: http or https, a host, no blanks (RFC 3986)."""
    if type(value) is not str:
        return wrong_type(value, "url")
    if _PLAIN_URL.fullmatch(value) or (_WEB.fullmatch(value) and _has_host(value)):
        return ()
    proposal = f"https://{value}" if value.startswith("www.") and " " not in value else None
    return (finding("url-form", (), found=shown(value), maybe=maybe(proposal)),)


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def code_check(allowed: tuple[str, ...]) -> Check:
    """Return the check for one of these codes."""
    known = frozenset(allowed)

    def check(value: object) -> Sequence[Finding]:
        if type(value) is not str:
            return wrong_type(value, "code")
        return () if value in known else (_unknown_code(value, allowed),)

    return check


def codes_check(allowed: tuple[str, ...]) -> Check:
    """Return the check for a list of these codes."""
    check_one = code_check(allowed)

    def check(value: object) -> Sequence[Finding]:
        if type(value) is not list:
            return wrong_type(value, "codes")
        return [
            Finding(each.code, (index,), each.slots)
            for index, part in enumerate(value)
            for each in check_one(part)
        ]

    return check


def _unknown_code(value: str, allowed: tuple[str, ...]) -> Finding:
    choices: Slot = allowed if len(allowed) <= MAX_CHOICES else Word("problem.see-table")
    meant = Nearest(value, allowed)
    return finding("code-unknown", (), found=shown(value), allowed=choices, maybe=meant)
