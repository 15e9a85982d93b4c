import os
import threading
from datetime import timedelta

import pytest

from layers import atlas, folders, reading
from layers.atlas import load
from tests.making import TODAY, make_feature, make_file

BASES = "military_bases.geojson"
SITES = "massacre_sites.geojson"


@pytest.fixture
def folder(tmp_path):
    """A folder with a good file of bases, one of sites and one of wells."""
    write(tmp_path, BASES, make_feature(id="base"))
    write(tmp_path, SITES, make_feature("massacre_sites", id="site"))
    write(tmp_path, "wells.geojson", make_feature("wells", id="well"))
    return tmp_path


def write(folder, name, *features, **members):
    (folder / name).write_bytes(make_file(*features, **members))


def shown(found):
    return {layer.name: layer.frame["id"].tolist() for layer in found.layers.values()}


def codes(found):
    return [problem.code for problem in found.problems]


def again(folder, previous, **options):
    return load(folder, previous=previous, today=options.get("today", TODAY))


# --- what is in it -------------------------------------------------------------------------


def test_every_file_is_a_layer(folder):
    found = load(folder, today=TODAY)
    assert shown(found) == {
        "military_bases": ["base"],
        "massacre_sites": ["site"],
        "wells": ["well"],
    }
    assert found.problems == ()
    assert [layer.is_context for layer in found.layers.values()] == [False, False, True]


def test_evidence_comes_first_and_context_follows_by_name(folder):
    for name in ("b", "a", "milestones", "troop_movements"):
        write(folder, f"{name}.geojson")
    assert list(load(folder, today=TODAY).layers) == [
        *("military_bases", "massacre_sites", "troop_movements", "milestones"),
        *("a", "b", "wells"),
    ]


@pytest.mark.parametrize("name", [".hidden.geojson", "notes.txt", "x.geojson.txt", "x.json"])
def test_other_files_are_none_of_ours(folder, name):
    (folder / name).write_text("anything")
    assert load(folder, today=TODAY).problems == ()


def test_files_in_folders_below_are_not_read(folder):
    (folder / "below").mkdir()
    write(folder / "below", "more.geojson", make_feature("more"))
    assert "more" not in load(folder, today=TODAY).layers


def test_foreign_members_reach_the_layer(folder):
    write(folder, "wells.geojson", title="Wells", licence="CC0")
    assert load(folder, today=TODAY).layers["wells"].foreign == {"title": "Wells", "licence": "CC0"}


def test_an_atlas_is_frozen(folder):
    found = load(folder, today=TODAY)
    with pytest.raises(AttributeError):
        found.digest = "x"
    with pytest.raises(TypeError):
        found.layers["x"] = None


# --- digest --------------------------------------------------------------------------------


def test_the_digest_is_that_of_names_and_bytes(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for file in folder.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    first, second = load(folder, today=TODAY), load(other, today=TODAY)
    assert first.digest == second.digest
    assert len(first.digest) == 16
    (other / "wells.geojson").rename(other / "springs.geojson")
    assert load(other, today=TODAY).digest != first.digest


def test_one_byte_changes_the_digest(folder):
    before = load(folder, today=TODAY)
    (folder / BASES).write_bytes((folder / BASES).read_bytes() + b"\n")
    after = again(folder, before)
    assert after.digest != before.digest
    assert after.layers["massacre_sites"].digest == before.layers["massacre_sites"].digest


def test_what_is_not_shown_is_not_in_the_digest(folder):
    before = load(folder, today=TODAY)
    (folder / "broken.geojson").write_text("{")
    assert again(folder, before).digest == before.digest


# --- changes of the folder -----------------------------------------------------------------


def test_only_changed_files_are_read_again(folder, monkeypatch):
    before = load(folder, today=TODAY)
    read = []
    real = reading.read_layer
    monkeypatch.setattr(
        atlas, "read_layer", lambda name, *a, **k: read.append(name) or real(name, *a, **k)
    )
    write(folder, SITES, make_feature("massacre_sites", id="new"))
    after = again(folder, before)
    assert read == ["massacre_sites"]
    assert after.layers["military_bases"].frame is before.layers["military_bases"].frame
    assert shown(after)["massacre_sites"] == ["new"]


def test_a_broken_file_leaves_its_last_good_version(folder):
    before = load(folder, today=TODAY)
    (folder / BASES).write_text('{"type": "FeatureCollection", "features": [')
    after = again(folder, before)
    assert shown(after) == shown(before)
    assert codes(after) == ["json-syntax", "file-stale"]
    assert [layer.stale for layer in after.layers.values()] == [True, False, False]
    assert after.digest == before.digest


def test_a_second_breaking_still_leaves_the_last_good_version(folder):
    first = load(folder, today=TODAY)
    (folder / BASES).write_text("{")
    second = again(folder, first)
    (folder / BASES).write_text("[")
    third = again(folder, second)
    assert shown(third) == shown(first)
    assert again(folder, third).problems == third.problems


def test_a_mended_file_is_shown_and_no_longer_stale(folder):
    good = load(folder, today=TODAY)
    (folder / BASES).write_text("{")
    broken = again(folder, good)
    write(folder, BASES, make_feature(id="mended"))
    mended = again(folder, broken)
    assert (shown(mended)["military_bases"], codes(mended)) == (["mended"], [])
    assert not mended.layers["military_bases"].stale


def test_a_file_put_back_as_it_was_is_not_stale(folder):
    good = load(folder, today=TODAY)
    data = (folder / BASES).read_bytes()
    (folder / BASES).write_text("{")
    broken = again(folder, good)
    (folder / BASES).write_bytes(data)
    back = again(folder, broken)
    assert (codes(back), back.digest) == ([], good.digest)


def test_a_file_that_was_always_broken_is_not_shown(folder):
    (folder / "wells.geojson").write_text("{")
    found = load(folder, today=TODAY)
    assert "wells" not in found.layers
    assert codes(found) == ["json-syntax"]


def test_a_deleted_file_goes(folder):
    before = load(folder, today=TODAY)
    (folder / BASES).unlink()
    after = again(folder, before)
    assert "military_bases" not in after.layers
    assert after.problems == ()


def test_a_file_that_vanishes_while_it_is_read_stays_until_the_next_look(folder, monkeypatch):
    before = load(folder, today=TODAY)
    real = folders.listing

    def listing_then_gone(path):
        found = real(path)
        (folder / BASES).unlink(missing_ok=True)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(folders, "listing", listing_then_gone)
        during = again(folder, before)
    assert shown(during) == shown(before)
    assert codes(during) == ["file-vanished", "file-stale"]
    assert folders.signature(folder) != during.signature
    assert "military_bases" not in again(folder, during).layers


def test_another_day_is_another_reading(folder):
    write(folder, BASES, make_feature(id="base", start="2025-11-20", end=None, start_note="x"))
    before = load(folder, today=TODAY)
    assert before.problems == ()
    earlier = again(folder, before, today=TODAY - timedelta(days=20))
    assert codes(earlier) == ["starts-recently"]


def test_what_began_too_recently_is_left_out_unless_told_otherwise(folder):
    old = make_feature(id="old", start="2020-01-01", end="2020-02-01")
    new = make_feature(id="new", site="elsewhere", start="2025-12-20", end=None)
    write(folder, BASES, old, new)
    published, private = load(folder, today=TODAY), load(folder, today=TODAY, shows_recent=True)
    assert shown(published)["military_bases"] == ["old"]
    assert shown(private)["military_bases"] == ["old", "new"]
    assert "starts-recently" in codes(published)
    assert published.digest != private.digest, "the map shows something else"
    later = again(folder, published, today=TODAY + timedelta(days=40))
    assert shown(later)["military_bases"] == ["old", "new"]
    assert later.digest == private.digest


# --- ids over all files --------------------------------------------------------------------


def test_an_id_belongs_to_the_first_file(folder):
    write(folder, SITES, make_feature("massacre_sites", id="base"))
    found = load(folder, today=TODAY)
    assert shown(found)["massacre_sites"] == []
    (problem,) = found.problems
    assert (problem.code, problem.file, problem.line) == ("id-duplicate", SITES, 4)
    assert "military_bases.geojson, line 4" in problem.message("en")


def test_once_the_first_file_gives_the_id_up_the_second_is_shown(folder):
    write(folder, SITES, make_feature("massacre_sites", id="base"))
    clash = load(folder, today=TODAY)
    write(folder, BASES, make_feature(id="renamed"))
    after = again(folder, clash)
    assert (shown(after)["massacre_sites"], codes(after)) == (["base"], [])


def test_a_context_feature_loses_its_id_and_not_its_place(folder):
    write(folder, "wells.geojson", make_feature("wells", id="base"), make_feature("wells", id="w"))
    found = load(folder, today=TODAY)
    assert shown(found)["wells"] == ["wells#r1", "w"]
    assert codes(found) == ["id-replaced"]
    assert again(folder, found).layers["wells"].frame["id"].tolist() == ["wells#r1", "w"]


# --- what lies in a folder besides files ---------------------------------------------------


def test_a_missing_folder_is_an_empty_atlas(tmp_path):
    found = load(tmp_path / "nowhere", today=TODAY)
    assert (dict(found.layers), codes(found)) == ({}, ["folder-missing"])
    assert found.signature == folders.signature(tmp_path / "nowhere")


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "geodata").write_text("x")
    assert codes(load(tmp_path / "geodata", today=TODAY)) == ["folder-missing"]


def test_an_empty_folder_is_an_empty_atlas(tmp_path):
    found = load(tmp_path, today=TODAY)
    assert (dict(found.layers), found.problems) == ({}, ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_hang(folder):
    os.mkfifo(folder / "pipe.geojson")
    found = []
    reader = threading.Thread(target=lambda: found.append(load(folder, today=TODAY)), daemon=True)
    reader.start()
    reader.join(10)
    assert [codes(each) for each in found] == [["file-kind"]]


def test_links_lead_to_files_or_are_told(folder, tmp_path_factory):
    target = tmp_path_factory.mktemp("elsewhere") / "springs"
    target.write_bytes(make_file(make_feature("springs", id="s")))
    (folder / "springs.geojson").symlink_to(target)
    (folder / "lost.geojson").symlink_to(folder / "nowhere")
    (folder / "loop.geojson").symlink_to(folder / "loop.geojson")
    found = load(folder, today=TODAY)
    assert shown(found)["springs"] == ["s"]
    assert {problem.file: problem.code for problem in found.problems} == {
        "lost.geojson": "file-kind",
        "loop.geojson": "file-unreadable",
    }


def test_a_file_whose_name_is_no_text_is_told(folder):
    with open(os.fsencode(folder) + b"/m\xe9naka.geojson", "wb") as file:  # noqa: PTH123
        file.write(make_file())
    found = load(folder, today=TODAY)
    assert codes(found) == ["file-name-form"]
    found.problems[0].message("fr").encode()
