"""The stories of a folder: ``stories/NAME.md`` -> steps to read beside the map.

How a file is written stands in ``geodata/README.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import folders
from layers.folders import UnreadableError
from layers.problems import Problem
from layers.reading.report import RefusedError, Report
from layers.stories import document
from layers.stories.checking import story_of
from layers.stories.model import (
    Block,
    Blocks,
    Bullets,
    Emphasis,
    Link,
    Paragraph,
    Span,
    Spans,
    Step,
    Story,
    in_language,
)
from layers.stories.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

__all__ = [
    "Block",
    "Blocks",
    "Bullets",
    "Emphasis",
    "Link",
    "Paragraph",
    "Shelf",
    "Span",
    "Spans",
    "Step",
    "Story",
    "World",
    "in_language",
    "load",
    "read_story",
]

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stories of a folder.

    Attributes:
        stories: by name, sorted.
        problems: of all files.
        digest: of the names and bytes of the files, 16 hexadecimal digits.
    """

    stories: Mapping[str, Story]
    problems: tuple[Problem, ...]
    digest: str


def load(folder: Path | None, frames: Mapping[str, GeoDataFrame]) -> Shelf:
    """Read ``stories/*.md`` below a folder of layers. Never raises for what is there or not.

    Args:
        folder: of the layers; None for layers that lie in no folder.
        frames: the layers by name (`reading.frames.frame_of`): what stories may name.
    """
    paths = folders.stories(folder) if folder else []
    world = World.of(frames if paths else {})
    stories: dict[str, Story] = {}
    problems: list[Problem] = []
    parts: list[bytes] = []
    for path in paths:
        try:
            data = folders.read(path)
        except UnreadableError as error:
            problems.append(Problem(error.code, _file(path.stem), slots=error.slots))
            continue
        parts += [path.stem.encode(), data]
        story, found = read_story(path.stem, data, world)
        problems += found
        if story:
            stories[story.name] = story
    return Shelf(MappingProxyType(stories), tuple(problems), folders.digest_of(parts))


def read_story(name: str, data: bytes, world: World) -> tuple[Story | None, tuple[Problem, ...]]:
    """Read the bytes of ``stories/NAME.md``; a story of which nothing can be told is None."""
    report = Report(_file(name))
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        report.add("story-name", found=f"{name}{folders.STORY_SUFFIX}", allowed=_LONGEST_NAME)
        return None, report.problems()
    try:
        story = story_of(name, document.read(data, report), world, report)
    except RefusedError:
        story = None  # the report says why
    return story, report.problems()


def _file(name: str) -> str:
    return f"{folders.STORIES}/{name}{folders.STORY_SUFFIX}"
