"""How long pictures take: `python -m tests.bench.exporting`.

Seconds are reported. What is asserted is a ratio in the same run: a warm picture takes at most
LIMIT times what resvg alone needs to draw the same document.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from layers import atlas as atlases
from layers import dates
from layers.atlas import Atlas
from layers.export import decks, film, png, raster, rendering, svg
from layers.export.composition import Composition, Deck, Imprint
from layers.export.plates import plates
from layers.view import View
from tests.export_maps import made
from tests.making import TODAY, make_feature

ROOT = Path(__file__).parents[2]
LIMIT = 8.0
MANY = 10_000
DAYS = 60
ALONE = "resvg alone, 1920 x 1080"
WARM = "PNG 1920 x 1080, warm"
DAY = dates.parse("2022-04-19").first

_COLD = """
import time
from datetime import date
from pathlib import Path
start = time.perf_counter()
from layers import atlas
from layers.export import png
from layers.export.composition import Composition, Imprint
from layers.export.plates import plates
shipped = atlas.load(Path("geodata"), today=date(2026, 6, 30))
png.png(plates(shipped, Composition(), Imprint())[0])
print(time.perf_counter() - start)
"""


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the least seconds of so many tries."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def crowd() -> Atlas:
    """Return an atlas of so many invented bases, all of which hold on the day."""
    places = [[-11 + (n % 125) * 0.12, 11 + n // 125 * 0.16] for n in range(MANY)]
    features = [
        make_feature(
            "military_bases",
            id=f"b-{n}",
            site=f"s-{n}",
            start="2020-01-01",
            geometry={"type": "Point", "coordinates": place},
        )
        for n, place in enumerate(places)
    ]
    return made(military_bases=features)


def main() -> int:
    """Measure and print; 1 if the ratio is missed."""
    shipped = atlases.load(ROOT / "geodata", today=TODAY)
    composition = Composition(View(day=DAY))
    page = plates(shipped, composition, Imprint())[0]
    document = svg.svg(page)
    many = crowd()
    # Each view has a slide of its own and as many as its words and sources need.
    views = Deck(tuple(Composition(View(day=DAY + n)) for n in range(20)))
    twenty = Deck(views.compositions[: max(1, 20 // len(plates(shipped, composition, Imprint())))])
    one = Deck((composition,))
    rows: dict[str, float] = {}
    works: dict[str, tuple[Callable[[], object], int]] = {
        ALONE: (lambda: raster.draw(document, 1.5), 3),
        WARM: (lambda: _picture(shipped), 3),
        "the same, cold, in a new process": (_cold, 1),
        f"20 slides ({len(twenty.compositions)} views and their words)": (
            lambda: _made(shipped, twenty, "pptx"),
            1,
        ),
        "20 views, all their slides": (lambda: _made(shipped, views, "pptx"), 1),
        "10,000 visible features": (lambda: _picture(many), 1),
        "stand-alone HTML": (lambda: _made(shipped, one, "html"), 1),
        f"{DAYS} days as WebP": (lambda: _film(shipped), 1),
    }
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, (work, repeats) in works.items():
        rows[name] = seconds(work, repeats)
        print(f"{name:<40}{rows[name]:8.2f} s", flush=True)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{'memory that all of it added':<40}{grown:8.0f} MB")
    ratio = rows[WARM] / rows[ALONE]
    print(f"warm picture / resvg alone: {ratio:.1f} (at most {LIMIT})")
    return int(ratio > LIMIT)


def _picture(atlas: Atlas) -> bytes:
    return png.png(plates(atlas, Composition(View(day=DAY)), Imprint())[0])


def _made(atlas: Atlas, deck: Deck, kind: str) -> bytes:
    return rendering.render(atlas, deck, kind, rendering.Settings())


def _cold() -> None:
    subprocess.run([sys.executable, "-c", _COLD], cwd=ROOT, check=True, capture_output=True)


def _film(shipped: Atlas) -> None:
    days = decks.days(DAY, DAY + DAYS - 1, "day")
    pages = film.frames(shipped, Composition(View(day=DAY)), days, Imprint())
    film.write(io.BytesIO(), pages, "webp", film.Settings(milliseconds=100))


if __name__ == "__main__":
    sys.exit(main())
