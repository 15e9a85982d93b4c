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


def show(parameters: Mapping[str, str]) -> None:
    """Put these parameters into the browser's address, in one step of its history.

    Streamlit takes parameters away only in further steps, so what is no more says so.
    """
    before = asked()
    gone = dict.fromkeys(before.keys() - parameters.keys(), address.NOTHING)
    if (after := dict(parameters) | gone) != before:
        st.query_params.update(after)
