"""From answers to one feature, each answer checked by the rule of its field at once."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from layers import catalogue, similar, vocabulary
from layers.authoring.placing import place_of, position_of
from layers.authoring.talking import AuthoringError
from layers.formatting import free_id, order
from layers.knowledge.gazetteer import without_aside
from layers.problems import alternatives, shown
from layers.validation.properties import members_of
from layers.validation.values import MAX_CHOICES, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.authoring.talking import Desk
    from layers.knowledge.gazetteer import LonLat
    from layers.vocabulary import Field, LayerSpec

    Feature = dict[str, Any]

T = TypeVar("T")

SOURCE_SEPARATOR = "|"
# Made by us, written as a list of their own, or found with the position.
_NOT_ASKED = ("id", "claims", "sources", "place", "from_fr", "to_fr", "via_fr")
# What a record shows although nothing is known of it, so that whoever knows can fill it in.
_TEMPLATE = ("end", "killed_min", "killed_max", "strength")
_ROUTE = ("from", "via", "to")
# Between the entries of a list, but not within "Name@longitude,latitude".
_COMMA = re.compile(r",(?!\s*-?\d)")
_YES = ("true", "yes", "y", "oui", "o")
_TODAY = ("today", "aujourd'hui", "aujourd’hui")


def gather(
    spec: LayerSpec,
    given: Mapping[str, str],
    sources: Sequence[str],
    taken: set[str],
    desk: Desk,
) -> Feature:
    """Return a feature of a layer: what is given is taken, the rest is asked.

    Args:
        spec: of the layer.
        given: texts by name of a field; "at" is a position or the name of a place.
        sources: each "title | publisher | date | url"; what is unknown may be empty.
        taken: ids that other features have.
        desk: who is asked; nobody if its `ask` is None.

    Raises:
        AuthoringError: something given is no value of its field, or something required is
            neither given nor can be asked.
    """
    _refuse_unknown(spec, given)
    _refuse_missing(spec, given, sources, desk)
    values: dict[str, Any] = {}
    for field in spec.fields:
        if field.name in given or field.name not in _NOT_ASKED:
            values[field.name] = _answer(spec, field, given.get(field.name), desk)
    for name in given:
        if vocabulary.is_note(name):
            values[name] = given[name]
    geometry = _geometry(spec, given, values, desk)
    values["claims"] = []
    values["sources"] = _sources(sources, desk)
    values.setdefault("id", _id(values, taken))
    kept = {name: value for name, value in values.items() if _is_kept(name, value)}
    names = tuple(field.name for field in spec.fields)
    properties = order.properties(kept, names)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _is_kept(name: str, value: object) -> bool:
    return value is not None or name in _TEMPLATE


def _refuse_unknown(spec: LayerSpec, given: Mapping[str, str]) -> None:
    known = (*(field.name for field in spec.fields), "at")
    for name in given:
        if name not in known and not vocabulary.is_note(name):
            near = similar.nearest(name, known)
            raise AuthoringError("new.no-field", found=shown(name), near=near or known[0])


def _refuse_missing(
    spec: LayerSpec, given: Mapping[str, str], sources: Sequence[str], desk: Desk
) -> None:
    if desk.ask is not None:
        return
    asked = (field for field in spec.fields if field.required and field.name not in _NOT_ASKED)
    missing = [f"--set {field.name}=…" for field in asked if not given.get(field.name)]
    if not _is_line(spec) and not (given.get("at") or given.get("place")):
        missing.append("--at …")
    if _is_line(spec):
        missing += [f"--set {name}=…" for name in ("from", "to") if not given.get(name)]
    if not sources:
        missing.append("--source …")
    if missing:
        raise AuthoringError("new.missing", missing=", ".join(missing))


# --- values ----------------------------------------------------------------------------------


def _answer(spec: LayerSpec, field: Field, given: str | None, desk: Desk) -> object:
    """Return the value of one field; None if it is left open."""
    check = members_of(spec.fields, notes=True).checks[field.name]

    def understood(text: str) -> object:
        value = _value(field, text, desk)
        if value is None:
            if field.required or (_is_line(spec) and field.name in ("from", "to")):
                raise AuthoringError("new.required", name=field.name)
            return None
        wrong = check(value)
        if wrong:
            said = desk.complaint(field.name, wrong)
            raise AuthoringError("new.wrong", name=field.name, said=said)
        return value

    if given is not None or desk.ask is None:
        return understood(given or "")
    return _asked(_question(field, desk), understood, desk)


def _asked(question: str, understood: Callable[[str], T], desk: Desk) -> T:
    """Ask until the answer is understood; what is wrong with it is said."""
    if desk.ask is None:
        return understood("")
    while True:
        try:
            return understood(desk.ask(question))
        except AuthoringError as error:
            desk.say(error.message(desk.language))


def _question(field: Field, desk: Desk) -> str:
    needed = desk.text("new.needed") if field.required else desk.text("new.optional")
    help_text = desk.text(f"schema.field.{field.name}")
    choices = ""
    if field.allowed:
        few = len(field.allowed) <= MAX_CHOICES
        listed = alternatives(field.allowed, desk.language)
        choices = f" {listed}." if few else f" {desk.text('new.see-table')}"
    return f"{field.name} ({needed}): {help_text}{choices}\n> "


def _value(field: Field, text: str, desk: Desk) -> object:
    """Return what a text means for a field; the text itself if it is no such value."""
    text = text.strip()
    if not text:
        return None
    if field.type in ("codes", "texts"):
        return [part.strip() for part in _COMMA.split(text) if part.strip()]
    if field.type == "integer":
        return int(text) if text.isdecimal() and len(text) < 10 else text
    if field.type == "boolean":
        return text.casefold() in _YES
    if field.type == "date" and text.casefold() in _TODAY:
        return desk.today.isoformat()
    return text


def _id(values: Mapping[str, Any], taken: set[str]) -> str | None:
    """Make an id of name and month, as most ids of the shipped files are made."""
    slug = slug_of(f"{values['name'][:60]} {str(values['start'])[:7]}")
    return free_id(slug, None, taken)


# --- where -----------------------------------------------------------------------------------


def _is_line(spec: LayerSpec) -> bool:
    return "Point" not in spec.geometries


def _geometry(
    spec: LayerSpec, given: Mapping[str, str], values: dict[str, Any], desk: Desk
) -> dict[str, Any]:
    """Return the geometry; the places found are written into the values, too."""
    if _is_line(spec):
        return {"type": "LineString", "coordinates": _route(values, desk)}
    text = given.get("at") or given.get("place")
    if text is not None:
        lonlat, place = position_of(text, desk)
    else:
        lonlat, place = _asked(desk.text("new.where"), partial(position_of, desk=desk), desk)
    if place is not None and spec.field("place"):
        values["place"] = place.id
    return {"type": "Point", "coordinates": list(lonlat)}


def _route(values: dict[str, Any], desk: Desk) -> list[list[float]]:
    """Return the positions of a movement, and name its stops in both languages."""
    stops: dict[str, list[_Stop]] = {}
    for name in _ROUTE:
        said = values.get(name) or []
        stops[name] = [_stop(each, desk) for each in (said if isinstance(said, list) else [said])]
    (first,), (last,) = stops["from"], stops["to"]
    values |= {"from": first.name, "from_fr": first.name_fr}
    values |= {"to": last.name, "to_fr": last.name_fr}
    line = [first, *stops["via"], last]
    if stops["via"]:
        values["via"] = [each.name for each in line]
        values["via_fr"] = [each.name_fr for each in line]
    return [list(each.lonlat) for each in line]


class _Stop(NamedTuple):
    """A place of a movement, with its names in both languages."""

    name: str
    name_fr: str
    lonlat: LonLat


def _stop(said: str, desk: Desk) -> _Stop:
    """Return where a stop lies: a known place, or "Name@longitude,latitude".

    Of a name that is not in the gazetteer the position is asked.
    """
    name, at, where = said.partition("@")
    if at:
        return _Stop(name.strip(), name.strip(), position_of(where, desk)[0])
    try:
        place = place_of(said, desk)
    except AuthoringError as error:
        if desk.ask is None:
            raise AuthoringError("new.no-stop", name=said) from error
        desk.say(error.message(desk.language))
        question = desk.text("new.where-is", name=said)
        lonlat, _ = _asked(question, partial(position_of, desk=desk), desk)
        return _Stop(said, said, lonlat)
    return _Stop(without_aside(place.name), without_aside(place.name_fr), place.lonlat)


# --- sources ---------------------------------------------------------------------------------


def _sources(given: Sequence[str], desk: Desk) -> list[dict[str, Any]]:
    if given or desk.ask is None:
        return [_source(text.split(SOURCE_SEPARATOR), desk) for text in given]
    found: list[dict[str, Any]] = []
    while True:
        first = "new.source" if not found else "new.another-source"
        title = desk.ask(desk.text(first)).strip()
        if not title and found:
            return found
        if title:
            found.append(_asked_source(title, desk))


def _asked_source(title: str, desk: Desk) -> dict[str, Any]:
    said: dict[str, Any] = {"title": title}
    for field in vocabulary.SOURCE_FIELDS[1:]:
        help_text = catalogue.text(f"schema.source.{field.name}", desk.language)
        question = f"{field.name}: {help_text}\n> "
        said[field.name] = _asked(question, partial(_part, field, desk=desk), desk)
    return said


def _source(parts: Sequence[str], desk: Desk) -> dict[str, Any]:
    """Return a source of its parts in the order of the vocabulary."""
    if len(parts) > len(vocabulary.SOURCE_FIELDS):
        raise AuthoringError("new.source-parts", found=shown(SOURCE_SEPARATOR.join(parts)))
    padded = [*parts, *("" for _ in vocabulary.SOURCE_FIELDS)]
    return {
        field.name: _part(field, text, desk=desk)
        for field, text in zip(vocabulary.SOURCE_FIELDS, padded, strict=False)
    }


def _part(field: Field, text: str, *, desk: Desk) -> object:
    value = _value(field, text, desk)
    if value is None:
        if field.required:
            raise AuthoringError("new.required", name=f"sources.{field.name}")
        return None
    wrong = members_of(vocabulary.SOURCE_FIELDS, notes=False).checks[field.name](value)
    if wrong:
        said = desk.complaint(field.name, wrong)
        raise AuthoringError("new.wrong", name=f"sources.{field.name}", said=said)
    return value
