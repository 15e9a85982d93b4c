"""A file that somebody proposes, seen beside what is published: checked, mended, compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers import knowledge
from layers.checking.excerpts import excerpts
from layers.checking.pinpoint import pinpointed
from layers.checking.results import Found
from layers.differences import differences, features_of
from layers.fixing import plan as plans
from layers.folders import SUFFIX
from layers.reading import read_layer
from layers.reading.clashes import without_clashes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from layers.atlas import Atlas
    from layers.differences import Difference, Feature
    from layers.fixing.plan import Plan
    from layers.problems import Problem
    from layers.written_dates import Order


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed version of one file.

    Attributes:
        name: of the layer.
        data: the bytes.
        found: its problems by position, each with its line.
        features: those of the file by id, sound or not.
        published: those of the published version.
        differences: from the published version to this one.
        shown: how many features the map would show.
        kept: whether published features stay that the file does not have.
    """

    name: str
    data: bytes
    found: tuple[Found, ...]
    features: Mapping[str, Feature]
    published: Mapping[str, Feature]
    differences: tuple[Difference, ...]
    shown: int
    kept: bool = False

    def keeping_others(self) -> Proposal:
        """Return the proposal of a file that holds only some features: nothing is removed."""
        found = tuple(each for each in self.differences if each.kind != "removed")
        return replace(self, differences=found, kept=True)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems alone."""
        return tuple(each.problem for each in self.found)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing of it would be left off the map."""
        return not any(each.problem.severity == "error" for each in self.found)


def propose(atlas: Atlas, name: str, data: bytes, *, published: bytes, today: date) -> Proposal:
    """Check and compare a file as if it lay among the published ones.

    Args:
        atlas: what is published.
        name: of the layer that the file is.
        data: its bytes, whatever they hold.
        published: bytes of the published file of this name; empty if there is none.
        today: the day from which "less than 30 days ago" counts.
    """
    problems, shown = _problems(atlas, name, data, today)
    before, after = features_of(name, published) if published else {}, features_of(name, data)
    lines = excerpts(data, problems)
    found = tuple(Found(each, lines.get((each.line, each.column))) for each in problems)
    return Proposal(name, data, found, after, before, differences(before, after), shown)


def mends(proposal: Proposal, atlas: Atlas, *, today: date, order: Order | None) -> Plan | None:
    """Return the safe mends of a proposed file; None if nothing of it can be read.

    Args:
        proposal: the file.
        atlas: what is published: a new id is none of its own.
        today: the day from which "less than 30 days ago" counts.
        order: how dates are read that may mean two days; None leaves them.
    """
    source = plans.opened(proposal.name, proposal.data)
    if source is None:
        return None
    taken = plans.ids_of(source) | ids_beside(atlas, proposal.name)
    return plans.plan(source, taken, today=today, order=order)


def ids_beside(atlas: Atlas, name: str) -> set[str]:
    """Return the ids of all published features of other layers."""
    others = (layer for layer in atlas.layers.values() if layer.name != name)
    return {feature_id for layer in others for feature_id in layer.frame["id"].tolist()}


def _problems(atlas: Atlas, name: str, data: bytes, today: date) -> tuple[list[Problem], int]:
    read = read_layer(name, data, today=today)
    found = list(read.problems)
    if read.frame is None:
        return found, 0
    known = {
        feature_id: (f"{layer.name}{SUFFIX}", line)
        for layer in atlas.layers.values()
        if layer.name != name
        for feature_id, line in zip(layer.frame["id"], layer.frame["line"].tolist(), strict=True)
    }
    frame, clashes = without_clashes(read, read.frame, known)
    frames = {layer.name: layer.frame for layer in atlas.layers.values()} | {name: frame}
    file = f"{name}{SUFFIX}"
    found += clashes
    found += [each for each in knowledge.problems(frames) if each.file == file]
    return pinpointed(data, sorted(found, key=lambda problem: problem.sort_key)), len(frame)
