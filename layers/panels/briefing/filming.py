"""A film between two days: the picture at work, day after day."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from layers import catalogue, dates, payload
from layers.export import decks, film
from layers.panels.briefing import jobs, taking, workshop

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from layers.atlas import Atlas
    from layers.catalogue import Language
    from layers.export.composition import Composition, Imprint
    from layers.export.decks import Every
    from layers.export.film import Kind

_JOB: Final = "brief-film-job"
_MONTHS_BACK: Final = 183  # days of the film that is proposed
_MILLISECONDS: Final = {"day": 120, "week": 250, "month": 600, "year": 1200}
_MEDIA_TYPES: Final = {"webp": "image/webp", "gif": "image/gif", "zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What film is wanted."""

    first: int
    last: int
    every: Every
    kind: Kind


def show(atlas: Atlas, composition: Composition, imprint: Imprint) -> None:
    """Show the choices of a film, and how far it is."""
    language = composition.view.language
    with st.expander(catalogue.text("brief.film", language), key="brief-film"):
        wish = _choices(atlas, composition, language)
        days = decks.days(wish.first, wish.last, wish.every)
        st.button(
            catalogue.counted("brief.film_make", len(days), language),
            key="brief-film-make",
            on_click=_begin,
            args=(atlas, composition, wish, imprint),
            disabled=not days,
        )
        jobs.show(_JOB, language)


def _choices(atlas: Atlas, composition: Composition, language: Language) -> Wish:
    first, last = payload.period(atlas)
    day = min(max(composition.view.day, first), last)
    with st.container(key="brief-film-days", horizontal=True):
        begin = _day("from", max(day - _MONTHS_BACK, first), (first, last), language)
        end = _day("to", day, (first, last), language)
    with st.container(key="brief-film-how", horizontal=True):
        every = st.selectbox(
            catalogue.text("brief.film_every", language),
            decks.EVERY,
            index=1,
            format_func=lambda name: catalogue.text(f"brief.every.{name}", language),
            key="brief-film-every",
        )
        kind = st.selectbox(
            catalogue.text("brief.film_kind", language),
            film.KINDS,
            format_func=lambda name: catalogue.text(f"brief.film.{name}", language),
            key="brief-film-kind",
        )
    return Wish(begin, end, every or "week", kind or "webp")


def _day(name: str, value: int, period: tuple[int, int], language: Language) -> int:
    chosen: date = st.date_input(
        catalogue.text(f"brief.film_{name}", language),
        dates.date_of(value),
        min_value=dates.date_of(period[0]),
        max_value=dates.date_of(period[1]),
        format="DD/MM/YYYY" if language == "fr" else "YYYY-MM-DD",
        key=f"brief-film-{name}",
    )
    return dates.day_number(chosen)


def _begin(atlas: Atlas, composition: Composition, wish: Wish, imprint: Imprint) -> None:
    scale = taking.settings(imprint).scale
    pages = film.frames(atlas, composition, decks.days(wish.first, wish.last, wish.every), imprint)

    def work(tell: Callable[[int, int], None]) -> bytes:
        out = io.BytesIO()
        with workshop.drawing():
            film.write(out, pages, wish.kind, film.Settings(_MILLISECONDS[wish.every], scale, tell))
        return out.getvalue()

    job = jobs.Job(f"temoin-film.{wish.kind}", _MEDIA_TYPES[wish.kind])
    jobs.begin(_JOB, job, work)
