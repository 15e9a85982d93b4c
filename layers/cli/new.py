"""``new``: one more feature behind the last one of a file, asked for or given."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from layers import atlas, atomic, folders, vocabulary
from layers.authoring.appending import appended, empty
from layers.authoring.gathering import gather
from layers.authoring.talking import AuthoringError, Desk
from layers.cli.parsing import CLEAN, PROBLEMS, UsageError, day, one_of
from layers.folders import SUFFIX, UnreadableError
from layers.formatting.layout import text_of
from layers.knowledge.gazetteer import gazetteer_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from layers.atlas import Atlas
    from layers.cli.parsing import Subparsers

_DEFAULT = "geodata"


def add(subparsers: Subparsers) -> None:
    """Add the parser of this command."""
    parser, text = subparsers.add_parser("new", run), subparsers.text
    layers = tuple(vocabulary.LAYERS)
    language = subparsers.language
    parser.add_argument(
        "layer", type=one_of(layers, language), metavar="LAYER", help=text("cli.new.layer")
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help=text("cli.new.set")
    )
    parser.add_argument("--at", metavar="PLACE|LON,LAT", help=text("cli.new.at"))
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="TITLE|PUBLISHER|DATE|URL",
        help=text("cli.new.source"),
    )
    parser.add_argument(
        "--folder", type=Path, default=Path(_DEFAULT), metavar="DIR", help=text("cli.new.folder")
    )
    parser.add_argument("--dry-run", action="store_true", help=text("cli.new.dry-run"))
    parser.add_argument(
        "--today",
        type=day(language),
        default=date.today(),
        metavar="YYYY-MM-DD",
        help=text("cli.new.today"),
    )


def run(options: Namespace) -> int:
    """Ask for a feature, or take what is given, and append it.

    Raises:
        UsageError: an option is not NAME=VALUE, or the folder cannot be read.
        WriteError: the file could not be saved.
    """
    given = _given(options)
    files = _files(options.folder)
    known = atlas.of_bytes(files, today=options.today)
    desk = _desk(options, known)
    before = files.get(options.layer)
    try:
        if isinstance(before, UnreadableError):
            raise AuthoringError("new.unreadable", file=f"{options.layer}{SUFFIX}")
        spec = vocabulary.LAYERS[options.layer]
        feature = gather(spec, given, options.source, _ids(known), desk)
        start = empty(options.layer) if before is None else before
        after = appended(start, feature, language=options.lang)
    except AuthoringError as error:
        print(error.message(options.lang), file=sys.stderr)
        return PROBLEMS
    except EOFError:
        print(desk.text("new.stopped"), file=sys.stderr)
        return PROBLEMS
    feature_id = feature["properties"]["id"]
    if not _is_valid({**files, options.layer: after}, feature_id, options):
        print(desk.text("new.refused"), file=sys.stderr)
        return PROBLEMS
    if options.dry_run:
        print(text_of(feature))
        return CLEAN
    path = options.folder / f"{options.layer}{SUFFIX}"
    atomic.write(path, after, replacing=before)
    print(desk.text("new.done", id=feature_id, file=str(path)))
    return CLEAN


def _is_valid(
    files: dict[str, bytes | UnreadableError], feature_id: str, options: Namespace
) -> bool:
    """Say what is wrong or doubtful about the new feature; tell whether it may be written."""
    file = f"{options.layer}{SUFFIX}"
    problems = atlas.of_bytes(files, today=options.today).problems
    said = [each for each in problems if each.file == file and each.feature == feature_id]
    for each in said:
        print(each.message(options.lang), file=sys.stderr)
    return all(each.severity != "error" for each in said)


def _given(options: Namespace) -> dict[str, str]:
    given = {}
    for entry in options.set:
        name, equals, value = entry.partition("=")
        if not equals:
            raise UsageError("cli.new.no-equals", found=entry)
        given[name.strip()] = value
    return {**given, "at": options.at} if options.at else given


def _files(folder: Path) -> dict[str, bytes | UnreadableError]:
    try:
        paths, _ = folders.listing(folder)
    except UnreadableError as error:
        raise UsageError("cli.new.no-folder", found=str(folder)) from error
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> bytes | UnreadableError:
    try:
        return folders.read(path)
    except UnreadableError as error:
        return error


def _desk(options: Namespace, known: Atlas) -> Desk:
    places = known.layers.get(vocabulary.PLACES)
    gazetteer = gazetteer_of(places.frame) if places else None
    return Desk(options.lang, options.today, gazetteer, _asker(), print)


def _asker() -> Callable[[str], str] | None:
    """Return what asks at the terminal; None where nobody sits, as in a script."""
    return input if sys.stdin.isatty() else None


def _ids(known: Atlas) -> set[str]:
    return {each for layer in known.layers.values() for each in layer.frame["id"]}
