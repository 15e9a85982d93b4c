"""What every subcommand shares: parsers that speak the reader's language."""

from __future__ import annotations

import argparse
import locale
import os
import re
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from layers import catalogue
from layers.catalogue import LANGUAGES
from layers.problems import TemoinError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.catalogue import Language

    Run = Callable[[argparse.Namespace], int]

# What a shell and a hook are told.
CLEAN, PROBLEMS, USAGE = 0, 1, 2

# The variables that say which language a person reads, in the order in which POSIX asks them.
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class UsageError(TemoinError):
    """What was asked for makes no sense; `message` says why in a language.

    Args:
        key: of the catalogue.
        slots: what its text needs.
    """

    def __init__(self, key: str, **slots: str) -> None:
        super().__init__(key)
        self._key = key
        self._slots = slots

    def message(self, language: Language) -> str:
        """Say what is wrong with the command."""
        return catalogue.text(self._key, language, **self._slots)


# What argparse says in English only, and our words for it.
_SAID = (
    (re.compile(r"argument (?P<option>\S+): expected .*argument"), "cli.value-missing"),
    (
        re.compile(r"argument .*invalid choice: (?P<found>\S+) \(choose from (?P<allowed>.*)\)"),
        "cli.choice",
    ),
    (re.compile(r"unrecognized arguments: (?P<found>.*)"), "cli.unknown"),
    (re.compile(r"the following arguments are required: (?P<found>.*)"), "cli.required"),
)
_TITLES = (
    ("usage: ", "cli.usage-word"),
    ("positional arguments:\n", "cli.arguments"),
    ("options:\n", "cli.options"),
    ("commands:\n", "cli.commands"),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the reader's language; its errors are `UsageError`."""

    language: Language = "en"
    color: bool  # of newer versions of Python, whose codes would hide the words

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print and exit with."""
        raise UsageError("cli.usage", message=self._worded(message), command=self.prog)

    def format_help(self) -> str:
        """Return the help with its headings in the reader's language."""
        said = super().format_help()
        for english, key in _TITLES:
            said = said.replace(english, catalogue.text(key, self.language), 1)
        return said

    def _worded(self, message: str) -> str:
        for pattern, key in _SAID:
            match = pattern.fullmatch(message)
            if match:
                return catalogue.text(key, self.language, **match.groupdict())
        return message


class Subparsers:
    """The parsers of the subcommands, all in one language.

    Args:
        action: as `argparse.ArgumentParser.add_subparsers` returns it.
        language: in which help is written.
    """

    def __init__(self, action: argparse._SubParsersAction[Parser], language: Language) -> None:
        self._action = action
        self.language = language

    def text(self, key: str, **slots: object) -> str:
        """Return a text of the catalogue, fit for argparse (which fills in ``%(...)s``)."""
        return catalogue.text(key, self.language, **slots).replace("%", "%%")

    def add_parser(self, name: str, run: Run) -> Parser:
        """Return the parser of a subcommand, with ``--lang`` and ``--help``.

        Its words are ``cli.NAME.help`` (one line) and ``cli.NAME.about``.
        """
        parser = self._action.add_parser(
            name,
            help=self.text(f"cli.{name}.help"),
            description=self.text(f"cli.{name}.about"),
            add_help=False,
            allow_abbrev=False,
        )
        finish(parser, self.language)
        parser.set_defaults(run=run)
        return parser


def finish(parser: Parser, language: Language) -> None:
    """Give a parser the options that every one has."""
    parser.language = language
    parser.color = False
    text = catalogue.text
    parser.add_argument("-h", "--help", action="help", help=text("cli.help", language))
    parser.add_argument(
        "--lang",
        type=one_of(LANGUAGES, language),
        default=language,
        metavar="en|fr",
        help=text("cli.lang", language),
    )


def one_of(choices: Sequence[str], language: Language) -> Callable[[str], str]:
    """Return the type of an option that takes one of some words."""

    def check(value: str) -> str:
        if value in choices:
            return value
        slots = {"found": value, "allowed": ", ".join(choices)}
        raise argparse.ArgumentTypeError(catalogue.text("cli.choice", language, **slots))

    return check


def day(language: Language) -> Callable[[str], date]:
    """Return the type of an option that takes a day, YYYY-MM-DD."""

    def check(value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            said = catalogue.text("cli.day", language, found=value)
            raise argparse.ArgumentTypeError(said) from error

    return check


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language to speak: that of ``--lang``, else of the locale, else English."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and index + 1 < len(arguments):
            return _known(arguments[index + 1])
    for name in _LOCALE_VARIABLES:
        if environment.get(name):
            return _known(environment[name])
    return _known(locale.getlocale()[0] or "")


def _known(name: str) -> Language:
    """Return the language of a locale such as "fr_ML.UTF-8" or "French_Mali"."""
    return (
        "fr"
        if name.casefold().startswith(("fr_", "fr-", "fr.", "french")) or name == "fr"
        else "en"
    )
