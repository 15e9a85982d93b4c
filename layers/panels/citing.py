"""Who says so: the ledger of claims and the list of sources of a card."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from layers import catalogue, wording
from layers.panels import markup
from layers.panels.describing import as_it_stands, said
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.catalogue import Language
    from layers.evidence import Claim, Source
    from layers.panels.markup import Node


def claims(entries: Sequence[Claim], language: Language) -> Node:
    """Return the claims as a ledger in which both sides take turns and look alike."""
    if not entries:
        return None
    rows = (_claim(claim, language) for claim in taking_turns(entries))
    return (
        element("h3", catalogue.text("card.claims", language)),
        markup.items("ul", rows, class_="claims"),
    )


def taking_turns(entries: Iterable[Claim]) -> tuple[Claim, ...]:
    """Order claims so that assertion and denial alternate, each side in its own order."""
    entries = tuple(entries)
    asserted = [claim for claim in entries if claim.stance == "asserts"]
    denied = [claim for claim in entries if claim.stance != "asserts"]
    turns = chain.from_iterable(zip_longest(asserted, denied))
    return tuple(claim for claim in turns if claim is not None)


def sources(entries: Sequence[Source], language: Language) -> Node:
    """Return the sources, numbered as the claims refer to them."""
    rows = (_source(source, language) for source in entries)
    return (
        element("h3", catalogue.text("card.sources", language)),
        markup.items("ol", rows, class_="sources"),
    )


def _claim(claim: Claim, language: Language) -> Node:
    texts = claim._asdict()
    reference = ""
    if claim.source is not None:
        number = catalogue.text("card.source_ref", language, n=claim.source + 1)
        reference = f" · {number}"
    return (
        element(
            "p",
            element("strong", said(texts, "by", language)),
            " ",
            element("span", wording.stance_words(claim.stance, language), class_="stance"),
        ),
        element("p", said(texts, "says", language)),
        element("small", wording.claim_date_words(claim, language) + reference),
        tuple(_pair(name, value) for name, value in (claim.more or {}).items()),
    )


def _source(source: Source, language: Language) -> Node:
    date = catalogue.text("card.undated", language)
    if source.date:
        date = wording.date_words(source.date, language)
    title = markup.written(source.title)
    publisher = (markup.written(source.publisher), ", ") if source.publisher else None
    return (
        markup.link(source.url, title) if source.url else title,
        element("small", publisher, date),
        tuple(_pair(name, value) for name, value in (source.more or {}).items()),
    )


def _pair(name: str, value: object) -> Node:
    return element("small", markup.written(name), ": ", as_it_stands(value))
