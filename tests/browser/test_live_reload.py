"""Files changed while the page is open: seen soon, and nobody loses their place."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import MAP_FRAME, Pages, map_frame, shown_states

# The promise is 3 seconds; a busy machine is slow, not wrong.
SOON_MS = 12_000
MASSACRES = "massacre_sites.geojson"
RENAMED = "Moura, under another name"
FRAME_STATE = """() => {
  const { lat, lng } = temoin.map.getCenter();
  const { mode, window: days, hidden, language } = temoin.state;
  return [temoin.date, mode, days, hidden, language,
          [lat.toFixed(2), lng.toFixed(2), temoin.map.getZoom()]];
}"""


@pytest.fixture
def geodata(geodata_dir: Path, tmp_path: Path) -> Path:
    """A copy of the shipped data that this test may write to."""
    return Path(shutil.copytree(geodata_dir, tmp_path / "geodata"))


@pytest.fixture
def page(serve: Callable[[Path], str], new_page: Pages, geodata: Path) -> Page:
    page = new_page(width=1440, height=900)
    page.goto(serve(geodata))
    return page


def rename_moura(geodata: Path) -> None:
    """Change one name, as an editor does: the whole file is written anew."""
    path = geodata / MASSACRES
    collection = json.loads(path.read_text("utf-8"))
    for feature in collection["features"]:
        if feature["properties"]["id"] == "moura-2022-03":
            feature["properties"]["name"] = RENAMED
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1), "utf-8")


def test_a_changed_name_is_seen_and_playhead_and_view_are_kept(
    page: Page, geodata: Path, record_property: Callable[[str, object], None]
):
    frame = map_frame(page)
    frame.evaluate(
        """() => {
          temoin.setMode("last", 365);
          temoin.setDate("2022-06-15");
          temoin.setLayers(["milestones", "troop_movements"]);
          temoin.setView([-4.6, 14.33], 8);
        }"""
    )
    expect(page.locator(".now")).to_contain_text("last 365 days")
    expect(page.locator(".now .date")).to_have_text("15 June 2022")
    before = frame.evaluate(FRAME_STATE)
    frame.evaluate("() => { temoin.map.panBy([-40, 30], { animate: false }); }")
    panned = frame.evaluate(FRAME_STATE)
    assert panned != before
    rename_moura(geodata)
    written = time.monotonic()
    frame = page.locator(MAP_FRAME).last.content_frame
    expect(frame.get_by_role("button", name=RENAMED)).to_be_visible(timeout=SOON_MS)
    record_property("seen_after_seconds", round(time.monotonic() - written, 2))
    expect(page.locator(MAP_FRAME)).to_have_count(1)  # the one before it is gone
    assert map_frame(page).evaluate(FRAME_STATE) == panned
    expect(page.locator(".now .date")).to_have_text("15 June 2022")


def test_an_open_card_stays_open_with_its_new_words(page: Page, geodata: Path):
    frame = map_frame(page)
    frame.get_by_role("button", name="Moura massacre").click()
    heading = page.locator(".st-key-card").get_by_role("heading", level=2)
    expect(heading).to_have_text("Moura massacre")
    rename_moura(geodata)
    expect(heading).to_have_text(RENAMED, timeout=SOON_MS)
    frame = map_frame(page)
    frame.wait_for_function("temoin.state.selected === 'moura-2022-03'")


def test_a_broken_file_leaves_its_last_good_version_and_says_where_it_breaks(
    page: Page, geodata: Path
):
    frame = map_frame(page)
    before = shown_states(frame)
    good = (geodata / MASSACRES).read_text("utf-8")
    lines = good.splitlines()
    # A comma too many, at the end of the line that holds Moura's name.
    number = next(i for i, line in enumerate(lines) if '"Moura massacre"' in line)
    lines[number] = lines[number].replace('"Moura massacre",', '"Moura massacre",,')
    (geodata / MASSACRES).write_text("\n".join(lines), "utf-8")
    notice = page.get_by_role("button", name="problem")
    stale = page.locator(".problems").get_by_role("listitem").filter(has_text=MASSACRES)

    expect(notice).to_contain_text("1 problem in 1 file", timeout=SOON_MS)
    assert shown_states(map_frame(page)) == before
    notice.click()
    refused = stale.filter(has_text=f"{MASSACRES}, line {number + 1}")
    expect(refused.filter(has_text="Error")).to_have_count(1)
    expect(stale.filter(has_text="last good version")).to_have_count(1)
    page.keyboard.press("Escape")

    (geodata / MASSACRES).write_text(good, "utf-8")
    expect(notice).to_have_count(0, timeout=SOON_MS)
    assert shown_states(map_frame(page)) == before


def test_a_file_that_is_deleted_goes_and_one_that_is_added_comes(page: Page, geodata: Path):
    map_frame(page)
    (geodata / MASSACRES).unlink()
    expect(page.locator(".now")).not_to_contain_text("massacre", timeout=SOON_MS)
    frame = map_frame(page)
    assert "moura-2022-03" not in shown_states(frame)
    camp = {
        "type": "Feature",
        "properties": {"name": "Camp"},
        "geometry": {"type": "Point", "coordinates": [-4.0, 17.0]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [camp]})
    (geodata / "refugee_camps.geojson").write_text(text, "utf-8")
    frame = page.locator(MAP_FRAME).last.content_frame
    expect(frame.get_by_role("checkbox", name="refugee camps")).to_be_checked(timeout=SOON_MS)
