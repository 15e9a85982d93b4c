"""``python -m layers import``: what a person types, reads and finds afterwards."""

import json
import re
import string
from pathlib import Path

import pytest

from layers import catalogue, importers
from layers.cli.main import main
from layers.importers.ledger import KINDS
from tests import shipped
from tests.making import make_feature, make_file

KEYS = catalogue.words("importing")


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run the command in a folder of its own; returns (exit code, result, report)."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        code = main(["import", "--lang=en", "--today=2026-01-01", *arguments])
        return (code, *capsys.readouterr())

    return command


def test_the_report_in_words(run, tmp_path):
    first = make_feature(start="2022/04/19", without=("name",), nom="Exampleville", fid=3)
    broken = make_feature(id="two", geometry=None, nom="Otherville", fid=4)
    (tmp_path / "qgis.geojson").write_bytes(make_file(first, broken))
    code, result, report = run("qgis.geojson", "--layer", "military_bases", "--map", "name=nom")
    assert report.splitlines() == [
        "qgis.geojson: GeoJSON; 2 found, 1 imported, 1 dropped.",
        "Columns that became fields:",
        '  name ← "nom"',
        "Changed:",
        "  start – written as the contract wants it: 1 feature",
        '      one: "2022/04/19" → "2022-04-19"',
        "Kept under “more”:",
        "  fid: 1 feature",
        "Features dropped:",
        "  no geometry: 1 feature (two)",
        "Check: nothing is wrong.",
    ]
    assert code == 0
    assert json.loads(result)["features"][0]["properties"]["name"] == "Exampleville"


def test_the_report_in_french(run, tmp_path):
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(start="2022/04/19", fid=3)))
    *_, report = run("a.geojson", "--layer", "military_bases", "--lang", "fr")
    assert report.replace(catalogue.NARROW_SPACE, " ").splitlines() == [
        "a.geojson : GeoJSON ; objets trouvés : 1, importés : 1, laissés de côté : 0.",
        "Modifié :",
        "  start – écrit comme le veut le contrat : 1 objet",
        '      one: "2022/04/19" → "2022-04-19"',
        "Conservé sous « plus » :",
        "  fid : 1 objet",
        "Contrôle : rien à signaler.",
    ]


def test_a_result_that_does_not_pass_says_why(run, tmp_path):
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(operator="ELSEWHERE")))
    code, _, report = run("a.geojson", "--layer", "military_bases")
    assert code == 1
    assert "Check: 1 error. A feature with an error is left off the map." in report
    assert 'one, operator: The code "ELSEWHERE" is not known.' in report


def test_a_new_file_is_laid_out_as_those_of_the_map(run, tmp_path):
    shipped_file = shipped.GEODATA / "milestones.geojson"
    code, result, report = run(str(shipped_file), "-o", "milestones.geojson")
    assert (code, result) == (0, "")
    assert report.endswith("Written: milestones.geojson.\n")
    assert (tmp_path / "milestones.geojson").read_bytes() == shipped_file.read_bytes()


def test_into_a_file_changes_only_what_is_new(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    old = json.dumps(make_feature(id="old", partners=[], strange={"a": [1, 2]}))
    head = '{"type": "FeatureCollection",   "licence": "CC BY 4.0", "features": [\n  '
    target.write_text(f"{head}{old}\n]}}\n")
    new = make_feature(id="new", site="other")
    (tmp_path / "a.geojson").write_bytes(
        make_file(make_feature(id="old", strange={"a": [1, 2]}), new)
    )
    code, _, report = run("a.geojson", "--into", str(target))
    text = target.read_text()
    assert code == 0, report
    assert text.startswith(f"{head}{old},\n  {{\n")
    assert text.endswith("\n]}\n")
    assert [each["properties"]["id"] for each in json.loads(text)["features"]] == ["old", "new"]
    assert report.endswith("1 new, 0 replaced, 1 the same as before.\n")


def test_into_a_file_of_windows(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    before = b"\xef\xbb\xbf" + make_file(make_feature(id="old")).replace(b"\n", b"\r\n")
    target.write_bytes(before)
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(id="new", site="other")))
    assert run("a.geojson", "--into", str(target))[0] == 0
    after = target.read_bytes()
    head = before.index(b"\r\n  ]")
    assert after.startswith(before[:head])
    assert after.endswith(before[head:])
    assert after.count(b"\n") == after.count(b"\r\n")


def test_an_id_of_our_making_replaces_nothing(run, tmp_path):
    """A feature without an id may have the name of another one by chance."""
    target = tmp_path / "military_bases.geojson"
    target.write_bytes(make_file(make_feature(id="exampleville", name="Other camp")))
    nameless = make_feature(without=("id",), name="Exampleville", site="other")
    (tmp_path / "a.geojson").write_bytes(make_file(nameless))
    for said in ("1 new, 0 replaced, 0 the same", "0 new, 0 replaced, 1 the same"):
        assert said in run("a.geojson", "--into", str(target))[2]
    ids = [each["properties"]["id"] for each in json.loads(target.read_text())["features"]]
    assert ids == ["exampleville", "exampleville-2"]


def test_a_file_in_another_coordinate_system_is_not_added_to(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    utm = {"type": "name", "properties": {"name": "EPSG:32630"}}
    target.write_bytes(make_file(make_feature(id="old"), crs=utm))
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(id="new")))
    code, _, report = run("a.geojson", "--into", str(target))
    assert code == 1
    assert "not in WGS 84" in report


@pytest.mark.parametrize("empty", ['{"type": "FeatureCollection", "features": []}', ""])
def test_into_an_empty_file(empty, run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    target.write_text(empty)
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature()))
    assert run("a.geojson", "--into", str(target))[0] == 0
    assert json.loads(target.read_text())["features"] == [make_feature()]


def test_a_file_of_the_map_is_not_spoilt_by_an_error(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    target.write_bytes(make_file(make_feature(id="old")))
    before = target.read_bytes()
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(id="new", start="spring")))
    code, _, report = run("a.geojson", "--into", str(target))
    assert code == 1
    assert "was left as it was" in report
    assert target.read_bytes() == before


def test_what_has_no_name_and_no_id_spoils_nothing_either(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    target.write_bytes(make_file(make_feature(id="old")))
    before = target.read_bytes()
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature(without=("id", "name"))))
    assert run("a.geojson", "--into", str(target))[0] == 1
    assert target.read_bytes() == before


def test_an_id_that_another_file_has_is_an_error(run, tmp_path):
    (tmp_path / "military_bases.geojson").write_bytes(make_file(make_feature(id="taken")))
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature("milestones", id="taken")))
    (tmp_path / "geodata").mkdir()
    (tmp_path / "military_bases.geojson").rename(tmp_path / "geodata" / "military_bases.geojson")
    target = tmp_path / "geodata" / "milestones.geojson"
    code, _, report = run("a.geojson", "--into", str(target))
    assert code == 1
    assert "already belongs to the feature in" in report
    assert not target.exists()


def test_a_clash_with_the_file_is_told(run, tmp_path):
    target = tmp_path / "military_bases.geojson"
    target.write_bytes(make_file(make_feature(id="old", start="2020", end="2021-01-01")))
    later = make_feature(id="new", start="2022-04-19", site="invented")
    (tmp_path / "a.geojson").write_bytes(make_file(later))
    code, _, report = run("a.geojson", "--into", str(target))
    assert code == 0
    assert "leaves this site empty" in report


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.geojson",), "Name the layer"),
        (("a.geojson", "-l", "x", "--map", "name"), "--map wants FIELD=VALUE"),
        (("a.geojson", "-l", "../x"), "named in small letters"),
        (("a.geojson", "-l", "x", "-o", "a.geojson"), "is the file that is read"),
        (("a.geojson", "-l", "x", "-o", "there.geojson"), "is there already"),
        (("a.geojson", "-l", "x", "-o", "b.geojson", "--into", "c.geojson"), "either --out or"),
        (("a.geojson", "-l", "x", "--into", "there.geojson"), "is the layer there, not x"),
        (("a.geojson", "--as", "bases"), "context, massacre_sites"),
        (("a.geojson", "--as", "context", "-l", "milestones"), "contradict each other"),
        (("a.geojson", "--as", "massacre_sites", "-l", "milestones"), "contradict each other"),
    ],
)
def test_a_wrong_command_writes_nothing(arguments, said, run, tmp_path):
    for name in ("a.geojson", "there.geojson"):
        (tmp_path / name).write_bytes(make_file(make_feature()))
    before = (tmp_path / "there.geojson").read_bytes()
    code, result, report = run(*arguments)
    assert (code, result) == (2, "")
    assert said in report
    assert (tmp_path / "there.geojson").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.csv", "-l", "x"), "missing.csv cannot be read"),
        (("missing.gpkg", "-l", "x"), "There is no file missing.gpkg"),
        (("a.geojson", "-l", "milestones", "--map", "colour=kind"), "has no field colour"),
        (("a.geojson", "-l", "milestones", "--map", "kind=colour"), "has no column colour"),
    ],
)
def test_what_cannot_be_imported_ends_with_1(arguments, said, run, tmp_path):
    (tmp_path / "a.geojson").write_bytes(make_file(make_feature("milestones")))
    code, result, report = run(*arguments)
    assert (code, result) == (1, "")
    assert said in report


EVENTS = """\
id,type_of_violence,side_a,where_prec,date_prec,where_coordinates,latitude,longitude,date_start,date_end,best,low,high
1,3,Example Group,1,1,Exampleville,15.8,-1.3,2001-03-04,2001-03-04,14,12,20
2,1,Example Group,1,1,Exampleville,15.8,-1.3,2001-03-04,2001-03-04,14,12,20
"""


@pytest.mark.parametrize(
    ("role", "name", "ids"),
    [
        ("massacre_sites", "massacre_sites", ["ucdp-ged-1"]),
        ("context", "ged-events", ["ucdp-ged-1", "ucdp-ged-2"]),
    ],
)
def test_events_as_candidates_or_as_context(role, name, ids, run, tmp_path):
    (tmp_path / "GED events.csv").write_text(EVENTS)
    code, result, report = run("GED events.csv", "--as", role, "--accessed", "2002-01-31")
    collection = json.loads(result)
    assert (code, collection["name"]) == (0, name)
    assert [each["properties"]["id"] for each in collection["features"]] == ids
    assert collection["features"][0]["properties"]["sources"][0]["date"] == "2002-01-31"
    assert "cite UCDP as it asks" in report


def test_hostile_names_are_shown_and_not_obeyed(run, tmp_path):
    hostile = make_feature(id="\x1b[2J", **{"\u202egpj\x1b[2J": "{{7*7}}"})
    (tmp_path / "a.geojson").write_bytes(make_file(hostile))
    _, result, report = run("a.geojson", "-l", "military_bases")
    assert "{{7*7}}" in result
    assert "⟨U+202E⟩gpj⟨U+001B⟩" in report
    assert "\x1b" not in report


def test_hostile_columns_are_shown_and_not_obeyed(run, tmp_path):
    (tmp_path / "a.csv").write_text("name,\x1b[2J\nExampleville,1\n")
    *_, report = run("a.csv", "-l", "wells")
    assert "⟨U+001B⟩[2J" in report


def words_used():
    """The keys that the modules of the importers name."""
    sources = [path.read_text("utf-8") for path in Path(importers.__file__).parent.glob("*.py")]
    return "\n".join(sources)


@pytest.mark.parametrize("key", KEYS)
def test_every_word_is_used(key):
    """A reason or a refusal that nothing gives any more is left over."""
    used = words_used() + (Path(importers.__file__).parents[1] / "cli" / "import_.py").read_text(
        "utf-8"
    )
    last = key.rpartition(".")[2].removesuffix("_one").removesuffix("_other")
    if key.startswith(("import.reason.", "import.refused.", "import.format.")):
        assert f'"{last}"' in used
    elif key.startswith("import.kind."):
        assert last in KINDS
    else:
        assert last in used


@pytest.mark.parametrize(
    "call", sorted(set(re.findall(r'NotImportedError\(\s*"([a-z-]+)"', words_used())))
)
def test_every_refusal_has_its_words_and_slots(call):
    entry = KEYS[f"import.refused.{call}"]
    slots = {name for _, name, _, _ in string.Formatter().parse(entry["en"]) if name}
    given = re.findall(
        rf'NotImportedError\(\s*"{call}"(.*?)\)\s*(?:from|\n)', words_used(), re.DOTALL
    )
    for arguments in given:
        assert slots == set(re.findall(r"(\w+)=", arguments)) - {"errors"}


ROOT = Path(__file__).parents[1]
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "check-data.yml").read_text("utf-8")
README = (ROOT / "geodata" / "README.md").read_text("utf-8")


def commands_of_hooks():
    return re.findall(r"(?:entry|run): python -m layers (.*)", HOOK + WORKFLOW)


@pytest.mark.parametrize("command", commands_of_hooks())
def test_the_hooks_pass_what_is_shipped(command, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main([*command.split(), "--today=2026-06-30"]) == 0
    assert "::error" not in capsys.readouterr().out


@pytest.mark.parametrize("command", commands_of_hooks())
def test_the_hooks_stop_a_mistake_and_name_its_line(command, tmp_path, capsys, monkeypatch):
    (tmp_path / "geodata").mkdir()
    broken = make_file(make_feature(start="19 avril 22"))
    (tmp_path / "geodata" / "military_bases.geojson").write_bytes(broken)
    monkeypatch.chdir(tmp_path)
    assert main([*command.split(), "--today=2026-06-30"]) == 1
    line = broken.decode().splitlines().index('        "start": "19 avril 22",') + 1
    assert f"::error file=geodata/military_bases.geojson,line={line}," in capsys.readouterr().out


def test_the_hooks_are_asked_about_data():
    assert len(commands_of_hooks()) == 2
    (pattern,) = re.findall(r"files: (.*)", HOOK)
    assert re.search(pattern, "geodata/military_bases.geojson")
    assert re.search(pattern, "geodata/stories/one-hand-over.md")
    assert not re.search(pattern, "tests/broken/date-form/military_bases.geojson")


def test_the_manual_names_the_hook_and_the_command():
    (hook,) = re.findall(r"- id: (\S+)", HOOK)
    (lines,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert f"- id: {hook}\n" in lines
    assert len(lines.splitlines()) == 5
    for half in README.split("\n# Les données de Témoin"):
        assert "pre-commit install" in half
        assert "python -m layers import" in half
