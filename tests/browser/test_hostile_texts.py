"""Texts that other maps would run: here they are only read."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from layers import catalogue
from layers.problems import shown
from tests.browser import Pages, map_frame

PAYLOADS = (
    "{{7*7}}",
    "{{ self.__init__.__globals__ }}",
    "{% raw %}",
    "{# a comment",
    "${window.__pwned=1}",
    "a lone ` back-tick",
    "C:\\users\\new",
    "</script><script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "<svg/onload=window.__pwned=1>",
    "'\"--><iframe srcdoc='<script>parent.__pwned=1</script>'>",
    "&lt;b&gt; &amp; <b>bold</b>",
    "![picture](http://evil.example/x.png) [link](javascript:window.__pwned=1)",
    "**bold** :red[red] :material/home: $x^2$ `code` # heading",
    "javascript:window.__pwned=1",
    "data:text/html,<script>window.__pwned=1</script>",
    "//evil.example/x",
    "line\u2028and paragraph\u2029separators",
    "\u202ebackwards\u202c \u2067isolated\u2069 \u200f",
    "{name} {0} %s %(n)s {n}",
    "__proto__",
    '=HYPERLINK("http://evil.example")',
    "\U0001f4a3 e\u0301 漢字 ",
)
EVERYTHING = " · ".join(PAYLOADS)
# Ids are slugs; some of these are names that every object of JavaScript has.
IDS = ("constructor", "valueof", "tostring", "hasownproperty", "prototype")
TIMED = {"start": "2022-04-22", "end": None, "status": "disputed", "precision": "site"}
OF_LAYER = {
    "military_bases": {"kind": "camp", "operator": "WAGNER"},
    "massacre_sites": {"kind": "attack", "killed_min": 3, "killed_max": 9},
    "troop_movements": {"kind": "blockade", "actor": "JNIM", "mode": "road"},
    "milestones": {"kind": "sanctions"},
}
TEXTS = {
    "military_bases": ("operation",),
    "massacre_sites": ("victims", "admin"),
    "troop_movements": ("from", "to"),
    "milestones": (),
}
NOTES = ("start_note", "end_note", "status_note", "place_note", "killed_note", "other_note")
# No sign in it that Windows forbids in names of files.
FILE_STEM = "{{7*7}} ${window.__pwned=1} `'&#%2e"


def both(names: Iterable[str]) -> list[str]:
    """Return names of properties, and those of the same in French."""
    return [each for name in names for each in (name, f"{name}_fr")]


def properties(layer: str, name: str, text: str, number: int) -> dict[str, object]:
    """Put a name, and a text wherever a text may stand, known to the contract or not.

    Each text begins with the name of its property.
    """
    plain = both(("summary", *TEXTS[layer], *NOTES))
    claim = {
        **{each: f"{each} {text}" for each in both(("by", "says"))},
        "source": 0,
        f"key {text}": f"value {text}",
    }
    return {
        "id": f"{layer.replace('_', '-')}-{(*IDS, number)[min(number, len(IDS))]}",
        "name": name,
        **TIMED,
        **OF_LAYER[layer],
        **({"site": f"site-{number}"} if layer == "military_bases" else {}),
        **(
            {each: [f"{each} {text}"] for each in both(["via"])}
            if layer == "troop_movements"
            else {}
        ),
        **{each: f"{each} {text}" for each in plain},
        "claims": [claim | {"stance": "asserts"}, claim | {"stance": "denies"}],
        "sources": [
            {
                "title": f"title {text}",
                "publisher": f"publisher {text}",
                "url": "https://example.org/\"><b>'x'</b>",
                "archive": "javascript:window.__pwned=1",
            },
        ],
        "website": "javascript:window.__pwned=1",
        "nested": {text: [text, {text: text}]},
        f"unknown {text}": f"thing {text}",
    }


def geometry(layer: str, number: int) -> dict[str, object]:
    """Give every feature a place of its own, but milestones, which share one."""
    rows = {"military_bases": 0, "massacre_sites": 0.7, "troop_movements": 1.4}
    if layer == "milestones":
        return {"type": "Point", "coordinates": [-8.0, 22.5]}
    lon = -11 + 2.1 * (number % 7)
    lat = 12 + 2.5 * (number // 7) + rows[layer]
    if layer == "troop_movements":
        return {"type": "LineString", "coordinates": [[lon, lat], [lon + 1.2, lat]]}
    return {"type": "Point", "coordinates": [lon, lat]}


def collection(layer: str) -> dict[str, object]:
    named = [(payload, payload) for payload in PAYLOADS] + [("All at once", EVERYTHING)]
    return {
        "type": "FeatureCollection",
        "title": EVERYTHING,
        "features": [
            {
                "type": "Feature",
                "properties": properties(layer, name, text, number),
                "geometry": geometry(layer, number),
            }
            for number, (name, text) in enumerate(named)
        ],
    }


def context() -> dict[str, object]:
    """A file of its own kind, with a title and places that carry the payloads."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": each,
                "summary": each,
                "id": each,
                "kind": each,
                "population": each,
            },
            "geometry": {"type": "Point", "coordinates": [-3 + number / 3, 24.0]},
        }
        for number, each in enumerate(PAYLOADS)
    ]
    return {"type": "FeatureCollection", "title": EVERYTHING, "features": features}


def refused() -> list[dict[str, object]]:
    """Features that are left off, so that the list of problems quotes what is in them."""
    place = {"type": "Point", "coordinates": [-4.0, 15.0]}
    wrong = [{"kind": payload} for payload in PAYLOADS]
    wrong.append({"sources": [{"title": "A script", "url": "javascript:window.__pwned=1"}]})
    return [
        {
            "type": "Feature",
            "properties": properties("massacre_sites", "Refused", "plain", 100 + number) | each,
            "geometry": place,
        }
        for number, each in enumerate(wrong)
    ]


def write_folder(folder: Path) -> None:
    """Write the hostile files into a folder."""
    for layer in OF_LAYER:
        content = collection(layer)
        if layer == "massacre_sites":
            content["features"] += refused()
        # Not escaped: U+2028 and the like stand in the file as they are.
        (folder / f"{layer}.geojson").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    for stem in ("places", FILE_STEM):
        (folder / f"{stem}.geojson").write_text(json.dumps(context()), "utf-8")


@pytest.fixture(scope="module")
def geodata(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "geodata"
    folder.mkdir()
    write_folder(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, serve_shared: Callable[[Path], str], geodata: Path) -> Iterator[Page]:
    """The page; what ran on it is told at the end."""
    pages = Pages(browser)
    page = pages(width=1440, height=900)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(serve_shared(geodata))
    yield page
    assert dialogs == []
    for frame in page.frames:
        assert frame.evaluate("window.__pwned") is None, frame.url
        assert frame.locator("iframe, object, embed").count() == (frame is page.main_frame)
    assert page.title() == "Témoin: the war in Mali, day by day"
    pages.close()


@pytest.fixture(scope="module")
def frame(page: Page) -> Frame:
    frame = map_frame(page)
    frame.evaluate(
        """() => {
          temoin.setLayers([]);
          temoin.setMode("on");
          temoin.setDate("2022-04-22");
        }"""
    )
    expect(page.locator(".now")).to_contain_text("milestones")
    return frame


def good(layer: str) -> list[dict[str, object]]:
    return [feature["properties"] for feature in collection(layer)["features"]]


NAMES = [*PAYLOADS, "All at once"]


def test_every_feature_is_drawn(frame: Frame):
    ids = {each["id"] for layer in OF_LAYER for each in good(layer)}
    assert set(frame.evaluate("temoin.visibleIds()")) == ids
    names = frame.locator(".tm-spot, .tm-move").evaluate_all(
        "all => all.map((node) => node.getAttribute('aria-label'))"
    )
    assert {name: names.count(name) for name in NAMES} == dict.fromkeys(NAMES, 3)


def test_names_are_read_at_a_symbol_as_they_were_written(frame: Frame):
    told = frame.locator(".tm-spot, .tm-move").evaluate_all(
        """(all) => all.map((node) => {
          node.focus();
          return document.querySelector("[role=tooltip] strong").textContent;
        })"""
    )
    assert set(told) == set(NAMES)


def test_names_are_read_in_a_list_as_they_were_written(page: Page, frame: Frame):
    stack = frame.get_by_role("button", name=f"{len(NAMES)} entries here")
    stack.focus()
    page.keyboard.press("Enter")
    listed = frame.get_by_role("dialog").locator(".tm-fan-name")
    assert sorted(listed.evaluate_all("all => all.map(n => n.textContent)")) == sorted(NAMES)
    page.keyboard.press("Escape")


def test_the_legend_names_a_file_as_it_names_itself(frame: Frame):
    label = frame.locator(".tm-legend-layer").filter(has_text=EVERYTHING[:40])
    assert EVERYTHING in label.evaluate("node => node.textContent")


def heading(page: Page) -> Locator:
    return page.locator(".st-key-card").get_by_role("heading", level=2)


# What a card says in the language of the page, and what has but one.
SPOKEN = ("summary", "by", "says", *NOTES)
OTHER = ("key", "value", "title", "publisher", "unknown", "thing")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("layer", OF_LAYER)
def test_a_card_shows_every_text_as_it_was_written(
    page: Page, frame: Frame, layer: str, language: str
):
    card = page.locator(".st-key-card")
    page.get_by_role("radio", name=language).click()
    expect(frame.locator(f"#map_div[lang={language}]")).to_be_visible()
    frame.evaluate("(id) => { temoin.select(id); }", good(layer)[-1]["id"])
    expect(card.locator(".kicker")).to_contain_text(catalogue.text(f"layer.{layer}", language))
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    text = card.evaluate("node => node.textContent")
    via = ["via"] if layer == "troop_movements" else []
    spoken = both((*SPOKEN, *TEXTS[layer], *via))[language == "fr" :: 2]
    assert [each for each in (*spoken, *OTHER) if f"{each} {EVERYTHING}" not in text] == []
    assert "javascript:window.__pwned=1" in text
    links = card.get_by_role("link").evaluate_all("all => all.map((link) => link.href)")
    assert all(link.startswith("http") for link in links)
    # Streamlit's own citation box beside it has a button with a picture.
    told = card.locator(".prose")
    assert told.locator("img, script, iframe, svg, b, code, math").count() == 0


def test_a_name_of_any_kind_heads_its_card(page: Page, frame: Frame):
    for base in good("military_bases")[::3]:
        frame.evaluate("(id) => { temoin.select(id); }", base["id"])
        page.wait_for_function(
            "name => document.querySelector('.st-key-card h2').textContent === name",
            arg=base["name"],
        )


def test_problems_quote_what_they_found_as_it_was_written(page: Page, frame: Frame):
    page.get_by_role("button", name="problems in").click()
    listed = page.locator(".problems")
    text = "\n".join(pages_of(page, listed))
    assert '"javascript:window.__pwned=1"' in text
    assert [each for each in PAYLOADS if f"The code {shown(each)} is not known." not in text] == []
    assert not {"\u202e", "\u2028", "\u200f"} & set(text)  # what cannot be seen is spelt out


def pages_of(page: Page, listed: Locator) -> Iterator[str]:
    """Yield the text of each page of the list, which holds nothing but text."""
    position = page.get_by_role("dialog").locator("p").filter(has_text=re.compile(r"^\d+–"))
    turn = page.locator(".st-key-problems-page").get_by_role("button").last
    while True:
        # A problem's own code is the one <code> of its entry.
        entries, codes = listed.get_by_role("listitem"), listed.locator("li > code")
        expect(entries.first).to_be_visible()
        assert listed.locator("img, script, iframe, svg, b, code, a").count() == codes.count()
        assert codes.count() == entries.count()
        yield listed.evaluate("node => node.textContent")
        if not turn.count() or turn.is_disabled():
            return
        before = position.inner_text()
        turn.click()
        expect(position).not_to_have_text(before)
    page.keyboard.press("Escape")
