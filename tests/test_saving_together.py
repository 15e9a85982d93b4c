"""What several people change at once is all in the file, or nothing of it is."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import saving
from layers.saving import keeping
from layers.saving.collection import collection_of, rewritten
from layers.saving.model import Change, Conflict, SaveError
from tests.making import make_file
from tests.saving import (
    LAYER,
    NOON,
    base,
    changed,
    features,
    on_disk,
    save,
    three,
)


@pytest.fixture
def folder(tmp_path) -> Path:
    return three(tmp_path)


def test_changes_of_different_features_are_both_kept(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="Awa's"), author="Awa")
    said = save(folder, opened, changed("c", name="Ben's"), author="Ben")
    assert said.merged
    assert [(each.by, each.ids) for each in said.others] == [("Awa", ("a",))]
    names = [each["properties"]["name"] for each in features(folder).values()]
    assert names == ["Awa's", "Invented place", "Ben's"]


@pytest.mark.parametrize("mine", [base("a", name="Ben's"), None])
@pytest.mark.parametrize("theirs", [base("a", name="Awa's"), None])
def test_one_feature_that_two_changed_is_shown_twice_and_nothing_is_written(folder, mine, theirs):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, Change("a", theirs), author="Awa")
    before = on_disk(folder)
    said = save(folder, opened, Change("a", mine), changed("c", name="x"), author="Ben")
    if mine is None and theirs is None:
        assert said.merged, "the same change twice"
        return
    (clash,) = said.features
    assert (clash.id, clash.mine, clash.theirs, clash.base) == ("a", mine, theirs, base("a"))
    assert (clash.theirs_by, clash.theirs_at) == ("Awa", NOON)
    assert on_disk(folder) == before


def test_who_saved_meanwhile_is_told_and_who_made_the_other_version(folder):
    save(folder, saving.open_layer(folder, LAYER), changed("c", name="1"), author="Before")
    opened = saving.open_layer(folder, LAYER)
    for feature_id, author in (("a", "Awa"), ("b", "Ben"), ("d", "Cleo")):
        save(folder, opened, changed(feature_id, name="2"), author=author)
    said = save(folder, opened, changed("e"))
    assert [each.by for each in said.others] == ["Awa", "Ben", "Cleo"]
    both = save(folder, opened, changed("b", name="3"), changed("a", name="3"))
    assert [(each.id, each.theirs_by) for each in both.features] == [("b", "Ben"), ("a", "Awa")]


def test_a_feature_that_i_only_hand_back_does_not_undo_what_others_did(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="Awa's"), Change("b", None))
    save(folder, opened, changed("a"), changed("b"), changed("c", name="Ben's"))
    names = {each: found["properties"]["name"] for each, found in features(folder).items()}
    assert names == {"a": "Awa's", "c": "Ben's"}


def test_the_same_change_twice_is_no_conflict(folder):
    opened = saving.open_layer(folder, LAYER)
    first = save(folder, opened, changed("a", name="Other"), changed("d"))
    again = save(folder, opened, changed("a", name="Other"), changed("d"), author="Ben")
    assert again.version == first.version
    assert again.merged


def test_two_new_features_of_one_id_are_a_conflict(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("d", name="Awa's"))
    said = save(folder, opened, changed("d", name="Ben's"))
    assert isinstance(said, Conflict)
    assert said.features[0].base is None


def test_a_conflict_is_settled_by_saving_on_top_of_what_is_there(folder):
    opened = saving.open_layer(folder, LAYER)
    save(folder, opened, changed("a", name="Awa's"))
    assert isinstance(save(folder, opened, changed("a", name="Ben's")), Conflict)
    said = save(folder, saving.open_layer(folder, LAYER), changed("a", name="Ben's"))
    assert not said.merged
    assert features(folder)["a"]["properties"]["name"] == "Ben's"


def test_what_somebody_changed_by_hand_is_merged_too(folder):
    opened = saving.open_layer(folder, LAYER)
    by_hand = make_file(base("a", name="by hand"), base("b"), base("c"), licence="free")
    (folder / f"{LAYER}.geojson").write_bytes(by_hand)
    said = save(folder, opened, changed("b", name="Awa's"))
    assert (said.merged, said.others) == (True, ())
    found = json.loads(on_disk(folder))
    assert found["licence"] == "free"
    clash = save(folder, opened, changed("a", name="Awa's")).features[0]
    assert (clash.theirs_by, clash.theirs_at) == ("", None)
    assert clash.theirs["properties"]["name"] == "by hand"


def test_an_editor_who_writes_at_the_last_moment_is_merged(folder, monkeypatch):
    opened = saving.open_layer(folder, LAYER)
    by_hand = make_file(base("a"), base("b"), base("c", name="by hand"))
    real, waiting = keeping._keep, [by_hand]

    def interrupted(*arguments):
        real(*arguments)
        if waiting:
            (folder / f"{LAYER}.geojson").write_bytes(waiting.pop())

    monkeypatch.setattr(keeping, "_keep", interrupted)
    said = save(folder, opened, changed("a", name="Awa's"))
    assert said.merged
    names = [each["properties"]["name"] for each in features(folder).values()]
    assert names == ["Awa's", "Invented place", "by hand"]
    newest, oldest = saving.history(folder, LAYER)
    assert saving.kept_bytes(folder, oldest) == opened.data, "and the first version is kept"
    assert (oldest.by, newest.by) == ("", "Awa")


def test_an_editor_who_never_stops_writing_is_told_of(folder, monkeypatch):
    opened = saving.open_layer(folder, LAYER)
    real, count = keeping._keep, iter(range(100))

    def interrupted(*arguments):
        real(*arguments)
        by_hand = make_file(base("a"), base("b"), base("c", name=f"by hand {next(count)}"))
        (folder / f"{LAYER}.geojson").write_bytes(by_hand)

    monkeypatch.setattr(keeping, "_keep", interrupted)
    with pytest.raises(SaveError, match="busy") as caught:
        save(folder, opened, changed("a", name="Awa's"))
    assert "military_bases.geojson" in caught.value.message("en")


def test_a_file_that_was_deleted_meanwhile_comes_back_with_my_changes_only(folder):
    opened = saving.open_layer(folder, LAYER)
    (folder / f"{LAYER}.geojson").unlink()
    assert isinstance(save(folder, opened, changed("a", name="x")), Conflict)
    assert not (folder / f"{LAYER}.geojson").exists()
    save(folder, opened, changed("d"))
    assert list(features(folder)) == ["d"]


IDS = [f"f{number}" for number in range(8)]
# A new name, a removal or nothing, for each feature that is there or may come.
ACTIONS = st.one_of(st.none(), st.just("remove"), st.text(st.characters(codec="utf-8"), min_size=1))


def named(feature_id, name):
    return {"type": "Feature", "properties": {"id": feature_id, "name": name}, "geometry": None}


def change_of(feature_id, action):
    return Change(feature_id, None if action == "remove" else named(feature_id, action))


@settings(max_examples=60)
@given(
    actions=st.fixed_dictionaries(dict.fromkeys(IDS, ACTIONS)),
    mine=st.sets(st.sampled_from(IDS)),
    indent=st.sampled_from([None, 2, "\t"]),
)
def test_any_two_sets_of_changes_of_different_features_are_both_kept(
    tmp_path_factory, actions, mine, indent
):
    start = {each: named(each, "before") for each in IDS[:5]}
    collection = {"type": "FeatureCollection", "features": list(start.values())}
    data = json.dumps(collection, indent=indent).encode()
    asked = {each: action for each, action in actions.items() if action is not None}
    sets = (
        [change_of(each, action) for each, action in asked.items() if each in mine],
        [change_of(each, action) for each, action in asked.items() if each not in mine],
    )
    expected = {**start, **{each: change_of(each, asked[each]).feature for each in asked}}
    expected = {each: feature for each, feature in expected.items() if feature is not None}
    for one, other in (sets, sets[::-1]):
        before = collection_of("notes", data)
        theirs = collection_of("notes", rewritten(before, {each.id: each.feature for each in one}))
        merge = saving.merged(before, theirs, {each.id: each.feature for each in other})
        assert merge.clashing == ()
        after = collection_of("notes", rewritten(theirs, merge.changes))
        assert {each: after.feature(each) for each in after.index} == expected
        text = after.scanner.text
        for each in start.keys() - asked.keys():
            old, new = before.elements[before.index[each]], after.elements[after.index[each]]
            assert text[new.start : new.end] == before.scanner.text[old.start : old.end]
