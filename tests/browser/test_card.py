"""A feature chosen on the map: what its card beside the map says, and how it is closed."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser import Pages, map_frame

MOURA = "moura-2022-03"


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def frame(page: Page) -> Frame:
    return map_frame(page)


@pytest.fixture
def card(page: Page, frame: Frame) -> Locator:
    """The card of Moura, on the day that the map opens on."""
    frame.evaluate("() => { temoin.setDate('2022-04-22'); }")
    frame.get_by_role("button", name="Moura massacre").click()
    card = page.locator(".st-key-card")
    expect(card.get_by_role("heading", level=2)).to_have_text("Moura massacre")
    return card


@pytest.fixture
def moura(geodata_dir: Path) -> dict[str, object]:
    """Moura as it stands in the file."""
    features = json.loads((geodata_dir / "massacre_sites.geojson").read_text("utf-8"))["features"]
    return next(each["properties"] for each in features if each["properties"]["id"] == MOURA)


def test_the_card_says_what_when_and_how_many(card: Locator, moura: dict[str, str]):
    expect(card).to_contain_text("27–31 March 2022")
    expect(card).to_contain_text("203 to 500 or more killed, according to the sources")
    expect(card).to_contain_text("Disputed: the sources contradict each other.")
    expect(card).to_contain_text(moura["summary"])


def test_both_sides_are_heard_and_look_alike(card: Locator, moura: dict[str, list[dict]]):
    sizes = set()
    for claim in moura["claims"]:
        entry = card.locator(".claims").get_by_role("listitem").filter(has_text=claim["says"])
        expect(entry).to_contain_text(f"{claim['by']} {claim['stance']}")
        words = entry.get_by_text(claim["says"])
        expect(words).to_be_visible()
        sizes.add(words.evaluate("node => getComputedStyle(node).font"))
        sizes.add(words.evaluate("node => getComputedStyle(node).color"))
    assert {claim["stance"] for claim in moura["claims"]} == {"asserts", "denies"}
    assert len(sizes) == 2  # one font, one colour


def test_sources_are_links_that_tell_the_other_site_nothing(
    card: Locator, moura: dict[str, list[dict]]
):
    sources = card.locator(".sources").get_by_role("listitem")
    expect(sources).to_have_count(len(moura["sources"]))
    # A claim's "source 1" leads to the list below it, "?" to a view, all others to other sites.
    links = card.locator("a:not([href^='#'], [href^='?'])").evaluate_all(
        "all => all.map((link) => [link.getAttribute('href'), link.rel, link.target])"
    )
    assert {url for url, _, _ in links} >= {each["url"] for each in moura["sources"] if each["url"]}
    for url, rel, target in links:
        assert url.startswith(("https://", "http://"))
        assert set(rel.split()) >= {"noopener", "noreferrer"}
        assert target == "_blank"


def test_closing_the_card_leaves_nothing_chosen(page: Page, frame: Frame, card: Locator):
    expect(frame.locator(".is-selected")).to_have_count(1)
    card.get_by_role("button", name="Close").click()
    expect(card.get_by_role("heading", name="How to read this map")).to_be_visible()
    frame.wait_for_function("temoin.state.selected === null")
    expect(frame.locator(".is-selected")).to_have_count(0)


def test_a_click_beside_all_symbols_closes_it_too(page: Page, frame: Frame, card: Locator):
    box = frame.locator("#map_div").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 12)
    expect(card.get_by_role("heading", name="How to read this map")).to_be_visible()


def test_the_holders_of_a_site_lead_to_each_other(page: Page, frame: Frame, card: Locator):
    frame.evaluate("() => { temoin.select('gossi-wagner'); }")
    heading = card.get_by_role("heading", level=2)
    expect(heading).to_contain_text("Wagner")
    card.get_by_role("button", name="France, from September 2018").click()
    expect(heading).to_contain_text("Barkhane")
    frame.wait_for_function("temoin.state.selected === 'gossi-barkhane'")
    frame.wait_for_function("temoin.visibleIds().includes('gossi-barkhane')")


def test_what_is_chosen_far_away_in_time_is_gone_to(page: Page, frame: Frame, card: Locator):
    frame.evaluate("() => { temoin.select('gao-serval-2013'); }")
    expect(card.get_by_role("heading", level=2)).to_have_text(
        "French base at Gao airfield (Serval)"
    )
    expect(page.locator(".now .date")).to_have_text("26 January 2013")
