"""Facts -> words, in both languages: the same sentence on map, card, table and export.

Pure functions without markup. What the sources leave open stays open in the words: a
month is never given as a day, a range never as one number, and a claim is said to be
one. The words themselves are in the catalogue.
"""

from layers.wording.changes import Change, Stay, change_words, changes_of, words_of_change
from layers.wording.facts import (
    actor_words,
    casualty_words,
    claim_date_words,
    claim_words,
    count_words,
    movement_words,
    precision_words,
    stance_words,
)
from layers.wording.parties import is_plural, party_words
from layers.wording.periods import (
    date_words,
    day_words,
    is_first_mention,
    period_words,
    when,
    when_words,
)
from layers.wording.texts import Said, localized

__all__ = [
    "Change",
    "Said",
    "Stay",
    "actor_words",
    "casualty_words",
    "change_words",
    "changes_of",
    "claim_date_words",
    "claim_words",
    "count_words",
    "date_words",
    "day_words",
    "is_first_mention",
    "is_plural",
    "localized",
    "movement_words",
    "party_words",
    "period_words",
    "precision_words",
    "stance_words",
    "when",
    "when_words",
    "words_of_change",
]
