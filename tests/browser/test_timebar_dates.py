"""dates.js and player.js: days and their words, and how time runs."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Pages
from tests.browser.timebar_page import FIRST, LAST, SHOWN, day_of, mount

ISO = "day => Temoin.dates.iso(day)"
RECORD = """
() => { window.seen = []; store.on((state, changed) => changed.time && seen.push(state.time)) }
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all that only calculates."""
    page = browser.new_page(timezone_id="America/St_Johns")
    yield mount(page)
    page.close()


def iso_of(page: Page, call: str) -> str | None:
    return page.evaluate(f"(day => day === null ? null : Temoin.dates.iso(day))({call})")


def test_every_day_of_twenty_years_is_the_day_that_python_says(page: Page):
    first = date(2009, 12, 1)
    expected = [(first + timedelta(days=n)).isoformat() for n in range(20 * 366)]
    start = day_of(first.isoformat())
    days = page.evaluate("texts => texts.map(Temoin.dates.dayOf)", expected)
    assert days == [start + n for n in range(len(expected))]
    assert page.evaluate("days => days.map(Temoin.dates.iso)", days) == expected


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_written_day_of_twenty_years_can_be_typed(page: Page, language: str):
    wrong = page.evaluate(
        """language => {
          const { formatDay, formatShort, parseTyped } = Temoin.dates;
          const days = Array.from({ length: 20 * 366 }, (_, n) => 14579 + n);
          return days.filter((day) => parseTyped(formatDay(day, language)) !== day
            || parseTyped(formatShort(day, language)) !== day);
        }""",
        language,
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022", "2022-01-01"),
        ("2022-03", "2022-03-01"),
        ("2024-02-29", "2024-02-29"),
        ("0099-12-31", "0099-12-31"),
        ("2023-02-29", None),
        ("2022-13", None),
        ("2022-00", None),
        ("0000", None),
        ("2022-3", None),
        (" 2022", None),
        ("", None),
    ],
)
def test_dates_of_files_are_read_strictly(page: Page, text: str, day: str | None):
    assert iso_of(page, f"Temoin.dates.dayOf({text!r})") == day


@pytest.mark.parametrize(
    ("call", "day"),
    [
        ("addMonths(dayOf('2022-01-31'), 1)", "2022-02-28"),
        ("addMonths(dayOf('2024-01-31'), 1)", "2024-02-29"),
        ("addMonths(dayOf('2022-03-31'), -1)", "2022-02-28"),
        ("addMonths(dayOf('2022-12-15'), 1)", "2023-01-15"),
        ("addMonths(dayOf('2022-01-15'), -13)", "2020-12-15"),
        ("addMonths(dayOf('1969-12-31'), 2)", "1970-02-28"),
        ("addYears(dayOf('2024-02-29'), 1)", "2025-02-28"),
        ("addYears(dayOf('2024-02-29'), -4)", "2020-02-29"),
        ("addYears(dayOf('2000-02-29'), -100)", "1900-02-28"),
    ],
)
def test_months_and_years_keep_to_the_calendar(page: Page, call: str, day: str):
    script = f"({{ iso, dayOf, addMonths, addYears }}) => iso({call})"
    assert page.evaluate(f"({script})(Temoin.dates)") == day


@pytest.mark.parametrize(
    ("call", "english", "french"),
    [
        ("formatDay", "22 April 2022", "22 avril 2022"),
        ("formatShort", "22 Apr 2022", "22 avr. 2022"),
        ("formatMonth", "April 2022", "avril 2022"),
    ],
)
def test_days_are_written_in_words(page: Page, call: str, english: str, french: str):
    text = f"language => Temoin.dates.{call}({SHOWN}, language)"
    assert page.evaluate(text, "en") == english
    assert page.evaluate(text, "fr") == french


def test_the_first_of_a_month_is_1er_in_french_only(page: Page):
    text = f"language => Temoin.dates.formatDay({day_of('2013-01-01')}, language)"
    assert page.evaluate(text, "en") == "1 January 2013"
    assert page.evaluate(text, "fr") == "1er janvier 2013"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022-04-19", "2022-04-19"),
        ("2022-4-9", "2022-04-09"),
        ("19/04/2022", "2022-04-19"),
        ("19.4.2022", "2022-04-19"),
        ("19-04-2022", "2022-04-19"),
        ("2022\u201104\u201119", "2022-04-19"),  # as our own message writes it
        ("  19   April\u00a02022 ", "2022-04-19"),
        ("19 AVRIL 2022", "2022-04-19"),
        ("April 19, 2022", "2022-04-19"),
        ("1st May 2022", "2022-05-01"),
        ("1er mai 2022", "2022-05-01"),
        ("3 aout 2022", "2022-08-03"),
        ("3 févr. 2022", "2022-02-03"),
        ("3 Sept 2022", "2022-09-03"),
        ("avril 2022", "2022-04-01"),
        ("04/2022", "2022-04-01"),
        ("2022-04", "2022-04-01"),
        ("2022", "2022-01-01"),
        ("31/02/2022", None),
        ("29 February 2023", None),
        ("4/19/2022", None),
        ("00/2022", None),
        ("19 Foo 2022", None),
        ("3 jui 2022", None),  # juin or juillet
        ("ma 2022", None),
        ("19 April", None),
        ("19/04/22", None),
        ("yesterday", None),
        ("", None),
        ("\u202e2022", None),
        ("2022" + " " * 100, None),
        ("9" * 100_000, None),
    ],
)
def test_dates_are_read_as_people_type_them(page: Page, typed: str, day: str | None):
    found = page.evaluate("typed => Temoin.dates.parseTyped(typed)", typed)
    assert (None if found is None else page.evaluate(ISO, found)) == day


def stop_clock(page: Page):
    page.clock.install(time=0)
    page.clock.pause_at(1_000)


@pytest.fixture
def slow(new_page: Pages) -> Page:
    """A page on which time passes only when a test says so."""
    page = new_page()
    stop_clock(page)
    return mount(page)


def state(page: Page) -> dict[str, object]:
    return page.evaluate("({...store.state})")


@pytest.mark.parametrize("speed", [1, 7, 30, 365])
def test_time_runs_at_its_speed(slow: Page, speed: int):
    slow.evaluate("speed => { store.set({speed}); player.play() }", speed)
    slow.clock.run_for(3_000)
    assert state(slow)["day"] == pytest.approx(SHOWN + 3 * speed, abs=1 + speed / 20)


def test_a_playing_time_is_a_fraction_of_its_day_and_a_paused_one_is_not(slow: Page):
    slow.evaluate("player.toggle()")
    slow.clock.run_for(1_000)
    playing = state(slow)
    assert playing["day"] < playing["time"] < playing["day"] + 1
    slow.evaluate("store.set({playing: false})")
    paused = state(slow)
    assert paused["time"] == paused["day"] == playing["day"]
    slow.clock.run_for(1_000)
    assert state(slow) == paused


def test_it_stops_at_the_last_day_and_then_starts_from_the_first(slow: Page):
    slow.evaluate(f"store.set({{day: {LAST - 10}, time: {LAST - 10}, playing: true}})")
    slow.clock.run_for(1_000)
    end = state(slow)
    assert (end["day"], end["time"], end["playing"]) == (LAST, LAST, False)
    slow.evaluate("player.play()")
    slow.clock.run_for(100)
    assert FIRST <= state(slow)["day"] <= FIRST + 5
    assert state(slow)["playing"]


def test_it_goes_on_from_a_day_set_meanwhile(slow: Page):
    slow.evaluate("player.play()")
    slow.clock.run_for(500)
    slow.evaluate(f"store.set({{day: {FIRST}}})")
    slow.clock.run_for(500)
    assert FIRST < state(slow)["day"] <= FIRST + 16


def test_a_hidden_page_pauses(slow: Page):
    slow.evaluate("player.play()")
    slow.clock.run_for(500)
    slow.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert state(slow)["playing"] is False


def test_a_long_gap_between_two_frames_is_no_jump(slow: Page):
    slow.evaluate("player.play()")
    slow.clock.run_for(100)
    before = state(slow)["day"]
    slow.clock.fast_forward(60_000)
    assert state(slow)["day"] - before <= 30


def test_reduced_motion_takes_one_step_a_second(new_page: Pages):
    page = new_page(reduced_motion="reduce")
    stop_clock(page)
    mount(page)
    page.evaluate(RECORD)
    page.evaluate("player.play()")
    page.clock.run_for(3_500)
    assert page.evaluate("seen") == [SHOWN + 30, SHOWN + 60, SHOWN + 90]


@pytest.mark.parametrize("days", [1, 5])
def test_a_day_a_frame_moves_by_whole_days(slow: Page, days: int):
    slow.evaluate(RECORD)
    slow.evaluate("days => { player.everyFrame(days); player.play() }", days)
    slow.clock.run_for(500)
    seen = slow.evaluate("seen")
    assert len(seen) > 10
    assert seen == [SHOWN + days * (n + 1) for n in range(len(seen))]


def test_a_destroyed_player_is_still(slow: Page):
    slow.evaluate("player.play()")
    slow.clock.run_for(100)
    slow.evaluate("player.destroy()")
    day = state(slow)["day"]
    slow.clock.run_for(1_000)
    assert state(slow)["day"] == day
