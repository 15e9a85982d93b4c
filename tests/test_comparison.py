"""Two days compared: on shipped features word by word, and for any two days."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from streamlit.testing.v1 import AppTest

from layers import catalogue, comparison, dates
from layers.filters import Filters
from layers.panels.session import Session
from layers.view import View
from tests.test_chronicle import ATLAS, GEODATA
from tests.test_chronicle_any import views

THIN = catalogue.NARROW_SPACE


def between(one, other, language="en", **changes):
    days = {"day": dates.parse(one).first, "against": dates.parse(other).first}
    return View(language=language, **days, **changes)


def compare(*args, **changes):
    return comparison.compare(ATLAS, between(*args, **changes))


def lines_of(compared, name):
    found = [group for group in compared.groups if group.name == name]
    return [(line.text, *line.details) for line in found[0].lines] if found else []


def test_gossi_changed_hands_between_18_and_20_april():
    compared = compare("2022-04-18", "2022-04-20")
    assert compared.counts == (
        "1 site changed hands",
        "3 bases perhaps began or ended",
        "4 movements",
        "2 events",
    )
    assert lines_of(compared, "changed") == [
        (
            "Gossi: before, France; after, Malian armed forces, Wagner group (disputed).",
            "Handed over on 19 April 2022: France → Malian armed forces.",
            "Disputed from the same day: Wagner group.",
        )
    ]
    [group] = [group for group in compared.groups if group.name == "changed"]
    assert group.lines[0].ids == ("gossi-barkhane", "gossi-fama-2022", "gossi-wagner")


def test_a_hand_over_on_the_later_day_is_one():
    compared = compare("2022-04-18", "2022-04-19")
    assert compared.counts[0] == "1 site changed hands"
    assert lines_of(compared, "changed") == [
        (
            "Gossi: before, France; after, France, Malian armed forces, Wagner group (disputed).",
            "Handed over on 19 April 2022: France → Malian armed forces.",
            "Disputed from the same day: Wagner group.",
        )
    ]
    assert compared.marks()["gossi-barkhane"] == "changed"
    # On the earlier day it is no news: the French were still there, and then were not.
    later = compare("2022-04-19", "2022-04-20")
    assert lines_of(later, "changed") == []
    assert later.marks()["gossi-barkhane"] == "ended"


def test_gossi_en_francais():
    compared = compare("2022-04-18", "2022-04-20", "fr")
    assert compared.counts[0] == "1 site passé en d’autres mains"
    assert lines_of(compared, "changed") == [
        (
            f"Gossi{THIN}: avant, France{THIN}; après, Forces armées maliennes, "
            "Groupe Wagner (contesté).",
            f"Remise le 19 avril 2022{THIN}: France → Forces armées maliennes.",
            f"Contesté, dès le même jour{THIN}: Groupe Wagner.",
        )
    ]


def test_what_moved_and_happened_between_the_two_days():
    compared = compare("2022-04-18", "2022-04-20")
    moved = [text for text, *_ in lines_of(compared, "moved")]
    assert moved[2] == (
        "France – Last French troops leave Gossi for Gao "
        "(on 19 April 2022; from Gossi to Gao, by road, 300 people)."
    )
    assert lines_of(compared, "event")[1][0] == (
        "Hombori market killings (on 19 April 2022): 18 to 50 or more killed, "
        "according to the sources."
    )


def test_what_is_not_known_to_the_day_is_said_to_be_so():
    compared = compare("2022-04-18", "2022-04-20")
    doubtful = [text for text, *_ in lines_of(compared, "doubtful")]
    assert (
        "Perhaps began or ended, disputed: Wagner group – Russian personnel at Hombori "
        "(from April 2022 to 6 June 2025 at the latest)."
    ) in doubtful
    assert lines_of(compared, "event")[0][0] == (
        "Perhaps between the two dates: Tonou executions (in 2022): 14 killed."
    )
    # Only what surely was between the two counts among the dead.
    [events] = [group for group in compared.groups if group.name == "event"]
    assert events.notes[0].startswith("1 event: 18 to 50 or more killed")


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("2020-06-01", "2022-01-01", "perhaps.ended"),  # begun for sure, end in October 2021
        ("2021-10-15", "2022-01-01", "perhaps.ended"),
    ],
)
def test_a_base_whose_end_is_known_to_the_month(earlier, later, kind):
    compared = compare(earlier, later)
    names = {
        name: {
            line.ids[0] for group in compared.groups if group.name == name for line in group.lines
        }
        for name in ("ended", "doubtful")
    }
    # Between June 2020 and January 2022 it ended whatever the day; from within the month, perhaps.
    is_sure = earlier == "2020-06-01"
    assert ("kidal-barkhane" in names["ended"]) is is_sure
    assert ("kidal-barkhane" in names["doubtful"]) is not is_sure
    assert compared.marks()["kidal-barkhane"] == "ended"


def test_a_disputed_arrival_alone_is_no_change_of_hands():
    # Aguelhok: the UN left, the CSP's stay is disputed, and nobody else had come yet.
    compared = compare("2023-10-20", "2023-10-30")
    ids = {each for group in compared.groups if group.name == "changed" for each in group.lines}
    assert not any("aguelhok-minusma" in line.ids for line in ids)
    marks = compared.marks()
    assert marks["aguelhok-minusma"] == "ended"
    assert marks["aguelhok-csp"] == "began"


def test_a_base_that_came_and_went_in_between_is_told():
    compared = compare("2023-09-01", "2023-09-30")
    assert any("Léré" in text for text, *_ in lines_of(compared, "passing"))
    assert compared.marks()["lere-csp-2023"] == "ended"


def test_marks_name_what_the_map_draws_and_only_what_changed():
    marks = compare("2022-04-18", "2022-04-20").marks()
    assert marks["gossi-barkhane"] == marks["gossi-fama-2022"] == marks["gossi-wagner"] == "changed"
    assert marks["barkhane-2022-gossi-gao"] == "moved"
    assert marks["hombori-2022-04"] == "event"
    assert "menaka-barkhane" not in marks
    assert "hombori-wagner" not in marks, "nothing is known to have changed"


def test_the_order_of_the_days_does_not_matter():
    one, other = compare("2022-04-18", "2022-04-20"), compare("2022-04-20", "2022-04-18")
    assert (one.earlier, one.later, one.groups) == (other.earlier, other.later, other.groups)
    assert list(one.marks().items()) == list(other.marks().items())


def test_a_day_compared_with_itself_or_with_none_has_no_change():
    same = compare("2022-04-19", "2022-04-19")
    none = comparison.compare(ATLAS, replace(between("2022-04-19", "2022-04-19"), against=None))
    for compared in (same, none):
        assert (compared.groups, compared.counts, compared.marks()) == ((), (), {})


def test_what_filters_keep_back_of_the_changes_is_said():
    everything = compare("2022-04-18", "2022-04-20")
    compared = compare("2022-04-18", "2022-04-20", filters=Filters(actors=("FRA",)))
    assert set(compared.marks()) == {"gossi-barkhane", "barkhane-2022-gossi-gao"}
    assert compared.marks()["gossi-barkhane"] == "ended", "nobody is seen to follow"
    changed = sum(len(rows) for rows in everything.rows.values())
    assert compared.notes[0].startswith(f"{changed - 2} hidden by filters, of these ")


def test_as_reported_by_leaves_out_what_was_not_yet_public():
    known_by = dates.parse("2022-04-18").first
    compared = compare("2022-04-18", "2022-04-20", known_by=known_by)
    assert "As reported by 18 April 2022." in compared.notes
    assert any(
        re.fullmatch(r"\d+ not in our sources by that day\.", note) for note in compared.notes
    )
    marks = compared.marks()
    assert "gossi-wagner" not in marks, "first said on 19 April"
    assert marks["gossi-barkhane"] == "ended"


@given(views)
def test_any_two_days_can_be_compared(view):
    compared = comparison.compare(ATLAS, view)
    ids = set(compared.marks())
    shown = 0
    for group in compared.groups:
        shown += group.left_out
        for line in group.lines:
            assert line.text.strip()
            shown += len(line.ids)
    assert len(ids) <= shown
    assert shown == sum(len(rows) for rows in compared.rows.values())


# --- the panel ---


PAGE = """
from datetime import date
from pathlib import Path

import streamlit as st

from layers import atlas
from layers.panels import compare

loaded = atlas.load(Path("geodata"), today=date(2026, 6, 30))
compare.show(loaded, st.session_state["temoin"].view)
"""


def panel(**view):
    app = AppTest.from_string(PAGE.replace("geodata", str(GEODATA)), default_timeout=30)
    app.session_state["temoin"] = Session(View(**{"day": dates.parse("2022-04-20").first, **view}))
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def html_of(app):
    return "".join(each.proto.body for each in app.get("html"))


def view_of(app):
    return app.session_state["temoin"].view


def button(app, key):
    return next(each for each in app.button if each.key == key)


def test_the_panel_asks_for_a_second_date_and_compares_with_it():
    app = panel(language="fr")
    assert "Choisissez une seconde date" in html_of(app)
    assert app.date_input[0].proto.format == "DD/MM/YYYY"
    app.date_input[0].set_value(date(2022, 4, 18))
    run(app)
    assert view_of(app).against == dates.parse("2022-04-18").first
    html = html_of(app)
    assert "<h2>18 avril 2022 et 20 avril 2022</h2>" in html
    assert f"Gossi{THIN}: avant, France{THIN}; après, Forces armées maliennes" in html
    assert 'data-feature="gossi-fama-2022"' in html
    app.date_input[0].set_value(None)
    assert "Choisissez une seconde date" in html_of(run(app))
    assert view_of(app).against is None


def test_presets_and_swap():
    app = panel()
    button(app, "compare-year").click()
    run(app)
    assert view_of(app).against == dates.parse("2021-04-20").first
    button(app, "compare-month").click()
    run(app)
    assert view_of(app).against == dates.parse("2022-03-21").first
    assert app.date_input[0].value == date(2022, 3, 21)
    button(app, "compare-swap").click()
    run(app)
    assert dates.iso(view_of(app).day) == "2022-03-21"
    assert dates.iso(view_of(app).against) == "2022-04-20"


def test_a_year_before_a_leap_day_is_the_28th():
    app = panel(day=dates.parse("2024-02-29").first)
    button(app, "compare-year").click()
    assert dates.iso(view_of(run(app)).against) == "2023-02-28"


def test_a_second_date_outside_of_the_period_is_brought_into_it():
    app = panel(against=dates.parse("1999-01-01").first)
    assert app.date_input[0].value == date(2012, 1, 1)
    assert "Comparison" not in html_of(app)
    assert "1 January 2012 and 20 April 2022" in html_of(app)


def test_the_same_day_and_a_day_without_change_say_so():
    day = dates.parse("2022-04-20").first
    assert "The two dates are the same day." in html_of(panel(against=day))
    quiet = Filters(actors=("TGO",))
    assert "Nothing changed between the two dates." in html_of(
        panel(against=day - 1, filters=quiet)
    )
