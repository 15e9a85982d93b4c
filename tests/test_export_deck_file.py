"""A deck as a file and as a link: saved, opened again, and nothing believed that stands in it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers import atlas, dates
from layers.catalogue import LANGUAGES
from layers.export import deck_file, deck_link, decks
from layers.export.composition import SHEETS, Composition, Deck
from layers.filters import Filters
from layers.problems import DECK_CODES
from layers.view import View
from tests.making import TODAY, make_feature, make_file

GEODATA = Path(__file__).parents[1] / "geodata"
GOSSI = View(
    day=dates.parse("2022-04-19").first,
    mode="on",
    language="fr",
    selected="gossi-barkhane",
    center=(-1.3095, 15.8179),
    zoom=9.25,
    hidden=("massacre_sites", "milestones"),
    filters=Filters(actors=("FRA", "WAGNER"), text="base, aérodrome & piste"),
    known_by=dates.parse("2022-05-01").first,
)
PLAIN = Composition(View(day=dates.parse("2022-08-15").first))
DECK = Deck(
    (
        Composition(GOSSI, "a4-landscape", "Gossi : les Français s’en vont", "dark"),
        PLAIN,
        Composition(replace(GOSSI, against=dates.parse("2022-08-15").first, panel="compare")),
    ),
    "Printemps 2022\u00a0: Gossi",
)


@pytest.fixture(scope="module")
def shipped():
    return atlas.load(GEODATA, today=TODAY)


def picture(**changes):
    """One picture as a file has it, with some members changed; None takes one away."""
    made = json.loads(deck_file.write(Deck((PLAIN,))))["pictures"][0]
    made |= changes
    return {key: value for key, value in made.items() if value is not ...}


def view(**changes):
    return {**picture()["view"], **changes}


def made(*pictures, **members):
    return json.dumps({"temoin-deck": 1, "pictures": list(pictures), **members}).encode()


def test_a_saved_deck_opens_as_it_was(shipped):
    for given_atlas in (None, shipped):
        found, problems = deck_file.read(deck_file.write(DECK, given_atlas))
        assert found == DECK
        assert not problems


def test_the_same_deck_is_the_same_bytes_and_a_person_can_read_them(shipped):
    data = deck_file.write(DECK, shipped)
    assert data == deck_file.write(DECK, shipped)
    text = data.decode()
    assert '"title": "Gossi : les Français s’en vont"' in text
    assert '"d": "2022-04-19"' in text
    assert shipped.digest in text


compositions = some.builds(
    Composition,
    view=some.builds(
        View,
        day=some.integers(dates.parse("1900").first, dates.parse("2100").last),
        mode=some.sampled_from(["on", "sofar"]),
        language=some.sampled_from(LANGUAGES),
        hidden=some.lists(some.text(min_size=1, max_size=9), max_size=2, unique=True).map(
            lambda names: tuple(sorted(names))
        ),
    ),
    sheet=some.sampled_from(sorted(SHEETS)),
    title=some.none() | some.text(max_size=400),
    theme=some.sampled_from(["light", "dark"]),
)


@given(some.lists(compositions, max_size=3))
def test_whatever_is_saved_can_be_opened(pictures):
    found, problems = deck_file.read(deck_file.write(Deck(tuple(pictures))))
    assert len(found.compositions) == len(pictures)
    assert {each.code for each in problems} <= {"deck-title"}
    for before, after in zip(pictures, found.compositions, strict=True):
        assert (after.view.day, after.sheet, after.theme) == (
            before.view.day,
            before.sheet,
            before.theme,
        )


def test_non_breaking_spaces_of_a_title_are_kept_and_line_breaks_are_not():
    title = "Gossi\u00a0: 1\u202f200 hommes"
    found, _ = deck_file.read(made(picture(title=f"  {title}\n\u2028 plus  loin ")))
    assert found.compositions[0].title == f"{title} plus loin"


BAD = [
    ("deck-missing", "", picture(view=...)),
    ("deck-missing", "view", picture(view={"m": "on"})),
    ("deck-value", "view", picture(view="d=2022-04-19")),
    ("deck-value", "view.d", picture(view=view(d="2022-04"))),
    ("deck-value", "view.d", picture(view=view(d=20220419))),
    ("deck-value", "view.m", picture(view=view(m="lsat90"))),
    ("deck-value", "view.at", picture(view=view(at="200,95,3"))),
    ("deck-value", "view.lang", picture(view=view(lang="de"))),
    ("deck-value", "view.dead", picture(view=view(dead="many"))),
    ("deck-value", "sheet", picture(sheet="A4")),
    ("deck-value", "sheet", picture(sheet=["16:9"])),
    ("deck-value", "theme", picture(theme="midnight")),
    ("deck-value", "title", picture(title={"$code": 1})),
    ("deck-value", "", "a text"),
    ("deck-value", "", None),
]


@pytest.mark.parametrize(("code", "key", "bad"), BAD, ids=lambda part: str(part)[:40])
def test_a_broken_picture_is_told_and_hides_no_good_one(code, key, bad):
    found, problems = deck_file.read(made(picture(), bad, picture(title="Last")))
    assert [each.title for each in found.compositions] == [None, "Last"]
    (problem,) = problems
    assert (problem.code, problem.feature, problem.property) == (code, "#2", key)
    for language in LANGUAGES:
        assert len(problem.message(language)) > len(problem.place(language)) + 20


def test_a_near_miss_is_asked_after():
    _, problems = deck_file.read(made(picture(sheet="A4-Landscap"), picture(tittle="x")))
    english = [each.message("en") for each in problems]
    assert "Did you mean a4-landscape?" in english[0]
    assert "Did you mean title?" in english[1]
    assert "Vouliez-vous dire title" in problems[1].message("fr")


def test_the_place_of_a_problem_is_that_of_the_value():
    data = deck_file.write(Deck((PLAIN, PLAIN))).replace(b'"light"', b'"loud"')
    _, problems = deck_file.read(data, "mine.json")
    lines = data.decode().splitlines()
    assert len(problems) == 2
    for problem in problems:
        assert problem.file == "mine.json"
        assert lines[problem.line - 1][problem.column - 1 :].startswith('"loud"')


def test_what_is_unknown_is_told_and_the_picture_stays():
    found, problems = deck_file.read(made(picture(colour="red"), author="x"))
    assert len(found.compositions) == 1
    assert [each.severity for each in problems] == ["warning", "warning"]
    assert {each.property for each in problems} == {"colour", "author"}


def test_a_title_that_is_too_long_is_cut_and_told():
    found, problems = deck_file.read(made(picture(title="é" * 1000)))
    assert found.compositions[0].title == "é" * (deck_file.MAX_TITLE - 1) + "…"
    assert [each.code for each in problems] == ["deck-title"]
    assert "1,000" in problems[0].message("en")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "deck-form"),
        (b"   ", "deck-form"),
        (b"[]", "deck-form"),
        (b'{"type": "FeatureCollection", "features": []}', "deck-form"),
        (b'{"temoin-deck": 1}', "deck-form"),
        (b'{"temoin-deck": true, "pictures": []}', "deck-form"),
        (b'{"temoin-deck": 1, "pictures": {}}', "deck-form"),
        (b'{"temoin-deck": 2, "pictures": []}', "deck-version"),
        (b'{"temoin-deck": 1, "pictures": [}', "json-syntax"),
        (b'{"temoin-deck": 1, "pictures": []} {"temoin-deck": 1}', "deck-form"),
        ('{"temoin-deck": 1, "title": "é"}'.encode("cp1252"), "encoding"),
        (b"PK\x03\x04" + b"\x00" * 40, "json-syntax"),
        (b" " * (deck_file.MAX_BYTES + 1), "deck-too-large"),
        (b'{"temoin-deck": 1, "pictures": ' + b"[" * 200_000, "json-syntax"),
    ],
    ids=lambda part: str(part[:30]),
)
def test_what_is_no_deck_is_refused_in_words(data, code):
    found, problems = deck_file.read(data)
    assert found == Deck()
    assert problems[0].code == code
    for language in LANGUAGES:
        assert problems[0].message(language)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"title": NaN, "view": {"d": "2022-04-19"}}', "number-not-finite"),
        ('{"title": "a", "title": "b", "view": {"d": "2022-04-19"}}', "duplicate-key"),
        ('{"title": "\\ud800", "view": {"d": "2022-04-19"}}', "bad-character"),
        ('{"view": ' + "[" * 50_000 + "]" * 50_000 + "}", "nested-too-deep"),
        ('{"view": {"d": ' + "1" * 5000 + "}}", "number-too-long"),
    ],
    ids=lambda part: str(part)[:20],
)
def test_what_other_readers_take_in_silence_costs_that_picture_only(text, code):
    good = json.dumps(picture())
    data = f'{{"temoin-deck": 1, "pictures": [{good}, {text}, {good}]}}'.encode()
    found, problems = deck_file.read(data)
    assert len(found.compositions) == 2
    assert [(each.code, each.feature) for each in problems] == [(code, "#2")]


def test_too_many_pictures_are_counted():
    found, problems = deck_file.read(made(*[picture()] * (deck_file.MAX_PICTURES + 2)))
    assert len(found.compositions) == deck_file.MAX_PICTURES
    assert "1,002" in problems[0].message("en")


def test_a_thousand_wrong_pictures_are_listed_so_far_and_counted():
    _, problems = deck_file.read(made(*["x"] * 1000))
    assert len(problems) == 501
    assert problems[-1].code == "problems-too-many"


HOSTILE = '<script>alert(1)</script>{{7*7}}${x}"\'`\\ =HYPERLINK("x") ../../etc/passwd'


def test_hostile_text_is_only_text():
    deck = Deck((replace(PLAIN, title=HOSTILE, view=replace(PLAIN.view, hidden=(HOSTILE,))),))
    found, problems = deck_file.read(deck_file.write(deck))
    assert found == deck
    assert not problems
    _, problems = deck_file.read(made(picture(theme=HOSTILE + "\u202e\x1b[31m")))
    said = problems[0].message("en")
    assert "\u202e" not in said
    assert "\x1b" not in said


def test_every_deck_code_is_worded_and_met():
    told = {code for code, _, _ in BAD} | {"deck-form", "deck-version", "deck-too-large"}
    told |= {"deck-key", "deck-title", "deck-pictures-too-many"}
    assert told == set(DECK_CODES)


# Changed since -----------------------------------------------------------------------------


def own_atlas(*features):
    return atlas.of_bytes({"military_bases": make_file(*features)}, today=TODAY)


def bases(**changes):
    return [
        make_feature(id="one", site="a", start="2022-01-01", end="2022-06-30"),
        make_feature(id="two", site="b", start="2022-07-01", end="2022-12-31", **changes),
    ]


def on(day):
    return Composition(View(day=dates.parse(day).first, mode="on"))


def test_pictures_that_show_other_data_now_are_named():
    deck = Deck((on("2022-03-01"), on("2022-08-01"), on("2022-09-01")))
    data = deck_file.write(deck, own_atlas(*bases()))
    assert deck_file.changed_since(data, own_atlas(*bases())) == ()
    changed = deck_file.changed_since(data, own_atlas(*bases(summary="Said otherwise.")))
    assert changed == (1, 2)
    assert "pictures 2 and 3 show other data" in deck_file.change_words(changed, "en")
    assert "les images 2 et 3" in deck_file.change_words(changed, "fr")
    assert "picture 2 shows" in deck_file.change_words((1,), "en")
    assert deck_file.change_words((), "en") == ""


def test_a_feature_that_came_or_went_is_a_change():
    data = deck_file.write(Deck((on("2022-03-01"), on("2022-08-01"))), own_atlas(*bases()))
    assert deck_file.changed_since(data, own_atlas(bases()[0])) == (1,)
    more = make_feature(id="new", site="c", start="2022-02-01", end="2022-04-01")
    assert deck_file.changed_since(data, own_atlas(*bases(), more)) == (0,)


def test_both_days_of_a_comparison_count():
    compared = Composition(replace(on("2022-03-01").view, against=on("2022-08-01").view.day))
    data = deck_file.write(Deck((compared,)), own_atlas(*bases()))
    assert deck_file.changed_since(data, own_atlas(*bases(summary="Otherwise."))) == (0,)


def test_a_deck_without_hashes_says_nothing_of_changes():
    data = deck_file.write(Deck((on("2022-08-01"),)))
    assert deck_file.changed_since(data, own_atlas(*bases(summary="Otherwise."))) == ()


# Links -------------------------------------------------------------------------------------


def test_a_composition_in_a_link_is_found_again():
    for composition in DECK.compositions:
        url = deck_link.link("https://map.example.org/temoin", composition)
        base, parameters = deck_link.parameters_of(url)
        assert base == "https://map.example.org/temoin"
        assert deck_link.of_parameters(parameters) == (composition, ())


def test_the_parameters_of_a_composition_are_none_of_the_views():
    assert not set(deck_link.PARAMETERS) & {"lang", *deck_link.address.PARAMETERS}
    assert deck_link.write(PLAIN) == {"sheet": "16:9", "theme": "light"}


def test_what_a_link_asks_for_in_vain_is_named():
    parameters = {"d": "soon", "sheet": "b5", "theme": "pink", "lang": "de", "utm_source": "x"}
    composition, unread = deck_link.of_parameters(parameters)
    assert composition == Composition()
    assert set(unread) == {"d", "sheet", "theme", "lang"}


@pytest.mark.parametrize(
    "url", ["", "no link", "http://[::1", "javascript:alert(1)", "file:///etc/passwd", "https://"]
)
def test_what_is_no_address_of_the_page_has_no_base(url):
    assert deck_link.parameters_of(url) == ("", {})


def test_a_story_fits_into_a_link(shipped):
    for story in shipped.stories.values():
        for language in LANGUAGES:
            deck = decks.of_story(shipped, story, language)
            parameter = deck_link.write_deck(deck)
            assert parameter is not None
            assert len(parameter["deck"]) <= deck_link.LONGEST
            assert deck_link.read_deck(parameter["deck"]) == (deck, ())


def test_a_deck_that_is_too_long_for_a_link_is_not_cut():
    titled = [replace(PLAIN, title=f"{number}: {hash_}") for number, hash_ in enumerate(NOISE)]
    assert deck_link.write_deck(Deck(tuple(titled[:5]))) is not None
    assert deck_link.write_deck(Deck(tuple(titled))) is None


NOISE = [format(pow(7, number, 2**127 - 1), "032x") for number in range(200, 300)]


@pytest.mark.parametrize("text", ["", "x", "é", "AAAA", "!!!!", "A" * 100_000, "_" * 40, "%00"])
def test_a_broken_deck_in_a_link_is_told(text):
    found, problems = deck_link.read_deck(text)
    assert found == Deck()
    assert [each.code for each in problems] == ["deck-form"]


def test_a_deck_in_a_link_that_grows_beyond_measure_is_refused():
    bomb = deck_link.zlib.compressobj(9, deck_link.zlib.DEFLATED, -15)
    packed = bomb.compress(b" " * (deck_file.MAX_BYTES * 4)) + bomb.flush()
    text = deck_link.base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert deck_link.read_deck(text)[0] == Deck()


@given(some.text(alphabet="ABCabc123-_", max_size=300))
def test_no_deck_in_a_link_raises(text):
    deck_link.read_deck(text)
