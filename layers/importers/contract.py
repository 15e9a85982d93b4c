"""Foreign features -> features of the contract, every change written into the ledger.

Nothing is thrown away: a property that no field knows stays under its own name, after the
fields. What is null or blank is as good as absent and is left off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.formatting import free_id, order
from layers.importers import geometry as geometries
from layers.importers import values
from layers.importers.raw import NotImportedError
from layers.reading.frames import fields_of
from layers.validation.geometry import GEOMETRIES
from layers.validation.values import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.importers.ledger import Ledger
    from layers.importers.raw import Raw, Wish
    from layers.vocabulary import Field

# A table has one source a row, in columns of its own, not a list.
SOURCE_COLUMNS = tuple(f"source_{field.name}" for field in vocabulary.SOURCE_FIELDS)
# A coordinate or a WKT column is no property; the readers of tables use it up.
PLACE_COLUMNS = ("lat", "lon", "wkt")


def conform(
    batch: Iterable[Raw], wish: Wish, ledger: Ledger
) -> tuple[tuple[dict[str, Any], ...], frozenset[str]]:
    """Return features of the contract, and those ids among theirs that are of our making.

    The ledger says what was done to them.

    Raises:
        NotImportedError: a column or a field that the wish names does not exist.
    """
    raws = list(batch)
    spec = vocabulary.LAYERS.get(wish.layer)
    fields = {field.name: field for field in fields_of(wish.layer)}
    _check_wish(raws, wish, fields, is_context=spec is None)
    given = (raw.properties.get(wish.columns.get("id", "id")) for raw in raws)
    ids = {each for each in given if isinstance(each, str)}
    walk = _Walk(wish, ledger, fields, spec is None, ids)
    allowed = spec.geometries if spec else GEOMETRIES
    found = []
    for raw in raws:
        shape = _geometry(raw, allowed, ledger)
        if shape is not None:
            found.append(walk.feature(raw, shape))
    return tuple(found), frozenset(walk.made)


def _check_wish(raws: list[Raw], wish: Wish, fields: dict[str, Field], *, is_context: bool) -> None:
    known = {*fields, *SOURCE_COLUMNS, *PLACE_COLUMNS}
    for name in (*wish.columns, *wish.constants):
        if not is_context and name not in known and not vocabulary.is_note(name):
            allowed = ", ".join(name for name in fields)
            raise NotImportedError("no-such-field", name=name, layer=wish.layer, allowed=allowed)
    columns = {name: None for raw in raws for name in raw.properties}
    for name, column in wish.columns.items():
        if raws and column not in columns and name not in PLACE_COLUMNS:
            there = ", ".join(list(columns)[:40])
            raise NotImportedError("no-such-column", name=column, columns=there)


def _geometry(raw: Raw, allowed: tuple[str, ...], ledger: Ledger) -> dict[str, Any] | None:
    if raw.geometry is None:
        ledger.dropped("no-geometry", raw.label)
        return None
    flat, had_heights = geometries.without_heights(raw.geometry)
    if had_heights:
        ledger.left_out("geometry", "heights", raw.label)
    fit, how = geometries.fitted(flat, allowed)
    if how == "no-fit":
        ledger.dropped("geometry-unfit", f"{raw.label} ({raw.geometry.get('type')})")
        return None
    if how:
        kinds = (raw.geometry.get("type"), fit["type"])
        ledger.changed("geometry", how, raw.label, kinds)
    return {"type": fit["type"], **{k: fit[k] for k in fit if k in {"coordinates", "geometries"}}}


@dataclass(slots=True)
class _Walk:
    """The way through the features of one batch."""

    wish: Wish
    ledger: Ledger
    fields: dict[str, Field]
    is_context: bool
    ids: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)

    def feature(self, raw: Raw, shape: dict[str, Any]) -> dict[str, Any]:
        """Return one feature of the contract."""
        found = {
            name: value
            for name, value in self._renamed(raw).items()
            if not values.is_nothing(value) and not self._is_left_out(name, raw)
        }
        found = self._with_source(found, raw)
        self._add_constants(found, raw)
        properties = {name: self._converted(name, value, raw) for name, value in found.items()}
        self._add_id(properties, raw)
        return {
            "type": "Feature",
            "properties": self._ordered(properties),
            "geometry": shape,
        }

    def _renamed(self, raw: Raw) -> dict[str, Any]:
        """Return the properties under the names of their fields."""
        wanted = {column: field for field, column in self.wish.columns.items()}
        found: dict[str, Any] = {}
        for name, value in raw.properties.items():
            field = wanted.get(name) or self._same_but_for_case(name, raw)
            if field is None or (field in found and name not in wanted):
                # A column that a mapped one takes the name of stays, under another name.
                found[f"{name}_original" if name in self.wish.columns else name] = value
            elif field not in PLACE_COLUMNS:
                found[field] = value
                if not values.is_nothing(value):
                    self.ledger.mapped(field, name)
        return found

    def _same_but_for_case(self, name: str, raw: Raw) -> str | None:
        folded = name.casefold()
        if name in self.fields or folded not in self.fields or folded in raw.properties:
            return None
        return None if folded in self.wish.columns else folded

    def _is_left_out(self, name: str, raw: Raw) -> bool:
        if not any(fnmatchcase(name, pattern) for pattern in self.wish.left_out):
            return False
        self.ledger.left_out(name, "as-asked", raw.label)
        return True

    def _with_source(self, found: dict[str, Any], raw: Raw) -> dict[str, Any]:
        """Make ``sources`` of columns such as source_title and source_date."""
        chosen = {name: found.get(name, self.wish.constants.get(name)) for name in SOURCE_COLUMNS}
        if "sources" in found or values.is_nothing(chosen["source_title"]):
            return found
        source = {
            field.name: None
            if values.is_nothing(chosen[f"source_{field.name}"])
            else values.as_field(field, chosen[f"source_{field.name}"], order=self.wish.order)
            for field in vocabulary.SOURCE_FIELDS
        }
        self.ledger.made("sources", "from-columns", raw.label, source["title"])
        rest = {name: value for name, value in found.items() if name not in SOURCE_COLUMNS}
        return {**rest, "sources": [source]}

    def _add_constants(self, found: dict[str, Any], raw: Raw) -> None:
        for name, value in self.wish.constants.items():
            if name not in found and name not in SOURCE_COLUMNS:
                found[name] = value
                self.ledger.made(name, "as-asked", raw.label, value)

    def _converted(self, name: str, value: object, raw: Raw) -> object:
        field = self.fields.get(name)
        if field is not None:
            after = values.as_field(field, value, order=self.wish.order)
        else:
            is_note = vocabulary.is_note(name) and not self.is_context
            after = value if is_note else values.as_more(value)
            if not is_note:
                self.ledger.kept(name, raw.label, after)
        if type(after) is not type(value) or after != value:
            self.ledger.changed(name, values.reason(value, after), raw.label, (value, after))
        return after

    def _ordered(self, properties: dict[str, Any]) -> dict[str, Any]:
        if self.is_context:
            return properties
        # Of two notes on what is no field, the French one comes second.
        names = sorted(properties, key=lambda name: name.endswith("_note_fr"))
        return order.properties({name: properties[name] for name in names}, tuple(self.fields))

    def _add_id(self, properties: dict[str, Any], raw: Raw) -> None:
        """Give a feature of the contract an id, if it has none, of what it has."""
        if "id" not in properties and not self.is_context:
            made = self._made_id(properties, raw)
            if made:
                properties["id"] = made
                self.made.add(made)
                self.ledger.made("id", "id-made", raw.label, made)
        elif "id" not in properties and raw.outer_id is not None:
            properties["id"] = str(raw.outer_id)
        if isinstance(properties.get("id"), str):
            self.ids.add(properties["id"])

    def _made_id(self, properties: dict[str, Any], raw: Raw) -> str | None:
        outer = slug_of(raw.outer_id) if isinstance(raw.outer_id, str) else ""
        if outer and not outer.isdigit() and outer not in self.ids:
            return outer
        name = properties.get("name")
        slug = slug_of(name) if isinstance(name, str) else ""
        return free_id(slug, properties.get("start"), self.ids)
