"""One broken file a problem code: each in its folder below ``broken``, or built here.

Every folder but those of whole files holds a good feature, which must survive.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from layers import atlas, folders
from layers.catalogue import LANGUAGES
from layers.problems import CODES
from layers.reading import document
from tests.making import TODAY, make_feature, make_file

BROKEN = Path(__file__).parent / "broken"

# Nothing of these files can be shown.
REFUSED = {"file-empty", "encoding", "json-syntax", "not-geojson", "esri-json", "topojson"}
REFUSED |= {"crs-unknown", "folder-missing", "file-too-large", "features-too-many"}

BASES = "military_bases.geojson"


def folder_missing(folder, monkeypatch):
    folder.rmdir()


def file_kind(folder, monkeypatch):
    (folder / "wells.geojson").mkdir()
    (folder / BASES).write_bytes(make_file(make_feature(id="good")))


def file_name_form(folder, monkeypatch):
    (folder / "we\nlls.geojson").write_bytes(make_file())
    (folder / BASES).write_bytes(make_file(make_feature(id="good")))


def file_unreadable(folder, monkeypatch):
    (folder / "wells.geojson").write_bytes(make_file())
    (folder / BASES).write_bytes(make_file(make_feature(id="good")))
    _refuse(monkeypatch, "wells", PermissionError(13, "Permission denied"))


def file_vanished(folder, monkeypatch):
    (folder / "wells.geojson").write_bytes(make_file())
    (folder / BASES).write_bytes(make_file(make_feature(id="good")))
    _refuse(monkeypatch, "wells", FileNotFoundError(2, "No such file"))


def _refuse(monkeypatch, stem, error):
    real = os.open

    def refusing(path, *rest, **options):
        if Path(path).stem == stem:
            raise error
        return real(path, *rest, **options)

    monkeypatch.setattr(folders.os, "open", refusing)


def file_too_large(folder, monkeypatch):
    (folder / BASES).touch()
    os.truncate(folder / BASES, folders.MAX_BYTES + 1)


def features_too_many(folder, monkeypatch):
    monkeypatch.setattr(document, "MAX_FEATURES", 1)
    (folder / BASES).write_bytes(make_file(make_feature(), make_feature(id="two", site="b")))


def text_too_long(folder, monkeypatch):
    bad = make_feature(id="bad", summary="x" * 100_001)
    (folder / BASES).write_bytes(make_file(bad, make_feature(id="good", site="b")))


def line_too_long(folder, monkeypatch):
    line = {"type": "LineString", "coordinates": [[-1.0, 15.0]] * 100_001}
    bad = make_feature("troop_movements", id="bad", geometry=line)
    data = make_file(bad, make_feature("troop_movements", id="good"))
    (folder / "troop_movements.geojson").write_bytes(data)


def problems_too_many(folder, monkeypatch):
    bad = [make_feature(id=f"bad-{n}", start="x") for n in range(501)]
    (folder / BASES).write_bytes(make_file(*bad, make_feature(id="good")))


def file_stale(folder, monkeypatch):
    (folder / BASES).write_bytes(make_file(make_feature(id="good")))
    before = atlas.load(folder, today=TODAY)
    (folder / BASES).write_bytes(b"{")
    return before


BUILT = {
    builder.__name__.replace("_", "-"): builder
    for builder in (
        *(folder_missing, file_kind, file_name_form, file_unreadable, file_vanished),
        *(file_too_large, features_too_many, text_too_long, line_too_long),
        *(problems_too_many, file_stale),
    )
}


def test_every_code_has_one_broken_file():
    stored = {folder.name for folder in BROKEN.iterdir() if folder.is_dir()}
    assert stored | BUILT.keys() == CODES.keys()
    assert not stored & BUILT.keys()


@pytest.mark.parametrize("code", CODES)
def test_a_broken_file_is_told_and_what_is_good_stays(code, tmp_path, monkeypatch):
    folder, before = BROKEN / code, None
    if code in BUILT:
        folder = tmp_path / "geodata"
        folder.mkdir()
        before = BUILT[code](folder, monkeypatch)
    found = atlas.load(folder, previous=before, today=TODAY)
    problem = next(problem for problem in found.problems if problem.code == code)
    for language in LANGUAGES:
        assert len(problem.message(language)) > len(problem.place(language)) + 10
    shown = {each for layer in found.layers.values() for each in layer.frame["id"]}
    assert "bad" not in shown or problem.severity != "error"
    if code == "bare-geometry":
        assert shown == {"wells#1"}
    else:
        assert ("good" in shown) is (code not in REFUSED)


@pytest.mark.parametrize("code", sorted(CODES.keys() - BUILT.keys()))
def test_a_broken_file_is_broken_in_one_way(code):
    found = {problem.code for problem in atlas.load(BROKEN / code, today=TODAY).problems}
    beside = {"property-misspelt"} if code == "property-missing" else set()
    assert found - beside == {code}


def test_the_day_of_these_files_does_not_pass():
    assert date(2026, 1, 1) == TODAY
