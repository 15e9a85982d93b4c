"""The stand-alone file, opened from the disk with everything else forbidden."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from layers import address, atlas, catalogue, dates, wording
from layers.atlas import Atlas
from layers.export import standalone
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible
from tests import shipped
from tests.browser import Pages
from tests.browser.standalone_file import (
    Open,
    day,
    expect_value,
    hash_of,
    opened,
)
from tests.browser.test_accessibility import RULES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def everything() -> Atlas:
    return atlas.load(ROOT / "geodata", today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def file(everything: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standalone") / "témoin 1.html"
    path.write_bytes(standalone.html(everything, View()))
    return path


@pytest.fixture
def open_file(file: Path, new_page: Pages) -> Iterator[Open]:
    pages: list[Page] = []

    def open_(hash_: str = "", path: Path = file, **options: object) -> Page:
        pages.append(opened(new_page, path, hash_, **options))
        return pages[-1]

    yield open_
    assert [page.asked for page in pages] == [[] for _ in pages]


@pytest.fixture(scope="module")
def page(file: Path, new_shared_page: Pages) -> Iterator[Page]:
    page = opened(new_shared_page, file, width=1440, height=900)
    yield page
    assert page.asked == []


# --- opening ---


def test_it_opens_in_its_view_and_asks_for_nothing(everything, new_page, tmp_path):
    view = View(
        day=day("2022-04-19"),
        mode="on",
        language="fr",
        selected="gossi-wagner",
        hidden=("massacre_sites", "milestones"),
        center=(-1.3, 15.8),
        zoom=8.0,
        filters=Filters(actors=("FRA", "MLI", "WAGNER")),
    )
    path = tmp_path / "gossi.html"
    path.write_bytes(standalone.html(everything, view, title="Gossi, 19 avril 2022"))
    page = opened(new_page, path, width=1440, height=900)
    assert page.asked == []
    assert page.evaluate("temoin.visibleIds()") == visible(everything, view).ids()
    state = page.evaluate("({ ...temoin.state, zoom: temoin.map.getZoom() })")
    assert (state["mode"], state["language"], state["zoom"]) == ("on", "fr", 8)
    assert page.evaluate("temoin.date") == "2022-04-19"
    assert page.title() == "Gossi, 19 avril 2022 – Témoin"
    expect(page.get_by_role("heading", level=1)).to_have_text("Gossi, 19 avril 2022")
    expect(page.get_by_role("heading", level=2)).to_have_text("Wagner à Gossi")
    assert page.evaluate("location.hash") == ""


VIEWS = [
    View(),
    View(day=day("2013-02-01"), mode="sofar", hidden=()),
    View(day=day("2024-01-01"), mode="on", filters=Filters(regions=("gao", "kidal"))),
    View(day=day("2022-04-22"), known_by=day("2022-04-25"), filters=Filters(killed=(10, 100))),
    View(day=day("2022-03-27"), mode="on", filters=Filters(text="ménaka")),
    View(
        day=day("2020-08-18"),
        window=365,
        hidden=("military_bases",),
        filters=Filters(period=(day("2020-01-01"), day("2020-12-31")), statuses=("disputed",)),
    ),
]


def test_a_link_of_the_page_into_the_file_shows_the_same(everything, page: Page):
    for view in VIEWS:
        follow(page, hash_of(view))
        settled(page)
        expect_value(page, "temoin.visibleIds()", list(visible(everything, view).ids()))
        expect_value(page, "temoin.date", dates.iso(view.day))


def test_the_address_keeps_what_the_viewer_did(open_file: Open, everything):
    page = open_file()
    page.evaluate(
        """async () => {
          temoin.setDate("2022-04-19");
          temoin.setMode("on");
          temoin.setLayers(["troop_movements"]);
          const filters = { actors: ["WAGNER", "FRA"], killed: [10, null], text: "gossi 50 %" };
          await temoin.setFilters(filters);
          await temoin.setKnownBy("2023-01-01");
          temoin.setView([-1.5, 15.5], 7.5);
        }"""
    )
    view = View(
        day=day("2022-04-19"),
        mode="on",
        hidden=("troop_movements",),
        filters=Filters(actors=("FRA", "WAGNER"), killed=(10, None), text="gossi 50 %"),
        known_by=day("2023-01-01"),
    )
    place = "new URLSearchParams(location.hash.slice(1)).get('at')"
    expect_value(page, f"({place} ?? '').startsWith('-1.5')", wanted=True)
    settled(page)
    written = page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")
    read, unread = address.read(written, View())
    assert unread == ()
    assert replace(read, center=None, zoom=None) == view
    again = open_file(page.evaluate("location.hash"))
    ids = "temoin.visibleIds()"
    for each in (again, page):
        expect_value(each, ids, list(visible(everything, view).ids()))
    centre = "Object.values(temoin.map.getCenter()).map((each) => Math.round(each * 100) / 100)"
    expect_value(again, centre, page.evaluate(centre))


def follow(page: Page, hash_: str) -> None:
    """Follow a link into the open file."""
    settled(page)  # what is still on its way to the address would be taken for a link
    page.evaluate("(hash) => { location.hash = hash; }", hash_)


def settled(page: Page) -> None:
    """Return when what the viewer did stands in the address."""
    page.evaluate(
        """async () => {
          for (let hash = null; hash !== location.hash; ) {
            hash = location.hash;
            await new Promise((resolve) => setTimeout(resolve, 400));
          }
        }"""
    )


@pytest.mark.parametrize(
    "hash_", ["#d=2022-13-40&m=never&at=1,2&dead=x", "#<img src=x>", "#d", "#id=../../x&q=%E0%A4%A"]
)
def test_a_hash_that_says_nothing_opens_the_file_as_it_was_made(open_file: Open, hash_: str):
    page = open_file(hash_)
    assert page.evaluate("temoin.date") == "2022-04-22"
    assert page.evaluate("temoin.state.selected") is None


# --- moving ---


def test_the_slider_moves_the_day_and_its_words(everything, page: Page):
    follow(page, hash_of(View()))
    slider = page.get_by_role("slider", name="Move through time")
    page.evaluate("temoin.setMode('on'); temoin.setDate('2022-04-18')")
    slider.press("ArrowRight")
    expect_value(page, "temoin.date", "2022-04-19")
    view = View(day=day("2022-04-19"), mode="on")
    expect_value(page, "temoin.visibleIds()", list(visible(everything, view).ids()))
    expect(page.locator("#date")).to_have_text("19 April 2022")
    expect(page.locator("#counts")).to_contain_text("on this day · 49 military sites")
    words = page.locator("#words")
    expect(words).to_contain_text("Gossi: France hands its base over to the Malian army.")
    expect(words).to_contain_text("Begins, disputed: Wagner group – Wagner at Gossi.")
    expect(words).to_contain_text("Last French troops leave Gossi for Gao")


NAMED = "[...document.querySelectorAll('#words [data-feature]')].map((n) => n.dataset.feature)"


def test_every_visible_feature_is_named_in_the_words(everything, page: Page):
    for language in ("en", "fr"):
        for view in VIEWS[:3]:
            told = replace(view, language=language)
            follow(page, hash_of(told))
            expect(page.locator("#words h2")).to_have_text(wording.day_words(view.day, language))
            expect(page.locator(f"html[lang={language}]")).to_be_attached()
            shown = visible(everything, told).ids()
            expect_value(page, f"[...new Set({NAMED})].sort()", sorted(shown))


def test_time_runs_and_stops(page: Page):
    follow(page, hash_of(View()))  # in English, whatever the test before has left
    page.evaluate("temoin.setDate('2022-01-01')")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("html[data-playing]")).to_be_attached()
    expect_value(page, "temoin.date > '2022-01-01'", wanted=True)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("html[data-playing]")).not_to_be_attached()
    words = wording.day_words(day(page.evaluate("temoin.date")), "en")
    expect(page.locator("#date")).to_have_text(words)
    expect(page.locator("#words h2")).to_have_text(words)


def test_filters_search_and_layers_work_from_the_file(everything, open_file: Open):
    page = open_file(width=1440, height=900)
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("How sure").click()
    page.get_by_role("checkbox", name="disputed").check()
    view = View(filters=Filters(statuses=("disputed",)))
    expect(page.locator(".tm-kept-back")).to_contain_text("hidden by filters")
    expect_value(page, "temoin.visibleIds()", list(visible(everything, view).ids()))
    search = page.get_by_role("combobox", name="Search places and events")
    search.fill("moura massa")
    page.locator(".tm-search-list [role=option]").first.click()
    expect(page.locator("#card-name")).to_have_text("Moura massacre")
    page.get_by_role("button", name="Legend and layers").click()
    page.get_by_role("checkbox", name="Military bases").uncheck()
    expect_value(page, "temoin.visibleIds().includes('gossi-wagner')", wanted=False)


# --- cards ---


def test_a_symbol_opens_a_card_with_both_sides(open_file: Open):
    page = open_file(f"{hash_of(View(day=day('2022-04-22'), mode='on'))}", width=1440, height=900)
    page.evaluate("temoin.setView([-1.3, 15.8], 11)")
    page.get_by_role("button", name=re.compile(r"\d entries here: .*Wagner at Gossi")).click()
    page.get_by_role("dialog").get_by_role("button", name="Wagner at Gossi").click()
    card = page.locator("#words")
    expect(page.locator("#card-name")).to_have_text("Wagner at Gossi")
    claims = shipped.properties_of("gossi-wagner")["claims"]
    told = card.locator(".claims li")
    expect(told).to_have_count(len(claims))
    for claim in claims:
        expect(card.locator(".claims")).to_contain_text(claim["says"])
        expect(card.locator(".claims")).to_contain_text(claim["by"])
    looks = told.evaluate_all(
        """all => all.map((item) => JSON.stringify(["p", "p + p"].map((part) => {
          const { fontSize, fontWeight, color } = getComputedStyle(item.querySelector(part));
          return [fontSize, fontWeight, color];
        }).concat(Math.round(item.getBoundingClientRect().width))))"""
    )
    assert len(set(looks)) == 1  # a denial is never smaller than an assertion
    sources = shipped.properties_of("gossi-wagner")["sources"]
    titles = [re.compile(re.escape(source["title"])) for source in sources]
    expect(card.locator(".sources li")).to_have_text(titles)
    links = card.locator(".sources a").evaluate_all("all => all.map((a) => [a.href, a.rel])")
    assert links == [[each["url"], "noopener noreferrer"] for each in sources if each["url"]]
    expect(card.locator(".sources")).to_contain_text(sources[0]["publisher"])
    page.get_by_role("button", name="Français").click()
    expect(page.locator("#card-name")).to_have_text("Wagner à Gossi")
    for claim in claims:
        expect(card.locator(".claims")).to_contain_text(claim.get("says_fr", claim["says"]))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#about")).to_contain_text(catalogue.text("about.borders", "fr"))


def test_the_words_open_a_card_and_get_the_focus_back(open_file: Open):
    page = open_file(hash_of(View(day=day("2022-04-19"), mode="on")), width=1440, height=900)
    line = page.get_by_role("button", name="Hombori market killings (on 19 April 2022)")
    line.focus()
    expect(page.locator(".tm-pointed").first).to_be_attached()
    page.keyboard.press("Enter")
    expect(page.locator("#card-name")).to_be_focused()
    settled(page)
    page.locator(".jump").first.click()
    expect(page.locator(".sources li:focus")).to_be_visible()
    page.get_by_role("button", name="The day in words").press("Enter")
    expect(line).to_be_focused()
    expect_value(page, "temoin.state.selected", None)


def test_a_base_names_who_held_its_site_and_leads_there(open_file: Open):
    page = open_file("#id=gossi-wagner", width=1440, height=900)
    listed = page.locator(".tenures li")
    expect(listed).to_have_count(3)
    listed.filter(has_text="France").get_by_role("button").click()
    expect(page.locator("#card-name")).to_have_text("Barkhane forward base, Gossi")


def test_as_reported_by_leaves_out_what_was_said_later(open_file: Open):
    page = open_file("#id=moura-2022-03&known=2022-04-10&d=2022-03-30", width=1440, height=900)
    card = page.locator("#words")
    expect(card.locator(".known")).to_contain_text("As reported by 10 April 2022")
    expect(card).to_contain_text("later claims are not shown")
    dated = shipped.properties_of("moura-2022-03")["claims"]
    late = [claim for claim in dated if (claim.get("date") or "") > "2022-04-10"]
    assert late
    for claim in late:
        expect(card.locator(".claims")).not_to_contain_text(claim["says"])


# --- whoever reads it ---


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
def test_axe_finds_nothing_in_any_language_theme_or_size(open_file: Open, width: int, height: int):
    page = open_file(width=width, height=height)
    for language, heading in (("en", "Moura massacre"), ("fr", "Massacre de Moura")):
        page.locator(f"#languages [lang={language}]").click()
        for selected in ("null", "'moura-2022-03'", "'gossi-wagner'"):
            page.evaluate(f"temoin.select({selected})")
            if "moura" in selected:
                expect(page.locator("#card-name")).to_have_text(heading)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                expect(page.locator(f"#map_div[data-theme={scheme}]")).to_be_visible()
                assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 30
    return [
        f"{broken['id']}: {node['target']} {node['html'][:200]}"
        for broken in found["violations"]
        for node in broken["nodes"]
        # Where a symbol stands is what a map says (see test_accessibility).
        if not (broken["id"] == "target-size" and "tm-" in node["html"].split(">")[0])
    ]


@pytest.mark.parametrize("hash_", ["", "#id=gossi-wagner&lang=fr", "#id=moura-2022-03"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(
    open_file: Open, width: int, hash_: str
):
    page = open_file(hash_, width=width, height=844, has_touch=True)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    map_box, column = page.locator("#map").bounding_box(), page.locator("#column").bounding_box()
    assert column["y"] >= map_box["y"] + map_box["height"]


def test_a_card_opened_on_a_phone_comes_into_sight(open_file: Open):
    page = open_file(width=390, height=844)
    page.evaluate("temoin.setView([-4.4, 14.3], 9)")
    page.get_by_role("button", name="Moura massacre", exact=True).click()
    expect(page.locator("#card-name")).to_be_in_viewport()


def test_without_scripts_it_says_what_it_is(file: Path, browser: Browser):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(file.as_uri())
    for paragraph, said in zip(
        page.locator(".noscript p").all(),
        ("This file is an interactive map of the war in Mali", "Ce fichier est une carte"),
        strict=True,
    ):
        expect(paragraph).to_be_visible()
        expect(paragraph).to_contain_text(said)
    context.close()


def test_reduced_motion_plays_in_steps(open_file: Open):
    page = open_file(reduced_motion="reduce")
    assert page.evaluate("temoin.state.reducedMotion")
    assert page.locator(".tm-ghost").count() == 0
