"""Pages as slides: what PowerPoint can edit, what a reader of the screen hears, what is noted."""

import io
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from layers import atlas as atlases
from layers import dates, wording
from layers.export import plates, prose, sources
from layers.export.composition import Composition, Imprint
from layers.export.drawing import Group, Paint, Shape, texts
from layers.view import View
from layers.visibility import visible
from tests.making import ASSERTS, DENIES, make_feature, make_file
from tests.pages import make_page
from tests.slides import (
    EMU,
    groups,
    leaves,
    notes_of,
    opened,
    pictures,
    reopened,
    squeezed,
    title_of,
    words_of,
)

ATLAS = atlases.load(Path(__file__).parents[1] / "geodata", today=date(2026, 6, 30))
GOSSI = View(
    day=dates.parse("2022-04-19").first, mode="on", center=(-0.66, 16.05), zoom=8.0, language="fr"
)
IMPRINT = Imprint("https://temoin.example/")


@cache
def gossi(sheet="16:9"):
    """The shipped data on the day of Gossi: its pages, and the slides that they became."""
    pages = plates.plates(ATLAS, Composition(GOSSI, sheet), IMPRINT)
    return pages, opened(*pages)


# --- what can be edited ---


def test_the_title_is_the_title_of_the_slide():
    pages, made = gossi()
    title = made.slides[0].shapes.title
    assert title.placeholder_format.type == PP_PLACEHOLDER.TITLE
    assert title.text_frame.text == "De Gossi à Gao"
    for page, slide in zip(pages[1:], [*made.slides][1:], strict=True):
        assert page.title.startswith(f"{title_of(slide)} (")  # the page follows


def test_a_title_can_be_written_anew():
    made = opened()
    made.slides[0].shapes.title.text_frame.text = "Mon titre"
    saved = io.BytesIO()
    made.save(saved)
    assert title_of(reopened(saved.getvalue()).slides[0]) == "Mon titre"


def test_every_word_of_the_page_is_text():
    pages, made = gossi()
    for page, slide in zip(pages, made.slides, strict=True):
        found = squeezed(" ".join(words_of(slide)))
        missing = [
            text.text
            for group in page.groups
            if group.role != "inset"
            for text in texts(group)
            if squeezed(text.text) not in found
        ]
        assert not missing


def test_date_mode_counts_legend_sources_and_version_are_text():
    _, made = gossi()
    said = " ".join(" ".join(words_of(made.slides[0])).split())
    for words in (
        wording.day_words(GOSSI.day, "fr"),
        "Ce jour-là",
        "49 sites militaires",
        "Forces armées maliennes 24",
        "Contesté, et par qui",
        "Sources",
        ATLAS.digest,
        "CC BY 4.0",
        "https://temoin.example/?d=2022-04-19",
    ):
        assert words in said


def test_words_are_in_the_language_of_the_page():
    _, made = gossi()
    assert made.core_properties.language == "fr"
    languages = re.findall(r' lang="([^"]+)"', made.slides[0].part.blob.decode())
    assert set(languages) == {"fr-FR"}


def test_symbols_are_shapes_named_after_what_they_show():
    atlas = atlases.of_bytes(
        {
            "military_bases": make_file(
                make_feature(name="Invented camp", operator="FRA"),
                make_feature(
                    id="two",
                    site="other",
                    name="Other camp",
                    geometry={"type": "Point", "coordinates": [-8.0, 12.6]},
                ),
            )
        },
        today=date(2026, 1, 1),
    )
    view = View(day=dates.parse("2022-06-01").first, mode="on")
    (page,) = plates.plates(atlas, Composition(view), IMPRINT)
    slide = opened(page).slides[0]
    symbols = {shape.name: shape for shape in groups(slide)}
    assert {"Invented camp", "Other camp"} <= set(symbols)
    for name in ("Invented camp", "Other camp"):
        symbol = symbols[name]
        kinds = {each.shape_type for each in leaves(symbol.shapes)}
        assert kinds == {MSO_SHAPE_TYPE.FREEFORM, MSO_SHAPE_TYPE.TEXT_BOX}
        assert [each.text_frame.text for each in leaves(symbol.shapes) if each.text_frame.text] == [
            "FRA"
        ]


def test_every_symbol_of_the_shipped_map_has_a_group_of_its_own():
    pages, made = gossi()
    names = [shape.name for shape in groups(made.slides[0])]
    expected = [
        child.name
        for group in pages[0].with_role("symbols")
        for child in group.children
        if isinstance(child, Group) and child.name and _meets(child, group.clip)
    ]
    assert len(expected) > 3
    assert [name for name in expected if name[:250] not in names] == []


def _meets(child, clip):
    x, y = child.shift
    return clip.left < x < clip.right and clip.top < y < clip.bottom


def test_a_symbol_stands_where_the_page_has_it():
    slide = opened(make_page()).slides[0]
    (base,) = [shape for shape in groups(slide) if shape.name == "Gossi base, France"]
    # A disc of 9 units about (100, 90).
    disc = next(each for each in leaves(base.shapes) if not each.text_frame.text)
    assert [disc.left, disc.top] == pytest.approx([91 * EMU, 81 * EMU], abs=EMU / 10)
    assert [disc.width, disc.height] == pytest.approx([18 * EMU, 18 * EMU], abs=EMU / 10)
    xml = slide.part.blob.decode()
    assert '<a:pattFill prst="wdUpDiag">' in xml  # doubtful days are hatched here, too


def test_dashes_opacity_and_turns_survive():
    dashed = Shape(
        "M0 0H40",
        Paint(stroke="#D55E00", width=2, dash=(6, 4), round_ends=True, stroke_opacity=0.5),
    )
    group = Group((dashed,), "routes", "A way", opacity=0.5, shift=(50, 50), turn=90)
    slide = opened(make_page(group)).slides[0]
    (way,) = [shape for shape in groups(slide) if shape.name == "A way"]
    assert (way.left, way.top) == (50 * EMU, 50 * EMU)
    assert (way.width, way.height) == (1, 40 * EMU)
    xml = slide.part.blob.decode()
    assert '<a:ds d="300000" sp="200000"/>' in xml  # thousandths of a per cent of the width
    assert '<a:alpha val="25000"/>' in xml


# --- the picture, and who cannot see it ---


def test_there_is_one_picture_under_everything_and_it_is_the_ground_alone():
    _, made = gossi()
    slide = made.slides[0]
    (picture,) = pictures(slide)
    first = next(each for each in slide.shapes)
    assert first.shape_id == picture.shape_id
    assert (picture.left, picture.top) == (0, 0)
    assert (picture.width, picture.height) == (made.slide_width, made.slide_height)
    image = Image.open(io.BytesIO(picture.image.blob)).convert("RGB")
    assert image.size == (2560, 1440)  # two pixels a unit
    inks = {colour for _, colour in image.getcolors(1 << 20)}
    assert (0x00, 0x72, 0xB2) not in inks  # no France
    assert (0x00, 0x9E, 0x73) not in inks  # no Mali


def test_its_alternative_text_is_the_map_as_prose():
    pages, made = gossi()
    (picture,) = pictures(made.slides[0])
    said = picture._element.nvPicPr.cNvPr.get("descr")
    assert said == pages[0].description == prose.described(ATLAS, GOSSI)
    assert "19 avril 2022" in said
    assert "Gossi" in said


def test_what_only_adorns_is_passed_by():
    _, made = gossi()
    xml = made.slides[0].part.blob.decode()
    assert xml.count("decorative") >= 2
    for shape in groups(made.slides[0]):
        assert shape._element.nvGrpSpPr.cNvPr.get("descr") == shape.name


def test_no_two_things_on_a_slide_share_a_number():
    _, made = gossi()
    for slide in made.slides:
        numbers = re.findall(r'<p:cNvPr id="(\d+)"', slide.part.blob.decode())
        assert len(numbers) == len(set(numbers)) > 10


# --- notes ---


def test_the_notes_hold_every_source_and_the_claims_of_both_sides():
    _, made = gossi()
    said = notes_of(made.slides[0])
    for each in sources.cited(ATLAS, GOSSI):
        assert (each.source.url or each.source.title) in said
    atlas_rows = {
        feature: row
        for layer in ATLAS.layers.values()
        if "claims" in layer.frame
        for feature, row in zip(layer.frame["id"], layer.frame.to_dict("records"), strict=True)
    }
    stances = set()
    for feature in visible(ATLAS, GOSSI).ids():
        row = atlas_rows[feature]
        if row["status"] == "disputed":
            for claim in row["claims"] or ():
                stances.add(claim.stance)
                assert " ".join((claim.says_fr or claim.says).split()) in " ".join(said.split())
    assert stances == {"asserts", "denies"}


def test_the_notes_of_a_page_of_ours_are_both_sides_word_by_word():
    claims = [ASSERTS, DENIES]
    atlas = atlases.of_bytes(
        {"military_bases": make_file(make_feature(status="disputed", claims=claims))},
        today=date(2026, 1, 1),
    )
    view = View(day=dates.parse("2022-06-01").first, mode="on")
    (page,) = plates.plates(atlas, Composition(view), IMPRINT)
    said = notes_of(opened(page).slides[0])
    assert "One party" in said
    assert "it was so" in said
    assert "The other party" in said
    assert "it was not" in said
    assert "[1] Nobody, “Invented report”, May 2022. https://www.iana.org/report" in said
