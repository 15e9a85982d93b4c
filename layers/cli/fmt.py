"""``fmt``: files in the form of geodata/, so that diffs show what changed and no more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from layers import atomic, catalogue, folders
from layers.cli.parsing import CLEAN, PROBLEMS, UsageError
from layers.folders import UnreadableError
from layers.formatting import formatted
from layers.problems import Problem

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from layers.cli.parsing import Subparsers

_DEFAULT = "geodata"


def add(subparsers: Subparsers) -> None:
    """Add the parser of this command."""
    parser, text = subparsers.add_parser("fmt", run), subparsers.text
    parser.add_argument("paths", nargs="*", metavar="PATH", help=text("cli.fmt.paths"))
    parser.add_argument("--check", action="store_true", help=text("cli.fmt.check"))


def run(options: Namespace) -> int:
    """Bring files into form, or with ``--check`` name those that are not.

    Raises:
        UsageError: a path leads nowhere.
        WriteError: a file could not be saved.
    """
    paths = list(_paths(options.paths or [_DEFAULT]))
    changed = refused = 0
    for path in paths:
        outcome = _format(path, options)
        changed += outcome == "changed"
        refused += outcome == "refused"
    key = "fmt.would-change" if options.check else "fmt.changed"
    counts = {"files": len(paths), "changed": changed, "refused": refused}
    print(catalogue.text(key, options.lang, **counts))
    return PROBLEMS if refused or (options.check and changed) else CLEAN


def _paths(named: Sequence[str]) -> Iterator[Path]:
    for name in dict.fromkeys(named):
        path = Path(name)
        if not path.exists():
            raise UsageError("cli.fmt.no-path", found=name)
        if path.is_dir():
            yield from folders.listing(path)[0]
        else:
            yield path


def _format(path: Path, options: Namespace) -> str:
    try:
        data = folders.read(path)
    except UnreadableError as error:
        problem = Problem(error.code, str(path), slots=error.slots)
        print(problem.message(options.lang), file=sys.stderr)
        return "refused"
    found = formatted(path.stem, str(path), data)
    for each in found.problems:
        print(each.message(options.lang), file=sys.stderr)
    if found.data is None:
        return "refused"
    if found.data == data:
        return "same"
    if not options.check:
        atomic.write(path, found.data, replacing=data)
    print(path)
    return "changed"
