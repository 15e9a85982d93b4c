"""The questions that a viewer comes with: each a link, and its answer word by word."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest

from layers import address, catalogue, comparison, dates, lookup, visibility
from layers import atlas as atlases
from layers.chronicle import kept_back
from layers.filters import Filters
from layers.panels import citing, describing, markup, neighbours, questions, view_link
from layers.view import View
from tests.shipped import GEODATA
from tests.test_card import evidence_of, lines, strip_of, words

THIN = catalogue.NARROW_SPACE
OPENING = View()


@pytest.fixture(scope="module")
def atlas():
    return atlases.load(GEODATA, today=date(2026, 6, 30))


def asked(atlas, language="en", **changes):
    return questions.questions(atlas, replace(OPENING, language=language, **changes))


def answers(atlas, language="en", **changes):
    """Return the view that each question leads to, read as the page reads its address."""
    hrefs = re.findall(r'href="\?([^"]*)"', markup.render(asked(atlas, language, **changes)))
    found = []
    for href in hrefs:
        parameters = dict(parse_qsl(unescape(href)))
        assert parameters.pop("lang") == language
        view, unread = address.read(parameters, replace(OPENING, language=language))
        assert unread == ()
        found.append(view)
    return found


def test_the_questions_word_by_word(atlas):
    assert lines(asked(atlas), "li") == [
        "Gao airfield (Korogoussou): who held it on 15 August 2022, the day that France left?",
        "Moura massacre: what is known, and who denies it?",
        "Wagner group: which massacre sites lie within 50 km of a base while it stood?",
        "What changed between 23 March 2022 and 22 April 2022?",
        "What had been reported by 22 April 2022?",
    ]


def test_les_questions_mot_a_mot(atlas):
    assert lines(asked(atlas, "fr"), "li") == [
        f"Aérodrome de Gao{THIN}: qui tenait le site le 15 août 2022, jour du départ de la"
        f" France{THIN}?",
        f"Massacre de Moura{THIN}: que sait-on, et qui le dément{THIN}?",
        f"Groupe Wagner{THIN}: quels lieux de massacre se trouvent à moins de 50 km d’une base"
        f" tant qu’elle existait{THIN}?",
        f"Qu’est-ce qui a changé entre le 23 mars 2022 et le 22 avril 2022{THIN}?",
        f"Qu’avait-on rapporté au 22 avril 2022{THIN}?",
    ]


@pytest.mark.parametrize(
    ("language", "holders", "passed"),
    [
        (
            "en",
            "On 15 August 2022: France; Malian armed forces; Wagner group (disputed).",
            "Changed hands on 15 August 2022: France → Malian armed forces.",
        ),
        (
            "fr",
            f"Le 15 août 2022{THIN}: France{THIN}; Forces armées maliennes{THIN};"
            " Groupe Wagner (contesté).",
            f"Changement de mains le 15 août 2022{THIN}: France → Forces armées maliennes.",
        ),
    ],
)
def test_who_held_gao_on_the_day_that_the_french_left(atlas, language, holders, passed):
    answer = answers(atlas, language)[0]
    assert (dates.iso(answer.day), answer.mode) == ("2022-08-15", "on")
    assert answer.selected in visibility.visible(atlas, answer).ids()
    site = lookup.find(atlas, answer.selected).facts["site"]
    strip = strip_of(atlas, site, answer.selected, answer)
    assert lines(strip, "p")[0] == holders
    assert lines(strip, "li")[0] == passed


MOURA = {
    "en": (
        "Massacre sites · massacre disputed Moura massacre 27–31 March 2022 203 to 500 or more"
        " killed, according to the sources lowest figure 203 highest figure 500 or more Disputed:"
        " the sources contradict each other.",
        [
            "OHCHR asserts at least 500 people were killed unlawfully by Malian forces and foreign"
            " military personnel 12 May 2023 · source 1",
            "Malian army denies 203 terrorists were killed and 51 arrested in an anti-terrorist"
            " operation; no Russian fighters took part 1 April 2022 · source 3",
            "Human Rights Watch asserts about 300 men, some of them suspected fighters, were"
            " executed 5 April 2022 · source 2",
            "Malian government denies no civilian of Moura lost their life; the UN report is a"
            " biased fiction 13 May 2023 · source 4",
            "Russian foreign ministry denies congratulated Mali on a victory over terrorism and"
            " called the massacre reports disinformation date of report unknown · source 5",
        ],
    ),
    "fr": (
        "Lieux de massacre · massacre contesté Massacre de Moura 27–31 mars 2022 203 à 500 morts"
        f" ou plus, selon les sources bilan le plus bas{THIN}: 203 bilan le plus élevé{THIN}: 500"
        f" ou plus Contesté{THIN}: les sources se contredisent.",
        [
            "HCDH affirme au moins 500 personnes ont été tuées illégalement par les forces"
            " maliennes et du personnel militaire étranger 12 mai 2023 · source 1",
            "Armée malienne dément 203 terroristes ont été tués et 51 arrêtés lors d'une opération"
            f" antiterroriste{THIN}; aucun combattant russe n'y a pris part 1er avril 2022"
            " · source 3",
            "Human Rights Watch affirme environ 300 hommes, dont certains étaient des combattants"
            " présumés, ont été exécutés 5 avril 2022 · source 2",
            f"Gouvernement malien dément aucun civil de Moura n'a perdu la vie{THIN}; le rapport de"
            " l'ONU est une fiction biaisée 13 mai 2023 · source 4",
            "Ministère russe des Affaires étrangères dément a félicité le Mali pour une victoire"
            " sur le terrorisme et qualifié de désinformation les informations faisant état d'un"
            " massacre date du compte rendu inconnue · source 5",
        ],
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_known_about_moura_and_who_denies_it(atlas, language):
    answer = answers(atlas, language)[1]
    assert answer.selected == "moura-2022-03"
    assert answer.selected in visibility.visible(atlas, answer).ids()
    headline, claims = MOURA[language]
    found = lookup.find(atlas, answer.selected)
    assert words(describing.headline(found, language)) == headline
    ledger = citing.claims(evidence_of(atlas, answer.selected), language)
    assert [straight(line) for line in lines(ledger, "li")] == claims


GOSSI = {
    "en": [
        "French military report seen by AP asserts A sensor observed about a dozen white men, most"
        " likely Wagner, unloading equipment with a Malian detachment. 19 April 2022 · source 1",
        "Government of Mali denies France spied with a drone and published fabricated images to"
        " smear the Malian army. 26 April 2022 · source 2",
        "Government of Mali denies No private security company works for Mali; there is only"
        " long-standing military cooperation with the Russian state. April 2022 · source 3",
        "Government of Russia denies Moscow, too, denied that Russian mercenaries were present;"
        " officially it sends trainers and equipment. April 2022 · source 3",
    ],
    "fr": [
        "Rapport militaire français consulté par AP affirme Un capteur a observé une douzaine"
        " d'hommes blancs, très probablement de Wagner, en train de décharger du matériel avec un"
        " détachement malien. 19 avril 2022 · source 1",
        "Gouvernement du Mali dément La France a espionné au moyen d'un drone et publié des images"
        " fabriquées pour salir l'armée malienne. 26 avril 2022 · source 2",
        f"Gouvernement du Mali dément Aucune société de sécurité privée ne travaille pour le"
        f" Mali{THIN}; il n'existe qu'une coopération militaire de longue date avec l'État russe."
        " avril 2022 · source 3",
        f"Gouvernement de la Russie dément Moscou a également démenti la présence de mercenaires"
        f" russes{THIN}; officiellement, elle envoie des instructeurs et du matériel."
        " avril 2022 · source 3",
    ],
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_said_of_wagner_at_gossi_and_who_denies_it(atlas, language):
    ledger = citing.claims(evidence_of(atlas, "gossi-wagner"), language)
    assert [straight(line) for line in lines(ledger, "li")] == GOSSI[language]


def straight(text):
    """The files may write either apostrophe."""
    return text.replace("’", "'")


def test_which_massacres_lie_within_50_km_of_a_wagner_base(atlas):
    answer = answers(atlas)[2]
    assert answer.filters == Filters(around=("WAGNER",))
    assert (answer.panel, answer.mode) == ("table", "sofar")
    shown = visibility.visible(atlas, answer)
    by_layer = {layer.name for layer, _, _ in shown.features()}
    assert by_layer == {"military_bases", "massacre_sites"}
    assert {"gossi-wagner", "gossi-mass-grave-2022-04"} <= set(shown.ids())
    assert kept_back(answer)[0] == (
        "Only massacre sites within 50 km of a base (Wagner group) while it stood, and these"
        " bases. Nearness says nothing about who was responsible."
    )


def test_the_same_question_is_asked_on_the_card_of_every_base(atlas):
    found = lookup.find(atlas, "gossi-wagner")
    near = neighbours.around(atlas, found, replace(OPENING, selected="gossi-wagner"))
    assert "The same for all bases of: Wagner group" in words(near)
    (href,) = re.findall(r'class="turn"|href="(\?[^"]*)" class="turn"', markup.render(near))
    assert "around=WAGNER" in unescape(href)


def test_what_happened_between_two_dates(atlas):
    answer = answers(atlas)[3]
    assert (dates.iso(answer.against), dates.iso(answer.day)) == ("2022-03-23", "2022-04-22")
    compared = comparison.compare(atlas, answer)
    told = [line.text for group in compared.groups for line in group.lines]
    assert any(text.startswith("Moura massacre") for text in told)
    assert any("Gossi" in text for text in told)


def test_what_was_known_at_the_time(atlas):
    answer = answers(atlas)[4]
    assert answer.known_by == answer.day == OPENING.day
    then, now = (visibility.visible(atlas, view).ids() for view in (answer, OPENING))
    assert set(then) < set(now)


def test_the_last_two_are_about_the_day_that_is_shown(atlas):
    assert lines(asked(atlas, day=dates.parse("2020-08-18").first), "li")[3:] == [
        "What changed between 19 July 2020 and 18 August 2020?",
        "What had been reported by 18 August 2020?",
    ]


def test_a_folder_without_bases_and_events_gives_rise_to_few_questions(tmp_path):
    bare = atlases.load(tmp_path, today=date(2026, 6, 30))
    assert lines(asked(bare), "li") == [
        "What changed between 23 March 2022 and 22 April 2022?",
        "What had been reported by 22 April 2022?",
    ]


def test_a_link_to_another_view_is_an_address_of_its_own():
    view = View(known_by=OPENING.day, filters=Filters(text="Ménaka & co"), language="fr")
    link = markup.render(view_link.link(view, "<there>"))
    assert link.startswith('<a href="?d=2022-04-22&amp;m=last90')
    assert link.endswith('q=M%C3%A9naka+%26+co&amp;lang=fr" class="turn">&lt;there&gt;</a>')
