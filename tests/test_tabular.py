"""The table of a view, row by row, on the shipped features."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from layers import atlas as atlases
from layers import dates, ordering, tabular, visibility
from layers.catalogue import NARROW_SPACE
from layers.filters import Filters
from layers.payload.table import table_of
from layers.view import View

GEODATA = Path(__file__).parents[1] / "geodata"
APRIL = dates.parse("2022-04-22").first

SAID = (
    *("name", "what", "who", "when", "begin", "end", "status", "killed_min", "killed_max"),
    *("killed_open", "place", "region", "precision", "lon_lat"),
)


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(GEODATA, today=date(2026, 7, 1))


def rows(atlas, **view):
    seen = View(**view)
    return tabular.rows_of(atlas, seen, visibility.visible(atlas, seen).rows)


def row(atlas, feature_id, **view):
    (found,) = (each for each in rows(atlas, **view) if each.id == feature_id)
    return found


def said(found):
    values = {name: getattr(found, name) for name in SAID}
    return {name: getattr(value, "text", value) for name, value in values.items()}


def test_moura_in_english(atlas):
    moura = row(atlas, "moura-2022-03")
    assert said(moura) == {
        "name": "Moura massacre",
        "what": "massacre",
        "who": "alleged: Malian armed forces, Wagner group",
        "when": "27–31 March 2022",
        "begin": "2022-03-27",
        "end": "2022-03-31",
        "status": "disputed",
        "killed_min": 203,
        "killed_max": 500,
        "killed_open": True,
        "place": "Djenné cercle, Mopti region",
        "region": "Mopti",
        "precision": "settlement",
        "lon_lat": (-4.6, 14.3278),
    }
    assert len(moura.sources) == 6
    assert moura.parties("asserts", "en") == ("OHCHR", "Human Rights Watch")
    assert moura.parties("denies", "en") == (
        "Malian army",
        "Malian government",
        "Russian foreign ministry",
    )


def test_gossi_in_french(atlas):
    gossi = row(atlas, "gossi-wagner", language="fr")
    assert said(gossi) == {
        "name": "Wagner à Gossi",
        "what": "camp",
        "who": "Groupe Wagner",
        "when": "du 19 avril 2022 au 6 juin 2025 au plus tard",
        "begin": "2022-04-19",
        "end": "2025-06-06",
        "status": "disputed",
        "killed_min": None,
        "killed_max": None,
        "killed_open": False,
        "place": "Gossi",
        "region": "Tombouctou",
        "precision": "settlement",
        "lon_lat": gossi.lon_lat,
    }
    assert row(atlas, "moura-2022-03", language="fr").who == (
        f"présumés{NARROW_SPACE}: Forces armées maliennes, Groupe Wagner"
    )


def test_what_is_open_or_known_to_the_month_stays_so(atlas):
    blockade = row(atlas, "jnim-2023-timbuktu-blockade", day=dates.parse("2024-01-01").first)
    assert (blockade.end, blockade.when) == (None, "since 8 August 2023, no end known")
    convoy = row(atlas, "serval-2013-dakar-gao", day=dates.parse("2013-02-28").first)
    assert (convoy.when, convoy.begin, convoy.end) == (
        "in February 2013",
        "2013-02-01",
        "2013-02-28",
    )


def test_a_movement_is_between_its_ends(atlas):
    found = row(atlas, "barkhane-2022-gossi-gao")
    assert (found.who, found.place.text) == ("France", "Gossi → Gao")


def test_the_rows_are_what_is_visible_and_no_more(atlas):
    for view in (View(), View(mode="sofar"), View(filters=Filters(statuses=("disputed",)))):
        shown = visibility.visible(atlas, view)
        made = tabular.rows_of(atlas, view, shown.rows)
        assert sorted(each.id for each in made) == shown.ids()


def test_the_status_is_that_of_the_day_of_knowledge(atlas):
    now = row(atlas, "moura-2022-03")
    claims = {claim.stance: claim.date for claim in now.claims}
    assert set(claims) == {"asserts", "denies"}
    by = dates.parse("2022-04-02").first
    then = row(atlas, "moura-2022-03", known_by=by)
    assert len(then.sources) < len(now.sources)
    assert all(c.date is None or dates.parse(c.date).last <= by for c in then.claims)
    stances = {claim.stance for claim in then.claims}
    assert then.status == ("disputed" if len(stances) == 2 else "reported")


@pytest.mark.parametrize("descending", [False, True])
def test_dates_are_sorted_by_time_though_they_are_words(atlas, descending):
    begins = [each.begin for each in by(atlas, "when", descending=descending)]
    assert begins == sorted(begins, reverse=descending)
    assert len(set(begins)) > 50


def test_figures_are_sorted_by_size_and_unknown_ones_come_last(atlas):
    for descending in (False, True):
        figures = [each.killed_max for each in by(atlas, "killed_max", descending=descending)]
        known = [each for each in figures if each is not None]
        assert known == sorted(known, reverse=descending)
        assert figures[: len(known)] == known
        assert figures[-1] is None


def test_words_are_sorted_without_regard_to_accents(atlas):
    names = [each.name.text for each in by(atlas, "name", language="fr")]
    folded = [tabular.filters.fold(name) for name in names]
    assert folded == sorted(folded)


@pytest.mark.parametrize("column", ordering.COLUMNS)
def test_every_column_can_be_sorted_by(atlas, column):
    shown = by(atlas, column)
    assert len(shown) == len(rows(atlas, mode="sofar", hidden=()))
    other = by(atlas, column, descending=True)
    assert [each.id for each in other] != [each.id for each in shown]


def by(atlas, column, *, descending=False, **view):
    seen = View(mode="sofar", hidden=(), **view)
    shown = visibility.visible(atlas, seen).rows
    sorted_rows = ordering.ordered(atlas, seen, shown, column, descending=descending)
    assert np.array_equal(np.sort(sorted_rows), shown)
    assert len(shown) <= len(table_of(atlas).source)
    return tabular.rows_of(atlas, seen, sorted_rows)
