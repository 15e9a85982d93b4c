"""The first moment of the page: words before any script has run, and nothing broken by them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit

from layers import entrance, timemap
from layers.catalogue import LANGUAGES, text

STREAMLITS = (Path(streamlit.__file__).parent / "static/index.html").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_in_the_language_what_is_coming(language):
    page = entrance.page(language, None)
    assert f'<html lang="{language}">' in page
    assert f"<title>{text('page.browser_title', language)}</title>" in page
    for key in ("page.title", "page.subtitle", "page.loading"):
        assert f">{text(key, language)}<" in page


def test_all_of_streamlits_scripts_and_styles_are_still_named():
    def named(html):
        return re.findall(r'(?:src|href)="(\./static/(?:js|css)/[^"]+)"', html)

    assert named(STREAMLITS)
    assert [each for each in named(entrance.page("en", None)) if each in named(STREAMLITS)] == (
        named(STREAMLITS)
    )


def test_a_font_that_the_theme_never_shows_is_not_asked_for():
    assert "SourceSans" in STREAMLITS
    assert "SourceSans" not in entrance.page("en", None)


def test_what_the_map_will_want_is_asked_for():
    page = entrance.page("en", "0123456789abcdef", ["columns.bin"])
    version = timemap.assets_version()
    for name in ("leaflet.js", "temoin.js", "leaflet.css", "temoin.css", "basemap.json"):
        assert f'"./temoin/assets/{version}/{name}"' in page
    assert '"./temoin/data/0123456789abcdef/columns.bin"' in page
    assert "temoin/data" not in entrance.page("en", None)  # nothing is read yet


def test_it_is_well_formed():
    open_elements = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in {"meta", "link", "br", "img", "input"}:
                open_elements.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass

        def handle_endtag(self, tag):
            assert open_elements.pop() == tag

    Reader().feed(entrance.page("fr", "0123456789abcdef"))
    assert open_elements == []


def test_fonts_of_streamlits_own_theme_wait_until_something_shows_them():
    page = entrance.page("en", None)
    # Streamlit's script asks for its font of icons by this name.
    assert "document.fonts.load = " in page
    assert "/Material Symbols/.test(font)" in page
    assert 'html:not(:has([class*="st-key-"]))' in page


def test_the_parts_that_are_asked_for_early_are_there():
    for name in entrance._LATE_PARTS:
        assert any(f"/{name}." in address for address in entrance._late_parts()), name
