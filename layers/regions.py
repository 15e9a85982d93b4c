"""Which region a feature lies in: that of the nearest place of the gazetteer.

The gazetteer is the context layer "places": its `admin` names the region, its `country`
the state. All that is nearest to a place outside Mali is "abroad".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from layers import catalogue, vocabulary
from layers.catalogue import LANGUAGES
from layers.filters import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from layers.atlas import Atlas

ABROAD: Final = "abroad"
_MALI: Final = "ML"
# A bit mask of 64 bits holds them; Mali has 20 regions and a capital district.
_MOST: Final = 63
# Degrees of longitude are shorter than those of latitude at the latitude of Mali.
_SHRINK: Final = float(np.cos(np.radians(16)))


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """The regions that the gazetteer of an atlas knows.

    Attributes:
        names: slug -> name as the gazetteer writes it, by language; `ABROAD` is last and
            has none of its own.
        slugs: of `names`, in their order; the position is the bit in a mask.
    """

    names: Mapping[str, Mapping[str, str]]
    _tree: shapely.STRtree | None
    _bit_of_place: NDArray[np.uint64]

    @property
    def slugs(self) -> tuple[str, ...]:
        """Return the slugs, by bit."""
        return tuple(self.names)

    def masks(self, points: NDArray[np.float64]) -> NDArray[np.uint64]:
        """Return for each point (n, 2) of longitude and latitude the bit of its region."""
        if self._tree is None or not len(points):
            return np.zeros(len(points), np.uint64)
        nearest = self._tree.nearest(shapely.points(points * (_SHRINK, 1)))
        return self._bit_of_place[nearest]


def regions_of(atlas: Atlas) -> Regions:
    """Return the regions of an atlas; none if it has no gazetteer."""
    layer = atlas.layers.get(vocabulary.PLACES)
    found = [*_places(layer.frame["more"], layer.frame.geometry)] if layer else []
    names: dict[str, Mapping[str, str]] = {}
    for name, name_fr, _ in sorted(found, key=lambda each: fold(each[0])):
        if name and len(names) < _MOST:
            names.setdefault(slug(name), _names(name, name_fr))
    if not names:
        return Regions({}, None, np.zeros(0, np.uint64))
    names[ABROAD] = {}
    bits = {name: np.uint64(1 << position) for position, name in enumerate(names)}
    of_place = [bits.get(slug(name) if name else ABROAD, np.uint64(0)) for name, _, _ in found]
    tree = shapely.STRtree(shapely.points([[x * _SHRINK, y] for _, _, (x, y) in found]))
    return Regions(names, tree, np.array(of_place, np.uint64))


def _names(name: str, name_fr: str) -> Mapping[str, str]:
    """Return the name by language; the gazetteer writes Mali's regions as Mali does."""
    key = f"region.{slug(name)}"
    if catalogue.has(key):
        return {language: catalogue.text(key, language) for language in LANGUAGES}
    return {"en": name, "fr": name_fr}


def slug(name: str) -> str:
    """Return the name as a link carries it: "Ségou" is "segou"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _places(more: Any, geometry: Any) -> Any:  # noqa: ANN401 - columns of pandas have no types
    """Yield (region or "" abroad, its French name, (longitude, latitude)) of each place."""
    for facts, shape in zip(more, geometry, strict=True):
        admin, country = facts.get("admin"), facts.get("country")
        if shape.geom_type != "Point" or not isinstance(admin, str) or not slug(admin):
            continue
        french = facts.get("admin_fr")
        yield (
            admin if country == _MALI else "",
            french if isinstance(french, str) else admin,
            (shape.x, shape.y),
        )
