"""The map in words, on shipped features: what a picture's alternative text and notes say."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from layers import atlas as atlases
from layers import dates
from layers.chronicle import Reader
from layers.export import prose, sources
from layers.filters import Filters
from layers.view import View
from layers.visibility import visible

ROOT = Path(__file__).parents[1]
GOSSI = dates.parse("2022-04-19").first


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(ROOT / "geodata", today=date(2026, 6, 30))


def test_the_opening_view_is_told_the_gravest_first(atlas):
    told = prose.described(atlas, View())
    assert told.startswith(
        "Map of Mali on 22 April 2022, last 90 days: 49 military sites, 9 massacre sites,"
        " 10 movements. "
    )
    assert "Gossi mass grave (21–22 April 2022, date of discovery): 12 bodies." in told
    assert "Moura massacre (27–31 March 2022): 203 to 500 or more killed" in told
    assert "Denied by: Malian army, Malian government, Russian foreign ministry." in told
    assert "The figures overlap and must not be added up" in told
    assert "Malian armed forces: 24 sites: " in told


def test_it_speaks_french(atlas):
    told = prose.described(atlas, View(day=GOSSI, mode="on", language="fr"))
    assert told.startswith("Carte du Mali le 19 avril 2022, ce jour-là\u202f: 49 sites militaires")
    assert "Groupe Wagner\u202f: 8 sites, dont 8 contestés" in told


@pytest.mark.parametrize("view", [View(), View(mode="sofar", day=dates.parse("2026-06-30").first)])
def test_it_is_short_and_says_what_it_leaves_out(atlas, view):
    told = prose.described(atlas, view)
    assert len(told) <= prose.LONGEST
    assert f"of {len(visible(atlas, view).ids())} visible entries are not named here." in told


def test_nothing_visible_is_said(atlas):
    view = View(filters=Filters(text="no such word anywhere"))
    told = prose.described(atlas, view)
    assert told.startswith("Map of Mali on 22 April 2022, last 90 days: nothing is visible.")
    assert "hidden by filters" in told


# Gossi changes hands, and Gao, Menaka: what stands on one of the two days alone is much.
TWO = View(day=dates.parse("2022-08-20").first, mode="on", against=GOSSI)
TWO_BACKWARDS = replace(TWO, day=TWO.against, against=TWO.day)


@pytest.mark.parametrize("view", [TWO, TWO_BACKWARDS])
def test_two_days_are_told_by_what_changed_and_then_by_the_later(atlas, view):
    told = prose.described(atlas, view)
    assert len(told) <= prose.LONGEST
    changed = told.index("Changed hands: Gao airfield (Korogoussou): before, France; after")
    assert changed < told.index("Bases that began: ") < told.index("The map of 20 August 2022:")
    assert re.search(r"\d+ more are not named here\.", told)


@pytest.mark.parametrize("view", [TWO, TWO_BACKWARDS])
def test_notes_of_two_days_hold_the_claims_and_sources_of_both(atlas, view):
    notes = prose.notes(atlas, view)
    earlier, later = (replace(view, day=day, against=None) for day in (GOSSI, TWO.day))
    ids = [set(visible(atlas, day).ids()) for day in (earlier, later)]
    assert ids[0] - ids[1] and ids[1] - ids[0]
    for day in (earlier, later):
        reader = Reader(atlas, day)
        for row in visible(atlas, day).rows:
            entry = reader.entry(int(row))
            if entry.is_disputed:
                assert f"{reader.name(entry)} (" in notes
        for each in sources.cited(atlas, day):
            assert each.source.title in notes


def test_sources_of_two_days_are_those_of_both_each_once(atlas):
    both = sources.cited(atlas, TWO)
    days = [replace(TWO, day=day, against=None) for day in (TWO.day, GOSSI)]
    each_day = [{each.source for each in sources.cited(atlas, day)} for day in days]
    assert {each.source for each in both} == each_day[0] | each_day[1]
    assert each_day[1] - each_day[0]
    assert [each.number for each in both] == [*range(1, len(both) + 1)]
    rows = sources.as_csv(atlas, TWO, "").decode("utf-8-sig")
    assert rows.count("\r\n") == len(both) + 1


def test_two_days_are_both_named(atlas):
    told = prose.described(atlas, View(against=GOSSI))
    assert told.startswith("Two maps of Mali side by side, 19 April 2022 and 22 April 2022")


def test_the_notes_have_both_sides_of_all_that_is_disputed(atlas):
    view = View(day=GOSSI, mode="on")
    notes = prose.notes(atlas, view)
    reader = Reader(atlas, view)
    rows = visible(atlas, view).rows
    for entry in (reader.entry(int(row)) for row in rows if reader.disputed[row]):
        assert reader.name(entry) in notes
        for claim in entry.facts["claims"] or ():
            assert " ".join(claim.says.split()) in notes
    assert "Government of Mali denies (April 2022): No private security company" in notes
    for cited in sources.cited(atlas, view):
        assert sources.words(cited, view) in notes
    assert f"data version {atlas.digest}" in notes


def test_what_was_said_later_is_not_in_the_notes(atlas):
    day = dates.parse("2022-04-20").first
    notes = prose.notes(atlas, View(day=GOSSI, mode="on", known_by=day))
    assert "21 April 2022)" not in notes
    assert "May 2023" not in notes
