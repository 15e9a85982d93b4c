"""The features of a large file checked on two processors.

Python checks on one processor at a time, whatever the number of its threads. A command that
runs alone may split itself in two instead; a server with threads must not.
"""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from layers.problems import Finding
    from layers.strict_json.scanner import Element

    Check = Callable[[Element], list[Finding]]

# Fewer are checked before the second process has begun.
LEAST = 20_000


def findings_of(
    check: Check, elements: Sequence[Element], *, may_fork: bool
) -> Iterator[list[Finding]]:
    """Yield what is wrong with each element, in their order.

    Args:
        check: looks at one element; a pure function.
        elements: of one file.
        may_fork: whether a second process may take half of them; only true where no thread
            of ours holds anything, and only done where there are many and it can be.
    """
    if not may_fork or len(elements) < LEAST or not _has_two():
        yield from map(check, elements)
        return
    middle = len(elements) // 2
    yield from _with_a_child(check, elements[:middle], elements[middle:])


def _has_two() -> bool:
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _with_a_child(
    check: Check, ours: Sequence[Element], theirs: Sequence[Element]
) -> Iterator[list[Finding]]:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _answer(check, theirs, write_end)
    os.close(write_end)
    try:
        with os.fdopen(read_end, "rb") as pipe:
            yield from map(check, ours)
            data = pipe.read()
    finally:  # a child whom nobody hears any more ends by itself
        _, status = os.waitpid(child, 0)
    if status != 0:  # it was killed, for want of memory perhaps: do its work here
        yield from map(check, theirs)
        return
    found: dict[int, list[Finding]] = pickle.loads(data)  # noqa: S301 - our own child wrote it
    for index in range(len(theirs)):
        yield found.get(index, [])


def _answer(check: Check, elements: Sequence[Element], write_end: int) -> None:
    """Be the child: check, write down what is wrong by index, and end."""
    code = 1
    try:
        found = {index: wrong for index, each in enumerate(elements) if (wrong := check(each))}
        with os.fdopen(write_end, "wb") as pipe:
            pickle.dump(found, pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)
