"""The page "Edit" without a browser: a file checked, a form filled in, two people saving."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from layers import vocabulary
from layers.differences import features_of
from layers.drafts import Draft
from layers.panels import markup
from layers.panels.editing import state
from tests.editing import (
    LAYER,
    PAGE,
    ROOT,
    choose,
    downloads,
    field,
    fill,
    html_of,
    open_page,
    published_copy,
    state_of,
    text_of,
    upload,
)
from tests.making import make_feature, make_file
from tests.test_page import HOSTILE

EDITING = ROOT / "layers" / "panels" / "editing"


@pytest.fixture
def geodata(tmp_path, monkeypatch):
    return published_copy(tmp_path / "geodata", monkeypatch)


# --- a file ----------------------------------------------------------------------------------


def test_the_published_file_itself_changes_nothing(geodata):
    page = upload(open_page(), (geodata / f"{LAYER}.geojson").read_bytes())
    assert "Nothing differs from the published file." in text_of(page)
    assert downloads(page) == ["Download the change note (Markdown)"]


def test_a_file_is_compared_feature_by_feature(geodata):
    collection = json.loads((geodata / f"{LAYER}.geojson").read_text("utf-8"))
    first, second = collection["features"][:2]
    first["properties"]["killed_max"] = 4321
    collection["features"][1] = make_feature(LAYER, id="fictional", name="Fictional place")
    text = text_of(upload(open_page(), json.dumps(collection).encode()))
    assert "1 new feature, 1 changed, 1 removed." in text
    assert "new Fictional place fictional" in text
    assert re.search(r"Property Published Proposed killed_max \S+ 4321", text)
    assert second["properties"]["id"] in text


def test_a_broken_file_is_told_with_line_and_pointer_and_mended(geodata):
    broken = make_file(make_feature(LAYER, start="19/04/2022", killed_min="12"))
    page = upload(open_page(), broken)
    text = text_of(page)
    assert "2 errors. 0 features would be on the map." in text
    assert re.search(r"massacre_sites\.geojson:\d+:\d+ date-form", text)
    assert '"start": "19/04/2022"' in html_of(page).replace("&quot;", '"')
    assert "^^^^^^^^^^^^" in text
    assert 'data-feature="one"' in html_of(page), "linked to the map"
    assert "1 mend is safe to make" in text
    assert "Download the mended file" in downloads(page)
    assert any('+        "start": "2022-04-19"' in each.value for each in page.code)


def test_what_can_be_mended_comes_before_a_long_list(geodata):
    features = [
        make_feature(LAYER, id=f"one-{n}", start=f"{n + 13}/04/2022", end=None) for n in range(12)
    ]
    text = text_of(upload(open_page(), make_file(*features)))
    assert text.index("12 mends are safe to make") < text.index("Problems 1–10 of 12")


def test_a_moved_point_is_told_by_its_positions(geodata):
    collection = json.loads((geodata / f"{LAYER}.geojson").read_text("utf-8"))
    collection["features"][0]["geometry"]["coordinates"] = [-3.5, 14.5]
    text = text_of(upload(open_page(), json.dumps(collection).encode()))
    assert re.search(r"geometry -?[\d.]+, [\d.]+ -3.5, 14.5", text)


def test_what_is_no_json_is_told(geodata):
    text = text_of(upload(open_page(language="fr"), b'{"type": "FeatureCollection",'))
    assert "1 erreur." in text
    assert "json-syntax" in text


def test_a_file_with_a_few_features_removes_nothing(geodata):
    page = upload(open_page(), make_file(make_feature(LAYER, id="fictional")))
    assert "1 new feature." in text_of(page)
    assert "Download the published file with these features" in downloads(page)
    (partial,) = (each for each in page.checkbox if "partial" in each.key)
    partial.uncheck().run()
    assert re.search(r"1 new feature, \d+ removed\.", text_of(page))


def test_a_table_is_imported(geodata):
    table = b"name,lat,lon,start,kind,status,precision,source_title\n"
    table += b"Fictional,15.5,-3.5,2022-04-19,massacre,reported,site,Invented report\n"
    page = upload(open_page(), table, "events.csv")
    page.selectbox[0].set_value(LAYER).run()
    assert not page.exception
    text = text_of(page)
    assert "What was understood" in text
    assert "1 new feature." in text
    assert "Download the file" in downloads(page)


@pytest.mark.parametrize("payload", [*HOSTILE, "\u202egnp", "\ud800"])
def test_hostile_texts_are_only_text(geodata, payload):
    feature = make_feature(LAYER, name=payload, summary=payload, **{payload: payload})
    features = [feature, make_feature(LAYER, id=payload)]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    page = upload(open_page(), data)
    shown = html_of(page)
    assert payload not in shown.replace(markup.render(payload), "")
    assert not any(payload in each.value for each in page.markdown)
    assert not any(payload in button.label for button in page.button)


# --- the form --------------------------------------------------------------------------------


def filled_form(page):
    fill(page, name="Fictional attack", name_fr="Attaque fictive")
    fill(page, start="2022-04-19", end="2022-04-19")
    choose(page, kind="attack", status="reported", precision="site")
    fill(page, shape="-3.5, 14.5")
    return page


def give_source(page):
    """Put a source into the draft: a table is filled by hand only in a browser."""
    work = state_of(page)
    sources = [{"title": "Invented report", "publisher": None, "date": "2022-05", "url": None}]
    draft = work.draft.filled(sources=sources)
    page.session_state["edit-work"] = work.begun(draft)
    page.run()
    assert not page.exception


def test_the_form_names_what_is_missing_beside_its_field(geodata):
    page = fill(open_page("form"), name="Fictional attack", start="2022-04-31")
    text = text_of(page)
    assert '"2022-04-31" is not in the calendar.' in text.replace("&quot;", '"')
    assert "Where it is is missing" in text
    assert "At least one source with a title is required." in text
    assert text.count("This field is required.") == 3


def test_a_filled_form_makes_a_valid_feature(geodata):
    page = filled_form(open_page("form"))
    give_source(page)
    assert "Nothing to complain of" in text_of(page)
    assert "reads: 19 April 2022" in text_of(page)
    feature = json.loads(next(each.value for each in page.code if '"Feature"' in each.value))
    assert feature["properties"]["id"] == "fictional-attack-2022-04"
    assert feature["geometry"] == {"type": "Point", "coordinates": [-3.5, 14.5]}
    assert "Download the file with this feature" in downloads(page)
    assert "Save on this server" not in text_of(page), "nothing is written unless the host says so"


def test_a_place_fills_position_and_id(geodata):
    page = open_page("form")
    choose(page, layer="military_bases")
    choose(page, search="gossi")
    assert field(page, "place").value == "gossi"
    lon, lat = map(float, field(page, "shape", "text_area").value.split(","))
    assert (round(lon, 1), round(lat, 1)) == (-1.3, 15.8)
    assert state_of(page).draft.properties["place"] == "gossi"


def test_a_published_feature_is_changed_and_the_rest_of_it_kept(geodata):
    page = open_page("form")
    choose(page, which="moura-2022-03")
    assert field(page, "name").value == "Moura massacre"
    fill(page, killed_max="501")
    text = text_of(page)
    assert "1 changed." in text
    assert re.search(r"Property Published Proposed killed_max \d+ 501 (?!\w+ \w+ \d)", text)
    changes = re.findall(r"<th scope=\"row\">", html_of(page))
    assert len(changes) == 1, "nothing but what was filled in differs"


def test_what_the_tables_do_not_show_is_kept(geodata):
    file = geodata / f"{LAYER}.geojson"
    collection = json.loads(file.read_text("utf-8"))
    (moura,) = (
        each["properties"]
        for each in collection["features"]
        if each["properties"]["id"] == "moura-2022-03"
    )
    moura["sources"][0]["unheard_of"] = moura["claims"][0]["unheard_of"] = {"kept": [1, 2.5]}
    file.write_text(json.dumps(collection), "utf-8")
    page = open_page("form")
    choose(page, which="moura-2022-03")
    assert "Nothing differs from the published file." in text_of(page)


@pytest.mark.parametrize("layer", vocabulary.LAYERS)
def test_a_published_feature_that_is_only_looked_at_does_not_change(geodata, layer):
    published = features_of(layer, (geodata / f"{layer}.geojson").read_bytes())
    page = open_page("form")
    if layer != LAYER:
        choose(page, layer=layer)
    for name in list(published)[:: len(published) // 5]:
        choose(page, which=name)
        assert "Nothing differs from the published file." in text_of(page), name


def test_a_draft_comes_back_from_the_browser_and_only_once(geodata):
    stored = json.dumps(
        {"layer": LAYER, "base": "", "properties": {"name": "Fictional"}, "shape": "1, 2"}
    )
    page = open_page("form")
    page.session_state[state.MAP_KEY] = {"seq": "a-1", "stored": stored, "drawn": None}
    page.run()
    assert field(page, "name").value == "Fictional"
    assert "Your draft is back as you left it." in text_of(page)
    fill(page, name="Another")
    page.session_state[state.MAP_KEY] = {"seq": "a-2", "stored": stored, "drawn": None}
    page.run()
    assert field(page, "name").value == "Another"


def test_a_drawn_line_is_in_the_form(geodata):
    page = open_page("form")
    choose(page, layer="troop_movements")
    drawn = {"n": "a-1", "shape": "-3.5, 14.5\n-0.05, 16.27"}
    page.session_state[state.MAP_KEY] = {"seq": "a-1", "stored": None, "drawn": drawn}
    page.run()
    assert field(page, "shape", "text_area").value == drawn["shape"]
    assert any('"LineString"' in each.value for each in page.code)


@pytest.mark.parametrize("message", [5, "x", [], {}, {"seq": 1}, {"seq": "a", "drawn": 5}])
def test_nonsense_from_the_frame_is_ignored(geodata, message):
    page = open_page("form")
    page.session_state[state.MAP_KEY] = message
    page.run()
    assert not page.exception
    assert state_of(page).draft == Draft(state.FIRST_LAYER)


def test_the_draft_survives_the_other_task(geodata):
    page = fill(open_page("form"), name="Fictional attack")
    for task in ("check", "form"):
        page.button_group(key="edit-task").set_value(task).run()
    assert field(page, "name").value == "Fictional attack"


def test_another_choice_puts_the_draft_aside_and_it_can_be_brought_back(geodata):
    page = fill(open_page("form"), name="Fictional attack")
    choose(page, which="moura-2022-03")
    assert field(page, "name").value == "Moura massacre"
    field(page, "return", "button").click().run()
    assert field(page, "name").value == "Fictional attack"
    assert not any("return" in each.key for each in page.button), "Moura was not touched"


# --- the house -------------------------------------------------------------------------------


def test_no_panel_writes_markdown_or_html_of_its_own():
    """As on the map page: text becomes HTML in markup.py, and nothing becomes Markdown."""
    banned = re.compile(
        r"\bst\.(markdown|write|caption|title|header|subheader|text|info|error|warning|success"
        r"|toast|json|metric|expander|tabs)\("
    )
    files = sorted(EDITING.glob("*.py"))
    assert files
    for file in (*files, ROOT / "layers" / "edit_page.py"):
        source = file.read_text("utf-8")
        assert not banned.search(source), file.name
        assert "unsafe_allow" not in source, file.name
        for call in re.findall(r"st\.html\((.*)", source):
            assert call.startswith(("markup.render(", "PANELS / sheet")), f"{file.name}: {call}"


def test_the_map_page_leads_here_and_back(geodata):
    page = AppTest.from_file(str(PAGE), default_timeout=30).run()
    assert [each.proto.label for each in page.get("page_link")] == ["Brief", "Edit"]
    page.switch_page("edit_page.py").run()
    assert [each.proto.label for each in page.get("page_link")] == ["Back to the map"]
