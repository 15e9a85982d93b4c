"""Where in the text a value stands, from its first character to its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.strict_json.scanner import Path, Scanner

# First offset, offset after the last.
Span = tuple[int, int]


def children(scanner: Scanner, at: int) -> Iterator[tuple[str | int, Span]]:
    """Yield the entries of the array or object at an offset: (key or index, span of the value).

    Nothing for another value. The text is sound: it has been read before.
    """
    opener = scanner.text[at : at + 1]
    if opener not in ("{", "["):
        return
    entry, _ = scanner.enter(at)
    index = 0
    while entry is not None:
        key, value_at = scanner.key(entry) if opener == "{" else (index, entry)
        end = scanner.element(value_at).end
        yield key, (value_at, end)
        entry, _ = scanner.after(end, "}" if opener == "{" else "]")
        index += 1


def span_of(scanner: Scanner, at: int, path: Path) -> Span | None:
    """Return the span of a value inside the one at `at`; None if there is no such value."""
    span: Span | None = None
    for step in path:
        span = next((span for key, span in children(scanner, at) if key == step), None)
        if span is None:
            return None
        at = span[0]
    return span


def positions(scanner: Scanner, at: int) -> Iterator[tuple[Span, Span]]:
    """Yield the spans of longitude and latitude of every position in "coordinates" at `at`."""
    waiting = [at]
    while waiting:
        inner = [span for _, span in children(scanner, waiting.pop())]
        if len(inner) >= 2 and scanner.text[inner[0][0]] != "[":
            yield inner[0], inner[1]
        else:
            waiting.extend(start for start, _ in reversed(inner) if scanner.text[start] == "[")
