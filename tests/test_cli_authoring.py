"""``new`` and ``fmt`` as typed at a terminal: what is written, what is said, what is returned."""

import io
import json
import shutil

import pytest

from layers.cli.main import main
from tests.making import make_feature, make_file
from tests.shipped import GEODATA

# All of it is invented but the name of the place.
GIVEN = [
    *("--set", "name=Invented killings", "--set", "name_fr=Tuerie inventée"),
    *("--set", "start=2022-04-19", "--set", "kind=attack", "--set", "status=reported"),
    *("--set", "precision=settlement", "--at", "Gossi"),
    *("--source", "Invented report|Nobody|2022-05|", "--today", "2026-12-01"),
]


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "geodata"
    shutil.copytree(GEODATA, target)
    return target


def new(folder, *arguments):
    return main(["new", "massacre_sites", "--folder", str(folder), "--lang", "en", *arguments])


def test_new_appends_and_touches_nothing_else(folder, capsys):
    file = folder / "massacre_sites.geojson"
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    assert new(folder, *GIVEN) == 0
    after = file.read_bytes()
    assert capsys.readouterr().out == f'Added "invented-killings-2022-04" to {file}.\n'
    tail = b"\n  ]\n}\n"
    assert after.startswith(before[file.name].removesuffix(tail))
    assert json.loads(after)["features"][-1]["properties"]["id"] == "invented-killings-2022-04"
    others = {path.name: path.read_bytes() for path in folder.glob("*.*") if path != file}
    assert others == {name: data for name, data in before.items() if name != file.name}
    assert main(["fmt", str(folder), "--check", "--lang", "en"]) == 0


def test_what_is_not_valid_is_refused_and_nothing_written(folder, capsys):
    before = (folder / "massacre_sites.geojson").read_bytes()
    wrong = [*GIVEN, "--set", "killed_min=9", "--set", "killed_max=5"]
    assert new(folder, *wrong) == 1
    said = capsys.readouterr()
    assert "The lower figure 9 is above the upper figure 5." in said.err
    assert said.err.endswith("Nothing was written.\n")
    assert new(folder, *GIVEN, "--set", "start=soon") == 1
    assert '"soon" is not a date' in capsys.readouterr().err
    assert (folder / "massacre_sites.geojson").read_bytes() == before


def test_an_id_of_another_file_is_refused(folder, capsys):
    assert new(folder, *GIVEN, "--set", "id=gao-barkhane") == 1
    assert "already belongs to the feature in military_bases.geojson" in capsys.readouterr().err


def test_what_is_doubtful_is_said_and_written(folder, capsys):
    assert new(folder, *GIVEN, "--set", "name=Kidal killings") == 0
    said = capsys.readouterr()
    assert "Kidal lies about" in said.err
    assert said.out.startswith("Added ")


def test_a_dry_run_shows_the_feature(folder, capsys):
    before = (folder / "massacre_sites.geojson").read_bytes()
    assert new(folder, *GIVEN, "--dry-run") == 0
    feature = json.loads(capsys.readouterr().out)
    assert feature["geometry"]["coordinates"] == [-1.30945, 15.81791]
    assert (folder / "massacre_sites.geojson").read_bytes() == before


def test_where_nobody_sits_all_that_is_required_is_named(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert new(folder) == 1
    said = capsys.readouterr().err
    for name in ("name", "start", "kind", "status", "precision"):
        assert f"--set {name}=…" in said
    assert "--at …, --source …" in said


def test_somebody_at_the_terminal_is_asked(folder, capsys, monkeypatch):
    answers = iter(
        [
            "Réunion inventée",
            "",
            "2022",
            "",
            "accord",
            "reported",
            "area",
            "",
            "",
            "Tombouctou",
            "Invented report",
            "",
            "",
            "",
            "",
        ]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    arguments = ["new", "milestones", "--folder", str(folder), "--lang", "fr"]
    assert main([*arguments, "--today", "2026-12-01"]) == 0
    said = capsys.readouterr()
    assert '"reunion-inventee-2022" ajouté à' in said.out
    made = json.loads((folder / "milestones.geojson").read_bytes())["features"][-1]
    assert made["properties"]["place"] == "timbuktu"


def test_whoever_leaves_leaves_the_file(folder, capsys, monkeypatch):
    def leave(question):
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", leave)
    before = (folder / "massacre_sites.geojson").read_bytes()
    assert new(folder) == 1
    assert "Stopped; nothing was written." in capsys.readouterr().err
    assert (folder / "massacre_sites.geojson").read_bytes() == before


def test_a_file_that_is_not_there_is_made(tmp_path, capsys):
    position = ["--at", "-1.30945, 15.81791"]
    assert new(tmp_path, *GIVEN, *position) == 0
    made = json.loads((tmp_path / "massacre_sites.geojson").read_bytes())
    assert made["$schema"].endswith("/massacre_sites.schema.json")
    assert len(made["features"]) == 1
    capsys.readouterr()
    assert new(tmp_path, *GIVEN, "--at", "Gossi") == 1
    assert "the folder has no places.geojson" in capsys.readouterr().err


def test_a_broken_file_is_to_be_mended_first(folder, capsys):
    (folder / "massacre_sites.geojson").write_text('{"features": [', encoding="utf-8")
    assert new(folder, *GIVEN) == 1
    assert "has to be mended first (line 1)" in capsys.readouterr().err


def test_a_command_that_makes_no_sense_is_one(folder, capsys):
    assert new(folder, "--set", "start") == 2
    assert '"start" is not NAME=VALUE' in capsys.readouterr().err
    assert new(folder / "nowhere", *GIVEN) == 2
    assert main(["new", "wells"]) == 2


# --- fmt -----------------------------------------------------------------------------------


def test_fmt_brings_files_into_form(folder, capsys):
    file = folder / "military_bases.geojson"
    good = file.read_bytes()
    file.write_text(json.dumps(json.loads(good)), encoding="utf-8")
    assert main(["fmt", str(folder), "--check", "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert said == f"{file}\nFiles: 6; not in form: 1; refused: 0.\n"
    assert file.read_bytes() != good
    assert main(["fmt", str(folder), "--lang", "fr"]) == 0
    assert file.read_bytes() == good
    assert "mis en forme\u00a0: 1" in capsys.readouterr().out
    assert main(["fmt", str(file), "--check", "--lang", "en"]) == 0


def test_fmt_leaves_alone_what_is_in_form(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.*")}
    assert main(["fmt", str(folder)]) == 0
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.*")} == before


def test_fmt_refuses_what_could_be_lost_and_goes_on(tmp_path, capsys):
    bad, good = tmp_path / "a.geojson", tmp_path / "military_bases.geojson"
    bad.write_text('{"features": [{"a": 1, "a": 2}]}', encoding="utf-8")
    good.write_bytes(json.dumps(json.loads(make_file(make_feature()))).encode())
    assert main(["fmt", str(tmp_path), "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert f"{bad}, line 1, column 29" in said.err
    assert "stands twice in one object" in said.err
    assert said.out.endswith("Files: 2; brought into form: 1; refused: 1.\n")
    assert bad.read_text(encoding="utf-8") == '{"features": [{"a": 1, "a": 2}]}'


def test_fmt_of_nothing_is_a_wrong_command(tmp_path, capsys):
    assert main(["fmt", str(tmp_path / "nowhere"), "--lang", "en"]) == 2
    assert "There is no " in capsys.readouterr().err
