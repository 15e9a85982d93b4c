"""Any day in sentences, whatever is asked, and the panel that shows them."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from layers import atlas, catalogue, chronicle, payload, visibility, vocabulary
from layers.chronicle import groups
from layers.filters import Filters
from layers.panels.session import Session
from layers.timeline import MODES, WINDOWS
from layers.view import View
from tests.test_chronicle import ATLAS, GEODATA, groups_of, on, told

PERIOD = payload.period(ATLAS)

views = st.builds(
    View,
    day=st.integers(*PERIOD),
    mode=st.sampled_from(MODES),
    window=st.sampled_from(WINDOWS),
    language=st.sampled_from(catalogue.LANGUAGES),
    hidden=st.sets(st.sampled_from([*vocabulary.LAYERS])).map(lambda names: tuple(sorted(names))),
    filters=st.sampled_from(
        [
            Filters(),
            Filters(statuses=("disputed",)),
            Filters(actors=("WAGNER", "FRA")),
            Filters(killed=(10, None), text="gao"),
            Filters(kinds=("camp", "convoy")),
        ]
    ),
    known_by=st.none() | st.integers(*PERIOD),
    against=st.none() | st.integers(*PERIOD),
)


def all_groups(of):
    for group in of:
        yield group
        yield from all_groups(group.parts)


@given(views)
def test_every_visible_feature_is_named_or_counted(view):
    named, left_out = set(), 0
    for group in all_groups(told(view).groups):
        left_out += group.left_out
        for line in group.lines:
            assert line.text.strip()
            assert "{" not in line.text
            assert len(line.ids) == len(line.names)
            named.update(line.ids)
    missing = set(visibility.visible(ATLAS, view).ids()) - named
    assert len(missing) <= left_out


@given(views)
def test_the_same_view_is_told_in_the_same_words(view):
    assert told(view) == told(view)


def test_a_long_list_says_how_many_it_leaves_out(monkeypatch):
    view = replace(on("2025-01-01"), mode="sofar")
    whole = groups_of(view)["over"]
    monkeypatch.setattr(groups, "LISTED", 5)
    short = groups_of(view)["over"]
    assert short.lines == whole.lines[:5]
    assert short.left_out == len(whole.lines) + whole.left_out - 5


def test_folders_without_some_layer_are_told_too(tmp_path):
    for name in ("massacre_sites", "military_bases"):
        (tmp_path / f"{name}.geojson").write_bytes((GEODATA / f"{name}.geojson").read_bytes())
    bare = atlas.load(tmp_path, today=date(2026, 6, 30))
    told_of = chronicle.chronicle(bare, on("2022-04-19"))
    first = next(group for group in told_of.groups if group.name == "bases").lines[0]
    assert first.text == (
        "Barkhane forward base, Gossi: France hands its base over to the Malian army."
    )
    empty = atlas.load(tmp_path / "none", today=date(2026, 6, 30))
    assert [group.name for group in chronicle.chronicle(empty, on("2022-04-19")).groups] == [
        "nothing"
    ]


# --- the panel ---


PAGE = """
from datetime import date
from pathlib import Path

import streamlit as st

from layers import atlas
from layers.panels import day

loaded = atlas.load(Path("geodata"), today=date(2026, 6, 30))
day.show(loaded, st.session_state["temoin"].view)
"""


def panel(**changes):
    app = AppTest.from_string(PAGE.replace("geodata", str(GEODATA)), default_timeout=30)
    app.session_state["temoin"] = Session(on("2022-04-19", **changes))
    app.run()
    assert not app.exception
    [html] = [each.proto.body for each in app.get("html")]
    return html


def test_the_panel_is_headed_ordered_and_leads_to_the_map():
    html = panel(language="fr")
    assert re.search(r'<div class="prose chronicle" lang="fr"><h2>19 avril 2022</h2>', html)
    headings = re.findall(r"<h3>(.*?)</h3>", html)
    assert headings[:3] == [
        "Les bases, ce jour-là",
        "Mouvements en cours",
        "Ce qui s’est passé ce jour-là",
    ]
    assert headings[-1] == "Qui tient quels sites"
    first = html.index('data-feature="gossi-barkhane"')
    assert first < html.index('data-feature="barkhane-2022-gossi-gao"')
    assert "<summary>Forces armées maliennes\u202f: 24 sites</summary>" in html
    assert html.index("Comment lire cette carte") > html.index("Qui tient quels sites")
    for glyph in ("base", "massacre", "movement", "disputed", "ended"):
        assert f'class="glyph glyph-{glyph}"' in html


def test_every_visible_feature_is_a_button_of_the_panel():
    opened = set(re.findall(r'data-feature="([^"]*)"', panel()))
    assert opened >= set(visibility.visible(ATLAS, on("2022-04-19")).ids())


def test_the_panel_of_an_unchanged_view_is_the_same_to_the_byte():
    assert panel() == panel()
