"""The page without a browser: what it shows, in both languages, whatever the files hold."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers import deployment, fact_sheet
from layers.deployment import Deployment
from layers.evidence import Claim
from layers.panels import markup
from layers.panels.session import Session
from layers.view import View

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "layers" / "page.py"
PANELS = ROOT / "layers" / "panels"
STATE = "temoin"

# A text that runs in an HTML page, a Markdown page, a script, or a template engine.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</div><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "![x](http://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "{{ 7*7 }} {% raw %} {#",
    "${alert(1)} `back`",
    ":material/home: :red[x] $\\frac{1}{2}$",
    "C:\\users\\x",
)


@pytest.fixture
def geodata(tmp_path, monkeypatch):
    """A copy of the shipped data that the page of this test reads."""
    folder = Path(shutil.copytree(ROOT / "geodata", tmp_path / "geodata"))
    monkeypatch.setenv("TEMOIN_GEODATA", str(folder))
    return folder


def test_the_environment_sets_folder_pace_and_day(tmp_path):
    settings = deployment.read(
        {"TEMOIN_GEODATA": str(tmp_path), "TEMOIN_REFRESH": "0", "TEMOIN_TODAY": "2026-06-30"}
    )
    assert settings == Deployment(tmp_path, refresh_seconds=0.5, today=date(2026, 6, 30))
    assert deployment.read({}) == Deployment(ROOT / "geodata")


def open_page(**view):
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    if view:
        page.session_state[STATE] = Session(replace(View(), **view))
    page.run()
    assert not page.exception
    return page


def html_of(page):
    return "\n".join(each.proto.body for each in page.get("html"))


def text_of(page):
    return re.sub(r"<[^>]*>", " ", html_of(page))


def buttons_of(page):
    return {button.key: button for button in page.button}


def test_it_opens_three_days_after_gossi_changed_hands(geodata):
    text = text_of(open_page())
    assert "22 April 2022" in text
    assert re.search(r"last 90 days · \d+ military sites, \d+ massacre sites, \d+ movements", text)
    assert "How to read this map" in text
    assert "imply no endorsement" in text


def test_the_language_switch_turns_every_word(geodata):
    page = open_page()
    page.button_group(key="lang").set_value("fr").run()
    assert not page.exception
    text = text_of(page)
    assert "22 avril 2022" in text
    assert "les 90 derniers jours" in text
    assert "Comment lire cette carte" in text
    assert page.session_state[STATE].view.language == "fr"
    assert page.session_state[STATE].pushes == 1, "the map is told once"


def test_the_address_sets_the_language(geodata):
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    page.query_params["lang"] = "fr"
    assert "La guerre au Mali" in text_of(page.run())


def test_the_card_of_gossi_tells_both_sides(geodata):
    page = open_page(selected="gossi-wagner")
    text = text_of(page)
    assert "Wagner at Gossi" in text
    assert "from 19 April 2022 to 6 June 2025" in text
    assert "Handed over on 19 April 2022: France → Malian armed forces." in text
    assert "Disputed from the same day: Wagner group." in text
    assert "asserts" in text
    assert text.count("denies") == 3
    assert '<button type="button" data-feature="gossi-barkhane" data-day="2022-04-19"' in (
        html_of(page)
    )
    assert "France, from September 2018 to 19 April 2022" in text


def test_the_card_of_moura_gives_a_range_in_french(geodata):
    page = open_page(selected="moura-2022-03", language="fr")
    page.button_group(key="lang").set_value("fr").run()
    text = text_of(page)
    assert "Massacre de Moura" in text
    assert "27–31 mars 2022" in text
    assert "203 à 500 morts ou plus, selon les sources" in text
    assert "Auteurs présumés" in text
    assert "date du compte rendu inconnue" in text


def test_a_card_as_reported_by_a_day_says_what_it_leaves_out(geodata):
    text = text_of(open_page(selected="moura-2022-03", known_by=19112))
    assert "As reported by 30 April 2022" in text
    assert text.count("as known today") == 2, "at the figures and at the summary"
    assert "4 later sources are not shown." in text
    assert "OHCHR asserts" not in re.sub(r"\s+", " ", text)


def test_the_citation_is_plain_text_with_version_and_link(geodata):
    (code,) = open_page(selected="gossi-wagner", day=19101).code
    lines = code.value.splitlines()
    assert lines[0].startswith("Wagner at Gossi – camp, Wagner group, from 19 April 2022")
    assert re.fullmatch(r"Témoin, data version [0-9a-f]{16}\.", lines[-2])
    assert "id=gossi-wagner" in lines[-1]
    assert "d=2022-04-19" in lines[-1]
    assert "lang=en" in lines[-1]
    assert code.language in ("", "plaintext", None)


def test_the_card_of_a_movement_names_its_places_in_french(geodata):
    page = open_page(selected="barkhane-2022-gossi-gao")
    assert "from Gossi to Gao, by road, 300 people" in text_of(page)
    page.button_group(key="lang").set_value("fr").run()
    assert "trajet Gossi → Gao, par la route, 300 personnes" in text_of(page)
    page.session_state[STATE] = page.session_state[STATE].selecting("serval-2013-bamako-timbuktu")
    assert "trajet Bamako → Tombouctou" in text_of(page.run())


def test_every_feature_has_a_card(geodata):
    page = open_page()
    for file in ("military_bases", "massacre_sites", "troop_movements", "milestones"):
        collection = json.loads((geodata / f"{file}.geojson").read_text("utf-8"))
        for feature in collection["features"][::15]:
            facts = feature["properties"]
            session = page.session_state[STATE]
            page.session_state[STATE] = session.selecting(facts["id"])
            page.run()
            assert not page.exception, facts["id"]
            assert markup.render(facts["name"]) in html_of(page)


def test_a_card_is_closed_and_another_opened_with_one_change_each(geodata):
    page = open_page(selected="gossi-barkhane", day=19101)
    buttons_of(page)["next"].click().run()
    session = page.session_state[STATE]
    assert session.view.selected not in (None, "gossi-barkhane")
    assert session.pushes == 1
    buttons_of(page)["close"].click().run()
    session = page.session_state[STATE]
    assert (session.view.selected, session.pushes) == (None, 2)
    assert "How to read this map" in text_of(page)


def test_what_is_no_longer_in_the_data_is_said(geodata):
    assert "no longer in the data" in text_of(open_page(selected="never-was"))


def test_good_files_raise_no_notice(geodata, monkeypatch):
    empty = geodata / "none"
    empty.mkdir()
    (empty / "milestones.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    monkeypatch.setenv("TEMOIN_GEODATA", str(empty))
    assert "problems" not in buttons_of(open_page())


def test_a_missing_folder_is_told_and_the_map_is_empty(geodata, monkeypatch):
    monkeypatch.setenv("TEMOIN_GEODATA", str(geodata / "nowhere"))
    page = open_page()
    assert "problems" in buttons_of(page)
    assert "nothing on the map" in text_of(page)


def test_a_broken_file_is_told_and_the_rest_is_shown(geodata):
    (geodata / "massacre_sites.geojson").write_text('{"type": "FeatureCollection",', "utf-8")
    page = open_page()
    button = buttons_of(page)["problems"]
    assert re.fullmatch(r"\d+ problems? in \d files?", button.label)
    button.click().run()
    assert not page.exception
    text = text_of(page)
    assert "Error" in text
    assert "massacre_sites.geojson" in text
    assert re.search(r"\d+ military sites, \d+ movements", text)


def test_a_long_list_of_problems_is_paged_and_whole(geodata):
    bad = {"type": "Feature", "properties": {}, "geometry": None}
    collection = {"type": "FeatureCollection", "features": [bad] * 130}
    (geodata / "milestones.geojson").write_text(json.dumps(collection), "utf-8")
    page = open_page()
    buttons_of(page)["problems"].click().run()
    assert not page.exception
    assert re.search(r"1–50 of \d+", text_of(page))


def test_a_file_that_changes_is_seen_at_the_next_run(geodata):
    page = open_page(selected="moura-2022-03")
    file = geodata / "massacre_sites.geojson"
    file.write_text(
        file.read_text("utf-8").replace('"Moura massacre"', '"Moura, renamed"'), "utf-8"
    )
    assert "Moura, renamed" in text_of(page.run())
    file.write_text("{", "utf-8")
    assert "Moura, renamed" in text_of(page.run()), "the last good version stays"
    assert "problems" in buttons_of(page)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_texts_are_only_text(geodata, payload):
    file = geodata / "military_bases.geojson"
    collection = json.loads(file.read_text("utf-8"))
    (feature,) = (
        each for each in collection["features"] if each["properties"]["id"] == "gossi-wagner"
    )
    facts = feature["properties"]
    facts |= dict.fromkeys(("name", "summary", "operation", "end_note", "unheard_of"), payload)
    facts["claims"][0] |= {"by": payload, "says": payload}
    facts["sources"][0] |= {"title": payload, "publisher": payload, "note": payload}
    file.write_text(json.dumps(collection), "utf-8")
    page = open_page(selected="gossi-wagner")
    shown = html_of(page)
    escaped = markup.render(payload)
    assert shown.count(escaped) >= 9
    assert payload not in shown.replace(escaped, "")
    assert not any(payload in each.value for each in page.markdown)
    assert not any(payload in button.label for button in page.button)
    (citation,) = page.code
    assert payload in citation.value, "code is shown as it is"


def test_no_panel_writes_markdown_or_html_of_its_own():
    """Text becomes HTML in markup.py, and nothing becomes Markdown."""
    banned = re.compile(r"st\.(markdown|write|caption|title|header|subheader|text|info|error)\(")
    for file in (*PANELS.glob("*.py"), PAGE):
        source = file.read_text("utf-8")
        assert not banned.search(source), file.name
        assert "unsafe_allow" not in source, file.name
        for call in re.findall(r"st\.html\((.*)", source):
            assert call.startswith(("markup.render(", "PANELS / sheet")), f"{file.name}: {call}"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil",
        "http://",
        "[",
        "",
    ],
)
def test_only_web_addresses_become_links(url):
    assert markup.render(markup.link(url, "text")) == "text"


def test_a_link_tells_the_other_site_nothing():
    assert markup.render(markup.link('https://x.org/?a="b"&c', "text")) == (
        '<a href="https://x.org/?a=&quot;b&quot;&amp;c" rel="noopener noreferrer" '
        'target="_blank">text</a>'
    )


def test_markup_comes_from_code_only():
    with pytest.raises(ValueError, match="script"):
        markup.element("script", "alert(1)")
    with pytest.raises(ValueError, match="onclick"):
        markup.element("p", "x", onclick="alert(1)")


def test_both_sides_of_a_claim_take_turns():
    stances = ("asserts", "asserts", "asserts", "denies", "denies")
    claims = [Claim(str(i), None, stance, "x") for i, stance in enumerate(stances)]
    assert [claim.by for claim in fact_sheet.taking_turns(claims)] == ["0", "3", "1", "4", "2"]
