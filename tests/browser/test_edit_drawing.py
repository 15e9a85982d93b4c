"""A line drawn on the page "Edit": by mouse, by keys, by finger, and reshaped."""

import re

from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages
from tests.browser.test_edit_page import (
    choose,
    field,
    open_edit,
    open_form,
    own_violations,
    settle,
)


def test_a_line_is_drawn_by_keyboard_and_mouse(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url)
    open_form(page)
    choose(page, "^Layer", "Troop movements")
    frame.get_by_role("button", name="Draw a line").click()
    board = frame.locator("#map_div")
    page.keyboard.press("Enter")  # at the cross in the middle
    expect(frame.get_by_role("button", name="Point 1")).to_be_visible()
    board.click(position={"x": 200, "y": 500})
    expect(frame.get_by_role("button", name="Point 2")).to_be_visible()
    board.click(position={"x": 300, "y": 600})
    frame.get_by_role("button", name="Undo").click()
    frame.get_by_role("button", name="Done").click()
    shape = field(page, re.compile("^Positions"))
    expect(shape).to_have_value(re.compile(r"^-?\d+\.\d+, \d+\.\d+\n-?\d+\.\d+, \d+\.\d+$"))
    expect(page.get_by_test_id("stCode")).to_contain_text('"LineString"')


def draw_three_points(page: Page, frame: Frame) -> None:
    """Begin a line in the form, click two points and click a third twice."""
    open_form(page)
    layer = {"en": "Troop movements", "fr": "Mouvements de troupes"}
    language = frame.evaluate("() => document.querySelector('#map_div').lang")
    choose(page, "^(Layer|Couche)", layer[language])
    frame.get_by_role("button", name=re.compile("^(Draw a line|Tracer une ligne)$")).click()
    board = frame.locator("#map_div")
    board.click(position={"x": 200, "y": 250})
    board.click(position={"x": 320, "y": 300})
    board.dblclick(position={"x": 420, "y": 420})


def positions(page: Page, count: int) -> list[str]:
    """Wait until the form holds so many positions; return them."""
    shape = field(page, re.compile("^Positions"))
    line = r"-?\d+(\.\d+)?, -?\d+(\.\d+)?"
    expect(shape).to_have_value(re.compile(rf"^{line}(\n{line}){{{count - 1}}}$"))
    settle(page)
    return shape.input_value().split("\n")


def test_a_line_drawn_by_mouse_is_reshaped_point_by_point(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url)
    before = frame.evaluate("() => temoinEdit.map.getZoom()")
    draw_three_points(page, frame)
    drawn = positions(page, 3)
    assert len(set(drawn)) == 3
    assert frame.evaluate("() => temoinEdit.map.getZoom()") == before, "the map stays"
    # It is folium's Draw that drew: what it makes is in its group, and once.
    assert frame.evaluate("() => L.drawVersion && drawnItems.getLayers().length") == 1
    ring = frame.get_by_role("button", name="New point between 1 and 2").bounding_box()
    x, y = ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 60, steps=5)
    page.mouse.up()
    bent = positions(page, 4)
    assert [bent[0], *bent[2:]] == drawn
    said = re.sub(r"\s", "", page.get_by_test_id("stCode").inner_text())
    written = ",".join(f"[{each}]" for each in bent).replace(" ", "")
    assert f'"LineString","coordinates":[{written}]' in said
    frame.get_by_role("button", name="Point 3", exact=True).click()
    assert positions(page, 3) == [*bent[:2], bent[3]]
    frame.get_by_role("button", name="Undo").click()
    assert positions(page, 4) == bent
    frame.get_by_role("button", name="Undo").click()
    assert positions(page, 3) == drawn


def test_keys_reshape_a_line_too(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url, "fr")
    draw_three_points(page, frame)
    drawn = positions(page, 3)
    frame.get_by_role("button", name="Nouveau point entre 2 et 3").press("Enter")
    more = positions(page, 4)
    assert [*more[:2], more[3]] == drawn
    first = frame.get_by_role("button", name="Point 1", exact=True)
    first.press("Delete")
    assert positions(page, 3) == more[1:]
    expect(first).to_be_focused()
    frame.get_by_role("button", name="Effacer").click()
    expect(field(page, re.compile("^Positions"))).to_have_value("")
    frame.get_by_role("button", name="Annuler").click()
    assert positions(page, 3) == more[1:]


def test_what_stands_at_the_pointer_is_in_the_language_of_the_page(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url, "fr")
    open_form(page)
    choose(page, "^Couche", "Mouvements de troupes")
    frame.get_by_role("button", name="Tracer une ligne").click()
    pointer = frame.locator(".leaflet-draw-tooltip")
    board = frame.locator("#map_div")
    board.hover(position={"x": 200, "y": 250})
    expect(pointer).to_have_text("Cliquez là où la ligne commence")
    board.click(position={"x": 200, "y": 250})
    board.hover(position={"x": 320, "y": 300})
    expect(pointer).to_have_text(re.compile(r"^\d+ kmCliquez le point suivant$"))
    assert own_violations(page, frame) == []
    page.keyboard.press("Escape")
    positions(page, 1)


def test_a_finger_draws_a_line(new_page: Pages, app_url: str):
    page = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    frame = open_edit(page, app_url)
    open_form(page)
    choose(page, "^Layer", "Troop movements")
    page.get_by_role("button", name="Draw a line").first.click()
    board = frame.locator("#map_div")
    for count, (x, y) in enumerate([(100, 250), (180, 300), (250, 380)], start=1):
        board.tap(position={"x": x, "y": y})
        expect(frame.get_by_role("button", name=f"Point {count}")).to_be_visible()
    frame.get_by_role("button", name="Done").tap()
    assert len(set(positions(page, 3))) == 3
