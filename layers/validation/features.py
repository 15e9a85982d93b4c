"""All rules that look at one feature, in the order in which a person would ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.problems import Finding, finding, has_errors, shown
from layers.validation import (
    claims,
    commas,
    identity,
    periods,
    privacy,
    sizes,
    sourcing,
    translation,
)
from layers.validation.context import check_context
from layers.validation.geometry import GEOMETRIES, check_geometry, numbers_of
from layers.validation.properties import Members, below, check_members, members_of
from layers.validation.region import Reach, check_place

if TYPE_CHECKING:
    from layers.vocabulary import LayerSpec

# What starts in a layer of these is held back on a published map while it is fresh.
_SENSITIVE = ("military_bases", "troop_movements")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one layer.

    Attributes:
        name: of the layer.
        geometries: types that it may hold.
        members: what stands in its properties; None for a context layer, which is free.
        today: in days since 1970-01-01.
    """

    name: str
    geometries: tuple[str, ...]
    members: Members | None
    today: int


def rules_of(name: str, *, today: int) -> Rules:
    """Return the rules of a layer; a name that is in no table is a context layer."""
    spec: LayerSpec | None = vocabulary.LAYERS.get(name)
    if spec is None:
        return Rules(name, GEOMETRIES, None, today)
    return Rules(name, spec.geometries, members_of(spec.fields, notes=True), today)


def check_feature(rules: Rules, feature: object, *, length: int) -> list[Finding]:
    """Check one element of "features".

    Args:
        rules: of its layer.
        feature: whatever stands there.
        length: number of characters that it takes in the file.

    Returns:
        Findings with paths from the feature; an error among them leaves it off.
    """
    if type(feature) is not dict or feature.get("type") != "Feature":
        found = feature.get("type") if type(feature) is dict else feature
        return [finding("not-a-feature", (), found=shown(found))]
    properties = feature.get("properties")
    if properties is None and rules.members is None:
        properties = {}  # RFC 7946, section 3.2, allows null
    if type(properties) is not dict:
        return [finding("properties-missing", (), found=shown(properties))]
    named = identity.with_id(feature, properties)
    if rules.members is None:
        findings = check_context(named)
    else:
        findings = _check_evidence(rules, rules.members, feature, named)
    if length > sizes.MAX_TEXT:
        findings += sizes.check_texts_length(properties)
    findings = below("properties", findings) if findings else []
    if rules.members is not None and len(feature) > 3:
        findings += _check_around(rules.members, feature, properties)
    return findings + _check_geometry(rules, feature.get("geometry"), properties)


def _check_evidence(
    rules: Rules, members: Members, feature: dict[str, Any], named: dict[str, Any]
) -> list[Finding]:
    findings = check_members(members, named)
    findings += _check_days(rules, named)
    findings += claims.check_source_indices(named)
    findings += claims.check_both_sides(named)
    findings += sourcing.check_urls(named)
    findings += privacy.check_personal(named)
    findings += translation.check_french(named)
    if rules.name == "massacre_sites":
        findings += periods.check_killed(named)
        findings += sourcing.check_titles(named)
    return findings


def _check_days(rules: Rules, named: dict[str, Any]) -> list[Finding]:
    if rules.name in _SENSITIVE:
        fresh = periods.check_quiet(named, today=rules.today)
    else:
        fresh = periods.check_not_future(named, today=rules.today)
    # Of a start that is wrong itself it says little that the sources are older.
    found = [*periods.check_order(named), *fresh]
    return found or list(sourcing.check_sources_early(named))


def _check_around(
    members: Members, feature: dict[str, Any], properties: dict[str, Any]
) -> list[Finding]:
    known = frozenset(members.checks)
    outside = identity.check_members_outside(feature, properties, known)
    ids = below("properties", identity.check_ids_agree(feature, properties))
    return [*outside, *ids]


def _check_geometry(rules: Rules, geometry: object, properties: dict[str, Any]) -> list[Finding]:
    findings = list(check_geometry(geometry, rules.geometries))
    if type(geometry) is dict and not has_errors(findings):
        written = numbers_of(geometry)
        points = [(numbers[0], numbers[1]) for numbers in written]
        slips = commas.check_commas(written)
        findings += slips or check_place(points, reach=_reach(rules, properties))
    return below("geometry", findings) if findings else []


def _reach(rules: Rules, properties: dict[str, Any]) -> Reach:
    if rules.members is None or rules.name == "milestones":
        return "anywhere"
    # What no source says may have been flown, and its far end then lies far away too.
    may_fly = properties.get("mode") in ("air", "unknown") or properties.get("kind") == "airlift"
    return "air" if rules.name == "troop_movements" and may_fly else "ground"
