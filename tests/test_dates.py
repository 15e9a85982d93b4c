import pytest

from layers import dates
from layers.dates import DateError, date_of, day_number, iso, parse, parsed, tenancy


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2014", "2014-01-01", "2014-12-31", "year"),
        ("2022-03", "2022-03-01", "2022-03-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("2022-04-19", "2022-04-19", "2022-04-19", "day"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ],
)
def test_a_date_stands_for_all_its_days(text, first, last, precision):
    date = parse(text)
    assert (iso(date.first), iso(date.last), date.precision) == (first, last, precision)
    assert date.text == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " 2022", "2022 ", "22", "2022-4", "2022-04-9", "20220419", "2022/04/19"),
        *("19/04/2022", "2022-04-19T00:00:00Z", "2022-03~", "2022..", "-2022", "٢٠٢٢"),
        *("2022-04-19\n", "c. 2022"),
    ],
)
def test_any_other_form_is_no_date(text):
    with pytest.raises(DateError, match="form"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["2022-02-29", "2022-13", "2022-00", "2022-04-31", "0000", "2022-01-00"]
)
def test_a_day_that_no_calendar_has_is_no_date(text):
    with pytest.raises(DateError, match="calendar"):
        parse(text)


def test_days_count_from_1970():
    assert parse("1970-01-01").first == 0
    assert parse("1969-12-31").first == -1
    assert iso(0) == "1970-01-01"
    assert day_number(date_of(19_000)) == 19_000


def test_a_tenancy_is_half_open():
    held = tenancy(parse("2022-04-19"), parse("2022-04-25"))
    assert [iso(day) for day in (held.begin, held.begin_sure)] == ["2022-04-19"] * 2
    assert iso(held.end_sure) == "2022-04-25"
    assert iso(held.end) == "2022-04-26"


def test_partial_dates_leave_doubtful_days_at_both_ends():
    held = tenancy(parse("2022-03"), parse("2022-08"))
    assert held.may_hold(parse("2022-03-01").first)
    assert not held.surely_holds(parse("2022-03-30").first)
    assert held.surely_holds(parse("2022-03-31").first)
    assert held.surely_holds(parse("2022-08-01").first)
    assert not held.surely_holds(parse("2022-08-02").first)
    assert held.may_hold(parse("2022-08-31").first)
    assert not held.may_hold(parse("2022-09-01").first)


def test_without_an_end_it_goes_on():
    held = tenancy(parse("2022-03-01"), None)
    assert held.end == dates.OPEN_END
    assert held.surely_holds(parse("9999-12-30").first)
    assert parse("0001-01-01").first == dates.OPEN_BEGIN


def test_a_movement_without_an_end_holds_on_the_days_of_its_start_only():
    start = parse("2022-05")
    assert dates.movement_tenancy(start, None, "convoy") == tenancy(start, start)
    assert dates.movement_tenancy(start, None, "blockade") == tenancy(start, None)
    assert (
        dates.movement_tenancy(start, parse("2022-06"), "convoy").end == parse("2022-06").last + 1
    )


@pytest.mark.parametrize(
    ("start", "end", "kind", "travels"),
    [
        ("2022-05-01", "2022-05-03", "convoy", True),
        ("2022-05-01", "2022-05-01", "airlift", True),
        ("2022-05", "2022-05-03", "convoy", False),
        ("2022-05-01", "2022-05", "convoy", False),
        ("2022-05-01", None, "convoy", False),
        ("2022-05-01", "2022-05-03", "blockade", False),
    ],
)
def test_a_marker_travels_only_between_two_days(start, end, kind, travels):
    end_date = parse(end) if end else None
    assert dates.has_travel_marker(parse(start), end_date, kind) is travels


@pytest.mark.parametrize("value", ["2022-13", "spring", "", None, 2022, ["2022"]])
def test_what_is_no_date_is_none(value):
    assert parsed(value) is None


def test_what_is_a_date_is_read():
    assert parsed("2022-03") == parse("2022-03")
