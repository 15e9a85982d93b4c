"""Pictures are as somebody has found them good (see tests/golden)."""

import numpy as np
import pytest
from PIL import Image

from tests import golden

# Another version of what draws smooths an edge otherwise, and a pixel then differs by little.
# A word that moved, or a symbol of another colour, is hundreds of pixels that differ by much.
NOTICEABLE = 32  # of 255, in any of the three colours
SHARE = 1 / 2000  # of the pixels may differ so much
MOST_BYTES = 150_000


def difference(one, other):
    """Return how much each pixel differs, and the same as a picture: black where it does not."""
    apart = np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).max(axis=2)
    return apart, Image.fromarray(np.minimum(apart * 4, 255).astype(np.uint8))


def compare(expected, drawn, folder, name):
    """Fail, with both pictures saved, if they differ by more than what is stated above."""
    actual, apart_path = folder / f"{name}-actual.png", folder / f"{name}-difference.png"
    drawn.save(actual)
    assert drawn.size == expected.size, f"{drawn.size} is not {expected.size}: see {actual}"
    apart, picture = difference(expected, drawn)
    share = float((apart > NOTICEABLE).mean())
    if share > SHARE:
        picture.save(apart_path)
        pytest.fail(
            f"{share:.3%} of the pixels differ by more than {NOTICEABLE}: see {actual} and"
            f" {apart_path}. If that is meant: python -m tests.golden",
            pytrace=False,
        )


@pytest.mark.parametrize("name", golden.PICTURES)
def test_a_picture_is_as_it_was_found_good(name, tmp_path):
    with Image.open(golden.path(name)) as expected:
        compare(expected.convert("RGB"), golden.drawn(name), tmp_path, name)


def test_there_is_a_picture_for_each_name_and_none_is_large():
    files = {path.stem: path.stat().st_size for path in golden.FOLDER.glob("*.png")}
    assert set(files) == set(golden.PICTURES)
    assert max(files.values()) < MOST_BYTES


@pytest.fixture(scope="module")
def everything():
    with Image.open(golden.path("everything")) as image:
        return image.convert("RGB")


def test_a_word_that_moved_is_noticed_and_both_pictures_are_kept(everything, tmp_path):
    moved = everything.copy()
    title = everything.crop((690, 20, 960, 70))  # the day, which is large
    moved.paste(title, (690, 21))
    with pytest.raises(pytest.fail.Exception) as caught:
        compare(everything, moved, tmp_path, "moved")
    for name in ("moved-actual.png", "moved-difference.png"):
        assert str(tmp_path / name) in str(caught.value)
        assert (tmp_path / name).stat().st_size


def test_a_symbol_of_another_colour_is_noticed(everything, tmp_path):
    changed = everything.copy()
    changed.paste((0xD5, 0x5E, 0x00), (300, 200, 324, 214))  # as large as the plate of a base
    with pytest.raises(pytest.fail.Exception):
        compare(everything, changed, tmp_path, "changed")


def test_edges_that_are_smoothed_otherwise_are_not(everything, tmp_path):
    pixels = np.asarray(everything, np.int16)
    softer = Image.fromarray(np.clip(pixels + 8, 0, 255).astype(np.uint8))
    compare(everything, softer, tmp_path, "softer")
