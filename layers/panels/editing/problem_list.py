"""What is wrong with a proposed file: each problem with its line and its place on the map."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue
from layers.checking.text import SEVERITIES
from layers.panels import markup
from layers.panels.editing.desk import clean
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from layers.catalogue import Language
    from layers.checking.excerpts import Excerpt
    from layers.checking.results import Found
    from layers.panels.markup import Node
    from layers.problems import Problem

# Problems on one page of the list.
_PAGE = 10
# What the form says in words of its own.
_IN_FORM: Mapping[str, str] = MappingProxyType(
    {
        "property-missing": "edit.form.no_value",
        "sources-empty": "edit.form.no_source",
        "geometry-missing": "edit.form.no_place",
    }
)


def lead(found: Sequence[Found], shown: int, language: Language) -> None:
    """Say how many problems there are, and how many features the map would show."""
    would_show = catalogue.counted("edit.check.shown", shown, language)
    said = f"{counts([each.problem for each in found], language)} {would_show}"
    show_html(element("p", said, class_="lead", role="status"), language)


def show(found: Sequence[Found], drawn: Container[str], language: Language) -> None:
    """Show the problems, errors with the others in the order of the file.

    Args:
        found: the problems.
        drawn: ids of the features that are on the map of the page.
        language: of every word.
    """
    pages = -(-len(found) // _PAGE)
    page = st.pagination(pages, key="edit-problems-page") if pages > 1 else 1
    chosen = found[(page - 1) * _PAGE : page * _PAGE]
    rows = (_row(each, drawn, language) for each in chosen)
    show_html(
        (_position(page, chosen, found, language), markup.items("ul", rows, class_="problems")),
        language,
    )


def counts(problems: Sequence[Problem], language: Language) -> str:
    """Say how many problems there are of each severity."""
    said = [
        catalogue.counted(f"check.{severity}", count, language)
        for severity in SEVERITIES
        if (count := sum(each.severity == severity for each in problems))
    ]
    return f"{', '.join(said)}." if said else catalogue.text("check.clean", language)


def _position(
    page: int, chosen: Sequence[Found], found: Sequence[Found], language: Language
) -> Node:
    if len(found) <= _PAGE:
        return None
    first = (page - 1) * _PAGE
    numbers = {"first": first + 1, "last": first + len(chosen), "n": len(found)}
    said = {name: catalogue.number_text(number, language) for name, number in numbers.items()}
    return element("p", catalogue.text("edit.check.position", language, **said))


def _row(each: Found, drawn: Container[str], language: Language) -> Node:
    problem = each.problem
    on_map = None
    if problem.feature in drawn and clean(problem.feature) == problem.feature:
        label = catalogue.text("edit.check.on_map", language)
        on_map = markup.opener(problem.feature, label, class_="to-map")
    place = ":".join([problem.file, *(str(n) for n in (problem.line, problem.column) if n)])
    about = " ".join(clean(part) for part in (problem.feature, problem.property) if part)
    return (
        element(
            "p",
            _severity(problem, language),
            " ",
            element("strong", markup.written(place)),
            " ",
            element("code", problem.code),
        ),
        element("p", markup.written(about), class_="whose") if about else None,
        _source(each.excerpt, problem.line),
        _said(problem, language),
        on_map,
    )


def _said(problem: Problem, language: Language) -> Node:
    """Return what is wrong and the mend."""
    return (
        element("p", markup.written(problem.what(language))),
        element("p", markup.written(problem.mend(language)), class_="mend"),
    )


def beside(problems: Sequence[Problem], language: Language) -> None:
    """Show the problems of one field of the form, below it."""
    if problems:
        rows = ((_severity(each, language), _in_form(each, language)) for each in problems)
        show_html(markup.items("ul", rows, class_="problems beside"), language)


def _in_form(problem: Problem, language: Language) -> Node:
    """Say what is wrong to somebody who fills in fields and writes no JSON."""
    key = _IN_FORM.get(problem.code)
    if problem.code == "property-missing" and dict(problem.slots).get("name") == "sources":
        key = "edit.form.no_source"
    if key is None or (problem.code == "property-missing" and problem.property):
        return _said(problem, language)
    return element("p", catalogue.text(key, language))


def _severity(problem: Problem, language: Language) -> Node:
    word = catalogue.text(f"severity.{problem.severity}", language)
    return element("span", word, class_=f"severity severity-{problem.severity}")


def _source(excerpt: Excerpt | None, line: int) -> Node:
    """Return the line of the file with a pointer below what is meant."""
    if excerpt is None:
        return None
    number = f"{line} | "
    pointer = ""
    if excerpt.at >= 0:
        pointer = f"\n{' ' * (len(number) + excerpt.at)}{'^' * excerpt.length}"
    # A region that scrolls can be reached by keyboard.
    return element("code", f"{number}{excerpt.text}{pointer}", class_="source", tabindex="0")
