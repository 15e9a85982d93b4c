"""The form: makes or changes one feature, checked while it is filled in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from layers import drafts, importers, proposals, vocabulary
from layers.authoring.appending import empty
from layers.differences import GEOMETRY, features_of, properties_of
from layers.drafts import Draft
from layers.formatting.layout import text_of
from layers.importers import merging
from layers.panels.editing import fields, preview, problem_list, save, state, tables, where
from layers.panels.editing.desk import Board, clean, heading, message
from layers.panels.editing.desk import show as show_html
from layers.panels.markup import element, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.differences import Difference, Feature
    from layers.panels.editing.desk import Desk
    from layers.panels.editing.state import Work
    from layers.problems import Problem
    from layers.proposals import Proposal
    from layers.vocabulary import Field, LayerSpec

_TASK = "form"
_WHEN = ("start", "end")
_WHERE = ("place", "admin", "admin_fr", "from", "from_fr", "to", "to_fr", "via", "via_fr")
_SAID = ("status", "summary", "summary_fr", "victims", "victims_fr")
_TABLES = ("claims", "sources")


def show(desk: Desk) -> Board:
    """Show the task and return what the map shows of it."""
    work = _seeded()
    published = features_of(work.draft.layer, desk.published(work.draft.layer))
    work = _choose(work, published, desk)
    proposal, name = _proposed(work.draft, published, desk)
    problems = [each for each in proposal.problems() if each.feature == name] if proposal else []
    draft = _fill(work, problems, desk)
    if draft != work.draft:
        # What was typed is checked in this run, not in the next one.
        state.save(work.filled(draft))
        st.rerun()
    _result(work.draft, proposal, name, desk)
    return _board(work, desk)


def _seeded() -> Work:
    """Return the work; widgets that were not shown for a while are filled from the draft."""
    work = state.load()
    if work.key("name") not in st.session_state and work.seed != work.draft:
        work = replace(work, seed=work.draft, generation=work.generation + 1)
        state.save(work)
    return work


def _choose(work: Work, published: Mapping[str, Feature], desk: Desk) -> Work:
    """Ask for layer and feature; another choice begins another draft."""
    draft = work.draft
    left, right = st.columns(2)
    names = list(vocabulary.LAYERS)
    key = work.key("layer")
    left.selectbox(
        desk.say("edit.form.layer"),
        names,
        index=names.index(draft.layer),
        format_func=desk.layer_name,
        key=key,
        on_change=lambda: state.begin(Draft(st.session_state[key])),
    )
    options = list(
        dict.fromkeys(
            ("", draft.base, *sorted(published, key=lambda each: _title(published, each, desk)))
        )
    )
    which = work.key("which")
    right.selectbox(
        desk.say("edit.form.which"),
        options,
        index=options.index(draft.base),
        format_func=lambda each: _title(published, each, desk),
        key=which,
        on_change=partial(_begin, draft.layer, which, published),
    )
    if work.was_restored:
        message(desk.say("edit.form.restored"), desk.language)
    _show_ways_out(work, desk)
    return work


def _show_ways_out(work: Work, desk: Desk) -> None:
    """Offer to discard the draft, and to bring back the one that it has put aside."""
    draft = work.draft
    if work.before is not None:
        st.button(
            desk.say("edit.form.return"),
            key=work.key("return"),
            on_click=partial(state.begin, work.before),
        )
    if not draft.is_blank:
        st.button(
            desk.say("edit.form.restart"),
            key=work.key("restart"),
            on_click=partial(state.begin, Draft(draft.layer)),
        )


def _begin(layer: str, key: str, published: Mapping[str, Feature]) -> None:
    name = st.session_state[key]
    feature = published.get(name)
    state.begin(drafts.of_feature(layer, name, feature) if feature else Draft(layer))


def _title(published: Mapping[str, Feature], name: str, desk: Desk) -> str:
    if not name:
        return desk.say("edit.form.new")
    facts = properties_of(published.get(name, {}))
    own = "name_fr" if desk.language == "fr" else "name"
    said = facts.get(own) or facts.get("name")
    shown = clean(name, 100)
    return f"{clean(fields.as_text(said), 120)} ({shown})" if said else shown


# --- the fields ------------------------------------------------------------------------------


def _fill(work: Work, problems: Sequence[Problem], desk: Desk) -> Draft:
    """Show all fields and return what is filled in."""
    spec = vocabulary.LAYERS[work.draft.layer]
    own = {field.name: field for field in spec.fields}
    if work.draft.base:  # links use it: it stays as it was published
        del own["id"]
    first = [name for name in own if name not in (*_WHEN, *_WHERE, *_SAID, *_TABLES, "precision")]
    values: Feature = dict(work.draft.properties)
    heading(desk.say("edit.form.what"), desk.language)
    values |= _group([own[name] for name in first], work, problems, desk)
    heading(desk.say("edit.form.when"), desk.language)
    values |= _group([own[name] for name in _WHEN], work, problems, desk)
    heading(desk.say("edit.form.where"), desk.language)
    shape = where.show(spec, work, fields.of_property(problems, (GEOMETRY,)), desk)
    wheres = [own[name] for name in (*_WHERE, "precision") if name in own]
    values |= _group(wheres, work, problems, desk)
    heading(desk.say("edit.form.said"), desk.language)
    values |= _group([own[name] for name in _SAID if name in own], work, problems, desk)
    for name, table in (("sources", tables.sources), ("claims", tables.claims)):
        values[name] = table(work, fields.of_property(problems, (name,)), desk)
    values |= {name: None for name in values if vocabulary.is_note(name)}
    noted = [each for each in problems if vocabulary.is_note(fields.owner(each))]
    values |= tables.notes(spec.name, work, noted, desk)
    _say_rest(spec, work.draft, problems, desk)
    return replace(work.draft, properties=_tidy(values, work.draft), shape=shape)


def _tidy(values: Feature, draft: Draft) -> Feature:
    """Drop what is open now and was not there before, so that equal drafts are equal."""
    return {
        name: value
        for name, value in values.items()
        if value is not None or name in draft.properties
    }


def _group(
    shown: Sequence[Field], work: Work, problems: Sequence[Problem], desk: Desk
) -> dict[str, object]:
    """Show fields, a French text beside the English one."""
    names = {field.name for field in shown}
    found: dict[str, object] = {}
    for field in shown:
        if field.name.removesuffix("_fr") in names and field.name.endswith("_fr"):
            continue
        french = next((each for each in shown if each.name == f"{field.name}_fr"), None)
        pair = [field, french] if french else [field]
        for column, each in zip(st.columns(len(pair)), pair, strict=True):
            with column:
                own = fields.of_property(problems, (each.name,))
                found[each.name] = fields.show(each, work, own, desk)
    return found


def _say_rest(spec: LayerSpec, draft: Draft, problems: Sequence[Problem], desk: Desk) -> None:
    """Name the problems that belong to no field, and the properties that have none."""
    known = {*(field.name for field in spec.fields), GEOMETRY}
    rest = [
        each
        for each in problems
        if fields.owner(each) not in known and not vocabulary.is_note(fields.owner(each))
    ]
    if rest:
        show_html(element("h3", desk.say("edit.form.rest")), desk.language)
        problem_list.beside(rest, desk.language)
    more = [name for name in draft.properties if name not in known and not vocabulary.is_note(name)]
    if more:
        said = desk.say("edit.form.more", names=", ".join(more)[:300])
        show_html(element("p", written(said)), desk.language)


# --- what comes of it ------------------------------------------------------------------------


def _proposed(
    draft: Draft, published: Mapping[str, Feature], desk: Desk
) -> tuple[Proposal | None, str]:
    """Return the published file with the feature of the draft in it, and the feature's id."""
    feature = made(draft, published, desk)
    name = fields.as_text(feature["properties"].get("id"))
    if draft.is_blank:
        return None, name
    data = desk.published(draft.layer) or empty(draft.layer)
    try:
        whole = merging.merge(data, (feature,), frozenset()).data
    except (importers.NotImportedError, UnicodeEncodeError):
        return None, name
    return desk.proposal(_TASK, draft.layer, whole), name or f"#{len(published) + 1}"


def made(draft: Draft, published: Mapping[str, Feature], desk: Desk) -> Feature:
    """Return the feature that a draft makes beside all that is published."""
    taken = {*published, *proposals.ids_beside(desk.atlas, draft.layer)}
    return drafts.feature_of(draft, taken)


def _result(draft: Draft, proposal: Proposal | None, name: str, desk: Desk) -> None:
    """Show check, live GeoJSON, downloads and the save box."""
    heading(desk.say("edit.check.heading"), desk.language)
    show_html(element("p", desk.say("edit.form.keeps"), class_="small"), desk.language)
    if draft.is_blank:
        show_html(element("p", desk.say("edit.form.blank")), desk.language)
        save.say_outcome(desk)
        return
    if proposal is None:
        message(desk.say("edit.form.target"), desk.language, kind="alert")
        return
    found = [each for each in proposal.found if each.problem.feature == name]
    if found:
        counts = problem_list.counts([each.problem for each in found], desk.language)
        message(desk.say("edit.form.found", counts=counts), desk.language)
    else:
        message(desk.say("edit.form.checked"), desk.language)
    show_html(element("h3", desk.say("edit.form.live")), desk.language)
    show_html(element("p", desk.say("edit.form.copy")), desk.language)
    st.code(text_of(proposal.features.get(name, {})), language=None)
    st.download_button(
        desk.say("edit.download.feature"),
        proposal.data,
        file_name=preview.file_name(draft.layer),
        mime="application/geo+json",
        on_click="ignore",
        key="edit-download-feature",
    )
    own = _own(proposal.differences, name)
    preview.show(replace(proposal, differences=own), desk)
    save.show_draft(proposal, name, desk)


def _own(found: Sequence[Difference], name: str) -> tuple[Difference, ...]:
    return tuple(each for each in found if each.id == name)


def _board(work: Work, desk: Desk) -> Board:
    draft = work.draft
    return Board(
        draft.layer,
        shape=drafts.positions_of(draft.shape) or [],
        is_line=where.is_route(vocabulary.LAYERS[draft.layer]),
        may_draw=True,
        fit=f"draft-{work.generation}" if draft.shape else "",
    )
