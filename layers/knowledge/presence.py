"""Was the alleged perpetrator still in the country?

What the data say is taken: the tenures of ``military_bases``. Of somebody who holds no
base there, or one without an end, nothing is known and nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers import dates
from layers.problems import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geopandas import GeoDataFrame


def departures(bases: GeoDataFrame) -> Mapping[str, int]:
    """Return by operator the day after the last on which it may have held a base.

    Days count from 1970-01-01; operators with a base that has no end are left out.
    """
    last = bases.groupby("operator")["end_day"].max()
    return {code: int(day) for code, day in last.items() if day < dates.OPEN_END}


def check_presence(gone: Mapping[str, int], record: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that no perpetrator had surely left before; a `perpetrators_note` explains it."""
    if any(name in record["notes"] for name in ("perpetrators_note", "perpetrators_note_fr")):
        return
    for index, code in enumerate(record["perpetrators"]):
        left = gone.get(code)
        if left is not None and record["begin_day"] >= left:
            slots = {"found": code, "start": record["start"], "end": dates.iso(left - 1)}
            yield finding("perpetrator-gone", ("perpetrators", index), **slots)
