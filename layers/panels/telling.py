"""Sentences of a chronicle or a comparison as HTML: headed lists of openers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from layers import catalogue
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.catalogue import Language
    from layers.chronicle import Group, Line
    from layers.panels.markup import Node

# A longer list stands closed behind its count.
_OPEN: Final = 12


def notes(sentences: tuple[str, ...]) -> Node:
    """Return sentences in small print, one a line."""
    return tuple(element("p", sentence, class_="told-note") for sentence in sentences)


def section(group: Group, language: Language) -> Node:
    """Return a group under its heading; what is cut short or long says its count."""
    parts = tuple(_closed(part.heading, part, language) for part in group.parts)
    features = sum(len(line.ids) for line in group.lines) + group.left_out
    is_long = len(group.lines) > _OPEN
    count = catalogue.counted("day.list", features, language)
    return element(
        "section",
        element("h3", group.heading) if group.heading else None,
        notes(group.notes),
        _closed(count, group, language) if is_long else _lines(group, language),
        notes(group.after),
        parts,
    )


def _closed(summary: str, group: Group, language: Language) -> Node:
    return element("details", element("summary", summary), _lines(group, language))


def _lines(group: Group, language: Language) -> Node:
    left_out = (
        element(
            "p", catalogue.counted("day.left_out", group.left_out, language), class_="told-note"
        )
        if group.left_out
        else None
    )
    return (markup.items("ul", map(_line, group.lines), class_="told"), left_out)


def _line(line: Line) -> Node:
    """Return a sentence that opens its feature, and further features that it is about."""
    others = tuple(
        markup.opener(feature_id, markup.written(name), class_="told-also")
        for feature_id, name in zip(line.ids, line.names, strict=True)
    )
    return (
        markup.opener(line.ids[0], markup.written(line.text), class_="told-line"),
        element("div", *others, class_="told-others") if len(others) > 1 else None,
        tuple(element("p", detail, class_="told-note") for detail in line.details),
    )
