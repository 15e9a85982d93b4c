"""A new feature: asked for or given, checked at once, put behind the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import vocabulary
from layers.authoring.appending import appended, empty
from layers.authoring.gathering import gather
from layers.authoring.placing import position_of
from layers.authoring.talking import AuthoringError, Desk
from layers.knowledge.gazetteer import gazetteer_of
from layers.reading import read_layer
from tests.making import TODAY, make_feature, make_file
from tests.shipped import GEODATA

PLACES = read_layer("places", (GEODATA / "places.geojson").read_bytes(), today=TODAY).frame
GAZETTEER = gazetteer_of(PLACES)
GOSSI = list(GAZETTEER.by_id["gossi"].lonlat)

# All of it is invented but the names of places.
SITE = {
    "name": "Invented killings",
    "start": "2022-04-19",
    "kind": "attack",
    "status": "reported",
    "precision": "settlement",
    "at": "gossi",
}
MOVE = {
    "name": "Invented convoy",
    "start": "2022-04-19",
    "kind": "convoy",
    "actor": "FRA",
    "status": "reported",
    "precision": "region",
    "from": "Gossi",
    "to": "Tombouctou",
}
SOURCES = ["Invented report | Nobody | 2022-05 | "]


def desk(*answers, gazetteer=GAZETTEER, language="en"):
    """Somebody who gives these answers, or nobody; and what was asked and said."""
    waiting, heard = list(answers), []

    def ask(question):
        heard.append(question)
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    somebody = Desk(language, TODAY, gazetteer, ask if answers else None, heard.append)
    return somebody, heard


def gathered(layer, given, sources=SOURCES, taken=(), who=None):
    nobody, _ = desk()
    spec = vocabulary.LAYERS[layer]
    return gather(spec, given, sources, set(taken), who or nobody)


# --- given by options ----------------------------------------------------------------------


def test_a_feature_is_made_of_what_is_given():
    feature = gathered("massacre_sites", SITE)
    assert feature == {
        "type": "Feature",
        "properties": {
            "id": "invented-killings-2022-04",
            "name": "Invented killings",
            "start": "2022-04-19",
            "end": None,
            "kind": "attack",
            "killed_min": None,
            "killed_max": None,
            "status": "reported",
            "precision": "settlement",
            "claims": [],
            "sources": [
                {
                    "title": "Invented report",
                    "publisher": "Nobody",
                    "date": "2022-05",
                    "url": None,
                }
            ],
        },
        "geometry": {"type": "Point", "coordinates": GOSSI},
    }


@pytest.mark.parametrize(
    ("layer", "given"),
    [
        ("massacre_sites", {**SITE, "perpetrators": "UNKNOWN, MLI", "killed_max": "5"}),
        ("military_bases", {**SITE, "kind": "camp", "site": "invented", "operator": "UN"}),
        ("milestones", {**SITE, "kind": "accord", "place": "bamako"}),
        ("troop_movements", MOVE),
    ],
)
def test_what_is_made_is_valid_in_every_layer(layer, given):
    read = read_layer(
        layer, appended(empty(layer), gathered(layer, given), language="en"), today=TODAY
    )
    assert read.problems == ()
    assert len(read.frame) == 1


def test_values_are_of_the_type_of_their_field():
    given = {**SITE, "killed_max": "12", "killed_open": "oui", "perpetrators": "UNKNOWN, MLI"}
    properties = gathered("massacre_sites", {**given, "killed_note": "12: Nobody."})["properties"]
    assert properties["killed_max"] == 12
    assert properties["killed_open"] is True
    assert properties["killed_note"] == "12: Nobody."
    assert properties["perpetrators"] == ["UNKNOWN", "MLI"]
    assert list(properties).index("killed_note") == list(properties).index("killed_open") + 1


def test_today_is_the_day_that_was_given():
    assert (
        gathered("milestones", {**SITE, "kind": "accord", "start": "today"})["properties"]["start"]
        == TODAY.isoformat()
    )


def test_a_place_is_written_down_where_the_layer_has_one():
    given = {**SITE, "kind": "accord", "at": "ségou"}
    assert gathered("milestones", given)["properties"]["place"] == "segou"
    assert "place" not in gathered("massacre_sites", SITE)["properties"]


def test_a_movement_runs_from_place_to_place_in_both_languages():
    feature = gathered("troop_movements", {**MOVE, "via": "gao, Nowhere@-1.5,16.5"})
    properties = feature["properties"]
    assert (properties["from"], properties["to"]) == ("Gossi", "Timbuktu")
    assert (properties["from_fr"], properties["to_fr"]) == ("Gossi", "Tombouctou")
    assert properties["via"] == ["Gossi", "Gao", "Nowhere", "Timbuktu"]
    assert properties["via_fr"] == ["Gossi", "Gao", "Nowhere", "Tombouctou"]
    ends = [GAZETTEER.by_id[name].lonlat for name in ("gossi", "gao", "timbuktu")]
    expected = [list(ends[0]), list(ends[1]), [-1.5, 16.5], list(ends[2])]
    assert feature["geometry"] == {"type": "LineString", "coordinates": expected}


def test_an_id_is_one_that_nobody_has():
    taken = ["invented-killings-2022-04", "invented-killings-2022-04-2"]
    made = gathered("massacre_sites", SITE, taken=taken)
    assert made["properties"]["id"] == "invented-killings-2022-04-3"
    assert gathered("massacre_sites", {**SITE, "id": "mine"})["properties"]["id"] == "mine"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": "19/04/2022"}, "Did you mean 2022-04-19?"),
        ({"kind": "fort"}, 'The code "fort" is not known.'),
        ({"killed_max": "many"}, '"many" is not a whole number without quotes.'),
        ({"at": "Gosi"}, 'has no place called "Gosi". Did you mean Gossi?'),
        ({"at": "15.81791, -1.30945"}, "longitude comes first: -1.30945, 15.81791."),
        ({"kild_max": "5"}, "Did you mean killed_max?"),
        ({"name": ""}, "--set name=…"),
        ({"at": ""}, "--at …"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_mend(change, said):
    with pytest.raises(AuthoringError) as refused:
        gathered("massacre_sites", {**SITE, **change})
    assert said in refused.value.message("en")
    assert refused.value.message("fr") != refused.value.message("en")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ([], "--source …"),
        (["a|b|c|d|e"], "more than four parts"),
        (["|Nobody"], '"sources.title" is required.'),
        (["x|y|last year"], "is not a date"),
        (["x|y||www.un.org"], "Did you mean https://www.un.org?"),
    ],
)
def test_a_source_is_checked_part_by_part(sources, said):
    with pytest.raises(AuthoringError) as refused:
        gathered("massacre_sites", SITE, sources)
    assert said in refused.value.message("en")


def test_a_stop_that_nobody_knows_needs_a_position():
    with pytest.raises(AuthoringError) as refused:
        gathered("troop_movements", {**MOVE, "to": "Nowhere"})
    assert "Nowhere@longitude,latitude" in refused.value.message("en")


# --- asked ---------------------------------------------------------------------------------


def test_everything_is_asked_in_the_order_of_the_file():
    answers = ["A camp", "Un camp", "2022-04-19", "", "camp", "a-camp", "UN", "", "", "reported"]
    answers += ["site", "", "", "Gossi", "A report", "Nobody", "2022-05", "", ""]
    somebody, heard = desk(*answers)
    feature = gathered("military_bases", {}, (), (), somebody)
    assert feature["properties"]["name_fr"] == "Un camp"
    assert feature["properties"]["place"] == "gossi"
    assert feature["geometry"]["coordinates"] == GOSSI
    asked = [line.split(" ")[0].rstrip(":") for line in heard]
    assert asked[:7] == ["name", "name_fr", "start", "end", "kind", "site", "operator"]
    assert "airbase, camp, outpost, headquarters, training or logistics." in heard[4]
    assert "geodata/README.md" in heard[6]


def test_a_wrong_answer_is_asked_again():
    given = {name: value for name, value in SITE.items() if name not in ("start", "at")}
    left = ["", "soon", "2022", "", "", "", "", "", "", "", "", "", "", "", "Gosi", "Gossi"]
    somebody, heard = desk(*left)
    feature = gathered("massacre_sites", given, SOURCES, (), somebody)
    assert feature["properties"]["start"] == "2022"
    assert any('"soon" is not a date' in line for line in heard)
    assert any('no place called "Gosi"' in line for line in heard)


def test_of_several_places_of_one_name_the_person_chooses():
    two = [
        {
            "type": "Feature",
            "properties": {"id": f"ville-{n}", "name": "Ville", "admin": "X"},
            "geometry": {"type": "Point", "coordinates": [n, 15]},
        }
        for n in (1, 2)
    ]
    frame = read_layer("places", make_file(*two), today=TODAY).frame
    somebody, heard = desk("three", "2", gazetteer=gazetteer_of(frame))
    lonlat, place = position_of("VILLE", somebody)
    assert (lonlat, place.id) == ((2.0, 15.0), "ville-2")
    assert "  1. Ville, X (1.0, 15.0)" in heard
    nobody, _ = desk(gazetteer=gazetteer_of(frame))
    with pytest.raises(AuthoringError) as refused:
        position_of("Ville", nobody)
    assert "ville-1, ville-2" in refused.value.message("en")
    assert position_of("ville-1", nobody)[0] == (1.0, 15.0)


def test_somebody_may_leave():
    somebody, _ = desk("A camp")
    with pytest.raises(EOFError):
        gathered("military_bases", {}, (), (), somebody)


# --- appending -----------------------------------------------------------------------------

NEW = make_feature(id="new", site="new")


def test_a_new_file_names_its_schema():
    found = json.loads(appended(empty("milestones"), NEW, language="en"))
    assert found["$schema"] == "../layers/schemas/milestones.schema.json"
    assert found["features"] == [NEW]


@pytest.mark.parametrize("path", sorted(GEODATA.glob("*s.geojson")), ids=lambda path: path.stem)
def test_every_byte_of_a_shipped_file_stays(path):
    before = path.read_bytes()
    after = appended(before, NEW, language="en")
    assert json.loads(after)["features"] == [*json.loads(before)["features"], NEW]
    tail = b"\n  ]\n}\n"
    assert before.endswith(tail)
    assert after.startswith(before.removesuffix(tail) + b',\n    {\n      "type"')
    assert after.endswith(tail)


ONE = {"type": "Feature", "properties": {"name": "é « »"}, "geometry": None}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"type": "FeatureCollection", "features": [ONE]}),
        json.dumps({"type": "FeatureCollection", "features": [ONE], "after": [1, "é"]}),
        json.dumps({"features": [ONE]}, indent=1, ensure_ascii=False),
        json.dumps({"features": [ONE]}, indent="\t"),
        json.dumps({"features": [ONE]}, indent=2).replace("\n", "\r\n"),
        "\ufeff" + json.dumps({"features": [ONE]}, indent=2, ensure_ascii=False),
        '{"features": []}',
        '{"é": 1, "features": [ ], "b": 2}',
        '{\n  "features": [\n  ]\n}',
    ],
)
def test_a_feature_joins_a_file_of_any_form(text):
    before = text.encode()
    after = appended(before, NEW, language="en")
    found = json.loads(after.decode("utf-8-sig"))
    assert found["features"] == [*json.loads(before.decode("utf-8-sig"))["features"], NEW]
    added = len(after) - len(before)
    cut = next(
        n
        for n in range(len(before) + 1)
        if after[:n] == before[:n] and after[n + added :] == before[n:]
    )
    assert 0 < cut < len(before)
    if b"\r\n" in before:
        assert after.count(b"\n") == after.count(b"\r\n")


@given(st.lists(st.text(), max_size=3), st.sampled_from([None, 1, 2, "\t"]), st.booleans())
def test_whatever_stands_in_a_file_stays(names, indent, plain):
    features = [{"type": "Feature", "properties": {"name": name}} for name in names]
    before = json.dumps({"features": features, "x": names}, indent=indent, ensure_ascii=plain)
    found = json.loads(appended(before.encode("utf-8", "replace"), NEW, language="en"))
    assert found["features"][-1] == NEW
    assert len(found["features"]) == len(names) + 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"features": [', "(line 1)"),
        (b'\n{"features": [1,]}', "(line 2)"),
        ('{"features": ["é"]}'.encode("latin-1"), "UTF-8"),
        (b'{"type": "Feature"}', "no FeatureCollection"),
        (b"[]", "no FeatureCollection"),
        (b'{"crs": {"properties": {"name": "EPSG:32630"}}, "features": []}', "WGS 84"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_refused(data, said):
    with pytest.raises(AuthoringError) as refused:
        appended(data, NEW, language="en")
    assert said in refused.value.message("en")
