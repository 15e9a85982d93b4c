"""What is wrong with a file, said so that its author can mend it.

A problem has a stable code; what it says is in ``catalogue/problems.json`` under
``problem.CODE.what`` and ``problem.CODE.mend``, in English and French. Bad content is
never raised: it is returned as problems. Only what no reader can go on from is raised.
"""

from __future__ import annotations

import builtins
import json
import unicodedata
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from layers import catalogue, similar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language

Severity = Literal["error", "warning", "notice"]

# A value in a message is never longer than this, in characters.
SHOWN_LENGTH = 80
_SHOWN_ENTRIES = 6
_SHOWN_DEPTH = 2

# error: the file or the feature is left off. warning: shown, but look at it.
# notice: shown, and nothing to do if it is as meant.
_CODES_BY_SEVERITY: Mapping[Severity, tuple[str, ...]] = {
    "error": (
        # the folder and its files
        "folder-missing",
        "file-kind",
        "file-name-form",
        "file-unreadable",
        "file-vanished",
        "file-too-large",
        "file-empty",
        "encoding",
        "json-syntax",
        "not-geojson",
        "esri-json",
        "topojson",
        "crs-unknown",
        "features-too-many",
        # one feature
        "not-a-feature",
        "properties-missing",
        "duplicate-key",
        "number-not-finite",
        "number-too-long",
        "nested-too-deep",
        "text-too-long",
        "bad-character",
        "geometry-missing",
        "geometry-empty",
        "geometry-type",
        "coordinates-form",
        "coordinates-range",
        "coordinates-swapped",
        "line-too-long",
        "line-too-short",
        "property-missing",
        "value-type",
        "code-unknown",
        "slug-form",
        "number-range",
        "date-form",
        "date-calendar",
        "dates-reversed",
        "killed-reversed",
        "sources-empty",
        "source-index",
        "url-form",
        "id-duplicate",
        # stories: the file or the step is left off
        *("story-name", "story-head", "story-missing", "story-empty", "story-text"),
        *("story-setting", "story-feature", "story-period"),
    ),
    "warning": (
        "file-name",
        "collection-type",
        "duplicate-member",
        "far-outside",
        "coordinates-doubtful",
        "decimal-comma",
        "ring-open",
        "property-misspelt",
        "property-outside",
        "context-date",
        "disputed-one-sided",
        "killed-zero",
        "date-future",
        "starts-recently",
        "tenure-gap",
        "tenure-overlap",
        "id-mismatch",
        "id-replaced",
        # knowledge of the subject
        "sources-early",
        "url-dead",
        "personal-data",
        "place-unknown",
        "place-distance",
        "admin-region",
        "line-end",
        "perpetrator-gone",
        "near-duplicate",
        # stories
        *("story-key", "story-translation", "story-markup", "story-link"),
        *("story-hidden", "story-unsourced", "story-stray"),
    ),
    "notice": (
        "file-stale",
        "bare-feature",
        "bare-geometry",
        "feature-sequence",
        "crs-reprojected",
        "problems-too-many",
        "killed-title",
        "line-past-end",
        "french-missing",
    ),
}
CODES: Mapping[str, Severity] = MappingProxyType(
    {code: severity for severity, codes in _CODES_BY_SEVERITY.items() for code in codes}
)
# Of a deck of pictures (`export.deck_file`): no file of the folder, so `check` meets none of
# them, and their words are in ``catalogue/export_command.json``. error: the deck or the
# picture is left off.
DECK_CODES: Mapping[str, Severity] = MappingProxyType(
    {
        "deck-form": "error",
        "deck-version": "error",
        "deck-too-large": "error",
        "deck-missing": "error",
        "deck-value": "error",
        "deck-pictures-too-many": "error",
        "deck-key": "warning",
        "deck-title": "warning",
    }
)
# Said right after what caused it, and never counted as a problem of its own.
CONSEQUENCES = frozenset({"file-stale"})


class TemoinError(Exception):
    """Whatever Témoin raises on purpose; none of it leaves `reading` and `atlas`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A slot whose text is in the catalogue, so that it follows the reader's language."""

    key: str
    slots: tuple[tuple[str, Slot], ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """A slot that asks "Did you mean ...?" if some choice looks like what was written.

    Looking for it takes time, so it is done only when somebody reads the message.
    """

    word: str
    choices: tuple[str, ...]
    quoted: bool = False


# A tuple of texts is written as "a, b or c".
Slot = str | int | Word | Nearest | tuple[str, ...]


def maybe(*choices: str | None) -> Slot:
    """Return the slot that ends a mend with "Did you mean a or b?"; "" without a choice."""
    known = tuple(choice for choice in choices if choice)
    return Word("problem.maybe", (("choice", known),)) if known else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in one feature, before anybody knows where that feature stands.

    Attributes:
        code: one of CODES.
        path: from the feature to the value, e.g. ``("properties", "sources", 0, "url")``.
        slots: what the message needs, by name.
    """

    code: str
    path: tuple[str | int, ...]
    slots: tuple[tuple[str, Slot], ...] = ()


def finding(code: str, path: tuple[str | int, ...], /, **slots: Slot) -> Finding:
    """Make a finding; the slots are those of the message in the catalogue."""
    return Finding(code, path, tuple(slots.items()))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        code: one of CODES or DECK_CODES.
        file: name of the file, without its folder.
        line: from 1; 0 where the whole file is meant.
        column: from 1, in characters; 0 where the whole line or file is meant.
        feature: its id, or "#3" for the third feature of a file; "" for the file.
        property: such as "killed_min" or "sources[0].url"; "" for the feature.
        slots: what the message needs, by name.
    """

    code: str
    file: str
    line: int = 0
    column: int = 0
    feature: str = ""
    property: str = ""
    slots: tuple[tuple[str, Slot], ...] = ()

    @builtins.property  # the field of this name hides it here
    def severity(self) -> Severity:
        """Return how bad it is."""
        return CODES[self.code] if self.code in CODES else DECK_CODES[self.code]

    @builtins.property  # the field of this name hides it here
    def sort_key(self) -> tuple[str, int, int, bool, str]:
        """Return the key that orders problems by file and position, causes first."""
        return (self.file, self.line, self.column, self.code in CONSEQUENCES, self.code)

    def found(self, language: Language) -> str:
        """Return what was found, shortened; "" where nothing was."""
        return self._slot("found", language)

    def allowed(self, language: Language) -> str:
        """Return what is allowed; "" where there is no list of it."""
        return self._slot("allowed", language)

    def what(self, language: Language) -> str:
        """Say what is wrong, in one sentence."""
        return catalogue.text(f"problem.{self.code}.what", language, **self._words(language))

    def mend(self, language: Language) -> str:
        """Say what to do about it, in one sentence."""
        return catalogue.text(f"problem.{self.code}.mend", language, **self._words(language))

    def place(self, language: Language) -> str:
        """Say where it is: file, line and column, feature, property."""
        parts = [visible(self.file)]
        if self.line:
            key = "problem.place.line" if self.column else "problem.place.line_only"
            parts.append(catalogue.text(key, language, line=self.line, column=self.column))
        if self.feature:
            parts.append(visible(self.feature))
        if self.property:
            parts.append(visible(self.property))
        return ", ".join(parts)

    def message(self, language: Language) -> str:
        """Say all of it: the place, what is wrong, and the mend."""
        colon = catalogue.text("problem.place.colon", language)
        return f"{self.place(language)}{colon}{self.what(language)} {self.mend(language)}"

    def _words(self, language: Language) -> dict[str, str]:
        words = {name: _said(slot, language) for name, slot in self.slots}
        return {**words, "file": visible(self.file), "property": visible(self.property)}

    def _slot(self, name: str, language: Language) -> str:
        return next((_said(slot, language) for key, slot in self.slots if key == name), "")


def _said(slot: Slot, language: Language) -> str:
    if isinstance(slot, Word):
        words = {name: _said(part, language) for name, part in slot.slots}
        return catalogue.text(slot.key, language, **words)
    if isinstance(slot, Nearest):
        found = similar.nearest(slot.word, slot.choices)
        return _said(maybe(shown(found) if found and slot.quoted else found), language)
    if isinstance(slot, tuple):
        return alternatives(slot, language)
    if isinstance(slot, int):
        return catalogue.number_text(slot, language)
    return slot


def alternatives(texts: tuple[str, ...], language: Language) -> str:
    """Write several choices in a row: "road, air or unknown"."""
    if len(texts) < 2:
        return "".join(texts)
    either = catalogue.text("problem.list.or", language)
    return f"{', '.join(texts[:-1])} {either} {texts[-1]}"


def has_errors(findings: list[Finding]) -> bool:
    """Tell whether a feature with these findings is left off."""
    return any(CODES[each.code] == "error" for each in findings)


def shown(value: object) -> str:
    """Write a value of a file as JSON, short and with nothing hidden in it."""
    return visible(json.dumps(_outline(value), ensure_ascii=False))


def _outline(value: object, depth: int = 0) -> object:
    """Keep the first entries only: a message needs no more, and a value may be huge."""
    if isinstance(value, str):
        return value[: SHOWN_LENGTH + 1]
    if isinstance(value, list | dict) and depth == _SHOWN_DEPTH:
        return "…"
    if isinstance(value, dict):
        first = islice(value.items(), _SHOWN_ENTRIES)
        return {key[:SHOWN_LENGTH]: _outline(part, depth + 1) for key, part in first}
    if isinstance(value, list):
        return [_outline(part, depth + 1) for part in value[:_SHOWN_ENTRIES]]
    return value


def visible(text: str) -> str:
    """Return a text of at most SHOWN_LENGTH characters without hidden ones.

    Control characters, direction marks and lone surrogates are written as ⟨U+202E⟩.
    """
    clean = "".join(_visible(char) for char in text[: SHOWN_LENGTH + 1])
    return clean if len(clean) <= SHOWN_LENGTH else f"{clean[: SHOWN_LENGTH - 1]}…"


def _visible(char: str) -> str:
    hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return f"⟨U+{ord(char):04X}⟩" if hidden else char
