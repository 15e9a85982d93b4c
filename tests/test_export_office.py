"""Slides as LibreOffice shows them and pages as poppler prints them: pictures of both."""

import io
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from layers import atlas as atlases
from layers import dates, symbology
from layers.export import pdf, plates, png, pptx
from layers.export.composition import Composition, Imprint
from layers.export.drawing import Page, texts
from layers.view import View
from tests.making import ASSERTS, DENIES, make_feature, make_file
from tests.test_export_pptx_template import FORMER, TOP, make_template

pytestmark = pytest.mark.office

DOTS = 96  # an inch: one a unit of the page
FRANCE = symbology.FAMILIES["france"].light
TITLE = "Who holds the invented camp?"


@cache
def made_pages() -> tuple[Page, ...]:
    """Pages of our own invention: three bases, of which one is disputed, and many sources."""
    sources = [
        {
            "title": f"Invented report number {number} on a matter of some length",
            "publisher": f"Paper {number}",
            "date": "2022-05",
            "url": f"https://www.iana.org/{number}",
        }
        for number in range(60)
    ]
    places = {"one": [-1.3, 15.8], "two": [-8.0, 12.6], "three": [0.0, 18.5]}
    bases = [
        make_feature(
            id=name,
            name=f"Invented camp {name}",
            site=name,
            sources=sources,
            status="disputed" if name == "two" else "reported",
            claims=[ASSERTS, DENIES] if name == "two" else None,
            geometry={"type": "Point", "coordinates": place},
        )
        for name, place in places.items()
    ]
    atlas = atlases.of_bytes({"military_bases": make_file(*bases)}, today=date(2026, 1, 1))
    view = View(day=dates.parse("2022-06-01").first, mode="on")
    return plates.plates(atlas, Composition(view, title=TITLE), Imprint("https://temoin.example/"))


@pytest.fixture(scope="module")
def poppler():
    if not all(map(shutil.which, ("pdftotext", "pdftoppm"))):
        pytest.skip("NOT RUN: poppler-utils (pdftotext, pdftoppm) are not installed")


@pytest.fixture(scope="module")
def office(poppler, tmp_path_factory):
    """Return what turns a presentation into the PDF that LibreOffice makes of it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("NOT RUN: LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(data: bytes) -> bytes:
        folder = tmp_path_factory.mktemp("slides")
        (folder / "deck.pptx").write_bytes(data)
        settings = f"-env:UserInstallation={profile.as_uri()}"
        command = [program, settings, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run(
            [*command, str(folder / "deck.pptx")], check=True, capture_output=True, timeout=300
        )
        return (folder / "deck.pdf").read_bytes()

    return convert


@pytest.fixture(scope="module")
def slides(office):
    return office(pptx.pptx(made_pages(), title=TITLE))


@pytest.fixture(scope="module")
def printed(poppler):
    return pdf.pdf(made_pages(), title=TITLE, language="en")


def pictures(data: bytes, folder: Path) -> list[Image.Image]:
    command = ["pdftoppm", "-r", str(DOTS), "-png", "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True, capture_output=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]


def words(data: bytes, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-raw", "-", "-"]
    done = subprocess.run(command, input=data, check=True, capture_output=True)
    return " ".join(done.stdout.decode().split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", ["slides", "printed"])
def test_every_page_is_there_and_is_as_it_was_drawn(kind, request, tmp_path):
    pages = made_pages()
    shown = pictures(request.getfixturevalue(kind), tmp_path)
    assert len(shown) == len(pages) > 1
    for page, picture in zip(pages, shown, strict=True):
        assert picture.size == pytest.approx((1280, 720), abs=1)
        drawn = Image.open(io.BytesIO(png.png(page, 1 / 1.5))).convert("RGB")
        assert ImageStat.Stat(picture.convert("L")).stddev[0] > 8  # not a blank sheet
        # The office sets the words in a typeface of its own: seen from some way off it is alike.
        apart = ImageChops.difference(
            *(each.convert("L").resize((64, 36), Image.Resampling.BOX) for each in (drawn, picture))
        )
        assert ImageStat.Stat(apart).mean[0] < 3


@pytest.mark.parametrize("kind", ["slides", "printed"])
def test_every_word_can_be_found(kind, request):
    data = request.getfixturevalue(kind)
    assert TITLE in words(data, 1)
    assert "1 June 2022" in words(data, 1)
    for said in ("According to: One party", "Denied by: The other party"):
        assert said in words(data, 1)
    for number, page in enumerate(made_pages(), start=1):
        found = squeezed(words(data, number))
        missing = [
            text.text
            for group in page.groups
            if group.role in ("title", "sources", "notes", "imprint")
            for text in texts(group)
            if squeezed(text.text) not in found
        ]
        assert not missing


@pytest.mark.parametrize("kind", ["slides", "printed"])
def test_a_symbol_has_its_colour_where_it_must_be(kind, request, tmp_path):
    page, picture = made_pages()[0], pictures(request.getfixturevalue(kind), tmp_path)[0]
    symbols = [each for group in page.with_role("symbols") for each in group.children if each.name]
    assert len(symbols) == 3
    for symbol in symbols:
        if symbol.features == ("two",):
            continue  # disputed: fainter
        x, y = (round(each) for each in symbol.shift)
        box = (x - 16, y - 20, x + 16, y + 2)  # plates stand above their place
        assert inked(picture, box) > 60
        below = (x - 16, y + 22, x + 16, y + 44)
        assert inked(picture, below) == 0


def inked(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Count the pixels in a box that have very nearly the colour of France."""
    ink = tuple(bytes.fromhex(FRANCE.lstrip("#")))
    colours = picture.crop(box).getcolors(1 << 12) or []
    return sum(
        number
        for number, colour in colours
        if max(abs(one - other) for one, other in zip(colour, ink, strict=True)) <= 12
    )


def test_the_bar_of_a_template_is_seen_and_no_slide_of_it(office, tmp_path):
    data = office(pptx.pptx(made_pages()[:1], template=make_template(bars=[TOP])))
    (picture,) = pictures(data, tmp_path)
    dots = DOTS / 914_400
    assert picture.size == pytest.approx((FORMER["width"] * dots, FORMER["height"] * dots), abs=1)
    for share in (0.1, 0.5, 0.9):  # the bar is whole: nothing lies on it
        x, y = round(picture.width * share), round(TOP[3] * dots / 2)
        assert picture.getpixel((x, y)) == pytest.approx((0xAA, 0x00, 0x33), abs=3)
    assert "confidential" not in words(data, 1)
    assert TITLE in words(data, 1)
