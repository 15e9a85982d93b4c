"""The page without a mouse, and as a machine that looks for barriers sees it."""

from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser import MAP_FRAME, Pages, map_frame

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Findings in nodes that Streamlit makes, which we cannot change: rule -> most nodes of it.
STREAMLITS: dict[str, int] = {}


def violations(page: Page | Frame, context: dict[str, list[str]] | None = None) -> Counter[str]:
    """Count the nodes that break a rule, by rule and node."""
    found = Axe().run(page, context=context, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 10
    return Counter(
        f"{each['id']} {node['target'][-1]} {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    )


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
def test_axe_finds_nothing_of_ours(
    new_page: Pages, app_url: str, width: int, height: int, scheme: str, locale: str
):
    page = new_page(width=width, height=height, color_scheme=scheme, locale=locale)
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    expect(page.locator(".sources")).to_be_visible()
    print(violations(frame))
    print(violations(page, {"exclude": [MAP_FRAME]}))
    assert 0
