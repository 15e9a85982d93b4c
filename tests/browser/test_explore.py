"""A viewer asks the map: filters, search, the panels beside it, two days, what was known."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Pages, map_frame


@pytest.fixture(scope="module")
def page(new_shared_page: Pages) -> Page:
    return new_shared_page(width=1440, height=900)


@pytest.fixture
def frame(page: Page, app_url: str) -> Frame:
    page.goto(app_url)
    return map_frame(page)


def kept_back(frame: Frame):
    return frame.locator(".tm-kept-back")


# --- filters ------------------------------------------------------------------------------


def test_a_filter_acts_at_once_says_what_it_hides_and_one_button_resets(page: Page, frame: Frame):
    before = frame.evaluate("temoin.visibleIds()")
    frame.get_by_role("button", name="Filters").click()
    frame.get_by_text("Who (perpetrators: as alleged)").click()
    frame.get_by_role("checkbox", name="Wagner group").check()
    expect(kept_back(frame)).to_contain_text(
        re.compile(r"\d+ hidden by filters, of these \d+ disputed")
    )
    shown = frame.evaluate("temoin.visibleIds()")
    assert {"gossi-wagner", "moura-2022-03"} <= set(shown) < set(before)
    said = int(re.search(r"\d+", kept_back(frame).inner_text()).group())
    assert said == len(before) - len(shown)
    # The page beside the map follows once it is committed, and the link carries it.
    expect(page.locator(".now")).to_contain_text("8 military sites")
    expect(page).to_have_url(re.compile(r"[?&]who=WAGNER(&|$)"))
    kept_back(frame).get_by_role("button", name="Reset filters").click()
    expect(kept_back(frame)).to_be_empty()
    assert frame.evaluate("temoin.visibleIds()") == before
    expect(frame.get_by_role("checkbox", name="Wagner group")).not_to_be_checked()


def test_words_are_sought_without_accents_and_code_stays_text(frame: Frame):
    frame.get_by_role("button", name="Filters").click()
    words = frame.get_by_role("searchbox", name="Words in names, places and claims")
    words.fill("MENAKA")
    frame.wait_for_function("temoin.visibleIds().some((id) => id.includes('menaka'))")
    words.fill("<img src=x onerror=alert(1)>")
    frame.wait_for_function("temoin.count === 0")
    words.fill("")
    expect(kept_back(frame)).to_be_empty()


def test_the_period_and_the_figures_are_ranges(frame: Frame):
    frame.get_by_role("button", name="Filters").click()
    frame.get_by_role("spinbutton", name="at least").fill("100")
    frame.get_by_role("spinbutton", name="at least").press("Enter")
    expect(kept_back(frame)).to_contain_text("hidden by filters")
    assert "moura-2022-03" in frame.evaluate("temoin.visibleIds()")
    first = frame.get_by_role("slider", name="from")
    first.focus()
    first.press("End")
    expect(first).to_have_attribute("aria-valuetext", re.compile("2026"))
    frame.wait_for_function("!temoin.visibleIds().includes('moura-2022-03')")


def test_a_link_with_filters_and_a_reload_show_the_same(page: Page, app_url: str):
    page.goto(f"{app_url}/?sure=disputed&in=tombouctou&q=gossi&lang=fr")
    frame = map_frame(page)
    shown = frame.evaluate("temoin.visibleIds()")
    assert "gossi-wagner" in shown
    expect(kept_back(frame)).to_contain_text("masqués par les filtres")
    expect(frame.get_by_role("button", name="Filtres (3)")).to_be_visible()
    page.reload()
    assert map_frame(page).evaluate("temoin.visibleIds()") == shown


def test_back_takes_a_filter_away_again(page: Page, frame: Frame):
    before = frame.evaluate("temoin.visibleIds()")
    frame.evaluate("temoin.setMode('on')")
    expect(page).to_have_url(re.compile("m=on"))
    frame.evaluate("temoin.setFilters({ kinds: ['airbase'] })")
    expect(page).to_have_url(re.compile("what=airbase"))
    page.go_back()
    frame.wait_for_function("temoin.state.filters.kinds.length === 0")
    page.go_back()
    frame.wait_for_function("ids => String(temoin.visibleIds()) === String(ids)", arg=before)


def test_a_feature_that_is_asked_for_is_shown_whatever_filters_say(frame: Frame):
    frame.evaluate("temoin.setFilters({ kinds: ['airbase'] })")
    frame.evaluate("temoin.select('moura-2022-03')")
    assert "moura-2022-03" in frame.evaluate("temoin.visibleIds()")
    expect(kept_back(frame)).to_be_empty()


def test_what_was_reported_by_a_day_is_said_to_be_so(page: Page, frame: Frame):
    frame.get_by_role("button", name="Filters").click()
    frame.get_by_label("As reported by").last.fill("2022-04-22")
    expect(kept_back(frame)).to_contain_text(
        re.compile(r"As reported by 22 April 2022, \d+ not in our sources by that day")
    )
    expect(page).to_have_url(re.compile("known=2022-04-22"))
    kept_back(frame).get_by_role("button", name="Today’s knowledge").click()
    expect(kept_back(frame)).to_be_empty()


# --- search -------------------------------------------------------------------------------


def test_a_place_is_found_by_keyboard_and_the_map_goes_there(frame: Frame):
    box = frame.get_by_role("combobox", name="Search places and events")
    box.fill("menaka")
    options = frame.get_by_role("listbox", name="Search").get_by_role("option")
    expect(options.first).to_contain_text("Menaka")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    frame.wait_for_function("temoin.map.getZoom() >= 9")
    at = frame.evaluate("[temoin.map.getCenter().lat, temoin.map.getCenter().lng]")
    assert at == pytest.approx([15.92, 2.4], abs=0.2)
    expect(frame.get_by_role("listbox")).to_have_count(0)


def test_a_feature_moves_the_playhead_and_opens_its_card(page: Page, frame: Frame):
    frame.get_by_role("combobox", name="Search places and events").fill("radisson")
    frame.get_by_role("option", name=re.compile("Radisson Blu hotel attack")).click()
    expect(page.get_by_role("heading", name="Radisson Blu hotel attack")).to_be_visible()
    assert frame.evaluate("temoin.date") == "2015-11-20"


def test_nothing_of_that_name_is_said(frame: Frame):
    box = frame.get_by_role("combobox", name="Search places and events")
    box.fill("zzzz")
    expect(frame.get_by_text("Nothing of that name").first).to_be_visible()
    box.press("Escape")
    expect(frame.locator(".tm-search-list")).to_be_hidden()


# --- beside the map -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "link", "sees"),
    [
        ("Table", "show=table", "What the map shows, as a table"),
        ("Charts", "show=charts", "Sites held"),
        ("Compare", "show=compare", "Compare with"),
        ("Stories", "show=story", "Moura"),
    ],
)
def test_a_panel_is_chosen_and_linked(page: Page, frame: Frame, tab: str, link: str, sees: str):
    frame.evaluate("window.isTheFirst = true")
    page.get_by_role("radio", name=tab).click()
    expect(page.locator(".st-key-card")).to_contain_text(sees)
    expect(page).to_have_url(re.compile(link))
    assert frame.evaluate("window.isTheFirst")  # the map stands


def test_a_sentence_points_at_its_feature_and_opens_it(page: Page, frame: Frame):
    sentence = page.locator(".st-key-card [data-feature='gossi-mass-grave-2022-04']").first
    sentence.hover()
    expect(frame.locator(".tm-pointed")).to_have_count(1)
    sentence.click()
    expect(page.get_by_role("heading", name="Gossi mass grave", level=2)).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("heading", name="22 April 2022", level=2)).to_be_visible()


def test_a_line_under_the_focus_shows_on_the_map_without_a_mouse(page: Page, frame: Frame):
    line = page.locator(".st-key-card [data-feature='gossi-mass-grave-2022-04']").first
    line.focus()
    expect(frame.locator(".tm-pointed")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Gossi mass grave", level=2)).to_be_visible()


@pytest.mark.parametrize("chart", ["held", "killed"])
def test_a_click_into_a_chart_sets_the_date(page: Page, app_url: str, chart: str):
    page.goto(f"{app_url}/?show=charts")
    frame = map_frame(page)
    drawn = page.locator(f".st-key-chart-{chart} svg.marks")
    expect(drawn).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    drawn.click(position={"x": box["width"] * 0.25, "y": box["height"] / 2})
    frame.wait_for_function("temoin.date < '2020'")
    expect(page).to_have_url(re.compile(r"d=201\d-"))


def test_a_date_of_a_charts_table_sets_the_date_without_a_mouse(page: Page, app_url: str):
    page.goto(f"{app_url}/?show=charts")
    frame = map_frame(page)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_text("The numbers as a table").first.click()
    button = page.locator(".st-key-card table button").first
    wanted = button.get_attribute("data-day")
    button.focus()
    page.keyboard.press("Enter")
    frame.wait_for_function("day => temoin.date === day", arg=wanted)


def test_the_table_marks_what_is_selected(page: Page, app_url: str):
    page.goto(f"{app_url}/?show=table")
    frame = map_frame(page)
    frame.evaluate("temoin.select('moura-2022-03')")
    marked = page.locator(".st-key-card [aria-current='true']")
    expect(marked.first).to_contain_text("Moura massacre")


def test_the_downloads_hold_exactly_what_the_map_shows(page: Page, app_url: str):
    page.goto(f"{app_url}/?show=table&d=2022-04-22&m=on&who=WAGNER")
    shown = map_frame(page).evaluate("temoin.visibleIds()")
    with page.expect_download() as begun:
        page.locator(".st-key-download-geojson button").click()
    collection = json.loads(Path(begun.value.path()).read_text("utf-8"))
    assert sorted(each["properties"]["id"] for each in collection["features"]) == shown
    assert "who=WAGNER" in json.dumps(collection)
    with page.expect_download() as begun:
        page.locator(".st-key-download-csv button").click()
    with Path(begun.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["id"] for row in rows) == shown
    assert begun.value.suggested_filename == "temoin-2022-04-22-on.csv"


def test_two_days_are_compared_in_signs_and_sentences(page: Page, app_url: str):
    page.goto(f"{app_url}/?show=compare&d=2022-04-20&vs=2022-04-18&m=on")
    frame = map_frame(page)
    expect(page.locator(".st-key-card")).to_contain_text("1 site changed hands")
    expect(frame.locator(".tm-change.is-changed").first).to_be_visible()
    expect(frame.locator(".tm-legend-changes")).to_contain_text("Changed hands")
    expect(kept_back(frame)).to_contain_text("Compared with 18 April 2022")
    kept_back(frame).get_by_role("button", name="End comparison").click()
    expect(frame.locator(".tm-change")).to_have_count(0)
    expect(page).to_have_url(re.compile("vs=-"))


def test_a_story_is_read_with_the_arrow_keys_and_the_map_follows(page: Page, app_url: str):
    page.goto(f"{app_url}/?show=story")
    frame = map_frame(page)
    page.locator(".st-key-story-read-moura button").click()
    forward = page.locator(".st-key-story-next button")
    expect(forward).to_be_visible()
    expect(page).to_have_url(re.compile(r"story=[^&]*%2C1|story=[^&]*,1"))
    frame.evaluate("temoin.setView([-4, 16], 5)")  # a reader looks elsewhere
    page.locator("body").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"story=[^&]*(%2C|,)2"))
    # Day and place of the second step, geodata/stories/moura.md; the first has the same place.
    frame.wait_for_function("temoin.date === '2022-04-01' && temoin.map.getZoom() === 8.5")
    middle = frame.evaluate("[temoin.map.getCenter().lng, temoin.map.getCenter().lat]")
    assert middle == pytest.approx([-4.6, 14.33], abs=0.01)
    page.locator("body").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"story=[^&]*(%2C|,)1"))


def test_a_link_to_a_feature_that_has_changed_since_says_so(
    serve: Callable[[Path], str], new_page: Pages, geodata_dir: Path, tmp_path: Path
):
    geodata = Path(shutil.copytree(geodata_dir, tmp_path / "geodata"))
    file = geodata / "massacre_sites.geojson"
    url = serve(geodata)
    page = new_page()
    page.goto(f"{url}/?id=moura-2022-03")
    expect(page).to_have_url(re.compile(r"h=[0-9a-f]{4}"))
    link = page.url
    expect(page.locator(".unread")).to_have_count(0)
    data = json.loads(file.read_text("utf-8"))
    for feature in data["features"]:
        if feature["properties"]["id"] == "moura-2022-03":
            feature["properties"]["summary"] += " Invented end."
    file.write_text(json.dumps(data), "utf-8")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".unread")).to_contain_text("Moura massacre")


def test_the_place_is_in_the_link_and_a_move_is_no_step_of_the_history(page: Page, frame: Frame):
    before = page.evaluate("history.length")
    frame.evaluate("temoin.setView([-0.05, 16.27], 8)")
    expect(page).to_have_url(re.compile(r"at=-0\.0\d+,16\.2\d+,8"))
    assert page.evaluate("history.length") == before
    page.reload()
    at = map_frame(page).evaluate("[temoin.map.getZoom(), temoin.map.getCenter().lat]")
    assert at == pytest.approx([8, 16.27], abs=0.01)


def test_a_page_that_embeds_this_one_is_answered(page: Page, frame: Frame, app_url: str):
    page.evaluate(
        """url => {
        document.body.innerHTML = '';
        const inner = document.createElement('iframe');
        inner.src = url;
        inner.width = 900;
        inner.height = 700;
        document.body.append(inner);
        window.answers = [];
        window.addEventListener('message', ({ data }) => {
            if (data.temoin) window.answers.push(data.temoin);
        });
        window.ask = (call, args, reply) =>
            inner.contentWindow.postMessage({ temoin: { call, args, reply } }, '*');
    }""",
        app_url,
    )
    page.wait_for_function("""() => {
        ask('setDate', ['2020-08-18'], 1);
        return answers.some((answer) => answer.date === '2020-08-18');
    }""")
    page.evaluate("ask('visibleIds', [], 2); ask('setDate', ['soon'], 3); ask('on', [], 4)")
    page.wait_for_function("answers.some((answer) => answer.reply === 3)")
    answers = {each["reply"]: each for each in page.evaluate("answers")}
    assert "bamako-ba101" in answers[2]["result"]
    assert "YYYY-MM-DD" in answers[3]["error"]
    assert 4 not in answers  # only what changes or tells the view can be called
