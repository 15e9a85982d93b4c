"""The page "Edit" in a real browser: check, draw, reload, and two editors at once."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser import MAP_FRAME, Pages, map_frame
from tests.browser.test_accessibility import violations
from tests.making import make_feature, make_file

LAYER = "massacre_sites"
SOON_MS = 12_000
# Findings of axe in nodes of Streamlit that no page can change.
STREAMLITS_OWN = (
    "presentation-role-conflict: ['section']",  # where files are dropped
    "region: ['#stFloatingOverlayPortal']",  # the help of a field
)
EDIT_IS_READY = f"""
() => Boolean(document.querySelector('{MAP_FRAME}')?.contentWindow?.temoinEdit)
"""


def edit_frame(page: Page) -> Frame:
    """Wait until the map of the page "Edit" has drawn its land; return its frame."""
    page.wait_for_function(EDIT_IS_READY, timeout=30_000)
    frame = page.wait_for_selector(MAP_FRAME).content_frame()
    assert frame is not None
    frame.evaluate("() => temoinEdit.ready")
    return frame


def open_edit(page: Page, url: str, language: str = "en") -> Frame:
    """Come to the page as people do: by the link on the map page."""
    page.goto(f"{url}/?lang={language}")
    map_frame(page)
    page.get_by_role("link", name={"en": "Edit", "fr": "Modifier"}[language], exact=True).click()
    return edit_frame(page)


# Clicks a link of the page as soon as it is there, while the page is still being made.
CLICK_AT_ONCE = """(name) => new MutationObserver((_, observer) => {
  const link = [...document.querySelectorAll("a")].find((each) => each.textContent.trim() === name);
  if (!link) return;
  observer.disconnect();
  link.click();
}).observe(document, { childList: true, subtree: true })"""


@pytest.mark.parametrize("link", ["Modifier", "Exporter"])
def test_whoever_leaves_the_map_before_it_stands_keeps_the_language(
    new_page: Pages, app_url: str, link: str
):
    page = new_page(locale="en-GB")
    page.add_init_script(f"({CLICK_AT_ONCE})({json.dumps(link)})")
    page.goto(f"{app_url}/?lang=fr")
    expect(page).to_have_url(re.compile("/(edit|brief)"))
    settle(page)
    expect(page).to_have_url(re.compile(r"[?&]lang=fr(?!.*lang=)"))
    expect(page.get_by_role("link", name="Retour à la carte")).to_be_visible()


def check_file(page: Page, data: bytes) -> None:
    """Choose a file; return when its check is there."""
    file = {"name": f"{LAYER}.geojson", "mimeType": "application/geo+json", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)
    heading = re.compile("^(Check|Vérification)$")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    settle(page)


def open_form(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("form")).click()
    expect(field(page, re.compile("^(Name|Nom \\(en anglais\\)) "))).to_be_visible()


def field(page: Page, label: str | re.Pattern[str]):
    return page.get_by_role("textbox", name=label).first


def settle(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def type_into(page: Page, label: str | re.Pattern[str], text: str) -> None:
    """Type into a field and leave it, and wait for the check."""
    box = field(page, label)
    box.fill(text)
    box.press("Tab")
    settle(page)


def choose(page: Page, label: str, text: str) -> None:
    """Choose from a list as with a keyboard."""
    box = page.get_by_role("combobox", name=re.compile(label)).first
    box.click()
    box.fill(text)
    page.get_by_role("option", name=re.compile(re.escape(text))).first.click()
    settle(page)


def test_a_file_is_checked_and_its_problems_lead_to_the_map(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url)
    broken = make_feature(LAYER, start="19/04/2022", name="Fictional place")
    check_file(page, make_file(broken, make_feature(LAYER, id="two")))
    expect(page.get_by_text("1 error.")).to_be_visible()
    expect(page.locator(".edit .source")).to_contain_text('"19/04/2022"')
    marks = frame.get_by_role("button", name="Fictional place (new)")
    expect(marks).to_have_text("N")
    page.get_by_role("button", name="Show on the map").first.click()
    expect(marks).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the mended file").click()
    mended = Path(download.value.path()).read_bytes()
    assert b'"start": "2022-04-19"' in mended


def test_the_map_says_what_its_symbols_mean_and_keeps_the_country_in_sight(
    new_page: Pages, app_url: str
):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url, "fr")
    dropzone = page.get_by_test_id("stFileUploaderDropzone")
    for english in ("per file", "Drag"):
        expect(dropzone).not_to_contain_text(english, use_inner_text=True)
    said = page.get_by_test_id("stFileUploaderDropzoneInstructions").evaluate(
        "(node) => getComputedStyle(node, '::after').content"
    )
    assert said == '"ou déposez-le ici (20 Mo au plus)"'
    place = {"geometry": {"type": "Point", "coordinates": [15.82, -1.3]}, "name": "Swapped"}
    near = [make_feature(LAYER, id=f"near-{n}", start=f"2022-04-{n}") for n in (11, 12)]
    check_file(page, make_file(make_feature(LAYER, id="far", **place), *near))
    expect(frame.get_by_role("listitem")).to_have_text(["Nnouveau", "publié, inchangé"])
    seen = frame.evaluate("() => temoinEdit.map.getBounds().contains([15.8256, -1.3019])")
    assert seen
    assert not frame.evaluate("() => temoinEdit.map.getBounds().contains([-1.3, 15.82])")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "![x](http://evil.example/x)"])
def test_hostile_texts_run_nowhere(new_page: Pages, app_url: str, text: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url)
    check_file(page, make_file(make_feature(LAYER, name=text, summary=text)))
    expect(page.get_by_role("button", name=text)).to_be_visible()
    expect(frame.get_by_role("button", name=f"{text} (new)")).to_be_visible()
    assert page.locator(".edit img").count() == 0


def test_a_source_is_typed_into_the_table(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    open_edit(page, app_url)
    open_form(page)
    type_into(page, re.compile("^Name "), "Fictional place")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    for row, title in enumerate(("Invented report", "Another")):
        table.dblclick(position={"x": 120, "y": 50 + 33 * row})
        cell = page.locator("textarea.gdg-input")
        cell.fill(title)
        cell.press("Enter")
        expect(page.get_by_test_id("stCode")).to_contain_text(f'"title": "{title}"')
    settle(page)
    expect(page.get_by_text("At least one source with a title is required.")).to_have_count(0)


def test_on_a_phone_the_form_leads_to_the_map(new_page: Pages, app_url: str):
    page = new_page(width=390, height=844, has_touch=True)
    frame = open_edit(page, app_url)
    open_form(page)
    page.get_by_role("button", name="Place the point").click()
    expect(page.locator(MAP_FRAME)).to_be_in_viewport(ratio=0.5)
    frame.locator("#map_div").click(position={"x": 150, "y": 200})
    expect(field(page, re.compile("^Position"))).to_have_value(re.compile(r"\d, \d"))


def test_a_reload_keeps_the_draft(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    frame = open_edit(page, app_url)
    open_form(page)
    type_into(page, re.compile("^Name "), "Fictional {{ 7*7 }} </script>")
    frame.get_by_role("button", name="Place the point").click()
    frame.locator("#map_div").click(position={"x": 300, "y": 300})
    expect(field(page, re.compile("^Position"))).to_have_value(re.compile(r"\d, \d"))
    settle(page)
    stored = "() => (localStorage.getItem('temoin.draft') || '').includes('\"shape\": \"')"
    frame.wait_for_function(stored)
    point = field(page, re.compile("^Position")).input_value()
    frame.wait_for_function(
        "(point) => localStorage.getItem('temoin.draft').includes(point)", arg=point
    )
    page.reload()
    edit_frame(page)
    open_form(page)
    expect(field(page, re.compile("^Name "))).to_have_value("Fictional {{ 7*7 }} </script>")
    expect(field(page, re.compile("^Position"))).to_have_value(point)
    expect(page.get_by_text("Your draft is back as you left it.")).to_be_visible()
    page.get_by_role("button", name="Discard the draft").click()
    expect(field(page, re.compile("^Name "))).to_have_value("")
    settle(page)
    edit_frame(page).wait_for_function("() => localStorage.getItem('temoin.draft') === null")


@pytest.fixture
def folder(geodata_dir: Path, tmp_path: Path) -> Path:
    """A copy of the shipped data that this test may write to."""
    return Path(shutil.copytree(geodata_dir, tmp_path / "geodata"))


def facts_of(folder: Path, feature_id: str) -> dict[str, object]:
    collection = json.loads((folder / f"{LAYER}.geojson").read_text("utf-8"))
    return next(
        each["properties"]
        for each in collection["features"]
        if each["properties"]["id"] == feature_id
    )


def edit_moura(page: Page, url: str, killed: str, name: str) -> None:
    """Open the form of Moura and fill in a figure and the editor's name."""
    open_edit(page, url)
    open_form(page)
    choose(page, "^Feature", "moura-2022-03")
    expect(field(page, re.compile("^Name "))).to_have_value("Moura massacre")
    type_into(page, "Killed, highest figure", killed)
    type_into(page, re.compile("^Your name"), name)


def own_violations(page: Page, frame: Frame) -> list[str]:
    """What axe finds, without what Streamlit itself writes."""
    found = violations(page, frame)
    return [each for each in found if not any(mark in each for mark in STREAMLITS_OWN)]


def left_edges(cells: Locator) -> list[int]:
    """Where visible cells begin, in whole pixels."""
    return cells.evaluate_all(
        "(nodes) => nodes.filter((node) => node.offsetParent)"
        ".map((node) => Math.round(node.getBoundingClientRect().left))"
    )


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_editors_save_at_once_and_nothing_is_lost(
    serve: Callable[..., str], new_page: Pages, folder: Path
):
    url = serve(folder, TEMOIN_EDIT="1")
    reader = new_page(width=1440, height=900)
    reader.goto(f"{url}/?id=moura-2022-03")
    map_frame(reader)
    first, second = new_page(width=1440, height=900), new_page(width=1440, height=900)
    edit_moura(first, url, "501", "First editor")
    edit_moura(second, url, "502", "Second editor")
    save(first)
    expect(first.get_by_text("Saved. The map shows it")).to_be_visible()
    assert facts_of(folder, "moura-2022-03")["killed_max"] == 501
    expect(reader.locator(".st-key-card")).to_contain_text("501", timeout=SOON_MS)
    save(second)
    expect(second.get_by_role("alert")).to_contain_text("First editor saved")
    versions = second.locator(".versions tbody td")
    expect(versions).to_have_count(3)
    assert versions.all_inner_texts()[1:] == ["502", "501"]
    for width in (1440, 390):
        second.set_viewport_size({"width": width, "height": 844})
        heads = second.locator(".versions thead th")
        assert left_edges(heads) == left_edges(versions), "each value below its word"
    assert facts_of(folder, "moura-2022-03")["killed_max"] == 501, "nothing was written"
    second.get_by_role("button", name="Save this choice").click()
    expect(second.get_by_text("Saved. The map shows it")).to_be_visible()
    assert facts_of(folder, "moura-2022-03")["killed_max"] == 502
    assert list((folder / ".history").rglob("*")), "the versions before are kept"


def test_nothing_can_be_saved_unless_the_host_says_so(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    open_edit(page, app_url)
    check_file(page, make_file(make_feature(LAYER, id="fictional")))
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing(new_page: Pages, app_url: str, width: int, height: int, language: str):
    page = new_page(width=width, height=height)
    frame = open_edit(page, app_url, language)
    broken = make_feature(LAYER, start="19/04/2022", name="Fictional place")
    check_file(page, make_file(broken, make_feature(LAYER, id="two")))
    assert own_violations(page, frame) == []
    page.emulate_media(color_scheme="dark")
    assert own_violations(page, frame) == []
    open_form(page)
    type_into(page, re.compile("^(Name|Nom \\(en anglais\\)) "), "Fictional place")
    assert own_violations(page, frame) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_way_back_keeps_the_view(new_page: Pages, app_url: str):
    page = new_page(width=1440, height=900)
    page.goto(f"{app_url}/?d=2015-06-01&m=on")
    map_frame(page)
    page.get_by_role("link", name="Edit", exact=True).click()
    edit_frame(page)
    page.get_by_role("link", name="Back to the map").click()
    assert map_frame(page).evaluate("temoin.date") == "2015-06-01"
