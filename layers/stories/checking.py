"""A story file as written -> the story as told, and what is wrong with the rest of it.

A step with an error is left off; a story without a good step is. Neither hides another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import dates
from layers.catalogue import LANGUAGES, Language
from layers.filters import Filters
from layers.problems import CODES, Nearest, Problem, Slot, Word, shown
from layers.stories import document, markdown
from layers.stories import settings as forms
from layers.stories.model import Step, Story
from layers.stories.settings import STEP_KEYS, Settings, Unfit
from layers.stories.world import World, is_shown
from layers.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.reading.report import Report
    from layers.stories.document import Document, RawStep
    from layers.stories.model import Blocks
    from layers.stories.settings import Entry

# Characters of the text of a step in one language: what one reads beside a map.
MAX_TEXT = 5000

_DEFAULT = View(mode="on", panel="story")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the problems of one step go."""

    report: Report
    step: str

    def tell(self, code: str, line: int, key: str = "", /, **slots: Slot) -> bool:
        """Put down a problem; return whether the step can still be shown."""
        given = tuple(slots.items())
        self.report.put(Problem(code, self.report.file, line, 0, self.step, key, given))
        return CODES[code] != "error"


def story_of(name: str, found: Document, world: World, report: Report) -> Story | None:
    """Return the story of a document; None if nothing of it can be told."""
    title = _head_words(found.head, "title", report)
    summary = _head_words(found.head, "summary", report)
    if not title:
        report.add("story-missing", 1, name="title")
        return None
    steps: list[Step] = []
    for number, raw in enumerate(found.steps, 1):
        step = _step(raw, world, _Desk(report, f"#{number}"))
        if step:
            view = replace(step.view, story=(name, len(steps)))
            steps.append(replace(step, view=view))
    if not steps:
        report.add("story-empty", 1)
        return None
    return Story(name, title, summary, tuple(steps))


def _head_words(head: Mapping[str, str], key: str, report: Report) -> Mapping[Language, str]:
    words: dict[Language, str] = {}
    for language in LANGUAGES:
        name = key if language == "en" else f"{key}_{language}"
        if name in head:
            words[language] = head[name]
    if len(words) == 1:
        report.add("story-translation", 1, found=key, language=_missing(words))
    return MappingProxyType(words)


def _missing(words: Mapping[Language, object]) -> Word:
    absent = next(language for language in LANGUAGES if language not in words)
    return Word(f"story.language.{absent}")


def _step(raw: RawStep, world: World, desk: _Desk) -> Step | None:
    readings = {each.language: markdown.read(each.text) for each in raw.sections}
    text = {language: found.blocks for language, found in readings.items() if found.blocks}
    links = [link for found in readings.values() for link in found.links]
    for doubt in (doubt for found in readings.values() for doubt in found.doubts):
        desk.tell(doubt.code, doubt.line, found=shown(doubt.found))
    title = {each.language: each.title for each in raw.sections if each.title}
    is_good = _has_words(raw, title, text, desk)
    settings = _settings(raw.settings, desk)
    if settings is None:
        return None
    lines = {entry.key: entry.line for entry in raw.settings}
    selected = settings.view.get("selected")
    named = dict([(selected, lines["feature"])] if selected else [])
    for feature, line in links:
        named.setdefault(feature, line)
    is_good &= _knows_features(named, world, desk)
    view = _view(settings, tuple(named), world)
    is_good &= _knows_layers(settings, lines, world, desk) and _is_in_period(
        view.day, lines["date"], world, desk
    )
    if not is_good:
        return None
    _look(view, named, world, desk, raw.line)
    return Step(MappingProxyType(title), MappingProxyType(text), view, tuple(named))


def _has_words(
    raw: RawStep, title: Mapping[Language, str], text: Mapping[Language, Blocks], desk: _Desk
) -> bool:
    is_good = True
    if not title:
        is_good = desk.tell("story-missing", raw.line, name="## …")
    if not text:
        is_good = desk.tell("story-text", raw.line)
    for section in raw.sections:
        length = sum(len(line) for _, line in section.text)
        if length > MAX_TEXT:
            is_good = desk.tell("text-too-long", section.line, found=length, allowed=MAX_TEXT)
    if is_good and (len(title) == 1 or len(text) == 1):
        words: Mapping[Language, object] = title if len(title) == 1 else text
        desk.tell(
            "story-translation",
            raw.line,
            found=next(iter(title.values())),
            language=_missing(words),
        )
    return is_good


def _settings(entries: tuple[Entry, ...], desk: _Desk) -> Settings | None:
    """Read the settings of a step; None if one of them is wrong or the date is missing."""
    settings, is_good = Settings(), True
    seen: set[str] = set()
    for entry in entries:
        if entry.key not in STEP_KEYS:
            document.unknown_key(desk.report, entry.line, desk.step, entry.key, STEP_KEYS)
            continue
        if entry.key in seen:
            is_good = desk.tell("duplicate-key", entry.line, entry.key, found=shown(entry.key))
            continue
        seen.add(entry.key)
        taken = forms.take(settings, entry)
        if isinstance(taken, Unfit):
            is_good = _tell_unfit(taken, entry.line, entry.key, desk)
        else:
            settings = taken
    if "date" not in seen:
        line = entries[0].line if entries else 0
        is_good = desk.tell("story-missing", line, "date", name="date")
    return settings if is_good else None


def _tell_unfit(unfit: Unfit, line: int, key: str, desk: _Desk) -> bool:
    return desk.tell(
        "story-setting",
        *(line, key),
        found=unfit.found,
        allowed=unfit.allowed,
        maybe=unfit.maybe,
    )


def _knows_features(named: Mapping[str, int], world: World, desk: _Desk) -> bool:
    unknown = [feature for feature in named if world.feature(feature) is None]
    for feature in unknown:
        maybe = Nearest(feature, world.ids)
        desk.tell("story-feature", named[feature], found=shown(feature), maybe=maybe)
    return not unknown


def _knows_layers(settings: Settings, lines: Mapping[str, int], world: World, desk: _Desk) -> bool:
    unknown = [name for name in settings.layers or () if name not in world.layers]
    for name in unknown:
        unfit = Unfit(shown(name), world.layers, Nearest(name, world.layers))
        _tell_unfit(unfit, lines["layers"], "layers", desk)
    return not unknown


def _is_in_period(day: int, line: int, world: World, desk: _Desk) -> bool:
    if world.period is None or world.period[0] <= day <= world.period[1]:
        return True
    first, last = map(dates.iso, world.period)
    return desk.tell("story-period", line, "date", found=dates.iso(day), first=first, last=last)


def _view(settings: Settings, named: tuple[str, ...], world: World) -> View:
    """Return the view of a step; a layer that it names a feature of is never off by default."""
    if settings.layers is not None:
        hidden = world.hidden(settings.layers)
    else:
        needed = {known.layer for known in map(world.feature, named) if known}
        hidden = tuple(name for name in _DEFAULT.hidden if name not in needed)
    filters = Filters(**settings.filters)
    return replace(_DEFAULT, **settings.view, hidden=hidden, filters=filters)


def _look(view: View, named: Mapping[str, int], world: World, desk: _Desk, line: int) -> None:
    """Warn of a step that names nothing, or whose own map does not show its feature."""
    if not named:
        desk.tell("story-unsourced", line)
    selected = world.feature(view.selected) if view.selected else None
    if selected and view.selected and not is_shown(selected, view):
        slots: dict[str, Slot] = {"found": shown(view.selected), "date": dates.iso(view.day)}
        desk.tell("story-hidden", named[view.selected], "feature", **slots)
