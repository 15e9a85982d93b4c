"""A page as PNG: its size, its typefaces, and what the file itself says."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageChops

from layers.export import fonts, png, raster
from layers.export.composition import SHEETS
from layers.export.drawing import Box, Group, Paint, Shape, Text, rectangle
from layers.export.errors import ExportError
from tests.pages import make_page, make_text_page

ARABIC, TIFINAGH, NKO = "مالي", "ⵎⴰⵍⵉ", "ߡߊߟߌ"


def opened(page, scale=1.0):
    return Image.open(io.BytesIO(png.png(page, scale)))


def ink(text, **changes):
    """Where a text leaves anything on white paper, and how much."""
    image = ImageChops.invert(opened(make_text_page(text, **changes)).convert("L"))
    return image.getbbox(), sum(image.histogram()[32:])


def chunks(data):
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        assert checksum == zlib.crc32(kind + body)
        yield kind, body
        at += length + 12


@pytest.mark.parametrize(
    ("sheet", "size"),
    [
        ("16:9", (1920, 1080)),
        ("4:3", (1536, 1152)),
        ("1:1", (1200, 1200)),
        ("9:16", (1080, 1920)),
        ("a4", (1191, 1685)),
        ("a4-landscape", (1685, 1191)),
        ("a3", (1685, 2381)),
        ("a3-landscape", (2381, 1685)),
    ],
)
def test_a_sheet_has_its_pixels(sheet, size):
    form = SHEETS[sheet]
    image = opened(make_page(groups=(), width=form.width, height=form.height))
    assert image.size == pytest.approx(size, abs=1)
    if not form.is_paper:
        assert image.size == size


@pytest.mark.parametrize(("scale", "size"), [(0.5, (240, 135)), (2, (960, 540)), (4, (1920, 1080))])
def test_a_scale_multiplies_them(scale, size):
    assert opened(make_page(), scale).size == size


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_a_sheet_of_paper_is_printed_at_its_size(scale):
    a4 = SHEETS["a4"]
    image = opened(make_page(groups=(), width=a4.width, height=a4.height), scale)
    inches = [pixels / dots for pixels, dots in zip(image.size, image.info["dpi"], strict=True)]
    assert inches == pytest.approx([8.27, 11.69], abs=0.02)


def test_the_file_says_what_it_shows_and_where_it_is_from():
    said = opened(make_page(description="Carte de l’été\nà Gossi")).text
    assert said["Title"] == "Invented place, 19 April 2022"
    assert said["Description"] == "Carte de l’été\nà Gossi"
    assert said["Software"] == "Témoin"
    assert "Data version 0123" in said["Comment"]
    assert "https://temoin.example/?d=2022-04-19&lang=en" in said["Comment"]


def test_every_part_of_the_file_is_sound_and_in_order():
    kinds = [kind for kind, _ in chunks(png.png(make_page(title="a\x00\ud800b")))]
    assert kinds == [b"IHDR", b"pHYs", *[b"iTXt"] * 4, b"IDAT", b"IEND"]


def test_the_same_page_gives_the_same_bytes():
    assert png.png(make_page()) == png.png(make_page())


@pytest.mark.parametrize("text", [ARABIC, TIFINAGH, NKO, "→ Niamey", "Ségou – « ça »"])
def test_every_script_of_the_region_is_drawn(text):
    assert not fonts.missing(text)
    _, drawn = ink(text)
    assert drawn > 100
    # Not as the box that stands for a letter without a glyph.
    assert ink(text)[1] != ink("\U0001d173" * len(text))[1]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Mali: 1 234 people", 0.95),
        ("Tombouctou à Gao, « été »", 0.95),
        (ARABIC, 0.7),  # its letters join, and are measured one by one
    ],
)
def test_no_text_is_wider_than_it_was_measured(text, least):
    (left, _, right, _), _ = ink(text)
    measured = fonts.width(text, 24)
    assert least * measured <= (right - left) / 1.5 <= measured + 1


@pytest.mark.parametrize("weight", ["semibold", "bold", "italic"])
def test_a_weight_is_a_typeface_of_its_own(weight):
    def drawn(own):
        return png.png(make_page(groups=(Group((Text(10, 90, "Gossi", 24, own),), "notes"),)))

    assert drawn(weight) != drawn("regular")


def test_no_typeface_of_this_machine_is_used():
    # Families that a machine may have and we do not ship are drawn alike: in ours.
    document = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">'
        '<text x="5" y="30" font-size="24" font-family="{}">Gossi</text></svg>'
    )
    names = ("Liberation Serif", "DejaVu Serif", "FreeMono", "No Such Family")
    assert len({raster.draw(document.format(name), 1) for name in names}) == 1


def test_nothing_is_drawn_outside_a_clip():
    red = Shape(rectangle(Box(0, 0, 320, 180)), Paint(fill="#FF0000"))
    image = opened(make_page(groups=(Group((red,), "ground", clip=Box(20, 20, 40, 40)),)))
    assert image.getchannel("A").getbbox() == (30, 30, 90, 90)


@pytest.fixture
def drawers():
    found = raster.Drawers(1)
    yield found
    found.close()


def test_another_process_draws_the_same(drawers):
    with raster.elsewhere(drawers):
        assert raster.is_elsewhere()
        drawn = png.png(make_page())
    assert not raster.is_elsewhere()
    assert drawn == png.png(make_page())


def test_a_drawer_that_died_is_told_of_and_replaced(drawers, monkeypatch):
    good = raster._started
    monkeypatch.setattr(raster, "_started", _dying)
    with raster.elsewhere(drawers):
        with pytest.raises(ExportError) as caught:
            png.png(make_page())
        for language in ("en", "fr"):
            assert caught.value.message(language)
        monkeypatch.setattr(raster, "_started", good)
        assert opened(make_page()).size == (480, 270)


def _dying():
    return subprocess.Popen(
        [sys.executable, "-c", "raise SystemExit(3)"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_drawers_start_anew_after_they_were_closed():
    drawers = raster.Drawers(1)
    first = drawers.drawn("<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>", 1)
    drawers.close()
    again = drawers.drawn("<svg xmlns='http://www.w3.org/2000/svg' width='2' height='2'/>", 1)
    drawers.close()
    assert first == again
