"""The one HTML file shows texts that other files would run, and runs none of them."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from layers import atlas, catalogue
from layers.export import standalone
from layers.view import View
from tests.browser import Pages
from tests.browser import test_hostile_texts as hostile
from tests.browser.standalone_file import (
    day,
    opened,
)

# --- texts that other files would run ---


@pytest.fixture(scope="module")
def hostile_page(
    new_shared_page: Pages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write_folder(folder)
    loaded = atlas.load(folder, today=date(2026, 1, 1))
    path = tmp_path_factory.mktemp("file") / "hostile.html"
    view = View(day=day("2022-04-22"), mode="on", hidden=())
    path.write_bytes(standalone.html(loaded, view, title=hostile.EVERYTHING))
    page = opened(new_shared_page, path, width=1440, height=900)
    yield page
    assert page.asked == []
    assert page.evaluate("window.__pwned") is None
    assert page.locator("iframe, object, embed, img").count() == 0


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("layer", hostile.OF_LAYER)
def test_a_card_shows_every_text_as_it_was_written(hostile_page: Page, layer: str, language: str):
    feature = hostile.good(layer)[-1]
    hostile_page.evaluate("(language) => temoin.setLanguage(language)", language)
    hostile_page.evaluate("(id) => temoin.select(id)", feature["id"])
    card = hostile_page.locator("#words")
    expect(card.locator(".kicker")).to_contain_text(catalogue.text(f"layer.{layer}", language))
    text = card.evaluate("node => node.textContent")
    via = ["via"] if layer == "troop_movements" else []
    spoken = (*hostile.SPOKEN, *hostile.TEXTS[layer], *via)
    own = hostile.both(spoken)[language == "fr" :: 2]
    missing = [
        each for each in (*own, *hostile.OTHER) if f"{each} {hostile.EVERYTHING}" not in text
    ]
    assert missing == []
    links = card.get_by_role("link").evaluate_all("all => all.map((link) => link.href)")
    assert links
    assert all(link.startswith("https://example.org/") for link in links)
    assert card.locator("script, svg, b, code, style").count() == 0


def test_the_title_is_only_a_title(hostile_page: Page):
    heading = hostile_page.get_by_role("heading", level=1)
    assert heading.evaluate("node => node.textContent") == hostile.EVERYTHING
    assert heading.locator("*").count() == 1
