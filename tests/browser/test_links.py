"""The address carries the view: links, back and forward, and what cannot be read."""

from playwright.sync_api import expect

from tests.browser import map_frame

SHOWN = "[temoin.date, temoin.state.mode, temoin.state.selected]"


def settle(page, address_part):
    """Wait until the browser's address holds a text, and return the map's frame."""
    page.wait_for_url(f"**{address_part}**")
    return map_frame(page)


def test_a_link_shows_its_day_mode_and_feature(new_page, app_url):
    page = new_page()
    page.goto(f"{app_url}/?d=2022-04-19&m=on&id=gossi-wagner")
    frame = map_frame(page)
    assert frame.evaluate(SHOWN) == ["2022-04-19", "on", "gossi-wagner"]
    expect(page.get_by_role("heading", name="Wagner at Gossi")).to_be_visible()


def test_a_link_to_a_feature_moves_the_slider_to_it_and_opens_its_card(new_page, app_url):
    page = new_page()
    for asked in ("id=gao-serval-2013", "id=gao-serval-2013&d=2022-04-22&m=on&what=airstrike"):
        page.goto("about:blank")
        page.goto(f"{app_url}/?{asked}")
        frame = map_frame(page)
        expect(
            page.get_by_role("heading", name="French base at Gao airfield (Serval)")
        ).to_be_visible()
        frame.wait_for_function("temoin.date === '2013-01-26'")
        frame.wait_for_function("temoin.visibleIds().includes('gao-serval-2013')")


def test_a_bare_address_stays_bare_until_the_viewer_does_something(new_page, app_url):
    page = new_page()
    page.goto(app_url)
    frame = map_frame(page)
    assert "?" not in page.url
    frame.evaluate("temoin.setDate('2022-08-15')")
    settle(page, "d=2022-08-15")


def test_back_and_forward_show_the_views_before_and_after(new_page, app_url):
    page = new_page()
    page.goto(f"{app_url}/?d=2022-04-19&m=on")
    map_frame(page).evaluate("temoin.setDate('2022-08-15')")
    settle(page, "d=2022-08-15").evaluate("temoin.select('moura-2022-03')")
    settle(page, "id=moura-2022-03")
    page.go_back()
    settle(page, "d=2022-08-15").wait_for_function("temoin.date === '2022-08-15'")
    page.go_forward()
    settle(page, "id=moura-2022-03").wait_for_function("temoin.state.selected === 'moura-2022-03'")
    expect(page.get_by_role("heading", name="Moura massacre")).to_be_visible()


def test_what_cannot_be_read_falls_back_and_is_said(new_page, app_url):
    page = new_page()
    page.goto(f"{app_url}/?d=2022-99-19&m=sofar")
    frame = map_frame(page)
    assert frame.evaluate(SHOWN)[:2] == ["2022-04-22", "sofar"]
    expect(page.get_by_role("status").filter(has_text="could not be read (d)")).to_be_visible()


def test_a_reload_shows_the_same_picture_at_the_same_place(new_page, app_url):
    page = new_page()
    page.goto(f"{app_url}/?d=2022-08-15&m=on")
    frame = map_frame(page)
    frame.evaluate("temoin.setView([0, 16], 8)")
    frame.wait_for_function("JSON.parse(sessionStorage['temoin.view']).view.zoom === 8")
    page.reload()
    frame = map_frame(page)
    assert frame.evaluate("[temoin.date, temoin.map.getZoom()]") == ["2022-08-15", 8]
