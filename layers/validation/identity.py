"""By what name is a feature known, and is that name its own?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.problems import Finding, finding, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_id(feature: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    """Return the properties, their "id" taken from the feature if they have none.

    RFC 7946, section 3.2, puts an id beside the properties; ours stands among them.
    """
    outer = feature.get("id")
    if outer is None or properties.get("id") is not None:
        return properties
    return {**properties, "id": outer}


def check_ids_agree(feature: dict[str, Any], properties: dict[str, Any]) -> Sequence[Finding]:
    """Warn of a feature that is called one thing outside its properties and another inside."""
    outer, inner = feature.get("id"), properties.get("id")
    if outer is None or inner is None or outer == inner:
        return ()
    return (finding("id-mismatch", ("id",), outer=shown(outer), inner=shown(inner)),)


def check_members_outside(
    feature: dict[str, Any], properties: dict[str, Any], known: frozenset[str]
) -> list[Finding]:
    """Warn of properties that stand beside "properties" instead of inside it."""
    names = known.intersection(feature) - {"id", "type", "geometry", "properties"}
    return [
        finding("property-outside", (name,), found=shown(name))
        for name in sorted(names)
        if properties.get(name) is None
    ]
