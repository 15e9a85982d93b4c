"""What a file may say: layers, fields, kinds, actors, as data.

The validator, the legend, the cards and geodata/README.md all read these tables;
nothing here is said a second time elsewhere. Names for people are in `catalogue`:
``actor.FRA``, ``family.france``, ``layer.military_bases``, ``kind.airbase``,
``status.disputed``, ``precision.area``, ``stance.denies``, ``mode.air``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldType = Literal[
    "slug",
    "text",
    "date",
    "code",
    "codes",
    "texts",
    "integer",
    "boolean",
    "claims",
    "sources",
    "url",
    "index",
]

STATUSES = ("confirmed", "reported", "disputed")
STANCES = ("asserts", "denies")
TRAVEL_MODES = ("road", "air", "unknown")

# Radius of the ring that says how well a place is known, in kilometres.
PRECISION_RADIUS_KM: Mapping[str, float] = MappingProxyType(
    {"site": 0.5, "settlement": 3.0, "area": 15.0, "region": 60.0}
)
PRECISIONS = tuple(PRECISION_RADIUS_KM)

BASE_KINDS = ("airbase", "camp", "outpost", "headquarters", "training", "logistics")
EVENT_KINDS = ("massacre", "mass_grave", "attack", "airstrike", "executions")
MOVEMENT_KINDS = (
    "withdrawal",
    "deployment",
    "handover",
    "offensive",
    "retreat",
    "convoy",
    "airlift",
    "blockade",
)
MILESTONE_KINDS = (
    "coup",
    "announcement",
    "mandate",
    "accord",
    "diplomacy",
    "sanctions",
    "media",
    "aid",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One operator, actor or alleged perpetrator.

    Attributes:
        family: key of the colour family it belongs to.
        label: the few letters drawn on its symbol, the same in both languages.
    """

    family: str
    label: str


# At most eight families, so that eight colours and eight shapes tell all actors apart.
FAMILIES = ("france", "mali", "russia", "un", "states", "jihadist", "azawad", "militia")

_LABELS_BY_FAMILY: Mapping[str, Mapping[str, str]] = {
    "france": {"FRA": "FRA"},
    "mali": {"MLI": "FAMa"},
    "russia": {"WAGNER": "WAG", "AFRICA_CORPS": "AC", "RUS": "RUS"},
    "un": {"UN": "UN"},
    "states": {
        code: code
        for code in (
            *("EU", "G5S", "DEU", "TCD", "SWE", "BGD", "BFA", "CZE", "NER", "EST", "GBR"),
            *("EGY", "DNK", "ITA", "NLD", "CIV", "TGO", "ESP", "MRT", "SEN", "TUN", "GIN"),
            *("NPL", "KHM", "NOR", "PRT", "AUT", "PAK"),
        )
    },
    "jihadist": {
        "JNIM": "JNIM",
        "ISSP": "ISSP",
        "AQIM": "AQIM",
        "ANSAR_DINE": "AD",
        "MUJAO": "MUJ",
        "AL_MOURABITOUN": "ALM",
    },
    "azawad": {code: code for code in ("CSP", "FLA", "MNLA", "CMA", "HCUA", "MAA")},
    "militia": {
        "DOZO": "DOZO",
        "DNA": "DNA",
        "DOGON_MILITIA": "DOG",
        "FULANI_MILITIA": "FUL",
        "GATIA": "GAT",
        "MSA": "MSA",
        "PLATFORM": "PLAT",
        "UNKNOWN": "?",
    },
}

ACTORS: Mapping[str, Actor] = MappingProxyType(
    {
        code: Actor(family, label)
        for family, labels in _LABELS_BY_FAMILY.items()
        for code, label in labels.items()
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a feature.

    Attributes:
        name: as written in the file.
        type: how its value is checked.
        required: a feature without it is left off the map.
        allowed: the codes that a "code" or "codes" field may take; empty for other types.
    """

    name: str
    type: FieldType
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """What the features of one file are.

    Attributes:
        name: the stem of the file.
        geometries: the GeoJSON geometry types that it may hold.
        fields: its properties, in the order in which a file lists them.
    """

    name: str
    geometries: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the field of this name, or None."""
        return next((field for field in self.fields if field.name == name), None)


_HEAD = (
    Field("id", "slug", required=True),
    Field("name", "text", required=True),
    Field("name_fr", "text"),
    Field("start", "date", required=True),
    Field("end", "date"),
)
_TAIL = (
    Field("status", "code", required=True, allowed=STATUSES),
    Field("precision", "code", required=True, allowed=PRECISIONS),
    Field("summary", "text"),
    Field("summary_fr", "text"),
    Field("claims", "claims"),
    Field("sources", "sources", required=True),
)
_ACTOR_CODES = tuple(ACTORS)

# A note explains its neighbour: `end_note` explains `end`. Every field may have one,
# in both languages, so notes are a pattern and not a list.
NOTE_SUFFIXES = ("_note", "_note_fr")

LAYERS: Mapping[str, LayerSpec] = MappingProxyType(
    {
        spec.name: spec
        for spec in (
            LayerSpec(
                "military_bases",
                ("Point",),
                (
                    *_HEAD,
                    Field("kind", "code", required=True, allowed=BASE_KINDS),
                    Field("site", "slug", required=True),
                    Field("operator", "code", required=True, allowed=_ACTOR_CODES),
                    Field("operation", "text"),
                    Field("partners", "codes", allowed=_ACTOR_CODES),
                    Field("place", "slug"),
                    *_TAIL,
                ),
            ),
            LayerSpec(
                "massacre_sites",
                ("Point",),
                (
                    *_HEAD,
                    Field("kind", "code", required=True, allowed=EVENT_KINDS),
                    Field("killed_min", "integer"),
                    Field("killed_max", "integer"),
                    Field("killed_open", "boolean"),
                    Field("perpetrators", "codes", allowed=_ACTOR_CODES),
                    Field("victims", "text"),
                    Field("victims_fr", "text"),
                    Field("admin", "text"),
                    Field("admin_fr", "text"),
                    *_TAIL,
                ),
            ),
            LayerSpec(
                "troop_movements",
                ("LineString", "MultiLineString"),
                (
                    *_HEAD,
                    Field("kind", "code", required=True, allowed=MOVEMENT_KINDS),
                    Field("mode", "code", allowed=TRAVEL_MODES),
                    Field("actor", "code", required=True, allowed=_ACTOR_CODES),
                    Field("strength", "integer"),
                    Field("from", "text"),
                    Field("from_fr", "text"),
                    Field("to", "text"),
                    Field("to_fr", "text"),
                    Field("via", "texts"),
                    Field("via_fr", "texts"),
                    *_TAIL,
                ),
            ),
            LayerSpec(
                "milestones",
                ("Point",),
                (
                    *_HEAD,
                    Field("kind", "code", required=True, allowed=MILESTONE_KINDS),
                    Field("place", "slug"),
                    *_TAIL,
                ),
            ),
        )
    }
)

# What stands in an entry of `claims` and of `sources`.
CLAIM_FIELDS = (
    Field("by", "text", required=True),
    Field("by_fr", "text"),
    Field("stance", "code", required=True, allowed=STANCES),
    Field("says", "text", required=True),
    Field("says_fr", "text"),
    Field("date", "date"),
    Field("source", "index"),
)
SOURCE_FIELDS = (
    Field("title", "text", required=True),
    Field("publisher", "text"),
    Field("date", "date"),
    Field("url", "url"),
)

# What is read of a context layer if it is there and of this type; nothing is required, and
# all the rest stands under "more", `kind` and `population` too.
CONTEXT_FIELDS = (
    Field("id", "text"),
    Field("name", "text"),
    Field("name_fr", "text"),
    Field("start", "date"),
    Field("end", "date"),
    Field("summary", "text"),
    Field("summary_fr", "text"),
    Field("sources", "sources"),
)

# The base layer's own context: labels of towns, rivers and roads.
PLACES = "places"
RIVERS_ROADS = "rivers_roads"


def is_note(name: str) -> bool:
    """Tell whether a property is the note of another one, such as ``end_note_fr``."""
    return name.endswith(NOTE_SUFFIXES)
