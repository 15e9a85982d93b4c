"""The days that a picture shows: one, or the two of a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.view import View


def views_of(view: View) -> tuple[View, ...]:
    """Return the view of each day that a picture shows, none compared, the earlier first."""
    if view.against is None:
        return (view,)
    first, last = sorted((view.day, view.against))
    return replace(view, day=first, against=None), replace(view, day=last, against=None)
