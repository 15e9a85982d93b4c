"""The files that somebody names on the command line: paths, folders, standard input."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from layers import folders
from layers.folders import UnreadableError
from layers.problems import Problem, TemoinError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STDIN = "-"
# The layer that standard input is, and what messages call it.
_STDIN_LAYER, _STDIN_SHOWN = "stdin", "<stdin>"


class NothingToCheckError(TemoinError):
    """A path leads nowhere, or a folder holds no file of ours.

    Attributes:
        path: as it was written.
        is_folder: whether it is a folder without files.
    """

    def __init__(self, path: str, *, is_folder: bool) -> None:
        super().__init__(path)
        self.path = path
        self.is_folder = is_folder


@dataclass(frozen=True, slots=True)
class Input:
    """One file.

    Attributes:
        shown: its path as a message writes it.
        name: of the layer that it is read as.
        data: its bytes, or why they cannot be had.
        path: where it lies; None for standard input.
    """

    shown: str
    name: str
    data: bytes | UnreadableError
    path: Path | None


@dataclass(frozen=True, slots=True)
class Map:
    """Files that are checked together, as one map.

    Attributes:
        files: each of another layer.
        folder: with their stories; None for files that are only named together.
    """

    files: tuple[Input, ...]
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """All files of one command.

    Attributes:
        maps: each folder is one map; a file named on its own joins the first map that has no
            layer of its name.
        problems: of folders that cannot be opened.
    """

    maps: tuple[Map, ...]
    problems: tuple[Problem, ...]

    def files(self) -> tuple[Input, ...]:
        """Return every file with features."""
        return tuple(each for one in self.maps for each in one.files)


def gather(paths: Sequence[str], *, layer: str | None, read_stdin: Callable[[], bytes]) -> Inputs:
    """Read everything that is named; a file named twice is read once.

    Args:
        paths: of files and folders; "-" for standard input.
        layer: as which standard input and files named on their own are read; None for the
            stem of their names.
        read_stdin: returns what stands on standard input.

    Raises:
        NothingToCheckError: a path leads nowhere, or a folder holds no ``*.geojson``.
    """
    maps: list[tuple[Path | None, dict[str, Input]]] = []
    problems: list[Problem] = []
    known: set[str] = set()
    named = dict.fromkeys(_map_of_story(each) for each in paths)
    for path in sorted(named, key=lambda each: not Path(each).is_dir()):
        if path == STDIN:
            name = layer or _STDIN_LAYER
            _place(maps, Input(_STDIN_SHOWN, name, read_stdin(), None))
        elif Path(path).is_dir():
            found = _folder(path, known, problems)
            maps += [(Path(path), found)] if found else []
        elif not os.path.lexists(path):
            raise NothingToCheckError(path, is_folder=False)
        elif _is_new(Path(path), known):
            _place(maps, _file(Path(path), layer))
    made = tuple(Map(tuple(files.values()), folder) for folder, files in maps)
    return Inputs(made, tuple(problems))


def _map_of_story(path: str) -> str:
    """Return the folder whose map a story tells of; any other path as it is."""
    file = Path(path)
    is_story = file.suffix == folders.STORY_SUFFIX and file.parent.name == folders.STORIES
    return str(file.parent.parent) if is_story else path


def _folder(path: str, known: set[str], problems: list[Problem]) -> dict[str, Input]:
    try:
        entries, _ = folders.listing(Path(path))
    except UnreadableError as error:
        problems.append(Problem(error.code, path, slots=error.slots))
        return {}
    if not entries:
        raise NothingToCheckError(path, is_folder=True)
    return {entry.stem: _file(entry, None) for entry in entries if _is_new(entry, known)}


def _file(path: Path, layer: str | None) -> Input:
    data: bytes | UnreadableError
    try:
        data = folders.read(path)
    except UnreadableError as error:
        data = error
    return Input(str(path), layer or path.stem, data, path)


def _is_new(path: Path, known: set[str]) -> bool:
    place = os.path.realpath(path)
    is_new = place not in known
    known.add(place)
    return is_new


def _place(maps: list[tuple[Path | None, dict[str, Input]]], found: Input) -> None:
    for _, files in maps:
        if found.name not in files:
            files[found.name] = found
            return
    maps.append((None, {found.name: found}))
