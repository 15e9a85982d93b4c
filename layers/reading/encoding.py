"""Bytes -> text: GeoJSON is UTF-8 (RFC 8259, section 8.1), and what is not is named."""

from __future__ import annotations

from layers.problems import TemoinError, visible

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_AROUND = 12


class EncodingError(TemoinError):
    """The bytes are not UTF-8.

    Attributes:
        name: the encoding that they look like.
        line: where the first byte stands that says so, from 1.
        found: a few characters around it, in that encoding; "" if nothing can be shown.
    """

    def __init__(self, name: str, line: int, found: str) -> None:
        super().__init__(name, line, found)
        self.name = name
        self.line = line
        self.found = found


def decode(data: bytes) -> str:
    """Return the text of a file; a UTF-8 byte order mark at its head is dropped.

    Raises:
        EncodingError: it is not UTF-8.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise EncodingError(name, 1, "")
    if b"\x00" in data[:4]:
        raise EncodingError("UTF-32" if data[:4].count(0) == 3 else "UTF-16", 1, "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Every byte is some character in the encoding of old Windows programs.
        at = error.start + len(data) - len(error.object)
        around = data[max(at - _AROUND, 0) : at + _AROUND].decode("cp1252", "replace")
        line = data.count(b"\n", 0, at) + 1
        raise EncodingError("Windows-1252 (Latin-1)", line, visible(around.strip())) from error
