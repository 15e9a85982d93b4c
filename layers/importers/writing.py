"""Features -> the text of a file, laid out as the files of this project are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.formatting import order
from layers.formatting.layout import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# How far a feature stands in from the margin of its file, in levels and in characters.
_DEPTH = 2
MARGIN = "    "


def collection_text(
    features: Sequence[Mapping[str, Any]], name: str, around: Mapping[str, Any]
) -> str:
    """Return a whole file; `around` are members of the collection beside its features."""
    members = {"type": "FeatureCollection", "name": name, **around, "features": list(features)}
    return text_of(order.collection(members)) + "\n"


def feature_text(feature: Mapping[str, Any], margin: str = MARGIN) -> str:
    """Return one feature as it stands in a file, its first line without the margin."""
    return text_of(dict(feature), depth=_DEPTH).replace(f"\n{MARGIN}", f"\n{margin}")
