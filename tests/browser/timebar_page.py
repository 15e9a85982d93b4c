"""A page that holds the time bar alone, with events of an invented country."""

import random
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page

from layers import catalogue

ASSETS = Path(__file__).parents[2] / "layers/timemap/assets"
SCRIPTS = (
    "dates.js",
    "timeline.js",
    "store.js",
    "words.js",
    "player.js",
    "timebar_date.js",
    "timebar_controls.js",
    "timebar_plot.js",
    "timebar_milestones.js",
    "timebar_track.js",
    "timebar.js",
)
PAGE = """
<!doctype html>
<html lang="en">
<title>The time bar</title>
<style>
  .tm-root { display: flex; flex-direction: column; height: 100vh; }
  main { flex: 1 }
</style>
<div class="tm-root" data-theme="{theme}"><main id="map" tabindex="0" aria-label="Map"></main></div>
"""
MOUNT = """
({words, period, histogram, milestones, state}) => {
  const store = (window.store = Temoin.createStore({
    day: 0, mode: "last", window: 90, speed: 30, playing: false, language: "en",
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches, scrubbing: false,
    selected: null, ...state, time: state.day,
  }));
  const dayOf = (text) => Temoin.dates.dayOf(text);
  const intervals = {
    camp: { begin: dayOf("2021-03"), begin_sure: dayOf("2021-03-31"),
            end_sure: dayOf("2022-04-19"), end: dayOf("2022-04-20"), name: "Camp at Oum" },
    fort: { begin: dayOf("2016"), begin_sure: dayOf("2016-12-31"),
            end_sure: 2932895, end: 2932896, name: "Fort at Tessar" },
  };
  window.visited = [];
  window.player = Temoin.player(store, period);
  window.bar = Temoin.timebar(document.querySelector(".tm-root"), store, {
    period, histogram, milestones, words: Temoin.createWords(words, store),
    onMilestone: (id) => visited.push(id),
    interval: () => intervals[store.state.selected] || null,
  });
  document.querySelector("#map").addEventListener("keydown", Temoin.timebar.handleKey);
}
"""


def day_of(text: str) -> int:
    """Count the days from 1970-01-01, as the store does."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


FIRST, LAST = day_of("2012-01-17"), day_of("2026-11-03")
SHOWN = day_of("2022-04-22")
MILESTONES = [
    {"id": f"{day}-{number}", "day": day_of(day), "name": name, "name_fr": name_fr}
    for number, (day, name, name_fr) in enumerate(
        [
            ("2012-03-22", "Coup at Port Sarel", "Coup d’État à Port-Sarel"),
            ("2013-01-11", "The Arlan mission lands", "La mission d’Arlan débarque"),
            ("2015-06-20", "Peace of Valdar", "Paix de Valdar"),
            ("2020-08-18", "Second coup", "Second coup d’État"),
            ("2021-05-24", "The council is dissolved", "Le conseil est dissous"),
            ("2022-01-09", "The League closes its borders", "La Ligue ferme ses frontières"),
            ("2022-02-17", "Arlan announces its withdrawal", "Arlan annonce son retrait"),
            ("2022-02-17", "Results of operation Heron", "Bilan de l’opération Héron"),
            ("2022-02-18", "Rally in the capital", "Rassemblement dans la capitale"),
            ("2022-04-25", "The army accuses Arlan", "L’armée accuse Arlan"),
            ("2022-05-02", "The accords are denounced", "Les accords sont dénoncés"),
            ("2023-06-30", "The mandate ends", "Fin du mandat"),
            ("2025-01-29", "Exit from the League", "Sortie de la Ligue"),
        ]
    )
]


def months() -> list[dict[str, object]]:
    """Invented counts: more and more events, some of them known only to the year."""
    rng = random.Random(7)  # noqa: S311
    found = []
    for number in range(2012 * 12, 2026 * 12 + 11):
        first = date(number // 12, number % 12 + 1, 1)
        after = (first + timedelta(days=32)).replace(day=1)
        busy = 2 + 9 * (first.year == 2022) + (first.year - 2012) / 4
        found.append(
            {
                "month": f"{first:%Y-%m}",
                "first": day_of(first.isoformat()),
                "days": (after - first).days,
                "sure": max(0, int(rng.gauss(busy, busy / 1.6))),
                "doubtful": {2013: 0.5, 2017: 0.75, 2022: 1}.get(first.year, 0),
            }
        )
    return found


def mount(
    page: Page,
    *,
    theme: str = "light",
    period: tuple[int, int] = (FIRST, LAST),
    **state: object,
) -> Page:
    """Put the bar on an empty page; `state` is what the store begins with."""
    page.set_content(PAGE.replace("{theme}", theme))
    for name in ("map.css", "timebar.css", "timebar_track.css", "timebar_sizes.css"):
        page.add_style_tag(path=ASSETS / name)
    for name in SCRIPTS:
        page.add_script_tag(path=ASSETS / name)
    settings = {
        "words": dict(catalogue.words("timebar")),
        "period": dict(zip(("first", "last"), period, strict=True)),
        "histogram": {"months": months()},
        "milestones": MILESTONES,
        "state": {"day": SHOWN, **state},
    }
    page.evaluate(MOUNT, settings)
    return page


def state(page: Page, key: str) -> object:
    """Return one value of the store."""
    return page.evaluate(f"store.state.{key}")


def slider(page: Page) -> Locator:
    """Return the native slider of the track."""
    return page.get_by_role("slider", name="Move through time")
