"""``check --fix`` and ``--diff``: the safe mends, shown and saved."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers import atomic, catalogue
from layers.checking.inputs import Inputs
from layers.fixing import plan as plans
from layers.fixing.edits import unified_diff
from layers.problems import visible

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import TextIO

    from layers.checking.inputs import Input
    from layers.checking.results import Result
    from layers.fixing.plan import Plan

# What may be mended without asking; only then is it worth looking.
_MENDABLE = frozenset(
    {
        *("coordinates-swapped", "property-missing", "date-form", "date-calendar"),
        *("context-date", "code-unknown", "slug-form", "url-form"),
    }
)
# Larger files are not looked through a second time for a hint alone.
_QUICK_BYTES = 20_000_000


def mend(inputs: Inputs, options: Namespace) -> Inputs:
    """Show the mends of all files and, with ``--fix`` alone, save them.

    Returns:
        The files as they are now.

    Raises:
        WriteError: a file could not be saved; those before it are.
    """
    is_saving = options.fix and not options.diff
    stream = sys.stdout if options.diff or options.format == "text" else sys.stderr
    made = _plans(inputs, options)
    _show(made, stream)
    if is_saving:
        for file, planned in made:
            if planned.edits and file.path is not None and isinstance(file.data, bytes):
                atomic.write(file.path, planned.data, replacing=file.data)
    _tell(made, is_saving, stream if is_saving else sys.stderr, options)
    return _after(inputs, made) if is_saving else inputs


def count(inputs: Inputs, result: Result, options: Namespace) -> int:
    """Count what ``--fix`` would mend; 0 where nobody would read it or it takes long."""
    sizes = sum(len(file.data) for file in inputs.files() if isinstance(file.data, bytes))
    codes = {found.problem.code for found in result.found}
    if options.format != "text" or not codes & _MENDABLE or sizes > _QUICK_BYTES:
        return 0
    return _mends([planned for _, planned in _plans(inputs, options)])


def _plans(inputs: Inputs, options: Namespace) -> list[tuple[Input, Plan]]:
    """Return the plan of every file that can be read."""
    made = []
    for one in inputs.maps:
        sources = [
            (file, plans.opened(file.name, file.data))
            for file in one.files
            if isinstance(file.data, bytes)
        ]
        taken: set[str] = set()
        for _, source in sources:
            taken |= plans.ids_of(source) if source else set()
        for file, source in sources:
            if source is not None:
                planned = plans.plan(source, taken, today=options.today, order=options.dates)
                made.append((file, planned))
    return made


def _show(made: list[tuple[Input, Plan]], stream: TextIO) -> None:
    is_screen = stream.isatty()
    for file, planned in made:
        name = Path(file.shown).as_posix().lstrip("/")
        for line in unified_diff(planned.before, planned.edits, name=name):
            stream.write(_on_screen(line) if is_screen else line)


def _on_screen(line: str) -> str:
    """Return a line without what a terminal would obey."""
    return "".join(char if char.isprintable() or char in "\n\t" else visible(char) for char in line)


def _mends(made: list[Plan]) -> int:
    """Count the mends; an exchange of two numbers is one."""
    edits = [edit for planned in made for edit in planned.edits]
    return len(edits) - sum(edit.mend == "swap" for edit in edits) // 2


def _tell(
    made: list[tuple[Input, Plan]], is_saving: bool, stream: TextIO, options: Namespace
) -> None:
    found = [planned for _, planned in made]
    mends, files = _mends(found), sum(bool(planned.edits) for planned in found)
    ambiguous = sum(planned.ambiguous for planned in found)
    if mends:
        key = "check.mended" if is_saving else "check.would-mend"
        in_files = catalogue.counted("check.files", files, options.lang)
        print(catalogue.counted(key, mends, options.lang, files=in_files), file=stream)
    if ambiguous:
        print(catalogue.counted("check.ambiguous", ambiguous, options.lang), file=stream)


def _after(inputs: Inputs, made: list[tuple[Input, Plan]]) -> Inputs:
    """Return the files with what was saved."""
    data = {file.shown: planned.data for file, planned in made}
    maps = []
    for one in inputs.maps:
        files = (replace(file, data=data.get(file.shown, file.data)) for file in one.files)
        maps.append(replace(one, files=tuple(files)))
    return Inputs(tuple(maps), inputs.problems)
