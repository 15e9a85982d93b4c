"""`python -m layers check --fix` and `--diff`: shown, saved, and never half."""

import json
from pathlib import Path

import pytest

from layers import atomic
from layers.cli.main import main
from tests.checking import DAY, check, save, sound
from tests.making import make_file

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, geodata in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geodata").mkdir()
    return tmp_path


DIFF = """\
--- a/military_bases.geojson
+++ b/military_bases.geojson
@@ -6,7 +6,7 @@
       "properties": {
         "id": "one",
         "name": "Invented place",
-        "start": "19/04/2022",
+        "start": "2022-04-19",
         "end": "2022-08-15",
         "status": "reported",
         "precision": "site",
"""


def test_a_diff_is_shown_and_nothing_saved(folder, capsys):
    file = save(folder / "military_bases.geojson", sound(start="19/04/2022"))
    before = file.read_bytes()
    assert main(["check", "military_bases.geojson", "--diff", *DAY]) == 1
    said = capsys.readouterr()
    assert said.out == DIFF
    assert "1 mend in 1 file shown, nothing saved." in said.err
    assert file.read_bytes() == before


def test_a_fix_is_shown_and_saved_and_what_remains_is_told(folder, capsys):
    file = save(folder / "military_bases.geojson", sound(start="19/04/2022"))
    file.chmod(0o640)
    said = check(capsys, "military_bases.geojson", "--fix", code=0)
    assert said.startswith(DIFF)
    assert "1 mend saved in 1 file.\nNo problem found." in said
    assert file.read_bytes() == make_file(sound(start="2022-04-19"))
    assert file.stat().st_mode & 0o777 == 0o640
    assert check(capsys, "military_bases.geojson", "--fix", code=0).startswith("No problem")


def test_an_ambiguous_date_waits_for_a_word(folder, capsys):
    file = save(folder / "military_bases.geojson", sound(start="03/04/2022"))
    said = check(capsys, "military_bases.geojson", "--fix", code=1)
    assert "1 date stays as it is, because day and month cannot be told apart" in said
    check(capsys, "military_bases.geojson", "--fix", "--dates", "dmy", code=0)
    assert file.read_bytes() == make_file(sound(start="2022-04-03"))


def test_a_missing_comma_is_never_guessed(folder, capsys):
    data = make_file(sound(start="19/04/2022")).replace(b'"camp",', b'"camp"')
    (folder / "military_bases.geojson").write_bytes(data)
    said = check(capsys, "military_bases.geojson", "--fix", code=1)
    assert said.startswith("military_bases.geojson:21:23: Error [json-syntax]")
    assert (folder / "military_bases.geojson").read_bytes() == data


def test_a_new_id_is_in_no_other_file(folder, capsys):
    save(folder / "geodata" / "milestones.geojson", sound("milestones", id="invented-place"))
    file = save(folder / "geodata" / "military_bases.geojson", sound(without=("id",)))
    check(capsys, "--fix", code=0)
    assert '"id": "invented-place-2022-04"' in file.read_text("utf-8")


def test_a_machine_gets_its_report_and_people_the_diff(folder, capsys):
    save(folder / "military_bases.geojson", sound(start="19/04/2022"))
    assert main(["check", "military_bases.geojson", "--fix", "--format", "json", *DAY]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"] == []
    assert DIFF in said.err


def test_a_file_saved_meanwhile_is_not_overwritten(folder, capsys, monkeypatch):
    file = save(folder / "military_bases.geojson", sound(start="19/04/2022"))
    theirs = make_file(sound(name="theirs"))
    fill = atomic._fill

    def meanwhile(*arguments):
        file.write_bytes(theirs)
        return fill(*arguments)

    monkeypatch.setattr(atomic, "_fill", meanwhile)
    assert main(["check", "military_bases.geojson", "--fix", *DAY]) == 1
    assert "somebody else has saved it meanwhile" in capsys.readouterr().err
    assert file.read_bytes() == theirs
