"""The card, word by word on shipped features: what a reader is told and what is left out."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from layers import atlas as atlases
from layers import dates, lookup, reported
from layers.evidence import Claim, Source
from layers.panels import (
    casualty_range,
    citing,
    describing,
    markup,
    neighbours,
    steps,
    tenure_strip,
)
from layers.view import View
from layers.visibility import visible
from tests.making import make_feature, read

ROOT = Path(__file__).parents[1]
THIN = "\u202f"
LAST_DAY = dates.parse("2026-06-30").first


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(ROOT / "geodata", today=date(2026, 6, 30))


def view_on(day="2022-04-22", **fields):
    return View(day=dates.parse(day).first, **fields)


def known_by(day):
    return dates.parse(day).last


def words(node):
    return plain(markup.render(node))


def lines(node, tag):
    """Return the words of each element of a name."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", markup.render(node))
    return [plain(each) for each in found]


def plain(markup_text):
    """Return text without markup; a French space stays what it is."""
    return re.sub(" +", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup_text))).strip(" ")


def strip_of(atlas, site, shown, view):
    tenures = lookup.tenures(atlas, site, view.known_by)
    return tenure_strip.strip(tenures, shown, view, last_day=LAST_DAY)


def evidence_of(atlas, feature_id, day=None):
    facts = lookup.find(atlas, feature_id, day).facts
    return reported.by(facts["claims"], facts["sources"], day)


# --- who held the site ---


def test_the_ledger_of_gossi_word_by_word(atlas):
    strip = strip_of(atlas, "gossi-boa", "gossi-wagner", view_on("2022-04-19"))
    assert lines(strip, "p")[0] == (
        "On 19 April 2022: France; Malian armed forces; Wagner group (disputed)."
    )
    assert lines(strip, "li") == [
        "Handed over on 19 April 2022: France → Malian armed forces.",
        "Disputed from the same day: Wagner group.",
        "FRA France, from September 2018 to 19 April 2022 Barkhane · on the map’s day",
        "FAMa Malian armed forces, since 19 April 2022, no end known"
        " on the map’s day · at the same time: Wagner group",
        "WAG Wagner group, from 19 April 2022 to 6 June 2025 at the latest, disputed"
        " shown here · on the map’s day · at the same time: Malian armed forces",
    ]


def test_the_ledger_of_gossi_in_french(atlas):
    strip = strip_of(atlas, "gossi-boa", "gossi-wagner", view_on(language="fr"))
    assert lines(strip, "p")[0] == (
        f"Le 22 avril 2022{THIN}: Forces armées maliennes{THIN}; Groupe Wagner (contesté)."
    )
    assert lines(strip, "li") == [
        f"Remise le 19 avril 2022{THIN}: France → Forces armées maliennes.",
        f"Contesté, dès le même jour{THIN}: Groupe Wagner.",
        "FRA France, de septembre 2018 au 19 avril 2022 Barkhane",
        "FAMa Forces armées maliennes, depuis le 19 avril 2022, sans fin connue"
        f" le jour de la carte · en même temps{THIN}: Groupe Wagner",
        "WAG Groupe Wagner, du 19 avril 2022 au 6 juin 2025 au plus tard, contesté affiché ici"
        f" · le jour de la carte · en même temps{THIN}: Forces armées maliennes",
    ]


def test_two_tenures_of_one_operator_are_told_apart_by_their_operation(atlas):
    said = lines(strip_of(atlas, "gao-airfield", "gao-barkhane", view_on()), "li")
    (barkhane,) = (line for line in said if "Barkhane · shown here" in line)
    assert barkhane.endswith("at the same time: France (Takuba)")


def test_each_tenure_but_the_shown_one_opens_on_its_nearest_day(atlas):
    drawn = markup.render(strip_of(atlas, "gossi-boa", "gossi-wagner", view_on()))
    opened = re.findall(r'data-feature="([^"]*)" data-day="([^"]*)"', drawn)
    assert opened == [("gossi-barkhane", "2022-04-19"), ("gossi-fama-2022", "2022-04-22")]
    assert drawn.count('aria-current="true"') == 1


def test_before_anybody_came_nobody_is_said_to_hold_it(atlas):
    strip = strip_of(atlas, "gossi-boa", "gossi-wagner", view_on("2014-01-01"))
    assert lines(strip, "p")[0] == "On 1 January 2014: no holder in our sources."


def test_a_day_on_which_nobody_knows_is_said_to_be_uncertain(atlas):
    strip = strip_of(atlas, "gossi-boa", "gossi-wagner", view_on("2018-09-10"))
    assert lines(strip, "p")[0] == "On 10 September 2018: France (perhaps: dates uncertain)."


def tenure(atlas, feature_id, **changes):
    found = lookup.find(atlas, "gossi-fama-2022")
    start, end = dates.parse(changes["start"]), dates.parse(changes["end"])
    held = dates.tenancy(start, end)
    days = {"begin_day": held.begin, "begin_sure_day": held.begin_sure}
    days |= {"end_sure_day": held.end_sure, "end_day": held.end}
    facts = {**found.facts, "id": feature_id, **changes, **days}
    return lookup.Found(found.layer, facts, found.row)


def test_a_gap_stands_in_the_list_at_the_precision_of_its_ends(atlas):
    pair = [
        tenure(atlas, "one", operator="FRA", start="2013", end="2014-05-21"),
        tenure(atlas, "two", operator="UN", start="2015-02", end="2016"),
    ]
    strip = tenure_strip.strip(pair, "one", view_on(), last_day=LAST_DAY)
    assert lines(strip, "li")[1] == (
        "Gap: the one before ends on 21 May 2014, the next begins in February 2015;"
        " no holder in our sources in between."
    )


@pytest.mark.parametrize(
    ("end", "overlaps"), [("2015-02-01", False), ("2015-02", False), ("2015-02-03", True)]
)
def test_a_shared_day_or_a_doubtful_one_is_no_overlap(atlas, end, overlaps):
    pair = [
        tenure(atlas, "one", operator="FRA", start="2013", end=end),
        tenure(atlas, "two", operator="UN", start="2015-02-01", end="2016"),
    ]
    strip = tenure_strip.strip(pair, "one", view_on(), last_day=LAST_DAY)
    assert ("at the same time" in words(strip)) is overlaps


def test_bars_lie_where_the_dates_are(atlas):
    pair = [tenure(atlas, "one", operator="FRA", start="2013", end="2016-12-31")]
    view = view_on("2015-01-01")
    drawn = markup.render(
        tenure_strip.strip(pair, "one", view, last_day=dates.parse("2016-12-31").last)
    )
    assert "--now:49.97%;" in drawn, "730 of 1461 days"
    assert "--start:0.00%;--end:100.00%;--sure:24.91%;--until:100.00%;" in drawn


# --- how many ---


def range_of(low, high, *, is_open=False):
    facts = {"killed_min": low, "killed_max": high, "killed_open": is_open}
    return casualty_range.drawn(facts, "en")


def test_the_range_of_moura_is_drawn_open(atlas):
    facts = lookup.find(atlas, "moura-2022-03").facts
    drawn = markup.render(casualty_range.drawn(facts, "en"))
    assert "--low:32.48%;--high:80.00%;" in drawn, "203 of 500, which stand at 80 per cent"
    assert 'class="open"' in drawn
    assert words(casualty_range.drawn(facts, "en")) == (
        "lowest figure 203 highest figure 500 or more"
    )
    assert words(casualty_range.drawn(facts, "fr")) == (
        f"bilan le plus bas{THIN}: 203 bilan le plus élevé{THIN}: 500 ou plus"
    )


def test_a_closed_range_has_no_open_end():
    drawn = markup.render(range_of(10, 40))
    assert "--low:25.00%;--high:100.00%;" in drawn
    assert 'class="open"' not in drawn


def test_half_a_range_says_which_half_is_missing():
    assert words(range_of(None, 30)) == "no lower figure highest figure 30"
    assert words(range_of(30, None)) == "lowest figure 30 no upper figure"
    assert 'class="low"' not in markup.render(range_of(None, 30))


@pytest.mark.parametrize(("low", "high"), [(None, None), (12, 12), (0, 0)])
def test_no_figure_and_one_figure_draw_no_bar(low, high):
    assert range_of(low, high) is None


# --- who says so ---


def test_the_claims_on_moura_take_turns_and_name_their_source(atlas):
    ledger = citing.claims(evidence_of(atlas, "moura-2022-03"), "en")
    said = lines(ledger, "li")
    assert [re.search("asserts|denies", line).group() for line in said] == [
        *("asserts", "denies", "asserts", "denies", "denies"),
    ]
    assert said[0] == (
        "OHCHR asserts at least 500 people were killed unlawfully by Malian forces and foreign"
        " military personnel 12 May 2023 · source 1"
    )
    assert said[-1].endswith("date of report unknown · source 5")
    assert '<a href="#source-1">source 1</a>' in markup.render(ledger)
    sources = markup.render(citing.sources(evidence_of(atlas, "moura-2022-03"), "en"))
    assert '<li value="1" id="source-1">' in sources


def test_a_side_that_is_not_heard_is_said_to_be_silent():
    evidence = reported.by([Claim("One", None, "asserts", "x")], [Source("S")], None)
    assert "No denial is recorded." in words(citing.claims(evidence, "en"))
    evidence = reported.by([Claim("One", None, "denies", "x")], [Source("S")], None)
    assert "No assertion is recorded." in words(citing.claims(evidence, "en"))


# --- as reported by ---


def test_what_was_said_later_is_counted_and_left_out(atlas):
    evidence = evidence_of(atlas, "moura-2022-03", known_by("2022-04-30"))
    said = words(citing.claims(evidence, "en"))
    assert "Human Rights Watch asserts" in said
    assert "OHCHR" not in said
    assert "2 later claims are not shown." in said
    listed = citing.sources(evidence, "en")
    assert "4 later sources are not shown." in words(listed)
    assert re.findall(r'value="(\d)"', markup.render(listed)) == ["2", "3"], "numbers stay"
    assert "date of report unknown" in words(listed)
    assert "4 sources plus tardives ne sont pas affichées." in words(citing.sources(evidence, "fr"))


def test_a_claim_whose_source_is_left_out_is_no_dead_link():
    claims = [Claim("One", None, "asserts", "x", date="2022-01-01", source=0)]
    evidence = reported.by(claims, [Source("S", date="2023")], known_by("2022-12-31"))
    ledger = citing.claims(evidence, "en")
    assert "source 1" in words(ledger)
    assert "href" not in markup.render(ledger)
    assert "None of its sources had appeared by then." in words(citing.sources(evidence, "en"))


def test_nobody_had_contradicted_it_yet(atlas):
    assert lookup.find(atlas, "gossi-wagner").facts["status"] == "disputed"
    early = lookup.find(atlas, "gossi-wagner", known_by("2022-04-19"))
    assert early.facts["status"] == "reported"
    late = lookup.find(atlas, "gossi-wagner", known_by("2022-05-31"))
    assert late.facts["status"] == "disputed"


def test_nobody_had_reported_what_had_not_begun(atlas):
    """The sources of the last tenure of Kidal include an undated one."""
    day = known_by("2023-12-31")
    reported_then = [
        found.facts["id"]
        for found in lookup.tenures(atlas, "kidal-minusma-camp", day)
        if found.is_reported
    ]
    assert "kidal-minusma" in reported_then
    assert "kidal-fla-2026" not in reported_then


# --- what is near ---


def test_what_is_near_gossi_word_by_word(atlas):
    found = lookup.find(atlas, "gossi-wagner")
    near = neighbours.around(atlas, found, view_on())
    assert lines(near, "h4") == [
        "Events within 50 km while it stood",
        "Troop movements within 50 km while it stood",
    ]
    assert lines(near, "li")[0] == (
        "Gossi mass grave about 2 km · mass grave · 21–22 April 2022 · 12 bodies · disputed"
        " · place known within about 15 km"
    )
    assert "Nearness says nothing about who was responsible." in words(near)


def test_near_moura_there_was_no_base_and_that_is_said(atlas):
    found = lookup.find(atlas, "moura-2022-03")
    near = neighbours.around(atlas, found, view_on(language="fr"))
    assert words(near).startswith(
        "À proximité, dans l’espace et le temps"
        " Bases à moins de 50 km à ce moment-là, et qui les tenait Rien dans ces données."
    )


def test_a_long_list_is_short_at_first_and_nothing_is_dropped_in_silence(atlas):
    drawn = "".join(
        markup.render(neighbours.around(atlas, tenure, view_on()))
        for tenure in lookup.tenures(atlas, "gao-airfield")
    )
    counted = 0
    for part in drawn.split("<h4>")[1:]:
        first, _, rest = part.partition("<details>")
        assert first.count("<li>") <= 5
        if rest:
            (more,) = re.findall(r"<summary>(\d+) more</summary>", rest)
            assert rest.count("<li>") == int(more)
            counted += 1
    assert counted


# --- one step on ---


def test_steps_lead_through_all_that_is_visible_and_no_further(atlas):
    view = view_on()
    rows = [int(row) for row in visible(atlas, view).rows]
    places = [steps.place_of(atlas, view, row) for row in rows]
    ids = [lookup.at(atlas, row).facts["id"] for row in rows]
    assert [place.position for place in places] == list(range(len(rows)))
    assert [place.following for place in places] == [*ids[1:], None]
    assert [place.previous for place in places] == [None, *ids[:-1]]


def test_from_a_feature_that_does_not_show_steps_lead_back_among_those_that_do(atlas):
    view = view_on("2014-01-01", mode="on")
    place = steps.place_of(atlas, view, lookup.find(atlas, "gossi-wagner").row)
    assert place.position is None
    assert place.previous in visible(atlas, view).ids()
    assert place.following is None


def test_from_between_two_that_show_steps_lead_to_either(atlas):
    view = view_on("2014-01-01", mode="on")
    rows = [int(row) for row in visible(atlas, view).rows]
    hidden = next(row for row in range(rows[0], rows[-1]) if row not in rows)
    place = steps.place_of(atlas, view, hidden)
    around = [max(row for row in rows if row < hidden), min(row for row in rows if row > hidden)]
    expected = [lookup.at(atlas, row).facts["id"] for row in around]
    assert [place.previous, place.following] == expected


# --- markup ---


@pytest.mark.parametrize(
    "style", ["color:red", "--a:url(x)", "--a:1;background:red", "--a:1px", "--a:#12", "x"]
)
def test_a_style_is_numbers_and_colours_only(style):
    with pytest.raises(ValueError, match="style"):
        markup.element("p", style=style)


def test_a_style_hands_on_numbers():
    assert markup.variables(place=12.345, ink="#0072B2") == "--place:12.35%;--ink:#0072B2;"


# --- what the contract does not know --------------------------------------------------------


def test_unknown_properties_stand_at_the_end_as_they_are():
    layer = read(
        "massacre_sites",
        make_feature(
            "massacre_sites",
            id="invented",
            report_no=7,
            reviewers=["A", "B"],
            seen="<img src=x onerror=alert(1)>",
            page="https://example.org/invented",
        ),
    )
    assert not layer.problems
    facts = layer.frame.iloc[0].to_dict()
    shown = markup.render(describing.more(facts, "en"))
    assert "More in the file" in plain(shown)
    assert "report_no" in plain(shown)
    assert '["A", "B"]' in plain(shown)
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert 'href="https://example.org/invented"' in shown


def test_without_unknown_properties_there_is_no_such_heading():
    assert describing.more({"more": None}, "fr") is None
