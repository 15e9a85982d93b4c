"""The address of the page: a link carries the view, and shows the same picture again.

| parameter | meaning |
|---|---|
| ``d`` | the playhead, YYYY-MM-DD |
| ``m`` | the mode: ``on``, ``sofar``, ``last30``, ``last90``, ``last365`` |
| ``off`` | the layers that are switched off, joined by dots; ``-`` if none is |
| ``id`` | the feature whose card is open; ``-`` if none is |

Whatever is left out is as when the page opens. What the page writes is complete: a link
means the same should the opening view ever change, and one step of the viewer is one
step of the browser's history. The language has its own parameter, ``lang``, which the
language switch reads and writes. Centre and zoom are not carried: a move of the map is
no run of the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import dates
from layers.timeline import MODES, WINDOWS, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.view import View

_NOTHING = "-"
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# "last" is always with its number of days; any other mode stands alone.
_MODES: Mapping[str, tuple[Mode, int | None]] = MappingProxyType(
    {mode: (mode, None) for mode in MODES if mode != "last"}
    | {f"last{days}": ("last", days) for days in WINDOWS}
)


def read(parameters: Mapping[str, str], opening: View) -> tuple[View, tuple[str, ...]]:
    """Return the view that an address asks for, and the parameters that ask for nothing known.

    Args:
        parameters: the query of the address; foreign ones are ignored.
        opening: the view of a page without parameters.
    """
    changes: dict[str, Any] = {}
    unread = []
    for name, reader in _READERS.items():
        if name not in parameters:
            continue
        found = reader(parameters[name])
        if found is None:
            unread.append(name)
        else:
            changes |= found
    return replace(opening, **changes), tuple(unread)


def write(view: View) -> dict[str, str]:
    """Return the parameters of a view, all of them; the inverse of `read`."""
    return {
        "d": dates.iso(view.day),
        "m": f"last{view.window}" if view.mode == "last" else view.mode,
        "off": ".".join(view.hidden) or _NOTHING,
        "id": view.selected or _NOTHING,
    }


def asked() -> dict[str, str]:
    """Return those parameters of the browser's address that are a view's."""
    return {name: st.query_params[name] for name in _READERS if name in st.query_params}


def show(parameters: Mapping[str, str]) -> None:
    """Put these parameters into the browser's address, in one step of its history."""
    if parameters != asked():
        st.query_params.update(parameters)


def _day(text: str) -> dict[str, Any] | None:
    try:
        date = dates.parse(text)
    except dates.DateError:
        return None
    return {"day": date.first} if date.precision == "day" else None


def _mode(text: str) -> dict[str, Any] | None:
    if text not in _MODES:
        return None
    mode, window = _MODES[text]
    return {"mode": mode} if window is None else {"mode": mode, "window": window}


def _hidden(text: str) -> dict[str, Any] | None:
    if text == _NOTHING:
        return {"hidden": ()}
    names = text.split(".")
    return {"hidden": tuple(sorted(set(names)))} if all(map(_SLUG.fullmatch, names)) else None


def _selected(text: str) -> dict[str, Any] | None:
    if text == _NOTHING:
        return {"selected": None}
    return {"selected": text} if _SLUG.fullmatch(text) else None


_READERS = MappingProxyType({"d": _day, "m": _mode, "off": _hidden, "id": _selected})
