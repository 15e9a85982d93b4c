"""The shipped basemap keeps its promises, and the generator its method; no network is used."""

import copy
import re

import pytest
from shapely import LineString, Point, box, unary_union
from shapely.geometry import shape

from layers import basemap
from layers.basemap import generate

SIZE_BUDGET_BYTES = 250_000
NEIGHBOURS = ("BF", "CI", "DZ", "GN", "MR", "NE", "SN")
INSIDE = {
    "Bamako": (-8.0, 12.65),
    "Gao": (-0.05, 16.27),
    "Kidal": (1.41, 18.44),
    "Tessalit": (0.98, 20.2),
    "Kayes": (-11.44, 14.45),
}
OUTSIDE = {"Niamey": (2.11, 13.51), "Ouagadougou": (-1.53, 12.37), "Nouakchott": (-15.97, 18.08)}


@pytest.fixture(scope="module")
def land():
    features = basemap.load()["land"]["features"]
    return {feature["properties"]["code"]: feature for feature in features}


@pytest.fixture(scope="module")
def shapes(land):
    return {code: shape(feature["geometry"]) for code, feature in land.items()}


@pytest.fixture(scope="module")
def borders():
    return basemap.load()["borders"]["features"]


def shapes_of(features):
    return [shape(feature["geometry"]) for feature in features]


def pair(feature):
    return (feature["properties"]["a"], feature["properties"]["b"])


def test_load_reads_the_file_once_and_names_the_source():
    loaded = basemap.load()
    assert set(loaded) == {"attribution", "land", "borders", "coast"}
    assert "Natural Earth" in loaded["attribution"]
    assert basemap.load() is loaded


def test_the_file_is_small_and_ends_with_a_newline():
    raw = generate.TARGET.read_bytes()
    assert len(raw) < SIZE_BUDGET_BYTES
    assert raw.endswith(b"}\n")
    assert b"\r" not in raw


def test_the_file_is_what_the_generator_would_write():
    assert generate.dump(basemap.load()) == generate.TARGET.read_text(encoding="utf-8")


def test_every_country_has_its_properties(land):
    rows = {code: (name, name_fr) for code, name, name_fr in generate.COUNTRIES.values()}
    assert set(land) == set(rows)
    for code, feature in land.items():
        properties = feature["properties"]
        assert list(properties) == ["code", "name", "name_fr", "label", "mali"]
        assert (properties["name"], properties["name_fr"]) == rows[code]
    assert [code for code, feature in land.items() if feature["properties"]["mali"]] == ["ML"]


@pytest.mark.parametrize("town", INSIDE)
def test_mali_contains(shapes, town):
    assert shapes["ML"].contains(Point(INSIDE[town]))


@pytest.mark.parametrize("town", OUTSIDE)
def test_mali_does_not_contain(shapes, town):
    assert not shapes["ML"].contains(Point(OUTSIDE[town]))


def test_labels_stand_in_their_country_and_only_where_enough_of_it_is_shown(land, shapes):
    for code, feature in land.items():
        label = feature["properties"]["label"]
        assert label is None or shapes[code].contains(Point(label)), code
    unlabelled = {code for code in land if land[code]["properties"]["label"] is None}
    assert unlabelled == {"CG", "ES", "GQ"}


def test_polygons_are_valid_and_turn_as_rfc_7946_says(shapes):
    for code, country in shapes.items():
        assert country.is_valid, code
        for part in getattr(country, "geoms", [country]):
            assert part.exterior.is_ccw, code


def test_everything_lies_inside_the_frame():
    frame = box(*generate.FRAME)
    for key in ("land", "borders", "coast"):
        for outline in shapes_of(basemap.load()[key]["features"]):
            assert frame.covers(outline)


def test_numbers_have_at_most_four_decimals():
    text = generate.TARGET.read_text(encoding="utf-8")
    assert max(map(len, re.findall(r"\d\.(\d+)", text))) == generate.DECIMALS


def test_mali_and_its_neighbours_leave_no_gap_and_do_not_overlap(shapes):
    codes = ("ML", *NEIGHBOURS)
    together = unary_union([shapes[code] for code in codes])
    for part in getattr(together, "geoms", [together]):
        assert not part.interiors
    for place, first in enumerate(codes):
        for second in codes[place + 1 :]:
            assert shapes[first].intersection(shapes[second]).area == 0, (first, second)


def test_all_land_shown_fits_together(shapes):
    total = sum(country.area for country in shapes.values())
    assert unary_union(list(shapes.values())).area == pytest.approx(total, abs=1e-9)


def test_each_border_is_part_of_the_outline_of_both_countries(shapes, borders):
    for feature in borders:
        border = shape(feature["geometry"])
        inner = box(*generate.FRAME).buffer(-0.001).intersection(border)
        for code in pair(feature):
            assert shapes[code].boundary.buffer(1e-4).covers(inner), pair(feature)


def test_mali_is_enclosed_by_the_borders_with_its_seven_neighbours(shapes, borders):
    around = [feature for feature in borders if "ML" in pair(feature)]
    assert {code for feature in around for code in pair(feature)} == {"ML", *NEIGHBOURS}
    length = sum(line.length for line in shapes_of(around))
    assert length == pytest.approx(shapes["ML"].boundary.length, rel=1e-6)


def test_borders_are_drawn_once(borders):
    drawn = shapes_of(borders)
    assert unary_union(drawn).length == pytest.approx(sum(line.length for line in drawn))
    assert all(first < second for first, second in map(pair, borders))


def test_no_coast_runs_along_a_border(borders):
    coast = unary_union(shapes_of(basemap.load()["coast"]["features"]))
    assert coast.intersection(unary_union(shapes_of(borders))).length == 0


def test_every_land_border_of_western_sahara_is_disputed_and_no_other(borders):
    disputed = {pair(feature) for feature in borders if feature["properties"]["disputed"]}
    assert disputed == {("DZ", "EH"), ("EH", "MA"), ("EH", "MR")}
    sahara = {pair(feature) for feature in borders if "EH" in pair(feature)}
    assert sahara == disputed


@pytest.mark.parametrize(
    ("place", "lonlat"),
    {"Laayoune": (-13.15, 27.13), "Dakhla": (-15.75, 23.8), "Tifariti": (-10.57, 26.16)}.items(),
)
def test_western_sahara_is_whole_on_both_sides_of_the_berm(shapes, place, lonlat):
    assert shapes["EH"].contains(Point(lonlat)), place
    assert not shapes["MA"].contains(Point(lonlat)), place


# The method, on a topology small enough to read: two squares that share the arc 0.

# Steps of half a degree from (-10, 10); a negative arc number n means arc ~n turned round.

TWO_SQUARES = {
    "transform": {"scale": [0.5, 0.5], "translate": [-10.0, 10.0]},
    "arcs": [
        [[4, 4], [0, -2], [0, -2]],
        [[4, 0], [-4, 0], [0, 4], [4, 0]],
        [[4, 0], [4, 0], [0, 4], [-4, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "466", "properties": {"name": "Mali"}},
                {"type": "Polygon", "arcs": [[~0, ~2]], "id": "012", "properties": {}},
            ]
        }
    },
}


def test_arcs_are_decoded_from_steps():
    assert generate.decode_arcs(TWO_SQUARES)[0] == [(-8, 12), (-8, 11), (-8, 10)]


def test_simplification_keeps_the_ends_and_drops_what_lies_on_the_line():
    assert generate.simplify_arc([(0, 0), (1, 0.001), (2, 0)]) == [(0, 0), (2, 0)]
    assert generate.simplify_arc([(0, 0), (1, 0.1), (2, 0)]) == [(0, 0), (1, 0.1), (2, 0)]


def test_a_shared_arc_is_a_border_and_a_single_one_is_coast():
    made = generate.build(TWO_SQUARES)
    (border,) = made["borders"]["features"]
    assert border["properties"] == {"a": "DZ", "b": "ML", "disputed": False}
    assert shape(border["geometry"]).equals(LineString([(-8, 10), (-8, 12)]))
    (coast,) = made["coast"]["features"]
    assert shape(coast["geometry"]).equals(box(-10, 10, -6, 12).exterior)
    squares = {feature["properties"]["code"]: feature for feature in made["land"]["features"]}
    assert shape(squares["ML"]["geometry"]).equals(box(-10, 10, -8, 12))
    assert shape(squares["DZ"]["geometry"]).equals(box(-8, 10, -6, 12))


def test_an_unknown_country_in_the_frame_is_named():
    topology = copy.deepcopy(TWO_SQUARES)
    topology["objects"]["countries"]["geometries"][0] |= {"id": "999"}
    with pytest.raises(ValueError, match=r"Mali \(id 999\): add it to COUNTRIES"):
        generate.build(topology)
