"""What a session remembers, kept where a callback can read and write it whole.

At each access to ``st.session_state`` Streamlit may break off what runs, because the viewer
has done something else meanwhile. A run of the page can be broken off: the next one shows
all. A callback cannot, for the click that it answers would be lost. So callbacks go through
`recall` and `keep`, at which Streamlit never breaks off.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

# What callbacks have kept since the last run began: a dictionary that stays the same one.
_KEPT = "kept"


def settle() -> None:
    """Move what callbacks have kept to where runs look for it; first thing in a run."""
    if _KEPT not in st.session_state:
        st.session_state[_KEPT] = {}
    kept = st.session_state[_KEPT]
    for key in tuple(kept):
        st.session_state[key] = kept[key]
        del kept[key]


def recall(key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return what the session remembers under a key, or a widget's value; None if nothing."""
    state = st.session_state.to_dict()
    kept = state.get(_KEPT, {})
    return kept[key] if key in kept else state.get(key)


def keep(key: str, value: object) -> None:
    """Remember a value, in a callback; runs of the page write ``st.session_state`` itself."""
    kept = st.session_state.to_dict().get(_KEPT)
    if kept is None:
        st.session_state[key] = value  # part of a page that does not `settle`
    else:
        kept[key] = value
