import pytest

from layers import catalogue, vocabulary
from layers.catalogue import LANGUAGES
from layers.vocabulary import ACTORS, FAMILIES, LAYERS

SPECS = list(LAYERS.values())
FIELDS = [(spec.name, field) for spec in SPECS for field in spec.fields]
COMMON = ("id", "name", "name_fr", "start", "end", "summary", "summary_fr")
COMMON += ("status", "precision", "claims", "sources")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_layer_has_the_common_properties_once(spec):
    names = [field.name for field in spec.fields]
    assert len(names) == len(set(names))
    assert set(COMMON) <= set(names)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_what_the_contract_prints_bold_is_required(spec):
    required = {field.name for field in spec.fields if field.required}
    assert {"id", "name", "start", "status", "precision", "sources", "kind"} <= required
    own = {"military_bases": {"site", "operator"}, "troop_movements": {"actor"}}
    assert own.get(spec.name, set()) <= required


@pytest.mark.parametrize(("layer", "field"), FIELDS, ids=lambda part: getattr(part, "name", part))
def test_codes_are_listed_and_nothing_else_is(layer, field):
    assert bool(field.allowed) == (field.type in ("code", "codes"))
    assert len(field.allowed) == len(set(field.allowed))


def test_eight_families_hold_all_actors():
    assert len(FAMILIES) <= 8
    assert {actor.family for actor in ACTORS.values()} == set(FAMILIES)


def test_labels_tell_actors_apart():
    labels = [actor.label for actor in ACTORS.values()]
    assert len(labels) == len(set(labels))
    assert all(1 <= len(label) <= 5 for label in labels)


@pytest.mark.parametrize(
    "key",
    [f"actor.{code}" for code in ACTORS]
    + [f"family.{family}" for family in FAMILIES]
    + [f"layer.{name}" for name in LAYERS]
    + [f"status.{status}" for status in vocabulary.STATUSES]
    + [f"precision.{precision}" for precision in vocabulary.PRECISIONS]
    + [f"stance.{stance}" for stance in vocabulary.STANCES]
    + [f"mode.{mode}" for mode in vocabulary.TRAVEL_MODES]
    + sorted({f"kind.{kind}" for spec in SPECS for kind in spec.field("kind").allowed}),
)
def test_every_code_has_a_name_in_both_languages(key):
    assert catalogue.has(key)
    assert all(catalogue.text(key, language) for language in LANGUAGES)


def test_a_note_is_told_by_its_ending():
    assert vocabulary.is_note("end_note")
    assert vocabulary.is_note("killed_note_fr")
    assert not vocabulary.is_note("notes")
    assert not vocabulary.is_note("end")


def test_a_field_is_found_by_its_name():
    assert LAYERS["military_bases"].field("operator").required
    assert LAYERS["military_bases"].field("killed_min") is None
