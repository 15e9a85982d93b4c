"""How many people were killed, drawn: a bar from nothing to the lowest figure, on to the highest.

The words beside it say the same; the bar is for the eye only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from layers import catalogue, symbology
from layers.panels import markup
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.catalogue import Language
    from layers.panels.markup import Node

# Where the highest figure stands if it is "at least": the rest of the bar runs out openly.
_OPEN_END: Final = 80.0


def drawn(facts: Mapping[str, Any], language: Language) -> Node:
    """Return the bar with its two figures; nothing where there is no range to draw.

    One figure that is sure to be the only one is no range, and no figure is no bar: a
    number that nobody knows is never drawn as zero.
    """
    lowest, highest = facts.get("killed_min"), facts.get("killed_max")
    is_open = bool(facts.get("killed_open")) or highest is None
    top = highest if highest is not None else lowest
    if not top or (lowest == highest and not is_open):
        return None
    end = _OPEN_END if is_open else 100.0
    style = markup.variables(
        low=end * (lowest or 0) / top,
        high=end,
        light=symbology.KILLED_LIGHT,
        dark=symbology.KILLED_DARK,
    )
    bar = element(
        "div",
        element("span", class_="low") if lowest else None,
        element("span", class_="high") if lowest != top else None,
        element("span", class_="open") if is_open else None,
        class_="range-bar",
        aria_hidden="true",
    )
    return element("div", bar, _figures(facts, language), class_="range", style=style)


def _figures(facts: Mapping[str, Any], language: Language) -> Node:
    """Return the key of the bar: what each of its parts stands for."""
    lowest, highest = facts["killed_min"], facts["killed_max"]
    is_open = bool(facts["killed_open"])
    if lowest is not None and lowest == highest:
        return _part("low", "range.at_least", language, highest)
    if lowest is None:
        low = element("span", catalogue.text("range.no_lowest", language))
    else:
        low = _part("low", "range.lowest", language, lowest)
    if highest is None:
        high = element("span", catalogue.text("range.no_highest", language))
    else:
        high = _part(
            "high", "range.highest_open" if is_open else "range.highest", language, highest
        )
    return element("p", low, " ", high, class_="range-key")


def _part(name: str, key: str, language: Language, figure: int) -> markup.Element:
    words = catalogue.text(key, language, n=catalogue.number_text(figure, language))
    return element("span", element("span", class_=f"swatch {name}", aria_hidden="true"), words)
