"""A picture by itself has no following pages: what it has no room for is at its link."""

import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation

from layers.export import drawing, film, plates, rendering, sources, svg
from layers.export.composition import Composition, Deck, Imprint
from layers.export.plates import citing
from layers.panels.briefing import workshop
from tests.export_plates import ATLAS, GOSSI, IMPRINT, VIEWS, pages, plain, said

ON_PAGES = re.compile("following pages|next page|pages suivantes|page suivante")
LINK = {"en": "at the link", "fr": "en suivant le lien"}
PAGES = {"en": "on the following pages", "fr": "aux pages suivantes"}
NOWHERE = {"en": "outside this picture", "fr": "hors de cette image"}
LONG = [(name, sheet) for name in ("gossi", "so far", "compared") for sheet in ("16:9", "9:16")]


def alone(name: str, sheet: str, language: str, imprint: Imprint = IMPRINT):
    view = replace(VIEWS[name], language=language)
    return plates.plates(ATLAS, Composition(view, sheet), imprint, alone=True)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "sheet"), LONG)
def test_a_picture_alone_says_that_the_rest_is_at_its_link(name, sheet, language):
    first, *further = alone(name, sheet, language)
    assert further
    told = said([first])
    assert not ON_PAGES.search(told)
    assert LINK[language] in told
    assert PAGES[language] in said([pages(name, sheet, language)[0]])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_picture_without_a_link_says_that_the_rest_is_not_in_it(language):
    told = said([alone("gossi", "16:9", language, Imprint())[0]])
    assert not ON_PAGES.search(told)
    assert LINK[language] not in told
    assert NOWHERE[language] in told


def test_png_and_svg_are_pictures_alone_and_slides_have_the_pages():
    deck = Deck((Composition(GOSSI),))
    settings = rendering.Settings(IMPRINT)
    drawn = rendering.render(ATLAS, deck, "svg", settings).decode()
    assert drawn == svg.svg(alone("gossi", "16:9", "en")[0])
    slides = Presentation(io.BytesIO(rendering.render(ATLAS, deck, "pptx", settings))).slides
    assert len(slides) == len(pages("gossi"))
    assert ON_PAGES.search(plain(" ".join(slides[0].element.itertext())))


def test_the_frames_of_a_film_are_pictures_alone():
    (frame,) = film.frames(ATLAS, Composition(GOSSI), (GOSSI.day,), IMPRINT)
    assert frame == alone("gossi", "16:9", "en")[0]


def test_the_page_shows_the_very_picture_that_is_taken():
    shown = workshop.pages(ATLAS, Composition(GOSSI), IMPRINT)
    taken = rendering.render(ATLAS, Deck((Composition(GOSSI),)), "svg", rendering.Settings(IMPRINT))
    assert svg.svg(shown[0]).encode() == taken


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sources_with_room_for_few_are_named_in_brief_and_in_full_on_the_pages(language):
    """One source of 160 in full helped nobody: publishers and dates say more in its place."""
    first, *further = pages("gossi", "16:9", language)
    told = said([first], "sources")
    cited = sources.cited(ATLAS, replace(GOSSI, language=language))
    heading = {"en": f"Sources, in full {PAGES['en']}", "fr": f"Sources, en entier {PAGES['fr']}"}
    assert told.startswith(heading[language])
    rest = int(re.search(r"(?:and|et) (\d+) (?:more|autres) sources$", told)[1])
    bold = [each for each in _texts(first) if each.weight == "semibold"]
    numbers = [int(each.text) for each in bold if each.text.isdigit()]
    assert numbers == [*range(1, len(cited) - rest + 1)]
    assert len(numbers) >= 2
    in_full = said(further, "sources")
    assert all(plain(citing.short(each.source, language)) in in_full for each in cited)


def test_sources_that_have_room_stay_as_they_are_written_in_full():
    told = said([pages("gossi", "a3")[0]], "sources")
    assert told.startswith("Sources 1 ")
    assert "“" in told


def test_a_source_without_a_publisher_keeps_its_title_in_brief():
    (one, *_) = sources.cited(ATLAS, GOSSI)
    nameless = one.source._replace(publisher=None)
    assert one.source.title in citing.short(nameless, "en", is_brief=True)


def _texts(page):
    groups = [group for group in page.groups if group.role == "sources"]
    return [text for group in groups for text in drawing.texts(group)]
