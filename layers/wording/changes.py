"""How a site passed from one operator to another, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import catalogue, dates
from layers.wording.facts import actor_words
from layers.wording.periods import when_words
from layers.wording.texts import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.catalogue import Language


@dataclass(frozen=True, slots=True)
class Stay:
    """What the words on a change of hands need of one tenure.

    `tells` is what its texts say, in any language; `end` None means no end known.
    """

    operator: str
    start: str
    end: str | None
    is_disputed: bool = False
    tells: str = ""


def change_words(stays: Sequence[Stay], language: Language) -> tuple[str, ...]:
    """Write the days on which a site passed from one operator to another.

    Only days known as such count: a tenure ends on the very day on which another
    operator's begins. "Handed over" is said only if a text of the one who leaves says so.
    """
    told: dict[tuple[str, str], str] = {}
    for stay in stays:
        if stay.end and dates.parse(stay.end).precision == "day" and not stay.is_disputed:
            leaver = (stay.end, stay.operator)
            told[leaver] = f"{told.get(leaver, '')} {stay.tells}"
    sentences: list[str] = []
    for (day, operator), texts in sorted(told.items()):
        arrivals = [stay for stay in stays if stay.start == day and stay.operator != operator]
        disputed = [stay.operator for stay in arrivals if stay.is_disputed]
        sure = [stay.operator for stay in arrivals if not stay.is_disputed]
        if not sure:
            continue
        handed = matches("pattern.handed_over", texts)
        sentences.append(
            catalogue.text(
                "change.handed_over" if handed else "change.changed_hands",
                language,
                when=when_words(day, language),
                old=actor_words([operator], language),
                new=actor_words(sure, language),
            )
        )
        if disputed:
            new = actor_words(disputed, language)
            sentences.append(catalogue.text("change.disputed", language, new=new))
    return tuple(sentences)
