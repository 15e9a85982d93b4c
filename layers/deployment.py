"""What differs from one installation to another: the only module that reads the environment.

| variable | meaning | default |
|---|---|---|
| ``TEMOIN_GEODATA`` | folder of the GeoJSON files | ``geodata`` beside ``app.py`` |
| ``TEMOIN_REFRESH`` | seconds between two looks at that folder | 2 |
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]

_GEODATA = "TEMOIN_GEODATA"
_REFRESH = "TEMOIN_REFRESH"


@dataclass(frozen=True, slots=True)
class Deployment:
    """The settings of one installation.

    Attributes:
        geodata: folder of the GeoJSON files, absolute.
        refresh_seconds: time between two looks at the folder, at least 0.5.
    """

    geodata: Path = ROOT / "geodata"
    refresh_seconds: float = 2.0


def read(environ: Mapping[str, str] = os.environ) -> Deployment:
    """Read the settings; what is not set has its default.

    Raises:
        ValueError: ``TEMOIN_REFRESH`` is no number.
    """
    default = Deployment()
    folder = Path(environ.get(_GEODATA) or default.geodata)
    seconds = float(environ.get(_REFRESH) or default.refresh_seconds)
    return Deployment(folder.expanduser().absolute(), max(seconds, 0.5))
