"""The page without a mouse, and as a machine that looks for barriers sees it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, map_frame

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEAST_TARGET_PX = 24


def violations(page: Page, frame: Frame) -> list[str]:
    """Let axe look at the page with the map in it; one line a finding.

    Symbols that cover each other in part are not among them: where they stand is what a map
    says, which WCAG 2.5.8 leaves alone; nearer, or in the list of a stack, they stand apart.
    """
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    axe = Axe()
    frame.evaluate(axe.axe_script)  # it looks into no frame that has not got it too
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = axe.run(page, options=options).response
    assert len(found["passes"]) > 30
    return [
        f"{broken['id']}: {node['target']} {node['html'][:200]}"
        for broken in found["violations"]
        for node in broken["nodes"]
        if not (broken["id"] == "target-size" and re.search(r'"tm-(spot|move)\b', node["html"]))
    ]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
def test_axe_finds_nothing_in_any_language_theme_or_size(
    new_page: Pages, app_url: str, width: int, height: int
):
    page = new_page(width=width, height=height)
    page.goto(app_url)
    frame = map_frame(page)
    frame.evaluate("() => { temoin.select('moura-2022-03'); }")
    for language, heading in (("en", "Moura massacre"), ("fr", "Massacre de Moura")):
        page.get_by_role("radio", name=language).click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(frame.locator(f"#map_div[lang={language}]")).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect(frame.locator(f"#map_div[data-theme={scheme}]")).to_be_visible()
            assert violations(page, frame) == []


@pytest.fixture(scope="module")
def page(new_shared_page: Pages, app_url: str) -> Page:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return page


@pytest.fixture(scope="module")
def frame(page: Page) -> Frame:
    return map_frame(page)


def test_symbols_are_large_enough_to_hit(frame: Frame):
    sizes = frame.locator(".tm-spot, .tm-move").evaluate_all(
        "all => all.map((n) => n.getBoundingClientRect()).map((box) => [box.width, box.height])"
    )
    assert sizes
    assert min(min(size) for size in sizes) >= LEAST_TARGET_PX


def test_the_map_is_a_region_with_a_name(frame: Frame):
    expect(frame.get_by_role("region", name="Map of Mali with a time slider")).to_be_visible()


FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.contentDocument) node = node.contentDocument.activeElement;
  return [node.ariaLabel || node.textContent, node.dataset.layer ?? ""];
}"""


def test_tab_leads_through_everything_and_out_again(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    page.goto(app_url)
    frame = map_frame(page)
    symbols = frame.locator(".tm-spot, .tm-move").evaluate_all("all => all.map((n) => n.ariaLabel)")
    layers = frame.get_by_role("checkbox").evaluate_all("all => all.map((n) => n.dataset.layer)")
    walked: list[list[str]] = []
    beside = page.locator(".st-key-card").locator("a, button, input, summary").count()
    for _ in range(len(symbols) + beside + 80):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(FOCUSED))
        if walked[-1][0] == "GeoNames":  # the last link of the page
            break
    names = {name for name, _ in walked}
    assert names >= {*symbols, "Map of Mali with a time slider", "Zoom in", "All Mali"}
    assert names >= {"Play", "A day back", "Day shown; type another date", "Move through time"}
    assert {layer for _, layer in walked} >= {*layers}
    assert "GeoNames" in names


def test_what_has_the_focus_shows_it(page: Page, frame: Frame):
    for name in ("Moura massacre", "Zoom in", "Play", "Move through time", "Last 90 days"):
        control = frame.get_by_label(name).first
        control.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")  # so that the focus came by keyboard
        ring = control.evaluate(
            """(node) => [node, ...node.parentElement.children].some((each) =>
              [null, "::after"].some((part) => getComputedStyle(each, part).outlineStyle !== "none")
            )"""
        )
        assert ring, name


def test_time_that_runs_is_not_read_aloud(frame: Frame):
    frame.evaluate(
        """() => {
          window.said = new Set();
          const live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], output";
          const watch = new MutationObserver((changes) => changes.forEach(({ target }) => {
            const node = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
            const region = node?.closest(live);
            if (region && temoin.state.playing) said.add(region.className);
          }));
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("temoin.date > '2022-08-01'")
    assert frame.evaluate("[...said]") == []
    frame.get_by_role("button", name="Pause").click()


def test_axe_finds_nothing_in_a_list_and_its_name(page: Page, frame: Frame):
    frame.evaluate("() => { temoin.setView([-0.0055, 16.2484], 9); }")
    frame.get_by_role("button", name="entries here: ").first.press("Enter")
    expect(frame.get_by_role("dialog")).to_be_visible()
    assert violations(page, frame) == []


def opened(selector: str) -> str:
    """Return what a viewer sees once it has been clicked."""
    return f"document.querySelector('{selector}').click()"


# Query, what is done then, and what it brings to sight within the map.
STATES = {
    "questions": ("", "", None),
    "filters": ("", opened(".tm-filters button"), ".tm-filters fieldset"),
    "every filter open": (
        "?sure=disputed&around=WAGNER",
        opened(".tm-filters button") + "; const open = () => {"
        " const all = [...document.querySelectorAll('.tm-filters details')];"
        " all.forEach((each) => { each.open = true; }); all.length || setTimeout(open, 50); };"
        " open()",
        ".tm-filters [data-facet=around] input",
    ),
    "search": (
        "",
        "const box = document.querySelector('.tm-search-input'); box.value = 'gao';"
        "box.dispatchEvent(new Event('input'))",
        ".tm-search-list [role=option]",
    ),
    "kept back": ("?who=WAGNER&known=2022-04-22&m=on", "", None),
    "compared": ("?show=compare&d=2022-04-20&vs=2022-04-18", "", None),
    "table": ("?show=table", "", None),
    "charts": ("?show=charts", "", None),
    "stories": ("?show=story", "", None),
    "a story": ("?show=story&story=moura,2", "", None),
    "a base": ("?id=gossi-wagner", "", None),
    "a movement": ("?id=barkhane-2022-gossi-gao", "", None),
    "as reported by": ("?id=moura-2022-03&known=2022-04-10", "", None),
    "near Wagner": ("?around=WAGNER&m=sofar&d=2026-06-01", "", None),
    "a milestone": ("?id=barkhane-end-2022-11-09&off=-", "", None),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(page: Page, app_url: str, state: str, language: str):
    query, action, brings = STATES[state]
    page.emulate_media(color_scheme="dark" if language == "fr" else "light")
    page.goto(f"{app_url}/{query}{'&' if query else '?'}lang={language}")
    frame = map_frame(page)
    if action:
        frame.evaluate(f"() => {{ {action}; }}")
        expect(frame.locator(brings).first).to_be_visible()
    assert violations(page, frame) == []


NARROW = {
    "day": "",
    "table": "?show=table",
    "charts": "?show=charts",
    "compare": "?show=compare&d=2022-04-20&vs=2022-04-18",
    "story": "?show=story",
    "a story": "?show=story&story=moura,2",
    "a card": "?id=moura-2022-03",
    "a ledger": "?id=gao-barkhane",
    "kept back": "?around=WAGNER&known=2024-04-22&lang=fr",
}


@pytest.mark.parametrize("state", NARROW)
@pytest.mark.parametrize(("width", "height"), [(320, 640), (720, 450)], ids=["320 px", "200 %"])
def test_nothing_runs_over_the_side_where_room_is_scarce(
    page: Page, app_url: str, width: int, height: int, state: str
):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{app_url}/{NARROW[state]}")
    map_frame(page)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    page.set_viewport_size({"width": 1440, "height": 900})
    assert over <= 0
