"""Stories as editors write them: what is read, what is told, and what a slip never hides."""

import textwrap
from pathlib import Path

import pytest

from layers import atlas, dates, folders
from layers.atlas import load
from layers.atlas_store import AtlasStore
from layers.catalogue import LANGUAGES
from layers.filters import Filters
from layers.problems import CODES
from layers.stories import Bullets, Emphasis, Link, Paragraph, World, markdown, read_story
from layers.view import View
from tests import making
from tests.making import TODAY, make_feature, make_file

BROKEN = Path(__file__).parent / "broken"
HEAD = "---\ntitle: Invented story\ntitle_fr: Récit inventé\n---\n"
STEP = """
## Invented step
date: 2022-05-01
feature: one

Somebody was there, one party says.

## fr: Étape inventée

Quelqu’un était là, selon une partie.
"""
WORLD = World.of(
    {
        "military_bases": making.read("military_bases", make_feature(end=None)).frame,
        "massacre_sites": making.read(
            "massacre_sites", make_feature("massacre_sites", id="two")
        ).frame,
        "milestones": making.read("milestones", make_feature("milestones", id="talks")).frame,
        "wells": making.read("wells", make_feature("wells", id="well")).frame,
    }
)


def read(text, name="invented"):
    story, problems = read_story(name, textwrap.dedent(text).encode(), WORLD)
    return story, [problem.code for problem in problems]


def step_with(*lines, text="Somebody was there."):
    """The only step of a story with these settings, and the codes of what is wrong."""
    settings = "\n".join(("date: 2022-05-01", *lines))
    story, codes = read(f"{HEAD}\n## Step\n{settings}\n\n{text}\n\n## fr: Étape\n\nLà.\n")
    return (story.steps[0] if story else None), codes


# --- what is read --------------------------------------------------------------------------


def test_a_story_is_a_head_and_steps_in_two_languages():
    story, codes = read(HEAD + STEP)
    assert codes == []
    assert story.title == {"en": "Invented story", "fr": "Récit inventé"}
    (step,) = story.steps
    assert step.title == {"en": "Invented step", "fr": "Étape inventée"}
    assert step.text == {
        "en": (Paragraph(("Somebody was there, one party says.",)),),
        "fr": (Paragraph(("Quelqu’un était là, selon une partie.",)),),
    }
    assert step.features == ("one",)


def test_a_step_sets_the_whole_view():
    step, codes = step_with(
        *("mode: last30", "feature: one", "at: -1.3, 15.8, 9", "known_by: 2022-06-01"),
        *("layers: military_bases", "actors: FRA, MLI", "kinds: camp", "statuses: reported"),
        *("precisions: site", "regions: gao", "killed: 10 to", "text: Invented"),
        "period: 2022-01-01 to 2022-12-31",
    )
    assert codes == []
    assert step.view == View(
        day=dates.parse("2022-05-01").first,
        mode="last",
        window=30,
        selected="one",
        hidden=("massacre_sites", "milestones", "troop_movements", "wells"),
        center=(-1.3, 15.8),
        zoom=9.0,
        known_by=dates.parse("2022-06-01").first,
        panel="story",
        story=("invented", 0),
        filters=Filters(
            actors=("FRA", "MLI"),
            kinds=("camp",),
            statuses=("reported",),
            precisions=("site",),
            regions=("gao",),
            killed=(10, None),
            period=(dates.parse("2022-01-01").first, dates.parse("2022-12-31").first),
            text="Invented",
        ),
    )


def test_what_a_step_leaves_out_is_as_the_page_opens_but_for_the_mode():
    step, _ = step_with("feature: one")
    assert (step.view.mode, step.view.hidden) == ("on", View().hidden)
    assert not step.view.filters
    assert step.view.known_by is None


def test_a_step_on_a_milestone_switches_its_layer_on():
    step, codes = step_with("feature: talks")
    assert (step.view.hidden, codes) == ((), [])


def test_the_text_names_features_too_the_selected_one_comes_first():
    step, _ = step_with("feature: two", text="From [one](#one) to *[two](#two)*, [one](#one).")
    assert step.features == ("two", "one")


def test_a_line_that_looks_like_a_setting_is_text_below_an_empty_line():
    step, codes = step_with("feature: one", text="note: nobody says so.\nmode: neither.")
    assert codes == []
    assert step.text["en"] == (Paragraph(("note: nobody says so. mode: neither.",)),)


def test_settings_may_stand_after_an_empty_line():
    story, codes = read(HEAD + STEP.replace("## Invented step\n", "## Invented step\n\n"))
    assert (len(story.steps), codes) == (1, [])


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_windows_writes_other_line_ends_and_a_mark_at_the_head(end):
    data = "\ufeff" + (HEAD + STEP).replace("\n", end)
    story, problems = read_story("invented", data.encode(), WORLD)
    assert (len(story.steps), problems) == (1, ())


def test_a_story_may_be_written_in_french_alone():
    story, codes = read("""\
        ---
        title_fr: Récit
        ---
        ## fr: Un
        date: 2022-05-01
        feature: one

        Premier.

        ## fr: Deux
        date: 2022-05-02
        feature: one

        Second.
        """)
    assert [step.title for step in story.steps] == [{"fr": "Un"}, {"fr": "Deux"}]
    assert codes == ["story-translation"] * 3


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One\ntwo.\n\nThree.", (Paragraph(("One two.",)), Paragraph(("Three.",)))),
        ("a *b* **c**", (Paragraph(("a ", Emphasis(("b",), False), " ", Emphasis(("c",), True))),)),
        ("2 * 3 * 4", (Paragraph(("2 * 3 * 4",)),)),
        (r"\*a\* \[b\](#c)", (Paragraph(("*", "a", "*", " ", "[", "b", "]", "(#c)")),)),
        ("[b](#one).", (Paragraph((Link(("b",), feature="one"), ".")),)),
        (
            "[a *b*](https://x.org/y_(z))",
            (Paragraph((Link(("a ", Emphasis(("b",), False)), url="https://x.org/y_(z)"),)),),
        ),
        ("Two:\n- a\n  b\n- c", (Paragraph(("Two:",)), Bullets((("a b",), ("c",)), False))),
        ("1. a\n2. b", (Bullets((("a",), ("b",)), True),)),
        ("[over\nlines](#one)", (Paragraph((Link(("over lines",), feature="one"),)),)),
    ],
)
def test_the_text_knows_a_few_marks(text, blocks):
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1)]
    found = markdown.read(lines)
    assert (found.blocks, found.doubts) == (blocks, ())


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "//evil", "", "[", "http://"]
)
def test_no_other_address_becomes_a_link(target):
    found = markdown.read([(1, f"[here]({target})")])
    assert not any(isinstance(span, Link) and span.url for span in found.blocks[0].spans)


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", "![x](https://x.org/x.png)", "> said", "| a | b |", "### More", "---", "```"],
)
def test_other_marks_are_told_and_stay_text(text):
    step, codes = step_with("feature: one", text=text)
    assert set(codes) == {"story-markup"}
    assert all(isinstance(span, str) for span in step.text["en"][0].spans)


# --- what is told --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date: 2022-04-31", "2022-04-19"),
        ("date: May 2022", "2022-04-19"),
        ("date: 2022-05", "2022-04-19"),
        ("mode: onn", "Did you mean on?"),
        ("mode: last", "last30"),
        ("at: 15.8, -1.3", "-1.3, 15.8, 9"),
        ("at: -1.3, 95, 9", "zoom (4 to 13)"),
        ("at: nan, 15, 9", "zoom (4 to 13)"),
        ("at: -1.3, 15.8, 99", "zoom (4 to 13)"),
        ("feature: one, two", "one feature"),
        ("layers: military_base", "Did you mean military_bases?"),
        ("layers:", "names of layers"),
        ("actors: WAGNR", "Did you mean WAGNER?"),
        ("kinds: palace", "README"),
        ("statuses: sure", "confirmed, reported or disputed"),
        ("killed: many", "10 to 50"),
        ("killed: 50 to 10", "10 to 50"),
        ("period: 2022", "2022-01-01 to 2022-06-30"),
        ("known_by: yesterday", "2022-04-19"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_what_can(line, words):
    date = "" if line.startswith("date") else "date: 2022-05-01\n"
    text = f"{HEAD}{STEP}\n## Bad\n{date}{line}\n\nSomebody was there.\n"
    story, problems = read_story("invented", text.encode(), WORLD)
    (problem,) = [each for each in problems if each.code == "story-setting"]
    assert words in problem.message("en")
    assert problem.property == line.split(":")[0]
    assert problem.line == text[: text.rindex(line)].count("\n") + 1
    assert problem.feature == "#2"
    assert [step.title["en"] for step in story.steps] == ["Invented step"]


def test_messages_word_for_word():
    text = HEAD + STEP + STEP.replace("feature: one", "feature: talk")
    _, (problem,) = read_story("invented", text.encode(), WORLD)
    assert problem.message("en") == (
        'stories/invented.md, line 18, #2: There is no feature "talk" in the data. Write the id '
        "of a base, a massacre site, a movement or a milestone. Did you mean talks?"
    )
    assert problem.message("fr") == (
        'stories/invented.md, ligne 18, #2\u00a0: Aucun élément "talk" dans les données. Écrivez '
        "l’id d’une base, d’une tuerie, d’un mouvement ou d’un repère. Vouliez-vous dire "
        "talks\u202f?"
    )


def test_a_setting_that_stands_twice_leaves_the_step_off():
    step, codes = step_with("feature: one", "feature: two")
    assert (step, codes) == (None, ["story-empty", "duplicate-key"])


def test_a_text_that_nobody_reads_beside_a_map_is_refused():
    step, codes = step_with("feature: one", text="x" * 5001)
    assert (step, codes) == (None, ["story-empty", "text-too-long"])


def test_steps_are_numbered_without_those_that_are_left_off():
    bad = STEP.replace("date: 2022-05-01", "date: never")
    story, _ = read(HEAD + STEP + bad + STEP)
    assert [step.view.story for step in story.steps] == [("invented", 0), ("invented", 1)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"title: x", b"---\ntitle: x\n", b"\xff\xfe-\x00"])
def test_a_file_that_is_no_story_is_told_and_never_raised(data):
    story, problems = read_story("invented", data, WORLD)
    assert story is None
    assert [problem.code for problem in problems] in (["story-head"], ["encoding"])


def test_a_huge_file_is_refused_before_it_is_read():
    story, problems = read_story("invented", b"x" * 1_000_001, WORLD)
    assert (story, [each.code for each in problems]) == (None, ["file-too-large"])


@pytest.mark.parametrize("text", ["[" * 4900, "*" * 4900, "**a" * 1600, "[a](" * 1200, "\\" * 4900])
def test_marks_without_end_are_read_in_one_pass(text):
    step, _ = step_with("feature: one", text=text)
    assert step is not None


# --- a wrong step or story never hides the right ones ----------------------------------------


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("story-")])
def test_the_good_story_beside_a_broken_one_is_shown(code):
    found = load(BROKEN / code, today=TODAY)
    assert "good" in found.stories
    (problem,) = found.problems
    assert problem.file.startswith("stories/")
    for language in LANGUAGES:
        assert "{" not in problem.message(language)


# --- the folder ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "military_bases.geojson").write_bytes(make_file(make_feature()))
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "invented.md").write_text(HEAD + STEP, "utf-8")
    return tmp_path


def test_a_story_that_is_edited_is_seen_and_leaves_the_map_alone(folder):
    store = AtlasStore(folder, today=lambda: TODAY)
    before = store.current()
    path = folder / "stories" / "invented.md"
    path.write_text(path.read_text("utf-8").replace("Somebody", "Everybody"), "utf-8")
    after = store.current()
    assert after is not before
    assert after.digest == before.digest
    assert after.stories_digest != before.stories_digest
    assert "Everybody" in str(after.stories["invented"].steps[0].text["en"])


def test_a_new_folder_of_stories_is_seen(folder):
    (folder / "stories").rename(folder / "elsewhere")
    store = AtlasStore(folder, today=lambda: TODAY)
    assert not store.current().stories
    (folder / "elsewhere").rename(folder / "stories")
    assert list(store.current().stories) == ["invented"]


def test_a_feature_that_is_gone_takes_its_step_along(folder):
    (folder / "military_bases.geojson").write_bytes(make_file(make_feature(id="other")))
    found = load(folder, today=TODAY)
    assert not found.stories
    assert {problem.code for problem in found.problems} == {"story-feature", "story-empty"}


def test_readme_and_hidden_files_are_no_stories(folder):
    for name in ("README.md", ".draft.md", "notes.txt"):
        (folder / "stories" / name).write_text("anything")
    assert load(folder, today=TODAY).problems == ()


def test_a_folder_in_the_place_of_a_story_is_told(folder):
    (folder / "stories" / "more.md").mkdir()
    found = load(folder, today=TODAY)
    assert [(each.code, each.file) for each in found.problems] == [("file-kind", "stories/more.md")]
    assert list(found.stories) == ["invented"]


def test_files_that_lie_in_no_folder_have_no_stories(folder):
    data = folders.read(folder / "military_bases.geojson")
    assert not atlas.of_bytes({"military_bases": data}, today=TODAY).stories
