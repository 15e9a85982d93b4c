"""The citable frame: what a page says, and that nothing on it overlaps or is cut."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from layers import address, atlas, basemap, catalogue, comparison, dates, symbology, wording
from layers.export import drawing, fonts, inset, palette, plates, prose, qr, sources
from layers.export.composition import SHEETS, Composition, Imprint
from layers.export.drawing import Box, Group, Page, Shape, Text
from layers.export.mercator import MapFrame
from layers.export.plates import citing, disputes, notes
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible

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


# What a page says


def test_the_gossi_page_says_it_word_by_word():
    first = pages("gossi", "a4")[0]
    assert first.title == "Wagner at Gossi (disputed), 19 April 2022"
    assert said([first], "title") == (
        "19 April 2022 Wagner at Gossi (disputed) "
        "On this day · 49 military sites, 2 massacre sites, 4 movements"
    )
    legend = said([first], "legend")
    for words in (
        "49 military sites",
        "France 4",
        "Malian armed forces 24",
        "Wagner group 8 (all disputed)",
        "United Nations (MINUSMA) 13",
        "DEU Germany 2; EU European Union 2; DNK Denmark 1 (disputed)",
        "CSP (northern armed movements) 3",
        "4 movements",
        "2 massacre sites",
        "Dashed outline: disputed",
        "Hatched: dates not exact",
    ):
        assert words in legend
    assert (
        "Disputed, and who says so Wagner at Gossi "
        "According to: French military report seen by AP "
        "Denied by: Government of Mali; Government of Russia"
    ) in said([first], "notes")


def test_the_gossi_page_says_it_in_french():
    first = pages("gossi", "a4", "fr")[0]
    assert first.title == "Wagner à Gossi (contesté), 19 avril 2022"
    assert said([first], "title") == (
        "19 avril 2022 Wagner à Gossi (contesté) "
        "Ce jour-là · 49 sites militaires, 2 lieux de massacre, 4 mouvements"
    )
    legend = said([first], "legend")
    assert "Groupe Wagner 8 (tous contestés)" in legend
    assert "Forces armées maliennes 24" in legend
    assert "Contour tireté : contesté" in legend
    assert (
        "Contesté, et par qui Wagner à Gossi "
        "Selon : Rapport militaire français consulté par AP "
        "Démenti par : Gouvernement du Mali ; Gouvernement de la Russie"
    ) in said([first], "notes")


def test_the_moura_page_names_both_sides():
    assert said([pages("moura", "a3")[0]], "title").startswith(
        "31 March 2022 Moura massacre (disputed) On this day ·"
    )
    assert (
        "Moura massacre According to: OHCHR; Human Rights Watch "
        "Denied by: Malian army; Malian government; Russian foreign ministry"
    ) in said([pages("moura", "a3")[0]], "notes")
    french = pages("moura", "a3", "fr")[0]
    assert said([french], "title").startswith("31 mars 2022 Massacre de Moura (contesté)")
    assert (
        "Massacre de Moura Selon : HCDH ; Human Rights Watch Démenti par : Armée malienne ; "
        "Gouvernement malien ; Ministère russe des Affaires étrangères"
    ) in said([french], "notes")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["gossi", "so far", "filtered"])
def test_every_disputed_feature_has_both_sides_on_some_page(name, language):
    view = replace(VIEWS[name], language=language)
    shown = visible(ATLAS, view)
    found = disputes.grouped(disputes.denied(ATLAS, view, shown))
    told = said(pages(name, "4:3", language), "notes")
    marked = {each for dispute in found for each in dispute.ids}
    frames = {layer.name: layer.frame for layer in shown.table.layers}
    for layer, row, _ in shown.features():
        facts = frames[layer.name].iloc[row]
        if facts["status"] == "disputed" and view.known_by is None:
            assert facts["id"] in marked
    assert found
    for dispute in found:
        sides = [
            catalogue.text(
                f"plate.{stance}",
                language,
                names=catalogue.text("charts.list", language).join(parties),
            )
            for stance, parties in (("asserts", dispute.asserters), ("denies", dispute.deniers))
            if parties
        ]
        assert plain(" ".join(sides)) in told
        assert all(plain(each) in told for each in dispute.names)


def test_a_denial_is_set_as_its_assertion_is():
    texts = [each for page in pages("gossi", "a4") for each in drawing.texts(page)]
    asserted = {(t.size, t.weight, t.colour) for t in texts if t.text.startswith("According to")}
    denied = {(t.size, t.weight, t.colour) for t in texts if t.text.startswith("Denied by")}
    assert asserted == denied
    assert len(denied) == 1


def test_filters_and_what_they_hide_are_said():
    page = pages("filtered", "16:9")[0]
    told = said([page], "notes")
    shown = visible(ATLAS, VIEWS["filtered"])
    assert "Filters: Who (perpetrators: as alleged): Wagner group; How sure: " in told
    assert f"{shown.filtered} hidden by filters" in told
    assert f"{shown.unreported} not in our sources by that day." in told
    assert "As reported by 1 May 2022" in said([page], "title")


def test_a_part_of_the_country_says_how_much_of_what_is_counted_lies_in_it():
    assert re.search(
        r"\b\d\d of 69 entries lie in this frame; counts, disputes and sources are of all\.",
        said([pages("gossi")[0]], "notes"),
    )
    assert "in this frame" not in said([pages("so far", "a3")[0]], "notes")


def test_an_empty_map_says_so_and_names_the_nearest_day():
    (page,) = pages("empty")
    assert said([page], "title") == (
        "5 May 2008 Mali On this day · nothing on the map Nothing in the data is visible on "
        "this day. The nearest day with something to see is 1 January 2012."
    )
    assert not page.features
    assert not page.with_role("legend")
    nothing = View(day=day("2022-04-19"), filters=Filters(text="zzzzzz"))
    (page,) = plates.plates(ATLAS, Composition(nothing), IMPRINT)
    assert "No other day has anything, either." in said([page], "title")


@pytest.mark.parametrize("mode", ["on", "last", "sofar"])
@pytest.mark.parametrize("when", ["2008-05-05", "2023-01-01"])
def test_the_nearest_day_is_the_first_on_which_something_shows(mode, when):
    only = ("military_bases", "milestones", "troop_movements")
    one = Filters(text="moura massacre")
    view = View(day=day(when), mode=mode, window=30, hidden=only, filters=one)
    nearest = notes.nearest_day(ATLAS, view)
    assert len(visible(ATLAS, replace(view, day=nearest)).rows)
    if nearest != view.day:
        step = 1 if nearest < view.day else -1
        assert not len(visible(ATLAS, replace(view, day=nearest + step)).rows)


def test_the_legend_is_of_what_is_visible_and_nothing_else():
    only = View(day=day("2022-04-19"), mode="on", hidden=("massacre_sites", "troop_movements"))
    page = plates.plates(ATLAS, Composition(only, "a4"), IMPRINT)[0]
    legend = said([page], "legend")
    assert "military sites" in legend
    assert "massacre" not in legend
    assert "4 movements" not in legend
    assert "people killed" not in legend
    assert "Switched off: Massacre sites, Troop movements." in said([page], "notes")


def test_the_figures_of_the_scale_are_those_of_the_map():
    legend = pages("gossi", "a4")[0].with_role("legend")
    widths = [
        max(x for x, _ in points(shape.path)) - min(x for x, _ in points(shape.path))
        for group in legend
        for shape in shapes(group)
        if shape.path.count("A") == 2 and shape.paint.fill is None
    ]
    for figure in symbology.KILLED_LEGEND:
        wanted = 2 * symbology.killed_radius_px(figure)
        assert any(abs(width - wanted) < 0.01 for width in widths)


def shapes(node):
    if isinstance(node, Shape):
        yield node
    elif isinstance(node, Group):
        for child in node.children:
            yield from shapes(child)


def test_numbers_on_the_map_are_explained_where_it_has_any():
    some = said([pages("so far", "a3")[0]], "legend")
    assert "+2 so many more bases there, not drawn" in some
    assert "×2 so many events there" in some
    far = View(day=day("2022-04-19"), mode="on", center=(-2.0, 22.0), zoom=8.0)
    page = plates.plates(ATLAS, Composition(far), IMPRINT)[0]
    assert "so many" not in said([page], "legend")


# Sources


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_source_of_the_visible_features_is_on_some_page(sheet, language):
    view = replace(GOSSI, language=language)
    told = said(pages("gossi", sheet, language), "sources")
    cited = sources.cited(ATLAS, view)
    assert len(cited) > 100
    for each in cited:
        assert re.search(rf"\d {re.escape(plain(citing.short(each.source, language)))}", told)


def test_hundreds_of_sources_flow_to_further_pages_and_are_counted_on_the_first():
    found = pages("so far", "a3-landscape")
    cited = sources.cited(ATLAS, VIEWS["so far"])
    assert len(cited) > 300
    told = said(found, "sources")
    assert all(plain(citing.short(each.source, "en")) in told for each in cited)
    on_first = said([found[0]], "sources")
    rest = re.search(r"and ([\d,]+) more sources on the following pages", on_first)
    assert rest
    listed = sum(plain(citing.short(each.source, "en")) in on_first for each in cited)
    assert int(rest[1].replace(",", "")) + listed == len(cited)
    assert said([found[1]], "title").endswith(f"page 2 of {len(found)}")


def test_sources_of_what_lies_in_the_frame_come_first_under_the_numbers_of_the_notes():
    close = replace(GOSSI, zoom=10.0, center=(-1.3, 15.82), selected=None)
    first, *further = plates.plates(ATLAS, Composition(close), IMPRINT)
    listed = re.findall(r"^\[(\d+)\] (.*?)(?: https?://\S+)?$", first.notes, re.MULTILINE)
    assert [int(number) for number, _ in listed] == [*range(1, len(listed) + 1)]
    source = listed[0][1]
    assert source.rstrip(".") in said([first], "sources")
    frame_of_gossi = {"gossi-barkhane", "gossi-fama", "gossi-wagner"}
    nearest = next(
        each for each in sources.cited(ATLAS, close) if frame_of_gossi & set(each.features)
    )
    texts_ = [text for _, text in listed]
    shown = next(n for n, text in enumerate(texts_) if nearest.source.title in text)
    assert shown < 3 < len(listed)
    # The last stand on further pages, under the same numbers.
    last = said(further, "sources")
    assert re.search(rf"{listed[-1][0]} {re.escape(texts_[-1][:20])}", last)


def test_a_source_leads_to_its_address():
    cited = {each.source.url for each in sources.cited(ATLAS, GOSSI) if each.source.url}
    links = {text.link for page in pages("gossi", "a4") for text in drawing.texts(page)}
    assert cited <= links


# Where a page comes from


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_first_page_names_version_licence_and_credits(sheet):
    told = said([pages("gossi", sheet)[0]], "imprint")
    assert ATLAS.digest in told
    assert "Data: CC BY 4.0" in told
    assert "© OpenStreetMap contributors, GeoNames" in told
    assert "Boundaries and names shown imply no endorsement." in told
    credit = basemap.load()["attribution"]
    for words in ("Natural Earth", "naturalearthdata.com", "world-atlas"):
        assert words in credit
        assert words in told


@pytest.mark.parametrize("name", ["gossi", "filtered", "compared"])
def test_the_link_shows_the_same_view_again(name):
    page = pages(name, "a4", "fr")[0]
    links = [t.link for t in drawing.texts(page) if (t.link or "").startswith(IMPRINT.base_url)]
    assert links
    query = {key: value[0] for key, value in parse_qs(urlsplit(links[0]).query).items()}
    assert query.pop("lang") == "fr"
    view, unread = address.read(query, View(language="fr"))
    assert unread == ()
    assert view == replace(VIEWS[name], language="fr")
    printed = [t.text for t in drawing.texts(page) if t.link == links[0]]
    assert "".join(printed) == links[0]


def test_the_qr_code_is_that_of_the_link():
    link = "https://temoin.example.org/?d=2022-04-19&m=on&lang=en"
    modules = [list(row) for row in segno.make(link, error="l", micro=False).matrix]
    side = len(modules) + 8
    group = qr.code(link, float(2 * side))
    paper, ink = group.children
    assert paper.paint.fill == "#FFFFFF"
    drawn = set()
    for left, top, right in re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)V", ink.path):
        for column in range(round(float(left) / 2), round(float(right) / 2)):
            drawn.add((round(float(top) / 2) - 4, column - 4))
    dark = {(y, x) for y, row in enumerate(modules) for x, module in enumerate(row) if module}
    assert drawn == dark


def test_a_link_too_long_for_a_code_is_text_alone():
    assert qr.code("https://temoin.example.org/?q=" + "x" * 5000, 100.0) is None
    assert qr.code("https://temoin.example.org/?q=" + "x" * 800, 100.0) is None
    view = replace(GOSSI, filters=Filters(text="wagner " * 28))
    page = plates.plates(ATLAS, Composition(view), IMPRINT)[0]
    assert "temoin.example.org" in said([page], "imprint")


def test_without_an_address_there_is_neither_link_nor_code():
    page = plates.plates(ATLAS, Composition(GOSSI), Imprint())[0]
    assert all(group.name != "QR code of the link to this view" for group in page.groups)
    assert "http" not in said([page], "imprint")


def test_the_scale_is_true_where_it_says():
    page = pages("gossi", "16:9")[0]
    (scale,) = page.with_role("scale")
    bar, *_ = shapes(scale)
    xs = [x for x, _ in points(bar.path)]
    units = max(xs) - min(xs)
    words = next(t.text for t in drawing.texts(scale))
    km, latitude = re.fullmatch(r"([\d,]+) km \(true at ([\d.]+)° N\)", words).groups()
    (box,) = map_boxes(page)
    frame = MapFrame(box, GOSSI.center, GOSSI.zoom)
    assert units == pytest.approx(int(km) * frame.units_per_km(), rel=0.001)
    assert float(latitude) == pytest.approx(16.05, abs=0.051)


def test_the_inset_marks_where_the_map_lies():
    frame = MapFrame(Box(0, 0, 800, 600), (-0.66, 16.05), 8.0)
    group = inset.draw(frame, 200.0, palette.of("light"))
    mark = [s for s in shapes(group) if s.paint.stroke == palette.of("light").accent]
    assert len(mark) == 1
    xs = [x for x, _ in points(mark[0].path)]
    # -0.66 degrees east lies a little right of the middle of a map from Dakar to Lake Chad.
    assert 100 < sum(xs) / len(xs) < 110
    box = bounds(group)
    assert box.width == pytest.approx(200)
    assert box.height == pytest.approx(150)


# Two days


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_comparison_shows_two_maps_and_every_difference(language):
    found = pages("compared", "16:9", language)
    view = replace(VIEWS["compared"], language=language)
    compared = comparison.compare(ATLAS, view)
    left, right = map_boxes(found[0])
    assert not left.meets(right)
    assert (left.width, left.height) == (right.width, right.height)
    days = [said([replace(found[0], groups=(each,))]) for each in found[0].with_role("date")]
    assert days == [
        wording.day_words(each, language) for each in (VIEWS["compared"].against, view.day)
    ]
    told = said(found, "notes")
    for group in compared.groups:
        assert plain(group.heading) in told
        for line in group.lines:
            assert plain(line.text) in told
            assert all(plain(detail) in told for detail in line.details)
    assert found[0].features == tuple(visible(ATLAS, view).ids())
    both = {
        each.source
        for moment in (view.day, view.against)
        for each in sources.cited(ATLAS, replace(view, day=moment, against=None))
    }
    listed = said(found, "sources")
    assert all(plain(citing.short(source, language)) in listed for source in both)


def test_two_equal_days_have_no_difference():
    same = replace(VIEWS["compared"], against=VIEWS["compared"].day)
    page = plates.plates(ATLAS, Composition(same), IMPRINT)[0]
    assert "The two dates are the same day." in said([page], "title")


# Titles and signs


def test_the_briefers_title_stands_as_written():
    page = pages("gossi", title="Who holds Gossi?")[0]
    assert page.title == "Who holds Gossi?"
    assert said([page], "title").startswith("19 April 2022 Who holds Gossi? On this day")


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("length", [12, 40, 120])
def test_a_long_title_grows_smaller_and_is_never_cut(sheet, length):
    title = " ".join(f"word{number}" for number in range(length))
    page = plates.plates(ATLAS, Composition(VIEWS["empty"], sheet, title), IMPRINT)[0]
    assert title in said([page], "title")
    lines = [each for each in drawing.texts(page.with_role("title")[0]) if "word" in each.text]
    usual = pages("empty", sheet)[0]
    size = max(each.size for each in drawing.texts(usual.with_role("title")[0]))
    if lines[0].size == size:
        assert len(lines) <= 3
    check(page)


def test_signs_that_no_typeface_has_are_named():
    page = plates.plates(ATLAS, Composition(GOSSI, title="Gossi \U00013080"), IMPRINT)[0]
    told = said([page], "notes")
    assert "One sign could not be set in the typefaces of this picture: U+13080" in told
    assert "U+13080" not in said([pages("gossi")[0]])


def test_a_name_from_right_to_left_keeps_its_letters():
    title = "Gossi \u063a\u0648\u0633\u064a, 2022"
    page = plates.plates(ATLAS, Composition(GOSSI, title=title), IMPRINT)[0]
    assert title in said([page], "title")
    assert "could not be set" not in said([page])


# How it is laid out


@pytest.mark.parametrize(("name", "sheet", "language"), EVERY)
def test_nothing_overlaps_and_all_stands_on_the_page(name, sheet, language):
    for page in pages(name, sheet, language):
        check(page)


def check(page: Page) -> None:
    paper = Box(0, 0, page.width, page.height)
    grounds = map_boxes(page)
    groups = [group for group in words_around(page) if [*corners(group)]]
    texts = [each for group in groups for each in placed(group)]
    for each in texts:
        assert paper.inset(10).holds(each.box), each.text.text
        assert not any(ground.meets(each.box) for ground in grounds), each.text.text
    texts.sort(key=lambda each: each.box.top)
    for number, each in enumerate(texts):
        for other in texts[number + 1 :]:
            if other.box.top >= each.box.bottom:
                break
            assert not each.box.meets(other.box), (each.text.text, other.text.text)
    boxes = [bounds(group).inset(0.3) for group in groups]
    for number, box in enumerate(boxes):
        for position, other in enumerate(boxes[number + 1 :], start=number + 1):
            assert not box.meets(other), (groups[number].role, groups[position].role)


@pytest.mark.parametrize(("name", "sheet"), [(n, s) for n in VIEWS for s in SHEETS])
def test_the_map_is_the_largest_thing(name, sheet):
    page = pages(name, sheet)[0]
    area = sum(box.width * box.height for box in map_boxes(page))
    others = [bounds(group) for group in words_around(page)]
    assert area > max(box.width * box.height for box in others)
    assert area > 0.26 * page.width * page.height


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_type_comes_in_three_sizes_that_can_be_read(sheet, theme):
    least = 9 if SHEETS[sheet].is_paper else 11
    texts = [
        each
        for page in pages("gossi", sheet, theme=theme)
        for group in words_around(page)
        if group.role != "legend"
        for each in drawing.texts(group)
    ]
    assert len({each.size for each in texts}) == 3
    assert min(each.size for each in texts) >= least
    paper = palette.of(theme).paper
    assert min(symbology.contrast(each.colour, paper) for each in texts) >= 4.5


def test_a_page_carries_the_map_in_words_and_its_features():
    first, *further = pages("gossi", "16:9")
    assert first.description == prose.described(ATLAS, GOSSI)
    both = (first.notes, prose.notes(ATLAS, GOSSI))  # the page has its own order of sources
    mine, others = (sorted(re.sub(r"\[\d+\] ", "", each).splitlines()) for each in both)
    assert mine == others
    assert first.features == tuple(visible(ATLAS, GOSSI).ids())
    assert all(page.description and not page.notes for page in further)
    assert (first.width, first.height, first.language) == (1280, 720, "en")


def test_each_page_has_a_title_of_its_own():
    titles = [page.title for page in pages("gossi", "16:9")]
    assert titles[0] == "Wagner at Gossi (disputed), 19 April 2022"
    assert titles[1] == f"{titles[0]} (page 2 of {len(titles)})"
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_line_begins_with_a_sign_that_french_binds_to_the_word_before(sheet):
    # The titles of sources are as their publishers wrote them.
    lines = [
        each.text
        for page in pages("gossi", sheet, "fr")
        for group in words_around(page)
        if group.role != "sources"
        for each in drawing.texts(group)
    ]
    assert not [text for text in lines if text[0] in ":;»!?"]


def test_the_same_composition_is_the_same_pages():
    composition = Composition(GOSSI, "a4", theme="dark")
    assert plates.plates(ATLAS, composition, IMPRINT) == plates.plates(ATLAS, composition, IMPRINT)
