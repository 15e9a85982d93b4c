"""What is saved, what came of it, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import catalogue
from layers.problems import TemoinError, visible

if TYPE_CHECKING:
    from datetime import datetime

    from layers.catalogue import Language
    from layers.problems import Problem

Feature = dict[str, Any]


class SaveError(TemoinError):
    """Something cannot be saved; the file is as it was.

    Attributes:
        reason: last part of the key ``saving.error.REASON`` of the catalogue: "name" (no such
            layer), "unreadable" (what stands in the file), "refused" (features with an
            error), "no-id" (a feature that nobody could find again), "busy" (somebody else
            has been saving for too long), "changed" (the file is no longer the one that was
            looked at), "no-version" (nothing is kept under that name).
        problems: what is wrong, by position in the file as it would be; only for "unreadable"
            and "refused".
    """

    def __init__(self, reason: str, *, name: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(reason, name, *(problem.code for problem in problems))
        self.reason = reason
        self.problems = problems
        self._name = name

    def message(self, language: Language) -> str:
        """Say what stands in the way; what is wrong in detail is in `problems`."""
        return catalogue.text(f"saving.error.{self.reason}", language, name=visible(self._name))


@dataclass(frozen=True, slots=True)
class Opened:
    """A layer as somebody began to change it.

    Attributes:
        name: of the layer.
        data: the whole file; an empty collection if there is no file yet.
        version: digest of the bytes, 16 hexadecimal digits; "" if there is no file yet.
    """

    name: str
    data: bytes
    version: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one feature.

    Attributes:
        id: of the feature before the change; of a new one, its own.
        feature: the whole feature afterwards; None removes it. Another id in it renames it.
    """

    id: str
    feature: Feature | None


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes of one person to one layer.

    Attributes:
        layer: its name.
        base: the layer as that person began to change it.
        changes: at most one counts for an id, the last.
        author: who makes them, as they call themselves; any text.
        at: when, with a time zone.
    """

    layer: str
    base: Opened
    changes: tuple[Change, ...]
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """One save, and the version that it replaced, which is kept.

    Attributes:
        layer: its name.
        key: name of the entry within its layer; later ones sort behind earlier ones.
        version: digest of the bytes that were replaced; "" if there was no file.
        after: digest of the bytes that replaced them; "" if that is unknown.
        by: who saved, as they call themselves; "" if that is unknown.
        at: when, UTC.
        ids: of the features that changed, in the order of the alphabet.
    """

    layer: str
    key: str
    version: str
    after: str
    by: str
    at: datetime
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """The changes are in the file.

    Attributes:
        version: digest of the file as it is now.
        merged: whether the file had changed since it was opened.
        others: the saves that were made meanwhile, oldest first. A change that was not made
            by `save`, such as by hand, leaves none.
    """

    version: str
    merged: bool
    others: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """One feature that two people made two different things of.

    Attributes:
        id: of the feature.
        mine: as this save wanted it; None if it wanted it removed.
        theirs: as it stands in the file; None if it has been removed.
        base: as it was when this person began; None if it was not there.
        theirs_by: who saved it meanwhile; "" if that is unknown, such as after a change by
            hand.
        theirs_at: when, UTC; None if that is unknown.
    """

    id: str
    mine: Feature | None
    theirs: Feature | None
    base: Feature | None
    theirs_by: str
    theirs_at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was written, because of these features.

    Attributes:
        features: in the order of the changes; one at least.
    """

    features: tuple[Clash, ...]
