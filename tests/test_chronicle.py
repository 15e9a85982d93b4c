"""A day in sentences: on shipped features word by word."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from layers import atlas, catalogue, chronicle, dates, visibility
from layers.chronicle import holders
from layers.filters import Filters
from layers.view import View

GEODATA = Path(__file__).parents[1] / "geodata"
THIN = catalogue.NARROW_SPACE
ATLAS = atlas.load(GEODATA, today=date(2026, 6, 30))


def on(day, language="en", **changes):
    return View(day=dates.parse(day).first, language=language, mode="on", **changes)


def told(view):
    return chronicle.chronicle(ATLAS, view)


def groups_of(view):
    return {group.name: group for group in told(view).groups}


def lines_of(view, name):
    group = groups_of(view).get(name)
    return [(line.text, *line.details) for line in group.lines] if group else []


def holders_of(view):
    return {part.heading: [line.text for line in part.lines] for part in _holders(view).parts}


def _holders(view):
    return groups_of(view)["holders"]


def texts(group):
    yield from (line.text for line in group.lines)
    for part in group.parts:
        yield from texts(part)


def names_gossi(view):
    return sorted(text for text in texts(_holders(view)) if "Gossi" in text)


# --- Gossi, 18 to 20 April 2022 ---


def test_on_19_april_2022_france_hands_gossi_over():
    view = on("2022-04-19")
    assert told(view).heading == "19 April 2022"
    assert lines_of(view, "bases") == [
        ("Gossi: France hands its base over to the Malian army.",),
        (
            "Begins, disputed: Wagner group – Wagner at Gossi.",
            "Disputed. According to: French military report seen by AP. "
            "Denied by: Government of Mali, Government of Russia.",
        ),
    ]
    assert lines_of(view, "movements") == [
        (
            "France – Last French troops leave Gossi for Gao "
            "(from Gossi to Gao, by road, 300 people).",
        ),
        (
            "Wagner group – Malian detachment and presumed Wagner men enter Gossi "
            "(from Hombori to Gossi, by road, 12 people).",
            "Disputed. According to: French military report seen by AP. "
            "Denied by: Government of Mali.",
        ),
    ]


def test_le_19_avril_2022_la_france_remet_gossi():
    view = on("2022-04-19", "fr")
    assert told(view).heading == "19 avril 2022"
    assert lines_of(view, "bases") == [
        (f"Gossi{THIN}: la France remet sa base à l’armée malienne.",),
        (
            f"Début, contesté{THIN}: Groupe Wagner – Wagner à Gossi.",
            f"Contesté. Selon{THIN}: Rapport militaire français consulté par AP. "
            f"Démenti par{THIN}: Gouvernement du Mali, Gouvernement de la Russie.",
        ),
    ]
    assert lines_of(view, "movements")[0] == (
        "France – Départ des derniers Français de Gossi vers Gao "
        "(trajet Gossi → Gao, par la route, 300 personnes).",
    )


def test_the_hand_over_leads_to_both_tenures():
    line = groups_of(on("2022-04-19"))["bases"].lines[0]
    assert line.ids == ("gossi-barkhane", "gossi-fama-2022")
    assert line.names == ("Barkhane forward base, Gossi", "Malian army base, Gossi")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            "2022-04-18",
            ["Barkhane forward base, Gossi (from September 2018 to 19 April 2022)"],
        ),
        (
            "2022-04-20",
            [
                "Malian army base, Gossi (since 19 April 2022, no end known)",
                "Wagner at Gossi (from 19 April 2022 to 6 June 2025 at the latest), disputed",
            ],
        ),
    ],
)
def test_who_holds_gossi_the_day_before_and_after(day, expected):
    assert names_gossi(on(day)) == expected
    assert lines_of(on(day), "bases") == []


def test_qui_tient_gossi_le_lendemain():
    assert names_gossi(on("2022-04-20", "fr")) == [
        "Base FAMa de Gossi (depuis le 19 avril 2022, sans fin connue)",
        "Wagner à Gossi (du 19 avril 2022 au 6 juin 2025 au plus tard), contesté",
    ]


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        # No text says that the camp was handed over: it passed on.
        (
            "2023-10-31",
            "Kidal: the base passes from MINUSMA to the CSP (northern armed movements).",
            f"Kidal{THIN}: la base passe de la MINUSMA au CSP (mouvements armés du Nord).",
        ),
        (
            "2022-08-15",
            "Gao airfield (Korogoussou): the base passes from France to the Malian army.",
            f"Aérodrome de Gao{THIN}: la base passe de la France à l’armée malienne.",
        ),
    ],
)
def test_handed_over_is_said_only_where_a_text_says_so(day, english, french):
    assert lines_of(on(day), "bases")[0][0] == english
    assert lines_of(on(day, "fr"), "bases")[0][0] == french


def test_a_last_day_that_is_an_upper_bound_is_said_to_be_one():
    lines = {text for text, *_ in lines_of(on("2025-06-06"), "bases")}
    assert "Ends on this day at the latest, disputed: Wagner group – Wagner at Gossi." in lines


def test_a_first_mention_is_not_told_as_a_beginning():
    lines = [text for text, *_ in lines_of(on("2019-03-17"), "bases")]
    assert lines == ["First mention: Malian armed forces – Malian army camp, Dioura."]


def test_bases_with_doubtful_dates_are_counted_not_told_to_change():
    notes = groups_of(on("2022-04-18"))["bases"].after
    assert notes == (
        "3 bases may have begun or ended on this day: their dates are not known to the day.",
    )
    french = groups_of(on("2022-04-18", "fr"))["bases"].after
    assert french == (
        f"3 présences ont pu commencer ou finir ce jour-là{THIN}: "
        "leurs dates ne sont pas connues au jour près.",
    )


# --- Moura ---


@pytest.mark.parametrize("day", ["2022-03-27", "2022-03-29", "2022-03-31"])
def test_moura_is_told_on_each_of_its_days_and_by_whom(day):
    lines = [line for line in lines_of(on(day), "events") if "Moura" in line[0]]
    assert lines == [
        (
            "Moura massacre (27–31 March 2022): "
            "203 to 500 or more killed, according to the sources.",
            "Alleged perpetrators: Malian armed forces, Wagner group.",
            "Disputed. According to: OHCHR, Human Rights Watch. "
            "Denied by: Malian army, Malian government, Russian foreign ministry.",
        )
    ]


def test_moura_en_francais_dans_les_trente_jours():
    lines = [line for line in lines_of(on("2022-04-19", "fr"), "recent") if "Moura" in line[0]]
    assert lines == [
        (
            f"Massacre de Moura (27–31 mars 2022){THIN}: "
            "203 à 500 morts ou plus, selon les sources.",
            f"Auteurs présumés{THIN}: Forces armées maliennes, Groupe Wagner.",
            f"Contesté. Selon{THIN}: HCDH, Human Rights Watch. "
            f"Démenti par{THIN}: Armée malienne, Gouvernement malien, "
            "Ministère russe des Affaires étrangères.",
        )
    ]


def test_before_anybody_spoke_against_it_moura_was_reported():
    # The denial of 1 April 2022 came before the first assertion in our sources.
    view = on("2022-03-29", known_by=dates.parse("2022-04-04").first)
    [line] = [line for line in lines_of(view, "events") if "Moura" in line[0]]
    assert not any(detail.startswith("Disputed") for detail in line)
    later = replace(view, known_by=dates.parse("2022-04-05").first)
    [line] = [line for line in lines_of(later, "events") if "Moura" in line[0]]
    assert line[-1] == (
        "Disputed. According to: Human Rights Watch. "
        "Denied by: Malian army, Russian foreign ministry (date of report unknown)."
    )
    assert "As reported by 5 April 2022." in told(later).notes


# --- the dead ---


def test_a_total_of_the_dead_is_two_numbers_and_no_count():
    notes = groups_of(on("2022-04-19"))["recent"].notes
    assert notes[:2] == (
        "3 events, this day included: 221 to 650 or more killed, adding up what the sources "
        "give for each; 0 events without a figure, 1 without a lower figure.",
        "The figures overlap and must not be added up as a count of the dead.",
    )
    french = groups_of(on("2022-04-19", "fr"))["recent"].notes
    assert french[:2] == (
        f"3 événements, ce jour compris{THIN}: 221 à 650 morts ou plus, en ajoutant ce que les "
        f"sources donnent pour chacun{THIN}; 0 événement sans chiffre, 1 sans minimum.",
        "Les chiffres se recoupent et ne doivent pas être additionnés comme un décompte des morts.",
    )


def test_a_mass_grave_is_left_out_of_the_total_and_said_to_be():
    view = on("2022-04-23")
    assert any(
        text == "Gossi mass grave (21–22 April 2022, date of discovery): 12 bodies."
        for text, *_ in lines_of(view, "recent")
    )
    notes = groups_of(view)["recent"].notes
    assert "1 mass grave left out: its date is that of the discovery." in notes
    assert notes[0].startswith("3 events, this day included: 221 to 650 or more killed")


# --- who holds what ---


def test_sites_are_counted_and_tenures_are_not_called_sites():
    view = on("2022-04-22")
    assert _holders(view).notes == (
        "62 entries at 49 sites; a site held by several counts for each of them.",
    )
    headings = list(holders_of(view))
    assert headings[0] == "Malian armed forces: 24 sites"
    assert "Wagner group: 8 sites, 8 of them disputed" in headings
    assert "France: 3 sites" in headings
    shown = visibility.visible(ATLAS, view)
    assert chronicle.counts(shown)["military_bases"] == 49
    rows = [
        row for row, (layer, _, _) in enumerate(shown.features()) if layer.name == holders.BASES
    ]
    assert len(rows) == 62


# --- what is kept back ---


def test_what_filters_hide_is_said():
    view = on("2022-04-19", filters=Filters(actors=("FRA",)))
    notes = told(view).notes
    assert re.fullmatch(r"\d+ hidden by filters, of these \d+ disputed\.", notes[0])
    assert lines_of(view, "bases") == [("Last day: France – Barkhane forward base, Gossi.",)]


def test_what_is_switched_off_is_said_and_milestones_are_told_all_the_same():
    view = on("2022-04-26", hidden=("milestones", "troop_movements"))
    assert told(view).notes == ("Switched off: Troop movements.",)
    assert lines_of(view, "movements") == []
    assert lines_of(view, "events")[0][0] == (
        "Mali accuses the French army of espionage and subversion."
    )
    assert lines_of(view, "context")[1][0] == (
        "Army spokesman accuses France of spying (on 25 April 2022)."
    )


def test_a_day_without_news_says_so():
    view = on("2014-12-31")
    assert groups_of(view)["nothing"].notes == (
        "Nothing in the data begins, ends, moves or happens on this day.",
    )
    for part in (
        replace(view, filters=Filters(actors=("TGO",))),
        replace(view, known_by=view.day),
        replace(view, hidden=("military_bases",)),
    ):
        assert groups_of(part)["nothing"].notes == (
            "Nothing of what is shown begins, ends, moves or happens on this day.",
        )
