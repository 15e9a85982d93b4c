"""What differs from one installation to another: the only module that reads the environment.

| variable | meaning | default |
|---|---|---|
| ``TEMOIN_GEODATA`` | folder of the GeoJSON files | ``geodata`` beside ``app.py`` |
| ``TEMOIN_REFRESH`` | seconds between two looks at that folder | 1 |
| ``TEMOIN_TODAY`` | day to take for today, YYYY-MM-DD | the calendar's |
| ``TEMOIN_EDIT`` | 1 lets whoever opens the page change those files | nobody may |
| ``TEMOIN_RECENT`` | 1 shows bases and movements of the last 30 days, too | left out |
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]

_GEODATA = "TEMOIN_GEODATA"
_REFRESH = "TEMOIN_REFRESH"
_TODAY = "TEMOIN_TODAY"
_EDIT = "TEMOIN_EDIT"
_RECENT = "TEMOIN_RECENT"


@dataclass(frozen=True, slots=True)
class Deployment:
    """The settings of one installation.

    Attributes:
        geodata: folder of the GeoJSON files, absolute.
        refresh_seconds: time between two looks at the folder, at least 0.5.
        today: the day to take for today; None goes with the calendar.
        may_edit: whether the page may write to that folder.
        shows_recent: whether bases and movements that began in the last 30 days are shown.
    """

    geodata: Path = ROOT / "geodata"
    refresh_seconds: float = 1.0
    today: date | None = None
    may_edit: bool = False
    shows_recent: bool = False


def read(environ: Mapping[str, str] = os.environ) -> Deployment:
    """Read the settings; what is not set has its default.

    Raises:
        ValueError: ``TEMOIN_REFRESH`` is no number, or ``TEMOIN_TODAY`` no day.
    """
    default = Deployment()
    folder = Path(environ.get(_GEODATA) or default.geodata)
    seconds = float(environ.get(_REFRESH) or default.refresh_seconds)
    day = environ.get(_TODAY)
    return Deployment(
        geodata=folder.expanduser().absolute(),
        refresh_seconds=max(seconds, 0.5),
        today=date.fromisoformat(day) if day else None,
        may_edit=environ.get(_EDIT) == "1",
        shows_recent=environ.get(_RECENT) == "1",
    )
