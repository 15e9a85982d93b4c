"""Folders with little in them, or with something wrong: the page stands, and says so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Pages, map_frame

Open = Callable[[dict[str, object]], Page]


@pytest.fixture
def open_folder(serve: Callable[[Path], str], new_page: Pages, tmp_path: Path) -> Open:
    """Call it with the files of a folder, name -> content: the page that shows them."""

    def open_page(files: dict[str, object]) -> Page:
        geodata = tmp_path / "geodata"
        geodata.mkdir()
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (geodata / f"{name}.geojson").write_text(text, "utf-8")
        page = new_page(width=1440, height=900)
        page.goto(serve(geodata))
        return page

    return open_page


def point(lon: float, lat: float, **properties: object) -> dict[str, object]:
    place = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": place}


def collection(*features: dict[str, object], **members: str) -> dict[str, object]:
    return {"type": "FeatureCollection", **members, "features": list(features)}


def test_an_empty_folder_is_an_empty_map(open_folder: Open):
    page = open_folder({})
    frame = map_frame(page)
    assert frame.evaluate("temoin.visibleIds()") == []
    expect(frame.get_by_text("Mali", exact=True)).to_be_visible()
    expect(frame.get_by_role("slider", name="Move through time")).to_be_visible()
    expect(page.get_by_role("heading", name="How to read this map")).to_be_visible()
    expect(page.get_by_role("button", name="problem")).to_have_count(0)
    frame.get_by_role("slider", name="Move through time").press("End")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date < temoin.period.last")
    frame.get_by_role("button", name="Pause").click()


# What the canvas of the context layers holds in the middle of the map.
CENTRE_IS_DRAWN = """() => {
  const canvas = document.querySelector(".leaflet-tm-context-pane canvas");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const { x, y } = temoin.map.latLngToContainerPoint([17, -4]);
  const at = [(x - box.x - 8) * scale, (y - box.y - 8) * scale, 16 * scale, 16 * scale];
  return canvas.getContext("2d").getImageData(...at).data.some((value) => value > 0);
}"""


def test_a_file_of_any_other_name_is_a_layer_of_its_own(open_folder: Open):
    camps = collection(point(-4.0, 17.0, name="Camp"), title="Refugee camps", title_fr="Camps")
    page = open_folder({"refugee_camps": camps})
    frame = map_frame(page)
    switch = frame.get_by_role("checkbox", name="Refugee camps")
    expect(switch).to_be_checked()
    expect(frame.locator(".tm-legend-section", has_text="Refugee camps")).to_contain_text("1")
    frame.wait_for_function(CENTRE_IS_DRAWN)
    switch.uncheck()
    frame.wait_for_function(f"() => !({CENTRE_IS_DRAWN})()")
    switch.check()
    frame.wait_for_function(CENTRE_IS_DRAWN)


ATTACK = {
    "id": "an-attack",
    "name": "An attack",
    "start": "2022-04-22",
    "end": "2022-04-22",
    "kind": "attack",
    "status": "confirmed",
    "precision": "site",
    "sources": [{"title": "A report"}],
}


@pytest.mark.parametrize("beside", ["evidence", "nothing else"])
def test_a_context_layer_with_dates_follows_the_playhead(open_folder: Open, beside: str):
    files = {"camps": collection(point(-4.0, 17.0, start="2020-01-01", end="2020-12-31"))}
    if beside == "evidence":
        days = [f"{year}-04-22" for year in (2019, 2022)]
        attacks = [ATTACK | {"id": f"on-{day}", "start": day, "end": day} for day in days]
        files["massacre_sites"] = collection(*(point(0, 20, **each) for each in attacks))
    frame = map_frame(open_folder(files))
    frame.evaluate("() => { temoin.setMode('on'); temoin.setDate('2020-12-31'); }")
    assert frame.evaluate("temoin.date") == "2020-12-31"
    frame.wait_for_function(CENTRE_IS_DRAWN)
    frame.evaluate("() => { temoin.setDate('2021-01-01'); }")
    frame.wait_for_function(f"() => !({CENTRE_IS_DRAWN})()")


def test_what_is_good_is_shown_beside_what_is_broken(open_folder: Open):
    bad = point(-3.0, 16.0, **{**ATTACK, "id": "a-bad-one", "start": "22/04/2022"})
    page = open_folder(
        {
            "massacre_sites": collection(point(-4.0, 17.0, **ATTACK), bad),
            "military_bases": "{ not json",
            "troop_movements": "",
        }
    )
    assert map_frame(page).evaluate("temoin.visibleIds()") == ["an-attack"]
    page.get_by_role("button", name="problems in 3 files").click()
    entries = page.locator(".problems").get_by_role("listitem")
    expect(entries.filter(has_text="military_bases.geojson, line 1")).to_contain_text("Error")
    expect(entries.filter(has_text="troop_movements.geojson")).to_contain_text("Error")
    expect(entries.filter(has_text="a-bad-one")).to_contain_text("2022-04-22")


def test_the_list_of_problems_stays_open_while_the_map_moves(open_folder: Open):
    page = open_folder({"massacre_sites": collection(point(-4.0, 17.0, **ATTACK), {"type": "?"})})
    frame = map_frame(page)
    page.get_by_role("button", name="problem in 1 file").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    frame.evaluate("() => { temoin.setMode('on'); }")
    expect(page.locator(".now")).to_contain_text("on this day")
    expect(page.get_by_role("dialog")).to_be_visible()
