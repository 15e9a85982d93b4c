"""`python -m layers check --format`: what programs read."""

import json
from pathlib import Path

import pytest

from tests.checking import check, save, sound

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, geodata in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geodata").mkdir()
    return tmp_path


@pytest.fixture
def one_of_each(folder):
    (folder / "geodata" / "wells.geojson").write_text('{"type": "Point", "coordinates": [-1, 15]}')
    save(
        folder / "geodata" / "military_bases.geojson",
        sound(start="100 %, or: 19/04/2022"),
        sound(id="two", site="b", opertion="Barkhane"),
    )
    return folder


def test_json_holds_everything_that_is_said(one_of_each, capsys):
    found = json.loads(check(capsys, "--format", "json", code=1))
    counts = {key: value for key, value in found.items() if key != "problems"}
    assert counts == {
        **{"version": 1, "files": 2, "features": 2},
        **{"errors": 1, "warnings": 1, "notices": 1},
    }
    error = next(each for each in found["problems"] if each["severity"] == "error")
    assert error == {
        "code": "date-form",
        "severity": "error",
        "file": "geodata/military_bases.geojson",
        "line": 9,
        "column": 18,
        "feature": "one",
        "property": "start",
        "found": '"100 %, or: 19/04/2022"',
        "allowed": "",
        "what": '"100 %, or: 19/04/2022" is not a date in one of the three forms.',
        "mend": "Write YYYY, YYYY-MM or YYYY-MM-DD, only as precise as the source.",
    }


def test_github_gets_one_annotation_a_problem(one_of_each, capsys):
    lines = check(capsys, "--format", "github", code=1).splitlines()
    assert (
        "::error file=geodata/military_bases.geojson,line=9,col=18,endColumn=41,"
        'title=date-form%2C one::"100 %25, or: 19/04/2022" is not a date in one of the three '
        "forms. Write YYYY, YYYY-MM or YYYY-MM-DD, only as precise as the source."
    ) in lines
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]


def test_github_hears_nothing_of_what_is_sound(folder, capsys):
    save(folder / "geodata" / "military_bases.geojson", sound())
    assert check(capsys, "--format", "github", code=0) == ""


def test_sarif_names_rules_and_places(one_of_each, capsys):
    log = json.loads(check(capsys, "--format", "sarif", code=1))
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert levels == {"date-form": "error", "property-misspelt": "warning", "bare-geometry": "note"}
    error = next(each for each in run["results"] if each["level"] == "error")
    assert error["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "geodata/military_bases.geojson"},
                "region": {"startLine": 9, "startColumn": 18, "endColumn": 41},
            }
        }
    ]
    whole = next(each for each in run["results"] if each["ruleId"] == "bare-geometry")
    assert "message" in whole


def test_a_path_in_sarif_is_an_address(folder, capsys):
    save(folder / "deux mots.geojson", sound(), type="Collection")
    log = json.loads(check(capsys, "deux mots.geojson", "--format", "sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "deux%20mots.geojson"
