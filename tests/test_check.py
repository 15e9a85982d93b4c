"""`python -m layers check`: what it says to people, and of which files."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from layers.cli.main import main
from tests.checking import DAY, Terminal, check, save, sound
from tests.making import make_file

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, geodata in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geodata").mkdir()
    return tmp_path


def test_a_problem_is_told_with_place_line_pointer_and_mend(folder, capsys):
    save(folder / "geodata" / "military_bases.geojson", sound(start="19/04/2022"))
    assert check(capsys, code=1) == (
        "geodata/military_bases.geojson:9:18: Error [date-form] one, start\n"
        '     9 |         "start": "19/04/2022",\n'
        "       |                  ^^^^^^^^^^^^\n"
        '  "19/04/2022" is not a date in one of the three forms.\n'
        "  Write YYYY, YYYY-MM or YYYY-MM-DD, only as precise as the source. "
        "Did you mean 2022-04-19?\n\n"
        "1 error. Checked: 1 file, 0 features fit to be shown.\n"
        "--fix would make 1 mend; --diff shows it.\n"
    )


def test_the_same_in_french(folder, capsys):
    save(folder / "geodata" / "military_bases.geojson", sound(start="19/04/2022"))
    assert main(["check", "--today", "2026-01-01", "--lang", "fr"]) == 1
    assert capsys.readouterr().out == (
        "geodata/military_bases.geojson:9:18: Erreur [date-form] one, start\n"
        '     9 |         "start": "19/04/2022",\n'
        "       |                  ^^^^^^^^^^^^\n"
        '  "19/04/2022" n’est pas une date dans l’une des trois formes.\n'
        "  Écrivez AAAA, AAAA-MM ou AAAA-MM-JJ, sans plus de précision que la source. "
        "Vouliez-vous dire 2022-04-19\u202f?\n\n"
        "1 erreur. Vérifié\u00a0: 1 fichier, 0 objet sans erreur.\n"
        "--fix ferait 1 correction\u202f; --diff la montre.\n"
    )


def test_what_is_missing_is_named_with_what_is_allowed(folder, capsys):
    save(folder / "a.geojson", sound(without=("kind", "start")))
    said = check(capsys, "a.geojson", "--layer", "military_bases", code=1)
    assert 'The required property "kind" is missing or empty.' in said
    assert (
        'Add "kind": airbase, camp, outpost, headquarters, training or logistics, in double '
        'quotes, such as "airbase".' in said
    )
    assert 'such as "2022", "2022-04" or "2022-04-19".' in said


def test_the_shipped_data_have_no_errors(capsys):
    said = check(capsys, ROOT / "geodata", code=0)
    assert "error" not in said.splitlines()[-1]


def test_nothing_wrong_is_said_in_a_line(folder, capsys):
    save(folder / "geodata" / "military_bases.geojson", sound())
    said = check(capsys, code=0)
    assert said == "No problem found. Checked: 1 file, 1 feature fit to be shown.\n"


@pytest.mark.parametrize(
    ("line", "shown", "pointer"),
    [
        ('"start":\t"x"', '"start": "x"', "         ^^^"),
        ('"start": "x\u202ey"', '"start": "x⟨U+202E⟩y"', "         " + "^" * 12),
        ('"é漢": 1, "start": "x"', '"é漢": 1, "start": "x"', "                   ^^^"),
    ],
)
def test_the_pointer_stands_under_the_place(folder, capsys, line, shown, pointer):
    data = make_file(sound()).decode().replace('"start": "2022-04-19"', line)
    (folder / "military_bases.geojson").write_text(data, "utf-8")
    lines = check(capsys, "military_bases.geojson", code=1).splitlines()
    at = next(i for i, each in enumerate(lines) if "[date-form]" in each)
    assert lines[at + 1] == f"     9 |         {shown},"
    assert lines[at + 2] == f"       |         {pointer}"


def test_of_a_very_long_line_a_window_is_shown(folder, capsys):
    features = [sound(id=f"a-{i}", site=f"a-{i}") for i in range(50)]
    features.insert(40, sound(id="bad", start="x"))
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "military_bases.geojson").write_text(json.dumps(collection))
    said = check(capsys, "military_bases.geojson", code=1).splitlines()
    assert max(map(len, said)) < 200
    at = next(i for i, line in enumerate(said) if "[date-form]" in line)
    column = said[at + 2].index("^")
    assert said[at + 1][column : column + 3] == '"x"'
    assert said[at + 1].endswith("…")


def test_a_name_of_a_file_cannot_write_on_the_terminal(folder, capsys):
    save(folder / "a\x1b[31m.geojson", sound())
    assert "\x1b" not in check(capsys, "a\x1b[31m.geojson")


@pytest.mark.parametrize(
    ("variables", "is_terminal", "has_colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_are_for_terminals(folder, monkeypatch, variables, is_terminal, has_colour):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen = Terminal() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    save(folder / "military_bases.geojson", sound(start="x"))
    assert main(["check", "military_bases.geojson", *DAY]) == 1
    assert ("\x1b[31mError\x1b[0m" in screen.getvalue()) is has_colour


def test_single_files_are_checked_together(folder, capsys):
    save(folder / "military_bases.geojson", sound(id="same"))
    save(folder / "massacre_sites.geojson", sound("massacre_sites", id="same"))
    said = check(capsys, "massacre_sites.geojson", "military_bases.geojson", code=1)
    assert re.search(r"massacre_sites.geojson:7:15: Error \[id-duplicate\] same, id", said)


def test_a_single_file_joins_the_folder_that_is_checked_with_it(folder, capsys):
    save(folder / "geodata" / "military_bases.geojson", sound(id="same"))
    save(folder / "massacre_sites.geojson", sound("massacre_sites", id="same"))
    assert "[id-duplicate]" in check(capsys, "massacre_sites.geojson", "geodata", code=1)


def test_two_folders_are_two_maps(folder, capsys):
    for name in ("one", "two"):
        (folder / name).mkdir()
        save(folder / name / "military_bases.geojson", sound())
    assert "2 files, 2 features" in check(capsys, "one", "two", code=0)


def test_a_file_named_twice_is_read_once(folder, capsys):
    file = save(folder / "geodata" / "military_bases.geojson", sound())
    assert "Checked: 1 file, 1 feature" in check(capsys, "geodata", file, file, code=0)


def test_standard_input_is_read_as_the_layer_that_is_told(folder, capsys, monkeypatch):
    data = make_file(sound(start="x"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    said = check(capsys, "-", "--layer", "military_bases", code=1)
    assert said.startswith("<stdin>:9:18: Error [date-form]")


@pytest.mark.parametrize("code", sorted(each.name for each in BROKEN.iterdir()))
def test_every_broken_file_is_told_by_its_code(capsys, code):
    assert f"[{code}]" in check(capsys, BROKEN / code)


def test_a_missing_comma_is_one_problem(folder, capsys):
    data = make_file(sound()).decode().replace('"end"', '"end" "x"')
    (folder / "military_bases.geojson").write_text(data)
    assert "\n1 error. " in check(capsys, "military_bases.geojson", code=1)
