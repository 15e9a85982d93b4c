"""The person at the terminal, and what cannot be understood of what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import catalogue
from layers.problems import Problem, TemoinError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from layers.catalogue import Language
    from layers.knowledge.gazetteer import Gazetteer
    from layers.problems import Finding


class AuthoringError(TemoinError):
    """Something cannot be written; `message` says why in a language.

    Args:
        key: of the catalogue.
        slots: what its text needs.
    """

    def __init__(self, key: str, **slots: str) -> None:
        super().__init__(key)
        self._key = key
        self._slots = slots

    def message(self, language: Language) -> str:
        """Say what stands in the way."""
        return catalogue.text(self._key, language, **self._slots)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is asked, in which language, on which day, and where places are looked up.

    Attributes:
        language: of questions and messages.
        today: the day that the word "today" means.
        gazetteer: of place names; None if the folder has none.
        ask: puts a question and returns the answer without its line end; None if nobody is
            there to answer.
        say: tells something.
    """

    language: Language
    today: date
    gazetteer: Gazetteer | None
    ask: Callable[[str], str] | None
    say: Callable[[str], None]

    def text(self, key: str, **slots: object) -> str:
        """Return a text of the catalogue."""
        return catalogue.text(key, self.language, **slots)

    def complaint(self, name: str, findings: Sequence[Finding]) -> str:
        """Return what a rule says of a value."""
        said = []
        for each in findings:
            problem = Problem(each.code, "", property=name, slots=each.slots)
            said.append(f"{problem.what(self.language)} {problem.mend(self.language)}")
        return " ".join(said)
