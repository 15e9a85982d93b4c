"""A word on a terminal for those who wait."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

_PATIENCE_S = 1.0
_CLEAR = "\r\x1b[K"


@contextmanager
def progress(
    stream: TextIO, said: str | Callable[[], str], *, patience_s: float = _PATIENCE_S
) -> Iterator[None]:
    """Say every second what is being done and for how long, and wipe it at the end.

    `said` may be a function, where the work can tell how far it is. Nothing is said to what
    is no terminal, nor of work that takes less than `patience_s`.
    """
    if not stream.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(stream, said, patience_s, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(
    stream: TextIO, said: str | Callable[[], str], patience_s: float, done: threading.Event
) -> None:
    waited = 0
    while not done.wait(patience_s):
        waited += 1
        words = said if isinstance(said, str) else said()
        stream.write(f"{_CLEAR}{words} {waited * patience_s:.0f} s")
        stream.flush()
    if waited:
        stream.write(_CLEAR)
        stream.flush()
