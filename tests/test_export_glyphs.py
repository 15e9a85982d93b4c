"""Letters that few typefaces have: set if any of ours can, else named in words."""

import re

import pytest

from layers.export import fonts, plates, raster
from layers.export.composition import Composition
from layers.export.drawing import Group, Text
from layers.export.plates import glyphs
from tests.export_plates import ATLAS, GOSSI, IMPRINT, said

CHINESE, HIEROGLYPH, ARABIC = "\u4e2d\u6587", "\U00013080", "\u063a\u0648\u0633\u064a"


def drawn(words: str) -> bytes:
    text = f'<text x="5" y="40" font-size="30" font-family="{fonts.FAMILY}">{words}</text>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="60">'
    return raster.draw(f"{head}{text}</svg>", 1.0)


def words_on(text: str, language="en") -> str:
    return " ".join(glyphs.missing_words([Group((Text(0, 0, text, 10),))], language).split())


def test_letters_after_one_that_no_typeface_has_are_set_all_the_same():
    assert drawn(f"Gossi {CHINESE} {ARABIC}") == drawn(f"Gossi \u25a1\u25a1 {ARABIC}")
    assert drawn(f"Gossi {CHINESE} {ARABIC}") != drawn(
        "Gossi \u25a1\u25a1 \u25a1\u25a1\u25a1\u25a1"
    )
    assert fonts.drawable(ARABIC) == ARABIC


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "3 different characters here are in none of our typefaces and may be drawn as"),
        ("fr", "3 caractères différents ne figurent dans aucune de nos polices"),
    ],
)
def test_what_no_typeface_has_is_told_in_plain_words(language, expected):
    told = words_on(f"{CHINESE} {HIEROGLYPH} {ARABIC} {CHINESE}", language)
    assert told.startswith(expected)
    kind = {"en": "2 Chinese (U+4E2D U+6587)", "fr": "2 chinois (U+4E2D U+6587)"}
    assert kind[language] in told
    assert re.search("1 (Egyptian hieroglyph|hiéroglyphe égyptien) \\(U\\+13080\\)", told)
    assert "Ideograph" not in told


def test_many_are_counted_and_few_named():
    many = "".join(chr(0x4E00 + number) for number in range(300))
    told = words_on(many)
    assert told.startswith("300 different characters")
    assert told.count("U+") < 10
    assert "300 Chinese" in told


def test_a_text_that_our_typefaces_can_set_needs_no_words():
    assert words_on(f"Gossi {ARABIC} \u2d5c\u2d49 café") == ""


def test_the_page_says_so_beside_its_map():
    page = plates.plates(ATLAS, Composition(GOSSI, title=f"Gossi {CHINESE}"), IMPRINT)[0]
    assert "2 Chinese" in said([page], "notes")
    assert f"Gossi {CHINESE}" in said([page], "title")
