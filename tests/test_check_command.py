"""`python -m layers check`: exit codes, wrong commands, languages."""

from pathlib import Path

import pytest

from layers.cli import parsing
from layers.cli.main import main
from tests.checking import check, save, sound

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, geodata in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geodata").mkdir()
    return tmp_path


def test_warnings_are_problems_only_if_strict(folder, capsys):
    save(folder / "military_bases.geojson", sound(opertion="Barkhane"))
    said = check(capsys, "military_bases.geojson", code=0)
    assert "\n1 warning. Checked: 1 file, 1 feature" in said
    check(capsys, "military_bases.geojson", "--strict", code=1)


def test_paths_may_stand_around_the_options(folder, capsys):
    for name in ("a.geojson", "b.geojson", "c.geojson"):
        save(folder / name, sound())
    around = ("a.geojson", "--layer", "military_bases", "b.geojson", "--strict", "c.geojson")
    assert "Checked: 3 files" in check(capsys, *around, code=0)
    assert main(["check", "a.geojson", "--layer", "x", "b.geojson", "--bogus", "--lang", "en"]) == 2
    assert "These options are not known: b.geojson --bogus." in capsys.readouterr().err


def test_a_notice_is_never_a_problem(folder, capsys):
    (folder / "wells.geojson").write_text('{"type": "Point", "coordinates": [-1, 15]}')
    assert "\n1 notice. " in check(capsys, "wells.geojson", "--strict", code=0)


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["nowhere"], "There is no file or folder nowhere.", "Il n’y a ni fichier ni dossier"),
        ([], "holds no file whose name ends in .geojson", "ne contient aucun fichier"),
        (["--format", "xml"], "xml is not one of text, json", "xml ne figure pas parmi text"),
        (["--format"], "Something is missing after --format.", "Il manque quelque chose après"),
        (["--today", "soon"], "soon is not a day", "soon n’est pas un jour"),
        (["--bogus"], "These options are not known: --bogus.", "Ces options sont inconnues"),
        (["--watch", "-"], "--watch goes neither with", "--watch ne va ni avec"),
        (["--fix", "-"], "Standard input cannot be saved", "ne peut pas être enregistrée"),
        (["--explain", "date-from"], "Did you mean date-form?", "Vouliez-vous dire date-form"),
    ],
)
def test_a_wrong_command_is_told_and_exits_with_two(folder, capsys, arguments, english, french):
    for language, expected in (("en", english), ("fr", french)):
        assert main(["check", *arguments, "--lang", language]) == 2
        said = capsys.readouterr()
        assert expected in said.err
        assert not said.out


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {"LANG": "fr_ML.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["--lang", "fr"], {"LANG": "en_GB.UTF-8"}, "fr"),
        (["check", "--lang=fr"], {"LANG": "en_GB.UTF-8"}, "fr"),
    ],
)
def test_the_language_is_that_of_the_option_or_the_locale(arguments, environment, expected):
    assert parsing.language_of(arguments, environment) == expected


def test_help_speaks_the_language(capsys):
    for language, words in (
        ("en", ("usage: ", "options:")),
        ("fr", ("usage\u00a0: ", "arguments\u00a0:")),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["check", "--help", "--lang", language])
        assert ended.value.code == 0
        said = capsys.readouterr().out
        assert all(word in said for word in words)
