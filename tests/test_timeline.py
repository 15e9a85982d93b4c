import json
from pathlib import Path

import numpy as np
import pytest

from layers import dates, timeline
from layers.dates import Tenancy, parse

CASES = json.loads(
    (Path(__file__).parent / "cases" / "visibility.json").read_text(encoding="utf-8")
)


def tenancy_of(case: dict) -> Tenancy:
    start = parse(case["start"])
    end = parse(case["end"]) if case["end"] else None
    if case["layer"] == "troop_movements":
        return dates.movement_tenancy(start, end, case["kind"])
    return dates.tenancy(start, end)


def state(held: Tenancy, day: str, *, mode="on", window=90, is_tenure=False) -> str:
    row = [[held.begin, held.begin_sure, held.end_sure, held.end]]
    found = timeline.states(
        np.array(row, dtype=np.int32),
        np.array([is_tenure]),
        day=parse(day).first,
        mode=mode,
        window=window,
    )
    return timeline.STATE_NAMES[found[0]]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["why"])
def test_the_shared_cases(case):
    assert (
        state(
            tenancy_of(case),
            case["on"],
            mode=case["mode"],
            window=case.get("window", 90),
            is_tenure=case["layer"] == "military_bases",
        )
        == case["state"]
    )


def test_the_cases_reach_every_mode_and_every_state():
    assert {case["mode"] for case in CASES["cases"]} == set(timeline.MODES)
    assert {case["state"] for case in CASES["cases"]} == set(timeline.STATE_NAMES)


def test_many_features_at_once_are_as_one_by_one():
    cases = [case for case in CASES["cases"] if case["mode"] == "on"]
    held = [tenancy_of(case) for case in cases]
    rows = np.array([[h.begin, h.begin_sure, h.end_sure, h.end] for h in held], dtype=np.int32)
    day = parse("2022-04-19").first
    together = timeline.states(rows, np.zeros(len(rows), dtype=bool), day=day, mode="on", window=90)
    assert [timeline.STATE_NAMES[each] for each in together] == [
        state(each, "2022-04-19") for each in held
    ]


def test_no_features_have_no_states():
    nothing = np.empty((0, 4), dtype=np.int32)
    assert timeline.states(nothing, np.empty(0, bool), day=0, mode="last", window=30).size == 0
