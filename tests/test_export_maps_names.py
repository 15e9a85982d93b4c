"""The map of a picture: its names, files of editors, what a legend must explain, very many."""

import re
from itertools import combinations

import numpy as np
import pytest

from layers import atlas as atlases
from layers import symbology
from layers.chronicle.holders import counts
from layers.export import maps
from layers.export.drawing import Box, texts
from layers.export.maps import dense as dense_module
from layers.export.maps.geometry import within
from layers.export.maps.stacks import stacks
from layers.export.mercator import MapFrame
from layers.view import View
from layers.visibility import visible
from tests.export_maps import (
    ATLAS,
    AWAY,
    BOX,
    EAST,
    HOSTILE,
    TODAY,
    all_features,
    drawn,
    label_boxes,
    made,
    movement,
    on,
    parts,
    role,
    said,
    scene,
    views,
)
from tests.making import make_feature, make_file


@views
def test_no_name_lies_over_another(view):
    for first, second in combinations(label_boxes(drawn(view)), 2):
        assert not any(a.meets(b) for a in first for b in second), (first, second)


@views
def test_no_name_lies_over_a_symbol_of_what_holds(view):
    shown = visible(ATLAS, view)
    place = scene(view)
    rows = shown.rows[~place.is_line()]
    near = rows[within(place.points(rows), BOX.inset(-60))]
    taken = stacks(place, near, place.selected()).obstacles
    for label in label_boxes(drawn(view)):
        for box in label:
            assert not any(box.meets(symbol) for symbol in taken.boxes)
            for x, y, radius in taken.circles:
                across = max(box.left - x, x - box.right, 0)
                down = max(box.top - y, y - box.bottom, 0)
                assert np.hypot(across, down) >= radius


@views
@pytest.mark.parametrize("box", [BOX, Box(0, 0, 700, 900), Box(10, 10, 300, 240)])
def test_no_name_is_cut_by_the_frame(view, box):
    for label in label_boxes(drawn(view, box)):
        assert all(box.holds(line) for line in label)


def test_the_codes_of_plates_lie_in_what_names_keep_clear_of():
    view = View()
    found = stacks(scene(view), scene(view).shown.rows[~scene(view).is_line()], -1)
    for group in found.groups:
        holds = any(box.left <= group.shift[0] <= box.right for box in found.obstacles.boxes)
        assert holds or not [*texts(group)]


def test_the_opening_view_names_what_matters():
    names = said(drawn(View()))
    assert {"Bamako", "Gao", "Gossi", "Timbuktu", "Moura massacre", "Tamalat attack"} <= {*names}
    assert {"MALI", "NIGER", "ALGERIA", "BURKINA FASO", "MAURITANIA"} <= {*names}


def test_names_are_in_the_language_of_the_view():
    names = said(drawn(View(language="fr")))
    assert {"Tombouctou", "ALGÉRIE", "Massacre de Moura"} <= {*names}


def test_more_towns_are_named_the_nearer_one_looks():
    near = said(drawn(View(center=(-0.8, 16.0), zoom=8.0)))
    assert "Bamba" in near
    assert "Bamba" not in said(drawn(View()))


def test_a_town_where_a_base_changed_hands_stands_out():
    def weight(view):
        found = texts(role(drawn(view), "labels"))
        return next(text.weight for text in found if text.text == "Gossi")

    close = {"center": (-0.8, 16.0), "zoom": 8.0}
    assert weight(on("2022-04-19", **close)) == "semibold"
    assert weight(on("2022-06-19", **close)) == "regular"


def test_a_small_map_names_such_a_town_before_others_of_its_size():
    small = Box(0, 0, 480, 400)
    assert "Gossi" in said(drawn(on("2022-04-19"), small))
    assert "Gossi" not in said(drawn(on("2022-06-19"), small))


def test_a_country_that_fills_the_frame_is_not_named_in_the_middle_of_it():
    inside = View(center=(-0.8, 16.0), zoom=9.0)
    assert not {"MALI", "NIGER"} & {*said(drawn(inside, atlas=made()))}
    at_the_border = View(center=(3.6, 15.6), zoom=9.0)
    assert "NIGER" in said(drawn(at_the_border, atlas=made()))


@pytest.mark.parametrize(("south", "shows"), [(BOX.bottom - 1, True), (BOX.bottom + 1, False)])
def test_no_symbol_of_a_place_below_the_frame_stands_cut_at_its_edge(south, shows):
    frame = MapFrame(BOX, (-1.3, 15.8), 9.0)
    lonlat = frame.lonlat(BOX.left + BOX.width / 2, south)
    place = {"type": "Point", "coordinates": [*lonlat]}
    atlas = made(military_bases=[make_feature(geometry=place)])
    drawing = maps.draw(atlas, on("2022-06-01"), frame, "light")
    assert [text.text for text in texts(role(drawing, "symbols"))] == ["FRA"] * shows
    assert all_features(drawing) == {"one"}


# --- files of editors ---


def context(**changes):
    feature = make_feature(
        "camps", geometry={"type": "Point", "coordinates": [-2.0, 16.0]}, name="Invented", **changes
    )
    return atlases.of_bytes({"camps": make_file(feature, title="Camps <b>")}, today=TODAY)


def test_a_file_of_an_editor_has_a_colour_of_its_own_and_a_line_in_the_legend():
    drawing = drawn(View(), atlas=context())
    colour = symbology.CONTEXT_COLOURS[0]
    assert colour in {part.paint.stroke for part in parts(role(drawing, "ground"))}
    assert drawing.inventory.context == (("Camps <b>", colour),)


@pytest.mark.parametrize(
    ("view", "shows"),
    [
        (on("2022-05-01"), True),
        (on("2021-05-01"), False),
        (on("2023-05-01"), False),
        (on("2023-05-01", mode="sofar"), True),
        (on("2022-05-01", hidden=("camps",)), False),
    ],
)
def test_a_dated_file_of_an_editor_shows_in_its_time(view, shows):
    drawing = drawn(view, atlas=context(start="2022-04", end="2022-06"))
    assert bool(drawing.inventory.context) == shows
    fills = {part.paint.stroke for part in parts(role(drawing, "ground"))}
    assert (symbology.CONTEXT_COLOURS[0] in fills) == shows


def test_text_of_data_stays_text():
    atlas = made(
        military_bases=[make_feature(name=HOSTILE)],
        massacre_sites=[make_feature("massacre_sites", id="two", name=HOSTILE, killed_max=600)],
        troop_movements=[
            make_feature("troop_movements", id="three", geometry=AWAY, to=HOSTILE, mode="road")
        ],
    )
    drawing = drawn(on("2022-06-01", selected="one"), atlas=atlas)
    assert HOSTILE in {group.name for group in role(drawing, "symbols").children}
    assert "<script>alert(1)</script>" in " ".join(said(drawing))
    for group in drawing.groups:
        for part in parts(group):
            assert re.fullmatch(r"M[MLHVCQAZ0-9 .-]+", part.path)
            for colour in (part.paint.fill, part.paint.stroke, part.paint.hatch):
                assert colour is None or re.fullmatch(r"#[0-9A-F]{6}", colour)


# --- what a legend must explain ---


@views
def test_the_inventory_counts_as_the_header_does(view):
    expected = {name: n for name, n in counts(visible(ATLAS, view)).items() if n}
    assert dict(drawn(view).inventory.counts) == expected


def test_the_inventory_names_what_the_opening_view_has():
    found = drawn(View()).inventory
    assert found.families["military_bases"] == (
        "france",
        "mali",
        "russia",
        "un",
        "states",
        "azawad",
    )
    assert found.events == {"disc", "open", "ring", "grave"}
    assert found.marks == {"disputed", "doubtful", "ended", "air"}
    assert not found.dense


def test_a_look_that_does_not_show_is_not_in_the_inventory():
    found = drawn(on("2022-04-10"), atlas=movement()).inventory
    assert dict(found.families) == {"troop_movements": ("france",)}
    assert not found.events
    assert not found.marks


@pytest.mark.parametrize(
    ("figures", "events"),
    [
        ({"killed_min": 3, "killed_max": 5}, {"disc"}),
        ({"killed_min": 3, "killed_max": 5, "killed_open": True}, {"disc", "open"}),
        ({"killed_min": None, "killed_max": 5}, {"ring"}),
        ({"killed_min": None, "killed_max": None}, {"nofigure"}),
        ({"kind": "mass_grave"}, {"grave"}),
    ],
)
def test_each_look_of_an_event_is_named_in_the_inventory(figures, events):
    atlas = made(massacre_sites=[make_feature("massacre_sites", **figures)])
    assert drawn(on("2022-06-01"), atlas=atlas).inventory.events == events


# --- very many ---


@pytest.fixture(scope="module")
def crowd():
    def at(n):
        return {"type": "Point", "coordinates": [-10 + n % 40 * 0.3, 12 + n // 40 * 0.5]}

    bases = [
        make_feature(id=f"b-{n}", site=f"s-{n}", geometry=at(n), operator=("FRA", "UN")[n % 2])
        for n in range(400)
    ]
    events = [make_feature("massacre_sites", id=f"e-{n}", geometry=at(n)) for n in range(400)]
    moves = [make_feature("troop_movements", id=f"m-{n}", geometry=EAST) for n in range(9)]
    return made(military_bases=bases, massacre_sites=events, troop_movements=moves)


def test_very_many_are_drawn_small_and_without_codes(crowd):
    view = on("2022-04-19")
    drawing = drawn(view, atlas=crowd)
    assert drawing.inventory.dense
    assert all_features(drawing) == set(visible(crowd, view).ids())
    assert not [*texts(role(drawing, "symbols"))]
    # One path for each look, however many features have it.
    assert len(parts(role(drawing, "symbols"))) == 3
    assert len(parts(role(drawing, "routes"))) == 1


def test_the_same_many_with_few_in_the_frame_are_drawn_whole(crowd):
    view = on("2022-04-19", center=(-8.0, 13.0), zoom=9.0)
    drawing = drawn(view, atlas=crowd)
    assert not drawing.inventory.dense
    assert [*texts(role(drawing, "symbols"))]
    assert all_features(drawing) == set(visible(crowd, view).ids())


def test_what_would_be_covered_is_drawn_once_and_still_counted():
    bases = [make_feature(id=f"b-{n}", site=f"s-{n}") for n in range(dense_module.MANY + 1)]
    drawing = drawn(on("2022-06-01"), atlas=made(military_bases=bases))
    (shape,) = parts(role(drawing, "symbols"))
    assert shape.path.count("M") == 1
    assert len(all_features(drawing)) == len(bases)
