"""Pictures that somebody has looked at and found good, and how they are made again.

All is of our own invention, in typefaces that dependencies ship, so that neither an edit of
the data nor another machine changes them. No test run writes them: when a change of the
look is meant, look at what the failed test has saved, then run

    python -m tests.golden

and commit the new pictures together with the change that they show.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from layers import atlas as atlases
from layers import dates
from layers.export import plates, png
from layers.export.composition import Composition, Imprint
from layers.view import View
from tests.making import ASSERTS, DENIES, SOURCE, make_feature, make_file

if TYPE_CHECKING:
    from layers.atlas import Atlas

FOLDER = Path(__file__).parent
SCALE = 0.5  # 960 by 540 pixels of a slide: words can be read, files stay small
IMPRINT = Imprint("https://temoin.example/")
VIEW = View(day=dates.parse("2022-06-01").first, mode="on")

# Name -> what is pictured, and which of its pages.
PICTURES: dict[str, tuple[Composition, int]] = {
    "everything": (Composition(VIEW), 0),
    "dark-a4-fr": (Composition(replace(VIEW, language="fr"), "a4", theme="dark"), 0),
    "close-4x3": (
        Composition(replace(VIEW, center=(-1.0, 16.0), zoom=8.5, selected="camp-0"), "4:3"),
        0,
    ),
    "compared": (Composition(replace(VIEW, against=dates.parse("2022-08-20").first)), 0),
    "nothing-1x1": (Composition(replace(VIEW, day=dates.parse("2001-01-01").first), "1:1"), 0),
    "sources-1x1": (Composition(replace(VIEW, mode="sofar"), "1:1"), 2),
}


@cache
def atlas() -> Atlas:
    """Return invented features in every look: disputed, doubtful, by air, with ranges."""
    return atlases.of_bytes(
        {
            "military_bases": make_file(*_bases()),
            "massacre_sites": make_file(*_events()),
            "troop_movements": make_file(*_movements()),
        },
        today=date(2026, 1, 1),
    )


def drawn(name: str) -> Image.Image:
    """Return a picture as it is drawn now."""
    composition, number = PICTURES[name]
    page = plates.plates(atlas(), composition, IMPRINT)[number]
    with Image.open(io.BytesIO(png.png(page, SCALE))) as image:
        return image.convert("RGB")


def path(name: str) -> Path:
    """Return where the picture lies that was found good."""
    return FOLDER / f"{name}.png"


def _at(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def _sources(number: int) -> list[dict[str, object]]:
    title = "Invented report on a matter of some length, part"
    return [
        {
            **SOURCE,
            "title": f"{title} {number}.{part}",
            "url": f"https://www.iana.org/{number}/{part}",
        }
        for part in range(4)
    ]


def _bases() -> list[dict[str, object]]:
    operators = ("FRA", "MLI", "UN", "WAGNER", "CSP", "DEU")
    return [
        make_feature(
            id=f"camp-{number}",
            name=f"Invented camp {number}",
            name_fr=f"Camp inventé {number}",
            site=f"site-{number % 15}",
            operator=operators[number % 6],
            start=("2022-04-19", "2022-03", "2021")[number % 3],
            end=("2022-08-15", "2022-07", None)[number % 3],
            status="disputed" if operators[number % 6] == "WAGNER" else "reported",
            claims=[ASSERTS, DENIES] if operators[number % 6] == "WAGNER" else [],
            sources=_sources(number),
            geometry=_at(-8.0 + number % 15 * 0.62, 12.4 + number % 15 * 0.37),
        )
        for number in range(20)
    ]


def _events() -> list[dict[str, object]]:
    figures = ((40, 120, False), (300, 500, True), (None, 60, False), (None, None, False))
    return [
        make_feature(
            "massacre_sites",
            id=f"event-{number}",
            name=f"Invented event {number}",
            name_fr=f"Événement inventé {number}",
            start="2022-06-01",
            end="2022-06-01",
            killed_min=low,
            killed_max=high,
            killed_open=is_open,
            sources=_sources(100 + number),
            geometry=_at(-5.5 + number * 1.4, 14.2 - number * 0.2),
        )
        for number, (low, high, is_open) in enumerate(figures)
    ]


def _movements() -> list[dict[str, object]]:
    def way(*points: tuple[float, float]) -> dict[str, object]:
        return {"type": "LineString", "coordinates": [list(point) for point in points]}

    common = {"start": "2022-05-30", "end": "2022-06-04"}
    return [
        make_feature("troop_movements", id="road", name="Invented convoy", **common),
        make_feature(
            "troop_movements",
            id="air",
            name="Invented flight",
            actor="DEU",
            mode="air",
            to="Invented town",
            geometry=way((-0.05, 16.25), (10.0, 50.0)),
            **common,
        ),
        make_feature(
            "troop_movements",
            id="disputed",
            name="Invented advance",
            actor="WAGNER",
            status="disputed",
            claims=[ASSERTS, DENIES],
            geometry=way((-5.0, 13.5), (-3.0, 15.0), (-1.3, 15.8)),
            **common,
        ),
    ]
