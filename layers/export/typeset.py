"""What of a page is words to be read, and what is a picture: for formats that tell them apart.

Words of title, legend, notes, sources and imprint become paragraphs: lines that stand below
one another in one type are one text. What belongs to the map stays in its picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from layers.export.drawing import Group, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.export.drawing import Node, Page, Role

# Whose words are read one by one. The rest, and symbols inside these, is seen.
READ: Final[tuple[Role, ...]] = (
    "title",
    "date",
    "notes",
    "legend",
    "scale",
    "sources",
    "imprint",
)
_FIRST: Final[tuple[Role, ...]] = ("title", "date")
_LAST: Final[tuple[Role, ...]] = ("imprint",)
# Lines farther apart than this many sizes of their type are two paragraphs.
_MOST_LEADING: Final = 1.6
_SAME: Final = 0.05  # units by which two steps from line to line may differ


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph.

    Attributes:
        style: its first line, at its place on the page.
        lines: its lines, in reading order.
        step: from baseline to baseline, in units.
        level: 1 for the page's heading, 2 for one of a part, 0 for what is none.
    """

    style: Text
    lines: tuple[str, ...]
    step: float
    level: int = 0


@dataclass(frozen=True, slots=True)
class Typeset:
    """A page, taken apart.

    Attributes:
        paper: what lies under the words that come first.
        first: the words that say what the page is.
        picture: everything that is seen, with the words inside it.
        rest: all other words.
        has_map: whether the picture is one; else it only adorns.
    """

    paper: Page
    first: tuple[Run, ...]
    picture: Page
    rest: tuple[Run, ...]
    has_map: bool


def typeset(page: Page) -> Typeset:
    """Take a page apart."""
    first = tuple(_headed(_runs(page.with_role(*_FIRST))))
    others = tuple(role for role in READ if role not in (*_FIRST, *_LAST))
    rest = _runs((*page.with_role(*others), *page.with_role(*_LAST)))
    under = ("page", *_FIRST)
    shapes = tuple(map(_wordless, page.groups))
    return Typeset(
        paper=replace(page, groups=tuple(each for each in shapes if each.role in under)),
        first=first,
        picture=replace(page, groups=tuple(each for each in shapes if each.role not in under)),
        rest=tuple(_parted(rest) if first else rest),
        has_map=bool(page.with_role("ground")),
    )


def _headed(runs: Iterable[Run]) -> Iterator[Run]:
    """Make the words in the largest type the page's heading."""
    found = tuple(runs)
    largest = max((run.style.size for run in found), default=0.0)
    for run in found:
        yield replace(run, level=1) if run.style.size == largest else run


def _parted(runs: Iterable[Run]) -> Iterator[Run]:
    """Make what is bold the heading of a part."""
    for run in runs:
        yield replace(run, level=2) if run.style.weight == "bold" else run


def _runs(groups: Iterable[Group]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for group in filter(_is_plain, groups):
        before: Run | None = None
        for text in _words(group):
            if text is None:
                before = None
            elif before and (step := _step(before, text)):
                before = replace(before, lines=(*before.lines, text.text), step=step)
                runs[-1] = before
            else:
                before = Run(text, (text.text,), text.size)
                runs.append(before)
    return tuple(runs)


def _step(run: Run, text: Text) -> float:
    """Return how far a line stands below the last of a run; 0 if it is no part of it."""
    style = run.style
    if replace(text, y=style.y, text=style.text) != style:
        return 0.0
    if len(run.lines) > 1:
        goes_on = abs(text.y - style.y - run.step * len(run.lines)) <= _SAME
        return run.step if goes_on else 0.0
    step = text.y - style.y
    return step if 0 < step <= _MOST_LEADING * style.size else 0.0


def _words(group: Group, dx: float = 0.0, dy: float = 0.0) -> Iterator[Text | None]:
    """Yield the texts of a group that are read, at their places on the page.

    None stands for a drawing: the symbols of a legend part its entries.
    """
    x, y = dx + group.shift[0], dy + group.shift[1]
    for child in group.children:
        if isinstance(child, Text) and _is_read(child):
            yield replace(child, x=child.x + x, y=child.y + y)
        elif isinstance(child, Group) and _is_plain(child):
            yield from _words(child, x, y)
        else:
            yield None


def _wordless(group: Group) -> Group:
    """Return a group without what `_words` yields of it."""
    return replace(group, children=tuple(_seen(group.children))) if _is_plain(group) else group


def _seen(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            yield _wordless(node)
        elif isinstance(node, Shape) or not _is_read(node):
            yield node


def _is_read(text: Text) -> bool:
    # What is centred or has a halo stands on something: a symbol, an arrow, the map.
    return text.anchor == "start" and text.halo is None and bool(text.text.strip())


def _is_plain(group: Group) -> bool:
    is_upright = not group.turn and group.opacity == 1 and group.clip is None
    return is_upright and (group.role is None or group.role in READ)
