"""What a sub-editor knows of the subject: places, regions, ends, presence, twins, French."""

import json
from datetime import date

import pytest

from layers import atlas, knowledge
from layers.knowledge.gazetteer import gazetteer_of
from layers.reading import read_layer
from tests.making import SOURCE, TODAY, make_feature, make_file
from tests.shipped import GEODATA

SITES, BASES, MOVES = "massacre_sites", "military_bases", "troop_movements"
PLACES = read_layer("places", (GEODATA / "places.geojson").read_bytes(), today=TODAY).frame
GAZETTEER = gazetteer_of(PLACES)
GOSSI, MENAKA, KIDAL = (GAZETTEER.by_id[name].lonlat for name in ("gossi", "menaka", "kidal"))
# All of it is invented but the names and positions of the places.
AT_GOSSI = {"type": "Point", "coordinates": list(GOSSI)}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def line(*lonlats):
    return {"type": "LineString", "coordinates": [list(each) for each in lonlats]}


def doubts(**layers):
    """What is doubted of layers of these features, beside the places of the gazetteer."""
    frames = {"places": PLACES}
    for name, features in layers.items():
        read = read_layer(name, make_file(*features), today=TODAY)
        assert not [each for each in read.problems if each.severity == "error"]
        frames[name] = read.frame
    return knowledge.problems(frames)


def site(**changes):
    return make_feature(SITES, **{"geometry": AT_GOSSI, **changes})


def codes(**layers):
    return [problem.code for problem in doubts(**layers)]


# --- the gazetteer -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ké-Macina", "ke macina", "KE-MACINA", "ke-macina"])
def test_accents_case_and_hyphens_of_a_name_do_not_count(name):
    assert [place.id for place in GAZETTEER.named(name)] == ["ke-macina"]


def test_a_place_is_known_in_both_languages_and_without_its_aside():
    assert [place.id for place in GAZETTEER.named("Tombouctou")] == ["timbuktu"]
    assert [place.id for place in GAZETTEER.named("Intahaka")] == ["intahaka"]
    assert GAZETTEER.named("Nowhere") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killings near Gossi", [["gossi"]]),
        ("Diboli–Kayes road", [["diboli"], ["kayes"]]),
        ("Camp at Gao airfield (Serval)", [["gao-airfield"]]),
        ("Gao region", []),
        ("cercle de Gao", []),
        ("Inekar-Ouest", []),
        ("Attack on the boat Tombouctou", []),
        ("san and ber are words here", []),
    ],
)
def test_the_places_that_a_text_mentions(text, expected):
    found = [[place.id for place in group] for group in GAZETTEER.mentioned(text)]
    assert found == expected


# --- name and place against the point ------------------------------------------------------


def test_a_name_far_from_the_point_is_told_with_the_distance():
    (problem,) = doubts(massacre_sites=[site(name="Gossi killings", geometry=point(-0.56, 15.82))])
    assert problem.code == "place-distance"
    assert problem.property == "name"
    assert "Gossi lies about 80 km from this position" in problem.message("en")
    assert "Gossi se trouve à environ 80 km de cette position" in problem.message("fr")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Gossi killings", "geometry": point(-1.1, 15.82)},
        {"name": "Gossi killings", "geometry": point(-0.56, 15.82), "precision": "region"},
        {"name": "Gossi killings", "geometry": point(-0.56, 15.82), "place_note": "x"},
        {"name": "Killings between Gossi and Gao", "geometry": point(-0.56, 15.82)},
        {"name": "Killings on the Gossi road", "geometry": point(-0.56, 15.82)},
    ],
)
def test_what_is_near_between_or_explained_is_well(changes):
    assert codes(massacre_sites=[site(**changes)]) == []


def test_a_place_is_looked_up_by_its_id():
    base = make_feature(place="gosi", geometry=AT_GOSSI)
    (problem,) = doubts(military_bases=[base])
    assert problem.code == "place-unknown"
    assert "Did you mean gossi?" in problem.message("en")
    far = make_feature(place="kidal", geometry=AT_GOSSI)
    assert codes(military_bases=[far]) == ["place-distance"]
    assert codes(military_bases=[make_feature(place="gossi", geometry=AT_GOSSI)]) == []


def test_without_a_gazetteer_nothing_is_said_of_places():
    frame = read_layer(SITES, make_file(site(name="Kidal killings")), today=TODAY).frame
    assert knowledge.problems({SITES: frame}) == ()


# --- the region ----------------------------------------------------------------------------


def test_a_region_that_no_neighbour_lies_in_is_told():
    (problem,) = doubts(
        massacre_sites=[site(admin="Kidal region", geometry=point(-6.0, 13.7), name="Invented")]
    )
    assert problem.code == "admin-region"
    assert problem.property == "admin"
    said = problem.what("en")
    assert said.startswith('"admin" names Kidal, but the places around this position (')
    assert said.endswith(") all lie in Ségou.")


@pytest.mark.parametrize(
    "admin",
    [
        "Ségou region",
        "segou",
        "Niono cercle",
        "Niono cercle (also Kidal region)",
        "a region of no name",
        None,
    ],
)
def test_a_region_that_fits_or_is_not_known_is_well(admin):
    feature = site(admin=admin, geometry=point(-6.0, 13.7), name="Invented")
    assert codes(massacre_sites=[feature]) == []


def test_neighbours_that_disagree_say_nothing():
    between = point(-0.9, 15.9)  # Timbuktu and Gao meet here
    assert codes(massacre_sites=[site(admin="Kidal region", geometry=between)]) == []
    explained = site(admin="Kidal region", geometry=point(-6.0, 13.7), admin_note="x")
    assert codes(massacre_sites=[explained]) == []


# --- the ends of a movement ----------------------------------------------------------------


def move(*lonlats, **changes):
    return make_feature(MOVES, geometry=line(*lonlats), **changes)


def test_a_line_that_misses_its_end_is_told_with_the_distance():
    wrong = move(GOSSI, KIDAL, **{"from": "Gossi", "to": "Ménaka"})
    (problem,) = doubts(troop_movements=[wrong])
    assert (problem.code, problem.property) == ("line-end", "to")
    assert "its end lies about 299 km from there" in problem.what("en")
    assert '"to_note"' in problem.mend("en")


def test_a_line_that_goes_on_beyond_its_end_is_a_notice():
    beyond = move(GOSSI, MENAKA, KIDAL, **{"from": "Gossi", "to": "Menaka"})
    (problem,) = doubts(troop_movements=[beyond])
    assert (problem.code, problem.severity) == ("line-past-end", "notice")


@pytest.mark.parametrize(
    "changes",
    [
        {"from": "Gossi", "to": "Kidal"},
        {"from": "Gossi", "to": "Nowhere in the list"},
        {"from": "Gossi", "to": "Menaka", "to_note": "The source stops there."},
        {"from": None},
    ],
)
def test_ends_that_fit_are_unknown_or_explained_are_well(changes):
    assert codes(troop_movements=[move(GOSSI, KIDAL, **changes)]) == []


def test_the_places_of_a_blockade_need_only_lie_on_it():
    blocked = move(GOSSI, MENAKA, KIDAL, kind="blockade", **{"from": "Gossi", "to": "Menaka"})
    assert codes(troop_movements=[blocked]) == []


# --- presence ------------------------------------------------------------------------------


def event(start, **changes):
    late = [{**SOURCE, "date": "2025-12"}]
    return site(start=start, end=start, perpetrators=["FRA"], sources=late, **changes)


def test_somebody_who_had_left_is_told():
    base = make_feature(id="base", end="2022-08", geometry=AT_GOSSI)
    (problem,) = doubts(military_bases=[base], massacre_sites=[event("2022-09-01")])
    assert (problem.code, problem.property) == ("perpetrator-gone", "perpetrators[0]")
    assert "ends on 2022-08-31" in problem.what("en")


@pytest.mark.parametrize("start", ["2022-08-31", "2022-08", "2022", "2013-01-01"])
def test_somebody_who_may_still_have_been_there_is_not(start):
    base = make_feature(id="base", end="2022-08", geometry=AT_GOSSI)
    assert codes(military_bases=[base], massacre_sites=[event(start)]) == []


def test_of_whoever_has_a_base_without_end_or_none_nothing_is_known():
    bases = [
        make_feature(id="base", end="2022-08", geometry=AT_GOSSI),
        make_feature(id="open", site="other", end=None, geometry=point(1, 16)),
    ]
    assert codes(military_bases=bases, massacre_sites=[event("2024-01-01")]) == []
    mine = [make_feature(id="base", operator="UN", geometry=AT_GOSSI)]
    assert codes(military_bases=mine, massacre_sites=[event("2024-01-01")]) == []
    base = make_feature(id="base", end="2022-08", geometry=AT_GOSSI)
    noted = event("2024-01-01", perpetrators_note="x")
    assert codes(military_bases=[base], massacre_sites=[noted]) == []


# --- twins ---------------------------------------------------------------------------------


def test_one_thing_entered_twice_is_told_once():
    twice = [
        site(id="first", name="Invented"),
        site(id="second", name="The same", geometry=point(GOSSI[0] + 0.02, GOSSI[1])),
    ]
    (problem,) = doubts(massacre_sites=twice)
    assert (problem.code, problem.feature) == ("near-duplicate", "second")
    assert '"first" (line 4)' in problem.what("en")
    assert "about 2 km" in problem.what("en")


@pytest.mark.parametrize(
    ("east", "english", "french"),
    [
        (0.0, "and lies at the same place:", ", au même endroit"),
        (0.003, "less than a kilometre from it:", ", à moins d’un kilomètre"),
        (0.01, "about 1 km from it:", ", à environ 1 km"),
    ],
)
def test_twins_are_never_0_km_apart(east, english, french):
    twice = [site(id="a", name="A"), site(id="b", geometry=point(GOSSI[0] + east, GOSSI[1]))]
    (problem,) = doubts(massacre_sites=twice)
    assert english in problem.what("en")
    assert french in problem.what("fr")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1),
        ({"start": "2022-04"}, 1),  # the same day, less precisely
        ({"start": "2022-04-20"}, 0),
        ({"end": None}, 0),
        ({"kind": "airstrike"}, 0),
        ({"geometry": point(GOSSI[0] + 0.05, GOSSI[1])}, 0),
        ({"place_note": "Not first: the village across the river."}, 0),
    ],
)
def test_twins_have_kind_days_and_place_in_common(changes, expected):
    features = [site(id="first", name="A"), site(**{"id": "second", "name": "B", **changes})]
    assert codes(massacre_sites=features).count("near-duplicate") == expected


def test_two_operators_at_one_place_are_no_twins():
    bases = [
        make_feature(id="a", geometry=AT_GOSSI),
        make_feature(id="b", operator="MLI", site="b", geometry=AT_GOSSI),
    ]
    assert codes(military_bases=bases) == []


def test_movements_are_twins_only_if_both_ends_are():
    there = {"from": None, "to": None}
    moves = [move(GOSSI, KIDAL, id="a", **there), move(GOSSI, MENAKA, id="b", **there)]
    assert codes(troop_movements=moves) == []
    moves[1] = move(GOSSI, MENAKA, KIDAL, id="b", **there)
    assert codes(troop_movements=moves) == ["near-duplicate"]


def test_a_crowd_at_one_place_is_looked_through_in_order_of_time():
    crowd = [
        site(id=f"n-{n}", name="Invented", start=f"2022-{n // 28 + 1:02}-{n % 28 + 1:02}", end=None)
        for n in range(80)
    ]
    assert codes(massacre_sites=crowd) == []
    assert codes(massacre_sites=[*crowd, site(id="again", name="x", start="2022-02-03", end=None)])


# --- French --------------------------------------------------------------------------------


def test_a_feature_without_french_in_a_french_file_is_a_notice():
    mixed = [
        site(id="a", name="One", name_fr="Un"),
        site(id="b", name="Two", start="2022-05-01", end=None),
    ]
    (problem,) = doubts(massacre_sites=mixed)
    assert (problem.code, problem.severity, problem.feature) == ("french-missing", "notice", "b")
    english = [site(id="a", name="One"), site(id="b", name="Two", start="2022-05-01", end=None)]
    assert codes(massacre_sites=english) == []


# --- the shipped files ---------------------------------------------------------------------


def test_of_the_shipped_files_nothing_is_said():
    """Whatever a rule notices in them is mended, or explained in a note beside it."""
    assert atlas.load(GEODATA, today=date(2026, 12, 1)).problems == ()


def test_an_atlas_tells_what_is_doubtful(tmp_path):
    (tmp_path / "places.geojson").write_bytes((GEODATA / "places.geojson").read_bytes())
    bad = site(name="Kidal killings")
    (tmp_path / f"{SITES}.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [bad]}), encoding="utf-8"
    )
    found = atlas.load(tmp_path, today=TODAY)
    assert [problem.code for problem in found.problems] == ["place-distance"]
    assert found.layers[SITES].frame["id"].tolist() == ["one"]


@pytest.mark.parametrize("text", ["(" * 100_000, " " * 100_000, "Gao " * 25_000])
def test_a_text_of_any_length_is_looked_through(text):
    assert GAZETTEER.named(text) == ()
    assert len(list(GAZETTEER.mentioned(text))) == text.count("Gao")
