"""Folders with little in them, or with something wrong: the page stands, and says so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, map_frame


def point(lon: float, lat: float, **properties: object) -> dict[str, object]:
    place = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": place}


def collection(*features: dict[str, object], **members: str) -> dict[str, object]:
    return {"type": "FeatureCollection", **members, "features": list(features)}


@pytest.fixture(scope="module")
def open_folder(
    serve_shared: Callable[[Path], str],
    new_shared_page: Pages,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[dict[str, object]], Page]:
    """Call it with the files of a folder, name -> content: the page that shows them."""

    def open_page(files: dict[str, object]) -> Page:
        geodata = tmp_path_factory.mktemp("geodata")
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (geodata / f"{name}.geojson").write_text(text, "utf-8")
        page = new_shared_page(width=1440, height=900)
        page.goto(serve_shared(geodata))
        return page

    return open_page


def test_an_empty_folder_is_an_empty_map(open_folder: Callable[[dict[str, object]], Page]):
    page = open_folder({})
    frame = map_frame(page)
    assert frame.evaluate("temoin.visibleIds()") == []
    expect(frame.get_by_text("Mali", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="How to read this map")).to_be_visible()
    expect(page.get_by_role("button", name="problem")).to_have_count(0)
    frame.get_by_role("slider", name="Move through time").press("End")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date < temoin.period.last")
    frame.get_by_role("button", name="Pause").click()


@pytest.fixture(scope="module")
def camps(open_folder: Callable[[dict[str, object]], Page]) -> Frame:
    """The map of files of other kinds: one with dates, one without."""
    files = {
        "refugee_camps": collection(
            point(-4.0, 17.0, name="A camp"), title="Refugee camps", title_fr="Camps de réfugiés"
        ),
        "dated_camps": collection(
            point(0.0, 17.0, start="2020-01-01", end="2020-12-31"),
            point(2.0, 20.0, start="2019", end="2022"),
        ),
    }
    return map_frame(open_folder(files))


def drawn_at(lon: float, lat: float) -> str:
    """Write the question whether any context layer has drawn something at a place."""
    return f"""() => {{
      const canvas = document.querySelector(".leaflet-tm-context-pane canvas");
      const box = canvas.getBoundingClientRect();
      const scale = canvas.width / box.width;
      const {{ x, y }} = temoin.map.latLngToContainerPoint([{lat}, {lon}]);
      const at = [(x - box.x - 8) * scale, (y - box.y - 8) * scale, 16 * scale, 16 * scale];
      return canvas.getContext("2d").getImageData(...at).data.some((value) => value > 0);
    }}"""


def test_a_file_of_any_other_name_is_a_layer_of_its_own(camps: Frame):
    switch = camps.get_by_role("checkbox", name="Refugee camps")
    expect(switch).to_be_checked()
    expect(camps.locator(".tm-legend-section", has_text="Refugee camps")).to_contain_text("1")
    expect(camps.get_by_role("checkbox", name="dated camps")).to_be_checked()
    camps.wait_for_function(drawn_at(-4.0, 17.0))
    switch.uncheck()
    camps.wait_for_function(f"() => !({drawn_at(-4.0, 17.0)})()")
    switch.check()
    camps.wait_for_function(drawn_at(-4.0, 17.0))


def test_a_layer_of_another_name_follows_the_playhead_where_it_has_dates(camps: Frame):
    camps.evaluate("() => { temoin.setMode('on'); temoin.setDate('2020-12-31'); }")
    assert camps.evaluate("temoin.date") == "2020-12-31"
    camps.wait_for_function(drawn_at(0.0, 17.0))
    camps.evaluate("() => { temoin.setDate('2021-01-01'); }")
    camps.wait_for_function(f"() => !({drawn_at(0.0, 17.0)})()")
    camps.wait_for_function(drawn_at(-4.0, 17.0))


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


@pytest.fixture(scope="module")
def broken(open_folder: Callable[[dict[str, object]], Page]) -> Page:
    """A page with one good feature among much that is not."""
    wrong = point(-3.0, 16.0, **{**ATTACK, "id": "a-wrong-one", "start": "22/04/2022"})
    page = open_folder(
        {
            "massacre_sites": collection(point(-4.0, 17.0, **ATTACK), wrong),
            "military_bases": "{ not json",
            "troop_movements": "",
        }
    )
    map_frame(page)
    return page


def test_what_is_good_is_shown_beside_what_is_broken(broken: Page):
    assert map_frame(broken).evaluate("temoin.visibleIds()") == ["an-attack"]
    broken.get_by_role("button", name="problems in 3 files").click()
    entries = broken.locator(".problems").get_by_role("listitem")
    expect(entries.filter(has_text="military_bases.geojson, line 1")).to_contain_text("Error")
    expect(entries.filter(has_text="troop_movements.geojson")).to_contain_text("Error")
    expect(entries.filter(has_text="a-wrong-one")).to_contain_text("2022-04-22")
    broken.keyboard.press("Escape")
    expect(entries).to_have_count(0)


def test_the_list_of_problems_stays_open_while_the_map_moves(broken: Page):
    frame = map_frame(broken)
    broken.get_by_role("button", name="problems in 3 files").click()
    expect(broken.get_by_role("dialog")).to_be_visible()
    frame.evaluate("() => { temoin.setMode('on'); }")
    expect(broken.locator(".now")).to_contain_text("on this day")
    expect(broken.get_by_role("dialog")).to_be_visible()
    broken.keyboard.press("Escape")
    expect(broken.get_by_role("dialog")).to_have_count(0)
