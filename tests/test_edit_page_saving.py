"""The page "Edit" where the host lets it save: names, others who saved, two versions of one."""

import json
import re
from datetime import UTC, datetime

import pytest

from layers import saving
from layers.differences import properties_of
from layers.panels.editing.conflict import differing, mixed
from layers.saving import Change, Clash, Edit
from tests.editing import LAYER, choose, fill, open_page, published_copy, text_of, upload
from tests.making import TODAY, make_feature, make_file


@pytest.fixture
def may_save(tmp_path, monkeypatch):
    folder = published_copy(tmp_path / "geodata", monkeypatch)
    monkeypatch.setenv("TEMOIN_EDIT", "1")
    return folder


def published(folder, feature_id):
    collection = json.loads((folder / f"{LAYER}.geojson").read_text("utf-8"))
    return next(
        (each for each in collection["features"] if properties_of(each).get("id") == feature_id),
        None,
    )


def somebody_saves(folder, feature_id, **values):
    opened = saving.open_layer(folder, LAYER)
    feature = published(folder, feature_id)
    feature["properties"] |= values
    changes = (Change(feature_id, feature),)
    edit = Edit(LAYER, opened, changes, "Colleague", datetime(2026, 1, 1, tzinfo=UTC))
    saving.save(folder, edit, today=TODAY)


def press(page, key):
    page.button(key=key).click().run()
    assert not page.exception
    return text_of(page)


def test_a_save_needs_a_name_and_is_in_the_file(may_save):
    page = open_page("form")
    choose(page, which="moura-2022-03")
    fill(page, killed_max="501")
    assert "Write your name first." in press(page, "edit-save")
    page.text_input(key="edit-author").set_value("Editor").run()
    assert "Saved. The map shows it within three seconds." in press(page, "edit-save")
    assert published(may_save, "moura-2022-03")["properties"]["killed_max"] == 501
    assert saving.history(may_save, LAYER)[0].by == "Editor"


def test_what_others_saved_meanwhile_is_kept_and_named(may_save):
    page = open_page("form")
    choose(page, which="moura-2022-03")
    fill(page, killed_max="501")
    page.text_input(key="edit-author").set_value("Editor").run()
    other = "ogossagou-2019-03"
    somebody_saves(may_save, other, killed_max=999)
    text = press(page, "edit-save")
    assert "Saved, together with what others saved meanwhile." in text
    assert f"{other}" in text
    assert published(may_save, other)["properties"]["killed_max"] == 999
    assert published(may_save, "moura-2022-03")["properties"]["killed_max"] == 501


def test_two_versions_of_one_feature_are_both_shown_and_chosen_from(may_save):
    page = open_page("form")
    choose(page, which="moura-2022-03")
    fill(page, killed_max="501", victims="fictional victims")
    page.text_input(key="edit-author").set_value("Editor").run()
    somebody_saves(may_save, "moura-2022-03", killed_max=777, admin="Fictional region")
    text = press(page, "edit-save")
    assert "Colleague saved" in text
    assert re.search(r"killed_max Before Mine Theirs \d+ 501 777", text)
    assert published(may_save, "moura-2022-03")["properties"]["killed_max"] == 777
    page.radio(key="edit-side-moura-2022-03-killed_max").set_value("mine").run()
    assert "Saved" in press(page, "edit-resolve")
    facts = published(may_save, "moura-2022-03")["properties"]
    assert (facts["killed_max"], facts["victims"]) == (501, "fictional victims")
    assert facts["admin"] == "Fictional region", "what only they changed stays theirs"


def test_a_checked_file_is_saved(may_save):
    page = upload(open_page(), make_file(make_feature(LAYER, id="fictional")))
    page.text_input(key="edit-author").set_value("Editor").run()
    assert "Saved." in press(page, "edit-save")
    assert published(may_save, "fictional") is not None
    assert published(may_save, "moura-2022-03") is not None


def test_versions_are_mixed_property_by_property():
    base = make_feature(LAYER)
    mine = make_feature(LAYER, killed_max=6, victims="mine")
    theirs = make_feature(LAYER, killed_max=7, without=("killed_min",))
    clash = Clash("one", mine, theirs, base, "Colleague", None)
    assert differing(clash) == ["killed_max", "killed_min", "victims"]
    found = mixed(clash, {"killed_max": "theirs", "killed_min": "mine", "victims": "mine"})
    facts = found["properties"]
    assert (facts["killed_max"], facts["killed_min"], facts["victims"]) == (7, 3, "mine")
    assert "victims" not in mixed(clash, {})["properties"]
