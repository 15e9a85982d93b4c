"""Is what has a French text French throughout?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.problems import Finding, finding
from layers.validation.properties import is_absent

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = "_fr"
# Whoever gives one of these writes for French readers, too.
MAIN_TEXTS = ("name_fr", "summary_fr")
# Names of places are often the same in both languages: `from`, `to` and `via` may do without.
_TRANSLATED = frozenset({"name", "summary", "victims", "admin"})
_IN_CLAIMS = ("by", "says")


def check_french(properties: dict[str, Any]) -> Iterator[Finding]:
    """Name each English text whose French is missing in a feature that has some French.

    A feature without any French is left alone here: it may stand in an English file.
    """
    if all(is_absent(properties.get(name)) for name in MAIN_TEXTS):
        return
    for name, value in properties.items():
        is_text = name in _TRANSLATED or name[-5:] == "_note"
        if is_text and _lacks(properties, name):
            yield finding("french-missing", (name,), name=f"{name}{SUFFIX}")
        elif name == "claims" and type(value) is list:
            yield from _claims(value)


def _claims(claims: list[Any]) -> Iterator[Finding]:
    for index, claim in enumerate(claims):
        for name in _IN_CLAIMS:
            if type(claim) is dict and _lacks(claim, name):
                path = ("claims", index, name)
                yield finding("french-missing", path, name=f"{name}{SUFFIX}")


def _lacks(members: dict[str, Any], name: str) -> bool:
    value = members.get(name)
    if type(value) is not str or is_absent(value):
        return False
    return is_absent(members.get(f"{name}{SUFFIX}"))
