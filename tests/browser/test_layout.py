"""What fits on which screen, and what other wishes of a reader's system change."""

from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Pages, map_frame


def scrolls(page: Page) -> tuple[bool, bool]:
    """Tell whether anything but the card can be scrolled: to the side, and down."""
    main = "[document.scrollingElement, document.querySelector('[data-testid=stMain]')]"
    wide = f"{main}.some((node) => node.scrollWidth > node.clientWidth)"
    high = f"{main}.some((node) => node.scrollHeight > node.clientHeight)"
    return page.evaluate(wide), page.evaluate(high)


@pytest.mark.parametrize(
    ("width", "height", "locale"),
    [
        (320, 640, "en-GB"),
        (320, 640, "fr-FR"),
        (390, 844, "fr-FR"),
        (1440, 900, "en-GB"),
        (1440, 900, "fr-FR"),
        (1920, 1080, "en-GB"),
    ],
)
def test_nothing_runs_over_the_side_and_a_large_window_holds_all(
    new_page: Pages, app_url: str, width: int, height: int, locale: str
):
    page = new_page(width=width, height=height, locale=locale, has_touch=width < 500)
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    expect(page.locator(".sources")).to_be_visible()
    to_the_side, down = scrolls(page)
    assert not to_the_side
    assert frame.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert down == (width < 500)
    play = frame.locator(".tm-bar button").first
    box, bar = play.bounding_box(), frame.locator(".tm-bar").bounding_box()
    assert box["x"] >= 0
    assert bar["x"] + bar["width"] <= width
    if down:
        card = page.locator(".st-key-card").bounding_box()
        assert card["y"] >= bar["y"] + bar["height"] - 1  # below the map
    else:
        assert bar["y"] + bar["height"] <= height + 1


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_every_part_of_the_header_is_in_sight_beside_the_others(
    new_page: Pages, app_url: str, locale: str
):
    page = new_page(locale=locale)
    page.goto(app_url)
    map_frame(page)
    parts = (".top h1", ".now .date", ".now p:last-child", ".st-key-lang")
    words = (".st-key-brief-link a p", ".st-key-edit-link a p")
    for width in (320, 390, 600, 899, 900, 1099, 1100, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert not cut_off(page, ", ".join(words)), width
        boxes = {each: page.locator(each).bounding_box() for each in (*parts, *words)}
        map_top = page.locator(".st-key-map").bounding_box()["y"]
        for part, box in boxes.items():
            assert box["x"] >= 0, (width, part)
            assert box["y"] >= 0, (width, part)
            assert box["x"] + box["width"] <= width, (width, part)
            assert box["y"] + box["height"] <= map_top, (width, part)
        pairs = [pair for pair in combinations(boxes, 2) if not_apart(*(boxes[p] for p in pair))]
        assert not pairs, width
        assert boxes[words[0]]["y"] == pytest.approx(boxes[words[1]]["y"], abs=1), width


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_the_names_of_the_panels_fit_their_column(new_page: Pages, app_url: str, locale: str):
    page = new_page(locale=locale)
    page.goto(app_url)
    map_frame(page)
    for width in (320, 360, 390, 900, 1100, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        edge = page.locator(".st-key-panel").bounding_box()
        for button in page.locator(".st-key-panel button").all():
            box = button.bounding_box()
            assert box["x"] + box["width"] <= edge["x"] + edge["width"] - 10, width


def cut_off(page: Page, selector: str) -> list[str]:
    """Return the texts of which a box round them hides a part."""
    return page.locator(selector).evaluate_all(
        """nodes => nodes.filter((node) => {
          const text = document.createRange();
          text.selectNodeContents(node);
          const { left, right, top, bottom } = text.getBoundingClientRect();
          for (let box = node; box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflow === "visible") continue;
            const edge = box.getBoundingClientRect();
            if (left < edge.left - 1 || right > edge.right + 1) return true;
            if (top < edge.top - 1 || bottom > edge.bottom + 1) return true;
          }
          return false;
        }).map((node) => node.textContent)"""
    )


def not_apart(one: dict[str, float], other: dict[str, float]) -> bool:
    """Tell whether two boxes lie over one another."""
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    apart = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (beside or apart)


def test_a_resized_window_keeps_what_is_shown(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.setView([-4.6, 14.33], 8); window.isTheFirst = true; }")
    page.set_viewport_size({"width": 390, "height": 844})
    frame.wait_for_function("temoin.map.getSize().x < 400")
    lat, lng, zoom = frame.evaluate(
        "(({ lat, lng }) => [lat, lng, temoin.map.getZoom()])(temoin.map.getCenter())"
    )
    assert (lat, lng, zoom) == (pytest.approx(14.33, abs=0.05), pytest.approx(-4.6, abs=0.05), 8)
    assert frame.evaluate("window.isTheFirst")


def test_reduced_motion_plays_in_steps(new_page: Pages, app_url: str):
    page = new_page(reduced_motion="reduce")
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate(
        """() => {
          window.days = new Set();
          temoin.on("timechange", () => days.add(temoin.date));
        }"""
    )
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("days.size === 2")
    frame.get_by_role("button", name="Pause").click()
    assert frame.evaluate("[...days]") == ["2022-05-22", "2022-06-21"]
    moving = "getAnimations().filter((each) => each.playState === 'running').length"
    assert frame.evaluate(f"document.{moving}") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_the_page_usable(new_page: Pages, app_url: str, scheme: str):
    page = new_page(forced_colors="active", color_scheme=scheme)
    page.goto(app_url)
    frame = map_frame(page)
    symbol = frame.get_by_role("button", name="Moura massacre")
    symbol.focus()
    outline = "node => getComputedStyle(node).outlineStyle"
    assert symbol.evaluate(outline) != "none"
    symbol.press("Enter")
    expect(page.get_by_role("heading", name="Moura massacre")).to_be_visible()
    # What lies on the map is told from it by more than its fill, which is taken away.
    drawn = frame.locator(".tm-plate-symbol .tm-outline").first
    stroke, paper = drawn.evaluate(
        "node => [getComputedStyle(node).stroke, getComputedStyle(document.body).backgroundColor]"
    )
    assert stroke not in {"none", paper}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_follows_the_theme_of_the_page(new_page: Pages, app_url: str, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto(app_url)
    frame = map_frame(page)
    expect(frame.locator("#map_div")).to_have_attribute("data-theme", scheme)
    paper = {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 23, 26)"}[scheme]
    expect(page.locator(".stApp")).to_have_css("background-color", paper)
