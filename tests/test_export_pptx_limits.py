"""Slides of much, of little and of what was meant to do harm; the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from layers import atlas as atlases
from layers import catalogue, dates
from layers.export import plates, pptx
from layers.export.composition import SHEETS, Composition, Imprint
from layers.export.drawing import Group, Paint, Shape, Text, circle
from layers.export.pptx.slides import MOST_SHAPES
from layers.view import View
from tests.browser.test_hostile_texts import EVERYTHING, PAYLOADS
from tests.making import make_feature, make_file
from tests.pages import make_page, make_text_page
from tests.slides import EMU, leaves, notes_of, opened, pictures, squeezed, title_of, words_of

ATLAS = atlases.load(Path(__file__).parents[1] / "geodata", today=date(2026, 6, 30))
GOSSI = View(
    day=dates.parse("2022-04-19").first, mode="on", center=(-0.66, 16.05), zoom=8.0, language="fr"
)
IMPRINT = Imprint("https://temoin.example/")
CONTROLS = "a\x00b\x0bc\x1fd\ufffee\ud800f"


@cache
def three_hundred():
    def source(number):
        return {
            "title": f"Invented report number {number} on a matter of some length",
            "publisher": f"Paper {number}",
            "date": "2022-05",
            "url": f"https://www.iana.org/{number}",
        }

    bases = [
        make_feature(
            id=f"base-{n}",
            name=f"Base {n}",
            site=f"site-{n}",
            sources=[source(3 * n + part) for part in range(3)],
            geometry={"type": "Point", "coordinates": [-8 + n % 10, 12 + n // 10 * 0.8]},
        )
        for n in range(100)
    ]
    return atlases.of_bytes({"military_bases": make_file(*bases)}, today=date(2026, 1, 1))


@pytest.mark.parametrize("sheet", ["16:9", "9:16", "a4"])
def test_three_hundred_sources_go_on_on_further_slides_and_none_is_cut(sheet):
    view = View(day=dates.parse("2022-06-01").first, mode="on")
    pages = plates.plates(three_hundred(), Composition(view, sheet), IMPRINT)
    made = opened(*pages)
    assert len(made.slides) == len(pages) > 1
    said = " ".join(line for slide in made.slides for line in words_of(slide))
    numbers = {int(each) for each in re.findall(r"Invented\s+report\s+number\s+(\d+)\b", said)}
    assert numbers == set(range(300))
    titles = [title_of(slide) for slide in made.slides]
    assert titles[0] == "Mali: military bases"
    assert set(titles[1:]) == {"Mali: military bases, 1 June 2022"}
    assert notes_of(made.slides[0]).count("https://www.iana.org/") == 300


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_stands_outside_its_slide(sheet):
    made = opened(*plates.plates(ATLAS, Composition(GOSSI, sheet), IMPRINT))
    for slide in made.slides:
        for shape in leaves(slide.shapes):
            assert shape.left >= -EMU / 2  # half a unit: what nobody sees
            assert shape.top >= -EMU / 2
            assert shape.left + shape.width <= made.slide_width + EMU / 2
            assert shape.top + shape.height <= made.slide_height + EMU / 2


def test_nothing_visible_is_a_slide_that_says_so():
    view = replace(GOSSI, day=dates.parse("1990-01-01").first, language="en", center=None)
    (page,) = plates.plates(ATLAS, Composition(view), IMPRINT)
    said = "\n".join(words_of(opened(page).slides[0]))
    assert catalogue.text("plate.empty", "en").split(".")[0] in said.replace("\n", " ")


def crowd(count):
    paint = Paint(fill="#0072B2")
    dots = (Shape(circle(20 + n % 150, 50 + n // 150, 0.4), paint) for n in range(count))
    return make_page(Group(tuple(dots), "symbols", "Many"))


def test_more_shapes_than_can_be_worked_with_are_part_of_the_picture_and_notes_say_so():
    few, many = crowd(MOST_SHAPES - 2), crowd(MOST_SHAPES - 1)  # the page has two of its own
    before, after = (opened(page).slides[0] for page in (few, many))
    said = catalogue.text("exporting.pictured", "en", most=MOST_SHAPES)
    assert len([*leaves(before.shapes)]) > MOST_SHAPES
    assert said not in notes_of(before)
    assert len([*leaves(after.shapes)]) < 50
    assert notes_of(after).startswith(said)
    assert notes_of(after).endswith(many.notes)
    (picture,) = pictures(after)
    inks = Image.open(io.BytesIO(picture.image.blob)).convert("RGB").getcolors(1 << 16)
    assert any(colour == (0x00, 0x72, 0xB2) for _, colour in inks)
    assert "Gossi" in words_of(after)  # names stay text


# --- texts that would do harm ---


@pytest.mark.parametrize("text", [*PAYLOADS, EVERYTHING], ids=lambda text: text[:24])
def test_texts_of_files_are_only_text(text):
    symbol = Group((Shape(circle(60, 80, 5), Paint(fill="#0072B2")),), "symbols", text)
    page = make_page(symbol, title=text, description=text, notes=text)
    slide = opened(page, make_text_page(text, title=text), title=text).slides[0]
    said = squeezed(text)
    assert squeezed(notes_of(slide)) == said
    (picture,) = pictures(slide)
    assert squeezed(picture._element.nvPicPr.cNvPr.get("descr")) == said
    assert said[:200] in {squeezed(shape.name)[:200] for shape in slide.shapes}
    second = opened(make_text_page(text, title=text)).slides[0]
    assert said in map(squeezed, words_of(second))
    tags = set(re.findall(r"<(\w+)[ >:]", slide.part.blob.decode()))
    assert tags == {"p", "a", "xml"} - {"xml"}


def test_signs_that_no_file_may_hold_are_left_out():
    page = make_text_page(CONTROLS, title=CONTROLS, description=CONTROLS, notes=CONTROLS)
    made = opened(page, title=CONTROLS)
    assert made.core_properties.title == "abcdef"
    assert title_of(made.slides[0]) == "abcdef"
    assert notes_of(made.slides[0]) == "abcdef"


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_name_of_five_thousand_signs_is_cut_with_a_sign_that_it_goes_on(sheet):
    name = " ".join(f"word{number}" for number in range(600))[:5000]
    features = [make_feature(name=name), *(make_feature(id=f"b-{n}", site=f"b-{n}") for n in "abc")]
    atlas = atlases.of_bytes({"military_bases": make_file(*features)}, today=date(2026, 1, 1))
    view = View(day=dates.parse("2022-06-01").first, mode="on", selected="one")
    made = opened(*plates.plates(atlas, Composition(view, sheet), IMPRINT))
    for slide in made.slides:
        assert title_of(slide).endswith("…")
        assert name.startswith(title_of(slide)[:-1])
        assert len(title_of(slide)) > 800
    assert name.startswith(made.core_properties.title)
    assert len(made.core_properties.title) == 255


def test_a_page_whose_title_has_five_thousand_signs_is_a_slide_with_all_of_them():
    title = " ".join(f"word{number}" for number in range(600))[:5000]
    assert title_of(opened(make_text_page(title, title=title)).slides[0]) == title


def test_an_unbroken_title_is_given_back_as_it_was_before_it_was_cut_into_lines():
    title = "Invented" * 40
    pages = plates.plates(ATLAS, Composition(GOSSI, title=title), IMPRINT)
    assert title_of(opened(pages[0]).slides[0]) == title


@pytest.mark.parametrize(
    ("link", "is_kept"),
    [
        ("https://www.iana.org/report?a=1&b=2", True),
        ("http://www.iana.org/", True),
        ("javascript:window.__pwned=1", False),
        ("data:text/html,<script>1</script>", False),
        ("file:///etc/hostname", False),
        ("//evil.example/x", False),
        ("ppaction://hlinkshowjump?jump=endshow", False),
        ("HTTPS:evil", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(link, is_kept):
    page = make_page(groups=(Group((Text(10, 90, "source", 12, link=link),), "sources"),))
    slide = opened(page).slides[0]
    links = [each.target_ref for each in slide.part.rels.values() if each.is_external]
    assert links == ([link] if is_kept else [])
    box = next(each for each in slide.shapes if each.has_text_frame and each.text == "source")
    assert box.click_action.hyperlink.address == (link if is_kept else None)


# --- bytes ---


def test_the_same_pages_are_the_same_bytes_without_a_clock():
    first, second = (pptx.pptx([make_page(), make_text_page("two")]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}


def test_pages_are_taken_one_by_one():
    taken = []

    def pages():
        for number in range(3):
            taken.append(number)
            yield make_page()

    assert len(opened(*pages()).slides) == 3
    assert taken == [0, 1, 2]


def test_a_page_of_another_form_is_fitted_in_centred():
    wide, high = make_page(), make_page(width=180, height=320)
    made = opened(wide, high)
    assert (made.slide_width, made.slide_height) == (320 * EMU, 180 * EMU)
    (picture,) = pictures(made.slides[1])
    assert picture.height == pytest.approx(made.slide_height, abs=2)
    assert picture.width == pytest.approx(picture.height * 180 / 320, abs=2)
    assert picture.left == pytest.approx((made.slide_width - picture.width) / 2, abs=2)


def test_a_page_without_words_for_a_title_has_one_all_the_same():
    page = make_page(groups=(Group((Text(10, 90, "alone", 24),), "notes"),), title="Sources")
    assert title_of(opened(page).slides[0]) == "Sources"
