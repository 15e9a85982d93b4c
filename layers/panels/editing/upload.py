"""A file dropped or chosen: checked at once, mended where that is safe, compared."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

import streamlit as st

from layers import catalogue, importers, proposals, vocabulary
from layers.authoring.appending import empty
from layers.fixing.edits import unified_diff
from layers.importers import formats, merging, report
from layers.panels.editing import preview, problem_list, save
from layers.panels.editing.desk import Board, heading, message
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element
from layers.panels.uploading import file_uploader
from layers.validation.values import slug_of
from layers.written_dates import Order

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from layers.panels.editing.desk import Desk
    from layers.proposals import Proposal

_TASK: Final = "check"
# Read by the map's own reader; everything else is imported.
_OURS = (".geojson", ".json")
_TYPES = [suffix.removeprefix(".") for suffix in formats.SUFFIXES]
# A browser names a second copy "military_bases (1).geojson".
_COPY = re.compile(r"\s*\(\d+\)$")
_NAMED = re.compile(rb'"name"\s*:\s*"([a-z_]+)"')
_MOST_DIFF_LINES = 200
_DIFF_HEIGHT, _SHORT_DIFF = 260, 13


def show(desk: Desk) -> Board:
    """Show the task and return what the map shows of it."""
    given = file_uploader(
        desk.say("edit.upload.label"), desk.language, type=_TYPES, key="edit-file"
    )
    if given is None:
        show_html(element("p", desk.say("edit.upload.empty")), desk.language)
        return Board()
    name = _layer(given, desk)
    data = _data(given, name, desk)
    if data is None:
        return Board()
    proposal = _partial(desk.proposal(_TASK, name, data), given.file_id, desk)
    drawn = {each.id for each in preview.drawable(proposal.differences)}
    heading(desk.say("edit.check.heading"), desk.language)
    problem_list.lead(proposal.found, proposal.shown, desk.language)
    # Before the list, which may be long: what can be mended need not be read one by one.
    _show_mends(proposal, desk)
    problem_list.show(proposal.found, drawn, desk.language)
    preview.show(proposal, desk)
    if data != given.getvalue():
        _download(desk.say("edit.download.file"), data, name)
    elif proposal.kept and proposal.is_sound:
        _download_whole(proposal, desk)
    save.show_file(proposal, desk)
    return Board(name, proposal.differences, fit=f"{given.file_id}-{name}")


def _partial(proposal: Proposal, part: str, desk: Desk) -> Proposal:
    """Ask whether what a file lacks is to be removed; hardly, where it lacks most."""
    gone = sum(each.kind == "removed" for each in proposal.differences)
    if not gone:
        return proposal
    is_partial = st.checkbox(
        desk.say("edit.upload.partial"),
        value=gone * 2 > len(proposal.published),
        key=f"edit-partial-{part}-{proposal.name}",
    )
    return proposal.keeping_others() if is_partial else proposal


def _download_whole(proposal: Proposal, desk: Desk) -> None:
    """Offer the published file with the features of a file that holds only some."""
    features = tuple(each.after for each in proposal.differences if each.after)
    try:
        whole = merging.merge(desk.published(proposal.name), features, frozenset()).data
    except importers.NotImportedError:
        return
    _download(desk.say("edit.download.whole"), whole, proposal.name)


def _layer(given: UploadedFile, desk: Desk) -> str:
    """Ask which layer the file is; its name is the first guess."""
    stem = _COPY.sub("", Path(given.name).stem)
    context = [layer.name for layer in desk.atlas.layers.values() if layer.is_context]
    own = slug_of(stem).replace("-", "_") or "context"
    options = list(dict.fromkeys((*vocabulary.LAYERS, *context, own)))
    inside = _NAMED.search(given.getvalue()[:2000])
    named = inside[1].decode() if inside else ""
    known = (*vocabulary.LAYERS, *context)
    guess = next((each for each in (stem, named) if each in known), own)
    chosen: str = st.selectbox(
        desk.say("edit.upload.layer"),
        options,
        index=options.index(guess),
        format_func=desk.layer_name,
        key=f"edit-layer-{given.file_id}",
    )
    return chosen


def _data(given: UploadedFile, name: str, desk: Desk) -> bytes | None:
    """Return the file in our form, imported if need be; None if nothing came of it."""
    suffix = Path(given.name).suffix.casefold()
    is_ours = suffix in _OURS
    if is_ours and not st.checkbox(desk.say("edit.upload.foreign"), key=f"edit-as-{given.file_id}"):
        return given.getvalue()
    order = _order(desk, given.file_id)
    wish = importers.Wish(name, order=order)
    try:
        with tempfile.TemporaryDirectory() as folder:
            # The person's own name of the file never becomes a path.
            path = Path(folder) / f"{slug_of(Path(given.name).stem) or 'file'}{suffix}"
            path.write_bytes(given.getvalue())
            imported = importers.import_file(path, wish, today=desk.today)
        target = desk.published(name) or empty(name)
        merged = merging.merge(target, imported.features, imported.made)
    except importers.NotImportedError as error:
        message(error.message(desk.language), desk.language, kind="alert")
        return None
    heading(desk.say("edit.upload.report"), desk.language)
    st.code("\n".join(report.lines(imported.ledger, desk.language)), language=None, wrap_lines=True)
    return merged.data


def _order(desk: Desk, part: str) -> Order | None:
    """Ask how dates are meant that can be read in two ways."""
    options: tuple[Order | None, ...] = (None, *get_args(Order))
    chosen: Order | None = st.selectbox(
        desk.say("edit.upload.dates"),
        options,
        index=0,
        format_func=lambda each: desk.say(f"edit.dates.{each or 'ask'}"),
        key=f"edit-dates-{part}",
    )
    return chosen


def _show_mends(proposal: Proposal, desk: Desk) -> None:
    """Show the safe mends as lines before and after, and offer the mended file."""
    plan = proposals.mends(proposal, desk.atlas, today=desk.today, order=None)
    if plan is not None and plan.ambiguous:
        order = _order(desk, "mend")
        plan = proposals.mends(proposal, desk.atlas, today=desk.today, order=order)
    if plan is None or not plan.edits:
        return
    count = len(plan.edits) - sum(edit.mend == "swap" for edit in plan.edits) // 2
    heading(catalogue.counted("edit.mend.heading", count, desk.language), desk.language)
    show_html(element("p", desk.say("edit.mend.lead")), desk.language)
    lines = list(unified_diff(plan.before, plan.edits, name=preview.file_name(proposal.name)))
    shown = "".join(lines[2 : _MOST_DIFF_LINES + 2])
    if len(lines) > _MOST_DIFF_LINES + 2:
        shown += desk.say("edit.mend.cut")
    # The colours of a language are too pale to read.
    height: Literal["content"] | int = _DIFF_HEIGHT if len(lines) > _SHORT_DIFF else "content"
    st.code(shown, language=None, height=height)
    _download(desk.say("edit.download.mended"), plan.data, proposal.name)


def _download(label: str, data: bytes, name: str) -> None:
    st.download_button(
        label,
        data,
        file_name=preview.file_name(name),
        mime="application/geo+json",
        on_click="ignore",
        key=f"edit-download-{label}",
    )
