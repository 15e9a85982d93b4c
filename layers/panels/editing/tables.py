"""Sources, claims and notes as small tables that grow by a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from layers import vocabulary
from layers.panels.editing import problem_list
from layers.panels.editing.desk import show as show_html
from layers.panels.editing.fields import as_text
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.panels.editing.desk import Desk
    from layers.panels.editing.state import Work
    from layers.problems import Problem

Entry = dict[str, Any]
Columns = dict[str, Any]

_EXPLAINS = "explains"
_NOTE, _NOTE_FR = vocabulary.NOTE_SUFFIXES
# What may be explained and is no field of a layer.
_ROUTE = "route"


def sources(work: Work, problems: Sequence[Problem], desk: Desk) -> list[Entry] | None:
    """Show the table of sources and return them; None if there are none."""
    names = tuple(field.name for field in vocabulary.SOURCE_FIELDS)
    columns = {name: _column(name, desk) for name in names}
    _lead("sources", desk)
    found = _entries(work.seed.properties.get("sources"))
    rows = _edited("sources", [_row(each, names) for each in found], columns, work)
    problem_list.beside(problems, desk.language)
    return _back(rows, found, _plain) or None


def claims(work: Work, problems: Sequence[Problem], desk: Desk) -> list[Entry] | None:
    """Show the table of claims by party and return them; None if there are none."""
    names = tuple(field.name for field in vocabulary.CLAIM_FIELDS)
    columns = {name: _column(name, desk) for name in names}
    stances = list(vocabulary.STANCES)
    columns["stance"] = st.column_config.SelectboxColumn(
        desk.say("edit.table.stance"),
        options=stances,
        format_func=lambda code: desk.say(f"stance.{code}") if code in stances else str(code),
    )
    columns["source"] = st.column_config.TextColumn(desk.say("edit.table.source"), width="small")
    _lead("claims", desk)
    found = _entries(work.seed.properties.get("claims"))
    rows = _edited("claims", [_claim_row(each, names) for each in found], columns, work)
    problem_list.beside(problems, desk.language)
    return _back(rows, found, _claim) or None


def notes(layer: str, work: Work, problems: Sequence[Problem], desk: Desk) -> Entry:
    """Show the table of notes and return them as properties; those taken away are None."""
    facts = work.seed.properties
    known = [name for name in facts if vocabulary.is_note(name)]
    stems = list(dict.fromkeys(_stem(name) for name in known))
    spec = vocabulary.LAYERS[layer]
    others = [field.name for field in spec.fields if not field.name.endswith("_fr")]
    names = (_EXPLAINS, "note", "note_fr")
    columns = {name: _column(name, desk) for name in names}
    columns[_EXPLAINS] = st.column_config.SelectboxColumn(
        desk.say("edit.table.explains"),
        options=list(dict.fromkeys((*others, _ROUTE, "killed", *stems))),
    )
    _lead("notes", desk)
    rows = [
        (stem, as_text(facts.get(f"{stem}{_NOTE}")), as_text(facts.get(f"{stem}{_NOTE_FR}")))
        for stem in stems
    ]
    edited = _edited("notes", [dict(zip(names, row, strict=True)) for row in rows], columns, work)
    problem_list.beside(problems, desk.language)
    found: Entry = dict.fromkeys(known)
    for _, row in edited:
        if row.get(_EXPLAINS):
            found[f"{row[_EXPLAINS]}{_NOTE}"] = row.get("note")
            found[f"{row[_EXPLAINS]}{_NOTE_FR}"] = row.get("note_fr")
    return found


def _lead(name: str, desk: Desk) -> None:
    words = element("p", desk.say(f"edit.form.{name}.lead"))
    show_html((element("h3", desk.say(f"edit.form.{name}")), words), desk.language)


def _column(name: str, desk: Desk) -> Any:  # noqa: ANN401
    return st.column_config.TextColumn(desk.say(f"edit.table.{name}"))


def _edited(
    name: str, rows: list[Mapping[str, str]], columns: Columns, work: Work
) -> list[tuple[int, Entry]]:
    """Show a table and return its rows that are not blank, each with its number at first."""
    # One empty row, so that there is something to type into.
    given = pd.DataFrame(
        rows or [dict.fromkeys(columns, "")], columns=list(columns), dtype="object"
    )
    frame = st.data_editor(
        given,
        column_config=columns,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        key=work.key(name),
    )
    found = []
    for number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        texts = {key: part.strip() for key, part in row.items() if isinstance(part, str)}
        filled = {key: texts.get(key) or None for key in columns}
        if any(filled.values()):
            found.append((int(number), filled))
    return found


def _back(
    rows: list[tuple[int, Entry]], found: list[Entry], convert: Callable[[Entry, Entry], Entry]
) -> list[Entry]:
    """Return the entries of a table; what it does not show of an entry is kept."""
    return [convert(row, found[number] if number < len(found) else {}) for number, row in rows]


def _entries(value: object) -> list[Entry]:
    return [each for each in value if type(each) is dict] if isinstance(value, list) else []


def _row(entry: Entry, names: Sequence[str]) -> dict[str, str]:
    return {name: as_text(entry.get(name)) for name in names}


def _claim_row(entry: Entry, names: Sequence[str]) -> dict[str, str]:
    row = _row(entry, names)
    source = entry.get("source")
    if type(source) is int:  # people count from 1
        row["source"] = str(source + 1)
    return row


def _plain(row: Entry, before: Entry) -> Entry:
    """Return an entry with its texts; one that is unchanged keeps its type."""
    kept = {
        name: before[name] if name in before and as_text(before[name]) == (value or "") else value
        for name, value in row.items()
        if value is not None or name in before or name in ("publisher", "date", "url")
    }
    return {**before, **kept}


def _claim(row: Entry, before: Entry) -> Entry:
    number = row.get("source")
    source: object = number
    if isinstance(number, str) and number.isdecimal() and len(number) < 6:
        source = int(number) - 1
    kept = {
        name: value
        for name, value in {**row, "source": source}.items()
        if value is not None or name in before
    }
    return {**before, **kept}


def _stem(name: str) -> str:
    return name.removesuffix("_fr").removesuffix(_NOTE)
