"""Degrees <-> units of the sheet, as the map on the screen has them: spherical Mercator.

EPSG:3857 with Leaflet's zoom levels: 256 units for the whole equator at zoom 0, so that
one zoom level means one scale on screen and sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, atan, cos, degrees, log2, pi, radians, sinh, tan
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from layers.export.drawing import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORLD: Final = 256.0  # units of the equator at zoom 0
EARTH_KM: Final = 40075.016686  # of the equator, WGS 84
# Mali with some room, as the map opens: west, south, east, north.
MALI: Final = (-12.4, 10.0, 4.4, 25.1)
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A part of the world in a box of the sheet.

    Attributes:
        box: where it stands on the sheet.
        center: (longitude, latitude) in degrees of the box's middle.
        zoom: Leaflet zoom level, any fraction.
    """

    box: Box
    center: tuple[float, float]
    zoom: float

    @classmethod
    def around(cls, box: Box, bounds: tuple[float, float, float, float]) -> MapFrame:
        """Return the frame that just holds west, south, east, north (degrees)."""
        west, south, east, north = bounds
        top, bottom = _northing(north), _northing(south)
        across = max((east - west) / 360, 1e-9)
        down = max(bottom - top, 1e-9)
        zoom = log2(min(box.width / across, box.height / down) / WORLD)
        middle = degrees(atan(sinh(pi * (1 - (top + bottom)))))
        return cls(box, ((west + east) / 2, middle), zoom)

    @property
    def scale(self) -> float:
        """Return the units of the whole equator."""
        return float(WORLD * 2**self.zoom)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the units of a place."""
        center_lon, center_lat = self.center
        x = self.box.left + self.box.width / 2 + (lon - center_lon) / 360 * self.scale
        y = self.box.top + self.box.height / 2
        return x, y + (_northing(lat) - _northing(center_lat)) * self.scale

    def project(self, degrees_: NDArray[Any]) -> NDArray[np.float64]:
        """Return units, shape (n, 2), of longitudes and latitudes, shape (n, 2)."""
        lonlat = np.asarray(degrees_, np.float64).reshape(-1, 2)
        x0, y0 = self.xy(*self.center)
        lat = np.clip(lonlat[:, 1], -85.05, 85.05)
        north = 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * pi)
        x = x0 + (lonlat[:, 0] - self.center[0]) / 360 * self.scale
        y = y0 + (north - _northing(self.center[1])) * self.scale
        return np.column_stack([x, y])

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Return the degrees of a point of the sheet; the inverse of `xy`."""
        x0, y0 = self.xy(*self.center)
        north = _northing(self.center[1]) + (y - y0) / self.scale
        return (
            self.center[0] + (x - x0) / self.scale * 360,
            degrees(atan(sinh(pi * (1 - 2 * north)))),
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the box, in degrees."""
        west, north = self.lonlat(self.box.left, self.box.top)
        east, south = self.lonlat(self.box.right, self.box.bottom)
        return west, south, east, north

    def units_per_km(self, lat: float | None = None) -> float:
        """Return how long a kilometre is at a latitude, by default the middle's."""
        at = self.center[1] if lat is None else lat
        return self.scale / (EARTH_KM * cos(radians(at)))

    def scale_bar(self, most: float) -> tuple[int | float, float]:
        """Return (kilometres, units) of the longest round bar of at most `most` units.

        True at the latitude of the middle of the frame.
        """
        per_km = self.units_per_km()
        power = 10.0 ** np.floor(np.log10(most / per_km))
        km = max(step * power for step in _STEPS if step * power * per_km <= most)
        return (int(km) if km >= 1 else float(km)), float(km * per_km)


def _northing(lat: float) -> float:
    """Return how far south of the top of the Mercator world a latitude lies, 0 to 1."""
    return 0.5 - asinh(tan(radians(lat))) / (2 * pi)
