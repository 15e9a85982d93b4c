"""Every feature as the stand-alone file's script reads it: what its card and its line say.

A text of both languages is ``{"en": ..., "fr": ...}``, or bare where they say the same.
What somebody wrote in the other language only is ``{"text": ..., "lang": ...}``. Nothing
here is markup: the script shows every text by `textContent`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers import catalogue, fact_sheet, lookup, wording
from layers.catalogue import LANGUAGES
from layers.chronicle import Reader
from layers.chronicle.lines import told
from layers.chronicle.standing import standing_words
from layers.payload.facets import facets_of, last_day
from layers.payload.table import table_of
from layers.view import View
from layers.wording import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.evidence import Claim, Source
    from layers.fact_sheet import Pairs
    from layers.lookup import Found

JSON = dict[str, Any]


def cards(atlas: Atlas) -> list[JSON]:
    """Return a card a feature, in the order of the table that the map draws from.

    Days are whole numbers since 1970-01-01, as everywhere in the map's data.
    """
    readers = {language: Reader(atlas, View(language=language)) for language in LANGUAGES}
    facets, columns = facets_of(atlas), table_of(atlas).columns
    return [
        _filled(
            {
                **_card(lookup.at(atlas, row)),
                "line": _both(lambda language, row=row: _line(readers[language], row)),  # type: ignore[misc]
                **{name: int(columns[name][row]) for name in ("site", "begin", "end")},
                "known": int(facets.known[row]),
                "disputedFrom": int(facets.disputed_from[row]),
            }
        )
        for row in range(len(columns["site"]))
    ]


def _card(found: Found) -> JSON:
    facts = found.facts
    return {
        "id": facts["id"],
        "layer": found.layer,
        "status": facts["status"],
        "kicker": _both(lambda language: fact_sheet.kicker(found, language)),
        "name": _said(facts, "name"),
        "when": _both(lambda language: wording.when(facts, language)),
        "figure": _both(lambda language: fact_sheet.figure(found, language)),
        "killed": _killed(facts),
        "holder": _holder(facts),
        "summary": _said(facts, "summary"),
        "facts": _both(lambda language: _pairs(fact_sheet.pairs(found, language), language)),
        "notes": _both(lambda language: _pairs(fact_sheet.notes(facts, language), language)),
        "claims": [_claim(each) for each in fact_sheet.taking_turns(facts["claims"] or ())],
        "sources": [_source(each) for each in facts["sources"] or ()],
        "more": _more(facts.get("more")),
    }


def _killed(facts: Mapping[str, Any]) -> JSON | None:
    """Return the figures of an event, where there are any to draw."""
    if facts.get("killed_min") is None and facts.get("killed_max") is None:
        return None
    low, high = facts["killed_min"], facts["killed_max"]
    return _filled({"low": low, "high": high, "open": bool(facts["killed_open"])})


def _holder(facts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a text of one or two languages
    if not facts.get("operator"):
        return None
    return _both(lambda language: wording.actor_words([facts["operator"]], language))


def _claim(claim: Claim) -> JSON:
    texts = claim._asdict()
    return _filled(
        {
            "stance": claim.stance,
            "by": _said(texts, "by"),
            "says": _said(texts, "says"),
            "date": _date(claim.date),
            "said": last_day(claim.date),
            "source": claim.source,
            "more": _more(claim.more),
        }
    )


def _source(source: Source) -> JSON:
    return _filled(
        {
            "title": source.title,
            "publisher": source.publisher,
            "date": _date(source.date),
            "said": last_day(source.date),
            "url": source.url,
            "more": _more(source.more),
        }
    )


def _date(date: str | None) -> Any:  # noqa: ANN401 - a text of one or two languages
    return _both(lambda language: wording.date_words(date, language)) if date else None


def _more(more: Mapping[str, Any] | None) -> list[list[str]]:
    return [[name, fact_sheet.as_it_stands(value)] for name, value in (more or {}).items()]


def _line(reader: Reader, row: int) -> JSON:
    """Return the sentence about a feature in the list of a day.

    Who is alleged to have done it ("details") stands apart from who says so ("standing"),
    which the script leaves out as of an earlier day. A disputed feature has a sentence,
    too, for the days on which nobody had denied it yet ("plain").
    """
    entry = reader.entry(row)
    line, standing = told(reader, entry), standing_words(reader, entry)
    details = [each for each in line.details if each != standing]
    result: JSON = {"text": line.text, "details": details, "standing": standing}
    if entry.is_disputed:
        before = told(reader, replace(entry, is_disputed=False))
        if before.text != line.text:
            result["plain"] = before.text
    return _filled(result)


def _said(facts: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - see the module
    def of(language: Language) -> str | JSON | None:
        text = wording.localized(facts, name, language)
        return _written(text, language) if text else None

    return _both(of)


def _written(value: Said | str, language: Language) -> str | JSON:
    """Return a text; with its language where it is not the page's."""
    if isinstance(value, str):
        return value
    if value.language == language:
        return value.text
    mark = catalogue.text(f"card.in_{value.language}", language)
    return {"text": value.text, "lang": value.language, "mark": mark}


def _pairs(pairs: Pairs, language: Language) -> list[list[Any]]:
    return [[term, _written(value, language)] for term, value in pairs]


def _both(of: Callable[[Language], Any]) -> Any:  # noqa: ANN401 - whatever `of` returns
    said = {language: of(language) for language in LANGUAGES}
    return said["en"] if said["en"] == said["fr"] else said


def _filled(entry: JSON) -> JSON:
    """Return what is not nothing: most features have no figure, and many no claim."""
    return {name: value for name, value in entry.items() if not _is_nothing(value)}


def _is_nothing(value: object) -> bool:
    nothings: Iterable[object] = (None, "", [], {})
    return any(value == each for each in nothings)
