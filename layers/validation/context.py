"""Context layers: anything may stand in their properties, and what we know is used."""

from __future__ import annotations

from typing import Any

from layers import vocabulary
from layers.problems import Finding, finding, shown
from layers.validation import periods, sizes
from layers.validation.properties import below, members_of
from layers.validation.values import check_date

_KNOWN = members_of(vocabulary.CONTEXT_FIELDS, notes=False)


def check_context(properties: dict[str, Any]) -> list[Finding]:
    """Check what not even a context layer may hold: no dates as dates, what chokes a page."""
    findings: list[Finding] = []
    for name, value in properties.items():
        findings += below(name, sizes.check_json(value))
    for name in ("start", "end"):
        value = properties.get(name)
        if value is not None and value != "" and check_date(value):
            findings.append(finding("context-date", (name,), found=shown(value)))
    if periods.check_order(properties):
        findings.append(finding("context-date", ("end",), found=shown(properties["end"])))
    return findings


def known_part(properties: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split properties into those that `vocabulary.CONTEXT_FIELDS` can hold and the rest.

    Dates that are none, or that run backwards, are part of the rest: such a feature is
    drawn on every day.
    """
    known: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name, value in properties.items():
        check = _KNOWN.checks.get(name)
        fits = check is not None and value is not None and value != "" and not check(value)
        (known if fits else more)[name] = value
    if "start" not in known or periods.check_order(known):
        more |= {name: known.pop(name) for name in ("start", "end") if name in known}
    for name in _KNOWN.checks.keys() & more.keys():
        if more[name] is None or more[name] == "":
            del more[name]
    return known, more
