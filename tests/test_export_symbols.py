"""Symbols of the exports: the shapes, sizes and colours that the map has."""

import json
import re
import shutil
import subprocess
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from layers import atlas, symbology
from layers.export import palette, shapes, symbols
from layers.export.drawing import Group, Shape, texts
from layers.export.symbols import Spec
from layers.payload.table import table_of
from layers.payload.texts import ids
from layers.timeline import DOUBTFUL, ENDED, HOLDS, RECENT

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "layers/timemap/assets"
ATLAS = atlas.load(ROOT / "geodata", today=date(2026, 6, 30))
TABLE = table_of(ATLAS)
ROW = {feature: row for row, feature in enumerate(ids(ATLAS))}
NODE = shutil.which("node")

# What shapes.js returns in a box of 29.2 by 14.
OUTLINES = {
    "pill": "M7 0H22.2A7 7 0 0 1 22.2 14H7A7 7 0 0 1 7 0Z",
    "plate": "M0 0L29.2 0L29.2 14L0 14Z",
    "hexagon": "M7 0L22.2 0L29.2 7L22.2 14L7 14L0 7Z",
    "octagon": "M4.06 0L25.14 0L29.2 4.06L29.2 9.94L25.14 14L4.06 14L0 9.94L0 4.06Z",
    "trapezoid": "M6.3 0L22.9 0L29.2 14L0 14Z",
    "shield": "M0 0L29.2 0L29.2 8.4L14.6 14L0 8.4Z",
    "house": "M14.6 0L29.2 5.6L29.2 14L0 14L0 5.6Z",
    "slant": "M5.6 0L29.2 0L23.6 14L0 14Z",
}
SPECS = {
    "plate": Spec("plate", "france", "FRA"),
    "disc": Spec("disc", low=6.0, high=11.0),
    "grave": Spec("grave"),
    "nofigure": Spec("nofigure"),
    "milestone": Spec("milestone"),
    "line": Spec("line", "russia", "WAG"),
}


def spec_of(feature, **as_of):
    return symbols.spec_of(TABLE, ROW[feature], **as_of)


def paints(node):
    if isinstance(node, Shape):
        return [node.paint]
    return [paint for child in getattr(node, "children", ()) for paint in paints(child)]


def parts_of(node):
    if isinstance(node, Shape):
        return [node]
    return [part for child in getattr(node, "children", ()) for part in parts_of(child)]


def numbers(path):
    return [float(each) for each in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", path)]


@pytest.mark.parametrize("shape", OUTLINES)
def test_an_outline_is_that_of_the_map(shape):
    assert shapes.outline(shape, 29.2, 14.0) == OUTLINES[shape]


@pytest.mark.skipif(NODE is None, reason="needs node to run the map's own script")
@pytest.mark.parametrize(("w", "h"), [(29.2, 14), (13, 13), (20.6, 14), (6, 6), (24.9, 14)])
def test_outlines_are_those_of_the_script_in_any_size(w, h):
    asked = f"Object.fromEntries({json.dumps([*OUTLINES])}.map((s)=>[s,shapes.outline(s,{w},{h})]))"
    for shape, path in script("shapes", asked).items():
        ours = shapes.outline(shape, w, h)
        assert re.sub(r"[^A-Z]", "", ours) == re.sub(r"[^A-Z]", "", path)
        assert numbers(ours) == pytest.approx(numbers(path), abs=0.006)


@pytest.mark.skipif(NODE is None, reason="needs node to run the map's own script")
@pytest.mark.parametrize(("radius", "is_open"), [*product((2.5, 9.5, 30.0), (False, True))])
def test_rings_are_those_of_the_script(radius, is_open):
    path = script("shapes", f"shapes.ring({radius}, {str(is_open).lower()})")
    assert numbers(shapes.ring(radius, is_open=is_open)) == pytest.approx(numbers(path), abs=0.006)


def script(name, expression):
    source = f"global.window={{}};require({str(ASSETS / name)!r});const {{{name}}}=window.Temoin;"
    program = f"{source}console.log(JSON.stringify({expression}))"
    done = subprocess.run([NODE, "-e", program], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def test_an_open_ring_has_a_gap_and_a_closed_one_has_none():
    assert shapes.ring(9.5, is_open=False).endswith("Z")
    assert not shapes.ring(9.5, is_open=True).endswith("Z")


def test_an_outline_stands_where_it_is_put():
    moved = numbers(shapes.outline("house", 10, 10, (100, 200)))
    assert min(moved[::2]) == 100
    assert min(moved[1::2]) == 200


@pytest.mark.parametrize(
    ("name", "ours"), [("ARROW", shapes.ARROW), ("BAR", shapes.BAR), ("PLANE", shapes.PLANE)]
)
def test_glyphs_of_movements_are_those_of_the_map(name, ours):
    source = (ASSETS / "movements.js").read_text(encoding="utf-8")
    assert re.search(rf'const {name} = "([^"]+)"', source)[1] == ours


@pytest.mark.parametrize("path", [shapes.GRAVE, shapes.GRAVE_LINES, shapes.MILESTONE])
def test_glyphs_of_events_are_those_of_the_map(path):
    assert f'"{path}"' in (ASSETS / "symbols.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_is_that_of_the_map(theme):
    css = (ASSETS / "map.css").read_text(encoding="utf-8")
    rule = r'data-theme="dark"\]' if theme == "dark" else r"\.tm-root"
    block = re.search(rf"{rule} {{(.*?)}}", css, re.DOTALL)[1]
    said = dict(re.findall(r"--tm-([\w-]+): (#\w{6})", block))
    colours = palette.of(theme)
    names = [name for name in type(colours).__slots__ if name not in {"killed", "is_dark"}]
    assert len(names) == 15
    for name in names:
        assert getattr(colours, name).lower() == said[name.replace("_", "-")], name


def test_actors_and_the_dead_have_the_colours_of_the_symbology():
    for theme, dark in (("light", False), ("dark", True)):
        colours = palette.of(theme)
        for key, style in symbology.FAMILIES.items():
            assert colours.family(key) == (style.dark if dark else style.light)
            assert colours.ink_on(key) == style.ink(dark=dark)
    assert palette.of("light").killed == symbology.KILLED_LIGHT
    assert palette.of("dark").killed == symbology.KILLED_DARK


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("gossi-barkhane", {"type": "plate", "family": "france", "label": "FRA"}),
        ("gossi-wagner", {"type": "plate", "family": "russia", "disputed": True}),
        ("moura-2022-03", {"type": "disc", "disputed": True}),
        ("tamalat-2022-03", {"type": "disc", "low": 0.0}),
        ("gossi-mass-grave-2022-04", {"type": "grave", "disputed": True}),
        ("barkhane-2022-gossi-gao", {"type": "line", "arrow": "arrow", "air": False}),
        ("rus-2022-03-helicopters", {"type": "line", "arrow": "plane", "air": True}),
    ],
)
def test_what_a_shipped_feature_looks_like(feature, expected):
    spec = spec_of(feature)
    assert {name: getattr(spec, name) for name in expected} == expected


def test_a_blockade_ends_in_a_bar():
    frame = ATLAS.layers["troop_movements"].frame
    blockades = frame["id"][frame["kind"] == "blockade"].tolist()
    assert blockades
    assert {spec_of(feature).arrow for feature in blockades} == {"bar"}


def test_disc_and_ring_have_the_sizes_of_the_figures():
    frame = ATLAS.layers["massacre_sites"].frame.set_index("id")
    moura = frame.loc["moura-2022-03"]
    spec = spec_of("moura-2022-03")
    assert spec.low == symbology.killed_radius_px(moura["killed_min"])
    assert spec.high == symbology.killed_radius_px(moura["killed_max"])


def test_what_nobody_counted_is_no_zero():
    frame = ATLAS.layers["massacre_sites"].frame
    unknown = frame["killed_min"].isna() & frame["killed_max"].isna()
    sites = frame["id"][unknown & (frame["kind"] != "mass_grave")].tolist()
    assert sites
    assert {spec_of(feature).type for feature in sites} == {"nofigure"}


def test_a_dispute_of_a_later_day_is_not_yet_one():
    assert not spec_of("gossi-wagner", disputed=False).disputed


@pytest.mark.parametrize("name", [name for name in SPECS if name != "line"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dashes_mean_disputed_and_nothing_else(name, theme):
    for state in (HOLDS, DOUBTFUL, RECENT, ENDED):
        drawn = symbols.draw(SPECS[name], theme, state=state)
        assert not [paint for paint in paints(drawn) if paint.dash]
        contested = symbols.draw(disputed(SPECS[name]), theme, state=state)
        assert [paint for paint in paints(contested) if paint.dash]


def disputed(spec):
    return Spec(**{**{name: getattr(spec, name) for name in Spec.__slots__}, "disputed": True})


@pytest.mark.parametrize("name", ["plate", "disc", "grave"])
def test_doubtful_days_are_hatched_and_no_others(name):
    for state in (HOLDS, RECENT, ENDED):
        assert not [p for p in paints(symbols.draw(SPECS[name], "light", state=state)) if p.hatch]
    assert [p for p in paints(symbols.draw(SPECS[name], "light", state=DOUBTFUL)) if p.hatch]


@pytest.mark.parametrize("name", SPECS)
def test_what_is_over_is_faint(name):
    assert symbols.draw(SPECS[name], "light", state=ENDED).opacity == symbols.FAINT
    assert symbols.draw(SPECS[name], "light", state=HOLDS).opacity == 1


def test_a_plate_says_its_code_unless_it_is_small():
    assert [text.text for text in texts(symbols.draw(SPECS["plate"], "light"))] == ["FRA"]
    assert not [*texts(symbols.draw(SPECS["plate"], "light", small=True))]


def test_a_plate_is_as_wide_as_on_the_map():
    assert symbols.size(SPECS["plate"]) == (12 + 4.3 * 3, 14)
    assert symbols.size(SPECS["plate"], small=True) == (13, 13)


def test_a_ring_without_a_lower_figure_has_no_disc():
    whole = symbols.draw(SPECS["disc"], "light")
    ring_only = symbols.draw(Spec("disc", high=11.0), "light")
    assert len(parts_of(whole)) == len(parts_of(ring_only)) + 1


@pytest.mark.parametrize("name", SPECS)
def test_a_symbol_stands_about_the_middle(name):
    drawn = symbols.draw(SPECS[name], "light")
    assert isinstance(drawn, Group)
    assert drawn.role == "symbols"
    w, h = symbols.size(SPECS[name])
    ends = [ends_of(part.path) for part in parts_of(drawn)]
    assert all(abs(x) <= w / 2 + 1 and abs(y) <= h / 2 + 2 for points in ends for x, y in points)


def ends_of(path):
    """Yield the end points of lines and arcs."""
    x = y = 0.0
    for command, rest in re.findall(r"([MLHVAQCZ])([^MLHVAQCZ]*)", path):
        values = numbers(rest)
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        elif command != "Z":
            x, y = values[-2:]
        yield x, y


def test_what_is_selected_is_outlined_in_the_accent():
    drawn = symbols.draw(SPECS["plate"], "light", selected=True)
    assert palette.of("light").accent in {paint.stroke for paint in paints(drawn)}
    drawn = symbols.draw(SPECS["plate"], "light")
    assert palette.of("light").accent not in {paint.stroke for paint in paints(drawn)}
