"""Every code is explained in both languages, and every example is as wrong as it says."""

import copy
import json

import pytest

from layers import catalogue
from layers.catalogue import LANGUAGES
from layers.checking import explaining
from layers.cli.main import main
from layers.problems import CODES
from layers.reading import read_layer
from tests.making import TODAY, make_feature

EXAMPLES = explaining.examples()


def codes_of(example, fragment):
    layer, where = example["layer"], example["in"]
    if where == "name":
        layer, text = (
            fragment.removesuffix(".geojson"),
            '{"type": "FeatureCollection", "features": []}',
        )
    elif where == "file":
        text = fragment
    else:
        text = f'{{"type": "FeatureCollection", "features": [{_feature(layer, where, fragment)}]}}'
    return {problem.code for problem in read_layer(layer, text.encode(), today=TODAY).problems}


def _feature(layer, where, fragment):
    """A sound feature some of whose members are those of the fragment, as they are written."""
    feature = copy.deepcopy(make_feature(layer))
    holder = {"properties": feature["properties"], "geometry": feature["geometry"]}.get(
        where, feature
    )
    for name in json.loads(f"{{{fragment}}}"):
        holder.pop(name, None)
    rest = json.dumps(holder)[1:-1]
    text = "{" + ", ".join(part for part in (rest, fragment) if part) + "}"
    if where == "feature":
        return text
    return json.dumps({**feature, where: "HERE"}).replace('"HERE"', text)


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_is_wrong_as_it_says_and_right_when_mended(code):
    example = EXAMPLES[code]
    assert code in codes_of(example, example["wrong"])
    assert code not in codes_of(example, example["right"])


def test_every_example_is_of_a_code():
    assert not EXAMPLES.keys() - CODES.keys()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained(code, language, capsys):
    assert main(["check", "--explain", code, "--lang", language]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{code} (")
    assert len(said.splitlines()[2]) > 30
    if code in EXAMPLES:
        assert EXAMPLES[code]["wrong"].splitlines()[0] in said


def test_no_explanation_is_left_of_a_code_that_is_gone():
    parts = {key.split(".")[1] for key in catalogue.words("explain")}
    assert parts == CODES.keys() | {"severity", "wrong", "right", "page", "group"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_its_command_makes(language):
    written = explaining.path_of(language).read_text("utf-8")
    assert written == explaining.page(language), f"run {explaining.COMMAND}"
    assert explaining.COMMAND in written
    assert all(f"### {code}\n" in written for code in CODES)


def test_an_explanation_word_for_word(capsys):
    assert main(["check", "--explain", "date-calendar", "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        "date-calendar (error: the file or the feature is left off the map)\n\n"
        "The form is right, but there is no such day or month.\n\n"
        'Not so:\n    "start": "2022-02-30"\n\n'
        'But so:\n    "start": "2022-02"\n'
    )
