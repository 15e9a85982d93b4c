"""Does a text say how to reach or identify a private person?

Patterns only: telephone numbers, e-mail addresses, numbers of identity papers. Names are
not looked for: a machine cannot tell a minister from a victim.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.problems import Finding, Word, finding, visible
from layers.validation.sizes import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Texts = Iterator[tuple[tuple[str | int, ...], str]]

# Without an @ or this, no pattern below can match; nearly every text is done with here.
_DIGITS = re.compile(r"\d(?:[ .()/\u00a0\u202f-]{0,2}\d){5}")
# What may stand before the @ of an address (RFC 5321).
_LONGEST_NAME = 64
# Dates, codes and addresses of pages, which are no place for a person.
_NO_TEXTS = frozenset(
    field.name
    for fields in (
        *(spec.fields for spec in vocabulary.LAYERS.values()),
        vocabulary.CLAIM_FIELDS,
        vocabulary.SOURCE_FIELDS,
    )
    for field in fields
    if field.type not in ("text", "texts", "claims", "sources")
)

_GAP = r"[ .()/\u00a0\u202f-]{0,2}"
_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "email": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
        # The word before it, a country code, or the pairs in which the Sahel and France
        # write numbers; dates, years and coordinates have none of the three.
        "telephone": re.compile(
            rf"\b(?:tel|tél|phone|téléphone|telephone|mobile|whatsapp|portable)\b\W{{0,4}}"
            rf"\+?\d(?:{_GAP}\d){{5,}}"
            rf"|(?<![\w+])(?:\+|00)[1-9]\d{{0,2}}(?:{_GAP}\d){{7,11}}(?!\d)"
            r"|(?<![\w.,/-])(?:0\d|[5-9]\d)(?:([ .-])\d\d)(?:\1\d\d){2,3}(?![\w/-]|[.,]\d)",
            re.IGNORECASE,
        ),
        # The NINA of Mali (14 digits and a letter), the number of French social security,
        # and what is called the number of a passport or card.
        "identity": re.compile(
            r"\b[12]\d{13} ?[A-Z]\b"
            r"|\b[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d\w ?\d{3} ?\d{3}(?: ?\d\d)?\b"
            r"|\b(?:passport|passeport|NINA|CNI|identity card|carte d.identit[ée])\b"
            r"(?:\W{1,3}(?:no|n°|nº|number|numéro))?\W{0,3}[A-Z]{0,3}\d{6,}",
            re.IGNORECASE,
        ),
    }
)


def check_personal(properties: dict[str, Any]) -> Iterator[Finding]:
    """Warn of a telephone number, an e-mail address or an identity number in any text."""
    for name, value in properties.items():
        if name in _NO_TEXTS:
            continue
        if type(value) is str:
            if "@" in value or _DIGITS.search(value):
                yield from _look((name,), value)
        elif type(value) is list:
            for index, entry in enumerate(value):
                yield from _look_in(entry, (name, index))


def _look_in(entry: object, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if type(entry) is str:
        yield from _look(path, entry)
    elif type(entry) is dict:
        for name, value in entry.items():
            if type(value) is str and name not in _NO_TEXTS:
                if "@" in value or _DIGITS.search(value):
                    yield from _look((*path, name), value)


def _look(path: tuple[str | int, ...], text: str) -> Iterator[Finding]:
    for kind, found in _found(text[:MAX_TEXT]):
        said = Word(f"problem.personal.{kind}")
        yield finding("personal-data", path, found=visible(found), kind=said)
        return


def _found(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of what a pattern finds; bounded, so that no text takes long."""
    for kind, pattern in _PATTERNS.items():
        start = max(text.find("@") - _LONGEST_NAME, 0) if kind == "email" else 0
        if kind == "email" and "@" not in text:
            continue
        match = pattern.search(text, start)
        if match:
            yield kind, match.group()
