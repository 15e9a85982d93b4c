"""The data contract as JSON Schema (2020-12), for editors such as VS Code.

One schema a layer and one for context layers, made from `vocabulary` and published in
``layers/schemas/``; each file of geodata/ names its own under "$schema". What one value
says about another (an end before its start, an id that stands twice) no schema can say:
``python -m layers check`` does.

    python -m layers.schema    writes the published files anew
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers import atomic, catalogue, vocabulary
from layers.catalogue import LANGUAGES
from layers.validation.geometry import MAX_VERTICES
from layers.validation.sizes import MAX_TEXT
from layers.validation.values import MAX_NUMBER

if TYPE_CHECKING:
    from layers.vocabulary import Field, LayerSpec

    Schema = dict[str, Any]

FOLDER: Final = Path(__file__).parent / "schemas"
SUFFIX: Final = ".schema.json"
CONTEXT: Final = "context"
# How a file of geodata/ names its schema.
REFERENCE: Final = "../layers/schemas/{name}.schema.json"

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SLUG: Final = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DATE: Final = (
    "(?!0000)[0-9]{4}(?:-(?:"
    "(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
    "|(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30))?"
    "|02(?:-(?:0[1-9]|[12][0-9]))?))?"
)
_URL: Final = r"[hH][tT][tT][pP][sS]?://(?:[^\s/?#:\[\]][^\s/?#\[\]]*|\[[0-9a-fA-F:.]+\][^\s/?#]*)(?:[/?#]\S*)?"


def names() -> tuple[str, ...]:
    """Return the names of all schemas: those of the layers and `CONTEXT`."""
    return (*vocabulary.LAYERS, CONTEXT)


def name_for(layer: str) -> str:
    """Return the name of the schema of a layer; any other than ours is a context layer."""
    return layer if layer in vocabulary.LAYERS else CONTEXT


def schema_of(name: str) -> Schema:
    """Return one of `names` as a JSON Schema."""
    spec = vocabulary.LAYERS.get(name)
    said = {language: _layer_name(name, language) for language in LANGUAGES}
    feature = _feature(spec) if spec else _context_feature()
    return {
        "$schema": _DIALECT,
        "$id": f"{name}{SUFFIX}",
        "title": _both("title", {language: {"layer": said[language]} for language in LANGUAGES}),
        "description": _both("about"),
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "$schema": {"type": "string"},
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"$ref": "#/$defs/feature"}},
        },
        "$defs": {"feature": feature, "position": _POSITION, **(_entries() if spec else {})},
    }


def text_of(name: str) -> str:
    """Return one of `names` as it is published: indented JSON with a final newline."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def _layer_name(name: str, language: catalogue.Language) -> str:
    key = f"layer.{name}" if name in vocabulary.LAYERS else "schema.context"
    return catalogue.text(key, language)


def _both(key: str, slots: dict[catalogue.Language, dict[str, str]] | None = None) -> str:
    """Return a text in both languages: an editor does not know which one its user reads."""
    said = [
        catalogue.text(f"schema.{key}", language, **(slots or {}).get(language, {}))
        for language in LANGUAGES
    ]
    return " | ".join(said) if key == "title" else "\n\n".join(said)


# --- features --------------------------------------------------------------------------------


def _feature(spec: LayerSpec) -> Schema:
    fields = {field.name: _member(field, "field") for field in spec.fields}
    required = [field.name for field in spec.fields if field.required and field.name != "id"]
    properties = {
        "type": "object",
        "required": required,
        "properties": fields,
        "patternProperties": {"_note(?:_fr)?$": _note()},
    }
    slug = {"type": "string", "pattern": f"^{_SLUG}$"}
    return {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "properties": properties,
            "geometry": {"description": _both("geometry"), "anyOf": _geometries(spec.geometries)},
        },
        # RFC 7946 puts the id beside the properties; ours stands among them. Either will do.
        "anyOf": [
            {"properties": {"properties": {"required": ["id"], "properties": {"id": slug}}}},
            {"required": ["id"], "properties": {"id": slug}},
        ],
    }


def _context_feature() -> Schema:
    """Return what holds in a context layer: help for the properties that are read, no more."""
    helped = {
        field.name: {"description": _both(f"field.{field.name}")}
        for field in vocabulary.CONTEXT_FIELDS
    }
    geometry = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": [*_DEPTHS, "GeometryCollection"]}},
        "description": _both("geometry"),
        "allOf": [
            {"if": {"properties": {"type": {"const": kind}}}, "then": _geometry(kind)}
            for kind in _DEPTHS
        ],
    }
    return {
        "type": "object",
        "required": ["type", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "properties": {"type": ["object", "null"], "properties": helped},
            "geometry": geometry,
        },
    }


def _note() -> Schema:
    return {"description": _both("note"), "type": ["string", "null"], "maxLength": MAX_TEXT}


def _entries() -> Schema:
    """Return the definitions of a claim and a source."""
    return {
        name: {
            "type": "object",
            "required": [field.name for field in fields if field.required],
            "properties": {field.name: _member(field, name) for field in fields},
        }
        for name, fields in (
            ("claim", vocabulary.CLAIM_FIELDS),
            ("source", vocabulary.SOURCE_FIELDS),
        )
    }


# --- values ----------------------------------------------------------------------------------


def _member(field: Field, group: str) -> Schema:
    described = {"description": _both(f"{group}.{field.name}")}
    if field.type == "code":
        return {**described, **_code(field)}
    form = _form(field)
    if field.required and field.name != "id":
        return {**described, **form}
    return {**described, **_or_absent(form)}


def _code(field: Field) -> Schema:
    """Return the schema of one code; null and "" are as good as absent where it may be."""
    absent: list[str | None] = [] if field.required else [None, ""]
    said = [_code_name(field, code) for code in field.allowed]
    return {
        "enum": [*field.allowed, *absent],
        "enumDescriptions": [*said, *("" for _ in absent)],
    }


def _code_name(field: Field, code: str) -> str:
    kind = "actor" if code in vocabulary.ACTORS else field.name
    words = [catalogue.text(f"{kind}.{code}", language) for language in LANGUAGES]
    return " | ".join(dict.fromkeys(words))


def _form(field: Field) -> Schema:
    """Return the schema of a value that is there."""
    kind = field.type
    if kind == "codes":
        items = {"enum": list(field.allowed)}
        return {"type": "array", "items": items}
    if kind in ("claims", "sources"):
        least = {"minItems": 1} if kind == "sources" else {}
        return {"type": "array", **least, "items": {"$ref": f"#/$defs/{kind.removesuffix('s')}"}}
    if kind == "text":
        pattern = {"pattern": r"\S"} if field.required else {}
        return {"type": "string", **pattern, "maxLength": MAX_TEXT}
    return dict(_FORMS[kind])


_FORMS: Final[dict[str, Schema]] = {
    "slug": {"type": "string", "pattern": f"^{_SLUG}$", "maxLength": 100},
    "date": {"type": "string", "pattern": f"^{_DATE}$"},
    "url": {"type": "string", "pattern": f"^{_URL}$"},
    "integer": {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER},
    "index": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
}


def _or_absent(form: Schema) -> Schema:
    """Let null and "" through, which are as good as absent."""
    if form["type"] != "string":
        return {**form, "type": [form["type"], "null", "string"], "maxLength": 0}
    pattern = {"pattern": f"^$|{form['pattern']}"} if "pattern" in form else {}
    return {**form, "type": ["string", "null"], **pattern}


# --- geometry --------------------------------------------------------------------------------

_POSITION: Final[Schema] = {
    "type": "array",
    "minItems": 2,
    "maxItems": 3,
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "items": {"type": "number"},
}
# How deep the positions lie, and how many the innermost list must have.
_DEPTHS: Final = {
    "Point": (0, 0),
    "MultiPoint": (1, 1),
    "LineString": (1, 2),
    "MultiLineString": (2, 2),
    "Polygon": (2, 3),
    "MultiPolygon": (3, 3),
}


def _geometries(kinds: tuple[str, ...]) -> list[Schema]:
    return [_geometry(kind) for kind in kinds]


def _geometry(kind: str) -> Schema:
    depth, least = _DEPTHS[kind]
    coordinates: Schema = {"$ref": "#/$defs/position"}
    for level in range(depth):
        few = {"minItems": least, "maxItems": MAX_VERTICES} if level == 0 else {"minItems": 1}
        coordinates = {"type": "array", **few, "items": coordinates}
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"const": kind}, "coordinates": coordinates},
    }


def main() -> int:
    """Write every schema into `FOLDER`."""
    FOLDER.mkdir(exist_ok=True)
    for name in names():
        atomic.write(FOLDER / f"{name}{SUFFIX}", text_of(name).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
