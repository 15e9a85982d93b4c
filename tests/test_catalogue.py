import json
import re
import string
from pathlib import Path

import pytest

from layers import catalogue
from layers.catalogue import LANGUAGES, NARROW_SPACE

FOLDER = Path(catalogue.__file__).parent
ENTRIES = {
    (file.stem, key): entry
    for file in sorted(FOLDER.glob("*.json"))
    for key, entry in json.loads(file.read_text(encoding="utf-8")).items()
}


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("place", "entry"), ENTRIES.items(), ids=lambda part: str(part)[:60])
def test_every_entry_says_the_same_in_both_languages(place, entry):
    assert set(entry) == set(LANGUAGES)
    assert all(text.strip() for text in entry.values())
    assert slots(entry["en"]) == slots(entry["fr"])
    assert all(name.isidentifier() for name in slots(entry["en"])), "a brace to show is doubled"


def test_no_key_stands_in_two_files():
    keys = [key for _, key in ENTRIES]
    assert len(keys) == len(set(keys))


def test_no_key_stands_twice_in_a_file():
    for file in FOLDER.glob("*.json"):
        pairs = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), file.name


@pytest.mark.parametrize("key", [key for _, key in ENTRIES if key.endswith(("_one", "_other"))])
def test_a_count_has_a_singular_and_a_plural(key):
    stem = key.removesuffix("_one").removesuffix("_other")
    assert catalogue.has(f"{stem}_one")
    assert catalogue.has(f"{stem}_other")


def test_the_singular_is_that_of_the_language(monkeypatch):
    words = {"n_one": {"en": "{n} day", "fr": "{n} jour"}}
    words |= {"n_other": {"en": "{n} days", "fr": "{n} jours"}}
    monkeypatch.setattr(catalogue, "_all_words", lambda: words)
    assert [catalogue.counted("n", n, "en") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [catalogue.counted("n", n, "fr") for n in (0, 1, 2)] == ["0 jour", "1 jour", "2 jours"]


def test_thousands_are_grouped_as_the_language_does():
    assert catalogue.number_text(1234567, "en") == "1,234,567"
    assert catalogue.number_text(1234567, "fr") == f"1{NARROW_SPACE}234{NARROW_SPACE}567"


def test_a_brace_that_is_meant_is_written_twice(monkeypatch):
    words = {"brace": {"en": 'write {{"a": {n}}}', "fr": "x"}}
    monkeypatch.setattr(catalogue, "_all_words", lambda: words)
    assert catalogue.text("brace", "en", n=1) == 'write {"a": 1}'


def test_what_is_not_there_is_a_defect():
    with pytest.raises(KeyError):
        catalogue.text("no.such.key", "en")
    with pytest.raises(FileNotFoundError):
        catalogue.words("no_such_subject")


@pytest.mark.parametrize("subject", sorted({subject for subject, _ in ENTRIES}))
def test_french_signs_never_begin_a_line(subject):
    # A plain space before ; : ! ? » lets a line break there.
    loose = re.compile(r" [;:!?»](?=\s|$|[.,)])|« ")
    found = [
        key
        for (name, key), entry in ENTRIES.items()
        if name == subject and loose.search(entry["fr"])
    ]
    assert found == []
