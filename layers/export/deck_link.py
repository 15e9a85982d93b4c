"""A composition in a link, beside the view that `layers.address` puts there; and a short deck.

| parameter | meaning |
|---|---|
| ``sheet`` | form of the picture, a key of `composition.SHEETS` |
| ``theme`` | ``light`` or ``dark`` |
| ``title`` | as the briefer wrote it; left out for the one that the view proposes |
| ``deck`` | a whole deck: its file (`deck_file`) without blanks, compressed, in base64url |

Mail programs and messengers break links somewhere beyond 2,000 characters, so a deck goes
into a link only if ``deck`` has at most `LONGEST` of them: some twenty-five pictures with
titles of their own, or hundreds of days of one place. A longer deck travels as a file.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from layers import address
from layers.catalogue import LANGUAGES
from layers.export import deck_file
from layers.export.composition import SHEET, SHEETS, Composition, Deck, Theme
from layers.export.deck_reading import title_of
from layers.problems import Problem
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.catalogue import Language

LONGEST: Final = 1_800
DECK: Final = "deck"
LANGUAGE: Final = "lang"
PARAMETERS: Final = ("sheet", "theme", "title")
_NOTHING: Final = "-"
_THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
# What most decks say, so that the compressor need not say it again: part of the form of a link.
_WORDS: Final = (
    b'"who":"sure":"in":"dead":"span":"q":"show":"compare""story":"known":"theme":"dark""sheet":'
    b'"a4-landscape""4:3""1:1""9:16""m":"sofar""last365""last30""on""last90""id":"-","at":"-'
    b'{"temoin-deck":1,"title":null,"pictures":[{"title":null,"sheet":"16:9","theme":"light",'
    b'"view":{"lang":"en","d":"2022-04-19","m":"last90","off":"milestones","id":"-"}},'
)


def write(composition: Composition) -> dict[str, str]:
    """Return the parameters that a composition adds to those of its view."""
    result = {"sheet": composition.sheet, "theme": composition.theme}
    title = title_of(composition.title or "")
    return result | ({"title": title} if title else {})


def read(parameters: Mapping[str, str], view: View) -> tuple[Composition, tuple[str, ...]]:
    """Return the composition of a link, and the parameters that ask for nothing known.

    Args:
        parameters: the query of the address; those of the view and foreign ones are ignored.
        view: as `address.read` returned it, or as the page shows it.
    """
    sheet, theme = parameters.get("sheet", SHEET), parameters.get("theme", "light")
    unread = [
        name
        for name, text, known in (("sheet", sheet, SHEETS), ("theme", theme, _THEMES))
        if text not in known
    ]
    title = title_of(parameters.get("title", ""))
    return (
        Composition(
            view,
            sheet if sheet in SHEETS else SHEET,
            None if title == _NOTHING else title,
            theme if theme in _THEMES else "light",
        ),
        tuple(unread),
    )


def link(base_url: str, composition: Composition, hashes: Iterable[str] = ()) -> str:
    """Return the address of the page that shows a composition.

    Args:
        base_url: of the page, without a query.
        composition: to be shown.
        hashes: as for `address.write`.
    """
    view = composition.view
    parameters = {LANGUAGE: view.language, **address.write(view, hashes), **write(composition)}
    return f"{base_url}?{urlencode(parameters)}"


def parameters_of(url: str) -> tuple[str, dict[str, str]]:
    """Return a link that somebody copied as (address without a query, its parameters).

    Never raises: of what is no address, both are empty. A parameter that stands twice
    counts as it stands last.
    """
    try:
        parts = urlsplit(url.strip())
        query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return "", {}
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return urlunsplit((*parts[:3], "", "")) if is_web else "", query


def of_parameters(parameters: Mapping[str, str]) -> tuple[Composition, tuple[str, ...]]:
    """Return the composition that the query of a link asks for, view and language included.

    Returns:
        The composition, and the parameters that ask for nothing known.
    """
    view, unread = address.read(address.known(parameters), View())
    language = parameters.get(LANGUAGE, view.language)
    is_known = language in LANGUAGES
    if is_known:
        view = replace(view, language=cast("Language", language))
    composition, also = read(parameters, view)
    return composition, (*unread, *also, *(() if is_known else (LANGUAGE,)))


def write_deck(deck: Deck) -> dict[str, str] | None:
    """Return the parameter that carries a whole deck; None if it is too long for a link."""
    text = json.dumps(deck_file.document(deck), ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _WORDS)
    packed = packer.compress(text.encode("utf-8", "replace")) + packer.flush()
    written = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return {DECK: written} if len(written) <= LONGEST else None


def read_deck(text: str) -> tuple[Deck, tuple[Problem, ...]]:
    """Return the deck of the parameter ``deck``, and what is wrong with it, as for a file.

    Never raises for what it holds.
    """
    name = f"?{DECK}="
    data = _unpacked(text)
    if data is None:
        return Deck(), (Problem("deck-form", name),)
    return deck_file.read(data, name)


def _unpacked(text: str) -> bytes | None:
    """Return what was compressed; None if it is nothing of ours, or grows beyond all measure."""
    # A link that somebody else made may be longer than ours, but not without end.
    if len(text) > 20 * LONGEST or not text.isascii():
        return None
    unpacker = zlib.decompressobj(-15, zdict=_WORDS)
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        data = unpacker.decompress(packed, deck_file.MAX_BYTES)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return data if unpacker.eof and not unpacker.unused_data else None
