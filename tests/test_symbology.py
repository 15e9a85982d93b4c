"""Colours, shapes and sizes: told apart by everybody, and true to the figures."""

import itertools

import pytest

from layers import symbology, vocabulary


def test_every_family_has_its_own_colour_and_shape():
    styles = symbology.FAMILIES.values()
    assert set(symbology.FAMILIES) == set(vocabulary.FAMILIES)
    assert len({style.shape for style in styles}) == len(symbology.FAMILIES) == 8
    assert len({style.light for style in styles}) == len({style.dark for style in styles}) == 8


def test_every_actor_belongs_to_a_family_and_has_a_short_label():
    for code, actor in vocabulary.ACTORS.items():
        assert actor.family in symbology.FAMILIES, code
        assert 1 <= len(actor.label) <= 4, code


@pytest.mark.parametrize("family", symbology.FAMILIES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_code_is_readable_on_its_fill(family, dark):
    style = symbology.FAMILIES[family]
    fill = style.dark if dark else style.light
    assert symbology.contrast(style.ink(dark=dark), fill) >= 4.5


@pytest.mark.parametrize(
    ("killed", "land"), [("KILLED_LIGHT", "#FAF7F0"), ("KILLED_DARK", "#262C32")]
)
def test_discs_stand_out_from_the_land(killed, land):
    assert symbology.contrast(getattr(symbology, killed), land) >= 3


def test_contrast_of_black_and_white_is_twenty_one():
    assert symbology.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert symbology.contrast("#FFFFFF", "#000000") == pytest.approx(21)


def test_the_area_of_a_disc_is_proportional_to_its_figure():
    small, large = symbology.killed_radius_px(100), symbology.killed_radius_px(400)
    assert (large / small) ** 2 == pytest.approx(4)


def test_discs_are_capped_at_both_ends_and_never_shrink_as_figures_grow():
    radii = [symbology.killed_radius_px(killed) for killed in (0, 1, 10, 100, 500, 5000)]
    assert radii[0] == symbology.KILLED_RADIUS_MIN_PX
    assert radii[-1] == symbology.KILLED_RADIUS_MAX_PX
    assert all(a <= b for a, b in itertools.pairwise(radii))


def test_an_unknown_code_is_drawn_as_unknown():
    assert symbology.family_of("FRA") == "france"
    assert symbology.family_of("NO_SUCH_CODE") == symbology.family_of("UNKNOWN")
