"""One field of the form: the widget of its type, and what is wrong with it, below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import catalogue, dates, wording
from layers.panels.editing import problem_list
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element
from layers.problems import visible

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from layers.panels.editing.desk import Desk
    from layers.panels.editing.state import Work
    from layers.problems import Problem
    from layers.vocabulary import Field

# Texts of more than a line.
_LONG = ("summary", "summary_fr")
_ACTORS = ("operator", "partners", "perpetrators", "actor")


def show(field: Field, work: Work, problems: Sequence[Problem], desk: Desk) -> object:
    """Show a field with its problems and return what is filled in: a JSON value, None if open.

    Args:
        field: of the layer.
        work: whose seed fills the widget.
        problems: of this field.
        desk: language and atlas.
    """
    value = work.seed.properties.get(field.name)
    given = _widget(field, value, work.key(field.name), desk)
    if field.type == "date":
        _say_date(given, desk)
    problem_list.beside(problems, desk.language)
    return given


def label(field: Field, desk: Desk) -> str:
    """Return what a field is called, and whether it is required."""
    name = desk.say(f"edit.field.{field.name}")
    is_needed = field.required and field.name != "id"  # which is made of the name
    return desk.say("edit.form.needed", label=name) if is_needed else name


def told(field: Field, desk: Desk) -> str:
    """Return what a field means, for somebody who fills it in and writes no JSON."""
    own = f"edit.help.{field.name}"
    return desk.say(own if catalogue.has(own) else f"schema.field.{field.name}")


def code_words(field: Field, code: str, desk: Desk) -> str:
    """Return what a code means in words; the code itself if it is none of ours."""
    if not code:
        return desk.say("edit.form.open")
    key = f"actor.{code}" if field.name in _ACTORS else f"{field.name}.{code}"
    return desk.say(key) if code in field.allowed and catalogue.has(key) else code


def _widget(field: Field, value: Any, key: str, desk: Desk) -> object:  # noqa: ANN401
    if field.type == "code":
        return _code(field, value, key, desk)
    if field.type == "codes":
        return _codes(field, value, key, desk)
    if field.type == "boolean":
        return _boolean(field, value, key, desk)
    if field.type == "texts":
        return _texts(field, value, key, desk)
    text = _text(field, value, key, desk)
    if field.type == "integer" and text is not None:
        return int(text) if text.isdecimal() and len(text) < 10 else text
    # What nobody has touched stays as it was, even a number where a text should be.
    return value if text == as_text(value) else text


def _text(field: Field, value: object, key: str, desk: Desk) -> str | None:
    said, hint = as_text(value), told(field, desk)
    name = label(field, desk)
    if field.name in _LONG:
        given = st.text_area(name, value=said, key=key, help=hint, height=140)
    else:
        form = desk.say("edit.form.date") if field.type == "date" else None
        given = st.text_input(name, value=said, key=key, help=hint, placeholder=form)
    return (given or "").strip() or None


def _texts(field: Field, value: object, key: str, desk: Desk) -> list[str] | None:
    said = "\n".join(map(as_text, value)) if isinstance(value, list) else as_text(value)
    name = f"{label(field, desk)} ({desk.say('edit.form.lines')})"
    given = st.text_area(name, value=said, key=key, help=told(field, desk), height=90) or ""
    return [line.strip() for line in given.splitlines() if line.strip()] or None


def _code(field: Field, value: object, key: str, desk: Desk) -> str | None:
    own = as_text(value)
    options = list(dict.fromkeys(("", *field.allowed, own)))
    chosen = st.selectbox(
        label(field, desk),
        options,
        index=options.index(own),
        format_func=lambda code: code_words(field, code, desk),
        key=key,
        help=told(field, desk),
    )
    return chosen or None


def _codes(field: Field, value: object, key: str, desk: Desk) -> list[str] | None:
    own = [as_text(each) for each in value] if isinstance(value, list) else []
    chosen = st.multiselect(
        label(field, desk),
        list(dict.fromkeys((*field.allowed, *own))),
        default=own,
        format_func=lambda code: code_words(field, code, desk),
        key=key,
        help=told(field, desk),
        placeholder=desk.say("edit.form.open"),
    )
    return chosen or None


def _boolean(field: Field, value: object, key: str, desk: Desk) -> bool | None:
    is_on = st.checkbox(label(field, desk), value=value is True, key=key, help=told(field, desk))
    return True if is_on else (False if value is not None else None)


def as_text(value: object) -> str:
    """Return a JSON value as it stands in a text field."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    # Half a character cannot be sent to a browser.
    return text if text.isascii() else "".join(_whole(char) for char in text)


def _whole(char: str) -> str:
    return visible(char) if "\ud800" <= char <= "\udfff" else char


def _say_date(given: object, desk: Desk) -> None:
    """Say in words what a date means, as the map will."""
    if dates.parsed(given) is None:
        return
    words = wording.date_words(str(given), desk.language)
    show_html(element("p", desk.say("edit.form.reads", date=words), class_="reads"), desk.language)


def of_property(problems: Sequence[Problem], names: Container[str]) -> list[Problem]:
    """Return the problems that belong beside one of some fields."""
    return [each for each in problems if owner(each) in names]


def owner(problem: Problem) -> str:
    """Return the property that a problem is of; of a missing one, its name."""
    if problem.code == "property-missing" and not problem.property:
        return str(dict(problem.slots).get("name", ""))
    return stem(problem.property)


def stem(path: str) -> str:
    """Return the property that a path begins with: "sources" of "sources[0].url"."""
    return path.split("[", 1)[0].split(".", 1)[0]
