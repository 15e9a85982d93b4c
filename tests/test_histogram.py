"""The bars under the slider."""

import numpy as np
import pytest

from layers import dates, histogram


def bars(*starts, first="2020-01-01", last="2021-12-31"):
    """Return month -> (sure, doubtful) for events that begin at these dates."""
    parsed = [dates.parse(start) for start in starts]
    columns = {
        "begin": np.array([date.first for date in parsed], np.int32),
        "begin_sure": np.array([date.last for date in parsed], np.int32),
    }
    counted = np.ones(len(parsed), bool)
    result = histogram.by_month(columns, counted, dates.parse(first).first, dates.parse(last).first)
    return {bar["month"]: (bar["sure"], bar["doubtful"]) for bar in result["months"]}


def test_every_month_of_the_period_has_a_bar():
    assert len(bars()) == 24


def test_a_day_and_a_month_count_in_their_month():
    assert bars("2020-02-29", "2020-02")["2020-02"] == (2, 0)


def test_a_year_is_spread_over_its_months_as_doubtful():
    found = bars("2021")
    assert found["2020-12"] == (0, 0)
    in_2021 = [found[f"2021-{month:02}"] for month in range(1, 13)]
    assert in_2021 == [(0, pytest.approx(1 / 12, abs=0.005))] * 12


def test_what_does_not_count_is_left_out():
    day = dates.parse("2020-05-05")
    columns = {"begin": np.array([day.first]), "begin_sure": np.array([day.last])}
    result = histogram.by_month(columns, np.array([False]), day.first, day.first + 5)
    assert [bar["sure"] for bar in result["months"]] == [0]
