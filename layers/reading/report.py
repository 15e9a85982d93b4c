"""The problems of one file, as they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from layers.problems import Problem, TemoinError

if TYPE_CHECKING:
    from layers.problems import Slot

# Problems of one file that are written down; the others are only counted.
MAX_PROBLEMS = 500


class RefusedError(TemoinError):
    """The file cannot be read any further; the report says why. Never leaves the package."""


class Report:
    """Collects the problems of one file.

    Args:
        file: its name, without a folder.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._unwritten = 0

    @property
    def is_full(self) -> bool:
        """Tell whether what follows is only counted, so that nobody need look for places."""
        return len(self._problems) >= MAX_PROBLEMS

    def put(self, problem: Problem) -> None:
        """Add a problem; one too many is only counted."""
        if self.is_full:
            self.count(1)
        else:
            self._problems.append(problem)

    def count(self, number: int) -> None:
        """Count problems that are not written down."""
        self._unwritten += number

    def add(self, code: str, line: int = 0, column: int = 0, /, **slots: Slot) -> None:
        """Add a problem of the file as a whole."""
        self.put(Problem(code, self.file, line, column, slots=tuple(slots.items())))

    def refuse(self, code: str, line: int = 0, column: int = 0, /, **slots: Slot) -> NoReturn:
        """Add the problem for which the whole file is left off, and stop reading it."""
        self.add(code, line, column, **slots)
        raise RefusedError

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems by position; the number of the uncounted ones comes last."""
        found = sorted(self._problems, key=lambda problem: problem.sort_key)
        if self._unwritten:
            rest = (("found", self._unwritten), ("allowed", MAX_PROBLEMS))
            found.append(Problem("problems-too-many", self.file, slots=rest))
        return tuple(found)


def path_text(path: tuple[str | int, ...]) -> str:
    """Write a path as people do: ``sources[0].url``; the outer "properties" is left out."""
    steps = path[1:] if path[:1] == ("properties",) else path
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
