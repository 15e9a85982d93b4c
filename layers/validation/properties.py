"""Has an object the members that it must have, each of its type, and no misspelt ones?

The same rule serves the properties of a feature, a claim and a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers import vocabulary
from layers.problems import Finding, Nearest, Word, finding, maybe, shown
from layers.similar import nearest
from layers.validation import values
from layers.validation.sizes import check_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.vocabulary import Field

    Check = Callable[[object], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Members:
    """What an object may hold, ready for use.

    Attributes:
        checks: the check of each member's value, by its name.
        required: names of the members that must be there.
        notes: whether any ``*_note`` may stand beside them.
        forms: what each required member looks like, by its name.
    """

    checks: Mapping[str, Check]
    required: tuple[str, ...]
    notes: bool
    forms: Mapping[str, Word]


@cache
def members_of(fields: tuple[Field, ...], *, notes: bool) -> Members:
    """Return the rules of some fields."""
    return Members(
        {field.name: _check_of(field) for field in fields},
        tuple(field.name for field in fields if field.required),
        notes,
        {field.name: _form_of(field) for field in fields if field.required},
    )


def _form_of(field: Field) -> Word:
    """Return the slot that says how a field is written: type, codes, an example."""
    if field.type != "code":
        return Word(f"problem.form.{field.type}")
    example = ("example", shown(field.allowed[0]))
    if len(field.allowed) > values.MAX_CHOICES:
        return Word("problem.form.code", (example,))
    return Word("problem.form.choice", (example, ("allowed", field.allowed)))


def _check_of(field: Field) -> Check:
    if field.type == "code":
        return values.code_check(field.allowed)
    if field.type == "codes":
        return values.codes_check(field.allowed)
    return _CHECKS[field.type]


def check_members(members: Members, found: dict[str, Any]) -> list[Finding]:
    """Check an object; null and "" are as good as absent.

    Returns:
        Findings with paths from the object.
    """
    checks = members.checks
    findings: list[Finding] = []
    for name, value in found.items():
        check = checks.get(name)
        if check is None:
            findings += _check_other(members, name, value, found)
        elif value is not None and value != "":
            wrong = check(value)
            if wrong:
                findings += below(name, wrong)
    for name in members.required:
        value = found.get(name)
        if (not value or (type(value) is str and value.isspace())) and is_absent(value):
            findings.append(_missing(members, name, found))
    return findings


def below(step: str | int, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a part with paths from the whole."""
    return [Finding(each.code, (step, *each.path), each.slots) for each in findings]


def is_absent(value: object) -> bool:
    """Tell whether a value says nothing: null, or a text of blanks."""
    return value is None or (type(value) is str and not value.strip())


def _missing(members: Members, name: str, found: dict[str, Any]) -> Finding:
    others = tuple(other for other in found if other not in members.checks)
    meant = Nearest(name, others, quoted=True)
    return finding("property-missing", (), name=name, allowed=members.forms[name], maybe=meant)


def _check_other(
    members: Members,
    name: str,
    value: object,
    found: dict[str, Any],
) -> list[Finding]:
    """Check a member that is in no table: a note, a slip of the pen, or something more."""
    if members.notes and vocabulary.is_note(name):
        return [] if value is None else below(name, values.check_text(value))
    wrong = below(name, check_json(value))
    meant = nearest(name, tuple(members.checks))
    if meant and meant not in members.required and is_absent(found.get(meant)):
        slots = {"found": shown(name), "maybe": maybe(shown(meant))}
        wrong.append(finding("property-misspelt", (name,), **slots))
    return wrong


def check_claims(value: object) -> Sequence[Finding]:
    """Check for a list of claims: by, stance and says are required in each."""
    return _check_list(value, _CLAIM, "claims")


def check_sources(value: object) -> Sequence[Finding]:
    """Check for a list of sources, one at least; each has a title."""
    if value == []:
        return (finding("sources-empty", ()),)
    return _check_list(value, _SOURCE, "sources")


def _check_list(
    value: object,
    members: Members,
    kind: vocabulary.FieldType,
) -> list[Finding]:
    if type(value) is not list:
        return list(values.wrong_type(value, kind))
    findings = []
    for index, part in enumerate(value):
        if type(part) is not dict:
            findings += below(index, values.wrong_type(part, kind))
        else:
            wrong = check_members(members, part)
            if wrong:
                findings += below(index, wrong)
    return findings


_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "slug": values.check_slug,
        "text": values.check_text,
        "date": values.check_date,
        "texts": values.check_texts,
        "integer": values.check_integer,
        "boolean": values.check_boolean,
        "claims": check_claims,
        "sources": check_sources,
        "url": values.check_url,
        "index": values.check_index,
    }
)
_CLAIM = members_of(vocabulary.CLAIM_FIELDS, notes=False)
_SOURCE = members_of(vocabulary.SOURCE_FIELDS, notes=False)
