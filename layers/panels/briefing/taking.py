"""The picture to take away: every format, made on click and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, downloads
from layers.export import pptx, rendering
from layers.export.composition import PIXELS_A_UNIT, Deck
from layers.export.errors import ExportError
from layers.panels import markup, memory
from layers.panels.briefing import workshop
from layers.panels.markup import element
from layers.panels.uploading import file_uploader

if TYPE_CHECKING:
    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition, Imprint

KINDS: Final = ("pptx", "png", "svg", "pdf", "html", "csv")
_SCALES: Final = (1, 2, 3, 4)


def show(atlas: Atlas, composition: Composition, imprint: Imprint) -> None:
    """Show a button for each format of the picture at work."""
    language = composition.view.language
    with st.container(key="brief-take", horizontal=True):
        for kind in KINDS:
            _button(atlas, composition, imprint, kind)
    with st.container(key="brief-how", horizontal=True):
        st.selectbox(
            catalogue.text("brief.scale", language),
            _SCALES,
            format_func=lambda scale: _pixels(composition, scale, language),
            key="brief-scale",
        )
        file_uploader(
            catalogue.text("brief.template", language),
            language,
            type=["pptx"],
            key="brief-template",
            help=catalogue.text("brief.template_help", language),
        )
    _say_of_template(imprint, language)


def settings(imprint: Imprint) -> rendering.Settings:
    """Return how the visitor wants pictures: scale, and a template of their own."""
    given = memory.recall("brief-template")
    template = given.getvalue() if given is not None else None
    scale = float(memory.recall("brief-scale") or 1)
    return rendering.Settings(imprint, scale, template)


def _button(atlas: Atlas, composition: Composition, imprint: Imprint, kind: str) -> None:
    language, form = composition.view.language, rendering.FORMATS[kind]
    # What is wanted is read now: a click makes it outside this run.
    wanted = settings(imprint)
    deck = Deck((composition,))
    st.download_button(
        catalogue.text(f"brief.take.{kind}", language),
        lambda: workshop.made(atlas, deck, kind, wanted),
        file_name=downloads.file_name(composition.view, form.suffix.lstrip(".")),
        mime=form.media_type,
        key=f"brief-take-{kind}",
        on_click="ignore",
        type="primary" if kind == KINDS[0] else "secondary",
        disabled=kind == "pptx" and _refusal(wanted) is not None,
    )


def _pixels(composition: Composition, scale: int, language: Language) -> str:
    width, height = (
        round(side * PIXELS_A_UNIT * scale)
        for side in (composition.size.width, composition.size.height)
    )
    return catalogue.text("brief.pixels", language, width=str(width), height=str(height))


def _refusal(wanted: rendering.Settings) -> ExportError | None:
    """Return what is wrong with a template, found out before the click."""
    if wanted.template is None:
        return None
    try:
        pptx.check(wanted.template)
    except ExportError as error:
        return error
    return None


def _say_of_template(imprint: Imprint, language: Language) -> None:
    refusal = _refusal(settings(imprint))
    if refusal is not None:
        said = element("p", refusal.message(language), class_="refused", role="alert")
        st.html(markup.render(element("div", said, class_="brief", lang=language)))
