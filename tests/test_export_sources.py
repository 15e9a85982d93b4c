"""The sources of what is visible: each once, numbered, as CSV that no spreadsheet runs."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from layers import atlas as atlases
from layers import dates
from layers.export import sources
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible
from tests.making import make_feature, make_file

ROOT = Path(__file__).parents[1]
GOSSI = View(day=dates.parse("2022-04-19").first, mode="on")


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(ROOT / "geodata", today=date(2026, 6, 30))


def invented(*features):
    files = {"massacre_sites": make_file(*features)}
    return atlases.of_bytes(files, today=date(2026, 1, 1))


def test_each_source_is_there_once_and_every_feature_has_one(atlas):
    found = sources.cited(atlas, GOSSI)
    assert [each.number for each in found] == [*range(1, len(found) + 1)]
    urls = [each.source.url for each in found if each.source.url]
    assert len(urls) == len(set(urls))
    assert {each for cited in found for each in cited.features} == set(visible(atlas, GOSSI).ids())


def test_what_is_disputed_comes_first_then_the_highest_figures():
    source = {"sources": [{"title": "Both"}]}
    atlas = invented(
        make_feature("massacre_sites", id="low", killed_max=5, sources=[{"title": "Low"}]),
        make_feature("massacre_sites", id="high", killed_max=50, sources=[{"title": "High"}]),
        make_feature("massacre_sites", id="also-high", killed_max=40, **source),
        make_feature(
            "massacre_sites",
            id="disputed",
            killed_max=3,
            status="disputed",
            claims=[
                {"by": "One", "stance": "asserts", "says": "Yes."},
                {"by": "Two", "stance": "denies", "says": "No."},
            ],
            **source,
        ),
    )
    found = sources.cited(atlas, View(mode="sofar", day=dates.parse("2026-01-01").first))
    assert [(each.source.title, each.features) for each in found] == [
        ("Both", ("disputed", "also-high")),
        ("High", ("high",)),
        ("Low", ("low",)),
    ]


def test_those_of_some_features_can_come_first_and_are_numbered_anew(atlas):
    found = sources.cited(atlas, GOSSI)
    chosen = set(found[-1].features)
    ordered = sources.with_first(found, chosen)
    mine = [each for each in found if chosen & set(each.features)]
    assert [each.source for each in ordered[: len(mine)]] == [each.source for each in mine]
    assert [each.number for each in ordered] == [each.number for each in found]
    assert {each.source for each in ordered} == {each.source for each in found}


def test_only_what_had_been_published_counts(atlas):
    early = View(day=GOSSI.day, mode="on", known_by=dates.parse("2022-04-20").first)
    dated = [each.source.date for each in sources.cited(atlas, early) if each.source.date]
    assert dated
    assert max(dated) <= "2022-04-20"


def test_a_source_is_written_on_one_line(atlas):
    view = View(filters=Filters(text="moura massacre"))
    first = sources.cited(atlas, view)[0]
    line = sources.words(first, view)
    assert line.startswith("[1] ")
    assert line.endswith(first.source.url or ".")


def test_the_csv_carries_licence_and_version_and_no_formula():
    hostile = '=HYPERLINK("http://x.example","x")'
    atlas = invented(make_feature("massacre_sites", sources=[{"title": hostile}]))
    view = View(mode="sofar", day=dates.parse("2026-01-01").first)
    data = sources.as_csv(atlas, view, "https://temoin.example/?d=2026-01-01")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert row["title"] == f"'{hostile}"
    assert row["number"] == "1"
    assert row["about_data_version"] == atlas.digest
    assert row["about_licence"].startswith("CC BY 4.0")
    assert row["about_link"] == "https://temoin.example/?d=2026-01-01"
