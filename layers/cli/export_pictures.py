"""Which pictures ``export`` makes: of one view, of a series of days, a story or a deck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers import address, dates, folders, linking, payload, similar, wording
from layers.catalogue import text
from layers.cli.parsing import UsageError
from layers.export import deck_file, deck_link, decks
from layers.export.composition import SHEET, Composition, Deck
from layers.export.deck_reading import title_of
from layers.export.places import PlaceError, at_place, nearest_slug
from layers.folders import UnreadableError
from layers.problems import Problem, visible
from layers.regions import slug
from layers.stories import World, read_story
from layers.view import View

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping
    from datetime import date

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.stories import Story

_PREFIX: Final = "temoin"
_DEFAULT_NAME: Final = "deck"


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is to be shown.

    Attributes:
        deck: the pictures, one or several.
        name: of a file that holds all of them, without its suffix.
        names: of files that hold one of them each.
        days: of a series (days since 1970-01-01); () for anything else.
        every: how far these days are apart; None if it was not said.
        problems: of a deck's file; a picture that is left off has an error among them.
        since: what to say of a link or a deck that was made with other data.
    """

    deck: Deck
    name: str
    names: tuple[str, ...]
    days: tuple[int, ...] = ()
    every: decks.Every | None = None
    problems: tuple[Problem, ...] = ()
    since: tuple[str, ...] = ()


def of(atlas: Atlas, parameters: Mapping[str, str], options: Namespace) -> Pictures:
    """Return the pictures that the options ask for.

    Args:
        atlas: the data.
        parameters: of the link that is given; empty without one.
        options: of the command.

    Raises:
        UsageError: they name what there is not.
    """
    if options.deck is not None:
        return _of_deck_file(atlas, options)
    if options.story is not None:
        return _of_story(atlas, options)
    if deck_link.DECK in parameters:
        deck, problems = deck_link.read_deck(parameters[deck_link.DECK])
        return replace(_of_deck(deck, _DEFAULT_NAME, options, problems), problems=problems)
    return _of_view(atlas, parameters, options)


# One view, or one view on several days ----------------------------------------------------


def _of_view(atlas: Atlas, parameters: Mapping[str, str], options: Namespace) -> Pictures:
    composition, unread = deck_link.of_parameters(parameters)
    if unread:
        raise UsageError("cli.export.link-unread", found=", ".join(map(visible, unread)))
    since = _since(atlas, parameters, composition.view, options.spoken)
    if not parameters:
        opening = View(language=options.spoken).clamped(*payload.period(atlas))
        composition = replace(composition, view=opening)
    composition = _dressed(composition, options)
    view, place = _view(atlas, composition, options)
    title = title_of(options.title) if options.title is not None else composition.title
    composition = replace(composition, view=view, title=title)
    if options.first is not None:
        return replace(_series(atlas, composition, place, options), since=since)
    against = f"-{dates.iso(view.against)}" if view.against is not None else ""
    name = f"{_PREFIX}-{dates.iso(view.day)}{against}-{place}"
    return Pictures(Deck((composition,), title), name, (name,), since=since)


def _view(atlas: Atlas, composition: Composition, options: Namespace) -> tuple[View, str]:
    """Return the view with what the options change, and its place as file names have it."""
    view = composition.view
    changes: dict[str, Any] = {}
    for field, given in (("day", options.date), ("against", options.against)):
        if given is not None:
            changes[field] = _day(atlas, given, options.spoken)
    if options.mode is not None:
        asked, _ = address.read({"m": options.mode}, View())
        changes |= {"mode": asked.mode, "window": asked.window}
    if options.view is None:
        return replace(view, **changes), nearest_slug(atlas, view.center)
    try:
        where = at_place(atlas, options.view, composition.sheet)
    except PlaceError as error:
        message = error.message(options.spoken)
        raise UsageError("cli.export.said", message=message) from error
    return replace(view, **changes, center=where.center, zoom=where.zoom), where.slug


def _day(atlas: Atlas, given: date, language: Language) -> int:
    """Return a day of the data.

    Raises:
        UsageError: it is before the first or after the last.
    """
    day, (first, last) = dates.day_number(given), payload.period(atlas)
    if first <= day <= last:
        return day
    words = [wording.day_words(each, language) for each in (day, first, last)]
    slots = dict(zip(("found", "first", "last"), words, strict=True))
    raise UsageError("cli.export.outside", **slots)


def _series(atlas: Atlas, composition: Composition, place: str, options: Namespace) -> Pictures:
    first, last = (_day(atlas, each, options.spoken) for each in (options.first, options.last))
    days = decks.days(first, last, options.every or "day")
    if len(days) > options.most:
        raise UsageError("cli.export.many", found=str(len(days)), most=str(options.most))
    deck = decks.series(composition, first, last, options.every or "day")
    name = f"{_PREFIX}-{dates.iso(first)}-{dates.iso(last)}-{place}"
    names = tuple(f"{_PREFIX}-{dates.iso(day)}-{place}" for day in days)
    return Pictures(deck, name, names, days, options.every)


def _since(
    atlas: Atlas, parameters: Mapping[str, str], view: View, language: Language
) -> tuple[str, ...]:
    """Say what of the features that a link names has changed since it was made."""
    named, hashes = linking.named_by(atlas, view), address.hashes(parameters)
    if len(hashes) != len(named):
        return ()
    changes = linking.changed_since(atlas, dict(zip(named, hashes, strict=True)))
    return linking.change_words(atlas, changes, language)


# A story, a deck --------------------------------------------------------------------------


def _of_story(atlas: Atlas, options: Namespace) -> Pictures:
    path = Path(options.story)
    is_file = path.suffix == folders.STORY_SUFFIX
    story, problems = _read_story(atlas, path, options) if is_file else (None, ())
    if is_file and story is None:
        message = "\n".join(each.message(options.spoken) for each in problems)
        raise UsageError("cli.export.said", message=message)
    story = story or atlas.stories.get(options.story)
    if story is None:
        known = tuple(atlas.stories)
        meant = similar.nearest(options.story, known)
        maybe = text("problem.maybe", options.spoken, choice=meant) if meant else ""
        slots = {"found": visible(options.story), "known": ", ".join(known) or "–"}
        raise UsageError("cli.export.no-story", maybe=maybe, **slots)
    language = options.lang or options.spoken
    deck = decks.of_story(atlas, story, language, options.sheet or SHEET)
    return replace(_of_deck(deck, story.name, options, ()), problems=problems)


def _read_story(
    atlas: Atlas, path: Path, options: Namespace
) -> tuple[Story | None, tuple[Problem, ...]]:
    """Return the story of a file, wherever it lies, told with these data."""
    frames = {name: layer.frame for name, layer in atlas.layers.items()}
    return read_story(path.stem, _bytes(path, options), World.of(frames))


def _bytes(path: Path, options: Namespace) -> bytes:
    try:
        return folders.read(path)
    except UnreadableError as error:
        problem = Problem(error.code, str(path), slots=error.slots)
        raise UsageError("cli.export.said", message=problem.message(options.spoken)) from error


def _of_deck_file(atlas: Atlas, options: Namespace) -> Pictures:
    path: Path = options.deck
    data = _bytes(path, options)
    deck, problems = deck_file.read(data, path.name)
    said = deck_file.change_words(deck_file.changed_since(data, atlas), options.spoken)
    pictures = _of_deck(deck, path.stem, options, problems)
    return replace(pictures, problems=problems, since=(said,) if said else ())


def _of_deck(deck: Deck, name: str, options: Namespace, problems: tuple[Problem, ...]) -> Pictures:
    """Return a deck in the form that the options ask for.

    Raises:
        UsageError: there is no picture in it.
    """
    if not deck.compositions:
        said = [each.message(options.spoken) for each in problems]
        message = "\n".join([*said, text("cli.export.empty-deck", options.spoken)])
        raise UsageError("cli.export.said", message=message)
    title = title_of(options.title) if options.title is not None else deck.title
    pictures = tuple(_dressed(each, options) for each in deck.compositions)
    stem = slug(name)
    whole = f"{_PREFIX}-{stem or _DEFAULT_NAME}"
    digits = max(len(str(len(pictures))), 2)
    names = tuple(f"{whole}-{number:0{digits}}" for number in range(1, len(pictures) + 1))
    return Pictures(Deck(pictures, title), whole, names)


def _dressed(composition: Composition, options: Namespace) -> Composition:
    """Return a picture on the sheet, in the theme and in the language that the options name."""
    view = composition.view
    return replace(
        composition,
        view=replace(view, language=options.lang or view.language),
        sheet=options.sheet or composition.sheet,
        theme=options.theme or composition.theme,
    )
