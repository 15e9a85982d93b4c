"""Pages of two days, titles and signs, and how every page is laid out."""

import re
from dataclasses import replace

import pytest

from layers import comparison, symbology, wording
from layers.export import drawing, palette, plates, prose, sources
from layers.export.composition import SHEETS, Composition
from layers.export.drawing import Box, Page
from layers.export.plates import citing
from layers.visibility import visible
from tests.export_plates import (
    ATLAS,
    EVERY,
    GOSSI,
    IMPRINT,
    VIEWS,
    bounds,
    corners,
    map_boxes,
    pages,
    placed,
    plain,
    said,
    words_around,
)

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
    assert "One character here is in none of our typefaces and may be drawn as a box" in told
    assert "U+13080" in told
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
