"""Maps of pictures as their tests meet them: views, drawings, what is in them."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from layers import atlas as atlases
from layers import dates
from layers.export import fonts, maps
from layers.export.drawing import Box, Group, Shape, texts
from layers.export.maps import features_of
from layers.export.maps.scene import scene_of
from layers.filters import Filters
from layers.payload import period
from layers.view import View
from layers.visibility import visible
from tests.making import make_feature, make_file

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 6, 30)
ATLAS = atlases.load(ROOT / "geodata", today=TODAY)
LAST = period(ATLAS)[1]
BOX = Box(24, 80, 1000, 640)
NODE = shutil.which("node")
HOSTILE = "<script>alert(1)</script> {{7*7}} & \"'"


def on(day, **changes):
    return View(day=dates.parse(day).first, **{"mode": "on", **changes})


VIEWS = {
    "as it opens": View(),
    "French": View(language="fr"),
    "Gossi to Gao": View(center=(-0.8, 16.0), zoom=8.0),
    "so far": View(mode="sofar", day=LAST),
    "the last day": View(day=LAST),
    "before all": on("1990-01-01"),
    "close up": View(center=(-0.05, 16.27), zoom=11.0, selected="gao-barkhane"),
    "from afar": View(center=(0.0, 20.0), zoom=2.5),
    "elsewhere": View(center=(100.0, -40.0), zoom=6.0),
    "with milestones": View(mode="sofar", hidden=()),
    "one operator": View(filters=Filters(actors=("WAGNER",))),
    "as reported by": replace(on("2022-04-22"), known_by=dates.parse("2022-04-20").first),
}
views = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


def drawn(view, box=BOX, theme="light", atlas=ATLAS):
    return maps.draw(atlas, view, maps.frame_of(view, box), theme)


def role(drawing, name):
    return next(group for group in drawing.groups if group.role == name)


def all_features(drawing):
    return set().union(*map(features_of, drawing.groups))


def parts(node):
    if isinstance(node, Shape):
        return [node]
    return [part for child in getattr(node, "children", ()) for part in parts(child)]


def of_feature(group, feature):
    """The groups of one feature alone."""
    found = [group] if group.features == (feature,) else []
    for child in group.children:
        if isinstance(child, Group):
            found += of_feature(child, feature)
    return found


def said(drawing):
    return [text.text for text in texts(role(drawing, "labels"))]


def label_boxes(drawing):
    return [boxes for each in role(drawing, "labels").children if (boxes := text_boxes(each))]


def text_boxes(label):
    """The boxes of the lines of a name: from the height of a capital down to the baseline."""
    boxes = []
    for line in texts(label):
        wide = fonts.width(line.text, line.size, line.weight, line.spacing)
        left = line.x - {"start": 0, "middle": wide / 2, "end": wide}[line.anchor]
        boxes.append(Box(left, line.y - 0.66 * line.size, wide, 0.66 * line.size))
    return boxes


def scene(view, atlas=ATLAS, box=BOX):
    return scene_of(atlas, view, maps.frame_of(view, box), "light", visible(atlas, view))


def made(**layers):
    files = {name: make_file(*features) for name, features in layers.items()}
    return atlases.of_bytes(files, today=TODAY)


EAST = {"type": "LineString", "coordinates": [[-8.0, 16.0], [0.0, 16.0]]}
AWAY = {"type": "LineString", "coordinates": [[-4.0, 16.0], [40.0, 20.0]]}


def movement(**changes):
    feature = make_feature("troop_movements", start="2022-04-01", end="2022-04-20", **changes)
    return made(troop_movements=[feature])
