"""The stories that come with Témoin: every step shows what it speaks of, in both languages."""

import re
from datetime import date
from pathlib import Path

import pytest

from layers import dates
from layers.atlas import load
from layers.catalogue import LANGUAGES
from layers.panels import story as panel
from layers.panels.markup import render
from layers.stories import Link, Paragraph, World, read_story
from layers.stories.settings import HEAD_KEYS, STEP_KEYS
from layers.visibility import visible
from tests.shipped import BY_ID, CARELESS_FRENCH_SPACE, GEODATA, properties_of

ATLAS = load(GEODATA, today=date(2026, 6, 30))
STEPS = {
    f"{story.name} {number}": step
    for story in ATLAS.stories.values()
    for number, step in enumerate(story.steps, 1)
}
DENIALS = {
    "en": r"den(y|ies|ied)\b|maintains|says that (only|no)|rejects|fake|no civilian|premature"
    r"|only terrorist|never officially|To the Malian government|accounts that contradict it",
    "fr": r"\b(dément|niera)\b|maintient|affirme que seuls|rejette|fausse|aucun civil|prématuré"
    r"|seuls des terroristes|reconnu officiellement|Pour le gouvernement malien"
    r"|récits qui la contredisent",
}
README = (GEODATA / "README.md").read_text("utf-8")
FILES = sorted((GEODATA / "stories").glob("*.md"))


def plain(blocks):
    """The words of a text, without its marks."""
    return re.sub(r"<[^>]*>", "", render(tuple(map(panel._block, blocks))))


def numbers(text):
    return set(re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"(?<=\d)[\u202f,](?=\d{3})", "", text)))


def data_of(step):
    """All that the features of a step say, as text."""
    return " ".join(str(properties_of(each)) for each in step.features)


def test_three_stories_are_shipped_and_nothing_is_wrong_with_them():
    assert list(ATLAS.stories) == ["french-withdrawal", "moura", "wagner"]
    assert not [each for each in ATLAS.problems if each.file.startswith("stories/")]


@pytest.mark.parametrize("story", ATLAS.stories.values(), ids=lambda story: story.name)
def test_a_story_has_six_to_ten_steps_and_both_languages(story):
    assert 6 <= len(story.steps) <= 10
    assert set(story.title) == set(story.summary) == set(LANGUAGES)
    for step in story.steps:
        assert set(step.title) == set(step.text) == set(LANGUAGES)
        assert step.view.center, "the map goes where the step is"


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_selected_feature_of_a_step_is_on_its_map(step):
    assert step.view.selected in visible(ATLAS, step.view).ids()


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_both_languages_name_the_same_features(step):
    def links(blocks):
        spans = [
            span
            for block in blocks
            for part in ((block.spans,) if isinstance(block, Paragraph) else block.entries)
            for span in part
        ]
        return [span.feature for span in spans if isinstance(span, Link)]

    assert set(links(step.text["en"])) == set(links(step.text["fr"]))
    assert step.view.selected in links(step.text["en"])


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_figures_of_a_step_are_those_of_its_features(step):
    """No number of a text is ours: each stands in a feature that the step names."""
    for language in LANGUAGES:
        ours = numbers(plain(step.text[language]))
        theirs = numbers(data_of(step))
        days = {str(int(each)) for each in theirs if each.isdigit()}
        assert ours <= theirs | days, language


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_the_sources_of_a_step_are_those_of_its_features(step):
    found = [panel.lookup.find(ATLAS, each) for each in step.features]
    html = render(panel._sources(found, step.view))
    known_by = step.view.known_by or dates.OPEN_END
    for each in step.features:
        for source in properties_of(each)["sources"]:
            was_there = not source["date"] or dates.parse(source["date"]).last <= known_by
            assert (render(source["title"]) in html) is was_there


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_on_a_disputed_feature_gives_the_denial_too(step):
    """Whoever reads that something is said must read in the same step that it is denied."""
    if properties_of(step.view.selected)["status"] != "disputed":
        return
    for language, denial in DENIALS.items():
        assert re.search(denial, plain(step.text[language])), language


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_french_typography(file: Path):
    text = file.read_text("utf-8")
    assert "'" not in text, "apostrophes are ’"
    assert not CARELESS_FRENCH_SPACE.search(text)


def test_moura_is_told_version_by_version_in_both_languages():
    steps = ATLAS.stories["moura"].steps
    english = [plain(step.text["en"]) for step in steps]
    assert "203 terrorists killed, 51 people arrested" in english[1]
    assert "about 300 men, some of them suspected fighters" in english[2]
    assert "at least 500 people, of whom at least 238 have been identified" in english[4]
    assert "no civilian of Moura lost their life" in english[5]
    french = [plain(step.text["fr"]) for step in steps]
    assert "203 terroristes tués, 51 personnes arrêtées" in french[1]
    assert "au moins 500 personnes, dont au moins 238 identifiées" in french[4]
    assert "aucun civil de Moura n’a perdu la vie" in french[5]


def test_every_feature_of_a_story_is_a_shipped_one():
    assert {each for step in STEPS.values() for each in step.features} <= BY_ID.keys()


def test_the_example_of_the_readme_can_be_pasted():
    (example,) = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    world = World.of({name: layer.frame for name, layer in ATLAS.layers.items()})
    story, problems = read_story("one-hand-over", example.encode(), world)
    assert problems == ()
    assert story.steps[0].features == ("gossi-barkhane",)


@pytest.mark.parametrize("heading", ["\n## Stories\n", "\n## Récits\n"])
def test_the_readme_names_every_setting(heading):
    section = re.split(r"\n## (?:What|Ce qui) ", README.split(heading)[1])[0]
    for key in (*HEAD_KEYS, *STEP_KEYS):
        assert f"`{key}`" in section, key
