"""Pages as PDF: tagged, read in order, links that lead somewhere, and no code but ours."""

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from layers import atlas as atlases
from layers import dates
from layers.export import pdf, png, typeset
from layers.export.composition import SHEETS, Composition, Imprint
from layers.export.drawing import Group, Page, Paint, Shape, Text, texts
from layers.export.plates import plates
from layers.view import View
from tests.pages import make_page, make_text_page

ROOT = Path(__file__).parents[1]
HOSTILE = '#panic("run") $x$ *b* @ref <label> \\ ] #{ } "'


def made(*pages: Page, title="Invented", language="en"):
    return pdf.pdf(pages or [make_page()], title=title, language=language)


def lines(runs):
    return [run.lines for run in runs]


def test_a_page_is_taken_apart_into_words_and_picture():
    parts = typeset.typeset(make_page())
    assert [(run.lines, run.level) for run in parts.first] == [
        (("19 April 2022",), 1),
        (("On this day",), 0),
    ]
    assert [(run.lines, run.level) for run in parts.rest] == [
        (("Sources",), 2),
        (("1",), 0),
        (("Nobody, “Invented", "report”, May 2022"), 0),
        (("Data version 0123",), 0),
        (("https://temoin.example/?d=2022-04-19&lang=en",), 0),
    ]
    assert parts.has_map


def test_every_word_is_either_read_or_in_the_picture():
    page = make_page()
    parts = typeset.typeset(page)
    read = [line for run in (*parts.first, *parts.rest) for line in run.lines]
    seen = [text.text for part in (parts.paper, parts.picture) for text in texts(part)]
    assert sorted((*read, *seen)) == sorted(text.text for text in texts(page))
    assert seen == ["FRA", "Gossi"]


def test_words_stand_where_they_stood():
    inner = Group((Text(3, 4, "deep"),), shift=(10.0, 20.0))
    parts = typeset.typeset(make_page(groups=(Group((inner,), "notes", shift=(100.0, 50.0)),)))
    (run,) = parts.rest
    assert (run.style.x, run.style.y) == (113.0, 74.0)


def test_a_symbol_parts_two_entries_of_a_legend():
    symbol = Group((Shape("M0 0H9Z", Paint()), Text(0, 0, "FRA", 8)), "symbols")
    legend = Group(
        (Text(9, 10, "France"), symbol, Text(9, 24, "Niger"), Text(9, 38, "and Chad")), "legend"
    )
    parts = typeset.typeset(make_page(groups=(legend,)))
    assert lines(parts.rest) == [("France",), ("Niger", "and Chad")]
    assert [text.text for text in texts(parts.picture)] == ["FRA"]


@pytest.mark.parametrize(
    "below",
    [
        Text(0, 60, "far below"),
        Text(5, 24, "indented"),
        Text(0, 24, "bold", weight="bold"),
        Text(0, 24, "another language", language="fr"),
        Text(0, 24, "linked", link="https://a.example/"),
        Text(0, 6, "above"),
    ],
)
def test_what_is_another_paragraph_is_one(below):
    parts = typeset.typeset(make_page(groups=(Group((Text(0, 10, "One"), below), "notes"),)))
    assert lines(parts.rest) == [("One",), (below.text,)]


def test_turned_and_faint_words_stay_in_the_picture():
    groups = (
        Group((Group((Text(0, 0, "turned"),), turn=90.0),), "notes"),
        Group((Text(0, 0, "faint"),), "notes", opacity=0.5),
    )
    parts = typeset.typeset(make_page(groups=groups))
    assert not parts.rest
    assert [text.text for text in texts(parts.picture)] == ["turned", "faint"]


def test_title_and_language_are_said_and_the_rules_for_all_readers_kept():
    data = made(title="Les sites – été", language="fr")
    assert data.startswith(b"%PDF-1.7")
    assert b"/Lang(fr)" in data
    assert b"/MarkInfo<</Marked true" in data
    assert b"/DisplayDocTitle true" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert "Les sites – été".encode() in data
    assert "Témoin".encode("utf-16-be").hex().upper().encode() in data


def test_headings_paragraphs_and_the_picture_are_tagged():
    data = made()
    tags = re.findall(rb"/S/(H1|H2|P|Figure|Link)[/ ]", data)
    assert tags[:4] == [b"H1", b"P", b"Figure", b"H2"]
    assert b"/Alt(Map of an invented place: one base, disputed.)" in data


def test_sources_and_permalink_are_links():
    addresses = re.findall(rb"/S/URI/URI\(([^)]*)\)", made())
    assert addresses == [
        b"https://www.iana.org/report",
        b"https://temoin.example/?d=2022-04-19&lang=en",
    ]


def test_a_page_without_a_map_has_no_picture_to_describe():
    data = made(make_text_page("Sources only"))
    assert b"/Figure" not in data
    assert b"/S/P" in data


def test_each_page_has_its_own_size():
    a4, slide = SHEETS["a4"], SHEETS["16:9"]
    pages = [make_page(width=form.width, height=form.height) for form in (a4, slide)]
    boxes = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", made(*pages))
    sizes = [tuple(float(side) / 72 for side in box) for box in boxes]
    assert sizes[0] == pytest.approx((8.27, 11.69), abs=0.01)
    assert sizes[1] == pytest.approx((1280 / 96, 720 / 96), abs=0.01)


def test_the_same_pages_give_the_same_bytes_and_no_clock():
    assert made() == made()
    assert b"CreationDate" not in made()
    assert b"CreateDate" not in made()


@pytest.mark.parametrize(
    "text", [HOSTILE, "", "\x00\x0b", "\ud800", "\ue000", "漢字", "مالي ⵎⴰⵍⵉ ߡߊߟߌ", "a" * 5000]
)
def test_no_text_stands_in_the_way_of_a_document(text):
    page = make_text_page(text, title=text, description=text)
    with_map = make_page(title=text, description=text)
    assert made(page, with_map, title=text).startswith(b"%PDF")


# Read back by other programs ----------------------------------------------------------


@pytest.fixture(scope="module")
def poppler():
    if not all(map(shutil.which, ("pdftotext", "pdftoppm", "pdfinfo", "pdffonts"))):
        pytest.skip("NOT RUN: poppler-utils (pdftotext, pdftoppm, pdfinfo) are not installed")


@pytest.fixture(scope="module")
def shipped():
    atlas = atlases.load(ROOT / "geodata", today=date(2026, 6, 30))
    view = View(day=dates.parse("2022-04-19").first, mode="on", language="fr")
    return plates(atlas, Composition(view), Imprint("https://temoin.example/"))


def read_by(tool, data, *options):
    command = [tool, *options, "-", "-"] if tool != "pdffonts" else [tool, "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.office
@pytest.mark.usefixtures("poppler")
def test_words_are_extracted_in_the_order_of_reading():
    found = read_by("pdftotext", made(), "-raw")
    assert " ".join(found.split()) == (
        "19 April 2022 On this day FRA Gossi Sources 1 Nobody, “Invented report”, May 2022"
        " Data version 0123 https://temoin.example/?d=2022-04-19&lang=en"
    )


@pytest.mark.office
@pytest.mark.usefixtures("poppler")
def test_text_of_a_file_is_only_text():
    page = make_text_page(HOSTILE, width=1280)
    assert HOSTILE in read_by("pdftotext", made(page), "-raw")


@pytest.mark.office
@pytest.mark.usefixtures("poppler")
def test_every_word_of_the_shipped_data_is_extracted(shipped):
    found = "".join(read_by("pdftotext", made(*shipped, language="fr"), "-raw").split())
    # A text that runs over the edge of the map may be cut by the reader.
    words = [text.text for page in shipped for text in texts(page) if text.halo is None]
    missing = [each for each in words if "".join(each.split()) not in found]
    assert not missing


@pytest.mark.office
@pytest.mark.usefixtures("poppler")
def test_every_typeface_is_inside():
    rows = read_by("pdffonts", made(make_page(), make_text_page("مالي"))).splitlines()[2:]
    names = {row.split("+")[1].split()[0].removesuffix("-Identity-H") for row in rows}
    assert names == {
        "SourceSansPro-Bold",
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "DejaVuSans",
    }
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.office
@pytest.mark.usefixtures("poppler")
def test_it_looks_as_the_picture_does(shipped, tmp_path):
    page = shipped[0]
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "-", str(tmp_path / "page")]
    subprocess.run(command, input=made(page), check=True, capture_output=True)
    with (
        Image.open(tmp_path / "page.png") as printed,
        Image.open(io.BytesIO(png.png(page, 1 / 1.5))) as drawn,
    ):
        assert printed.size == drawn.size
        # Edges are smoothed otherwise: what stands where is seen from some way off.
        small = [each.convert("L").reduce(8) for each in (printed, drawn)]
    apart = ImageChops.difference(*small)
    assert ImageStat.Stat(apart).mean[0] < 1
    assert apart.getextrema()[1] < 40
