"""The features of one file: each checked on its own, the good ones kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from layers import dates
from layers.problems import Finding, Problem, Word, finding, has_errors, visible
from layers.reading.frames import DAY_COLUMNS, Row
from layers.reading.halves import findings_of
from layers.reading.report import path_text
from layers.strict_json.scanner import START
from layers.validation import sites
from layers.validation.context import known_part
from layers.validation.features import Rules, check_feature
from layers.validation.identity import with_id

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from geopandas import GeoDataFrame

    from layers.reading.report import Report
    from layers.strict_json.scanner import Element, Mark, Scanner

BASES = "military_bases"

_LONGEST_LABEL = 100
# Of a site with more tenures than this nobody keeps a ledger: the file means something else.
_MAX_TENURES = 1000


def good_rows(
    rules: Rules, scanner: Scanner, elements: Sequence[Element], report: Report, *, may_fork: bool
) -> list[Row]:
    """Check each feature on its own; report what is wrong, return those without an error."""
    walk = _Walk(rules, scanner, report)
    mark = START
    found = findings_of(partial(_findings, rules), elements, may_fork=may_fork)
    for index, (element, findings) in enumerate(zip(elements, found, strict=True)):
        mark = scanner.mark(element.start, since=mark)
        walk.take(index, element, mark, findings)
    return walk.rows


def _findings(rules: Rules, element: Element) -> list[Finding]:
    """Return what is wrong with one feature: as JSON, then by the rules of its layer."""
    feature = element.value
    findings = [flaw for flaw, _ in element.flaws]
    if feature is not None or not findings:
        findings += check_feature(rules, feature, length=element.end - element.start)
    return findings


@dataclass(slots=True)
class _Walk:
    """The way through the features of one file."""

    rules: Rules
    scanner: Scanner
    report: Report
    rows: list[Row] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def take(self, index: int, element: Element, mark: Mark, findings: list[Finding]) -> None:
        """Keep one feature, or report why not."""
        if not (findings and has_errors(findings)):
            findings += self._keep(index, element.value, mark.line)
        if findings:
            self._report(findings, element, index, mark)

    def _keep(self, index: int, feature: dict[str, Any], line: int) -> list[Finding]:
        properties = with_id(feature, feature.get("properties") or {})
        more: dict[str, Any] = {}
        clash: list[Finding] = []
        if self.rules.members is None:
            properties, more = known_part(properties)
            handle = f"{self.rules.name}#{index + 1}"
            if properties.setdefault("id", handle) in self.lines:
                clash = [id_clash("id-replaced", properties["id"], self._place(properties["id"]))]
                properties["id"] = handle
        elif properties["id"] in self.lines:
            return [id_clash("id-duplicate", properties["id"], self._place(properties["id"]))]
        self.lines[properties["id"]] = line
        self.rows.append(Row(properties, more, feature["geometry"], line))
        return clash

    def _place(self, feature_id: str) -> Word:
        return place_of(self.report.file, self.lines[feature_id])

    def _report(self, findings: list[Finding], element: Element, index: int, mark: Mark) -> None:
        if self.report.is_full:
            self.report.count(len(findings))
            return
        offsets = dict(element.flaws)
        label = label_of(element.value, index)
        for each in findings:
            offset = offsets.get(each)
            if offset is None:
                offset = self.scanner.locate(element.start, each.path)
            at = self.scanner.mark(offset, since=mark).position
            path = path_text(each.path)
            self.report.put(Problem(each.code, self.report.file, *at, label, path, each.slots))


def id_clash(code: str, feature_id: str, other: Word) -> Finding:
    """Return the finding that two features have one id."""
    return finding(code, ("properties", "id"), found=visible(feature_id), other=other)


def place_of(file: str, line: int) -> Word:
    """Return the slot that names a line of a file."""
    return Word("problem.place.of", (("file", visible(file)), ("line", str(line))))


def label_of(feature: object, index: int) -> str:
    """Return what a message calls a feature: its id, or "#3" for the third of its file."""
    if type(feature) is dict:
        properties = feature.get("properties")
        for holder in (properties, feature):
            found = holder.get("id") if type(holder) is dict else None
            if type(found) is str and found.strip() and len(found) <= _LONGEST_LABEL:
                return found
    return f"#{index + 1}"


def check_tenures(frame: GeoDataFrame, report: Report) -> None:
    """Report silent gaps and overlaps between the tenures of each site."""
    by_site: dict[str, list[int]] = {}
    for row, site in enumerate(frame["site"].tolist()):
        by_site.setdefault(site, []).append(row)
    for rows in by_site.values():
        if not 2 <= len(rows) <= _MAX_TENURES or report.is_full:
            continue
        chosen = frame.iloc[rows].to_dict("records")
        lines = {record["id"]: record["line"] for record in chosen}
        for feature_id, each in sites.check_site([_tenure(record) for record in chosen]):
            line = lines[feature_id]
            report.put(Problem(each.code, report.file, line, 0, feature_id, "start", each.slots))


def _tenure(record: dict[Hashable, Any]) -> sites.Tenure:
    notes = record["notes"]
    return sites.Tenure(
        id=record["id"],
        operator=record["operator"],
        partners=record["partners"],
        tenancy=dates.Tenancy(*(record[column] for column in DAY_COLUMNS)),
        has_start_note="start_note" in notes or "start_note_fr" in notes,
        has_end_note="end_note" in notes or "end_note_fr" in notes,
    )
