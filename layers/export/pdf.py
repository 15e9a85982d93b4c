"""Pages as one PDF: vector, typefaces inside, tagged, with title and language.

Typst writes it. On each page the map is one picture, whose alternative text is the map as
prose; title, legend, sources and the rest are headings, paragraphs and links, in the order
of reading. Typst reads what is said from JSON, so no text of a data file is ever Typst code.
It checks the result against PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import typst

from layers.export import fonts, svg
from layers.export.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.catalogue import Language
    from layers.export.drawing import Page
    from layers.export.typeset import Run, Typeset

_NAME: Final = "Témoin"
_POINTS_A_UNIT: Final = 72 / 96
# Nothing in it comes from outside: what does is asked for by name from said.json.
_DOCUMENT: Final = b"""
#let said = json("said.json")
#set document(title: said.title, author: said.author, date: none)
#set text(lang: said.language, font: said.fonts, hyphenate: false)
#set par(leading: 0pt, spacing: 0pt, justify: false)
#show heading: it => it.body
#let drawn(file, ..how) = place(image(file, width: 100%, height: 100%, ..how))
#let set_in(run) = {
  set text(
    lang: run.language, size: run.size * 1pt, weight: run.weight, style: run.style,
    fill: rgb(run.colour), tracking: run.spacing * 1pt,
    top-edge: run.step * 1pt, bottom-edge: "baseline",
  )
  let words = run.lines.map(text).join(linebreak())
  let linked = if run.link == none { words } else { link(run.link, words) }
  // So wide that no line is ever broken again.
  place(dx: run.x * 1pt, dy: (run.y - run.step) * 1pt,
    block(width: 1000cm, if run.level == 0 { par(linked) } else { linked }))
}
#let read(runs) = for run in runs {
  if run.level == 2 { heading(level: 2, bookmarked: false, set_in(run)) } else { set_in(run) }
}
#for each in said.pages {
  page(width: each.width * 1pt, height: each.height * 1pt, margin: 0pt, {
    pdf.artifact(drawn(each.paper))
    if each.heading.len() > 0 { heading(level: 1, each.heading.map(set_in).join([ ])) }
    read(each.first)
    if each.description == none { pdf.artifact(drawn(each.picture)) } else {
      drawn(each.picture, alt: each.description)
    }
    read(each.rest)
  })
}
"""


def pdf(pages: Sequence[Page], *, title: str, language: Language) -> bytes:
    """Return the pages as PDF/UA-1, each at its own size: 96 units are an inch.

    Args:
        pages: at least one.
        title: of the document.
        language: of its words.
    """
    files: dict[str, bytes] = {"main.typ": _DOCUMENT}
    said = []
    for number, page in enumerate(pages):
        parts = typeset(page)
        names = f"paper{number}.svg", f"picture{number}.svg"
        for name, part in zip(names, (parts.paper, parts.picture), strict=True):
            files[name] = svg.svg(part).encode()
        said.append(dict(zip(("paper", "picture"), names, strict=True)) | _said(page, parts))
    whole = {
        "title": svg.printable(title).strip() or _NAME,
        "author": _NAME,
        "language": language,
        "fonts": [fonts.FAMILY, fonts.FALLBACK],
        "pages": said,
    }
    files["said.json"] = json.dumps(whole).encode()
    made: bytes = typst.compile(  # type: ignore[call-overload] # knows of one file only
        files,
        format="pdf",
        ignore_system_fonts=True,
        font_paths=_folders(),
        pdf_standards=["ua-1"],
        timestamp=0,  # no clock: the same pages are the same bytes
    )
    return made


def _said(page: Page, parts: Typeset) -> dict[str, Any]:
    words = svg.printable(page.description)
    return {
        "width": page.width * _POINTS_A_UNIT,
        "height": page.height * _POINTS_A_UNIT,
        "heading": list(_set(page, (run for run in parts.first if run.level))),
        "first": list(_set(page, (run for run in parts.first if not run.level))),
        "description": (words or _NAME) if parts.has_map else None,
        "rest": list(_set(page, parts.rest)),
    }


def _set(page: Page, runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
    for run in runs:
        style = run.style
        yield {
            "lines": [svg.printable(line) for line in run.lines],
            "x": style.x * _POINTS_A_UNIT,
            "y": style.y * _POINTS_A_UNIT,
            "step": run.step * _POINTS_A_UNIT,
            "size": style.size * _POINTS_A_UNIT,
            "spacing": style.spacing * _POINTS_A_UNIT,
            "weight": fonts.CSS_WEIGHT[style.weight],
            "style": "italic" if style.weight == "italic" else "normal",
            "colour": style.colour,
            "language": style.language or page.language,
            "link": svg.web_address(style.link),
            "level": run.level,
        }


@cache
def _folders() -> list[str]:
    files = (*fonts.FILES.values(), *fonts.FALLBACK_FILES)
    return [str(folder) for folder in dict.fromkeys(file.parent for file in files)]
