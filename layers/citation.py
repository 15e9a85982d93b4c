"""A feature as a citation: plain text that says what, when, who says so, and from where.

It stands alone: whoever reads it finds the sources, the version of the data and the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import catalogue, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.catalogue import Language
    from layers.evidence import Claim, Source


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where a citation was taken from.

    Attributes:
        digest: version of the data.
        link: address that shows the feature again.
        known_by: day up to which claims and sources count (days since 1970-01-01), or None.
    """

    digest: str
    link: str
    known_by: int | None = None


def citation(
    facts: Mapping[str, Any],
    claims: Sequence[Claim],
    sources: Sequence[tuple[int, Source]],
    language: Language,
    colophon: Colophon,
) -> str:
    """Write the citation of a feature, one statement a line.

    Args:
        facts: its properties, None where unknown.
        claims: those that count; named if the feature is disputed, both sides.
        sources: those that count, each with its number in the file, from 0.
        language: of the words.
        colophon: what the last lines say.
    """
    lines = [_head(facts, language)]
    if "killed_min" in facts:
        figures = facts["killed_min"], facts["killed_max"]
        is_open = bool(facts["killed_open"])
        killed = wording.casualty_words(*figures, language, is_open=is_open, kind=facts["kind"])
        lines.append(_sentence(killed[:1].upper() + killed[1:], language))
    if facts["status"] != "confirmed":
        lines.append(catalogue.text(f"status_said.{facts['status']}", language))
    if facts["status"] == "disputed":
        lines += _sides(claims, language)
    if colophon.known_by is not None:
        day = wording.day_words(colophon.known_by, language)
        lines.append(catalogue.text("known.cited", language, day=day))
    lines.append(catalogue.text("cite.sources", language))
    lines += (_source(number, source, language) for number, source in sources)
    lines.append(catalogue.text("cite.version", language, digest=colophon.digest))
    return "\n".join((*map(_on_one_line, lines), colophon.link))


def _head(facts: Mapping[str, Any], language: Language) -> str:
    name = wording.localized(facts, "name", language)
    # Who is alleged to have done it is no part of what it is.
    actors = [facts[field] for field in ("operator", "actor") if facts.get(field)]
    kind = catalogue.text(f"kind.{facts['kind']}", language)
    return catalogue.text(
        "cite.head",
        language,
        name=name.text if name else "",
        what=", ".join((kind, *(wording.actor_words([code], language) for code in actors))),
        when=wording.when(facts, language),
    )


def _sides(claims: Iterable[Claim], language: Language) -> Iterator[str]:
    names: dict[str, dict[str, None]] = {"asserts": {}, "denies": {}}
    for claim in claims:
        by = wording.localized(claim._asdict(), "by", language)
        names[claim.stance][by.text if by else claim.by] = None
    separator = catalogue.text("cite.separator", language)
    for stance, parties in names.items():
        if parties:
            yield catalogue.text(f"cite.{stance}", language, names=separator.join(parties))


def _source(number: int, source: Source, language: Language) -> str:
    date = catalogue.text("card.undated", language)
    if source.date:
        date = wording.date_words(source.date, language)
    title = catalogue.text("cite.title", language, title=source.title)
    parts = (part for part in (source.publisher, title, date) if part)
    words = f"[{number + 1}] {_sentence(', '.join(parts), language)}"
    return f"{words} {source.url}" if source.url else words


def _sentence(text: str, language: Language) -> str:
    return catalogue.text("cite.sentence", language, text=text)


def _on_one_line(text: str) -> str:
    """Return a text whose own line breaks cannot pass for lines of the citation."""
    return " ".join(text.splitlines())
