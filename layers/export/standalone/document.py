"""The document: template, styles, scripts, data, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import html as markup
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers import catalogue, comparison, symbology, timemap
from layers import view as views
from layers.catalogue import LANGUAGES
from layers.export.standalone.cards import cards
from layers.export.standalone.turns import turns
from layers.payload import resource
from layers.payload.table import table_of
from layers.payload.texts import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from layers.atlas import Atlas
    from layers.view import View

_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = ("carried.js", "address.js", "card.js", "day.js", "page.js")
_STYLES: Final = ("page.css", "words.css")
_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")
_SHOWN_DIGITS: Final = 12

# Words that the scripts use, by the beginning of their key. The map's own are in index.json.
_SUBJECTS: Final = (
    *("standalone.", "card.", "claims.", "sources.", "status.", "status_said.", "stance."),
    *("known.", "range.", "slider.", "count.", "day.", "tenure.", "note.", "about."),
    *("claim.undated", "page.title", "page.subtitle", "page.browser_title", "page.language"),
)
_FILES: Final = ("card", "chronicle", "page", "standalone", "wording")

_LICENCE: Final = ("about.licence", "https://creativecommons.org/licenses/by/4.0/")
_CREDITS: Final = (
    ("about.natural_earth", "https://www.naturalearthdata.com/"),
    ("about.openstreetmap", "https://www.openstreetmap.org/copyright"),
    ("about.geonames", "https://www.geonames.org/"),
)


def html(atlas: Atlas, view: View, *, title: str | None = None) -> bytes:
    """Return one HTML file that shows an atlas and opens in a view.

    It asks for nothing over the network, and its policy lets it ask for nothing.

    Args:
        atlas: all of it is in the file, so that the reader can move in it.
        view: what the file shows first; a link into the file may say otherwise.
        title: above the map, in place of the page's own.
    """
    styles = (_without_images(_asset("leaflet.css")), _asset("temoin.css"), *_read(_STYLES))
    scripts = (_asset("leaflet.js"), _asset("temoin.js"), "\n".join(_read(_SCRIPTS)))
    slots = {
        "language": view.language,
        "policy": _policy(scripts, styles),
        "title": markup.escape(_browser_title(view, title)),
        "styles": "\n".join(_element("style", each) for each in styles),
        "noscript": _noscript(atlas),
        "waiting": _in_both("page.loading"),
        "data": "\n".join(_data(name, text) for name, text in _carried(atlas, view, title)),
        "scripts": "\n".join(_element("script", each) for each in scripts),
    }
    template = (_FOLDER / "template.html").read_text("utf-8")
    return _SLOT.sub(lambda match: slots[match[1]], template).encode()


def _asset(name: str) -> str:
    # A browser reads every end of a line as \n before it works out the hash.
    return timemap.assets()[name].body.decode().replace("\r\n", "\n")


@cache
def _read(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple((_FOLDER / name).read_text("utf-8") for name in names)


def _without_images(style: str) -> str:
    """Return Leaflet's style sheet without the pictures of controls that the map has not."""
    return re.sub(r"url\([^)]*\)", "none", style)


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the content security policy: these scripts, these styles, and nothing else."""
    allowed = {"script-src": scripts, "style-src": styles}
    hashes = (f"{name} {' '.join(map(_hash, bodies))}" for name, bodies in allowed.items())
    rest = ("img-src data:", "base-uri 'none'", "form-action 'none'")
    return "; ".join(("default-src 'none'", *hashes, *rest))


def _hash(body: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"


def _element(name: str, body: str) -> str:
    """Write a script or a style; its body is ours and stands as it is, or its hash is wrong.

    Raises:
        ValueError: the body would end its element, or never end it.
    """
    if re.search(rf"</{name}|<!--", body, re.IGNORECASE):
        raise ValueError(f"A {name} of the stand-alone file holds what ends it or hides its end.")
    return f"<{name}>{body}</{name}>"


def _data(name: str, text: str) -> str:
    """Write a block of data: no script, and nothing that HTML could take for markup."""
    escaped = re.sub(r"[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)
    label = markup.escape(name)
    return f'<script type="application/json" data-name="{label}">{escaped}</script>'


def _carried(atlas: Atlas, view: View, title: str | None) -> Iterator[tuple[str, str]]:
    """Yield name and JSON of all that the scripts ask for; what is binary is base64 in a string."""
    yield "page", _json(_page(atlas, view, title))
    yield "cards", _json(cards(atlas))
    yield "turns", _json(turns(atlas))
    yield "assets/basemap.json", _asset("basemap.json")
    for name in _names(atlas):
        found = resource(atlas, name)
        if found is None:
            continue
        if name == "index.json":
            index = json.loads(found.body)
            del index["tiles"]  # there is no network to fetch them over
            yield f"data/{name}", _json(index)
        elif found.media_type == "application/json":
            yield f"data/{name}", found.body.decode()
        else:
            yield f"data/{name}", _json(base64.b64encode(found.body).decode())


def _names(atlas: Atlas) -> Iterator[str]:
    yield from ("index.json", "columns.bin", "ids.json", "facets.bin", "near.bin", "search.json")
    yield from (f"texts/{k}.json" for k in range(-(-len(table_of(atlas).source) // BLOCK)))
    yield from (f"context/{name}.json" for name, each in atlas.layers.items() if each.is_context)


def _page(atlas: Atlas, view: View, title: str | None) -> dict[str, Any]:
    return {
        "title": title,
        "digest": atlas.digest,
        "version": atlas.digest[:_SHOWN_DIGITS],
        "view": views.message_of(view),
        "marks": _marks(atlas, view),
        "words": _words(),
        "killed": {"light": symbology.KILLED_LIGHT, "dark": symbology.KILLED_DARK},
        "licence": _link(*_LICENCE),
        "credits": [_link(*each) for each in _CREDITS],
    }


def _marks(atlas: Atlas, view: View) -> dict[str, Any] | None:
    """Return what a comparison of two days marks, as `mapping.push` does."""
    if view.against is None:
        return None
    marks = comparison.compare(atlas, view).marks()
    return {"day": view.day, "against": view.against, "of": dict(marks)} if marks else None


def _link(key: str, url: str) -> dict[str, Any]:
    return {"url": url, "words": {each: catalogue.text(key, each) for each in LANGUAGES}}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return {
        key: dict(entry)
        for file in _FILES
        for key, entry in catalogue.words(file).items()
        if key.startswith(_SUBJECTS)
    }


def _browser_title(view: View, title: str | None) -> str:
    if title is None:
        return catalogue.text("page.browser_title", view.language)
    return catalogue.text("standalone.browser_title", view.language, title=title)


def _noscript(atlas: Atlas) -> str:
    digest = atlas.digest[:_SHOWN_DIGITS]
    return _in_both("standalone.noscript", digest=digest)


def _in_both(key: str, **slots: object) -> str:
    lines = ((each, markup.escape(catalogue.text(key, each, **slots))) for each in LANGUAGES)
    return "".join(f'<p lang="{language}">{text}</p>' for language, text in lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
