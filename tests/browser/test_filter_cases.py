"""The truth table of filters, asked of the map; and twenty views of the shipped data."""

from dataclasses import asdict, replace
from itertools import cycle

import pytest
from playwright.sync_api import Frame

from layers import dates
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible
from tests import filter_cases
from tests.browser import Pages, _atlas, map_frame


@pytest.fixture(scope="module")
def invented(serve_shared, new_shared_page: Pages, tmp_path_factory) -> Frame:
    page = new_shared_page()
    page.goto(serve_shared(filter_cases.write(tmp_path_factory.mktemp("cases") / "geodata")))
    return map_frame(page)


ASK = """async ([view, filters, known]) => {
  temoin.setLayers(view.hidden);
  temoin.setMode(view.mode, view.window);
  temoin.setDate(view.date);
  await temoin.setKnownBy(known);
  await temoin.setFilters(filters);
  return temoin.visibleIds();
}"""


def ask(frame: Frame, view: View) -> list[str]:
    wanted = {
        "hidden": list(view.hidden),
        "mode": view.mode,
        "window": view.window,
        "date": dates.iso(view.day),
    }
    known = None if view.known_by is None else dates.iso(view.known_by)
    return frame.evaluate(ASK, [wanted, asdict(view.filters), known])


@pytest.mark.parametrize("case", filter_cases.CASES, ids=lambda case: case["why"])
def test_the_map_shows_what_the_case_says(invented: Frame, case):
    assert ask(invented, filter_cases.view(case)) == case["shows"]


DAYS = cycle(
    dates.parse(day).first
    for day in ("2022-04-22", "2013-02-01", "2020-08-18", "2024-01-01", "2026-05-01")
)
SIEVES = cycle(
    (
        Filters(),
        Filters(actors=("WAGNER", "FRA")),
        Filters(statuses=("disputed",), regions=("gao", "mopti")),
        Filters(killed=(10, 100), kinds=("massacre", "attack", "camp")),
        Filters(text="ménaka"),
        Filters(around=("FRA", "UN", "WAGNER")),
        Filters(
            precisions=("site",),
            period=(dates.parse("2021-01-01").first, dates.parse("2022-12-31").first),
        ),
        Filters(regions=("abroad",)),
    )
)
MODES = cycle(("on", "sofar", "last"))
KNOWN = cycle((None, None, dates.parse("2022-04-25").first))
VIEWS = [
    replace(
        View(),
        day=next(DAYS),
        mode=next(MODES),
        filters=next(SIEVES),
        known_by=next(KNOWN),
        hidden=hidden,
    )
    for hidden in (("milestones",), (), ("military_bases",), ("massacre_sites", "milestones")) * 5
]


@pytest.fixture(scope="module")
def shipped(new_shared_page: Pages, app_url: str) -> Frame:
    page = new_shared_page()
    page.goto(app_url)
    return map_frame(page)


@pytest.mark.parametrize("number", range(len(VIEWS)))
def test_page_and_map_agree_on_what_a_view_shows(shipped: Frame, geodata_dir, number: int):
    view = VIEWS[number]
    assert ask(shipped, view) == visible(_atlas(geodata_dir), view).ids()
