"""The bytes of a deck's file -> its pictures, checked one by one; see `deck_file`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from layers import address
from layers.catalogue import LANGUAGES
from layers.export.composition import SHEETS, Composition, Theme
from layers.problems import Nearest, Problem, Word, shown
from layers.reading.encoding import EncodingError, decode
from layers.reading.report import path_text
from layers.strict_json import hints
from layers.strict_json.documents import read_document
from layers.strict_json.scanner import JsonError, Scanner
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from layers.catalogue import Language
    from layers.problems import Slot
    from layers.reading.report import Report
    from layers.strict_json.documents import Document
    from layers.strict_json.scanner import Element, Flaw

MARK: Final = "temoin-deck"
VERSION: Final = 1
LANGUAGE: Final = "lang"
MAX_BYTES: Final = 2_000_000
MAX_PICTURES: Final = 1_000
# Characters: no headline of a newspaper is as long.
MAX_TITLE: Final = 300

_DAY: Final = "d"
_THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
_DECK_KEYS: Final = (MARK, "title", "data", "pictures")
_PICTURE_KEYS: Final = ("title", "sheet", "theme", "view", "shows")
_HASH = re.compile(r"[0-9a-f]{4,64}")
# What no page of XML may hold, line breaks and tabs among it.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_BLANKS = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a file.

    Attributes:
        composition: what is pictured.
        shows: hash of the features that it showed when it was saved; "" if it does not say.
    """

    composition: Composition
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is good in a file."""

    pictures: tuple[Picture, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the problems of one object go.

    Attributes:
        report: of the file.
        scanner: of its text.
        start: offset of the object in the text.
        name: "#3" for the third picture, "" for the deck.
    """

    report: Report
    scanner: Scanner
    start: int
    name: str = ""

    def tell(self, code: str, *path: str, **slots: Slot) -> None:
        """Put down a problem of a value below the object."""
        if self.report.is_full:
            self.report.count(1)
            return
        place = self.scanner.mark(self.scanner.locate(self.start, path)).position
        key = path_text(path)
        self.report.put(
            Problem(code, self.report.file, *place, self.name, key, tuple(slots.items()))
        )

    def value(self, found: object, allowed: Slot, *path: str, maybe: Slot = "") -> None:
        """Put down a value that is not as it must be."""
        self.tell("deck-value", *path, found=shown(found), allowed=allowed, maybe=maybe)

    def strange(self, keys: Mapping[str, Any], known: tuple[str, ...], *path: str) -> None:
        """Put down what stands in an object under no known name."""
        for key in keys:
            if key not in known:
                self.tell("deck-key", *path, key, found=shown(key), maybe=Nearest(key, known))

    def flaws(self, flaws: tuple[Flaw, ...]) -> bool:
        """Put down what breaks strict JSON; return whether there was anything."""
        for flaw, offset in flaws:
            place = self.scanner.mark(offset).position
            code = "duplicate-key" if flaw.code == "duplicate-member" else flaw.code
            path = path_text(flaw.path)
            self.report.put(
                Problem(code, self.report.file, *place, self.name, path, slots=flaw.slots)
            )
        return bool(flaws)


def read(data: bytes, report: Report) -> Found:
    """Return the good pictures of a file; what is wrong goes to the report.

    Raises:
        RefusedError: it is no deck of ours; the report says so.
    """
    scanner, document = _opened(data, report)
    members = document.members
    values = {key: element.value for key, element in members.items() if key != "pictures"}
    start = len(scanner.text) - len(scanner.text.lstrip())
    desk = _Desk(report, scanner, start)
    _check_head(values, members, desk)
    desk.flaws(_outside(document, members["pictures"]))
    desk.strange(members, _DECK_KEYS)
    title, _ = _title(values.get("title"), desk)
    pictures = []
    for number, element in enumerate(_elements(scanner, members["pictures"].start), 1):
        if number > MAX_PICTURES:
            count = sum(1 for _ in _elements(scanner, members["pictures"].start))
            desk.tell("deck-pictures-too-many", "pictures", found=count, allowed=MAX_PICTURES)
            break
        found = _picture(element, _Desk(report, scanner, element.start, f"#{number}"))
        pictures += [found] if found else []
    return Found(tuple(pictures), title)


def title_of(text: str) -> str | None:
    """Return a text as a title: one line, at most MAX_TITLE characters; None if it is empty."""
    line = one_line(text)
    return (line if len(line) <= MAX_TITLE else f"{line[: MAX_TITLE - 1].rstrip()}…") or None


def one_line(text: str) -> str:
    """Return a text without line breaks and characters that no file may hold."""
    # Non-breaking spaces are spelling in French: only plain ones are drawn together.
    return _BLANKS.sub(" ", _UNFIT.sub(" ", text)).strip()


def _opened(data: bytes, report: Report) -> tuple[Scanner, Document]:
    if len(data) > MAX_BYTES:
        kilobytes = -(-len(data) // 1000)
        report.refuse("deck-too-large", found=kilobytes, allowed=MAX_BYTES // 1000)
    try:
        scanner = Scanner(decode(data))
    except EncodingError as error:
        around = Word("problem.encoding.around", (("text", error.found),)) if error.found else ""
        report.refuse("encoding", error.line, encoding=error.name, around=around)
    if not scanner.text.strip():
        report.refuse("deck-form")
    try:
        return scanner, read_document(scanner)
    except JsonError as error:
        place = scanner.mark(error.offset).position
        report.refuse("json-syntax", *place, hint=hints.word(error.hint))


def _check_head(values: Mapping[str, Any], members: Mapping[str, Element], desk: _Desk) -> None:
    """Refuse what is no deck, or one of a later version."""
    report = desk.report
    if MARK not in values:
        report.refuse("deck-form", 1, 1)
    version = values[MARK]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        report.refuse("deck-form", *desk.scanner.mark(members[MARK].start).position)
    if version > VERSION:
        place = desk.scanner.mark(members[MARK].start).position
        report.refuse("deck-version", *place, found=str(version), allowed=str(VERSION))
    pictures = members.get("pictures")
    if pictures is None or desk.scanner.text[pictures.start] != "[":
        report.refuse("deck-form", *desk.scanner.mark(desk.start).position)


def _outside(document: Document, pictures: Element) -> tuple[Flaw, ...]:
    """Return the flaws that are not inside the list of pictures."""
    return tuple(
        (flaw, offset)
        for flaw, offset in document.flaws
        if not pictures.start <= offset < pictures.end
    )


def _elements(scanner: Scanner, start: int) -> Iterator[Element]:
    """Yield the entries of the list at an offset, each with flaws of its own."""
    at, _ = scanner.enter(start)
    while at is not None:
        element = scanner.element(at)
        yield element
        at, _ = scanner.after(element.end, "]")


def _picture(element: Element, desk: _Desk) -> Picture | None:
    """Return a picture; None if it would not be the one that was meant."""
    found = element.value
    if desk.flaws(element.flaws):
        return None
    if not isinstance(found, dict):
        desk.value(found, Word("deck.form.picture"))
        return None
    desk.strange(found, _PICTURE_KEYS)
    view = _view(found.get("view"), desk)
    title, is_title = _title(found.get("title"), desk)
    sheet = _choice(found, "sheet", tuple(SHEETS), desk)
    theme = _choice(found, "theme", _THEMES, desk)
    if view is None or not is_title or sheet is None or theme is None:
        return None
    composition = Composition(view, sheet, title, cast("Theme", theme))
    shows = found.get("shows")
    is_hash = isinstance(shows, str) and _HASH.fullmatch(shows)
    return Picture(composition, str(shows) if is_hash else "")


def _title(found: object, desk: _Desk) -> tuple[str | None, bool]:
    """Return a title, and whether what stands there can be one; null can."""
    if not isinstance(found, str | None):
        desk.value(found, Word("deck.form.title"), "title")
        return None, False
    if found and len(found) > MAX_TITLE:
        desk.tell("deck-title", "title", found=len(found), allowed=MAX_TITLE)
    return title_of(found or ""), True


def _choice(
    found: Mapping[str, Any], key: str, choices: tuple[str, ...], desk: _Desk, *path: str
) -> str | None:
    """Return one of some words, the first if there is none; None for any other."""
    given = found.get(key, choices[0])
    if isinstance(given, str) and given in choices:
        return given
    maybe: Slot = Nearest(given, choices) if isinstance(given, str) else ""
    desk.value(given, choices, *path, key, maybe=maybe)
    return None


def _view(found: object, desk: _Desk) -> View | None:
    if found is None:
        desk.tell("deck-missing", name="view")
        return None
    if not isinstance(found, dict):
        desk.value(found, Word("deck.form.view"), "view")
        return None
    texts = {key: each for key, each in found.items() if isinstance(each, str)}
    desk.strange(found, (LANGUAGE, *address.PARAMETERS), "view")
    view, unread = address.read(address.known(texts), View())
    wrong = [key for key in address.PARAMETERS if key in unread or key in found.keys() - texts]
    for key in wrong:
        form = Word("story.form.day" if key == _DAY else "deck.form.parameter")
        desk.value(found[key], form, "view", key)
    language = _choice(found, LANGUAGE, LANGUAGES, desk, "view")
    if _DAY not in found:
        desk.tell("deck-missing", "view", name=_DAY)
    if wrong or language is None or _DAY not in found:
        return None
    return replace(view, language=cast("Language", language))
