"""`python -m layers export`: what it makes, what it says, and what it refuses."""

import shutil
from pathlib import Path

import pytest

from layers import atlas, dates, visibility
from layers.cli import export_files, export_request
from layers.cli.main import main
from layers.export import deck_file, deck_link
from layers.export.composition import Composition, Deck
from layers.filters import Filters
from layers.view import View
from tests.making import TODAY
from tests.printing import (
    Press,
)

GEODATA = Path(__file__).parents[1] / "geodata"
DATA = ("--geodata", str(GEODATA), "--today", TODAY.isoformat())



@pytest.fixture(scope="module")
def shipped():
    return atlas.load(GEODATA, today=TODAY)


@pytest.fixture
def press(monkeypatch, tmp_path, shipped):
    """An empty folder to work in, and nothing that takes time."""
    monkeypatch.chdir(tmp_path)
    fake, load = Press(), atlas.load

    def loaded(folder, *, today):
        return shipped if (folder, today) == (GEODATA, TODAY) else load(folder, today=today)

    monkeypatch.setattr(export_request.atlas, "load", loaded)
    monkeypatch.setattr(export_files.rendering, "render", fake.render)
    monkeypatch.setattr(export_files.film, "frames", fake.film_frames)
    monkeypatch.setattr(export_files.film, "write", fake.film_write)
    return fake


def export(capsys, *arguments, code=0, lang=("--lang", "en")):
    """Run the command, compare its exit code, return what it printed."""
    found = main(["export", *DATA, *map(str, arguments), *lang])
    said = capsys.readouterr()
    assert found == code, said
    return said


def files(folder="."):
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*.*"))


def day(text):
    return dates.parse(text).first


# What is made ------------------------------------------------------------------------------


def test_the_example_of_the_issue(press, capsys, shipped):
    said = export(
        *(capsys, "--date", "2022-04-19", "--view", "gossi", "--format", "pptx,png", "-o", "out/"),
        lang=("--lang", "fr"),
    )
    assert files() == ["out/temoin-2022-04-19-gossi.png", "out/temoin-2022-04-19-gossi.pptx"]
    assert [kind for _, kind in press.rendered] == ["pptx", "png"]
    for each in press.pictures:
        view = each.view
        assert (view.day, view.language, view.zoom) == (day("2022-04-19"), "fr", 9)
        assert view.center == pytest.approx((-1.3095, 15.8179), abs=0.01)
        assert (each.sheet, each.title, each.theme) == ("16:9", None, "light")
    lines = said.out.splitlines()
    assert lines[0] == "out/temoin-2022-04-19-gossi.pptx  3 ko"
    shown = visibility.visible(shipped, press.pictures[0].view)
    assert lines[2].startswith("19 avril 2022\u00a0: ")
    assert "sites militaires" in lines[2]
    assert len(shown.ids()) > 0


def test_without_an_option_it_is_the_page_as_it_opens(press, capsys):
    export(capsys)
    assert press.picture == Composition(View())
    assert files() == ["temoin-2022-04-22-mali.png"]


def test_every_option_of_a_picture_arrives(press, capsys):
    export(
        *(capsys, "--date", "2022-08-15", "--view", "gossi,gao", "--mode", "sofar"),
        *("--against", "2022-04-19", "--sheet", "a4", "--title", " Un  titre\u00a0: long "),
        *("--theme", "dark", "--scale", "2.5", "--base-url", "https://map.example.org/x?y#z"),
        *("--format", ".SVG"),
    )
    picture = press.picture
    assert (picture.view.mode, picture.view.against) == ("sofar", day("2022-04-19"))
    assert (picture.sheet, picture.theme) == ("a4", "dark")
    assert picture.title == "Un titre\u00a0: long"
    assert press.settings[0].scale == 2.5
    assert press.settings[0].imprint.base_url == "https://map.example.org/x"
    assert files() == ["temoin-2022-08-15-2022-04-19-gossi-gao.svg"]


def test_a_mode_does_not_undo_the_filters_of_a_link(press, capsys):
    view = View(day=day("2022-04-19"), filters=Filters(actors=("FRA",)), hidden=())
    url = deck_link.link("https://map.example.org/", Composition(view, "4:3", "Mine"))
    export(capsys, "--link", url, "--mode", "last365")
    assert press.picture.view.filters == Filters(actors=("FRA",))
    assert (press.picture.view.mode, press.picture.view.window) == ("last", 365)
    assert (press.picture.sheet, press.picture.title) == ("4:3", "Mine")
    assert press.settings[0].imprint.base_url == "https://map.example.org/"


def test_a_link_keeps_its_language_unless_another_is_asked_for(press, capsys):
    url = "https://map.example.org/?lang=fr&d=2022-04-19&at=-1.3,15.8,9"
    export(capsys, "--link", url, lang=())
    export(capsys, "--link", url, "--force", lang=("--lang", "en"))
    assert [each.view.language for each in press.pictures] == ["fr", "en"]
    assert files() == ["temoin-2022-04-19-gossi.png"], "called after the place in its middle"


def test_a_link_to_data_that_changed_since_says_so(press, capsys):
    url = "https://map.example.org/?d=2022-04-19&id=gossi-barkhane&h=0000"
    said = export(capsys, "--link", url)
    assert "Changed since this link was made: " in said.err


def test_a_story_is_one_deck_or_one_file_a_step(press, capsys, shipped):
    export(capsys, "--story", "wagner", "--format", "pptx,png", "--sheet", "4:3", "-o", "out")
    (deck, kind), *pngs = press.rendered
    assert (kind, deck.title) == ("pptx", shipped.stories["wagner"].title["en"])
    assert len(deck.compositions) == len(shipped.stories["wagner"].steps) == len(pngs)
    assert {each.sheet for each in deck.compositions} == {"4:3"}
    assert files("out")[:2] == ["temoin-wagner-01.png", "temoin-wagner-02.png"]
    assert files("out")[-1] == "temoin-wagner.pptx"


def test_a_story_may_be_a_file_from_anywhere(press, capsys, tmp_path):
    shutil.copy(GEODATA / "stories" / "moura.md", tmp_path / "my-story.md")
    with (tmp_path / "my-story.md").open("a") as file:
        file.write("\n## Broken\ndate: soon\n\nWords.\n")
    said = export(capsys, "--story", "my-story.md", "--format", "pdf", code=1)
    assert "soon" in said.err
    assert files() == ["my-story.md", "temoin-my-story.pdf"]


def test_a_saved_deck_is_made_and_what_is_wrong_in_it_told(press, capsys, shipped, tmp_path):
    pictures = (Composition(View(language="fr")), Composition(View(language="en"), "a3"))
    data = deck_file.write(Deck(pictures, "Mine"), shipped)
    (tmp_path / "My deck.json").write_bytes(data)
    said = export(capsys, "--deck", "My deck.json", "--format", "zip", lang=())
    assert press.rendered == [(Deck(pictures, "Mine"), "zip")]
    assert files() == ["My deck.json", "temoin-my-deck.zip"]
    assert "2 pictures" in said.out or "2 images" in said.out
    (tmp_path / "My deck.json").write_bytes(data.replace(b'"a3"', b'"b3"'))
    said = export(capsys, "--deck", "My deck.json", "--format", "pdf", code=1)
    assert 'My deck.json, line 21, column 16, #2, sheet: "b3" is not what' in said.err
    assert len(press.rendered[-1][0].compositions) == 1


def test_a_deck_of_other_data_is_told(press, capsys, shipped, tmp_path):
    data = deck_file.write(Deck((Composition(View()),)), shipped)
    start = data.index(b'"shows": "') + 10
    (tmp_path / "d.json").write_bytes(data[:start] + b"00000000" + data[start + 8 :])
    said = export(capsys, "--deck", "d.json", "--title", "Other")
    assert "picture 1 shows other data now" in said.err
    assert press.rendered[0][0].title == "Other"


def test_a_deck_in_a_link_is_a_deck(press, capsys):
    deck = Deck((Composition(View()), Composition(View(day=day("2022-08-15")))), "Mine")
    url = "https://map.example.org/?deck=" + deck_link.write_deck(deck)["deck"]
    export(capsys, "--link", url, "--format", "pptx", lang=())
    assert press.rendered == [(deck, "pptx")]
    assert files() == ["temoin-deck.pptx"]


def test_a_series_of_days(press, capsys):
    export(
        *(capsys, "--from", "2022-01-31", "--to", "2022-04-30", "--every", "month"),
        *("--view", "gossi", "--format", "pptx,png", "-o", "out"),
    )
    deck, _ = press.rendered[0]
    days = ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]
    assert [dates.iso(each.view.day) for each in deck.compositions] == days
    names = [f"temoin-{each}-gossi.png" for each in days]
    assert files("out") == sorted([*names, "temoin-2022-01-31-2022-04-30-gossi.pptx"])


@pytest.mark.parametrize(
    ("arguments", "suffix"),
    [(("--film", "webp"), "webp"), (("--format", "gif"), "gif"), (("--format", "zip"), "zip")],
)
def test_a_film_is_of_every_day_and_grows_in_no_memory(press, capsys, arguments, suffix):
    export(capsys, "--from", "2022-04-01", "--to", "2022-04-30", "--view", "gossi", *arguments)
    ((picture, days),) = press.frames
    assert days == tuple(range(day("2022-04-01"), day("2022-04-30") + 1))
    assert picture.view.zoom == 9
    (file,) = files()
    assert file == f"temoin-2022-04-01-2022-04-30-gossi.{suffix}"
    assert len(Path(file).read_text().splitlines()) == 30
    assert not press.rendered


def test_a_film_that_fails_leaves_nothing_behind(press, capsys, monkeypatch):
    def fail(file, *_arguments):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_files.film, "write", fail)
    said = export(capsys, "--from", "2022-04-01", "--to", "2022-04-02", "--film", "gif", code=1)
    assert "temoin-2022-04-01-2022-04-02-mali.gif" in said.err
    assert list(Path().iterdir()) == []


# Files -------------------------------------------------------------------------------------


def test_nobodys_file_is_written_over_unless_that_is_meant(press, capsys):
    Path("temoin-2022-04-22-mali.png").write_text("mine")
    said = export(capsys, "--format", "svg,png", code=2)
    assert "There is a file already: temoin-2022-04-22-mali.png" in said.err
    assert "--force" in said.err
    assert Path("temoin-2022-04-22-mali.png").read_text() == "mine"
    assert not press.rendered, "refused before anything is made"
    export(capsys, "--format", "svg,png", "--force")
    assert Path("temoin-2022-04-22-mali.png").read_bytes().startswith(b"png of 1")


def test_one_file_may_have_a_name_of_its_own(press, capsys):
    export(capsys, "-o", "gossi.png")
    export(capsys, "-o", "other.v2", "--format", "png")
    assert files() == ["gossi.png", "other.v2", "other.v2/temoin-2022-04-22-mali.png"]


def test_a_new_folder_is_made_but_not_a_path_of_them(press, capsys):
    said = export(capsys, "-o", "not/there", code=2)
    assert "There is no folder not: create it" in said.err
    assert files() == []
    export(capsys, "-o", "there")
    assert files() == ["there/temoin-2022-04-22-mali.png"]


def test_names_of_files_come_from_no_data(press, capsys):
    deck = deck_file.write(Deck((Composition(View()),), "../../../etc/passwd"))
    Path("..;x y.json").write_bytes(deck)
    export(capsys, "--deck", "..;x y.json", "--format", "png")
    assert files() == ["..;x y.json", "temoin-x-y-01.png"]


# What is said ------------------------------------------------------------------------------


def test_problems_of_the_data_are_counted(press, capsys, shipped):
    said = export(capsys)
    count = sum(each.severity != "notice" for each in shipped.problems)
    assert f"The data have {count} problems: see `python -m layers check`." in said.err


def test_a_feature_that_is_left_off_is_a_problem_as_for_check(press, capsys, tmp_path):
    shutil.copytree(GEODATA, tmp_path / "data")
    path = tmp_path / "data" / "military_bases.geojson"
    path.write_text(path.read_text().replace('"start": "', '"start": "x', 1))
    arguments = ("export", "--geodata", "data", "--today", TODAY.isoformat(), "--lang", "en")
    assert main(arguments) == 1
    assert files(".")[-1] == "temoin-2022-04-22-mali.png"


def test_what_the_filters_hide_is_said(press, capsys):
    url = "https://map.example.org/?d=2022-04-19&m=on&who=FRA"
    assert "more hidden by the filters" in export(capsys, "--link", url).out


def test_many_pictures_are_not_all_listed(press, capsys):
    said = export(
        *(capsys, "--from", "2022-01-01", "--to", "2022-03-31", "--every", "day"),
        *("--format", "pptx"),
    )
    lines = said.out.splitlines()
    assert lines[1] == "90 pictures"
    assert lines[-1] == "… and 66 more pictures"
    assert len(lines) == 27


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (("--view", "gosi"), "no feature gosi. Did you mean gossi?", "Vouliez-vous dire gossi"),
        (("--date", "1950-01-01"), "1 January 1950 is outside the data", "est hors des données"),
        (("--against", "2099-01-01"), "is outside the data, which go from", "vont du"),
        (("--date", "soon"), "soon is not a day", "soon n’est pas un jour"),
        (("--format", "jpeg"), "The format jpeg is not known; there are png", "est inconnu"),
        (("--format", "ppt"), "Did you mean pptx?", "Vouliez-vous dire pptx"),
        (("--geodata", "nowhere"), "There is no folder nowhere", "Il n’y a pas de dossier"),
        (("--geodata", "."), "holds no file whose name ends in .geojson", "ne contient aucun"),
        (("--template", "t.pptx"), "--template is for slides", "concerne les diapositives"),
        (
            ("--template", "none.pptx", "--format", "pptx"),
            "none.pptx: The file disappeared",
            "none.pptx",
        ),
        (
            ("--template", "t.pptx", "--format", "pptx"),
            "t.pptx is not a PowerPoint presentation",
            "n’est pas une présentation PowerPoint",
        ),
        (("--film", "webp"), "webp is a film of days: add --from", "est un film de plusieurs"),
        (("--from", "2022-01-01"), "needs both --from and --to", "à la fois --from et --to"),
        (
            ("--from", "2022-02-01", "--to", "2022-01-01"),
            "--from 2022-02-01 is later than",
            "est postérieur à",
        ),
        (
            ("--from", "2022-01-01", "--to", "2022-02-01", "--format", "pptx"),
            "How far apart shall the days",
            "Quel écart",
        ),
        (
            ("--from", "2012-01-01", "--to", "2022-01-01", "--every", "day"),
            "a series of 3654 pictures, more than 400",
            "--most 3654",
        ),
        (("--every", "day"), "--every belongs to a series", "concerne une suite"),
        (
            ("--from", "2022-01-01", "--to", "2022-02-01", "--date", "2022-01-01"),
            "--from and --date do not go together",
            "ne vont pas ensemble",
        ),
        (
            ("--story", "wagner", "--from", "2022-01-01", "--to", "2022-02-01"),
            "--story and --from do not go together",
            "--from",
        ),
        (("--story", "wagner", "--format", "html"), "html holds one view", "une seule vue"),
        (("--story", "wagner", "--deck", "d.json"), "--deck and --story do not", "--story"),
        (("--story", "wagnr"), "Did you mean wagner?", "Vouliez-vous dire wagner"),
        (("--story", "none.md"), "none.md: The file disappeared", "none.md"),
        (("--deck", "none.json"), "none.json: The file disappeared", "none.json"),
        (("--deck", "t.pptx"), "There is no picture in this deck", "Aucune image"),
        (("--link", "gossi"), "gossi is not a link of the map", "n’est pas un lien"),
        (("--link", "https://x.org/?d=soon"), "not known (d), so the picture", "d’inconnu (d)"),
        (("--base-url", "javascript:1"), "is not a web address", "n’est pas une adresse web"),
        (("--scale", "9"), "9 is not a number from 1 to 4", "n’est pas un nombre de 1 à 4"),
        (("--scale", "nan"), "nan is not a number from 1 to 4", "n’est pas un nombre"),
        (("--sheet", "b5"), "b5 is not one of 16:9, 4:3", "b5 ne figure pas parmi"),
        (("--title", "x" * 301), "The title is too long: 300", "trop long"),
        (("-o", "t.pptx/x"), "t.pptx is a file, not a folder", "est un fichier"),
        (("-o", "t.pptx"), "t.pptx is a file, not a folder", "est un fichier"),
        (("-o", "none/x.png"), "There is no folder none: create it", "créez-le"),
    ],
    ids=lambda part: str(part)[:50],
)
def test_a_wrong_command_is_told_and_makes_nothing(press, capsys, arguments, english, french):
    Path("t.pptx").write_text("no presentation")
    for language, expected in (("en", english), ("fr", french)):
        said = export(capsys, *arguments, code=2, lang=("--lang", language))
        assert expected in said.err
        assert not said.out
    assert files() == ["t.pptx"]
    assert not press.rendered


def test_more_pictures_than_usual_are_made_if_they_are_meant(press, capsys):
    series = ("--from", "2012-01-01", "--to", "2022-01-01", "--every", "week", "--format", "pdf")
    export(capsys, *series, code=2)
    export(capsys, *series, "--most", "600")
    assert len(press.rendered[0][0].compositions) == 522


def test_a_template_reaches_the_slides(press, capsys):
    pptx = pytest.importorskip("pptx")
    pptx.Presentation().save("mine.pptx")
    export(capsys, "--template", "mine.pptx", "--format", "pptx,png")
    assert press.settings[0].template == Path("mine.pptx").read_bytes()
    assert press.settings[1].template is None
