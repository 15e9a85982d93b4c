"""Where a feature lies, and how the tenures of a site follow one another."""

import pytest

from layers.dates import day_number, parse, tenancy
from layers.problems import Nearest, Problem
from layers.validation import crs
from layers.validation.collection import shape_of
from layers.validation.features import check_feature, rules_of
from layers.validation.geometry import check_geometry, positions
from layers.validation.sites import Tenure, check_site
from tests.making import TODAY, make_feature

ALL = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
GOSSI = [-1.3019, 15.8256]


def shape(kind, coordinates, allowed=ALL):
    found = check_geometry({"type": kind, "coordinates": coordinates}, allowed)
    return [(each.code, *each.path) for each in found]


def place(layer, coordinates, geometry_type="Point", /, **changes):
    """Codes of what is said of a feature of a layer that lies there."""
    geometry = {"type": geometry_type, "coordinates": coordinates}
    feature = make_feature(layer, geometry=geometry, **changes)
    rules = rules_of(layer, today=day_number(TODAY))
    return [each.code for each in check_feature(rules, feature, length=1000)]


# --- geometry ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Point", [1, 15.5]),
        ("Point", [1.5, 15, 300]),
        ("LineString", [[1, 15], [1, 16, 200.5]]),
        ("MultiLineString", [[[1, 15], [1, 16]], [[2, 15], [2, 16]]]),
        ("Polygon", [[[1, 15], [2, 15], [2, 16], [1, 15]]]),
        ("Polygon", [[[1, 15], [2, 16], [2, 15], [1, 15]]]),  # wound the other way
        ("MultiPolygon", [[[[1, 15], [2, 15], [2, 16], [1, 15]]]]),
    ],
)
def test_a_geometry_of_the_standard_is_well(kind, coordinates):
    assert shape(kind, coordinates) == []


@pytest.mark.parametrize(
    ("kind", "coordinates", "expected"),
    [
        ("Point", [], ("geometry-empty",)),
        ("Point", None, ("geometry-empty",)),
        ("Point", [1], ("coordinates-form", "coordinates")),
        ("Point", [1, 2, 3, 4], ("coordinates-form", "coordinates")),
        ("Point", ["1", "15"], ("coordinates-form", "coordinates")),
        ("Point", [1, None], ("coordinates-form", "coordinates")),
        ("Point", [True, False], ("coordinates-form", "coordinates")),
        ("Point", "1,15", ("coordinates-form", "coordinates")),
        ("Point", [[1, 15]], ("coordinates-form", "coordinates")),
        ("LineString", [1, 15], ("coordinates-form", "coordinates", 0)),
        ("LineString", [[1, 15], [1, "16"]], ("coordinates-form", "coordinates", 1)),
        ("LineString", [[1, 15]], ("line-too-short", "coordinates")),
        ("LineString", {"x": 1}, ("coordinates-form", "coordinates")),
        ("MultiLineString", [[]], ("line-too-short", "coordinates", 0)),
        ("MultiLineString", [[[1, 15], [1, 16]], 5], ("coordinates-form", "coordinates", 1)),
        ("Polygon", [[[1, 15], [2, 15], [1, 15]]], ("line-too-short", "coordinates", 0)),
        ("Polygon", [[[1, 15], [2, 15], [2, 16]]], ("ring-open", "coordinates", 0)),
        ("MultiPolygon", [[]], ("geometry-empty", "coordinates", 0)),
        ("LineString", [[1, 15]] * 100_001, ("line-too-long", "coordinates")),
    ],
)
def test_a_geometry_that_cannot_be_drawn_is_named(kind, coordinates, expected):
    assert shape(kind, coordinates) == [expected]


@pytest.mark.parametrize(
    "geometry", [5, "Point", [], {}, {"type": None}, {"type": "Circle"}, {"type": ["Point"]}]
)
def test_what_is_no_geometry(geometry):
    assert [each.code for each in check_geometry(geometry, ALL)] == ["geometry-type"]


def test_a_layer_holds_its_own_types_only():
    line = {"type": "LineString", "coordinates": [[1, 15], [1, 16]]}
    (only,) = check_geometry(line, ("Point",))
    assert (only.code, dict(only.slots)["allowed"]) == ("geometry-type", ("Point",))
    (only,) = check_geometry({"type": "point", "coordinates": [1, 15]}, ("Point",))
    assert dict(only.slots)["maybe"] == Nearest("point", ("Point",))


def test_a_collection_holds_geometries_one_level_deep():
    point = {"type": "Point", "coordinates": [1, 15]}
    broken = {"type": "Point", "coordinates": [1]}

    def collection(*members):
        return {"type": "GeometryCollection", "geometries": list(members)}

    assert check_geometry(collection(point), ALL) == []
    assert positions(collection(point, point)) == [(1, 15), (1, 15)]
    found = check_geometry(collection(point, broken), ALL)
    assert [each.path for each in found] == [("geometries", 1, "coordinates")]
    assert [e.code for e in check_geometry(collection(), ALL)] == ["geometry-empty"]
    assert [e.code for e in check_geometry(collection(collection(point)), ALL)] == ["geometry-type"]


def test_positions_come_in_the_order_of_the_file():
    lines = {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6, 7], [8, 9]]]}
    assert positions(lines) == [(1, 2), (3, 4), (5, 6), (8, 9)]


def test_a_feature_without_a_place_is_left_off():
    rules = rules_of("wells", today=0)
    for feature in ({"type": "Feature"}, {"type": "Feature", "geometry": None}):
        found = check_feature(rules, feature, length=9)
        assert [each.code for each in found] == ["geometry-missing"]


# --- where it lies -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "coordinates", "expected"),
    [
        ("military_bases", GOSSI, []),
        ("military_bases", GOSSI[::-1], ["coordinates-swapped"]),
        ("military_bases", [12.65, -8.0], ["coordinates-swapped"]),  # Bamako
        ("military_bases", [2.3522, 48.8566], ["far-outside"]),  # Paris
        ("military_bases", [48.8566, 2.3522], ["far-outside"]),
        ("military_bases", [200, 15], ["coordinates-range"]),
        ("military_bases", [15, -91], ["coordinates-range"]),
        ("military_bases", [693_000, 1_750_000], ["coordinates-range"]),  # metres
        ("military_bases", [1e999, 15], ["coordinates-range"]),
        ("military_bases", [10**400, 15], ["coordinates-range"]),
        ("milestones", [-73.97, 40.75], []),  # the Security Council
        ("milestones", GOSSI[::-1], ["coordinates-doubtful"]),
        ("wells", [13.23, -8.84], ["coordinates-doubtful"]),  # Luanda, or a place near Kayes
        ("wells", [37.6, 55.7], []),
        ("wells", [200, 15], ["coordinates-range"]),
    ],
)
def test_a_point_is_looked_at_where_mali_is(layer, coordinates, expected):
    assert place(layer, coordinates) == expected


def test_the_message_proposes_the_right_order():
    rules = rules_of("military_bases", today=0)
    geometry = {"type": "Point", "coordinates": GOSSI[::-1]}
    feature = make_feature(geometry=geometry, start="1960", end="1961")
    (only,) = [
        e for e in check_feature(rules, feature, length=9) if e.code == "coordinates-swapped"
    ]
    assert dict(only.slots) == {"found": "[15.8256, -1.3019]", "proposal": "[-1.3019, 15.8256]"}


@pytest.mark.parametrize(
    ("coordinates", "expected"),
    [
        ([-1, 3019, 15, 8256], "[-1.3019, 15.8256]"),
        ([0, 25, 16, 5], "[0.25, 16.5] or [-0.25, 16.5]"),  # JSON drops the sign of -0
    ],
)
def test_four_numbers_of_two_with_decimal_commas_are_told(coordinates, expected):
    (found,) = check_geometry({"type": "Point", "coordinates": coordinates}, ("Point",))
    problem = Problem(found.code, "x.geojson", slots=found.slots)
    assert (found.code, problem.mend("en").endswith(f"Did you mean {expected}?")) == (
        "coordinates-form",
        True,
    )


@pytest.mark.parametrize("coordinates", [[1, 2, 3, 4], [-1.5, 3019, 15, 8256], [-1, -5, 15, 8]])
def test_four_numbers_that_no_comma_explains_are_not_guessed(coordinates):
    (found,) = check_geometry({"type": "Point", "coordinates": coordinates}, ("Point",))
    assert dict(found.slots)["maybe"] == ""


@pytest.mark.parametrize(
    ("coordinates", "proposal"),
    [
        ([-1.3019, 15, 8256], "[-1.3019, 15.8256]"),  # higher than any ground of Mali
        ([-1, 3019, 15.8256], "[-1.3019, 15.8256]"),  # outside the world
        ([-5, 40, 12.1], "[-5.4, 12.1]"),  # in Spain
        ([0, 45, 16.5], "[0.45, 16.5] or [-0.45, 16.5]"),
    ],
)
def test_a_decimal_comma_is_not_silently_a_height(coordinates, proposal):
    geometry = {"type": "LineString", "coordinates": [GAO, coordinates]}
    feature = make_feature("troop_movements", geometry=geometry, start="1960", end="1961")
    found = check_feature(rules_of("troop_movements", today=0), feature, length=9)
    (only,) = [each for each in found if each.code == "decimal-comma"]
    assert only.path == ("geometry", "coordinates")
    assert not {"coordinates-range", "far-outside"} & {each.code for each in found}
    problem = Problem(only.code, "x.geojson", slots=only.slots)
    assert proposal in problem.what("en")
    assert proposal.replace(" or ", " ou ") in problem.mend("fr")


@pytest.mark.parametrize(
    "coordinates",
    [
        [-1.3019, 15.8256, 8256],  # an aircraft, maybe
        [-3, 16, 280],  # as high as the ground there
        [-1.3019, 15, 0],
        [-1.3019, 15.0, 8256.0],
        [-1.3019, 15, -8256],
    ],
)
def test_a_height_is_a_height(coordinates):
    assert "decimal-comma" not in place("military_bases", coordinates)


MOSCOW, BAMAKO, GAO, LUANDA = [37.62, 55.75], [-8.0, 12.65], [-0.05, 16.27], [13.23, -8.84]


@pytest.mark.parametrize(
    ("line", "changes", "expected"),
    [
        ([MOSCOW, BAMAKO], {"mode": "air"}, []),
        ([MOSCOW, BAMAKO], {"kind": "airlift", "mode": None}, []),
        ([MOSCOW, BAMAKO], {"mode": "road"}, ["far-outside"]),
        ([MOSCOW, [30.0, 50.0]], {"mode": "air"}, ["far-outside"]),
        ([GAO, BAMAKO], {}, []),
        ([GAO[::-1], BAMAKO[::-1]], {}, ["coordinates-swapped"]),
        ([GAO, BAMAKO[::-1]], {}, ["coordinates-swapped"]),
        ([GAO[::-1], BAMAKO[::-1]], {"mode": "air"}, ["coordinates-swapped"]),
        ([BAMAKO, LUANDA], {"mode": "air"}, []),
    ],
)
def test_an_air_route_may_begin_or_end_far_away(line, changes, expected):
    assert place("troop_movements", line, "LineString", **changes) == expected


# --- coordinate systems --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "OGC:CRS84",
        "EPSG:4326",
        "epsg:4326",
        "urn:ogc:def:crs:EPSG::4326",
        "urn:ogc:def:crs:EPSG:6.9:4326",
        "",
    ],
)
def test_world_coordinates_are_known_by_all_their_names(name):
    assert crs.is_wgs84(name)


@pytest.mark.parametrize(
    ("member", "name"),
    [
        (None, ""),
        ({"type": "name", "properties": {"name": "EPSG:32630"}}, "EPSG:32630"),
        ({"type": "link", "properties": {"href": "http://example.org"}}, None),
        ({"type": "name", "properties": {"name": 5}}, None),
        ("EPSG:4326", None),
        ([], None),
    ],
)
def test_the_name_of_a_system_is_read(member, name):
    assert crs.name_of(member) == name


def test_metres_become_degrees():
    transform = crs.transformer("urn:ogc:def:crs:EPSG::32630")
    (lon, lat), (lon_b, _) = transform([[681_899.0, 1_750_354.0], [681_899.0, 1_750_354.0, 9]])
    assert (lon, lat) == pytest.approx((-1.3019, 15.8256), abs=0.001)
    assert lon_b == lon


@pytest.mark.parametrize("broken", [None, "x", [], [1], ["1", 2], [[1e300, 2]], [10**400, 1]])
def test_what_is_no_position_is_left_to_the_rules(broken):
    assert crs.transformer("EPSG:32630")(broken) == broken


def test_an_unknown_system_is_not_guessed():
    assert crs.transformer("EPSG:999999") is None
    assert crs.transformer("the one of my GPS") is None


# --- what kind of file ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "first", "has_features", "shape", "code"),
    [
        ({"type": "FeatureCollection"}, None, True, "collection", None),
        ({}, None, True, "collection", "collection-type"),
        ({"type": "featurecollection"}, None, True, "collection", "collection-type"),
        ({"type": "Feature", "geometry": None}, None, False, "feature", "bare-feature"),
        ({"type": "Point", "coordinates": []}, None, False, "geometry", "bare-geometry"),
        ({"type": "Topology", "objects": {}}, None, False, "refused", "topojson"),
        ({"geometryType": "esriGeometryPoint"}, {}, True, "refused", "esri-json"),
        ({}, {"attributes": {}, "geometry": {}}, True, "refused", "esri-json"),
        ({"attributes": {}, "geometry": {}}, None, False, "refused", "esri-json"),
        ({"type": "FeatureCollection"}, None, False, "refused", "not-geojson"),
        ({"hello": "world"}, None, False, "refused", "not-geojson"),
    ],
)
def test_a_file_is_named_as_what_it_is(members, first, has_features, shape, code):
    found, said = shape_of(members, first, has_features=has_features)
    assert (found, said and said.code) == (shape, code)


# --- tenures of a site ---------------------------------------------------------------------


def tenure(id_, start, end, operator="FRA", *, partners=(), notes=""):
    held = tenancy(parse(start), parse(end) if end else None)
    return Tenure(id_, operator, partners, held, "start" in notes, "end" in notes)


def said(*tenures):
    return [(each.code, about, dict(each.slots)["other"]) for about, each in check_site(tenures)]


def test_a_shared_day_is_a_hand_over():
    assert said(tenure("a", "2018", "2022-04-19"), tenure("b", "2022-04-19", None, "MLI")) == []


def test_the_day_after_is_no_gap():
    assert said(tenure("a", "2018", "2022-04-19"), tenure("b", "2022-04-20", None, "MLI")) == []


def test_a_gap_is_told_with_its_days():
    ((about, only),) = check_site([tenure("a", "2018", "2022-04-19"), tenure("b", "2022-05", None)])
    assert (about, only.code) == ("b", "tenure-gap")
    assert dict(only.slots) == {"other": "a", "first": "2022-04-20", "last": "2022-04-30"}


def test_a_gap_that_may_be_none_is_none():
    assert said(tenure("a", "2018", "2022-05"), tenure("b", "2022-05-20", None)) == []


@pytest.mark.parametrize("notes", [("end", ""), ("", "start")])
def test_a_note_explains_a_gap(notes):
    early = tenure("a", "2018", "2020", notes=notes[0])
    assert said(early, tenure("b", "2022", None, notes=notes[1])) == []


def test_a_longer_tenure_covers_the_gap_between_two_others():
    long = tenure("c", "2013", None, "UN", partners=("FRA",))
    assert said(tenure("a", "2014", "2015"), tenure("b", "2018", "2019"), long) == []


def test_an_overlap_on_certain_days_is_told():
    both = tenure("a", "2018-01-01", "2022-04-20"), tenure("b", "2022-04-19", None, "MLI")
    assert said(*both) == [("tenure-overlap", "b", "a")]


def test_an_overlap_on_doubtful_days_is_none():
    assert said(tenure("a", "2018", "2022-04"), tenure("b", "2022-04", None, "MLI")) == []


def test_partners_may_be_there_together():
    alone = tenure("a", "2018-01-01", None)
    assert said(alone, tenure("b", "2019-01-01", None, "MLI", partners=("FRA",))) == []
    assert (
        said(tenure("a", "2018-01-01", None, partners=("MLI",)), tenure("b", "2019", None, "MLI"))
        == []
    )


@pytest.mark.parametrize(
    ("early", "late", "fine"),
    [("end", "", True), ("", "start", True), ("start", "", False), ("", "end", False)],
)
def test_the_notes_at_the_ends_of_an_overlap_explain_it(early, late, fine):
    pair = (
        tenure("a", "2018-01-01", "2022-06-01", notes=early),
        tenure("b", "2022-04-19", None, "MLI", notes=late),
    )
    assert (said(*pair) == []) is fine


def test_one_tenure_or_none_has_nothing_to_follow():
    assert said() == []
    assert said(tenure("a", "2018", None)) == []
