"""The citable frame: what a page says, and that nothing on it overlaps or is cut."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from layers import address, basemap, catalogue, symbology
from layers.export import drawing, inset, palette, plates, qr, sources
from layers.export.composition import SHEETS, Composition, Imprint
from layers.export.drawing import Box, Group, Shape
from layers.export.mercator import MapFrame
from layers.export.plates import citing, disputes, notes
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible
from tests.export_plates import (
    ATLAS,
    GOSSI,
    IMPRINT,
    VIEWS,
    bounds,
    day,
    map_boxes,
    pages,
    plain,
    points,
    said,
)

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
    cited = sources.cited(ATLAS, close)
    first_cited = next(each for each in cited if each.source.title in listed[0][1])
    brief = citing.short(first_cited.source, "en", is_brief=True)
    assert f"1 {plain(brief)}" in said([first], "sources")
    frame_of_gossi = {"gossi-barkhane", "gossi-fama", "gossi-wagner"}
    nearest = next(each for each in cited if frame_of_gossi & set(each.features))
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
