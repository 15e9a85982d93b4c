"""The files that ``export`` makes: which they are, and how they get on the disk."""

from __future__ import annotations

import io
import os
import secrets
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, cast, get_args

from layers import atomic, catalogue, folders, similar
from layers.cli.parsing import UsageError
from layers.export import film, rendering
from layers.export.composition import Deck
from layers.folders import UnreadableError
from layers.problems import Problem, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from layers.catalogue import Language
    from layers.cli.export_request import Request
    from layers.export.decks import Every

Film = Literal["webp", "gif"]
FILMS: Final[tuple[Film, ...]] = get_args(Film)
KINDS: Final = (*rendering.FORMATS, *FILMS)
_DEFAULT: Final = "png"
_FRAMES: Final = "zip"  # of a series: written frame by frame, however many there are
_TEMPLATED: Final = "pptx"
# One view with a slider of its own: several of them are no document.
_SINGLE: Final = "html"
_PRESENTATION: Final = "ppt/presentation.xml"
# How long a picture of a film stands: what changes a day is small, what changes a year is not.
_MILLISECONDS: Final = {"day": 100, "week": 250, "month": 700, "year": 1200}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be made.

    Attributes:
        kind: one of KINDS.
        path: of the file.
        deck: what it shows.
        days: of a film (days since 1970-01-01); () for anything else.
    """

    kind: str
    path: Path
    deck: Deck
    days: tuple[int, ...] = ()


@dataclass(slots=True)
class Steps:
    """How far a file is; one thread counts, another one says it.

    Attributes:
        job: the file.
        language: to say it in.
    """

    job: Job
    language: Language
    _done: tuple[int, int] = field(default=(0, 0))

    def count(self, done: int, total: int) -> None:
        """Take note that so many of all pictures are done."""
        self._done = done, total

    def words(self) -> str:
        """Say what is being made, and how far it is."""
        done, total = self._done
        file = visible(self.job.path.name)
        if not total:
            return catalogue.text("cli.export.making", self.language, file=file)
        numbers = {"done": done, "total": total}
        return catalogue.text("cli.export.making-of", self.language, file=file, **numbers)


def jobs(request: Request, options: Namespace) -> tuple[Job, ...]:
    """Return the files to be made, in the order of the formats.

    Raises:
        UsageError: a format is not known, does not fit what is asked for, or the folder
            where the files shall lie is not there.
    """
    kinds = _kinds(options)
    _refuse_unfit(kinds, request, options)
    pictures, found = request.pictures, list[tuple[str, str, Deck, tuple[int, ...]]]()
    for kind in kinds:
        is_film = kind in FILMS or (kind == _FRAMES and bool(pictures.days))
        if is_film or (kind in rendering.FORMATS and rendering.FORMATS[kind].many):
            found.append((kind, pictures.name, pictures.deck, pictures.days if is_film else ()))
            continue
        for name, each in zip(pictures.names, pictures.deck.compositions, strict=True):
            found.append((kind, name, Deck((each,), pictures.deck.title), ()))
    paths = _paths([f"{name}.{_suffix(kind)}" for kind, name, *_ in found], options)
    return tuple(
        Job(kind, path, deck, days)
        for (kind, _, deck, days), path in zip(found, paths, strict=True)
    )


def refuse_occupied(jobs: Sequence[Job], *, is_forced: bool) -> None:
    """Refuse to write over files before anything is made, unless that is what is wanted.

    Raises:
        UsageError: there are files of these names.
    """
    taken = [str(job.path) for job in jobs if os.path.lexists(job.path)]
    if taken and not is_forced:
        shown = ", ".join(map(visible, taken[:3])) + (", …" if len(taken) > 3 else "")
        raise UsageError("cli.export.occupied", files=shown)


def make(request: Request, job: Job, options: Namespace, steps: Steps) -> int:
    """Make one file; return its size in bytes.

    Raises:
        UsageError: the template is no presentation.
        ExportError: it cannot be made as it is asked for.
        WriteError: it could not be saved. What was there before is there still.
    """
    job.path.parent.mkdir(exist_ok=True)
    if job.days:
        return _film(request, job, options, steps)
    template = _template(options) if job.kind == _TEMPLATED else None
    settings = rendering.Settings(request.imprint, options.scale, template, steps.count)
    data = rendering.render(request.atlas, job.deck, job.kind, settings)
    atomic.write(job.path, data)
    return len(data)


# Which files ------------------------------------------------------------------------------


def _kinds(options: Namespace) -> tuple[str, ...]:
    """Return the formats that are asked for, each once, in their order."""
    given = [part.strip().casefold().lstrip(".") for part in (options.format or "").split(",")]
    named = [each for each in given if each]
    for each in named:
        if each not in KINDS:
            meant = similar.nearest(each, KINDS)
            maybe = catalogue.text("problem.maybe", options.spoken, choice=meant) if meant else ""
            slots = {"found": visible(each), "allowed": ", ".join(KINDS)}
            raise UsageError("cli.export.format-unknown", maybe=maybe, **slots)
    if options.film is not None:
        named.append(options.film)
    return tuple(dict.fromkeys(named)) or (_DEFAULT,)


def _refuse_unfit(kinds: Sequence[str], request: Request, options: Namespace) -> None:
    pictures = request.pictures
    films = [kind for kind in kinds if kind in FILMS]
    if films and not pictures.days:
        raise UsageError("cli.export.film-alone", found=films[0])
    is_slow = any(kind not in FILMS and kind != _FRAMES for kind in kinds)
    if is_slow and pictures.days and pictures.every is None:
        raise UsageError("cli.export.every-missing")
    if _SINGLE in kinds and len(pictures.deck.compositions) > 1:
        raise UsageError("cli.export.one-view", found=_SINGLE)
    if options.template is not None:
        if _TEMPLATED not in kinds:
            raise UsageError("cli.export.template-alone")
        _template(options)


def _paths(names: Sequence[str], options: Namespace) -> list[Path]:
    """Return where the files lie: in a folder, or a single one under the name that is given."""
    out: Path = options.out
    is_file = len(names) == 1 and out.suffix == Path(names[0]).suffix and not out.is_dir()
    folder = out.parent if is_file else out
    # The last folder of a path is made, the others are there: a slip makes no tree of them.
    above = folder if is_file or folder.exists() else folder.parent
    if above.exists() and not above.is_dir():
        raise UsageError("cli.export.out-file", path=visible(str(above)))
    if not above.exists():
        raise UsageError("cli.export.no-folder", path=visible(str(above)))
    return [out] if is_file else [folder / name for name in names]


def _suffix(kind: str) -> str:
    return rendering.FORMATS[kind].suffix.lstrip(".") if kind in rendering.FORMATS else kind


# What is in them --------------------------------------------------------------------------


def _template(options: Namespace) -> bytes | None:
    """Return the reader's own presentation.

    Raises:
        UsageError: it cannot be read, or is none.
    """
    path: Path | None = options.template
    if path is None:
        return None
    try:
        data = folders.read(path)
    except UnreadableError as error:
        problem = Problem(error.code, str(path), slots=error.slots)
        raise UsageError("cli.export.said", message=problem.message(options.spoken)) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        names = []
    if _PRESENTATION not in names:
        raise UsageError("cli.export.no-template", path=visible(str(path)))
    return data


def _film(request: Request, job: Job, options: Namespace, steps: Steps) -> int:
    every: Every = request.pictures.every or "day"
    pages = film.frames(request.atlas, job.deck.compositions[0], job.days, request.imprint)
    settings = film.Settings(_MILLISECONDS[every], options.scale, steps.count)
    with _beside(job.path) as file:
        film.write(file, pages, cast("film.Kind", job.kind), settings)
        return file.tell()


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """Let a file grow under a hidden name, and give it its own once it is whole.

    Raises:
        WriteError: the system does not let it be written.
    """
    growing = path.parent / f".temoin-{secrets.token_hex(8)}.tmp"
    try:
        try:
            with growing.open("xb") as file:
                yield file
            growing.replace(path)
        finally:
            growing.unlink(missing_ok=True)
    except OSError as error:
        raise atomic.refusal(path, error) from error
