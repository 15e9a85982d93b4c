"""Saving on this server, where its host allows it: who, what came of it, who else saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from layers import folders, importers, saving, wording
from layers.atomic import WriteError
from layers.differences import same
from layers.drafts import Draft
from layers.importers import merging
from layers.panels.editing import conflict, problem_list, state
from layers.panels.editing.desk import heading, message
from layers.saving import Change, Conflict, Edit, Opened, Saved, SaveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.panels.editing.desk import Desk
    from layers.proposals import Proposal

_AUTHOR = "edit-author"
_PENDING = "edit-conflict"
_OUTCOME = "edit-outcome"
_OPENED = "edit-opened"


@dataclass(frozen=True, slots=True)
class _Pending:
    """A save that met another's.

    Attributes:
        task: where it came from.
        edit: what was to be saved.
        met: the features that two people changed.
        now: the layer with the versions of others as they are shown.
    """

    task: str
    edit: Edit
    met: Conflict
    now: Opened


def show_draft(proposal: Proposal, name: str, desk: Desk) -> None:
    """Show the save box of the form's feature."""
    if not desk.may_save:
        return
    work = state.load()
    if work.opened is None:
        work = replace(work, opened=_opened_for(work.draft, desk))
        state.save(work)
    feature = proposal.features.get(name)
    if feature is None or work.opened is None:
        return
    own = [each for each in proposal.problems() if each.feature == name]
    is_sound = not any(each.severity == "error" for each in own)
    changes = (Change(name, feature),) if proposal.differences else ()
    _box("form", (work.opened, changes), is_sound, desk)


def show_file(proposal: Proposal, desk: Desk) -> None:
    """Show the save box of a checked file: all that differs from the published one."""
    if not desk.may_save:
        return
    key = (proposal.name, folders.digest_of([proposal.data]))
    known = st.session_state.get(_OPENED)
    if known is None or known[0] != key:
        opened = _opened(proposal.name, desk)
        st.session_state[_OPENED] = known = (key, opened)
    if known[1] is None:
        return
    changes = tuple(Change(each.id, each.after) for each in proposal.differences)
    _box("check", (known[1], changes), proposal.is_sound, desk)


def say_outcome(desk: Desk) -> None:
    """Say what came of the last save."""
    lines: Sequence[str] = st.session_state.get(_OUTCOME, ())
    for line in lines:
        message(line, desk.language)


def _opened(name: str, desk: Desk) -> Opened | None:
    try:
        return saving.open_layer(desk.folder, name)
    except SaveError as error:
        message(error.message(desk.language), desk.language, kind="alert")
        return None


def _opened_for(draft: Draft, desk: Desk) -> Opened | None:
    """Return the layer as it was when a draft was begun, even in an earlier session."""
    opened = _opened(draft.layer, desk)
    return _with(opened, (draft.origin,)) if opened and draft.origin else opened


def _with(opened: Opened, features: Sequence[saving.model.Feature]) -> Opened:
    """Return a layer with some features as they were, or are, for somebody."""
    try:
        data = merging.merge(opened.data, features, frozenset()).data
    except importers.NotImportedError:
        return opened
    return opened if data == opened.data else Opened(opened.name, data, folders.digest_of([data]))


def _box(task: str, wanted: tuple[Opened, tuple[Change, ...]], is_sound: bool, desk: Desk) -> None:
    heading(desk.say("edit.save.heading"), desk.language)
    say_outcome(desk)
    pending: _Pending | None = st.session_state.get(_PENDING)
    if pending is not None and pending.task == task:
        _resolve(pending, desk)
        return
    opened, changes = wanted
    if not changes:
        message(desk.say("edit.save.same"), desk.language)
        return
    author = st.text_input(desk.say("edit.save.author"), key=_AUTHOR, max_chars=100)
    if not is_sound:
        message(desk.say("edit.save.unsound"), desk.language)
    if st.button(
        desk.say("edit.save.button"), key="edit-save", type="primary", disabled=not is_sound
    ):
        if not (author or "").strip():
            message(desk.say("edit.save.unnamed"), desk.language, kind="alert")
            return
        edit = Edit(opened.name, opened, changes, author.strip(), datetime.now(UTC))
        _save(task, edit, desk)


def _save(task: str, edit: Edit, desk: Desk) -> None:
    """Save, and run the page anew with what came of it."""
    try:
        outcome = saving.save(desk.folder, edit, today=desk.today)
        if isinstance(outcome, Conflict):
            theirs = [each.theirs for each in outcome.features if each.theirs is not None]
            now = _with(saving.open_layer(desk.folder, edit.layer), theirs)
            st.session_state[_PENDING] = _Pending(task, edit, outcome, now)
            st.session_state[_OUTCOME] = ()
            st.rerun()
    except SaveError as error:
        message(error.message(desk.language), desk.language, kind="alert")
        problem_list.beside(error.problems, desk.language)
        return
    except WriteError as error:
        message(error.message(desk.language), desk.language, kind="alert")
        return
    _settle(task, _said(outcome, desk))


def _settle(task: str, lines: tuple[str, ...]) -> None:
    """Forget what is settled and run the page anew."""
    st.session_state.pop(_PENDING, None)
    st.session_state.pop(_OPENED, None)
    if task == "form":
        state.settle()
    st.session_state[_OUTCOME] = lines
    st.rerun()


def _said(outcome: Saved, desk: Desk) -> tuple[str, ...]:
    """Say that it is saved, and who else saved meanwhile."""
    if not outcome.merged:
        return (desk.say("edit.save.done"),)
    others = []
    for each in outcome.others:
        by = each.by or desk.say("edit.save.somebody")
        at = f"{wording.date_words(each.at.date().isoformat(), desk.language)}, {each.at:%H:%M} UTC"
        others.append(desk.say("edit.save.other", by=by, at=at, ids=", ".join(each.ids)))
    return (desk.say("edit.save.merged"), *others)


def _resolve(pending: _Pending, desk: Desk) -> None:
    """Show both versions, and save the choice upon theirs."""
    chosen = conflict.show(pending.met, desk)
    left, right = st.columns(2)
    if left.button(desk.say("edit.conflict.save"), key="edit-resolve", type="primary"):
        changes = {each.id: each for each in pending.edit.changes} | {
            each.id: each for each in chosen
        }
        theirs = {each.id: each.theirs for each in pending.met.features}
        wanted = tuple(
            each
            for each in changes.values()
            if each.id not in theirs or not same(each.feature, theirs[each.id])
        )
        if not wanted:
            _settle(pending.task, (desk.say("edit.conflict.dropped"),))
        # The others' versions are known now: they are what the choice was made upon.
        edit = replace(pending.edit, base=pending.now, changes=wanted, at=datetime.now(UTC))
        _save(pending.task, edit, desk)
    if right.button(desk.say("edit.conflict.drop"), key="edit-drop"):
        _settle(pending.task, (desk.say("edit.conflict.dropped"),))
