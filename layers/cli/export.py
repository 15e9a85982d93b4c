"""``export``: a view as picture, document, slides, film or one file, without a browser."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from layers import catalogue
from layers.checking.progress import progress
from layers.cli import export_files, export_report, export_request
from layers.cli.parsing import CLEAN, PROBLEMS, day, one_of
from layers.export.composition import SHEETS
from layers.export.decks import EVERY
from layers.reading import collector_paused

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from layers.catalogue import Language
    from layers.cli.parsing import Parser, Subparsers

_DEFAULT = "geodata"
_MODES = ("on", "sofar", "last30", "last90", "last365")
_DAY = "YYYY-MM-DD"
_SCALES = (1.0, 4.0)
_MOST = 400  # pictures of one command, unless somebody says that more are meant


def add(subparsers: Subparsers) -> None:
    """Add the parser of this command."""
    parser = subparsers.add_parser("export", run)
    # Without --lang, a link and a deck keep the languages that they have.
    parser.set_defaults(lang=None, spoken=subparsers.language)
    _add_what(parser, subparsers)
    _add_days(parser, subparsers)
    _add_how(parser, subparsers)


def run(options: Namespace) -> int:
    """Make the files that the options ask for, and say what they show.

    Raises:
        UsageError: they make no sense together, name what there is not, or a file that is
            in the way.
        WriteError: a file could not be saved.
    """
    language: Language = options.spoken
    with progress(sys.stderr, catalogue.text("cli.export.reading", language)), collector_paused():
        request = export_request.of(options)
    jobs = export_files.jobs(request, options)
    export_files.refuse_occupied(jobs, is_forced=options.force)
    for line in export_report.before(request, language):
        print(line, file=sys.stderr)
    for job in jobs:
        steps = export_files.Steps(job, language)
        with progress(sys.stderr, steps.words):
            size = export_files.make(request, job, options, steps)
        print(export_report.made(job.path, size, language), flush=True)
    for line in export_report.shown(request, language):
        print(line)
    return CLEAN if request.is_whole else PROBLEMS


def _add_what(parser: Parser, subparsers: Subparsers) -> None:
    """Add the options that say what is pictured."""
    text, language = subparsers.text, subparsers.language
    parser.add_argument(
        "--geodata",
        type=Path,
        default=Path(_DEFAULT),
        metavar="DIR",
        help=text("cli.export.geodata"),
    )
    parser.add_argument("--date", type=day(language), metavar=_DAY, help=text("cli.export.date"))
    parser.add_argument("--view", metavar="PLACE[,PLACE]", help=text("cli.export.view"))
    modes = "|".join(_MODES)
    parser.add_argument(
        "--mode", type=one_of(_MODES, language), metavar=modes, help=text("cli.export.mode")
    )
    parser.add_argument(
        "--against", type=day(language), metavar=_DAY, help=text("cli.export.against")
    )
    parser.add_argument("--link", metavar="URL", help=text("cli.export.link"))
    parser.add_argument("--deck", type=Path, metavar="FILE", help=text("cli.export.deck"))
    parser.add_argument("--story", metavar="NAME|FILE", help=text("cli.export.story"))


def _add_days(parser: Parser, subparsers: Subparsers) -> None:
    """Add the options of a series of days."""
    text, language = subparsers.text, subparsers.language
    parser.add_argument(
        "--from", dest="first", type=day(language), metavar=_DAY, help=text("cli.export.from")
    )
    parser.add_argument(
        "--to", dest="last", type=day(language), metavar=_DAY, help=text("cli.export.to")
    )
    steps = "|".join(EVERY)
    parser.add_argument(
        "--every", type=one_of(EVERY, language), metavar=steps, help=text("cli.export.every")
    )
    parser.add_argument(
        "--most",
        type=_number(language, (1, 100_000), int),
        default=_MOST,
        metavar="N",
        help=text("cli.export.most", most=_MOST),
    )
    films = export_files.FILMS
    parser.add_argument(
        "--film",
        type=one_of(films, language),
        metavar="|".join(films),
        help=text("cli.export.film"),
    )


def _add_how(parser: Parser, subparsers: Subparsers) -> None:
    """Add the options that say in what form."""
    text, language = subparsers.text, subparsers.language
    formats = ",".join(export_files.KINDS)
    parser.add_argument(
        "--format", metavar="NAME[,NAME]", help=text("cli.export.format", all=formats)
    )
    parser.add_argument(
        "--sheet",
        type=one_of(tuple(SHEETS), language),
        metavar="|".join(SHEETS),
        help=text("cli.export.sheet"),
    )
    parser.add_argument("--title", metavar="TEXT", help=text("cli.export.title"))
    themes = ("light", "dark")
    parser.add_argument(
        "--theme",
        type=one_of(themes, language),
        metavar="|".join(themes),
        help=text("cli.export.theme"),
    )
    parser.add_argument(
        "--scale",
        type=_number(language, _SCALES, float),
        default=_SCALES[0],
        metavar="1-4",
        help=text("cli.export.scale"),
    )
    parser.add_argument(
        "--template", type=Path, metavar="FILE.pptx", help=text("cli.export.template")
    )
    parser.add_argument("--base-url", metavar="URL", help=text("cli.export.base-url"))
    parser.add_argument(
        "-o", "--out", type=Path, default=Path(), metavar="DIR|FILE", help=text("cli.export.out")
    )
    parser.add_argument("--force", action="store_true", help=text("cli.export.force"))
    parser.add_argument(
        "--today",
        type=day(language),
        default=date.today(),
        metavar=_DAY,
        help=text("cli.export.today"),
    )


def _number(
    language: Language, bounds: tuple[float, float], kind: Callable[[str], float]
) -> Callable[[str], float]:
    """Return the type of an option that takes a number between two others."""

    def check(value: str) -> float:
        least, most = bounds
        try:
            found = kind(value)
        except ValueError:
            found = float("nan")
        if least <= found <= most:
            return found
        slots = {"found": value, "least": f"{least:g}", "most": f"{most:g}"}
        raise argparse.ArgumentTypeError(catalogue.text("cli.export.number", language, **slots))

    return check
