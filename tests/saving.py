"""What the tests of saving share: a layer of three features, and who changes them."""

import json
from datetime import UTC, datetime

import pytest

from layers import saving
from layers.saving.model import Change, Edit, SaveError
from tests.making import TODAY, make_feature, make_file

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LAYER = "military_bases"
NAME = f"{LAYER}.geojson"
# Of each person's own features.
SAVES = 20
PEOPLE = ("Awa", "Ben")


def base(feature_id, **changes):
    return make_feature(id=feature_id, site=feature_id, **changes)


def edit(opened, *changes, author="Awa", at=NOON):
    return Edit(opened.name, opened, changes, author, at)


def changed(feature_id, **changes):
    return Change(feature_id, base(feature_id, **changes))


def save(folder, opened, *changes, **more):
    return saving.save(folder, edit(opened, *changes, **more), today=TODAY)


def on_disk(folder, layer=LAYER):
    return (folder / f"{layer}.geojson").read_bytes()


def features(folder, layer=LAYER):
    found = json.loads(on_disk(folder, layer))["features"]
    return {each["properties"]["id"]: each for each in found}


def refused(folder, opened, *changes):
    before = on_disk(folder)
    with pytest.raises(SaveError) as caught:
        save(folder, opened, *changes)
    assert on_disk(folder) == before
    return caught.value


def three(folder):
    """A folder with a layer of three features."""
    (folder / NAME).write_bytes(make_file(base("a"), base("b"), base("c")))
    return folder


def many(folder):
    """A folder with a layer of one common feature, and some of each person's own."""
    ids = [f"{person.lower()}-{number}" for person in PEOPLE for number in range(SAVES)]
    (folder / NAME).write_bytes(make_file(base("common"), *(base(each) for each in ids)))
    return folder


def save_common(folder, opened, name, author="Awa"):
    """Give the common feature a name."""
    return save(folder, opened, changed("common", name=name), author=author)


def name_in(folder):
    """The name of the first feature, and how many there are."""
    found = json.loads((folder / NAME).read_bytes())["features"]
    return found[0]["properties"]["name"], len(found)
