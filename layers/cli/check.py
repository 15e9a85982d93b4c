"""``check``: what is wrong with the files, where, and how to mend it."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

from layers import catalogue, similar
from layers.checking import explaining, machine, watching
from layers.checking.inputs import STDIN, NothingToCheckError, gather
from layers.checking.progress import progress
from layers.checking.results import check
from layers.checking.text import Style, paragraph, summary
from layers.cli import mending
from layers.cli.parsing import CLEAN, PROBLEMS, UsageError, day, one_of
from layers.folders import MAX_BYTES
from layers.problems import CODES
from layers.reading import collector_paused

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import TextIO

    from layers.checking.inputs import Inputs
    from layers.checking.results import Result
    from layers.cli.parsing import Subparsers

_DEFAULT = "geodata"
_TEXT = "text"
_FORMATS = (_TEXT, *machine.FORMATS)
_ORDERS = ("dmy", "mdy")
# Between two looks at the files.
_PAUSE_S = 0.3


def add(subparsers: Subparsers) -> None:
    """Add the parser of this command."""
    parser, text, language = (
        subparsers.add_parser("check", run),
        subparsers.text,
        subparsers.language,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help=text("cli.check.paths"))
    parser.add_argument("--layer", metavar="NAME", help=text("cli.check.layer"))
    parser.add_argument(
        "--format",
        type=one_of(_FORMATS, language),
        default=_TEXT,
        metavar="|".join(_FORMATS),
        help=text("cli.check.format"),
    )
    parser.add_argument("--strict", action="store_true", help=text("cli.check.strict"))
    parser.add_argument("--watch", action="store_true", help=text("cli.check.watch"))
    parser.add_argument("--fix", action="store_true", help=text("cli.check.fix"))
    parser.add_argument("--diff", action="store_true", help=text("cli.check.diff"))
    parser.add_argument(
        "--dates",
        type=one_of(_ORDERS, language),
        metavar="|".join(_ORDERS),
        help=text("cli.check.dates"),
    )
    parser.add_argument("--explain", metavar="CODE", help=text("cli.check.explain"))
    parser.add_argument(
        "--today",
        type=day(language),
        default=date.today(),
        metavar="YYYY-MM-DD",
        help=text("cli.check.today"),
    )


def run(options: Namespace) -> int:
    """Check what the options name.

    Raises:
        UsageError: they make no sense together, or a path leads nowhere.
        WriteError: a mended file could not be saved.
    """
    if options.explain is not None:
        return _explain(options)
    options.paths = options.paths or [_DEFAULT]
    _refuse_nonsense(options)
    if options.watch:
        watching.watch(
            lambda: _once_more(options),
            lambda: watching.look(options.paths),
            lambda: time.sleep(_PAUSE_S),
        )
    return _once(options)


def _refuse_nonsense(options: Namespace) -> None:
    has_stdin = STDIN in options.paths
    if options.watch and (has_stdin or options.fix or options.diff):
        raise UsageError("cli.check.watch-alone")
    if options.fix and has_stdin and not options.diff:
        raise UsageError("cli.check.fix-stdin")


def _explain(options: Namespace) -> int:
    code = options.explain
    if code not in CODES:
        meant = similar.nearest(code, tuple(CODES))
        maybe = catalogue.text("problem.maybe", options.lang, choice=meant) if meant else ""
        raise UsageError("cli.check.no-code", found=code, maybe=maybe)
    print(explaining.explain(code, options.lang))
    return CLEAN


def _once_more(options: Namespace) -> None:
    """Check while files come and go: what is missing just now is said, and waited for."""
    try:
        _once(options)
    except UsageError as error:
        print(error.message(options.lang))
    print(catalogue.text("check.watching", options.lang), file=sys.stderr, flush=True)


def _once(options: Namespace) -> int:
    inputs = _inputs(options)
    with progress(sys.stderr, _waiting(inputs, options)), collector_paused():
        if options.fix or options.diff:
            inputs = mending.mend(inputs, options)
        result = check(inputs, today=options.today, may_fork=True)
        mendable = 0 if options.fix or options.diff else mending.count(inputs, result, options)
    _print(result, mendable, options)
    return CLEAN if result.is_clean(strict=options.strict) else PROBLEMS


def _inputs(options: Namespace) -> Inputs:
    def read_stdin() -> bytes:
        return sys.stdin.buffer.read(MAX_BYTES)

    try:
        return gather(options.paths, layer=options.layer, read_stdin=read_stdin)
    except NothingToCheckError as error:
        key = "cli.check.empty-folder" if error.is_folder else "cli.check.no-path"
        raise UsageError(key, path=error.path) from error


def _waiting(inputs: Inputs, options: Namespace) -> str:
    files = catalogue.counted("check.files", len(inputs.files()), options.lang)
    return catalogue.text("check.waiting", options.lang, files=files)


def _style(stream: TextIO, options: Namespace) -> Style:
    """Return how to write: colours only on a terminal, and not if NO_COLOR says no."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(options.lang, has_colour=stream.isatty() and not is_plain)


def _print(result: Result, mendable: int, options: Namespace) -> None:
    """Print the problems to whom they are for, and the summary to people."""
    style = _style(sys.stdout, options)
    if options.diff or options.format != _TEXT:
        print(summary(result, _style(sys.stderr, options)), file=sys.stderr)
    if options.diff:
        return
    if options.format != _TEXT:
        said = machine.FORMATS[options.format](result, options.lang)
        print(said, end="\n" if said else "")
        return
    for found in result.found:
        print(paragraph(found, style), end="\n\n")
    print(summary(result, style, mendable=mendable), flush=True)
