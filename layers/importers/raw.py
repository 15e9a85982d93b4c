"""What every reader of a foreign format returns, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import catalogue
from layers.problems import TemoinError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.written_dates import Order

# A file of any format is not larger than this, packed or unpacked, in bytes.
MAX_BYTES = 200_000_000


def nothing() -> Mapping[str, Any]:
    """Return a mapping of nothing that nobody can fill."""
    return MappingProxyType({})


class NotImportedError(TemoinError):
    """Nothing of a file can be imported; `message` says why.

    Args:
        key: last part of the key ``import.refused.KEY`` of the catalogue.
        slots: what its text needs.
    """

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(key, slots)
        self._key = key
        self._slots = slots

    def message(self, language: Language) -> str:
        """Say why, and what to do about it; names from the file have nothing hidden in them."""
        said = catalogue.text(f"import.refused.{self._key}", language, **self._slots)
        marks = (catalogue.NARROW_SPACE, "\u00a0")
        return "".join(
            char if char.isprintable() or char in marks else f"⟨U+{ord(char):04X}⟩" for char in said
        )


@dataclass(frozen=True, slots=True)
class Raw:
    """One feature as a foreign file has it.

    Attributes:
        label: what the report calls it: its id, or "#3" for the third of its file.
        properties: JSON values by their names in the file; what is unknown is absent.
        geometry: of RFC 7946, in EPSG:4326; None if there is none.
        outer_id: the id that stands beside the properties, if any.
    """

    label: str
    properties: Mapping[str, Any]
    geometry: dict[str, Any] | None
    outer_id: str | int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a foreign file holds.

    Attributes:
        format: last part of the key ``import.format.FORMAT`` of the catalogue.
        features: in the order of the file.
        around: what stands around them and is worth keeping, such as an attribution.
    """

    format: str
    features: tuple[Raw, ...]
    around: Mapping[str, Any] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants.

    Attributes:
        layer: name of the layer that the features are for.
        columns: the column of the file that holds a field, by the name of the field.
        constants: what a field holds if the file says nothing, by the name of the field.
        left_out: patterns such as "marker-*" of properties to leave out.
        order: how "04/05/2022" is meant: "dmy" 4 May, "mdy" 5 April, None nobody knows.
        accessed: the day of the copy, for the source of each feature; "" if not said.
        table: which table of a file with several; "" for the only one.
    """

    layer: str
    columns: Mapping[str, str] = field(default_factory=nothing)
    constants: Mapping[str, str] = field(default_factory=nothing)
    left_out: tuple[str, ...] = ()
    order: Order | None = None
    accessed: str = ""
    table: str = ""
