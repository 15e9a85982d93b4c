"""One picture in the making: what all parts of its pages need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from layers import catalogue
from layers.export import qr, titles
from layers.export.plates.plan import FORMS, Form
from layers.export.style import Style, style_of

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition, Imprint, Sheet
    from layers.export.mercator import MapFrame
    from layers.view import View


# Where a reader finds what the page with the map has no room for.
Further = Literal["pages", "link", "nowhere"]

# Signs of a title. Briefers' are shorter, but a file may give a feature a name without end,
# which would leave no room for the map.
_LONGEST: Final = 900


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A composition with its atlas, and how its pages are set.

    Attributes:
        atlas: whose features.
        composition: what is pictured.
        link: address of the view, "" for none.
        style: of the pages.
        form: of the pages.
        further: where what the page with the map has no room for is to be found.
    """

    atlas: Atlas
    composition: Composition
    link: str
    style: Style
    form: Form
    further: Further = "pages"

    @property
    def view(self) -> View:
        """Return what is shown."""
        return self.composition.view

    @property
    def language(self) -> Language:
        """Return the language of every word."""
        return self.view.language

    @property
    def sheet(self) -> Sheet:
        """Return the form of the page."""
        return self.composition.size

    def said(self, key: str, **slots: object) -> str:
        """Return words of the catalogue in the language of the picture."""
        return catalogue.text(key, self.language, **slots)

    def counted(self, key: str, number: int, **slots: object) -> str:
        """Return a singular or plural of the catalogue."""
        return catalogue.counted(key, number, self.language, **slots)

    def elsewhere(self, key: str, number: int) -> str:
        """Return words on what the page has no room for: how many, and where they are."""
        return self.counted(key, number, where=self.where)

    @property
    def where(self) -> str:
        """Return where a reader finds what the page has no room for."""
        return self.said(f"plate.where_{self.further}")

    def subject(self, frame: MapFrame) -> str:
        """Return the title that stands beside the date."""
        return _cut(self.composition.title or titles.subject(self.atlas, self.view, frame))

    def title(self, frame: MapFrame) -> str:
        """Return the title of the page, which has the date in it unless the briefer wrote it."""
        return _cut(self.composition.title or titles.proposed(self.atlas, self.view, frame))


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def scene_of(
    atlas: Atlas, composition: Composition, imprint: Imprint, *, alone: bool = False
) -> Scene:
    """Return the scene of a composition.

    Args:
        atlas: whose features.
        composition: what is pictured.
        imprint: where the permalink leads.
        alone: whether the page with the map is handed over without those that follow it.
    """
    link = qr.link_of(composition.view, imprint)
    further: Further = "pages"
    if alone:
        further = "link" if link else "nowhere"
    return Scene(atlas, composition, link, style_of(composition), FORMS[composition.sheet], further)
