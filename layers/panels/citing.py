"""Who says so: the ledger of claims, the list of sources and the citation of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from layers import address, catalogue, fact_sheet, wording
from layers.citation import Colophon, citation
from layers.panels import markup
from layers.panels.describing import as_it_stands, said
from layers.panels.markup import element
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from layers.catalogue import Language
    from layers.evidence import Claim, Source
    from layers.panels.markup import Node
    from layers.reported import Evidence

# Who is not heard -> what the ledger says of it.
_SILENT = {"asserts": "claims.no_assertion", "denies": "claims.no_denial"}


def claims(evidence: Evidence, language: Language) -> Node:
    """Return the claims as a ledger whose two sides take turns and look alike.

    Where it is wide enough they stand in two columns (card.css). A side that is not heard
    is said to be silent; claims later than "as reported by" are counted.
    """
    later = evidence.later_claims
    if not evidence.claims and not later:
        return None
    heard = {claim.stance for claim in evidence.claims}
    silent = [key for stance, key in _SILENT.items() if stance not in heard and heard]
    rows = (
        element(
            "li",
            _claim(claim, {number for number, _ in evidence.sources}, language),
            class_="one" if claim.stance == "asserts" else "other",
        )
        for claim in fact_sheet.taking_turns(evidence.claims)
    )
    return (
        element("h3", catalogue.text("card.claims", language)),
        element("ul", *rows, class_="claims") if heard else None,
        tuple(element("p", catalogue.text(key, language), class_="aside") for key in silent),
        _counted("claims.later", later, language),
    )


def sources(evidence: Evidence, language: Language) -> Node:
    """Return the sources, each under the number by which the claims refer to it."""
    rows = (
        element(
            "li",
            _source(source, evidence.known_by, language),
            value=str(number + 1),
            id=_anchor(number),
        )
        for number, source in evidence.sources
    )
    none = None
    if not evidence.sources:
        none = element("p", catalogue.text("sources.none_by_then", language), class_="aside")
    return (
        element("h3", catalogue.text("card.sources", language)),
        none or element("ol", *rows, class_="sources"),
        _counted("sources.later", evidence.later_sources, language),
    )


def cite(facts: Mapping[str, Any], evidence: Evidence, view: View, digest: str) -> None:
    """Show the citation as plain text with a button that copies it."""
    language = view.language
    query = urlencode({**address.write(_plain(view)), "lang": language})
    page = urlsplit(st.context.url or "")
    link = urlunsplit((page.scheme, page.netloc, page.path or "/", query, ""))
    colophon = Colophon(digest, link, evidence.known_by)
    head = (
        element("h3", catalogue.text("cite.heading", language)),
        element("p", catalogue.text("cite.how", language), class_="aside"),
    )
    st.html(markup.render(element("div", head, class_="prose", lang=language)))
    with st.container(key="citation"):
        text = citation(facts, evidence.claims, evidence.sources, language, colophon)
        st.code(text, language=None, wrap_lines=True)


def _plain(view: View) -> View:
    """Return the view that a citation links to: the feature and the day, nothing switched off.

    A citation stays the same while the reader moves the map.
    """
    return View(
        day=view.day,
        mode=view.mode,
        window=view.window,
        language=view.language,
        selected=view.selected,
        known_by=view.known_by,
    )


def _counted(key: str, number: int, language: Language) -> Node:
    if not number:
        return None
    return element("p", catalogue.counted(key, number, language), class_="aside")


def _claim(claim: Claim, listed: set[int], language: Language) -> Node:
    texts = claim._asdict()
    return (
        element(
            "p",
            element("strong", said(texts, "by", language)),
            " ",
            element("span", wording.stance_words(claim.stance, language), class_="stance"),
        ),
        element("p", said(texts, "says", language)),
        element(
            "small",
            wording.claim_date_words(claim, language),
            _reference(claim.source, listed, language),
        ),
        tuple(_pair(name, value) for name, value in (claim.more or {}).items()),
    )


def _reference(source: int | None, listed: set[int], language: Language) -> Node:
    """Return the number of the source, as a link to it where it is listed below."""
    if source is None:
        return None
    words = catalogue.text("card.source_ref", language, n=source + 1)
    return (" · ", element("a", words, href=f"#{_anchor(source)}") if source in listed else words)


def _anchor(number: int) -> str:
    return f"source-{number + 1}"


def _source(source: Source, known_by: int | None, language: Language) -> Node:
    # While only what was known by a day counts, no date at all is what the reader must know.
    date = catalogue.text("card.undated" if known_by is None else "claim.undated", language)
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
