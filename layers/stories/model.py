"""What a story is, once read: steps, each with words in two languages and a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from layers.catalogue import LANGUAGES, Language
from layers.view import View

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that stand out."""

    spans: Spans
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: to a feature (its id), or to an http(s) address."""

    spans: Spans
    feature: str | None = None
    url: str | None = None


Span = str | Emphasis | Link
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a step."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of a step, numbered or not."""

    entries: tuple[Spans, ...]
    is_numbered: bool


Block = Paragraph | Bullets
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story.

    Attributes:
        title: by language; at least one of the two.
        text: by language; at least one of the two.
        view: what the map shows at this step, its `story` and `panel` included. The
            language in it means nothing; no centre leaves the map where it is.
        features: ids that the step names, the selected one first, all of them known.
    """

    title: Mapping[Language, str]
    text: Mapping[Language, Blocks]
    view: View
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One story.

    Attributes:
        name: the stem of its file.
        title: by language; at least one of the two.
        summary: by language; may be empty.
        steps: at least one.
    """

    name: str
    title: Mapping[Language, str]
    summary: Mapping[Language, str]
    steps: tuple[Step, ...]


def in_language(words: Mapping[Language, _T], language: Language) -> tuple[_T, Language] | None:
    """Return the words in this language, else in the other one, and in which; None without."""
    for each in (language, *LANGUAGES):
        if each in words:
            return words[each], each
    return None
