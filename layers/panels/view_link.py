"""Links to another view of the same data: words of the page that change what it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from layers import address, payload
from layers.filters import Filters
from layers.panels.markup import element

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.panels.markup import Node
    from layers.view import View


def link(view: View, *children: Node) -> Node:
    """Make a link that shows a view.

    It is an address like any other: it can be copied and opened in a tab of its own. A plain
    click changes the view in place (``timemap/assets/page_links.js``).
    """
    return element("a", *children, href=href(view), class_="turn")


def href(view: View) -> str:
    """Return the address of a view, relative to the page."""
    return f"?{urlencode({**address.write(view), 'lang': view.language})}"


def reported_then(view: View) -> View:
    """Return the view with only what our sources had reported by the day that it shows."""
    return replace(view, known_by=view.day)


def near_bases_of(atlas: Atlas, view: View, operator: str) -> View:
    """Return all events near a base of an operator while it stood, as a table, with the bases."""
    return replace(
        view,
        day=payload.period(atlas)[1],
        mode="sofar",
        selected=None,
        hidden=tuple(name for name in view.hidden if name == "milestones"),
        filters=Filters(around=(operator,)),
        panel="table",
        story=None,
        against=None,
        center=None,
        zoom=None,
    )
