"""``python -m layers import``: a file of another program becomes features of a layer."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from layers import atomic, catalogue, vocabulary
from layers.checking.text import SEVERITIES
from layers.cli.parsing import CLEAN, PROBLEMS, UsageError, day, one_of
from layers.folders import SUFFIX
from layers.importers import NotImportedError, Wish, import_file, place, report
from layers.problems import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from layers.catalogue import Language
    from layers.cli.parsing import Subparsers
    from layers.importers import Imported
    from layers.problems import Problem

_LAYER = re.compile(r"[a-z0-9][a-z0-9_-]*")
_CONTEXT, _CANDIDATES = "context", "massacre_sites"
# More problems than this say the same thing again; `check` lists them all.
_SHOWN = 20


def add(subparsers: Subparsers) -> None:
    """Add the parser of this command."""
    text, language = subparsers.text, subparsers.language
    parser = subparsers.add_parser("import", run)
    layers = ", ".join(vocabulary.LAYERS)
    parser.add_argument("file", type=Path, metavar="FILE", help=text("cli.import.file"))
    parser.add_argument("-l", "--layer", help=text("cli.import.layer", layers=layers))
    parser.add_argument(
        "--as",
        dest="role",
        type=one_of((_CONTEXT, _CANDIDATES), language),
        metavar=f"{_CONTEXT}|{_CANDIDATES}",
        help=text("cli.import.as"),
    )
    for option, metavar in (("map", "FIELD=COLUMN"), ("set", "FIELD=VALUE"), ("drop", "NAME")):
        parser.add_argument(
            f"--{option}",
            action="append",
            default=[],
            metavar=metavar,
            help=text(f"cli.import.{option}"),
        )
    parser.add_argument(
        "--dates", type=one_of(("dmy", "mdy"), language), help=text("cli.import.dates")
    )
    parser.add_argument("--accessed", type=day(language), help=text("cli.import.accessed"))
    parser.add_argument("--table", default="", help=text("cli.import.table"))
    parser.add_argument("-o", "--out", type=Path, help=text("cli.import.out"))
    parser.add_argument("--into", type=Path, help=text("cli.import.into"))
    parser.add_argument(
        "--today", type=day(language), default=date.today(), help=text("cli.import.today")
    )


def run(options: argparse.Namespace) -> int:
    """Import, report on standard error, and write: to a file, or to standard output."""
    language: Language = options.lang
    wish = _wish(options)
    _check_targets(options, wish.layer)
    try:
        found = import_file(options.file, wish, today=options.today)
        _say(_head(options.file, found, language))
        _say(report.lines(found.ledger, language))
        if options.into is not None:
            return _into(options, found)
    except NotImportedError as error:
        _say([error.message(language)])
        return PROBLEMS
    _say(_checked(found.problems, language, has_features=bool(found.features)))
    if options.out is None:
        sys.stdout.write(found.text)
    elif found.features:
        atomic.write(options.out, found.text.encode())
        _say([catalogue.text("import.written", language, path=options.out)])
    return CLEAN if found.is_sound else PROBLEMS


def _wish(options: argparse.Namespace) -> Wish:
    return Wish(
        layer=_layer(options),
        columns=_pairs("--map", options.map),
        constants=_pairs("--set", options.set),
        left_out=tuple(options.drop),
        order=options.dates,
        accessed=options.accessed.isoformat() if options.accessed else "",
        table=options.table,
    )


def _layer(options: argparse.Namespace) -> str:
    """Return the layer that is named, or that follows from the other options."""
    target = options.into or options.out
    layer: str | None = options.layer
    if layer is None and options.role == _CANDIDATES:
        layer = _CANDIDATES
    if layer is None and target is not None and target.suffix == SUFFIX:
        layer = target.stem
    if layer is None and options.role == _CONTEXT:
        layer = re.sub(r"[^a-z0-9_-]+", "-", options.file.stem.casefold()).strip("-_") or _CONTEXT
    if layer is None:
        raise UsageError("import.usage.layer")
    is_ours = layer in vocabulary.LAYERS
    contradicts = (options.role == _CONTEXT and is_ours) or (
        options.role == _CANDIDATES and layer != _CANDIDATES
    )
    if contradicts:
        raise UsageError("import.usage.role", role=options.role, layer=layer)
    if not _LAYER.fullmatch(layer):
        raise UsageError("import.usage.layer_form", found=visible(layer))
    return layer


def _pairs(option: str, given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name and equals and value):
            raise UsageError("import.usage.pair", option=option, found=visible(each))
        pairs[name.strip()] = value
    return pairs


def _check_targets(options: argparse.Namespace, layer: str) -> None:
    """Refuse to write where it would do harm, before anything is read."""
    if options.into is not None and options.out is not None:
        raise UsageError("import.usage.two_targets")
    target = options.into or options.out
    if target is None:
        return
    path = str(target)
    if target.resolve() == options.file.resolve():
        raise UsageError("import.usage.itself", path=path)
    if options.out is not None and target.exists():
        raise UsageError("import.usage.exists", path=path)
    if options.into is None:
        return
    if target.suffix != SUFFIX:
        raise UsageError("import.usage.target", path=path)
    if target.stem != layer:
        slots = {"found": target.stem, "layer": layer, "command": "import --into"}
        raise UsageError("import.usage.into_layer", path=path, **slots)


def _into(options: argparse.Namespace, found: Imported) -> int:
    """Add to a file; with an error in any feature, the file stays as it was."""
    language: Language = options.lang
    if not found.features:
        _say(_checked((), language, has_features=False))
        return PROBLEMS
    placed = place(found, options.into, today=options.today)
    _say(_checked(placed.problems, language, has_features=True))
    if not placed.is_sound:
        _say([catalogue.text("import.not_written", language, path=options.into)])
        return PROBLEMS
    merged = placed.merged
    if merged.data != placed.before:
        atomic.write(options.into, merged.data, replacing=placed.before or None)
    numbers = {name: len(getattr(merged, name)) for name in ("new", "replaced", "same")}
    _say([catalogue.text("import.merged", language, path=options.into, **numbers)])
    return CLEAN


def _head(path: Path, found: Imported, language: Language) -> Iterable[str]:
    file = visible(path.name)
    for problem in found.file_problems:
        yield problem.message(language)
    if not found.format:
        yield catalogue.text("import.unreadable", language, file=file)
        return
    numbers = {
        "found": found.found,
        "kept": len(found.features),
        "dropped": found.found - len(found.features),
    }
    written = {name: catalogue.number_text(n, language) for name, n in numbers.items()}
    words = catalogue.text(f"import.format.{found.format}", language)
    yield catalogue.text("import.head", language, file=file, format=words, **written)


def _checked(
    problems: Sequence[Problem], language: Language, *, has_features: bool
) -> Iterable[str]:
    """Yield what the checker says, the first of it word for word."""
    if not has_features:
        yield catalogue.text("import.check.none", language)
        return
    if not problems:
        yield catalogue.text("import.check.clean", language)
        return
    found = Counter(problem.severity for problem in problems)
    counts = [
        catalogue.counted(f"check.{severity}", found[severity], language)
        for severity in SEVERITIES
        if found[severity]
    ]
    yield catalogue.text("import.check.found", language, counts=", ".join(counts))
    ordered = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    for problem in ordered[:_SHOWN]:
        yield f"  {problem.message(language)}"
    if len(problems) > _SHOWN:
        yield f"  {catalogue.text('import.check.more', language, n=len(problems) - _SHOWN)}"


def _say(lines: Iterable[str]) -> None:
    """Report beside the result, so that the result can be piped."""
    for line in lines:
        print(line, file=sys.stderr)
