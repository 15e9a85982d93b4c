"""What the map draws of a day, and how: lines, names, rings, what is over, what is not sure."""

import math
import re

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, map_frame, shown_states
from tests.shipped import coordinates_of, properties_of


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def opened(page: Page) -> Frame:
    return map_frame(page)


@pytest.fixture
def frame(opened: Frame) -> Frame:
    """The map as it opened."""
    opened.evaluate(
        """() => {
          temoin.pause();
          temoin.select(null);
          temoin.setLayers(["milestones"]);
          temoin.setMode("last", 90);
          temoin.setDate("2022-04-22");
        }"""
    )
    opened.get_by_role("button", name="All Mali").evaluate(
        "(button) => new Promise((done) => { temoin.map.once('moveend', done); button.click(); })"
    )
    return opened


def look(frame: Frame, day: str, mode: str = "on") -> None:
    frame.evaluate("([day, mode]) => { temoin.setMode(mode); temoin.setDate(day); }", [day, mode])


MIDDLES = """(selector) => [...document.querySelectorAll(selector)].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.textContent, box.left, box.top, box.right, box.bottom];
})"""

Box = tuple[str, float, float, float, float]


def boxes(frame: Frame, selector: str) -> list[Box]:
    return [tuple(box) for box in frame.evaluate(MIDDLES, selector)]


def overlaps(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than a pixel's edge."""
    return (
        min(one[3], other[3]) - max(one[1], other[1]) > 1
        and min(one[4], other[4]) - max(one[2], other[2]) > 1
    )


# --- movements -----------------------------------------------------------------------------


def travellers(frame: Frame) -> list[Box]:
    return boxes(frame, ".tm-traveller")


def test_a_marker_travels_the_line_between_two_exact_dates(frame: Frame):
    convoy = properties_of("fama-2023-gao-anefis")
    assert (convoy["start"], convoy["end"]) == ("2023-10-02", "2023-10-07")
    frame.evaluate("() => { temoin.setLayers(['military_bases', 'massacre_sites', 'milestones']) }")
    look(frame, "2023-10-01")
    before = travellers(frame)
    where = []
    for day in ("2023-10-02", "2023-10-04", "2023-10-07"):
        look(frame, day)
        assert shown_states(frame)["fama-2023-gao-anefis"] == "holds"
        new = [each for each in travellers(frame) if each not in before]
        where.append(new[0][2])
    assert len(where) == 3
    assert where[0] > where[1] > where[2]  # from Gao to the north


@pytest.mark.parametrize("day", ["2022-12-01", "2025-10-01"])
def test_no_marker_travels_to_a_day_that_is_not_exact(frame: Frame, day: str):
    look(frame, day)
    moving = {
        each
        for each, state in shown_states(frame).items()
        if state == "holds" and properties_of(each).get("actor")
    }
    exact = {each for each in moving if is_exact(properties_of(each))}
    assert len(travellers(frame)) == len(exact) < len(moving)


def is_exact(movement: dict[str, str]) -> bool:
    ends = (movement["start"], movement.get("end") or "")
    return movement["kind"] != "blockade" and all(len(day) == len("2022-12-01") for day in ends)


def test_an_air_route_is_a_thin_arc_with_a_plane_and_the_name_of_where_it_comes_from(frame: Frame):
    air = frame.locator("path.tm-line.is-air").first
    road = frame.locator("path.tm-line:not(.is-air)").first
    width = "node => parseFloat(getComputedStyle(node).strokeWidth)"
    assert air.evaluate(width) < road.evaluate(width)
    # More than its two ends: a great circle is no straight line on this map.
    assert air.get_attribute("d").count("L") >= 8
    expect(frame.locator(".tm-edge:visible").filter(has_text="Russia →").first).to_be_visible()
    expect(frame.locator(".tm-edge:visible").filter(has_text="→ Sweden")).to_be_visible()


def test_dashes_mean_disputed_and_dots_mean_doubtful_dates(frame: Frame):
    dashes = "node => getComputedStyle(node).strokeDasharray"
    states = shown_states(frame)
    lines = [each for each in states if properties_of(each).get("actor")]
    disputed = [each for each in lines if properties_of(each)["status"] == "disputed"]
    expect(frame.locator("path.tm-line.is-disputed")).to_have_count(len(disputed))
    assert disputed
    assert "7px" in frame.locator("path.tm-line.is-disputed").first.evaluate(dashes)
    plain = frame.locator("path.tm-line:not(.is-disputed):not(.is-doubtful)")
    assert {each.evaluate(dashes) for each in plain.all()} == {"none"}
    dotted = frame.locator("path.tm-line.is-doubtful:not(.is-disputed)").first
    assert dotted.evaluate(dashes).startswith("0.1px")


# --- what is over, what is not sure ----------------------------------------------------------


def test_a_base_of_doubtful_dates_is_hatched_and_translucent(frame: Frame):
    look(frame, "2022-01-15")
    doubtful = {each for each, state in shown_states(frame).items() if state == "doubtful"}
    assert "sevare-wagner" in doubtful  # since January 2022
    symbol = frame.locator(".tm-spot .tm-plate-symbol.is-doubtful").first
    shown = "node => getComputedStyle(node).display"
    assert symbol.locator(".tm-hatch").evaluate(shown) != "none"
    opacity = "node => parseFloat(getComputedStyle(node).fillOpacity)"
    assert symbol.locator(".tm-fill").evaluate(opacity) < 1
    sure = frame.locator(".tm-spot .tm-plate-symbol:not(.is-doubtful)").first
    assert sure.locator(".tm-hatch").evaluate(shown) == "none"


def test_what_is_over_is_faint_in_so_far(frame: Frame):
    look(frame, "2022-04-22", "sofar")
    assert shown_states(frame)["timbuktu-barkhane"] == "ended"
    faint = frame.locator(".tm-spot .tm-plate-symbol.is-ended").first
    assert faint.evaluate("node => parseFloat(getComputedStyle(node).opacity)") < 0.5


FADES = """([from, to, selector, layers]) => {
  temoin.setLayers(layers);
  temoin.setDate(from);
  temoin.setMode("on");
  temoin.setDate(to);
  const ghosts = [...document.querySelectorAll(selector)];
  return ghosts.map((node) => {
    const [fade] = node.getAnimations();
    return [fade?.animationName, fade?.effect.getComputedTiming().duration];
  });
}"""
ENDINGS = {
    "a base": ("2022-04-19", "2022-04-20", ".tm-ghost", ["troop_movements", "milestones"]),
    "a movement": ("2022-04-19", "2022-04-20", ".tm-leaving", ["military_bases", "milestones"]),
}


@pytest.mark.parametrize("what", ENDINGS)
def test_what_ends_fades_for_600_ms_and_is_visible_no_more(frame: Frame, what: str):
    fading = frame.evaluate(FADES, list(ENDINGS[what]))
    assert fading
    assert {tuple(each) for each in fading} == {("tm-fade", 600)}
    assert not {"gossi-barkhane", "barkhane-2022-gossi-gao"} & shown_states(frame).keys()
    expect(frame.locator(".tm-ghost, .tm-leaving")).to_have_count(0)


def test_nothing_fades_for_those_who_want_less_motion(new_page: Pages, app_url: str):
    page = new_page(reduced_motion="reduce")
    page.goto(app_url)
    frame = map_frame(page)
    for ending in ENDINGS.values():
        assert frame.evaluate(FADES, list(ending)) == []


# --- massacre sites ------------------------------------------------------------------------


def test_the_disc_is_the_lowest_figure_and_the_ring_the_highest_by_area(frame: Frame):
    moura = properties_of("moura-2022-03")
    symbol = frame.get_by_role("button", name="Moura massacre").locator(".tm-disc-symbol").first
    low = float(symbol.locator(".tm-low").get_attribute("r"))
    ring = symbol.locator(".tm-high").evaluate("node => node.getBBox().width / 2")
    factor, most = frame.evaluate(
        """async () => {
          const frameData = await (await fetch(
            performance.getEntriesByType("resource").map((e) => e.name)
              .find((name) => name.endsWith("/index.json")))).json();
          return [frameData.killed.factor, frameData.killed.max];
        }"""
    )
    assert low == pytest.approx(min(factor * moura["killed_min"] ** 0.5, most), rel=0.01)
    assert ring == pytest.approx(min(factor * moura["killed_max"] ** 0.5, most), rel=0.02)
    # "At least" leaves the ring open: its ends do not meet.
    assert moura["killed_open"] is True
    path = symbol.locator(".tm-high")
    start, end = path.evaluate(
        "node => [0, node.getTotalLength()].map((at) => node.getPointAtLength(at))"
        ".map(({ x, y }) => [x, y])"
    )
    assert abs(start[0] - end[0]) + abs(start[1] - end[1]) > 3


# Kilometres as in vocabulary.py: settlement 3, area 15.
@pytest.mark.parametrize(
    ("feature", "km"), [("moura-2022-03", 3), ("gossi-mass-grave-2022-04", 15)]
)
@pytest.mark.parametrize("zoom", [8, 10])
def test_a_ring_is_as_wide_as_the_place_is_known(frame: Frame, feature: str, km: int, zoom: int):
    lon, lat = coordinates_of(feature)
    frame.evaluate("id => temoin.select(id)", feature)
    frame.evaluate("([lon, lat, zoom]) => { temoin.setView([lon, lat], zoom); }", [lon, lat, zoom])
    ring = frame.locator(".tm-precision")
    expect(ring).to_have_count(1)
    # Metres a pixel of Web Mercator: https://wiki.openstreetmap.org/wiki/Zoom_levels
    pixel = 156_543.03 * math.cos(math.radians(lat)) / 2**zoom
    assert float(ring.get_attribute("r")) == pytest.approx(km * 1000 / pixel, rel=0.02)
    middle = frame.evaluate(
        "() => { const { left, top, width, height } = "
        "document.querySelector('.tm-precision').getBoundingClientRect(); "
        "return [left + width / 2 - innerWidth / 2, top + height / 2 - innerHeight / 2]; }"
    )
    assert middle == pytest.approx([0, 0], abs=2)


# --- names, scale, credits -----------------------------------------------------------------


@pytest.mark.parametrize("zoom", [5, 6, 7, 8.5, 10])
def test_no_name_lies_over_another_or_under_a_panel(frame: Frame, zoom: float):
    frame.evaluate("zoom => { temoin.setView([-4.2, 14.5], zoom); }", zoom)
    frame.wait_for_function("zoom => temoin.map.getZoom() === zoom", arg=zoom)
    names = boxes(frame, ".tm-label")
    width, height = frame.evaluate("[innerWidth, innerHeight]")
    seen = [
        box for box in names if box[3] > 0 and box[1] < width and box[4] > 0 and box[2] < height
    ]
    assert len(seen) >= 5
    panels = boxes(frame, ".tm-side > *, .tm-controls, .tm-footer > *")
    both = [
        (one[0], other[0])
        for number, one in enumerate(seen)
        for other in (*seen[number + 1 :], *panels)
        if overlaps(one, other)
    ]
    assert both == []


def test_more_places_are_named_the_nearer_one_looks(frame: Frame):
    named = {}
    for zoom in (5, 7, 9):
        frame.evaluate("zoom => { temoin.setView([-4.2, 14.5], zoom); }", zoom)
        named[zoom] = {name for name, *_ in boxes(frame, ".tm-town")}
    assert "Sofara" not in named[5]
    assert "Sofara" in named[9]
    assert "Bamako" in named[5]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_caption_of_moura_lies_over_no_name(frame: Frame, language: str):
    frame.evaluate("language => { temoin.setLanguage(language); }", language)
    caption = frame.locator(".tm-caption", has_text="Moura")
    expect(caption).to_have_text({"en": "Moura massacre", "fr": "Massacre de Moura"}[language])
    own = boxes(frame, ".tm-caption")
    over = [
        (one[0], other[0])
        for one in own
        for other in boxes(frame, ".tm-label")
        if overlaps(one, other)
    ]
    frame.evaluate("() => { temoin.setLanguage('en'); }")
    assert over == []


def test_the_scale_bar_is_as_long_as_it_says(frame: Frame):
    bar = frame.locator(".tm-scalebar")
    for zoom in (5, 8, 11):
        frame.evaluate("zoom => { temoin.setView([-4, 17], zoom); }", zoom)
        said = re.fullmatch(r"([\d,]+) (km|m)", bar.locator("span").inner_text())
        metres = int(said[1].replace(",", "")) * (1000 if said[2] == "km" else 1)
        long = frame.evaluate(
            """() => {
              const { map } = temoin;
              const { width } = document.querySelector(".tm-scalebar i").getBoundingClientRect();
              const y = map.getSize().y / 2;
              const at = (x) => map.containerPointToLatLng([x, y]);
              return at(300).distanceTo(at(300 + width));
            }"""
        )
        assert long == pytest.approx(metres, rel=0.02)


def test_the_map_names_whom_it_owes(frame: Frame):
    for name in ("Natural Earth", "OpenStreetMap", "GeoNames", "no endorsement"):
        expect(frame.locator(".tm-credits")).to_contain_text(name)


# --- the buttons ---------------------------------------------------------------------------


def test_full_screen_and_back(frame: Frame):
    button = frame.get_by_role("button", name="Full screen")
    button.click()
    frame.wait_for_function("document.fullscreenElement === document.documentElement")
    button.click()
    frame.wait_for_function("document.fullscreenElement === null")


def test_a_layer_is_switched_off_and_on(frame: Frame):
    shown = shown_states(frame).keys()
    assert any("operator" in properties_of(each) for each in shown)
    switch = frame.get_by_role("checkbox", name="Military bases")
    switch.uncheck()
    left = shown_states(frame).keys()
    assert left == {each for each in shown if "operator" not in properties_of(each)}
    expect(frame.locator(".tm-plate-symbol[data-row]")).to_have_count(0)
    switch.check()
    assert shown_states(frame).keys() == shown


def test_without_a_network_the_own_map_stays_when_tiles_are_asked_for(
    new_page: Pages, app_url: str
):
    page = new_page(allow={"outside", "failed", "console"})
    page.goto(app_url)
    frame = map_frame(page)
    button = frame.get_by_role("button", name="Online")
    with page.context.expect_event("requestfailed"):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    land = frame.locator("path.tm-land.is-mali")
    assert land.evaluate("node => getComputedStyle(node).opacity") == "1"
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
