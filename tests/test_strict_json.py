import json
import time

import pytest

from layers import catalogue
from layers.catalogue import LANGUAGES
from layers.reading.encoding import EncodingError, decode
from layers.strict_json import hints
from layers.strict_json.documents import read_document
from layers.strict_json.scanner import JsonError, Scanner


def document(text: str):
    return read_document(Scanner(text))


def flaws(text: str) -> list[tuple]:
    """Code and place of every flaw, the text being one feature."""
    scanner = Scanner(text)
    return [
        (flaw.code, flaw.path, text[offset : offset + 6].rstrip())
        for flaw, offset in scanner.element(0).flaws
    ]


# --- values and their places ---------------------------------------------------------------


def test_values_are_those_of_the_standard_decoder():
    text = '{"features": [{"a": [1, -2.5e3, "é\\n", true, null]}, {}], "name": "x", "b": {"c": []}}'
    found = document(text)
    assert found.kind == "object"
    assert [element.value for element in found.features] == json.loads(text)["features"]
    assert {key: each.value for key, each in found.members.items()} == {"name": "x", "b": {"c": []}}


def test_each_feature_knows_where_it_stands():
    text = '{"features": [\n  {"a": 1},\n  {"b": 2}\n]}'
    scanner = Scanner(text)
    first, second = read_document(scanner).features
    assert text[first.start : first.end] == '{"a": 1}'
    assert text[second.start : second.end] == '{"b": 2}'
    mark = scanner.mark(second.start)
    assert mark.position == (3, 3)
    assert scanner.mark(second.start, since=scanner.mark(first.start)) == mark
    assert scanner.mark(second.start + 4, since=mark).position == (3, 7)


def test_a_value_inside_is_found_again():
    text = '{"a": {"b": [10, {"c": "here"}]}, "d": "there"}'
    scanner = Scanner(text)
    assert text[scanner.locate(0, ("a", "b", 1, "c")) :].startswith('"here"')
    assert text[scanner.locate(0, ("d",)) :].startswith('"there"')


def test_what_is_missing_is_looked_for_in_what_should_hold_it():
    text = '{"a": {"b": 1}}'
    assert text[Scanner(text).locate(0, ("a", "missing", 3)) :].startswith('{"b"')
    assert Scanner(text).locate(0, ("missing",)) == 0


def test_features_that_come_before_the_type_are_read():
    found = document('{"features": [{}], "type": "FeatureCollection"}')
    assert len(found.features) == 1
    assert found.members["type"].value == "FeatureCollection"


def test_without_a_list_of_features_there_is_none():
    assert document('{"type": "Feature"}').features is None
    assert document('{"features": {"a": 1}}').features is None
    assert document('{"features": []}').features == []


@pytest.mark.parametrize("text", ["[1, 2]", "3", '"text"', "null"])
def test_what_is_no_object_is_kept_whole(text):
    found = document(text)
    assert (found.kind, found.members[""].value) == ("other", json.loads(text))


# --- one object after the other ------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ['{"a": 1}\n{"a": 2}\n', '\x1e{"a": 1}\n\x1e{"a": 2}\n', '{"a": 1} {"a": 2}']
)
def test_a_sequence_is_read_one_by_one(text):
    found = document(text)
    assert found.kind == "sequence"
    assert [element.value for element in found.features] == [{"a": 1}, {"a": 2}]


def test_a_broken_record_does_not_cost_its_neighbours():
    found = document('{"a": 1}\n{"a": oops}\n{"a": 3}\n')
    assert [element.value for element in found.features] == [{"a": 1}, None, {"a": 3}]
    ((flaw, offset),) = found.features[1].flaws
    assert (flaw.code, offset) == ("json-syntax", 15)


def test_a_sequence_of_one_with_a_separator():
    found = document('\x1e{"a": 1}\n')
    assert [element.value for element in found.features] == [{"a": 1}]


# --- what the standard decoder takes in silence --------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1, "a": 2}', [("duplicate-key", ("a",), "2}")]),
        ('{"a": {"b": 1, "b": 2}}', [("duplicate-key", ("a", "b"), "2}}")]),
        ('{"a": NaN}', [("number-not-finite", ("a",), "NaN}")]),
        ('{"a": [1, -Infinity]}', [("number-not-finite", ("a", 1), "-Infin")]),
        ('{"a": "NaN"}', []),
        ('{"a": "\\ud800"}', [("bad-character", ("a",), '"\\ud80')]),
        ('{"a": ["x", "\\u0000"]}', [("bad-character", ("a", 1), '"\\u000')]),
        ('{"\\udc00": 1}', [("bad-character", (), '{"\\udc')]),
        ('{"a": "\\ud83d\\ude00 \\u00e9 \\\\ud800 \\n"}', []),
    ],
)
def test_flaws_are_named_with_their_place(text, expected):
    assert flaws(text) == expected


def test_all_flaws_of_a_feature_are_found_in_their_order():
    found = flaws('{"a": [{"x": 1, "x": 2}, NaN], "b": "\\ud800", "a": 3}')
    assert [code for code, _, _ in found] == [
        "duplicate-key",
        "number-not-finite",
        "bad-character",
        "duplicate-key",
    ]


def test_a_key_twice_around_the_features_is_told():
    found = document('{"name": "x", "features": [{"a": 1}], "name": "y", "features": [{"a": 2}]}')
    assert [flaw.code for flaw, _ in found.flaws] == ["duplicate-member"] * 2
    assert found.members["name"].value == "x"
    assert [element.value for element in found.features] == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    ("value", "code"),
    [("[" * 5000 + "]" * 5000, "nested-too-deep"), ("9" * 5000, "number-too-long")],
)
def test_what_cannot_be_held_is_stepped_over(value, code):
    found = document(f'{{"features": [{{"a": {value}}}, {{"a": 1}}], "b": {value}}}')
    first, second = found.features
    assert [flaw.code for flaw, _ in first.flaws] == [code]
    assert second.value == {"a": 1}
    assert [flaw.code for flaw, _ in found.flaws] == [code]


def test_brackets_in_texts_do_not_count_when_stepping_over():
    deep = "[" * 3000 + '"]]}} \\" ]"' + "]" * 3000
    found = document(f'{{"features": [{{"a": {deep}}}, {{"a": 1}}]}}')
    assert found.features[1].value == {"a": 1}


def test_a_million_open_brackets_are_given_up_at_once():
    started = time.perf_counter()
    with pytest.raises(JsonError) as caught:
        document('{"features": [' + "[" * 1_000_000)
    assert caught.value.hint == "nesting"
    assert time.perf_counter() - started < 5


# --- what is no JSON -----------------------------------------------------------------------

SLIPS = [
    ('{"a": 1,}', 7, "trailing-comma"),
    ('{"features": [{"a": 1},\n]}', 22, "trailing-comma"),
    ('{"features": [{"a": [1, 2,]}]}', 25, "trailing-comma"),
    ('{"features": [{"a": 1,, "b": 2}]}', 22, "extra-comma"),
    ('{"features": [{"a": 1}\n {"b": 1}]}', 22, "missing-comma"),
    ('{"features": [{"a": "x"\n "b": 1}]}', 23, "missing-comma"),
    ('{"a": 1 "b": 2}', 7, "missing-comma"),
    ('{"a" 1}', 5, "missing-colon"),
    ('{"a":}', 5, "missing-value"),
    ("{'a': 1}", 1, "quotes"),
    ('{"a": «x»}', 6, "quotes"),
    ("{“a”: 1}", 1, "quotes"),
    ('{"a": "He said "yes" twice"}', 16, "inner-quote"),
    ('{"a": 1, // note\n "b": 2}', 9, "comment"),
    ('{"a": 1 /* note */}', 8, "comment"),
    ("{# note\n}", 1, "comment"),
    ("{a: 1}", 1, "unquoted-key"),
    ('{"a": None}', 6, "python-word"),
    ('{"a": True}', 6, "python-word"),
    ('{"a": [undefined]}', 7, "python-word"),
    ('{"a": FRA}', 6, "unknown-word"),
    ('{"a": 01}', 7, "number-form"),
    ('{"a": +1}', 6, "number-form"),
    ('{"a": 2022-04-19}', 6, "bare-date"),
    ('{"a": 19/04/2022, "b": 1}', 6, "bare-date"),
    ('{"a": 2022-04}', 6, "bare-date"),
    ('{"a": .5}', 6, "number-form"),
    ('{"a": [1, 2}', 11, "bracket"),
    ('{"features": [{"a": 1]}', 21, "bracket"),
    ('{"a": 1', 7, "unclosed"),
    ('{"features": [{"a": 1}', 22, "unclosed"),
    ('{"features": [', 14, "unclosed"),
    ("[1, 2", 5, "unclosed"),
    ('{"a": "x', 6, "unclosed-text"),
    ('{"a": "x\n"}', 8, "line-break"),
    ('{"a": "x\ty"}', 8, "control-character"),
    ('{"a": "C:\\gao"}', 9, "escape"),
    ('{"a": 1} x', 9, "extra-data"),
    ('{"features": []}}', 16, "extra-data"),
    ('{"features": []} {"features": []}', 17, "extra-data"),
    ("[] []", 3, "extra-data"),
    ('{"a": %}', 6, "other"),
]


@pytest.mark.parametrize(("text", "offset", "hint"), SLIPS, ids=lambda part: str(part)[:24])
def test_the_usual_slips_are_named_where_one_would_mend_them(text, offset, hint):
    with pytest.raises(JsonError) as caught:
        document(text)
    assert (caught.value.offset, caught.value.hint) == (offset, hint)


def test_every_hint_is_reached_and_worded():
    reached = {hint for _, _, hint in SLIPS} | {"nesting"}
    assert reached == set(hints.HINTS)
    for hint in hints.HINTS:
        assert all(catalogue.text(hints.word(hint).key, language) for language in LANGUAGES)


# --- bytes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "line"),
    [
        ("{}".encode("utf-16"), "UTF-16", 1),
        ("{}".encode("utf-16-le"), "UTF-16", 1),
        ("{}".encode("utf-16-be"), "UTF-16", 1),
        ("{}".encode("utf-32"), "UTF-32", 1),
        ("{}".encode("utf-32-be"), "UTF-32", 1),
        ("{}".encode("utf-32-le"), "UTF-32", 1),
        ('{\n"name": "Ménaka"}'.encode("latin-1"), "Windows-1252 (Latin-1)", 2),
        (b"\xef\xbb\xbf{\n\n\xe9", "Windows-1252 (Latin-1)", 3),
    ],
)
def test_what_is_not_utf_8_is_named(data, name, line):
    with pytest.raises(EncodingError) as caught:
        decode(data)
    assert (caught.value.name, caught.value.line) == (name, line)


def test_the_word_with_the_wrong_byte_is_shown():
    with pytest.raises(EncodingError) as caught:
        decode('{"name": "Ménaka"}'.encode("latin-1"))
    assert "Ménaka" in caught.value.found


def test_a_byte_order_mark_is_dropped():
    assert decode(b"\xef\xbb\xbf{}") == "{}"
    assert decode("é".encode()) == "é"
