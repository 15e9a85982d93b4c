"""What another program saves comes back as it was, property by property."""

import json
from datetime import date
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely

from layers import vocabulary
from layers.cli.main import main
from layers.importers import Wish, import_file
from tests import shipped
from tests.making import make_feature

TODAY = date(2026, 6, 30)
LAYERS = ("military_bases", "massacre_sites", "troop_movements")
EVERY = (*LAYERS, "milestones")
FULL_DATE = 10


def features_of(layer):
    return shipped.COLLECTIONS[layer]["features"]


def said(properties):
    """Properties without those that say nothing, which other programs cannot tell apart."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def read(path, layer, **wish):
    return import_file(path, Wish(layer, **wish), today=TODAY)


def frame_of(layer, only=None):
    """The shipped file as geopandas reads it."""
    frame = geopandas.read_file(shipped.GEODATA / f"{layer}.geojson")
    return frame if only is None else frame[frame["id"].isin(only)]


def text_frame_of(layer):
    """The shipped features with lists and objects as JSON text, as QGIS keeps them."""
    rows = [
        {
            name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
            for name, value in feature["properties"].items()
        }
        for feature in features_of(layer)
    ]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features_of(layer)]
    return geopandas.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs="EPSG:4326")


def assert_same(result, originals, *, places=None):
    """Every feature is as it was; `places` are the decimals that a projection leaves."""
    assert result.is_sound
    assert len(result.features) == len(originals)
    for after, before in zip(result.features, originals, strict=True):
        now, then = after["properties"], said(before["properties"])
        for name in (*then, *now):
            assert said(now).get(name) == then.get(name), (then["id"], name)
        assert list(said(now)) == list(then), "the order of the contract"
        assert rounded(after["geometry"], places) == rounded(before["geometry"], places)


def rounded(geometry, places):
    if places is None:
        return geometry
    shape = shapely.geometry.shape(geometry)
    return shapely.get_coordinates(shape).round(places).tolist()


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "fgb"])
@pytest.mark.parametrize("layer", EVERY)
def test_geopandas_saves_a_layer(layer, suffix, tmp_path):
    path = tmp_path / f"saved.{suffix}"
    frame = frame_of(layer)
    frame.to_file(path)
    result = read(path, layer)
    by_id = {feature["properties"]["id"]: feature for feature in features_of(layer)}
    originals = [by_id[each["properties"]["id"]] for each in result.features]
    assert_same(result, originals)  # FlatGeobuf orders features by place
    assert len(originals) == len(by_id)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet"])
@pytest.mark.parametrize("layer", EVERY)
def test_lists_and_objects_come_back_from_json_text(layer, suffix, tmp_path):
    path = tmp_path / f"qgis.{suffix}"
    frame = text_frame_of(layer)
    frame.to_parquet(path) if suffix == "parquet" else frame.to_file(path)
    assert_same(read(path, layer), features_of(layer))


@pytest.mark.parametrize("layer", EVERY)
def test_dates_come_back_from_date_columns(layer, tmp_path):
    """A column of full dates becomes one of dates, and is saved with a time."""
    chosen = [
        feature
        for feature in features_of(layer)
        if all(len(feature["properties"].get(name) or "") == FULL_DATE for name in ("start", "end"))
    ]
    path = tmp_path / "dates.geojson"
    frame = frame_of(layer, {feature["properties"]["id"] for feature in chosen})
    frame = frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))
    frame.to_file(path)
    assert "T00:00:00" in path.read_text()
    result = read(path, layer)
    assert_same(result, chosen)
    assert {"start", "end"} <= {entry.subject for entry in result.ledger.entries("changed")}


@pytest.mark.parametrize("written", ["2022/04/19", "2022-04-19T00:00:00", "2022-04-19 00:00:00Z"])
def test_a_day_is_a_day_however_gdal_writes_it(written, tmp_path):
    path = tmp_path / "one.geojson"
    write(path, make_feature(start=written, end=None))
    (feature,) = read(path, "military_bases").features
    assert feature["properties"]["start"] == "2022-04-19"
    assert "end" not in feature["properties"]


@pytest.mark.parametrize("kept", ["2022", "2022-04"])
def test_a_partial_date_never_becomes_a_day(kept, tmp_path):
    path = tmp_path / "one.geojson"
    write(path, make_feature(start=kept, end=None))
    assert read(path, "military_bases").features[0]["properties"]["start"] == kept


@pytest.mark.parametrize("layer", LAYERS)
def test_heights_are_left_out_and_told(layer, tmp_path):
    path = tmp_path / "z.gpkg"
    frame = text_frame_of(layer)
    high = shapely.force_3d(frame.geometry.values, 250)
    frame.set_geometry(high).set_crs("EPSG:4326").to_file(path)
    result = read(path, layer)
    assert_same(result, features_of(layer))
    (heights,) = result.ledger.entries("left-out")
    assert (heights.reason, heights.count) == ("heights", len(frame))


@pytest.mark.parametrize("layer", LAYERS)
def test_another_coordinate_system(layer, tmp_path):
    """QGIS saves in the system of its project, with a "crs" member, and with Z."""
    path = tmp_path / "utm.geojson"
    frame = text_frame_of(layer)
    # One UTM zone does not hold routes that leave the region.
    inside = frame[frame.geometry.bounds["minx"].gt(-10) & frame.geometry.bounds["maxx"].lt(4)]
    high = shapely.force_3d(inside.geometry.values, 250)
    inside.set_geometry(high).set_crs("EPSG:4326").to_crs("EPSG:32630").to_file(path)
    assert '"crs"' in path.read_text()
    result = read(path, layer)
    wanted = set(inside["id"])
    originals = [each for each in features_of(layer) if each["properties"]["id"] in wanted]
    assert_same(result, originals, places=5)
    assert [problem.code for problem in result.file_problems] == ["crs-reprojected"]


@pytest.mark.parametrize("layer", LAYERS)
def test_geojson_io_adds_colours_and_another_order(layer, tmp_path):
    path = tmp_path / "map.geojson"
    style = {"marker-color": "#7e7e7e", "marker-size": "medium", "stroke-width": 2}
    edited = [
        {
            "type": "Feature",
            "id": index,
            "geometry": each["geometry"],
            "properties": {**style, **dict(reversed(each["properties"].items()))},
        }
        for index, each in enumerate(features_of(layer))
    ]
    write(path, *edited)
    kept = read(path, layer)
    assert {entry.subject for entry in kept.ledger.entries("kept")} == set(style)
    assert all(style.items() <= each["properties"].items() for each in kept.features)
    assert_same(read(path, layer, left_out=("marker-*", "stroke*")), features_of(layer))


@pytest.mark.parametrize("layer", EVERY)
def test_what_was_not_edited_keeps_every_byte(layer, tmp_path):
    """Export, no change, import: the file of the map is the same file."""
    saved, target = tmp_path / "saved.gpkg", tmp_path / f"{layer}.geojson"
    frame_of(layer).to_file(saved)
    before = (shipped.GEODATA / f"{layer}.geojson").read_bytes()
    target.write_bytes(before)
    assert main(["import", str(saved), "--into", str(target), "--today", "2026-06-30"]) == 0
    assert target.read_bytes() == before


@pytest.mark.parametrize("layer", EVERY)
def test_one_edit_changes_one_feature(layer, tmp_path):
    saved, target = tmp_path / "saved.gpkg", tmp_path / f"{layer}.geojson"
    frame = frame_of(layer)
    frame.loc[3, "name"] = "Exampleville, edited"
    frame.to_file(saved)
    before = (shipped.GEODATA / f"{layer}.geojson").read_text("utf-8")
    target.write_text(before, "utf-8")
    assert main(["import", str(saved), "--into", str(target), "--today", "2026-06-30"]) == 0
    old, new = before.splitlines(), target.read_text("utf-8").splitlines()
    name = json.dumps(features_of(layer)[3]["properties"]["name"], ensure_ascii=False)
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert (f'        "name": {name},', '        "name": "Exampleville, edited",') in changed
    assert len(old) == len(new)


def test_columns_under_other_names(tmp_path):
    path = tmp_path / "bases.gpkg"
    names = {"name": "nom", "start": "debut", "operator": "tenu_par"}
    text_frame_of("military_bases").rename(columns=names).to_file(path)
    result = read(path, "military_bases", columns=names)
    assert_same(result, features_of("military_bases"))
    mapped = {entry.subject: entry.examples for entry in result.ledger.entries("mapped")}
    assert mapped == {name: (json.dumps(column),) for name, column in names.items()}


def test_a_column_of_a_mapped_name_is_not_lost(tmp_path):
    path = tmp_path / "bases.geojson"
    write(path, make_feature(name="Code 7", nom="Exampleville"))
    (feature,) = read(path, "military_bases", columns={"name": "nom"}).features
    assert feature["properties"]["name"] == "Exampleville"
    assert feature["properties"]["name_original"] == "Code 7"


@pytest.mark.parametrize(
    ("column", "value", "after"),
    [
        ("partners", "['MLI' 'TCD']", ["MLI", "TCD"]),
        ("partners", '[ "MLI", "TCD" ]', ["MLI", "TCD"]),
        ("partners", "mli; TCD", ["MLI", "TCD"]),
        ("sources", "[{'title': \"A's\", 'url': None}]", [{"title": "A's", "url": None}]),
        ("sources", "Example Press", [{"title": "Example Press"}]),
        ("claims", "[]", []),
        ("kind", "Camp", "camp"),
        ("wells", '{ "open": 2 }', {"open": 2}),
        ("wells", "[no list]", "[no list]"),
    ],
)
def test_one_value_however_it_was_written(column, value, after, tmp_path):
    path = tmp_path / "one.geojson"
    write(path, make_feature(**{column: value}))
    (feature,) = read(path, "military_bases").features
    assert feature["properties"][column] == after


def test_a_list_that_cannot_be_read_is_not_taken_for_text(tmp_path):
    path = tmp_path / "one.geojson"
    write(path, make_feature("troop_movements", via="['Gao' 'Kidal' ... 'Ber']"))
    (problem,) = read(path, "troop_movements").problems
    assert (problem.code, problem.property) == ("value-type", "via")


def test_every_property_that_is_not_as_it_was_is_in_the_report(tmp_path):
    path = tmp_path / "one.geojson"
    given = make_feature(
        "massacre_sites",
        killed_min=3.0,
        start="2022/04/19",
        sources=json.dumps([{"title": "Invented report"}]),
        fid=7,
        Admin="Example cercle",
        victims=None,
    )
    write(path, given)
    result = read(path, "massacre_sites")
    told = {
        entry.subject
        for kind in ("mapped", "made", "changed", "kept")
        for entry in result.ledger.entries(kind)
    }
    after, before = result.features[0]["properties"], said(given["properties"])
    differing = {
        name for name in {*after, *before} if str(after.get(name)) != str(before.get(name))
    }
    assert differing - told == {"Admin"}, "the column is told under the name of its field"
    assert told == {"killed_min", "start", "sources", "fid", "admin"}


def test_a_feature_without_an_id_gets_one_of_its_name(tmp_path):
    path = tmp_path / "two.geojson"
    write(path, *[make_feature(name="Île d’Exampleville", without=("id",)) for _ in range(2)])
    result = read(path, "military_bases")
    ids = [each["properties"]["id"] for each in result.features]
    assert ids == ["ile-dexampleville", "ile-dexampleville-2022-04"]


def test_a_made_id_is_never_one_that_a_later_feature_has(tmp_path):
    path = tmp_path / "two.geojson"
    write(path, make_feature(name="Exampleville", without=("id",)), make_feature(id="exampleville"))
    ids = [each["properties"]["id"] for each in read(path, "military_bases").features]
    assert ids == ["exampleville-2022-04", "exampleville"]


def test_two_columns_that_differ_by_case_are_both_kept(tmp_path):
    path = tmp_path / "one.geojson"
    write(path, make_feature(without=("name",), Name="Exampleville", NAME="EX"))
    (feature,) = read(path, "military_bases").features
    assert (feature["properties"]["name"], feature["properties"]["NAME"]) == ("Exampleville", "EX")


def test_a_polygon_becomes_a_point_inside_it(tmp_path):
    path = tmp_path / "one.geojson"
    ring = [[-1, 15], [-1.2, 15], [-1.2, 15.2], [-1, 15.2], [-1, 15]]
    write(path, make_feature(geometry={"type": "MultiPolygon", "coordinates": [[ring]]}))
    result = read(path, "military_bases")
    shape = result.features[0]["geometry"]
    assert shape["type"] == "Point"
    assert shapely.Polygon(ring).contains(shapely.geometry.shape(shape))
    assert [entry.reason for entry in result.ledger.entries("changed")] == ["middle"]


def test_a_line_is_no_base(tmp_path):
    path = tmp_path / "two.geojson"
    line = {"type": "LineString", "coordinates": [[-1, 15], [-2, 16]]}
    write(path, make_feature(geometry=line), make_feature(id="two"))
    result = read(path, "military_bases")
    assert (result.found, len(result.features)) == (2, 1)
    assert [entry.reason for entry in result.ledger.entries("dropped")] == ["geometry-unfit"]


def test_a_broken_file_says_where(tmp_path):
    path = tmp_path / "broken.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [}')
    result = read(path, "military_bases")
    assert not result.is_sound
    assert [problem.code for problem in result.file_problems] == ["json-syntax"]


def test_a_context_layer_needs_nothing(tmp_path):
    path = tmp_path / "wells.geojson"
    point = {"type": "Point", "coordinates": [-1, 15, 300]}
    write(path, {"type": "Feature", "properties": {"depth": 12}, "geometry": point})
    result = read(path, "wells")
    assert result.is_sound
    assert result.features[0]["properties"] == {"depth": 12}
    assert "wells" not in vocabulary.LAYERS


def write(path: Path, *features):
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
