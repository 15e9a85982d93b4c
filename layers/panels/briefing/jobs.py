"""Long exports: made in a thread of their own, with progress, and a way to stop them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from layers import catalogue
from layers.export.errors import ExportError
from layers.panels import markup, memory
from layers.panels.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable

    from layers.catalogue import Language

    # Gets what is to be called with (done, all) after each picture; returns the file.
    Work = Callable[[Callable[[int, int], None]], bytes]


class _StoppedError(Exception):
    """The visitor wants it no more."""


@dataclass(slots=True)
class Job:
    """One export under way; the thread writes, the page reads.

    Attributes:
        file_name: under which it is offered.
        media_type: of the file.
        done: pictures made.
        count: of all pictures; 0 before the first.
        data: the file, once it is whole.
        error: what stood in the way.
    """

    file_name: str
    media_type: str
    done: int = 0
    count: int = 0
    data: bytes | None = None
    error: ExportError | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will come of it."""
        return self._ended.is_set() or self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Return when the work has ended, or after so long; tells which."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """Make it end after the picture at hand."""
        self._stop.set()

    def run(self, work: Work) -> None:
        """Do the work; what it raises on purpose is kept for the page."""
        try:
            self.data = work(self._tell)
        except ExportError as error:
            self.error = error
        except _StoppedError:
            pass  # as the visitor wished
        finally:
            self._ended.set()

    def _tell(self, done: int, count: int) -> None:
        self.done, self.count = done, count
        if self._stop.is_set():
            raise _StoppedError


def begin(key: str, job: Job, work: Work) -> None:
    """Start a job, and stop the one before it; a button's callback."""
    before: Job | None = memory.recall(key)
    if before is not None:
        before.stop()
    memory.keep(key, job)
    threading.Thread(target=job.run, args=(work,), daemon=True).start()


def show(key: str, language: Language) -> None:
    """Show how far the job is, and the file when it is there."""
    job: Job | None = st.session_state.get(key)
    if job is None:
        return
    if job.is_over:
        _show_end(key, job, language)
    else:
        st.fragment(run_every=0.7)(_show_progress)(key, language)


def _show_progress(key: str, language: Language) -> None:
    job: Job | None = st.session_state.get(key)
    if job is None or job.is_over:
        st.rerun(scope="app")
        return
    numbers = {
        "done": catalogue.number_text(job.done, language),
        "count": catalogue.number_text(job.count, language),
    }
    share = job.done / job.count if job.count else 0.0
    st.progress(min(share, 1.0), catalogue.text("brief.progress", language, **numbers))
    st.button(catalogue.text("brief.stop", language), key=f"{key}-stop", on_click=job.stop)


def _show_end(key: str, job: Job, language: Language) -> None:
    if job.data is not None:
        size = catalogue.number_text(max(round(len(job.data) / 1000), 1), language)
        st.download_button(
            catalogue.text("brief.fetch", language, name=job.file_name, size=size),
            job.data,
            file_name=job.file_name,
            mime=job.media_type,
            key=f"{key}-fetch",
            on_click="ignore",
            type="primary",
        )
        return
    words = job.error.message(language) if job.error else catalogue.text("brief.stopped", language)
    role = "alert" if job.error else "status"
    said = element("p", words, class_="refused" if job.error else "small", role=role)
    st.html(markup.render(element("div", said, class_="brief", lang=language)))
