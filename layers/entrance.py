"""The first moment: Streamlit's own page, with something to read until it has loaded.

Streamlit's scripts are two megabytes, a quarter of a minute on a slow line. The page that
names them is served by us: it says what is coming, leaves out a font that the theme never
shows, and asks for the map's files while nothing else is asked for, so that they are there
when the map wants them. Whatever it does not find in Streamlit's page it leaves as it is.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit

from layers import catalogue, timemap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.catalogue import Language

_STATIC: Final = Path(streamlit.__file__).parent / "static"
# A font of Streamlit's own theme; ours is the system's.
_UNUSED_FONT: Final = re.compile(r"<link\s+rel=\"preload\"\s+href=\"[^\"]*SourceSans[^>]*>")
# Parts of Streamlit that the page needs and that Streamlit asks for only when it meets them.
_LATE_PARTS: Final = (
    *("Html", "purify.es", "ButtonGroup", "ComponentInstance", "PageLink", "styled-components"),
    *("WidgetLabel", "WidgetLabelHelpIconInline", "useBasicWidgetState"),
    *("IFrameUtil", "urls", "withCalculatedWidth"),
)
# The server is where this page is: below /brief and /edit, too, where Streamlit's script
# would first look for it under the page's own name and be told twice that nothing is there.
_SERVER: Final = 'window.__streamlit = { BACKEND_BASE_URL: new URL("./", location.href).href };'
# Streamlit fetches its font of icons, a third of a megabyte, before anything shows one. What
# does show one still gets it, by its style.
_NO_ICONS_YET: Final = """{
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, ...text) =>
    /Material Symbols/.test(font) ? Promise.resolve([]) : load(font, ...text);
}"""
# The map's files, in the order in which it wants them.
_ASSETS: Final = ("leaflet.js", "temoin.js", "leaflet.css", "temoin.css", "basemap.json")
_STYLE: Final = """
.temoin-entrance { max-width: 34rem; margin: 18vh auto 0; padding: 0 24px;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.temoin-entrance h1 { margin: 0; font-size: 28px; line-height: 1.2; }
.temoin-entrance p { margin: 6px 0 0; }
.temoin-entrance i { display: block; height: 3px; margin-top: 22px; background: currentColor;
  opacity: 0.25; }
html { color: #1f2328; background: #fbfaf7; }
@media (prefers-color-scheme: dark) { html { color: #ece9e2; background: #14171a; } }
/* Before Streamlit has heard of our theme it would fetch a font for its own. */
html:not(:has([class*="st-key-"])),
html:not(:has([class*="st-key-"])) * {
  font-family: system-ui, sans-serif !important; }
"""


def page(language: Language, digest: str | None, files: Iterable[str] = ()) -> str:
    """Return the HTML of the page.

    Args:
        language: of the words until the page itself speaks.
        digest: of the atlas whose files the map will want; None if none is read yet.
        files: those files, as names below the atlas's address.
    """
    text = _UNUSED_FONT.sub("", _index(), count=1)
    text = text.replace('<html lang="en">', f'<html lang="{language}">', 1)
    title = html.escape(catalogue.text("page.browser_title", language))
    text = text.replace("<title>Streamlit</title>", f"<title>{title}</title>", 1)
    head = f"<script>{_SERVER}{_NO_ICONS_YET}</script><style>{_STYLE}</style>{_warm(digest, files)}"
    # Streamlit's own scripts are modules: they run, and read this, when the head is whole.
    text = text.replace("</head>", f"{head}</head>", 1)
    return text.replace('<div id="root"></div>', f'<div id="root">{_words(language)}</div>', 1)


def _words(language: Language) -> str:
    title, subtitle, loading = (
        html.escape(catalogue.text(key, language))
        for key in ("page.title", "page.subtitle", "page.loading")
    )
    return (
        f'<main class="temoin-entrance"><h1>{title}</h1><p>{subtitle}</p>'
        f'<i></i><p role="status">{loading}</p></main>'
    )


def _warm(digest: str | None, files: Iterable[str]) -> str:
    """Return the script that fills the browser's cache, last of all in urgency."""
    version = timemap.assets_version()
    addresses = [
        *_late_parts(),
        *(f"./temoin/assets/{version}/{name}" for name in _ASSETS),
        *(f"./temoin/data/{digest}/{name}" for name in files if digest),
    ]
    # Addresses are ours, of letters, digits and a few signs; none needs escaping.
    listed = json.dumps(addresses)
    return (
        "<script>if (!navigator.connection || !navigator.connection.saveData)"
        f' for (const address of {listed}) fetch(address, {{ priority: "low" }})'
        ".then((answer) => answer.arrayBuffer(), () => null);</script>"
    )


@cache
def _index() -> str:
    return (_STATIC / "index.html").read_text(encoding="utf-8")


@cache
def _late_parts() -> Sequence[str]:
    parts: Iterable[Path] = (
        file
        for name in _LATE_PARTS
        for file in sorted((_STATIC / "static/js").glob(f"{name}.*.js"))
    )
    return [f"./static/js/{file.name}" for file in parts]
