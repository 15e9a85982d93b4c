"""The invented features of the benchmark are valid, always the same, and as many as they say."""

from datetime import date

import numpy as np
import pytest

from layers.atlas_store import AtlasStore
from tests.bench import invented

COUNT = 3000


@pytest.fixture(scope="module")
def features() -> invented.Invented:
    return invented.invent(COUNT)


def test_they_are_read_without_a_problem(features, tmp_path):
    invented.write(features, tmp_path)
    atlas = AtlasStore(tmp_path, today=lambda: date(2026, 6, 1)).current()
    assert not atlas.problems
    assert sum(len(layer.frame) for layer in atlas.layers.values()) == COUNT
    assert len(atlas.layers["troop_movements"].frame) == COUNT // invented.LINES_IN


def test_they_mean_the_same_to_the_atlas(features, tmp_path):
    invented.write(features, tmp_path)
    layers = AtlasStore(tmp_path).current().layers.values()
    for column, mine in (("begin_day", features.begin), ("end_day", features.end)):
        read = np.concatenate([layer.frame[column].to_numpy() for layer in layers])
        assert sorted(read) == sorted(mine)


def test_they_are_the_same_in_every_run(features, tmp_path):
    written = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        invented.write(invented.invent(COUNT), folder)
        written.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert written[0] == written[1]
    assert invented.invent(COUNT).points() == features.points()


def test_so_many_are_shown(features):
    middle = invented.day_begun()
    assert features.shown("sofar", middle).mean() == pytest.approx(invented.BEGUN, abs=0.02)
    assert features.shown("sofar", invented.LAST).all()
    assert 0.05 < features.shown("on", middle).mean() < 0.09
