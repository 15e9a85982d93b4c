"""A large file is checked by two processes, and nobody can tell but by the clock."""

import os
import signal

import pytest

from layers.problems import finding
from layers.reading import halves, read_layer
from layers.reading.halves import findings_of
from tests.making import TODAY, make_feature, make_file

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only where a process can split")


@pytest.fixture
def forked(monkeypatch):
    """Count the processes that are made, of files however small."""
    made = []
    real = os.fork

    def fork():
        child = real()
        made.append(child)
        return child

    monkeypatch.setattr(halves, "LEAST", 2)
    monkeypatch.setattr(halves.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(halves.os, "fork", fork)
    return made


def wrong(number):
    return [finding("date-form", ("start",), found=str(number), maybe="")] if number % 3 else []


def found(numbers, *, may_fork):
    return list(findings_of(wrong, numbers, may_fork=may_fork))


@pytest.mark.parametrize("count", [2, 3, 10, 101])
def test_two_find_what_one_finds_in_the_same_order(forked, count):
    numbers = list(range(count))
    assert found(numbers, may_fork=True) == [wrong(number) for number in numbers]
    assert len(forked) == 1


def test_one_is_enough_for_few_and_where_nobody_said_it_may_split(forked, monkeypatch):
    found([1], may_fork=True)
    found([1, 2, 3], may_fork=False)
    monkeypatch.setattr(halves.os, "cpu_count", lambda: 1)
    found([1, 2, 3], may_fork=True)
    assert not forked


def test_a_helper_that_is_killed_costs_nothing_but_time(forked):
    parent = os.getpid()

    def die_in_the_child(number):
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return wrong(number)

    numbers = list(range(10))
    answered = list(findings_of(die_in_the_child, numbers, may_fork=True))
    assert answered == [wrong(number) for number in numbers]


def test_a_helper_whose_answer_nobody_waits_for_is_gone(forked):
    walk = findings_of(lambda number: wrong(number) * 100, list(range(5000)), may_fork=True)
    next(walk)
    walk.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(forked[0], 0)


def test_a_file_is_read_the_same_by_two(forked):
    features = [make_feature(id=f"a-{n}", site=f"a-{n}") for n in range(20)]
    features[13] = make_feature(id="bad", start="19/04/2022", operator="FRENCH")
    features[17] = make_feature(id="a-3", site="a-17")
    features[2]["geometry"] = None
    data = make_file(*features).replace(b'"a-19"', b'"a-19", "name": "twice"', 1)
    one = read_layer("military_bases", data, today=TODAY)
    two = read_layer("military_bases", data, today=TODAY, may_fork=True)
    assert len(forked) == 1
    assert two.problems == one.problems
    assert len(one.problems) >= 5
    assert two.frame["id"].tolist() == one.frame["id"].tolist()
