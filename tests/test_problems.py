import string

import pytest

from layers import catalogue
from layers.catalogue import LANGUAGES
from layers.problems import (
    CODES,
    SHOWN_LENGTH,
    Problem,
    Word,
    alternatives,
    finding,
    has_errors,
    maybe,
    shown,
    visible,
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["what", "mend"])
def test_every_code_says_what_is_wrong_and_how_to_mend_it(code, language, part):
    text = catalogue.words("problems")[f"problem.{code}.{part}"][language]
    assert text.strip()
    last = [name for _, name, _, _ in string.Formatter().parse(text)][-1]
    assert text.rstrip()[-1] in ".?" or last in ("maybe", "hint")


def test_no_words_are_left_of_a_code_that_is_gone():
    keys = catalogue.words("problems")
    worded = {key.split(".")[1] for key in keys if key.endswith((".what", ".mend"))}
    assert worded == set(CODES)


BASES = "military_bases.geojson"


@pytest.mark.parametrize(
    ("problem", "english", "french"),
    [
        (
            Problem(
                *("date-form", BASES, 12, 18, "gossi-barkhane", "start"),
                (("found", '"19/04/2022"'), ("maybe", maybe("2022-04-19"))),
            ),
            'military_bases.geojson, line 12, column 18, gossi-barkhane, start: "19/04/2022" is '
            "not a date in one of the three forms. Write YYYY, YYYY-MM or YYYY-MM-DD, only as "
            "precise as the source. Did you mean 2022-04-19?",
            "military_bases.geojson, ligne 12, colonne 18, gossi-barkhane, start\u00a0: "
            '"19/04/2022" n’est pas une date dans l’une des trois formes. Écrivez AAAA, AAAA-MM '
            "ou AAAA-MM-JJ, sans plus de précision que la source. Vouliez-vous dire "
            "2022-04-19\u202f?",
        ),
        (
            Problem("sources-empty", BASES, 3, 5, "#2", "sources"),
            "military_bases.geojson, line 3, column 5, #2, sources: The feature names no source. "
            'Add at least one {"title": …, "publisher": …, "date": …, "url": …}.',
            "military_bases.geojson, ligne 3, colonne 5, #2, sources\u00a0: L’objet ne cite "
            'aucune source. Ajoutez-en au moins une {"title": …, "publisher": …, "date": …, '
            '"url": …}.',
        ),
        (
            Problem("json-syntax", BASES, 7, 2, slots=(("hint", Word("problem.hint.comment")),)),
            "military_bases.geojson, line 7, column 2: This is not valid JSON. Delete this "
            "comment, or move its text into a property: JSON has no comments.",
            "military_bases.geojson, ligne 7, colonne 2\u00a0: Ce n’est pas du JSON valide. "
            "Supprimez ce commentaire, ou mettez son texte dans une propriété\u00a0: JSON n’a pas "
            "de commentaires.",
        ),
        (
            Problem(
                *("code-unknown", BASES, 9, 17, "one", "status"),
                (("found", '"sure"'), ("allowed", ("confirmed", "reported")), ("maybe", "")),
            ),
            'military_bases.geojson, line 9, column 17, one, status: The code "sure" is not '
            "known. Write confirmed or reported.",
            "military_bases.geojson, ligne 9, colonne 17, one, status\u00a0: Le code "
            '"sure" est inconnu. Écrivez confirmed ou reported.',
        ),
        (
            Problem("problems-too-many", BASES, slots=(("found", 12345), ("allowed", 500))),
            "military_bases.geojson: 12,345 more problems of this file are not listed; the first "
            "500 are. Mend those above first; they often have one cause.",
            "military_bases.geojson\u00a0: 12\u202f345 autres problèmes de ce fichier ne sont pas "
            "listés\u202f; les 500 premiers le sont. Corrigez d’abord ceux-là\u00a0: ils ont "
            "souvent une même cause.",
        ),
    ],
    ids=lambda part: getattr(part, "code", ""),
)
def test_messages_word_for_word(problem, english, french):
    assert problem.message("en") == english
    assert problem.message("fr") == french


def test_a_problem_tells_what_was_found_and_what_is_allowed():
    slots = (("found", '"x"'), ("allowed", ("a", "b", "c")), ("maybe", ""))
    problem = Problem("code-unknown", "f.geojson", slots=slots)
    assert problem.severity == "error"
    assert problem.found("en") == '"x"'
    assert problem.allowed("en") == "a, b or c"
    assert problem.allowed("fr") == "a, b ou c"
    assert Problem("file-empty", "f.geojson").found("en") == ""


def test_a_line_without_a_column_is_told_alone():
    assert Problem("file-empty", "f.geojson", 3).place("en") == "f.geojson, line 3"
    assert Problem("file-empty", "f.geojson").place("en") == "f.geojson"


def test_problems_are_ordered_by_file_and_position():
    order = [
        Problem("file-empty", "a.geojson"),
        Problem("date-form", "a.geojson", 2, 9),
        Problem("date-form", "a.geojson", 10, 1),
        Problem("date-form", "b.geojson", 1, 1),
    ]
    mixed = [order[2], order[0], order[3], order[1]]
    assert sorted(mixed, key=lambda problem: problem.sort_key) == order


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Gao", '"Gao"'),
        (5, "5"),
        (None, "null"),
        (True, "true"),
        (["FRA", 1], '["FRA", 1]'),
        ({"a": {"b": {"c": 1}}}, '{"a": {"b": "…"}}'),
        ([1, 2, 3, 4, 5, 6, 7, 8], "[1, 2, 3, 4, 5, 6]"),
        ("a\u202eb\u0000c", '"a⟨U+202E⟩b\\u0000c"'),
        ("zero\u200bwidth\ufeff", '"zero⟨U+200B⟩width⟨U+FEFF⟩"'),
        ("\ud800", '"⟨U+D800⟩"'),
    ],
)
def test_a_value_is_shown_with_nothing_hidden(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    "value", ["x" * 1_000_000, ["y" * 200] * 200, {"k" * 300: "z" * 300}, "\u202e" * 500, 10**300]
)
def test_a_value_is_shown_in_eighty_characters_at_most(value):
    assert len(shown(value)) <= SHOWN_LENGTH


def test_a_name_of_a_file_is_shown_with_nothing_hidden():
    assert visible("a\nb\x1b[31m.geojson") == "a⟨U+000A⟩b⟨U+001B⟩[31m.geojson"


def test_choices_are_joined_as_people_do():
    assert alternatives((), "en") == ""
    assert alternatives(("a",), "fr") == "a"
    assert alternatives(("a", "b"), "fr") == "a ou b"
    assert maybe(None) == ""


def test_only_an_error_leaves_a_feature_off():
    assert has_errors([finding("far-outside", ()), finding("date-form", ())])
    assert not has_errors([finding("far-outside", ()), finding("bare-feature", ())])
    assert not has_errors([])
