"""HTML for `st.html`, built from nested values: the one place where text becomes HTML.

Elements and attributes come from code only, and only those of the lists below; every
string is text and is escaped. Property text must reach the page through here and never
through Markdown, where a text may hold an image and so a request to another machine.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

ELEMENTS = frozenset(
    (
        "a aside bdi button caption code dd details div dl dt em footer h1 h2 h3 h4 header li ol p"
        " section small span strong summary table tbody td th thead time tr ul"
    ).split()
)
ATTRIBUTES = frozenset(
    (
        "aria-current aria-hidden aria-label aria-sort class colspan data-day data-feature"
        " datetime href id lang rel role scope style tabindex target type value"
    ).split()
)
# What a style may hold: variables of a style sheet that are a number or a colour.
_STYLE = re.compile(r"(--[a-z]+:(-?\d+(\.\d+)?%?|#[0-9A-Fa-f]{6});)+")


@dataclass(frozen=True, slots=True)
class Element:
    """One HTML element with what it holds."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node, ...]


# None and "" are nothing; a tuple is its parts, one after the other.
Node = str | Element | tuple["Node", ...] | None


def element(name: str, *children: Node, **attributes: str | None) -> Element:
    """Make an element. ``class_`` and ``aria_label`` stand for ``class`` and ``aria-label``.

    An attribute of None is left out.

    Raises:
        ValueError: an element or attribute that this module does not know, or a style that
            is more than numbers and colours.
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if name not in ELEMENTS or not named.keys() <= ATTRIBUTES:
        raise ValueError(f"No such markup: {name} {sorted(named)}")
    if not _STYLE.fullmatch(named.get("style") or "--none:0;"):
        raise ValueError(f"No such style: {named['style']}")
    given = tuple((key, value) for key, value in named.items() if value is not None)
    return Element(name, given, children)


def variables(**values: float | str) -> str:
    """Return a ``style`` that hands numbers (per cent) and colours to the style sheet."""
    return "".join(
        f"--{name}:{value};" if isinstance(value, str) else f"--{name}:{value:.2f}%;"
        for name, value in values.items()
    )


def picture(media_type: str, data: bytes, alt: str) -> Element:
    """Make an image that holds its bytes: none of ours is ever asked for at an address.

    Args:
        media_type: "image/webp" and the like.
        data: of the image.
        alt: what it shows, in words.
    """
    source = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    return Element("img", (("src", source), ("alt", alt)), ())


def link(url: str, *children: Node) -> Node:
    """Make a link to another site, or only its text if the address is not http(s)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return children
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return children
    return element("a", *children, href=url, rel="noopener noreferrer", target="_blank")


def opener(
    feature_id: str, *children: Node, day: str | None = None, **attributes: str | None
) -> Node:
    """Make a button that opens a feature on the map; under focus or pointer the map shows it.

    The map's script hears it (``timemap/assets/page_links.js``): no run of the page until
    the map has committed.

    Args:
        feature_id: of the feature.
        children: what the button says.
        day: YYYY-MM-DD to which the playhead moves; None leaves it, unless the feature
            would not show.
        attributes: as for `element`.
    """
    return element(
        "button", *children, type="button", data_feature=feature_id, data_day=day, **attributes
    )


def day_link(day: str, *children: Node) -> Node:
    """Make a button that moves the playhead to a day, YYYY-MM-DD, and leaves all else."""
    return element("button", *children, type="button", data_day=day, class_="day-link")


def written(text: str, language: str | None = None) -> Element:
    """Wrap a text that somebody wrote, so that its direction of writing stays its own."""
    return element("bdi", text, lang=language)


def joined(separator: str, nodes: Iterable[Node]) -> Node:
    """Put nodes one after the other with a text between them."""
    return tuple(
        part
        for index, node in enumerate(nodes)
        for part in ((separator, node) if index else (node,))
    )


def items(name: str, nodes: Iterable[Node], **attributes: str | None) -> Node:
    """Make a list, "ul" or "ol"; nothing if it would be empty."""
    entries = tuple(element("li", node) for node in nodes)
    return element(name, *entries, **attributes) if entries else None


def facts(pairs: Mapping[str, Node], **attributes: str | None) -> Node:
    """Make a list of terms and their values; pairs without a value are left out."""
    entries = tuple(
        element("div", element("dt", term), element("dd", value))
        for term, value in pairs.items()
        if value
    )
    return element("dl", *entries, **attributes) if entries else None


def render(node: Node) -> str:
    """Write the HTML of a node."""
    if node is None:
        return ""
    if isinstance(node, str):
        return html.escape(node, quote=True)
    if isinstance(node, tuple):
        return "".join(map(render, node))
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in node.attributes)
    if node.name == "img":  # holds nothing, and so is not closed
        return f"<img{attributes}>"
    return f"<{node.name}{attributes}>{render(node.children)}</{node.name}>"
