"""KML, GPX, tables, GIS files and Overpass, with invented places."""

import io
import json
import zipfile
from datetime import date, datetime

import geopandas
import openpyxl
import pytest
import shapely

from layers.importers import NotImportedError, Wish, import_file
from tests.making import make_feature

TODAY = date(2026, 6, 30)
WELL = {"type": "Point", "coordinates": [-1.3, 15.8]}
BASE = {"kind": "camp", "operator": "UN", "status": "reported", "precision": "settlement"}


@pytest.fixture
def imported(tmp_path):
    def run(name, content, layer="wells", **wish):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(path, Wish(layer, **wish), today=TODAY)

    return run


def refusal(run, *arguments, **wish):
    with pytest.raises(NotImportedError) as refused:
        run(*arguments, **wish)
    assert refused.value.message("fr") != refused.value.message("en")
    return refused.value.message("en")


def reasons(result, kind):
    return [entry.reason for entry in result.ledger.entries(kind)]


def kml(*placemarks):
    body = "".join(f"<Placemark>{each}</Placemark>" for each in placemarks)
    return f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


POINT = "<Point><coordinates>-1.3,15.8,250</coordinates></Point>"


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ("<TimeStamp><when>2001-03</when></TimeStamp>", "2001-03", "2001-03"),
        ("<TimeStamp><when>2001-03-04T08:30:00Z</when></TimeStamp>", "2001-03-04", "2001-03-04"),
        ("<TimeSpan><begin>2001</begin><end>2002-05</end></TimeSpan>", "2001", "2002-05"),
        ("<TimeSpan><begin>2001-03-04</begin></TimeSpan>", "2001-03-04", None),
        ("", None, None),
    ],
)
def test_kml_dates_keep_their_precision(time, start, end, imported):
    result = imported("a.kml", kml(f"<name>Exampleville</name>{time}{POINT}"))
    properties = result.features[0]["properties"]
    assert (properties.get("start"), properties.get("end")) == (start, end)
    assert result.features[0]["geometry"] == WELL
    assert "heights" in reasons(result, "left-out")


def test_kml_data_and_shapes(imported):
    data = '<ExtendedData><Data name="depth"><value>12</value></Data></ExtendedData>'
    line = "<LineString><coordinates>-1.3,15.8 -1.2,15.9</coordinates></LineString>"
    ring = "<LinearRing><coordinates>-1,15 -1,16 0,16 -1,15</coordinates></LinearRing>"
    area = f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"
    both = f"<MultiGeometry>{line}{line}</MultiGeometry>"
    result = imported("a.kml", kml(data + POINT, line, area, both, "<name>no place</name>"))
    kinds = [feature["geometry"]["type"] for feature in result.features]
    assert kinds == ["Point", "LineString", "Polygon", "MultiLineString"]
    assert result.features[0]["properties"] == {"depth": "12"}
    assert (result.found, reasons(result, "dropped")) == (5, ["no-geometry"])


def test_a_kml_track_has_its_days(imported):
    track = (
        '<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2">'
        "<when>2001-03-04T22:00:00Z</when><when>2001-03-05T04:00:00Z</when>"
        "<gx:coord>-1.3 15.8 0</gx:coord><gx:coord>-1.2 15.9 0</gx:coord></gx:Track>"
    )
    (feature,) = imported("a.kml", kml(track)).features
    assert feature["geometry"]["coordinates"] == [[-1.3, 15.8], [-1.2, 15.9]]
    assert feature["properties"] == {"start": "2001-03-04", "end": "2001-03-05"}


def test_shapes_in_shapes_without_end(imported):
    nested = "<MultiGeometry>" * 5000 + POINT + "</MultiGeometry>" * 5000
    result = imported("a.kml", kml(nested))
    assert reasons(result, "dropped") == ["no-geometry"]


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


def test_kmz_is_kml_in_a_zip(imported):
    result = imported("a.kmz", zipped(doc_kml=kml(POINT), files__picture_png=b"x"))
    assert [feature["geometry"] for feature in result.features] == [WELL]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "broken or locked"),
        (zipped(readme_txt="x"), "no .kml file"),
        (zipped(doc_kml=" " * 30_000_000), "suspiciously much"),
    ],
)
def test_a_bad_kmz_is_refused(content, said, imported):
    assert said in refusal(imported, "a.kmz", content)


def test_a_zip_that_lies_about_its_size_is_not_unpacked(imported, monkeypatch):
    monkeypatch.setattr("layers.importers.archives.MAX_BYTES", 1000)
    monkeypatch.setattr("layers.importers.archives.MAX_RATIO", 10**9)
    honest = zipped(doc_kml="x" * 5000)
    lying = honest.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lying != honest
    refusal(imported, "a.kmz", lying)


@pytest.mark.parametrize("name", ["a.kml", "a.gpx"])
def test_entities_are_not_expanded(name, imported):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><kml><name>&b;</name></kml>'
    assert "document type" in refusal(imported, name, laughs)


def test_no_file_of_the_machine_is_read(imported, tmp_path):
    (tmp_path / "secret").write_text("secret")
    reading = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]><kml>&a;</kml>'
    assert "secret" not in refusal(imported, "a.kml", reading)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.kml", "<kml><Placemark></kml>", "breaks off at line 1"),
        ("a.gpx", "<html></html>", "is no GPX"),
        ("a.gpkg", b"<OGRVRTDataSource/>", "is no geopackage"),
        ("a.fgb", b"SQLite format 3\0", "is no flatgeobuf"),
        ("a.xlsx", zipped(a_txt="x"), "is no XLSX"),
        ("a.doc", "x", ".doc is no format"),
        ("a.csv", "just words\nmore words", "names no columns"),
        ("a.csv", "name,depth\nExampleville,12", "--map lat="),
        ("a.zip", zipped(a_txt="x"), "no .shp file"),
    ],
)
def test_what_cannot_be_imported_says_why(name, content, said, imported):
    assert said in refusal(imported, name, content)


GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="example" xmlns="http://www.topografix.com/GPX/1/1">
  <wpt lat="15.8" lon="-1.3"><ele>250</ele><name>Exampleville</name></wpt>
  <trk><name>Convoy to Exampleville</name><trkseg>
    <trkpt lat="15.8" lon="-1.3"><time>2001-03-04T08:00:00Z</time></trkpt>
    <trkpt lat="15.8" lon="-1.3"><time>2001-03-04T09:00:00Z</time></trkpt>
    <trkpt lat="15.9" lon="-1.2"><time>2001-03-06T17:00:00Z</time></trkpt>
  </trkseg></trk>
</gpx>"""


def test_a_track_becomes_a_movement_with_its_days(imported):
    constants = {"kind": "convoy", "actor": "UN", "status": "reported", "precision": "region"}
    source = {"source_title": "Track of the example", "source_publisher": "Nobody"}
    result = imported("a.gpx", GPX, "troop_movements", constants=constants | source)
    (feature,) = result.features
    assert result.problems == ()
    assert feature["geometry"] == {
        "type": "LineString",
        "coordinates": [[-1.3, 15.8], [-1.2, 15.9]],
    }
    expected = {
        "id": "convoy-to-exampleville",
        "start": "2001-03-04",
        "end": "2001-03-06",
        "actor": "UN",
        "sources": [
            {"title": "Track of the example", "publisher": "Nobody", "date": None, "url": None}
        ],
    }
    assert expected.items() <= feature["properties"].items()
    assert reasons(result, "dropped") == ["geometry-unfit"], "the waypoint is no line"
    assert {"hours", "heights"} <= set(reasons(result, "left-out"))


def test_without_what_is_required_the_check_says_what(imported):
    result = imported("a.gpx", GPX, "troop_movements")
    assert not result.is_sound
    missing = {
        dict(problem.slots)["name"]
        for problem in result.problems
        if problem.code == "property-missing"
    }
    assert missing == {"kind", "actor", "status", "precision", "sources"}


@pytest.mark.parametrize(
    "table",
    [
        "name,lat,lon\nExampleville,15.8,-1.3\n",
        "name;Latitude;Longitude\nExampleville;15,8;-1,3\n",
        "name\twkt\nExampleville\tPOINT (-1.3 15.8)\n",
        "name|Y|X\nExampleville|15.8|-1.3\n",
    ],
)
def test_a_table_says_its_place_in_many_ways(table, imported):
    (feature,) = imported("a.csv", table).features
    assert feature == {"type": "Feature", "properties": {"name": "Exampleville"}, "geometry": WELL}


def test_a_table_of_excel_in_french(imported):
    table = "nom;lat;lon;début\r\nPuits d’Exampleville – été;15,8;-1,3;04/03/2001\r\n"
    columns = {"name": "nom", "start": "début"}
    result = imported("a.csv", table.encode("cp1252"), columns=columns, order="dmy")
    expected = {"name": "Puits d’Exampleville – été", "start": "2001-03-04"}
    assert result.features[0]["properties"] == expected
    assert reasons(result, "note") == ["encoding-cp1252"]


def test_a_date_that_may_be_two_is_asked_for(imported):
    table = f"name,lat,lon,start,site,source_title,{','.join(BASE)}\n"
    table += f"Exampleville,15.8,-1.3,04/05/2001,example,Invented,{','.join(BASE.values())}\n"
    result = imported("a.csv", table, "military_bases")
    assert [problem.code for problem in result.problems] == ["date-form"]
    for order, start in (("dmy", "2001-05-04"), ("mdy", "2001-04-05")):
        again = imported("a.csv", table, "military_bases", order=order)
        assert again.features[0]["properties"]["start"] == start
        assert again.is_sound


def test_rows_without_a_place_are_counted(imported):
    table = "name,lat,lon\nA,,\nB,north,2\nC,15.8,-1.3\n\n"
    result = imported("a.csv", table)
    assert (result.found, len(result.features)) == (3, 1)
    assert reasons(result, "dropped") == ["no-position", "position-unreadable"]


def workbook(*rows, formats=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, number_format in formats:
        sheet[cell].number_format = number_format
    book.create_sheet("other")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("number_format", "start"),
    [
        ("dd/mm/yyyy", "2001-03-01"),
        ("mmmm yyyy", "2001-03"),
        ("[$-40C]mmm-yy;@", "2001-03"),
        ("yyyy", "2001"),
    ],
)
def test_a_date_of_a_workbook_is_what_its_cell_shows(number_format, start, imported):
    rows = (["name", "lat", "lon", "start"], ["Exampleville", 15.8, -1.3, datetime(2001, 3, 1)])
    data = workbook(*rows, formats=[("D2", number_format)])
    result = imported("a.xlsx", data)
    assert result.features[0]["properties"]["start"] == start
    assert [entry.subject for entry in result.ledger.entries("left-out")] == ["other"]


def test_numbers_of_a_workbook(imported):
    rows = (["name", "lat", "lon", "start", "killed_min"], [7, 15.8, -1.3, 2001, 12.0])
    properties = imported("a.xlsx", workbook(*rows), "massacre_sites").features[0]["properties"]
    assert (properties["name"], properties["start"], properties["killed_min"]) == ("7", "2001", 12)
    assert type(properties["killed_min"]) is int


def frame(**columns):
    row = {"name": "Exampleville", **columns}
    return geopandas.GeoDataFrame([row], geometry=[shapely.Point(-1.3, 15.8)], crs="EPSG:4326")


def test_a_shapefile_gets_its_names_back(tmp_path):
    path = tmp_path / "a.shp"
    frame(perpetrato="JNIM", killed_ope=1, summary="x" * 254).to_file(path)
    result = import_file(path, Wish("massacre_sites"), today=TODAY)
    properties = result.features[0]["properties"]
    assert (properties["perpetrators"], properties["killed_open"]) == (["JNIM"], True)
    assert reasons(result, "note") == ["text-cut"]


def test_a_zipped_shapefile(tmp_path):
    frame(depth=12).to_file(tmp_path / "a.shp")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for suffix in ("shp", "shx", "dbf", "prj", "cpg"):
            archive.write(tmp_path / f"a.{suffix}", f"../../folder/A.{suffix}")
    result = import_file(path, Wish("wells"), today=TODAY)
    assert result.features[0]["geometry"] == WELL
    assert (
        sorted(each.name for each in tmp_path.parent.iterdir() if each.name.startswith("A")) == []
    )


def test_a_geopackage_with_several_tables_asks_which(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="wells")
    frame(name="Otherville").to_file(path, layer="camps")
    with pytest.raises(NotImportedError) as refused:
        import_file(path, Wish("wells"), today=TODAY)
    assert "--table: wells, camps" in refused.value.message("en")
    result = import_file(path, Wish("wells", table="camps"), today=TODAY)
    assert result.features[0]["properties"]["name"] == "Otherville"


def overpass(*elements):
    stamp = {"timestamp_osm_base": "2001-03-04T00:00:00Z", "copyright": "ODbL"}
    return json.dumps({"version": 0.6, "osm3s": stamp, "elements": elements})


def test_overpass_elements_become_features_with_their_source(imported):
    camp = {"name": "Exampleville", "name:fr": "Exempleville", "military": "base"}
    result = imported(
        "a.json",
        overpass(
            {"type": "node", "id": 1, "lat": 15.8, "lon": -1.3, "tags": camp},
            {"type": "node", "id": 2, "lat": 15.8, "lon": -1.3},
            {"type": "node", "id": 3, "lat": 15.9, "lon": -1.2},
            {"type": "way", "id": 4, "nodes": [2, 3], "tags": {"highway": "track"}},
            {"type": "way", "id": 5, "center": {"lat": 15.8, "lon": -1.3}, "tags": camp},
            {"type": "relation", "id": 6, "members": [], "tags": {"type": "route"}},
        ),
        columns={"kind": "military"},
    )
    assert result.format == "overpass"
    shapes = [feature["geometry"]["type"] for feature in result.features]
    assert shapes == ["Point", "LineString", "Point"]
    first = result.features[0]["properties"]
    assert (first["name"], first["name_fr"], first["@id"]) == (
        "Exampleville",
        "Exempleville",
        "node/1",
    )
    assert first["sources"] == [
        {
            "title": "OpenStreetMap, node/1",
            "publisher": "OpenStreetMap contributors (ODbL)",
            "date": "2001-03-04",
            "url": "https://www.openstreetmap.org/node/1",
        }
    ]
    assert reasons(result, "dropped") == ["osm-no-geometry"]
    assert json.loads(result.text)["attribution"] == "ODbL"


def test_overpass_turbo_saves_geojson(imported):
    feature = make_feature(
        "military_bases", without=("id",), around={"id": "node/1"}, **{"@id": "node/1"}
    )
    data = json.dumps(
        {"type": "FeatureCollection", "generator": "overpass-ide", "features": [feature]}
    )
    result = imported("a.geojson", data, "military_bases")
    assert result.features[0]["properties"]["id"] == "node-1"
    assert result.is_sound
    assert json.loads(result.text)["generator"] == "overpass-ide"
