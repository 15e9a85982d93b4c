"""The browser's address bar: what of it is a view's, and how the page writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers import address

if TYPE_CHECKING:
    from collections.abc import Mapping


def asked() -> dict[str, str]:
    """Return those parameters of the browser's address that are a view's."""
    return address.known(st.query_params.to_dict())


def show(parameters: Mapping[str, str], written: tuple[tuple[str, str], ...]) -> None:
    """Put these parameters into the browser's address, in one step of its history.

    Streamlit takes parameters away only in further steps, so what is no more says so.

    Args:
        parameters: of the view.
        written: the steps that the page put there last. A run that comes with others was
            asked for before the browser had them: there they are by now.
    """
    before = asked()
    is_late = address.steps_of(before) != written
    if is_late:
        before |= dict(written)
    gone = dict.fromkeys(before.keys() - parameters.keys(), address.NOTHING)
    after = dict(parameters) | gone
    if address.steps_of(after) != written if is_late else after != before:
        st.query_params.update(after)
