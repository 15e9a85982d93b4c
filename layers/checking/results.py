"""Files -> what is wrong with them, each problem with its line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers import atlas, folders
from layers.checking.excerpts import Excerpt, excerpts
from layers.checking.pinpoint import pinpointed
from layers.folders import SUFFIX, UnreadableError
from layers.problems import CONSEQUENCES, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from layers.checking.inputs import Inputs
    from layers.problems import Severity


@dataclass(frozen=True, slots=True)
class Found:
    """One problem.

    Attributes:
        problem: its `file` is the path as it was named.
        excerpt: the line; None if it is of no line.
    """

    problem: Problem
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found.

    Attributes:
        found: by file and position, the files in the order in which they were named.
        files: how many were looked at.
        features: how many of theirs are shown on the map.
    """

    found: tuple[Found, ...]
    files: int
    features: int

    def count(self, severity: Severity) -> int:
        """Count the problems of a severity."""
        return sum(
            each.problem.severity == severity and each.problem.code not in CONSEQUENCES
            for each in self.found
        )

    def is_clean(self, *, strict: bool) -> bool:
        """Tell whether there is no error; if strict, no warning either."""
        return not (self.count("error") or (strict and self.count("warning")))


def check(inputs: Inputs, *, today: date, may_fork: bool = False) -> Result:
    """Check files as the map would read them, each map of its own.

    Args:
        inputs: the files.
        today: the day from which "less than 30 days ago" counts.
        may_fork: whether a second process may help; not in a server.
    """
    found = [Found(problem, None) for problem in inputs.problems]
    files = features = 0
    for one in inputs.maps:
        data = {each.name: each.data for each in one.files}
        read = atlas.of_bytes(data, today=today, folder=one.folder, may_fork=may_fork)
        features += sum(len(layer.frame) for layer in read.layers.values())
        sources = {f"{each.name}{SUFFIX}": (each.shown, each.data) for each in one.files}
        sources |= _stories(one.folder)
        files += len(sources)
        for name, (shown, text) in sources.items():
            found += _of_file(shown, text, [each for each in read.problems if each.file == name])
    return Result(tuple(found), files, features)


def _stories(folder: Path | None) -> dict[str, tuple[str, bytes | UnreadableError]]:
    """Return the stories of a folder: by the name that problems give them, path and bytes."""
    found: dict[str, tuple[str, bytes | UnreadableError]] = {}
    for path in folders.stories(folder) if folder else ():
        try:
            data: bytes | UnreadableError = folders.read(path)
        except UnreadableError as error:
            data = error
        found[f"{folders.STORIES}/{path.name}"] = (str(path), data)
    return found


def _of_file(shown: str, data: bytes | UnreadableError, problems: list[Problem]) -> Iterator[Found]:
    problems = pinpointed(data, problems) if isinstance(data, bytes) else problems
    lines = excerpts(data, problems) if isinstance(data, bytes) else {}
    for problem in problems:
        yield Found(replace(problem, file=shown), lines.get((problem.line, problem.column)))
