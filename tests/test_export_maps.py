"""The map of an export: all that is visible, drawn as the map draws it, names over nothing."""

import json
import re
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from layers import atlas as atlases
from layers import dates, symbology
from layers.export import maps, palette, shapes
from layers.export.drawing import texts
from layers.export.maps import spots, tracks
from layers.export.maps.geometry import within
from layers.export.maps.stacks import STACK, stacks
from layers.export.mercator import MALI, MapFrame
from layers.payload.table import table_of
from layers.view import View
from layers.visibility import visible
from tests.export_maps import (
    ATLAS,
    AWAY,
    BOX,
    EAST,
    NODE,
    ROOT,
    TODAY,
    VIEWS,
    all_features,
    drawn,
    made,
    movement,
    of_feature,
    on,
    parts,
    role,
    said,
    scene,
    views,
)
from tests.making import make_feature


@views
def test_every_visible_feature_is_in_the_drawing_and_nothing_else(view):
    assert all_features(drawn(view)) == set(visible(ATLAS, view).ids())


@views
def test_the_same_view_is_the_same_drawing(view):
    assert drawn(view) == drawn(view)


@views
def test_paths_are_such_as_every_format_can_draw(view):
    for group in drawn(view).groups:
        for part in parts(group):
            assert re.fullmatch(r"M[MLHVCQAZ0-9 .-]+", part.path), part.path[:80]


@views
def test_groups_have_their_roles_and_are_cut_to_the_frame(view):
    groups = drawn(view).groups
    assert [group.role for group in groups] == ["ground", "routes", "symbols", "labels"]
    assert {group.clip for group in groups} == {BOX}


def test_a_map_of_all_mali_is_a_small_file():
    drawing = drawn(View())
    assert sum(len(part.path) for group in drawing.groups for part in parts(group)) < 90_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ground_has_the_colours_of_the_theme(theme):
    colours = palette.of(theme)
    paints = [part.paint for part in parts(role(drawn(View(), theme=theme), "ground"))]
    fills = {paint.fill for paint in paints}
    strokes = {paint.stroke for paint in paints}
    assert {colours.water, colours.land, colours.mali} <= fills
    assert {colours.border, colours.border_mali, colours.river, colours.road} <= strokes


def test_the_border_of_western_sahara_is_dotted():
    dotted = [part for part in parts(role(drawn(View()), "ground")) if part.paint.dash]
    assert [part.paint.dash for part in dotted] == [(1.0, 3.0)]
    assert dotted[0].paint.round_ends


def test_beyond_the_base_map_there_is_no_sea():
    colours = palette.of("light")
    afar = parts(role(drawn(VIEWS["elsewhere"]), "ground"))
    assert [part.paint.fill for part in afar] == [colours.paper]


def test_the_opening_frame_is_mali_with_room():
    frame = maps.frame_of(View(), BOX)
    west, south, east, north = frame.bounds()
    assert west < MALI[0] < MALI[2] < east
    assert south < MALI[1] < MALI[3] < north


def test_a_frame_has_the_centre_and_zoom_of_the_view():
    view = View(center=(-0.8, 16.0), zoom=8.0)
    assert maps.frame_of(view, BOX) == MapFrame(BOX, (-0.8, 16.0), 8.0)


def test_a_day_of_nothing_is_a_map_of_the_country():
    drawing = drawn(on("1990-01-01"))
    assert not role(drawing, "symbols").children
    assert not role(drawing, "routes").children
    assert "M\u200aALI".replace("\u200a", "") in said(drawing)
    assert not drawing.inventory.counts
    assert not drawing.inventory.marks


def test_a_folder_without_files_is_a_map_of_the_country():
    drawing = drawn(View(), atlas=atlases.of_bytes({}, today=TODAY))
    assert "MALI" in said(drawing)
    assert not all_features(drawing)


# --- states and disputes ---


def line_of(view, feature, atlas=ATLAS):
    """The paint of a movement's line, over its casing."""
    (group,) = of_feature(role(drawn(view, atlas=atlas), "routes"), feature)
    return parts(group)[-1].paint




def test_a_movement_is_a_solid_line_of_its_family():
    paint = line_of(on("2022-04-10"), "one", movement())
    assert paint.stroke == symbology.FAMILIES["france"].light
    assert (paint.width, paint.dash, paint.stroke_opacity) == (2.4, (), 1.0)


def test_a_disputed_movement_is_dashed():
    assert line_of(on("2022-04-10"), "one", movement(status="disputed")).dash == (7.0, 4.0)


def test_a_movement_by_air_is_thinner_and_not_dashed():
    paint = line_of(on("2022-04-10"), "one", movement(mode="air"))
    assert (paint.width, paint.dash) == (1.5, ())


def test_a_movement_on_doubtful_days_is_dotted():
    feature = make_feature("troop_movements", start="2022-04", end="2022-05")
    paint = line_of(on("2022-04-10"), "one", made(troop_movements=[feature]))
    assert (paint.dash, paint.round_ends) == ((0.1, 5.0), True)


def test_a_movement_that_is_over_is_faint_and_has_no_code():
    view = on("2022-06-01", mode="sofar")
    assert line_of(view, "one", movement()).stroke_opacity == 0.3
    assert line_of(view, "one", movement(status="disputed")).stroke_opacity == 0.3
    assert "FRA" not in said(drawn(view, atlas=movement()))
    assert "FRA" in said(drawn(on("2022-04-10"), atlas=movement()))


def test_the_marker_stands_as_far_along_as_the_day():
    atlas = movement()
    view = on("2022-04-10")
    place = tracks.track_of(tracks.parts_of(scene(view, atlas), 0)[0])
    done = (9 + 0.5) / 20
    markers = [
        group
        for group in of_feature(role(drawn(view, atlas=atlas), "symbols"), "one")
        if shapes.ring(5.5, is_open=False) == parts(group)[0].path
    ]
    assert [group.shift for group in markers] == [tuple(np.round(place.at(done), 1))]


def test_without_exact_days_no_marker_travels():
    feature = make_feature("troop_movements", start="2022-04-01", end="2022-05")
    drawing = drawn(on("2022-04-10"), atlas=made(troop_movements=[feature]))
    ring = shapes.ring(5.5, is_open=False)
    assert ring not in {part.path for part in parts(role(drawing, "symbols"))}


def test_an_arrow_stands_at_the_end_and_heads_there():
    atlas = made(troop_movements=[make_feature("troop_movements", geometry=EAST)])
    drawing = drawn(on("2022-06-01"), atlas=atlas)
    (arrow,) = of_feature(role(drawing, "symbols"), "one")[:1]
    end = maps.frame_of(View(), BOX).xy(*EAST["coordinates"][-1])
    assert arrow.children[0].turn == 0
    assert np.hypot(arrow.shift[0] - end[0], arrow.shift[1] - end[1]) < 20




def test_an_arrow_of_a_line_that_leaves_stands_inside_and_says_where_to():
    feature = make_feature("troop_movements", geometry=AWAY, to="Khartoum", mode="road")
    drawing = drawn(on("2022-06-01"), atlas=made(troop_movements=[feature]))
    (arrow,) = of_feature(role(drawing, "symbols"), "one")[:1]
    assert within(np.array([arrow.shift]), BOX.inset(10))[0]
    assert "→ Khartoum" in said(drawing)


def test_a_flight_that_comes_says_where_from():
    back = {"type": "LineString", "coordinates": AWAY["coordinates"][::-1]}
    feature = make_feature("troop_movements", geometry=back, mode="air", **{"from": "Khartoum"})
    drawing = drawn(on("2022-06-01"), atlas=made(troop_movements=[feature]))
    assert "Khartoum →" in said(drawing)


def test_a_line_that_never_meets_the_frame_is_counted_and_not_drawn():
    far = {"type": "LineString", "coordinates": [[60.0, 60.0], [80.0, 60.0]]}
    atlas = made(troop_movements=[make_feature("troop_movements", geometry=far)])
    drawing = drawn(on("2022-06-01"), atlas=atlas)
    assert not role(drawing, "routes").children
    assert all_features(drawing) == {"one"}
    assert drawing.inventory.counts == {"troop_movements": 1}


def test_a_blockade_ends_in_a_bar():
    blockade = movement(kind="blockade")
    assert shapes.BAR in {
        p.path for p in parts(role(drawn(on("2022-04-10"), atlas=blockade), "symbols"))
    }


def test_what_was_denied_later_is_not_yet_dashed():
    claims = [
        {"by": "A", "stance": "asserts", "says": "yes", "date": "2022-04-20"},
        {"by": "B", "stance": "denies", "says": "no", "date": "2022-04-25"},
    ]
    source = {"title": "Report", "date": "2022-04-20"}
    atlas = made(military_bases=[make_feature(status="disputed", claims=claims, sources=[source])])
    known = {
        day: replace(on("2022-06-01"), known_by=dates.parse(day).first)
        for day in ("2022-04-22", "2022-04-26")
    }
    dashed = {
        day: any(part.paint.dash for part in parts(role(drawn(view, atlas=atlas), "symbols")))
        for day, view in known.items()
    }
    assert dashed == {"2022-04-22": False, "2022-04-26": True}


# --- symbols on their spots ---


def test_plates_of_one_place_stand_above_it_over_one_another():
    view = on("2022-04-19", center=(-1.3, 15.8), zoom=9.0)
    found = stacks(scene(view), visible(ATLAS, view).rows, -1)
    (gossi,) = [group for group in found.groups if "gossi-barkhane" in group.features]
    codes = {text.text for text in texts(gossi)}
    assert {"FRA", "FAMa", "WAG"} <= codes
    heights = [child.shift[1] for child in gossi.children]
    assert heights == sorted(heights, reverse=True)
    assert max(heights) < 0


def test_a_stack_of_many_says_how_many_more_there_are():
    bases = [make_feature(id=f"base-{n}", site=f"s-{n}") for n in range(7)]
    (group,) = role(drawn(on("2022-06-01"), atlas=made(military_bases=bases)), "symbols").children
    words = [text.text for text in texts(group)]
    assert words == ["FRA"] * STACK + [f"+{7 - STACK}"]
    assert len(group.features) == 7


def test_of_many_at_one_place_each_code_is_shown_before_any_twice():
    operators = ["UN", "MLI", *["FRA"] * 5]
    bases = [
        make_feature(id=f"base-{n}", site=f"s-{n}", operator=code)
        for n, code in enumerate(operators)
    ]
    (group,) = role(drawn(on("2022-06-01"), atlas=made(military_bases=bases)), "symbols").children
    assert {"FRA", "UN", "FAMa", "+3"} == {text.text for text in texts(group)}


def test_discs_of_one_place_are_counted():
    events = [make_feature("massacre_sites", id=f"event-{n}") for n in range(3)]
    drawing = drawn(on("2022-06-01"), atlas=made(massacre_sites=events))
    (group,) = role(drawing, "symbols").children
    assert [text.text for text in texts(group)] == ["×3"]


@pytest.mark.skipif(NODE is None, reason="needs node to run the map's own script")
@pytest.mark.parametrize("zoom", [5.4, 5.8, 7.0, 9.0])
def test_what_stands_together_is_what_the_map_puts_together(zoom):
    table = table_of(ATLAS)
    rows = np.flatnonzero((table.columns["flags"] & 16) == 0)
    points = spots._reckoned(table, rows, zoom).tolist()
    discs = spots.is_disc(table)[rows].tolist()
    program = f"""
      global.window = {{}};
      require({str(ROOT / "layers/timemap/assets/groups.js")!r});
      const points = {json.dumps(points)}, discs = {json.dumps(discs)};
      const data = {{ count: points.length, line: points.map(() => -1) }};
      const {{ spotOf, spots }} = window.Temoin.groups.create(
        data, (row) => ({{ type: discs[row] ? "disc" : "plate" }}),
        (row) => ({{ x: points[row][0], y: points[row][1] }}), points.map((_, row) => row));
      console.log(JSON.stringify([...spotOf].map((spot) => spots[spot].row)));
    """
    done = subprocess.run([NODE, "-e", program], capture_output=True, check=True, text=True)
    ours = spots._group(np.array(points), np.array(discs))
    assert ours.tolist() == json.loads(done.stdout)


def test_milestones_are_drawn_only_when_they_are_switched_on():
    view = View(mode="sofar", hidden=())
    glyph = shapes.MILESTONE
    shown = {part.path for part in parts(role(drawn(view), "symbols"))}
    hidden = {
        part.path for part in parts(role(drawn(replace(view, hidden=("milestones",))), "symbols"))
    }
    assert glyph in shown
    assert glyph not in hidden


# --- what is selected, and how well places are known ---


def accents(drawing):
    accent = palette.of("light").accent
    return [part for part in parts(role(drawing, "symbols")) if part.paint.stroke == accent]


def test_what_is_selected_has_a_ring_and_its_name():
    drawing = drawn(View(selected="gossi-wagner"))
    assert accents(drawing)
    assert "Wagner at Gossi" in said(drawing)
    assert "Wagner at Gossi" not in said(drawn(View()))


def test_what_is_selected_but_not_visible_has_neither():
    assert not accents(drawn(on("2014-01-01", selected="moura-2022-03")))


def test_close_up_every_place_has_the_ring_of_its_precision():
    def rings(zoom):
        drawing = drawn(
            on("2022-06-01", center=(-1.3, 15.83), zoom=zoom),
            atlas=made(military_bases=[make_feature(precision="settlement")]),
        )
        ink = palette.of("light").ink_2
        return [p for p in parts(role(drawing, "symbols")) if p.paint.stroke == ink]

    assert not rings(8.4)
    (ring,) = rings(9.0)
    radius = float(re.search(r"A([\d.]+)", ring.path)[1])
    frame = MapFrame(BOX, (-1.3, 15.83), 9.0)
    assert radius == pytest.approx(3 * frame.units_per_km(15.8256), abs=0.01)
