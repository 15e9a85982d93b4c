"""Files of a view: what they hold, that they read back, and that no spreadsheet runs them."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from layers import atlas as atlases
from layers import dates, downloads, visibility
from layers.filters import Filters
from layers.reading import read_layer
from layers.view import View
from tests.making import ASSERTS, DENIES, make_feature, make_file

GEODATA = Path(__file__).parents[1] / "geodata"
TODAY = date(2026, 7, 1)
LINK = "https://example.org/?d=2022-04-22&m=last90"


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(GEODATA, today=TODAY)


def lines(atlas, view=None, link=LINK):
    text = downloads.as_csv(atlas, view or View(), link).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def collection(atlas, view=None, link=LINK):
    return json.loads(downloads.as_geojson(atlas, view or View(), link))


def said_of(atlas):
    """What the data folder itself is told: warnings that no download can mend."""
    return {(each.code, each.feature) for each in atlas.problems if each.severity != "error"}


def folder(tmp_path, *features, layer="military_bases"):
    (tmp_path / f"{layer}.geojson").write_bytes(make_file(*features))
    return atlases.load(tmp_path, today=TODAY)


VIEWS = [
    View(),
    View(language="fr", mode="sofar", hidden=()),
    View(filters=Filters(statuses=("disputed",), text="gossi")),
    View(known_by=dates.parse("2022-04-20").first),
]


@pytest.mark.parametrize("view", VIEWS)
def test_both_files_hold_exactly_what_is_shown(atlas, view):
    ids = visibility.visible(atlas, view).ids()
    assert ids
    assert sorted(line["id"] for line in lines(atlas, view)) == ids
    features = collection(atlas, view)["features"]
    assert sorted(each["properties"]["id"] for each in features) == ids


@pytest.mark.parametrize("view", VIEWS)
def test_the_geojson_reads_back_as_the_same_features(atlas, view):
    read_back = {}
    everything = collection(atlas, view)
    for layer in {each["layer"] for each in everything["features"]}:
        own = [each for each in everything["features"] if each["layer"] == layer]
        data = json.dumps({**everything, "features": own}).encode()
        found = read_layer(layer, data, today=TODAY)
        assert {(each.code, each.feature) for each in found.problems} <= said_of(atlas)
        read_back[layer] = found.frame
    for layer, row, _ in visibility.visible(atlas, view).features():
        before, frame = layer.frame.iloc[row], read_back[layer.name]
        (after,) = (frame.iloc[i] for i in range(len(frame)) if frame["id"].iat[i] == before["id"])
        for name in layer.frame.columns.drop("line"):
            assert repr(after[name]) == repr(before[name]), (before["id"], name)


def test_the_whole_file_reads_as_a_context_layer(atlas):
    data = downloads.as_geojson(atlas, View(mode="sofar"), LINK)
    found = read_layer("what-was-shown", data, today=TODAY)
    assert found.frame is not None
    assert not found.problems
    assert found.foreign["title"] == "Témoin: so far, 22 April 2022"


def test_both_sides_are_in_both_files(atlas):
    (moura,) = (line for line in lines(atlas) if line["id"] == "moura-2022-03")
    assert "OHCHR asserts" in moura["asserts"]
    assert "Malian government denies" in moura["denies"]
    assert "Russian foreign ministry denies" in moura["denies"]
    assert moura["source_count"] == "6"
    properties = {e["properties"]["id"]: e["properties"] for e in collection(atlas)["features"]}
    written = json.loads((GEODATA / "massacre_sites.geojson").read_text("utf-8"))["features"]
    (original,) = (
        each["properties"] for each in written if each["properties"]["id"] == "moura-2022-03"
    )
    found = properties["moura-2022-03"]
    assert found["killed_note"] == original["killed_note"]
    for name in ("claims", "sources"):
        kept = [{k: v for k, v in each.items() if v is not None} for each in original[name]]
        assert found[name] == kept


def test_the_files_say_what_they_are(atlas):
    view = View(filters=Filters(statuses=("disputed",), killed=(10, None), text="x; =1"))
    about = collection(atlas)
    assert about["licence"] == "CC BY 4.0"
    assert about["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "OpenStreetMap" in about["credits"]
    assert (about["data_version"], about["date"], about["mode"], about["link"]) == (
        atlas.digest,
        "2022-04-22",
        "last90",
        LINK,
    )
    assert about["filters"] == "none"
    assert downloads.filter_words(atlas, view) == (
        "How sure: disputed; People killed (massacre sites): 10 or more; "
        "Words in names, places and claims: x; =1"
    )


def test_every_row_of_the_csv_says_what_it_is(atlas):
    for line in lines(atlas, View(language="fr", filters=Filters(regions=("gao",)))):
        assert line["about_licence"] == "CC BY 4.0"
        assert line["about_data_version"] == atlas.digest
        assert line["about_date"] == "2022-04-22"
        assert line["about_mode"] == "last90"
        assert line["about_filters"] == "Région\u202f: Gao"
        assert line["about_link"] == LINK
        assert line["about_layers_off"] == "milestones"


def test_the_csv_is_what_excel_and_the_rfc_expect(atlas):
    data = downloads.as_csv(atlas, View(), LINK)
    assert data.startswith("\ufeff".encode())
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}
    assert len(widths) == 1


def test_the_same_view_gives_the_same_bytes(atlas):
    again = atlases.load(GEODATA, today=TODAY)
    for made in (downloads.as_csv, downloads.as_geojson):
        assert made(atlas, View(), LINK) == made(again, View(), LINK)


def test_numbers_stay_numbers(atlas):
    text = downloads.as_csv(atlas, View(), LINK).decode("utf-8-sig")
    (moura,) = (line for line in text.splitlines() if line.startswith('"moura-2022-03"'))
    assert ",203,500," in moura
    assert ",-4.6,14.3278," in moura


def test_a_file_is_named_by_date_and_mode_only():
    hostile = View(selected="../../x", filters=Filters(text="../=1"), hidden=("a/b",))
    assert downloads.file_name(hostile, "csv") == "temoin-2022-04-22-last90.csv"
    on = View(mode="on", day=dates.parse("2013-01-01").first)
    assert downloads.file_name(on, "geojson") == "temoin-2013-01-01-on.geojson"


INJECTIONS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1+2": "'-1+2",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t'=1",
    "\r=1": "'\r'=1",
    "\ntext": "'\ntext",
    "\uff1d1+1": "'\uff1d1+1",
    "\uff0b1": "'\uff0b1",
    "\uff0d1": "'\uff0d1",
    "\uff20x": "'\uff20x",
    "\ufe661": "'\ufe661",
    "  =1": "'  =1",
    "\u00a0=1": "'\u00a0=1",
    "\u200b=1": "'\u200b=1",
    "\ufeff=1": "'\ufeff=1",
    "\0=1": "'=1",
    "a;=1": "a;'=1",
    "a\t@b": "a\t'@b",
    "a\n-1": "a\n'-1",
    "": "",
    "Gao - Kidal": "Gao - Kidal",
    "a, -1": "a, -1",
    "1=1": "1=1",
    "“=1”": "“=1”",
    "– dash": "– dash",
    "<img src=x>": "<img src=x>",
}


@pytest.mark.parametrize(("text", "expected"), INJECTIONS.items(), ids=map(repr, INJECTIONS))
def test_no_text_is_a_formula(text, expected):
    assert downloads.harmless(text) == expected


def test_a_hostile_feature_is_text_in_the_csv_and_whole_in_the_geojson(tmp_path):
    evil = '=HYPERLINK("http://evil.example";"x")'
    feature = make_feature(
        name=evil,
        status="disputed",
        claims=[{**ASSERTS, "by": "@by", "says": "a;=1"}, {**DENIES, "by": "+by"}],
        sources=[{"title": "-2+3", "publisher": "=p", "date": None, "url": None}],
        unheard_of={"=a": [1, None, "{{ 7 }}"]},
    )
    shown = folder(tmp_path, feature)
    (line,) = lines(shown, View(), "=link")
    assert line["name"] == f"'{evil}"
    assert line["asserts"].startswith("'@by asserts")
    assert "a;'=1" in line["asserts"]
    assert line["denies"].startswith("'+by")
    assert line["sources"] == "'-2+3, =p"
    assert line["about_link"] == "'=link"
    (made,) = collection(shown)["features"]
    assert made["properties"]["name"] == evil
    assert made["properties"]["unheard_of"] == {"=a": [1, None, "{{ 7 }}"]}


def test_what_was_not_yet_reported_is_not_in_the_csv(atlas):
    by = dates.parse("2022-04-02").first
    (moura,) = (x for x in lines(atlas, View(known_by=by)) if x["id"] == "moura-2022-03")
    (now,) = (x for x in lines(atlas) if x["id"] == "moura-2022-03")
    assert int(moura["source_count"]) < int(now["source_count"])
    assert moura["about_as_reported_by"] == "2022-04-02"
    made = collection(atlas, View(known_by=by))
    assert "2 April 2022" in made["as_reported_by_note"]
