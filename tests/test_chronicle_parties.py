"""Who does what to whom: articles and prepositions of every actor, in both languages."""

import pytest

from layers import vocabulary, wording
from layers.catalogue import LANGUAGES


@pytest.mark.parametrize(
    ("codes", "doer", "to", "source"),
    [
        (["FRA"], "la France", "à la France", "de la France"),
        (["MLI"], "l’armée malienne", "à l’armée malienne", "de l’armée malienne"),
        (["WAGNER"], "le groupe Wagner", "au groupe Wagner", "du groupe Wagner"),
        (["NLD"], "les Pays-Bas", "aux Pays-Bas", "des Pays-Bas"),
        (["AQIM"], "AQMI", "à AQMI", "d’AQMI"),
        (["DNA"], "Dan Na Ambassagou", "à Dan Na Ambassagou", "de Dan Na Ambassagou"),
        (
            ["MLI", "WAGNER", "UN"],
            "l’armée malienne, le groupe Wagner et la MINUSMA",
            "à l’armée malienne, au groupe Wagner et à la MINUSMA",
            "de l’armée malienne, du groupe Wagner et de la MINUSMA",
        ),
    ],
)
def test_french_joins_the_article_to_the_preposition(codes, doer, to, source):
    assert wording.party_words(codes, "fr") == doer
    assert wording.party_words(codes, "fr", "to") == to
    assert wording.party_words(codes, "fr", "from") == source


def test_parties_in_english():
    assert wording.party_words(["FRA", "MLI"], "en", "to") == "to France and to the Malian army"
    assert wording.party_words(["WAGNER"], "en", "from") == "from the Wagner group"


def test_every_actor_can_stand_in_a_sentence():
    for code in vocabulary.ACTORS:
        for language in LANGUAGES:
            for role in ("doer", "to", "from"):
                words = wording.party_words([code], language, role)
                assert "de le" not in words
                assert "à le" not in words
        is_plural = wording.party_words([code], "fr").startswith("les ")
        assert wording.is_plural(code, "fr") is is_plural
