"""How a site passed from one operator to another, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from layers import catalogue, dates
from layers.wording.facts import actor_words
from layers.wording.periods import when_words
from layers.wording.texts import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language

# To whom a camp in Mali can be given back: the state owns them.
_OWNER = "MLI"


Passage = Literal["handed_over", "handed_back", "changed_hands"]
_STATE = "MLI"


@dataclass(frozen=True, slots=True)
class Stay:
    """What the words on a change of hands need of one tenure.

    `tells` is what its texts say, in any language; `end` None means no end known;
    `feature_id` is only handed on.
    """

    operator: str
    start: str
    end: str | None
    is_disputed: bool = False
    tells: str = ""
    feature_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A day, known as such, on which a site passed from one operator to another.

    Attributes:
        day: YYYY-MM-DD, last of the one and first of the others.
        old: operator who leaves.
        new: operators who arrive, and whose arrival is not disputed.
        disputed: operators whose arrival on that day is.
        passage: "handed_over" only if a text of the one who leaves says so, "handed_back"
            only if it says that the site was given back to the Malian state.
        stays: `Stay.feature_id` of who leaves, then of `new`.
    """

    day: str
    old: str
    new: tuple[str, ...]
    disputed: tuple[str, ...]
    passage: Passage
    stays: tuple[str, ...]


def changes_of(stays: Sequence[Stay]) -> tuple[Change, ...]:
    """Return how the tenures of one site followed upon one another, by day.

    Only days known as such count: a tenure ends on the very day on which another
    operator's begins. "Handed over" is said only if a text of the one who leaves says so.
    """
    leavers: dict[tuple[str, str], list[Stay]] = {}
    for stay in stays:
        if stay.end and dates.parse(stay.end).precision == "day" and not stay.is_disputed:
            leavers.setdefault((stay.end, stay.operator), []).append(stay)
    changes: list[Change] = []
    for (day, operator), left in sorted(leavers.items()):
        arrivals = [stay for stay in stays if stay.start == day and stay.operator != operator]
        sure = [stay for stay in arrivals if not stay.is_disputed]
        if sure:
            texts = " ".join(stay.tells for stay in left)
            change = Change(
                day,
                operator,
                tuple(stay.operator for stay in sure),
                tuple(stay.operator for stay in arrivals if stay.is_disputed),
                passage=_passage(texts, [stay.operator for stay in sure]),
                stays=tuple(stay.feature_id for stay in (*left, *sure)),
            )
            changes.append(change)
    return tuple(changes)


def change_words(stays: Sequence[Stay], language: Language) -> tuple[str, ...]:
    """Write the days on which a site passed from one operator to another.

    French says "rétrocession" only of what a text says was given back to the Malian state.
    """
    changes = changes_of(stays)
    return tuple(words for change in changes for words in words_of_change(change, language))


def words_of_change(change: Change, language: Language) -> tuple[str, ...]:
    """Write one such day, with a sentence of its own for those whose arrival is disputed."""
    passed = catalogue.text(
        f"change.{change.passage}",
        language,
        when=when_words(change.day, language),
        old=actor_words([change.old], language),
        new=actor_words(change.new, language),
    )
    if not change.disputed:
        return (passed,)
    new = actor_words(change.disputed, language)
    return (passed, catalogue.text("change.disputed", language, new=new))


def _passage(texts: str, arrivals: Sequence[str]) -> Passage:
    """Return how a site passed on, by what the texts of the one who leaves say."""
    if not matches("pattern.handed_over", texts):
        return "changed_hands"
    is_given_back = _STATE in arrivals and matches("pattern.handed_back", texts)
    return "handed_back" if is_given_back else "handed_over"
