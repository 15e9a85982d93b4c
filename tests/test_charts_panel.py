"""The charts panel: what it says and draws, without a browser."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers import atlas as atlases
from layers import dates, series, symbology
from layers.catalogue import NARROW_SPACE
from layers.filters import Filters
from layers.panels import chart_words, charts, plots
from layers.view import View
from tests.making import make_feature, make_file
from tests.test_page import HOSTILE, html_of, text_of

GEODATA = Path(__file__).parents[1] / "geodata"
TODAY = date(2026, 7, 1)


def panel(folder, view):
    # Runs as a script of its own.
    from datetime import date  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from layers import atlas  # noqa: PLC0415
    from layers.panels import charts, session  # noqa: PLC0415

    if session.load() is None:
        session.save(session.Session(view))
    charts.show(atlas.load(Path(folder), today=date(2026, 7, 1)), session.load().view)


def open_panel(folder=GEODATA, **view):
    page = AppTest.from_function(panel, args=(str(folder), replace(View(), **view)))
    page.run(timeout=30)
    assert not page.exception
    return page


def protos(page):
    return [each.proto for each in page.get("vega_lite_chart")]


def specs(page):
    return [json.loads(proto.spec) for proto in protos(page)]


def words(page):
    return " ".join(text_of(page).split())


def test_gossi_three_days_after_in_english():
    text = words(open_panel())
    assert "from 1 January 2012 to 1 June 2026, whatever the mode of the slider" in text
    held = series.held(atlases.load(GEODATA, today=TODAY), View())
    place = held.at(View().day)
    france = held.counts[place][series.FAMILIES.index("france")]
    assert f"France {france}" in text
    assert f"Sites held by anybody: {held.sites[place]}." in text
    assert "Russia: Wagner, Africa Corps, state 8 (disputed: 8)" in text
    assert "April 2022: 18 to 50 or more killed in 1 event." in text
    assert "must not be added up as a count of the dead" in text
    assert "6 mass graves are left out" in text
    assert "On 22 April 2022: Swedish Takuba unit goes home; Danish contingent leaves" in text


def test_the_same_in_french():
    text = " ".join(words(open_panel(language="fr")).replace(NARROW_SPACE, " ").split())
    assert "toute la période, du 1er janvier 2012 au 1er juin 2026" in text
    assert "Russie : Wagner, Africa Corps, État 8 (contestés : 8)" in text
    assert "Avril 2022 : 18 à 50 morts ou plus pour 1 événement." in text
    assert "4 événements connus à l’année près, ou étalés sur plusieurs mois" in text
    assert "109 morts ou plus, dont 2 sans chiffre" in text


def test_a_month_says_what_its_figures_leave_out():
    text = words(open_panel(day=dates.parse("2022-03-30").first))
    assert "March 2022: 266 to 815 or more killed in 5 events, 2 without a lower figure." in text
    text = words(open_panel(day=dates.parse("2022-01-10").first))
    assert "January 2022: no figure in 1 event." in text
    text = words(open_panel(day=dates.parse("2012-02-10").first))
    assert "February 2012: no event in our data." in text


def test_each_chart_has_the_playhead_and_a_text_of_its_own():
    page = open_panel()
    assert len(protos(page)) == 3
    for proto, spec in zip(protos(page), specs(page), strict=True):
        assert "April 2022" in proto.alt
        heads = [
            value
            for layer in spec["layer"]
            for value in layer["data"]["values"]
            if value.get("day") == "22 April 2022"
        ]
        assert {value["x"] for value in heads} == {View().day * 86_400_000}


def test_colours_are_those_of_the_map():
    held, killed, moves = specs(open_panel())
    colour = held["layer"][1]["encoding"]["color"]["scale"]
    for family, shade in zip(colour["domain"], colour["range"], strict=True):
        assert shade == symbology.FAMILIES[family].light
    assert symbology.KILLED_LIGHT in json.dumps(killed)
    assert symbology.FAMILIES["france"].light in json.dumps(moves)


def test_the_last_corner_of_the_stack_is_all_that_is_held():
    spec, *_ = specs(open_panel())
    corners = [value for layer in spec["layer"][1:3] for value in layer["data"]["values"]]
    end = max(value["x"] for value in corners)
    held = series.held(atlases.load(GEODATA, today=TODAY), View())
    assert max(v["y1"] for v in corners if v["x"] == end) == held.counts[-1].sum()
    assert max(v["y1"] for v in corners) == held.counts.sum(axis=1).max()


def test_axes_speak_the_language_and_nothing_is_fetched():
    for spec in specs(open_panel(language="fr")):
        locale = spec["config"]["locale"]
        assert locale["time"]["months"][7] == "août"
        assert locale["number"]["thousands"] == NARROW_SPACE
        assert "http" not in json.dumps(spec).replace("https://vega.github.io", "")
        assert '"url"' not in json.dumps(spec)


def test_the_numbers_are_there_as_tables_whose_dates_move_the_playhead():
    shown = html_of(open_panel())
    assert shown.count("<details>") == 3
    assert 'data-day="2022-04-01">1 April 2022</button>' in shown
    assert 'data-day="2022-03-31">March 2022</button>' in shown
    assert 'data-feature="barkhane-2022-gossi-gao" data-day="2022-04-19"' in shown


def test_a_layer_that_is_off_and_a_filter_that_leaves_nothing_are_said():
    page = open_panel(hidden=("milestones", "military_bases"))
    assert len(protos(page)) == 2
    assert "This layer is switched off." in text_of(page)
    page = open_panel(filters=Filters(text="nothing is called so"))
    assert not protos(page)
    assert text_of(page).count("Nothing to draw with these filters.") == 3


def test_what_was_not_reported_yet_is_left_out():
    page = open_panel(known_by=dates.parse("2022-03-01").first)
    assert "As reported by 1 March 2022" in text_of(page)
    assert "moura" not in html_of(page).lower()


def test_of_too_many_movements_it_says_how_many_are_drawn(monkeypatch):
    monkeypatch.setattr(charts, "_MOST_STRIPS", 10)
    assert "10 of 87 movements: those nearest to the date on the map." in text_of(open_panel())


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_names_are_only_values(tmp_path, payload):
    feature = make_feature("troop_movements", name=payload, start="2022-04-22", end="2022-04-22")
    (tmp_path / "troop_movements.geojson").write_bytes(make_file(feature))
    page = open_panel(tmp_path, day=dates.parse("2022-04-22").first)
    shown = html_of(page)
    escaped = charts.markup.render(payload)
    assert payload not in shown.replace(escaped, "")
    (spec,) = specs(page)
    found = [v for layer in spec["layer"] for v in layer["data"]["values"] if payload in v.values()]
    assert found
    without = json.dumps({**spec, "layer": [{**e, "data": None} for e in spec["layer"]]})
    assert json.dumps(payload)[1:-1] not in without


def test_a_click_is_read_whatever_vega_sends():
    day = 19_104
    assert plots.day_of([{"x": day * 86_400_000}]) == day
    assert plots.day_of([{"x": [day * 86_400_000]}]) == day
    assert plots.number_of([{"number": 3}]) == 3
    for nonsense in (None, [], {}, [{}], [{"x": "1"}], [{"x": None}], [{"x": float("nan")}], "x"):
        assert plots.day_of(nonsense) is None


def test_a_click_turns_the_playhead_and_stays_in_the_period(monkeypatch):
    turned = []
    monkeypatch.setattr(charts.session, "turn", lambda **changes: turned.append(changes))
    frame = plots.Frame(100, 200, 150, "", "en", is_dark=False)
    pick = charts._pick_day(frame)
    for ms in (120, 5000, None):
        pick([{"x": ms * 86_400_000}] if ms else [])
    assert turned == [{"day": 120}, {"day": 200}]


def test_words_of_an_unknown_low_never_become_zero():
    month = series.Month(0, 30, 0, 100, is_open=False, events=1, without_figure=0, without_low=1)
    assert chart_words.killed_cells(month, "en")[1:3] == ["no figure", "100"]
    said = chart_words.killed_words(series.Killed((month,), None, 0), 5, "en")
    assert said == "January 1970: up to 100 killed in 1 event, 1 without a lower figure."


def test_unchanged_output_is_the_same_bytes():
    one, two = open_panel(), open_panel()
    assert [p.spec for p in protos(one)] == [p.spec for p in protos(two)]
    assert html_of(one) == html_of(two)
