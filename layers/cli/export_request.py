"""What ``export`` is asked for: options -> an atlas, pictures, and what to call their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from layers import atlas, folders
from layers.cli import export_pictures
from layers.cli.parsing import UsageError
from layers.export import deck_link
from layers.export.composition import Imprint
from layers.export.deck_reading import MAX_TITLE
from layers.folders import UnreadableError
from layers.problems import CONSEQUENCES, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from layers.atlas import Atlas
    from layers.cli.export_pictures import Pictures

# Options that make one view; a deck and a story have views of their own.
_OF_ONE_VIEW: Final = ("date", "view", "mode", "against", "link", "first", "last", "every")
_SWITCHES: Final = {"first": "--from", "last": "--to"}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        atlas: the data.
        pictures: what is to be shown of them.
        imprint: where permalinks lead.
    """

    atlas: Atlas
    pictures: Pictures
    imprint: Imprint

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left off: no feature of the data, no picture of a deck."""
        problems = (*self.atlas.problems, *self.pictures.problems)
        return not any(each.severity == "error" for each in problems)

    @property
    def data_problems(self) -> int:
        """Count the errors and warnings of the data, as ``check`` counts them."""
        return sum(
            each.severity != "notice" and each.code not in CONSEQUENCES
            for each in self.atlas.problems
        )


def of(options: Namespace) -> Request:
    """Return what the options ask for.

    Raises:
        UsageError: they make no sense together, or name what there is not.
    """
    _refuse_nonsense(options)
    base_url = _base_url(options.base_url)
    linked, parameters = deck_link.parameters_of(options.link or "")
    if options.link is not None and not parameters:
        raise UsageError("cli.export.no-link", found=visible(options.link))
    data = _atlas(options)
    pictures = export_pictures.of(data, parameters, options)
    return Request(data, pictures, Imprint(base_url or linked))


def _refuse_nonsense(options: Namespace) -> None:
    whole = [name for name in ("deck", "story") if getattr(options, name) is not None]
    others = [name for name in (*whole[1:], *_OF_ONE_VIEW) if getattr(options, name) is not None]
    if whole and others:
        other = _SWITCHES.get(others[0], f"--{others[0]}")
        raise UsageError("cli.export.not-together", one=f"--{whole[0]}", other=other)
    if (options.first is None) != (options.last is None):
        raise UsageError("cli.export.from-and-to")
    if options.first is not None and options.date is not None:
        raise UsageError("cli.export.not-together", one="--from", other="--date")
    if options.first is not None and options.first > options.last:
        raise UsageError("cli.export.reversed", first=str(options.first), last=str(options.last))
    if options.every is not None and options.first is None:
        raise UsageError("cli.export.every-alone")
    if options.title is not None and len(options.title) > MAX_TITLE:
        raise UsageError("cli.export.title-too-long", most=str(MAX_TITLE))


def _atlas(options: Namespace) -> Atlas:
    folder: Path = options.geodata
    try:
        paths, _ = folders.listing(folder)
    except UnreadableError as error:
        raise UsageError("cli.export.no-geodata", path=visible(str(folder))) from error
    if not paths:
        raise UsageError("cli.check.empty-folder", path=visible(str(folder)))
    return atlas.load(folder, today=options.today)


def _base_url(given: str | None) -> str:
    """Return the address that permalinks begin with; "" if none is given."""
    if given is None:
        return ""
    try:
        parts = urlsplit(given)
    except ValueError as error:
        raise UsageError("cli.export.base-url-form", found=visible(given)) from error
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise UsageError("cli.export.base-url-form", found=visible(given))
    return parts._replace(query="", fragment="").geturl()
