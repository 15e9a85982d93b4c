"""Pages as one PDF: vector, typefaces inside, tagged, with title and language.

Typst writes it: each page is one picture, whose alternative text is the map as prose, and
whose words stay words. Typst reads what is said of the pages from JSON, so no text of a
data file is ever Typst code. It checks the result against PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

import typst

from layers.export import fonts, svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language
    from layers.export.drawing import Page

_POINTS_A_UNIT: Final = 72 / 96
# Nothing in it comes from outside: what does is asked for by name from said.json.
_DOCUMENT: Final = b"""
#let said = json("said.json")
#set document(title: said.title, author: said.author, date: none)
#set text(lang: said.language, font: said.fonts, size: 1pt)
#for each in said.pages {
  page(width: each.width * 1pt, height: each.height * 1pt, margin: 0pt)[
    #place(hide(heading(level: 1, each.title)))
    #image(each.file, width: 100%, height: 100%, alt: each.description)
  ]
}
"""


def pdf(pages: Sequence[Page], *, title: str, language: Language) -> bytes:
    """Return the pages as PDF/UA-1, each at its own size: 96 units are an inch.

    Args:
        pages: at least one.
        title: of the document.
        language: of its words.
    """
    names = [f"page{number}.svg" for number in range(len(pages))]
    said = {
        "title": title,
        "author": "Témoin",
        "language": language,
        "fonts": [fonts.FAMILY, fonts.FALLBACK],
        "pages": [
            {
                "file": name,
                "width": page.width * _POINTS_A_UNIT,
                "height": page.height * _POINTS_A_UNIT,
                "title": page.title,
                "description": page.description,
            }
            for page, name in zip(pages, names, strict=True)
        ],
    }
    files = {"main.typ": _DOCUMENT, "said.json": json.dumps(said).encode()}
    files |= {name: svg.svg(page).encode() for page, name in zip(pages, names, strict=True)}
    made: bytes = typst.compile(  # type: ignore[call-overload] # knows of one file only
        files,
        format="pdf",
        ignore_system_fonts=True,
        font_paths=_folders(),
        pdf_standards=["ua-1"],
        timestamp=0,  # no clock: the same pages are the same bytes
    )
    return made


@cache
def _folders() -> list[str]:
    files = (*fonts.FILES.values(), *fonts.FALLBACK_FILES)
    return [str(folder) for folder in dict.fromkeys(file.parent for file in files)]
