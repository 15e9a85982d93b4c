"""The truth table of visibility, asked of the map: of its rule, and of its features."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Page

from layers import dates, timeline
from tests.browser import Pages, map_frame

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/visibility.json").read_text("utf-8"))["cases"]
MODULES = ("dates", "timeline")


@pytest.fixture(scope="module")
def rule(new_shared_page: Pages) -> Page:
    page = new_shared_page()
    for name in MODULES:
        page.add_script_tag(path=ROOT / f"layers/timemap/assets/{name}.js")
    return page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_rule_in_the_script_says_what_the_case_says(rule: Page, case: dict[str, str]):
    start = dates.parse(case["start"])
    end = dates.parse(case["end"]) if case["end"] else None
    if case["layer"] == "troop_movements":
        days = dates.movement_tenancy(start, end, case["kind"])
    else:
        days = dates.tenancy(start, end)
    state = rule.evaluate(
        """([days, isTenure, view]) => {
          const { stateNames, stateOf } = Temoin.timeline;
          return stateNames[stateOf(days, isTenure, { ...view, day: Temoin.dates.dayOf(view.on) })];
        }""",
        [asdict(days), case["layer"] == "military_bases", case],
    )
    assert state == case["state"]


def test_page_and_map_know_the_same_modes_and_windows(rule: Page):
    found = rule.evaluate("[Temoin.timeline.MODES, Temoin.timeline.WINDOWS]")
    assert found == [list(timeline.MODES), list(timeline.WINDOWS)]


OF_LAYER = {
    "military_bases": {"kind": "camp", "site": "somewhere", "operator": "MLI"},
    "massacre_sites": {"kind": "attack"},
    "troop_movements": {"kind": "convoy", "actor": "MLI"},
}


def feature(number: int, case: dict[str, str]) -> dict[str, object]:
    """Write a feature of a case's dates."""
    is_line = case["layer"] == "troop_movements"
    here = [-4.0, 14.0 + number / 10]
    return {
        "type": "Feature",
        "properties": {
            "id": f"case-{number}",
            "name": case["why"],
            "start": case["start"],
            "end": case["end"],
            **OF_LAYER[case["layer"]],
            **({"kind": case["kind"]} if "kind" in case else {}),
            **({"site": f"site-{number}"} if case["layer"] == "military_bases" else {}),
            "status": "confirmed",
            "precision": "site",
            "sources": [{"title": "None"}],
        },
        "geometry": {
            "type": "LineString" if is_line else "Point",
            "coordinates": [here, [-3.0, 16.0]] if is_line else here,
        },
    }


def test_each_case_shows_on_the_map_as_it_says(
    serve: Callable[[Path], str], new_page: Pages, tmp_path: Path
):
    ends = [
        {"why": "period", "layer": "massacre_sites", "start": day, "end": day}
        for day in ("2012-01-01", "2027-01-01")
    ]
    cases = [*CASES, *ends]
    geodata = tmp_path / "geodata"
    geodata.mkdir()
    for layer in OF_LAYER:
        features = [feature(i, case) for i, case in enumerate(cases) if case["layer"] == layer]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (geodata / f"{layer}.geojson").write_text(text, "utf-8")
    page = new_page()
    page.goto(serve(geodata))
    frame = map_frame(page)
    states = frame.evaluate(
        """(cases) => cases.map(({ on, mode, window: days }, number) => {
          temoin.setMode(mode, days);
          temoin.setDate(on);
          return temoin.stateOf(`case-${number}`);
        })""",
        CASES,
    )
    whys = [case["why"] for case in CASES]
    assert dict(zip(whys, states, strict=True)) == {case["why"]: case["state"] for case in CASES}
