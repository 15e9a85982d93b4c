"""A field that takes a file, in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import catalogue

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from layers.catalogue import Language

_SHEET = Path(__file__).with_name("uploading.css")


def file_uploader(
    label: str,
    language: Language,
    **options: Any,  # noqa: ANN401
) -> UploadedFile | None:
    """Show Streamlit's field for one file; it says in English only what is said here."""
    st.html(_style(language))
    given: UploadedFile | None = st.file_uploader(label, **options)
    return given


@cache
def _style(language: Language) -> str:
    limit = catalogue.number_text(int(st.get_option("server.maxUploadSize")), language)
    words = {
        "choose": catalogue.text("upload.choose", language),
        "drop": catalogue.text("upload.drop", language, limit=limit),
    }
    variables = "".join(f"--words-{name}: {_quoted(text)};" for name, text in words.items())
    return f"<style>:root {{{variables}}}\n{_SHEET.read_text(encoding='utf-8')}</style>"


def _quoted(text: str) -> str:
    """Write a text as a string of CSS (CSS Syntax Level 3, 4.3.7: escaped code points)."""
    escaped = re.sub(r"[^A-Za-z0-9 ]", lambda sign: f"\\{ord(sign.group()):x} ", text)
    return f'"{escaped}"'
