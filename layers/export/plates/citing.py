"""The sources of what is visible, in short form, each under its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import catalogue, wording
from layers.export import fonts
from layers.export.blocks import line, over, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.catalogue import Language
    from layers.evidence import Source
    from layers.export.blocks import Entry
    from layers.export.sources import Cited
    from layers.export.style import Style


def short(source: Source, language: Language, *, is_brief: bool = False) -> str:
    """Return a source as a reader finds it: who published it, what, when.

    If `is_brief`, what is left out, unless nobody is known to have published it.
    """
    title = catalogue.text("cite.title", language, title=source.title)
    if is_brief and source.publisher:
        title = ""
    date = wording.date_words(source.date, language) if source.date else ""
    parts = (source.publisher, title, date or catalogue.text("card.undated", language))
    return ", ".join(part for part in parts if part)


def entries(
    cited: Sequence[Cited], style: Style, width: float, *, is_brief: bool = False
) -> Iterator[Entry]:
    """Yield sources as entries of a column: the number, and beside it the source."""
    if not cited:
        return
    type_, strong = style.small(), style.small("semibold")
    widest = str(max(each.number for each in cited))
    indent = fonts.width(widest, strong.size, "semibold") + style.sizes.small * 0.6
    for each in cited:
        words = short(each.source, style.language, is_brief=is_brief)
        first, *more = written(words, width, type_, indent=indent, link=each.source.url)
        yield (over(line(str(each.number), strong), first), *more)
