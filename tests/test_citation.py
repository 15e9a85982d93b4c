"""A feature as plain text to be cited, word by word."""

from layers.citation import Colophon, citation
from layers.evidence import Claim, Source

NBSP, THIN = "\u00a0", "\u202f"
COLOPHON = Colophon("0123456789abcdef", "https://temoin.example/?id=x&lang=en")
SOURCE = Source("A report", "The Paper", "2022-04", "https://paper.example/1")
BASE = {
    "name": "Camp of the example",
    "name_fr": "Camp de l’exemple",
    "kind": "camp",
    "operator": "FRA",
    "start": "2018-09",
    "end": "2022-04-19",
    "status": "confirmed",
    "notes": {},
}
SITE = {
    "name": "Example",
    "name_fr": None,
    "kind": "massacre",
    "perpetrators": ("MLI",),
    "killed_min": 203,
    "killed_max": 500,
    "killed_open": True,
    "start": "2022-03-27",
    "end": "2022-03-31",
    "status": "disputed",
    "notes": {},
}


def test_a_base_is_cited_with_its_holder_its_dates_and_its_sources():
    sources = ((0, SOURCE), (2, Source("Untitled page")))
    assert citation(BASE, (), sources, "en", COLOPHON).splitlines() == [
        "Camp of the example – camp, France, from September 2018 to 19 April 2022.",
        "Sources:",
        "[1] The Paper, “A report”, April 2022. https://paper.example/1",
        "[3] “Untitled page”, undated.",
        "Témoin, data version 0123456789abcdef.",
        "https://temoin.example/?id=x&lang=en",
    ]
    assert citation(BASE, (), sources[:1], "fr", COLOPHON).splitlines()[:3] == [
        "Camp de l’exemple – camp, France, de septembre 2018 au 19 avril 2022.",
        f"Sources{THIN}:",
        f"[1] The Paper, «{NBSP}A report{NBSP}», avril 2022. https://paper.example/1",
    ]


def test_what_is_disputed_is_cited_with_both_sides_and_names_no_perpetrator():
    claims = (
        Claim("OHCHR", "HCDH", "asserts", "x"),
        Claim("The government", None, "denies", "y"),
        Claim("OHCHR", "HCDH", "asserts", "z"),
    )
    lines = citation(SITE, claims, ((0, SOURCE),), "en", COLOPHON).splitlines()
    assert lines[:5] == [
        "Example – massacre, 27–31 March 2022.",
        "203 to 500 or more killed, according to the sources.",
        "Disputed: the sources contradict each other.",
        "Asserted by: OHCHR.",
        "Denied by: The government.",
    ]
    assert "Malian" not in "\n".join(lines)


def test_a_number_that_nobody_knows_is_said_to_be_unknown():
    unknown = SITE | {"killed_min": None, "killed_max": None, "killed_open": None}
    lines = citation(unknown, (), (), "en", COLOPHON).splitlines()
    assert lines[1] == "Number killed not known."


def test_a_citation_as_reported_by_a_day_says_so():
    then = Colophon("0", "https://x.example/", known_by=19112)
    assert "As reported by 30 April 2022." in citation(BASE, (), (), "en", then).splitlines()
    assert "Tel que rapporté au 30 avril 2022." in citation(BASE, (), (), "fr", then).splitlines()


def test_a_name_of_several_lines_stays_on_its_line():
    facts = BASE | {"name": "Camp\nSources:\n[1] forged"}
    first = citation(facts, (), (), "en", COLOPHON).splitlines()[0]
    assert first.startswith("Camp Sources: [1] forged – camp")
