"""The few marks that the text of a step may hold -> blocks of spans.

Paragraphs, lists (``- one``, ``1. one``), ``*emphasis*``, ``**strong**``, links to web
addresses and to features (``[the camp](#gossi-barkhane)``); a backslash takes a mark its
meaning. Whatever else Markdown knows, and all HTML, stays text and is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from layers.stories.model import Bullets, Emphasis, Link, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.stories.model import Block, Blocks, Span, Spans

Line = tuple[int, str]  # number in the file, from 1; text

# No part of a mark holds its own opening sign, so that reading takes one pass.
_MARK = re.compile(
    r"\\(?P<plain>[\\*\[\]()#<>!-])"
    r"|\*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
)
_BULLET = re.compile(r"[-*+]\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_OTHER_MARK = re.compile(
    r"(?<!\\)(?:!\[.*|</?[A-Za-z!][^>]*>?)|^(?:>|```|~~~|\||#{1,6}(?=\s)|(?:-{3,}|={3,})$).*"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark that means nothing here: the line, a code of `problems`, what was found."""

    line: int
    code: str
    found: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds.

    Attributes:
        blocks: in their order.
        links: ids of the features that it links to, with the line of each.
        doubts: what was taken for plain text.
    """

    blocks: Blocks
    links: tuple[tuple[str, int], ...]
    doubts: tuple[Doubt, ...]


def read(lines: Sequence[Line]) -> Reading:
    """Read the text of a step. Never raises for what it holds."""
    doubts = [
        Doubt(number, "story-markup", found.group().strip())
        for number, text in lines
        if (found := _OTHER_MARK.search(text.strip()))
    ]
    chunks = [*_chunks(lines)]
    links: list[tuple[str, int]] = []
    for chunk in chunks:
        for target in _targets(" ".join(text for _, text in chunk)):
            line = next((number for number, text in chunk if target in text), chunk[0][0])
            if target.startswith("#"):
                links.append((target[1:], line))
            elif not _is_address(target):
                doubts.append(Doubt(line, "story-link", target))
    blocks = tuple(_block([text for _, text in chunk]) for chunk in chunks)
    return Reading(blocks, tuple(links), tuple(doubts))


def _targets(text: str) -> Iterator[str]:
    for mark in _MARK.finditer(text):
        if mark["target"] is not None:
            yield mark["target"]
        yield from _targets(mark["strong"] or mark["emphasis"] or "")


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each block, without the blank ones between them."""
    chunk: list[Line] = []
    for number, text in (*lines, (0, "")):
        # A list may follow its introduction without a blank line.
        is_list = chunk and _marker(text) and not _marker(chunk[0][1])
        if chunk and (is_list or not text.strip()):
            yield chunk
            chunk = []
        if text.strip():
            chunk.append((number, text.strip()))


def _marker(text: str) -> re.Pattern[str] | None:
    return next((each for each in (_BULLET, _NUMBER) if each.match(text.strip())), None)


def _block(chunk: Sequence[str]) -> Block:
    marker = _marker(chunk[0])
    if marker is None:
        return Paragraph(_spans(" ".join(chunk)))
    entries: list[str] = []
    for text in chunk:
        found = marker.match(text)
        if found:
            entries.append(text[found.end() :])
        else:
            entries[-1] += f" {text}"
    return Bullets(tuple(map(_spans, entries)), is_numbered=marker is _NUMBER)


def _spans(text: str) -> Spans:
    spans: list[Span] = []
    end = 0
    for mark in _MARK.finditer(text):
        spans += [text[end : mark.start()], _span(mark)]
        end = mark.end()
    return tuple(span for span in (*spans, text[end:]) if span)


def _span(mark: re.Match[str]) -> Span:
    if mark["plain"]:
        return mark["plain"]
    if mark["target"] is None:
        inner = mark["strong"] or mark["emphasis"]
        return Emphasis(_spans(inner), is_strong=mark["strong"] is not None)
    target, words = mark["target"], _spans(mark["words"])
    if target.startswith("#"):
        return Link(words, feature=target[1:])
    return Link(words, url=target) if _is_address(target) else Link(words)


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
