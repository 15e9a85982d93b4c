"""Pages as their tests meet them: compositions, boxes, words."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from layers import atlas, dates
from layers.export import drawing, fonts, plates
from layers.export.composition import SHEETS, Composition, Imprint
from layers.export.drawing import Box, Group, Page, Shape, Text
from layers.filters import Filters
from layers.view import View

GEODATA = Path(__file__).parents[1] / "geodata"
ATLAS = atlas.load(GEODATA, today=date(2026, 6, 30))
IMPRINT = Imprint("https://temoin.example.org/")
MAP_ROLES = ("page", "ground", "routes", "symbols", "labels")


def day(text: str) -> int:
    return dates.parse(text).first


GOSSI = View(
    day=day("2022-04-19"), mode="on", center=(-0.66, 16.05), zoom=8.0, selected="gossi-wagner"
)
MOURA = View(
    day=day("2022-03-31"), mode="on", center=(-4.6, 14.33), zoom=8.5, selected="moura-2022-03"
)
VIEWS = {
    "gossi": GOSSI,
    "moura": MOURA,
    "so far": View(day=day("2024-11-01"), mode="sofar", hidden=()),
    "filtered": View(
        day=day("2022-04-19"),
        filters=Filters(actors=("WAGNER",), statuses=("disputed", "reported")),
        known_by=day("2022-05-01"),
    ),
    "compared": View(day=day("2022-08-20"), mode="on", against=day("2022-04-19")),
    "empty": View(day=day("2008-05-05"), mode="on"),
}
EVERY = [(name, sheet, lang) for name in VIEWS for sheet in SHEETS for lang in ("en", "fr")]


@cache
def pages(name: str, sheet: str = "16:9", language: str = "en", **fields: str) -> tuple[Page, ...]:
    view = replace(VIEWS[name], language=language)
    return plates.plates(ATLAS, Composition(view, sheet, **fields), IMPRINT)


@dataclass(frozen=True)
class Placed:
    text: Text
    box: Box


def placed(node: Group | Text | Shape, x: float = 0.0, y: float = 0.0):
    """Yield the texts of a tree where they stand on the page."""
    if isinstance(node, Text):
        width = fonts.width(node.text, node.size, node.weight, node.spacing)
        left = x + node.x - {"start": 0, "middle": width / 2, "end": width}[node.anchor]
        yield Placed(node, Box(left, y + node.y - 0.72 * node.size, width, 0.92 * node.size))
    elif isinstance(node, Group):
        for child in node.children:
            yield from placed(child, x + node.shift[0], y + node.shift[1])


def corners(node: Group | Text | Shape, x: float = 0.0, y: float = 0.0):
    """Yield corners of what a tree draws; arcs by their end points."""
    if isinstance(node, Text):
        box = next(placed(node, x, y)).box
        yield from ((box.left, box.top), (box.right, box.bottom))
    elif isinstance(node, Shape):
        yield from ((x + across, y + down) for across, down in points(node.path))
    elif node.clip:
        moved = node.clip.left + x, node.clip.top + y
        yield from (moved, (moved[0] + node.clip.width, moved[1] + node.clip.height))
    else:
        for child in node.children:
            yield from corners(child, x + node.shift[0], y + node.shift[1])


def points(path: str):
    across = down = 0.0
    for command, given in re.findall(r"([MLHVCQAZ])([^MLHVCQAZ]*)", path):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", given)]
        if command == "H":
            across = numbers[-1]
        elif command == "V":
            down = numbers[-1]
        elif numbers:
            step = {"C": 6, "Q": 4, "A": 7}.get(command, 2)
            for start in range(0, len(numbers), step):
                across, down = numbers[start + step - 2 : start + step]
                yield across, down
        yield across, down


def bounds(group: Group) -> Box:
    found = [*corners(group)]
    left, top = min(x for x, _ in found), min(y for _, y in found)
    right, bottom = max(x for x, _ in found), max(y for _, y in found)
    return Box(left, top, right - left, bottom - top)


def words_around(page: Page) -> list[Group]:
    return [group for group in page.groups if group.role not in MAP_ROLES]


def map_boxes(page: Page) -> list[Box]:
    clips = {group.clip for group in page.groups if group.role in MAP_ROLES and group.clip}
    return sorted(clips, key=lambda box: (box.left, box.top))


def said(all_pages, *roles: str) -> str:
    """Return the words of pages in the order of reading, all spaces alike."""
    groups = [
        group
        for page in all_pages
        for group in words_around(page)
        if not roles or group.role in roles
    ]
    texts = [each.text for group in groups for each in drawing.texts(group)]
    return " ".join(" ".join(texts).split())


def plain(text: str) -> str:
    return " ".join(text.split())
