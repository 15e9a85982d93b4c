"""Films: each day once, in order, in three kinds of file, without keeping the pictures."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from layers import atlas as atlases
from layers import dates, symbology
from layers.export import film, png, raster
from layers.export.composition import Composition, Imprint
from layers.export.drawing import Group, Paint, Shape, Text, circle
from layers.export.errors import ExportError
from layers.view import View
from tests.pages import make_page

ROOT = Path(__file__).parents[1]
SETTINGS = film.Settings(milliseconds=120, scale=0.25)


class Pages:
    """A film of a dot that wanders; knows how many of its pages are asked for."""

    def __init__(self, count, colour="#0072B2"):
        self.count, self.colour, self.asked = count, colour, 0

    def __len__(self):
        return self.count

    def __iter__(self):
        for number in range(self.count):
            self.asked += 1
            dot = Shape(circle(20 + 3 * (number % 80), 150, 9), Paint(fill=self.colour))
            yield make_page(Group((dot, Text(280, 150, str(number), 12)), "symbols"))


def written(pages, kind, settings=SETTINGS):
    out = io.BytesIO()
    film.write(out, pages, kind, settings)
    return out.getvalue()


def shown(data):
    """Every frame as a viewer shows it, and for how long."""
    with Image.open(io.BytesIO(data)) as image:
        for number in range(image.n_frames):
            image.seek(number)
            picture = image.convert("RGB")
            yield picture, image.info["duration"]


def drawn(page, scale=SETTINGS.scale):
    with Image.open(io.BytesIO(png.png(page, scale))) as image:
        return image.convert("RGB")


def farthest(one, other):
    return max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(ROOT / "geodata", today=date(2026, 6, 30))


def test_a_frame_is_the_picture_of_its_day(atlas):
    first = dates.parse("2022-04-18").first
    composition = Composition(View(mode="on", language="fr"))
    frames = film.frames(atlas, composition, range(first, first + 3), Imprint())
    assert len(frames) == 3
    titles = [page.title for page in frames]
    assert [day in title for day, title in zip(("18", "19", "20"), titles, strict=True)] == [
        True
    ] * 3
    assert all(title.endswith("avril 2022") for title in titles)


def test_frames_are_laid_out_when_their_turn_comes(atlas):
    frames = iter(film.frames(atlas, Composition(), range(19_000, 119_000), Imprint()))
    assert next(frames).features != ()
    assert next(frames).width == 1280


def test_a_webp_is_as_the_pictures_are():
    frames = list(shown(written(Pages(3), "webp")))
    for (picture, _), page in zip(frames, Pages(3), strict=True):
        assert picture.tobytes() == drawn(page).tobytes()


def test_a_gif_is_nearly_as_the_pictures_are():
    frames = list(shown(written(Pages(3), "gif")))
    for (picture, _), page in zip(frames, Pages(3), strict=True):
        assert picture.size == drawn(page).size
        assert farthest(picture, drawn(page)) < 80  # 256 colours: edges are coarser


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_the_last_picture_stands_longer(kind):
    assert [milliseconds for _, milliseconds in shown(written(Pages(3), kind))] == [120, 120, 720]


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_it_begins_anew(kind):
    with Image.open(io.BytesIO(written(Pages(2), kind))) as image:
        assert image.info["loop"] == 0


@pytest.mark.parametrize("kind", film.KINDS)
def test_one_picture_is_a_film_too(kind):
    data = written(Pages(1), kind)
    if kind == "zip":
        assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["00001.png"]
    else:
        assert len(list(shown(data))) == 1


@pytest.mark.parametrize("kind", film.KINDS)
def test_days_on_which_nothing_changes_keep_their_time(kind):
    # Of pictures that are all the same, libwebp makes a still.
    first, last = Pages(2)
    data = written([first] * 3 + [last], kind)
    if kind == "zip":
        assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 4
    else:
        assert sum(milliseconds for _, milliseconds in shown(data)) == 3 * 120 + 720


def test_a_zip_holds_numbered_pictures_that_everybody_may_read():
    with zipfile.ZipFile(io.BytesIO(written(Pages(2), "zip"))) as made:
        assert made.namelist() == ["00001.png", "00002.png"]
        for entry, page in zip(made.infolist(), Pages(2), strict=True):
            assert entry.external_attr >> 16 == 0o644
            assert made.read(entry) == png.png(page, SETTINGS.scale)


@pytest.mark.parametrize("kind", film.KINDS)
def test_the_same_film_is_the_same_bytes_wherever_it_is_drawn(kind):
    # So many that processes are started for it, and so few that none is.
    many, few = Pages(film._MANY), Pages(3)
    assert written(many, kind) == written(Pages(film._MANY), kind)
    drawers = raster.Drawers(2)
    with raster.elsewhere(drawers):
        there = written(Pages(3), kind)
    drawers.close()
    assert there == written(few, kind)


def test_a_gif_has_the_colour_of_whoever_comes_later():
    ink = symbology.FAMILIES["russia"].light
    pages = [*Pages(1), *Pages(1, colour=ink)]
    data = written(pages, "gif", replace(SETTINGS, scale=1))
    *_, (picture, _) = shown(data)
    wanted = tuple(bytes.fromhex(ink[1:]))
    assert max(abs(a - b) for a, b in zip(picture.getpixel((30, 225)), wanted, strict=True)) < 8


@pytest.mark.parametrize("kind", film.KINDS)
def test_it_tells_how_far_it_is(kind):
    told = []
    written(Pages(4), kind, replace(SETTINGS, progress=lambda *far: told.append(far)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("kind", film.KINDS)
def test_pages_are_taken_as_they_are_drawn(kind):
    pages = Pages(8)
    ahead = []
    settings = replace(SETTINGS, progress=lambda done, _: ahead.append(pages.asked - done))
    written(pages, kind, settings)
    assert max(ahead) <= film._AHEAD + 1


# In a process of its own: what Pillow and resvg keep outside of Python's memory counts, too.
MANY = """
import resource, sys
from layers.export import film
from tests.test_export_film import Pages
def most(count):
    with open(sys.argv[2], "wb") as file:
        film.write(file, Pages(count), sys.argv[1], film.Settings(120))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(most(16), most(80))
"""


@pytest.mark.parametrize("kind", film.KINDS)
def test_many_pictures_need_no_more_memory_than_few(kind, tmp_path):
    command = [sys.executable, "-c", MANY, kind, str(tmp_path / "film")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    few, many = map(int, done.stdout.split())
    others = 64 * 480 * 270 * 3 / 1024  # KiB that the other pictures would take
    assert many - few < 0.5 * others


def test_what_goes_wrong_in_the_middle_is_told():
    def pages():
        yield make_page()
        raise ExportError("empty")

    class Broken(Pages):
        def __iter__(self):
            return pages()

    with pytest.raises(ExportError):
        written(Broken(3), "zip")
