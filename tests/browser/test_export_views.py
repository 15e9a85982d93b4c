"""Twenty views of the shipped data: map, page and stand-alone file show the same features."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Frame

from layers import address, visibility
from layers import atlas as atlases
from layers.atlas import Atlas
from layers.export import plates, sources, standalone, svg
from layers.export.composition import Composition, Imprint
from layers.export.drawing import Group, Page
from layers.view import View
from tests.browser import Pages, map_frame
from tests.browser.test_filter_cases import ask

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "cases" / "views.json").read_text("utf-8"))
each_view = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


def view_of(case: dict) -> View:
    view, unread = address.read(case["address"], View())
    assert not unread
    return view


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return atlases.load(ROOT / "geodata", today=date.today())  # as the server reads it


@pytest.fixture(scope="module")
def on_the_map(new_shared_page: Pages, app_url: str) -> Frame:
    page = new_shared_page(width=1440, height=900)
    page.goto(app_url)
    return map_frame(page)


@pytest.fixture(scope="module")
def in_the_file(new_shared_page: Pages, atlas: Atlas, tmp_path_factory) -> Frame:
    file = tmp_path_factory.mktemp("file") / "temoin.html"
    file.write_bytes(standalone.html(atlas, View()))
    page = new_shared_page(width=1440, height=900)
    page.goto(file.as_uri())
    page.wait_for_function("window.temoin?.isReady")
    return page.main_frame


def drawn(group: Group | Page) -> Iterator[str]:
    """Yield the ids of all features that a tree shows."""
    if isinstance(group, Page):
        children: tuple = group.groups
    else:
        yield from group.features
        children = group.children
    for child in children:
        if isinstance(child, Group):
            yield from drawn(child)


def test_they_are_twenty_and_most_of_them_differ(atlas: Atlas):
    shown = {tuple(visibility.visible(atlas, view_of(case)).ids()) for case in CASES}
    assert len(CASES) == 20
    assert len(shown) >= 17  # a day before any data shows what no layers show
    assert () in shown


@each_view
def test_a_page_shows_what_the_map_shows(on_the_map: Frame, atlas: Atlas, case):
    view = view_of(case)
    expected = sorted(ask(on_the_map, view))
    first = plates.plates(atlas, Composition(view), Imprint())[0]
    assert list(first.features) == expected
    assert set(drawn(first)) == set(expected)
    assert svg.svg(first)


@each_view
def test_the_stand_alone_file_shows_what_the_map_shows(
    on_the_map: Frame, in_the_file: Frame, case
):
    view = view_of(case)
    assert sorted(ask(in_the_file, view)) == sorted(ask(on_the_map, view))


@each_view
def test_the_list_of_sources_names_what_the_map_shows(on_the_map: Frame, atlas: Atlas, case):
    view = view_of(case)
    listed = {each for cited in sources.cited(atlas, view) for each in cited.features}
    expected = set(ask(on_the_map, view))
    assert listed <= expected
    if view.known_by is None:
        assert listed == expected  # every feature has a source
    rows = csv.DictReader(io.StringIO(sources.as_csv(atlas, view, "").decode("utf-8-sig")))
    assert len(list(rows)) == len(sources.cited(atlas, view))
