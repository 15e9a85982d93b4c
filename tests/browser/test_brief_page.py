"""The page "Brief" in a real browser: the edge on the map is the picture that is taken away."""

import io
import json
import re
import struct
import zipfile

import pytest
from playwright.sync_api import Download, Frame, Page, expect

from layers import address, atlas
from layers.export.composition import Composition, Imprint
from layers.export.drawing import Box
from layers.export.mercator import MapFrame
from layers.export.plates import plates
from layers.view import View
from tests.browser import Pages, map_frame
from tests.browser.test_accessibility import violations
from tests.making import TODAY
from tests.test_edit_page import ROOT

GOSSI = "/brief?d=2022-04-19&m=on&at=-1.3095,15.8179,8&lang="
CORNERS = """
() => {
  const edge = document.querySelector(".tm-crop").getBoundingClientRect();
  const map = window.map_div ?? Object.values(window).find((each) => each instanceof L.Map);
  const [southWest, northEast] = [[edge.left, edge.bottom], [edge.right, edge.top]]
    .map((point) => map.containerPointToLatLng(point));
  return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
}
"""
# Findings of axe in nodes of Streamlit that no page can change.
STREAMLITS_OWN = re.compile(
    r"presentation-role-conflict: \[.*section.*\] <section "  # where files are dropped
    r"|region: \['#stFloatingOverlayPortal'\]"  # the help of a field
)


def opened(page: Page, url: str) -> Frame:
    page.goto(url)
    frame = map_frame(page)
    expect(page.locator(".plate img")).to_be_visible(timeout=40_000)
    settle(page)
    return frame


def settle(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def taken(page: Page, name: str | re.Pattern[str]) -> tuple[Download, bytes]:
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value, waiting.value.path().read_bytes()


def test_the_edge_encloses_just_what_the_picture_shows(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = opened(page, f"{app_url}{GOSSI}en")
    west, south, east, north = frame.evaluate(CORNERS)
    asked = dict(part.split("=") for part in GOSSI.split("?")[1].split("&") if part[-1] != "=")
    view, _ = address.read(asked, View())
    shipped = atlas.load(ROOT / "geodata", today=TODAY)
    sheet = plates(shipped, Composition(view), Imprint(f"{app_url}/"))[0]
    boxes = [group.clip for group in sheet.with_role("ground") if group.clip]
    box: Box = max(boxes, key=lambda each: each.width * each.height)
    picture = MapFrame(box, view.center, view.zoom).bounds()
    # Two pixels of a map of some 560: what rounding of edge and zoom can make.
    assert (west, south, east, north) == pytest.approx(picture, abs=(east - west) / 280)


def test_moving_the_map_moves_the_picture(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = opened(page, f"{app_url}{GOSSI}en")
    before = page.locator(".plate img").get_attribute("src")
    frame.evaluate("() => temoin.setView([-7.99, 12.65], 9)")
    expect(page.locator(".plate img")).not_to_have_attribute("src", before)
    expect(page.get_by_placeholder("Around Bamako, 19 April 2022")).to_be_visible()


def test_files_are_made_on_click(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900, accept_downloads=True)
    opened(page, f"{app_url}{GOSSI}fr")
    file, data = taken(page, "Image (PNG)")
    assert file.suggested_filename.startswith("temoin-2022-04-19")
    assert struct.unpack(">II", data[16:24]) == (1920, 1080)
    _, drawing = taken(page, "Dessin (SVG)")
    assert "19 avril 2022" in drawing.decode()
    _, slides = taken(page, "Diapositive (PowerPoint)")
    names = zipfile.ZipFile(io.BytesIO(slides)).namelist()
    assert "ppt/slides/slide1.xml" in names


def test_a_deck_is_put_together_taken_away_and_opened_again(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900, accept_downloads=True)
    opened(page, f"{app_url}{GOSSI}en")
    page.get_by_role("button", name="Add the day before and the day after").click()
    expect(page.get_by_text("2 pictures", exact=True)).to_be_visible()
    page.get_by_role("button", name="Make slides (PowerPoint)").click()
    fetch = re.compile("Download temoin-deck.pptx")
    expect(page.get_by_role("button", name=fetch)).to_be_visible(timeout=60_000)
    _, slides = taken(page, fetch)
    assert len(zipfile.ZipFile(io.BytesIO(slides)).namelist()) > 20
    _, saved = taken(page, "Save the deck as a file")
    assert len(json.loads(saved)["pictures"]) == 2
    # The link holds it, too.
    expect(page).to_have_url(re.compile("deck="))
    again = new_page(width=1440, height=900)
    opened(again, page.url)
    expect(again.get_by_text("2 pictures", exact=True)).to_be_visible()
    again.get_by_role("button", name="Remove 1").click()
    expect(again.get_by_text("1 picture", exact=True)).to_be_visible()
    upload = {"name": "mine.json", "mimeType": "application/json", "buffer": saved}
    again.locator(".st-key-brief-deck-upload input[type=file]").set_input_files(upload)
    expect(again.get_by_text("2 pictures", exact=True)).to_be_visible()


def test_a_picture_of_the_deck_is_taken_up_again_and_the_map_goes_there(
    new_page: Pages, app_url: str
):
    page = new_page(width=1440, height=900)
    frame = opened(page, f"{app_url}{GOSSI}en")
    there = frame.evaluate(CORNERS)
    page.get_by_role("button", name="Add this picture").click()
    expect(page.get_by_text("1 picture", exact=True)).to_be_visible()
    frame.evaluate("() => temoin.setView([-7.99, 12.65], 9)")
    title = page.get_by_role("textbox", name="Title")
    expect(title).to_have_attribute("placeholder", "Around Bamako, 19 April 2022")
    page.get_by_role("button", name="Work on 1").click()
    expect(page.get_by_text("Picture 1 is at work")).to_be_visible()
    expect(title).not_to_have_attribute("placeholder", re.compile("Bamako"))
    frame.wait_for_function("() => temoin.map.getCenter().lat > 15")
    assert frame.evaluate(CORNERS) == pytest.approx(there, abs=(there[2] - there[0]) / 280)
    title.fill("Better")
    title.press("Enter")
    page.get_by_role("button", name="Replace picture 1").click()
    expect(page.locator(".thumb").get_by_text("Better")).to_be_visible()
    expect(page.get_by_text("1 picture", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_runs_out_of_the_window(
    new_page: Pages, app_url: str, language: str, width: int, height: int
):
    page = new_page(width=width, height=height)
    frame = opened(page, f"{app_url}{GOSSI}{language}")
    found = violations(page, frame)
    assert [line for line in found if not STREAMLITS_OWN.match(line)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
