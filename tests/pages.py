"""Small pages of our own invention, for what turns pages into bytes."""

from __future__ import annotations

from typing import Any

from layers.export.drawing import Box, Group, Page, Paint, Shape, Text, circle, rectangle

SIZE = Box(0, 0, 320, 180)
LINK = "https://temoin.example/?d=2022-04-19&lang=en"


def make_page(*groups: Group, **changes: Any) -> Page:
    """A page with a title, a map of one base, sources and an imprint, and what is handed in."""
    fields = {
        "width": SIZE.width,
        "height": SIZE.height,
        "groups": (*_paper(), *_map(), *_words(), *groups),
        "language": "en",
        "title": "Invented place, 19 April 2022",
        "description": "Map of an invented place: one base, disputed.",
        "notes": "One party: it was so. The other party: it was not.",
        "features": ("invented",),
    }
    return Page(**(fields | changes))


def make_text_page(text: str, **changes: Any) -> Page:
    """A page with nothing but one text on white paper."""
    return make_page(groups=(*_paper(), Group((Text(10, 90, text, 24),), "notes")), **changes)


def _paper() -> tuple[Group, ...]:
    return (Group((Shape(rectangle(SIZE), Paint(fill="#FFFFFF")),), "page"),)


def _map() -> tuple[Group, ...]:
    frame = Box(10, 40, 180, 100)
    land = Shape("M-40 60L400 20L160 300Z", Paint(fill="#EFEBE0", stroke="#9A958A"))
    base = (
        Shape(circle(0, 0, 9), Paint(fill="#0072B2", hatch="#FFFFFF", stroke="#1F2328")),
        Text(0, 3, "FRA", 8, "bold", "#FFFFFF", "middle"),
    )
    name = Text(116, 92, "Gossi", 12, "semibold", halo="#FFFFFF")
    placed = Group(base, name="Gossi base, France", features=("invented",), shift=(100.0, 90.0))
    return (
        Group((land,), "ground", clip=frame),
        Group((placed,), "symbols", clip=frame),
        Group((name,), "labels", clip=frame),
    )


def _words() -> tuple[Group, ...]:
    return (
        Group(
            (Text(0, 18, "19 April 2022", 18, "bold"), Text(0, 29, "On this day", 9)),
            "title",
            shift=(10.0, 0.0),
        ),
        Group(
            (
                Text(0, 10, "Sources", 9, "bold"),
                Text(0, 22, "1", 9, "semibold"),
                Text(12, 22, "Nobody, “Invented", 9, link="https://www.iana.org/report"),
                Text(12, 34, "report”, May 2022", 9, link="https://www.iana.org/report"),
            ),
            "sources",
            "Sources",
            shift=(200.0, 40.0),
        ),
        Group(
            (Text(10, 160, "Data version 0123", 9), Text(10, 172, LINK, 9, link=LINK)),
            "imprint",
        ),
    )
