"""``python -m layers``: find the subcommand, run it, say plainly what stands in its way."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from layers import catalogue
from layers.atomic import WriteError
from layers.cli import check, export, fmt, import_, new
from layers.cli.parsing import PROBLEMS, USAGE, Parser, Subparsers, UsageError, finish, language_of
from layers.export.errors import ExportError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from layers.catalogue import Language

# One module a subcommand, in the order in which help lists them: see `layers.cli`.
COMMANDS = (check, fmt, new, import_, export)

_INTERRUPTED = 130  # what shells say of a program that Ctrl+C ended


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0 if all is well, 1 for problems, 2 for a wrong command."""
    language = language_of(arguments)
    try:
        options = _options(_parser(language), arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except UsageError as error:
        print(error.message(language), file=sys.stderr)
        return USAGE
    except (WriteError, ExportError) as error:
        print(error.message(language), file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # `check | head`: whoever listened has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _options(parser: Parser, arguments: Sequence[str]) -> Namespace:
    """Return the options; paths may stand before, between and behind them.

    argparse takes one run of paths only, and hands the others back.
    """
    options, rest = parser.parse_known_args(arguments)
    if rest and ("paths" not in options or any(each.startswith("-") for each in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.paths = [*options.paths, *rest]
    return options


def _parser(language: Language) -> Parser:
    parser = Parser(
        prog="python -m layers",
        description=catalogue.text("cli.about", language),
        add_help=False,
        allow_abbrev=False,
    )
    finish(parser, language)
    action = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    subparsers = Subparsers(action, language)
    for command in COMMANDS:
        command.add(subparsers)
    return parser
