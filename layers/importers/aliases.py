"""The names that UCDP and ACLED give to actors -> our codes.

Only what means one code in every year is here: a name that is not stays with the event
under "more", and nobody is put down as an alleged perpetrator.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import catalogue, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# "IS" of UCDP is left out: it stands for several provinces of the Islamic State.
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "government of mali": "MLI",
        "military forces of mali": "MLI",
        "government of france": "FRA",
        "military forces of france": "FRA",
        "wagner": "WAGNER",
        "islamic state sahel province": "ISSP",
        "ansar dine": "ANSAR_DINE",
        "unidentified armed group": "UNKNOWN",
    }
)
# "(2021-)" or "(2012-2020)": ACLED names governments by their years; "(Mali)": their country.
_PERIOD = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)|\s*\(Mali\)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")


def code_of(name: str) -> str | None:
    """Return the code of an actor by its name in a data set; None if no one code is meant.

    "JNIM: Group for Support of Islam and Muslims" is JNIM; so is "... (JNIM)".
    """
    known = _known()
    return next((known[each] for each in _spellings(name) if each in known), None)


def _spellings(name: str) -> Iterator[str]:
    bare = _PERIOD.sub("", name).strip().casefold()
    yield bare
    yield bare.partition(":")[0].strip()
    bracket = _IN_BRACKETS.search(bare)
    if bracket:
        yield bracket.group(1).strip()
        yield bare[: bracket.start()].strip()


@cache
def _known() -> Mapping[str, str]:
    names = dict(_ALIASES)
    for code in vocabulary.ACTORS:
        english = catalogue.text(f"actor.{code}", "en").casefold()
        names |= {code.casefold(): code, english: code}
    return MappingProxyType(names)
