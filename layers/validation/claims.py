"""Do the claims of a feature fit its sources and its status?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.problems import Finding, Word, finding, shown
from layers.validation.properties import is_absent

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_source_indices(properties: dict[str, Any]) -> Sequence[Finding]:
    """Check that each claim names a source that there is, counted from 0."""
    claims, sources = properties.get("claims"), properties.get("sources")
    if not claims or type(claims) is not list or type(sources) is not list:
        return ()
    findings = []
    for index, claim in enumerate(claims):
        source = claim.get("source") if type(claim) is dict else None
        if type(source) is int and not 0 <= source < len(sources):
            path = ("claims", index, "source")
            last = len(sources) - 1
            findings.append(finding("source-index", path, found=shown(source), allowed=last))
    return findings


def check_both_sides(properties: dict[str, Any]) -> Sequence[Finding]:
    """Check that what is disputed has one claim that asserts and one that denies.

    A `status_note` that says what the dispute is will do as well.
    """
    if properties.get("status") != "disputed":
        return ()
    if not all(is_absent(properties.get(note)) for note in ("status_note", "status_note_fr")):
        return ()
    claims = properties.get("claims")
    entries = claims if type(claims) is list else []
    stances = [claim.get("stance") for claim in entries if type(claim) is dict]
    missing = tuple(stance for stance in vocabulary.STANCES if stance not in stances)
    if not missing:
        return ()
    said = Word(f"problem.stances.{missing[0] if len(missing) == 1 else 'both'}")
    return (finding("disputed-one-sided", ("status",), missing=said),)
