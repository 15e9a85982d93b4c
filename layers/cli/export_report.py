"""What ``export`` says: what it wrote, what is to be seen there, what is wrong with the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from layers import catalogue, chronicle, visibility, wording
from layers.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from layers.catalogue import Language
    from layers.cli.export_request import Request
    from layers.export.composition import Composition

# Pictures whose counts are said one by one; the problems of a deck that are.
_LISTED: Final = 24


def before(request: Request, language: Language) -> Iterator[str]:
    """Yield what one should know of the data and the deck before the files are made."""
    problems = request.pictures.problems
    yield from (each.message(language) for each in problems[:_LISTED])
    if len(problems) > _LISTED:
        yield catalogue.counted("cli.export.more-problems", len(problems) - _LISTED, language)
    yield from request.pictures.since
    if request.data_problems:
        yield catalogue.counted("cli.export.problems", request.data_problems, language)


def made(path: Path, size: int, language: Language) -> str:
    """Say which file was written, and how large it is."""
    name = "".join(map(visible, str(path)))
    return f"{name}  {_size(size, language)}"


def shown(request: Request, language: Language) -> Iterator[str]:
    """Yield how much each picture shows."""
    compositions = request.pictures.deck.compositions
    if len(compositions) > 1:
        yield catalogue.counted("cli.export.pictures", len(compositions), language)
    for each in compositions[:_LISTED]:
        day = wording.day_words(each.view.day, language)
        counts = _counts(request, each, language)
        yield catalogue.text("cli.export.shows", language, day=day, counts=counts)
    if len(compositions) > _LISTED:
        yield catalogue.counted("cli.export.more", len(compositions) - _LISTED, language)


def _counts(request: Request, composition: Composition, language: Language) -> str:
    found = visibility.visible(request.atlas, composition.view)
    said = [wording.count_words(chronicle.counts(found), language)]
    if found.filtered:
        said.append(catalogue.counted("cli.export.filtered", found.filtered, language))
    return catalogue.text("cli.export.semicolon", language).join(said)


def _size(size: int, language: Language) -> str:
    """Write a number of bytes: "312 kB", "1.2 MB"."""
    if size < 1_000_000:
        kilobytes = catalogue.number_text(max(round(size / 1000), 1), language)
        return catalogue.text("cli.export.kb", language, n=kilobytes)
    megabytes = f"{size / 1_000_000:.1f}"
    written = megabytes.replace(".", ",") if language == "fr" else megabytes
    return catalogue.text("cli.export.mb", language, n=written)
