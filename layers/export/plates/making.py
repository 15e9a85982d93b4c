"""A composition -> its pages."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from layers import comparison
from layers.export import prose, sources
from layers.export.drawing import Box, Group, Page, Paint, Shape, rectangle
from layers.export.plates import compared as compared_page
from layers.export.plates import disputes, first, further, glyphs, notes
from layers.export.plates.scene import scene_of
from layers.export.plates.words import Words
from layers.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from layers.atlas import Atlas
    from layers.export.composition import Composition, Imprint
    from layers.export.mercator import MapFrame
    from layers.export.plates.first import Laid
    from layers.export.plates.scene import Scene
    from layers.export.sources import Cited
    from layers.visibility import Visible


def plates(
    atlas: Atlas, composition: Composition, imprint: Imprint, *, alone: bool = False
) -> tuple[Page, ...]:
    """Return the pages of a composition: first the map, then what it had no room for.

    Further pages list the disputes with both sides and the sources of what is visible; no
    source is left out. A comparison's list of differences goes on there, too.

    Args:
        atlas: whose features.
        composition: view, sheet, title and theme.
        imprint: where the permalink leads.
        alone: whether the first page is handed over without the others, as a picture or the
            frame of a film is: what it has no room for is then at its link, not overleaf.
    """
    scene = scene_of(atlas, composition, imprint, alone=alone)
    return _plates(scene)


def _plates(scene: Scene) -> tuple[Page, ...]:
    shown = visible(scene.atlas, scene.view)
    is_compared = scene.view.against is not None
    laid, cited = _compared(scene) if is_compared else _first(scene, shown)
    title = scene.title(laid.frame)
    groups = (laid.groups, *further.pages(scene, title, laid.left))
    return tuple(_pages(scene, (title, cited), groups, tuple(shown.ids())))


def _first(scene: Scene, shown: Visible) -> tuple[Laid, tuple[Cited, ...]]:
    """Return the page with the map, and the sources under its numbers.

    If no typeface has a sign of the page, it says so.
    """
    atlas, view = scene.atlas, scene.view
    found = sources.cited(atlas, view)
    denied = disputes.denied(atlas, view, shown)
    extent, ids = notes.extents(shown), shown.ids()

    def cited(inside: NDArray[np.bool_]) -> tuple[Cited, ...]:
        # What lies in the frame comes first: there may be room for few.
        return sources.with_first(found, set(compress(ids, inside.tolist())))

    def lay(unset: tuple[str, ...]) -> Laid:
        def tell(frame: MapFrame) -> Words:
            inside = notes.in_frame(extent, frame)
            said = notes.notes(atlas, view, shown, int(inside.sum()))
            disputed = disputes.grouped(denied, view.selected, inside.tolist())
            return Words((*unset, *said), disputed, cited(inside))

        return first.lay(scene, shown, tell)

    laid = _with_missing(lay, scene)
    return laid, cited(notes.in_frame(extent, laid.frame))


def _compared(scene: Scene) -> tuple[Laid, tuple[Cited, ...]]:
    """Return the page with two maps, in the same way."""
    atlas, view = scene.atlas, scene.view
    compared = comparison.compare(atlas, view)
    days = compared_page.days_of(view)
    said = notes.of_comparison(atlas, view, compared.notes)
    denied = {
        each.id: each for day in days for each in disputes.denied(atlas, day, visible(atlas, day))
    }
    found = disputes.grouped(denied.values(), view.selected)
    cited = sources.cited(atlas, view)
    laid = _with_missing(
        lambda unset: compared_page.lay(scene, compared, Words((*unset, *said), found, cited)),
        scene,
    )
    return laid, cited


def _with_missing(lay: Callable[[tuple[str, ...]], Laid], scene: Scene) -> Laid:
    laid = lay(())
    unset = glyphs.missing_words(laid.groups, scene.language)
    return lay((unset,)) if unset else laid


def _pages(
    scene: Scene,
    said: tuple[str, tuple[Cited, ...]],
    groups: Sequence[Sequence[Group]],
    ids: tuple[str, ...],
) -> Iterator[Page]:
    title, cited = said
    sheet = scene.sheet
    paper = Shape(
        rectangle(Box(0, 0, sheet.width, sheet.height)), Paint(fill=scene.style.colours.paper)
    )
    for number, each in enumerate(groups):
        is_first = number == 0
        page = scene.said("plate.page", page=number + 1, pages=len(groups))
        yield Page(
            width=sheet.width,
            height=sheet.height,
            groups=(Group((paper,), "page"), *each),
            language=scene.language,
            title=title if is_first else scene.said("plate.title_page", title=title, page=page),
            description=prose.described(scene.atlas, scene.view) if is_first else page,
            notes=prose.notes(scene.atlas, scene.view, cited) if is_first else "",
            features=ids,
        )
