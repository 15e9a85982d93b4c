"""A page as SVG: text that is text, nothing from outside, and no markup but our own."""

import io
import re
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image, ImageChops

from layers.export import raster, svg
from layers.export.drawing import Box, Group, Page, Paint, Shape, Text, circle, rectangle
from tests.pages import SIZE, make_page, make_text_page

HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}<![CDATA[ ]]>--><!DOCTYPE x>"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(page):
    return etree.fromstring(svg.svg(page).encode(), etree.XMLParser(resolve_entities=False))


def texts(root):
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def test_words_are_text_and_titles_are_said():
    root = parsed(make_page())
    assert texts(root) == [
        "FRA",
        "Gossi",
        "19 April 2022",
        "On this day",
        "Sources",
        "1",
        "Nobody, “Invented",
        "report”, May 2022",
        "Data version 0123",
        "https://temoin.example/?d=2022-04-19&lang=en",
    ]
    ids = {each.get("id"): each.text for each in root if each.get("id")}
    assert ids[root.get("aria-labelledby")] == "Invented place, 19 April 2022"
    assert ids[root.get("aria-describedby")] == "Map of an invented place: one base, disputed."
    assert root.get("role") == "img"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_picture_has_the_size_of_the_sheet():
    root = parsed(make_page())
    assert (root.get("width"), root.get("height")) == ("320", "180")
    assert root.get("viewBox") == "0 0 320 180"


def test_roles_names_and_features_can_be_found_again():
    root = parsed(make_page())
    roles = [each.get("data-role") for each in root.iter(f"{SVG}g") if each.get("data-role")]
    assert roles == ["page", "ground", "symbols", "labels", "title", "sources", "imprint"]
    (base,) = root.xpath("//*[@data-features]")
    assert base.get("data-features") == "invented"
    assert base.find(f"{SVG}title").text == "Gossi base, France"


def test_text_of_a_file_is_never_markup():
    group = Group((Text(0, 0, HOSTILE),), "notes", name=HOSTILE, features=(HOSTILE,))
    root = parsed(make_page(group, title=HOSTILE, description=HOSTILE))
    assert texts(root)[-1] == HOSTILE
    assert root[0].text == HOSTILE
    assert {etree.QName(each).localname for each in root.iter()} == {
        *("svg", "title", "desc", "defs", "clipPath", "pattern", "rect", "g", "path", "text", "a")
    }


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_signs_that_no_xml_may_hold_are_left_off(sign):
    page = make_page(Group((Text(0, 0, f"a{sign}b"),), "notes", name=sign), title=f"{sign}T")
    root = parsed(page)
    assert texts(root)[-1] == "ab"
    assert root[0].text == "T"


def test_nothing_is_fetched_and_nothing_runs():
    text = svg.svg(make_page())
    references = re.findall(r'(?:href|src|url\()\s*[="(]*([^")]*)', text)
    assert {each for each in references if not each.startswith("#")} == {
        "https://www.iana.org/report",
        "https://temoin.example/?d=2022-04-19&amp;lang=en",
    }
    assert not re.search(r"<(script|image|use|style|foreignObject)|\son\w+=", text)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2"),
        ("http://a.example/é", "http://a.example/%C3%A9"),
        ('https://a.example/"onload="x', "https://a.example/%22onload=%22x"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//a.example/", None),
        ("https://[a.example/", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_links(link, found):
    page = make_page(groups=(Group((Text(0, 0, "words", link=link),), "sources"),))
    links = [each.get("href") for each in parsed(page).iter(f"{SVG}a")]
    assert links == ([found] if found else [])


def test_what_is_hatched_has_its_outline_over_the_hatching():
    paint = Paint(fill="#AABBCC", hatch="#112233", stroke="#445566")
    root = parsed(make_page(groups=(Group((Shape("M0 0H9V9Z", paint),), "symbols"),)))
    below, hatched, above = root.iter(f"{SVG}path")
    (pattern,) = root.iter(f"{SVG}pattern")
    assert (below.get("fill"), below.get("stroke")) == ("#AABBCC", None)
    assert hatched.get("fill") == f"url(#{pattern.get('id')})"
    assert (above.get("fill"), above.get("stroke")) == ("none", "#445566")


def test_a_halo_lies_under_the_letters():
    (text,) = parsed(make_page()).xpath("//*[text()='Gossi']")
    assert text.get("paint-order") == "stroke"
    assert text.get("stroke") == "#FFFFFF"


def test_neighbours_with_one_clip_share_it():
    root = parsed(make_page())
    (clip,) = root.iter(f"{SVG}clipPath")
    assert [clip[0].get(name) for name in ("x", "y", "width", "height")] == [
        *("10", "40", "180", "100")
    ]
    (clipped,) = root.xpath(f"//*[@clip-path='url(#{clip.get('id')})']")
    assert [each.get("data-role") for each in clipped] == ["ground", "symbols", "labels"]


def test_a_clip_moves_with_its_group():
    group = Group((Shape("M0 0H9Z", Paint()),), "inset", clip=Box(0, 0, 5, 5), shift=(50.0, 0.0))
    root = parsed(make_page(groups=(group,)))
    moved = root.find(f"{SVG}g")
    assert moved.get("transform") == "translate(50 0)"
    assert moved[0].get("clip-path") == "url(#clip0)"


def test_positions_are_short():
    shape = Shape("M0.123456 -7.98765L1e3 5Z", Paint(fill="#000000", width=1 / 3))
    root = parsed(make_page(groups=(Group((shape,), "ground", shift=(1 / 3, 2 / 3)),)))
    assert root.find(f".//{SVG}path").get("d") == "M0.12 -7.99L1e3 5Z"
    assert root.find(f"{SVG}g").get("transform") == "translate(0.33 0.67)"


def test_the_same_page_gives_the_same_text():
    assert svg.svg(make_page()) == svg.svg(replace(make_page()))


def test_a_language_of_its_own_is_said():
    text = Text(0, 0, "Opération Barkhane", language="fr")
    (found,) = parsed(make_page(groups=(Group((text,), "notes"),))).iter(f"{SVG}text")
    assert found.get("lang") == "fr"


def test_an_empty_group_is_no_markup():
    assert "data-role" not in svg.svg(make_page(groups=(Group((Group(()),), "notes"),)))
    assert svg.svg(make_text_page("x")).count("<text") == 1


# --- what lies outside the frame, for pixels ------------------------------------------------


def sheet(*groups: Group, paper: Box = SIZE) -> Page:
    white = Shape(rectangle(paper), Paint(fill="#FBFAF7"))
    return make_page(groups=(Group((white,), "page"), *groups))


def beyond(frame: Box) -> Group:
    """A disc that reaches out of the frame on every side."""
    middle = circle(frame.left + frame.width / 2, frame.top + frame.height / 2, 60)
    return Group((Shape(middle, Paint(fill="#3B6EA8")),), "symbols", clip=frame)


def pixels(document: str) -> Image.Image:
    return Image.open(io.BytesIO(raster.draw(document, 2))).convert("RGB")


def test_paper_over_what_lies_outside_gives_the_same_picture():
    frame = Box(50.25, 20.5, 90, 60)
    after = Group((Shape(circle(60, 30, 20), Paint(fill="#A33")),), "legend")
    page = sheet(beyond(frame), beyond(frame), after)
    covered = svg.svg(page, covers=True)
    assert "clip-path" in svg.svg(page)
    assert "clip-path" not in covered
    apart = ImageChops.difference(pixels(svg.svg(page)), pixels(covered)).getextrema()
    assert max(high for _, high in apart) <= 2  # of 255: the edge is blended in another order


def test_where_paper_would_hide_more_a_clip_stays():
    one, other = Box(10, 10, 50, 50), Box(100, 10, 50, 50)
    for page in (
        sheet(beyond(one), beyond(other)),  # the second's paper would hide the first
        sheet(beyond(one), Group((), "legend"), beyond(one)),
        sheet(Group((), "legend"), beyond(one)),
        make_page(groups=(beyond(one),)),
        sheet(beyond(one), paper=Box(0, 0, 100, 50)),
    ):
        assert "clip-path" in svg.svg(page, covers=True)
