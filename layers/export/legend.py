"""The legend: what is visible and nothing else, with who it is and how many.

Every entry is a symbol of the map with its words; the blocks are laid out for one width.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from layers import catalogue, symbology, vocabulary
from layers.chronicle.entries import BASES, CONTEXT, EVENTS, MOVEMENTS
from layers.export import drawing, fonts, symbols
from layers.export.blocks import Block, line, over, space, stacked, written
from layers.export.drawing import Box, Group, Paint, Shape, Text, circle, rectangle
from layers.export.maps.dense import MANY
from layers.export.shapes import outline
from layers.export.symbols import Spec
from layers.timeline import DOUBTFUL, ENDED, HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.export.blocks import Entry
    from layers.export.drawing import Node
    from layers.export.maps import Inventory
    from layers.export.style import Style
    from layers.export.tallies import Party

# Room for the symbol before the words, in sizes of the small type.
_INDENT: Final = 3.3
_EVENT_LOOKS: Final[Mapping[str, Spec]] = {
    "disc": Spec("disc", low=4.5, high=8.0),
    "open": Spec("disc", low=4.5, high=8.0, is_open=True),
    "ring": Spec("disc", low=0.0, high=8.0),
    "nofigure": Spec("nofigure"),
    "grave": Spec("grave"),
}
# So many operators or actors of one family are named, the others counted.
_MOST_PARTIES: Final = 8
_CHIPS: Final = {"+": "legend.more", "×": "legend.several"}
_MARKS: Final = {"disputed": HOLDS, "doubtful": DOUBTFUL, "ended": ENDED}


def chips_of(groups: Iterable[Group]) -> frozenset[str]:
    """Return the signs before the numbers on a map: "+" more bases, "×" events at one place."""
    texts = (text.text for group in groups for text in drawing.texts(group))
    return frozenset(text[0] for text in texts if text[0] in _CHIPS and text[1:].isdigit())


@dataclass(frozen=True, slots=True)
class Legend:
    """Lays a legend out.

    Attributes:
        inventory: of the map.
        parties: layer -> who is on it.
        style: of the page.
        width: of the column.
        chips: signs before numbers on the map: "+" more bases, "×" events at one place.
        is_counted: whether it says how many there are: not for two days at once.
        is_torn: whether the scale of figures stands alone, not beside what it explains.
    """

    inventory: Inventory
    parties: Mapping[str, Sequence[Party]]
    style: Style
    width: float
    chips: frozenset[str] = frozenset()
    is_counted: bool = True
    is_torn: bool = False

    def entries(self) -> Iterator[Entry]:
        """Yield a section a layer, then the marks; each stays together if it can."""
        for layer in (BASES, MOVEMENTS):
            if self.inventory.counts.get(layer):
                yield (self._heading(layer), *self._families(layer), *self._air(layer))
        if self.inventory.counts.get(EVENTS):
            yield (self._heading(EVENTS), *self._events())
        if self.inventory.counts.get(CONTEXT):
            label = self._said("map.milestone")
            yield (self._heading(CONTEXT), *self._row(Spec("milestone"), label))
        marks = (*self._marks(), *self._chips(), *self._context(), *self._dense())
        if marks:
            yield marks

    def rows(self) -> Iterator[Entry]:
        """Yield the same row by row; a heading stays with what follows it."""
        gap = space(self.style.sizes.small * 0.8)
        for position, section in enumerate(replace(self, is_torn=True).entries()):
            kept: list[Block] = [gap] if position else []
            for block in section:
                kept.append(block)
                if not block.keeps:
                    yield tuple(kept)
                    kept = []

    def _said(self, key: str, **slots: object) -> str:
        return catalogue.text(key, self.style.language, **slots)

    @property
    def _indent(self) -> float:
        return max(_INDENT * self.style.sizes.small, 36.0)

    def _heading(self, layer: str) -> Block:
        number = self.inventory.counts[layer]
        count = catalogue.counted(f"count.{layer}", number, self.style.language)
        if not self.is_counted:
            count = self._said(f"layer.{layer}")
        head = line(count[:1].upper() + count[1:], self.style.small("bold"))
        return Block(head.height + 2, head.children, keeps=True)

    def _families(self, layer: str) -> Iterator[Block]:
        for family in self.inventory.families.get(layer, ()):
            mine = [each for each in self.parties.get(layer, ()) if each.family == family]
            # A symbol has the code of who it is; where several share one, the words have it.
            coded = layer == BASES and len(mine) > 1
            said = self._said("charts.list").join(
                self._party(each, coded=coded) for each in mine[:_MOST_PARTIES]
            )
            if rest := len(mine[_MOST_PARTIES:]):
                said = catalogue.counted("standing.more", rest, self.style.language, names=said)
            label = vocabulary.ACTORS[mine[0].code].label if len(mine) == 1 else ""
            spec = Spec("plate", family, label)
            if layer == MOVEMENTS:
                spec = Spec("line", family)
            yield from self._row(spec, said or self._said(f"family.{family}"))

    def _party(self, party: Party, *, coded: bool) -> str:
        name = self._said(f"actor.{party.code}")
        label = vocabulary.ACTORS[party.code].label
        if coded and label not in name:
            name = self._said("legend.coded", name=name, label=label)
        if not self.is_counted:
            return name
        notes = []
        if party.disputed:
            notes.append(self._disputed(party))
        if party.over:
            notes.append(catalogue.counted("legend.over", party.over, self.style.language))
        number = catalogue.number_text(party.number, self.style.language)
        said = self._said("legend.party", name=name, n=number) if party.number else name
        if not notes:
            return said
        return self._said("legend.party_notes", party=said, notes=", ".join(notes))

    def _disputed(self, party: Party) -> str:
        if party.disputed < party.number:
            return catalogue.counted("legend.disputed", party.disputed, self.style.language)
        return self._said("legend.disputed_all" if party.number > 1 else "legend.disputed_it")

    def _air(self, layer: str) -> Iterator[Block]:
        if layer == MOVEMENTS and "air" in self.inventory.marks:
            spec = Spec("line", family="militia", air=True)
            yield from self._row(spec, self._said("map.by_air"))

    def _row(self, spec: Spec, words: str, state: int = HOLDS) -> Iterator[Block]:
        """Yield one entry: a symbol and its words."""
        small = spec.type == "plate" and not spec.label
        drawn = symbols.draw(spec, self.style.theme, state=state, small=small)
        _, high = symbols.size(spec, small=small)
        yield self._beside(drawn, high, words)

    def _beside(self, symbol: Group, high: float, words: str) -> Block:
        """Return a symbol beside the first line of its words."""
        type_ = self.style.small()
        lines = written(words, self.width, type_, indent=self._indent)
        least = max(type_.line + 1.5, high + 1.5)
        top = (least - type_.line) / 2
        moved = Group((symbol,), shift=(round(self._indent * 0.43, 2), round(least / 2, 2)))
        first = Block(least, (moved, *stacked((space(top), lines[0])).children))
        return stacked((first, *lines[1:]))

    def _events(self) -> Iterator[Block]:
        """Yield the scale of figures, with the looks of events at its side or below it."""
        looks = [look for look in _EVENT_LOOKS if look in self.inventory.events]
        if not set(looks) & {"disc", "ring", "open"}:
            yield from self._looks(looks)
            return
        scale, across = self._scale()
        said, type_ = self._said("map.killed_scale"), self.style.small()
        if self.is_torn:
            beside = stacked(written(said, self.width - across, type_))
            yield over(scale, Block(beside.height, (beside.at(across, 0.0),)))
            yield from self._looks(looks)
            return
        gap = space(type_.size * 0.3)
        rows = replace(self, width=self.width - across)._looks(looks)
        beside = stacked((*rows, gap, *written(said, self.width - across, type_)))
        yield over(scale, Block(beside.height, (beside.at(across, 0.0),)))

    def _looks(self, looks: Sequence[str]) -> Iterator[Block]:
        for look in looks:
            yield from self._row(_EVENT_LOOKS[look], self._said(f"map.event_{look}"))

    def _scale(self) -> tuple[Block, float]:
        """Return nested circles on one line, with the figures that they mean, and its width."""
        figures = symbology.KILLED_LEGEND
        type_ = self.style.small()
        biggest = symbology.killed_radius_px(figures[-1])
        paint = Paint(stroke=self.style.colours.killed, width=1.4)
        leader = Paint(stroke=self.style.colours.border, width=0.8)
        nodes: list[Node] = []
        floor = 2 * biggest + type_.size / 2
        x = 2 * biggest + 14
        for figure in figures:
            radius = symbology.killed_radius_px(figure)
            top = floor - 2 * radius
            baseline = round(top + type_.size * 0.34, 2)
            nodes += (
                Shape(circle(biggest + 1, floor - radius, radius), paint),
                Shape(f"M{biggest + 1:g} {top:g}H{x - 4:g}", leader),
                Text(
                    x,
                    baseline,
                    catalogue.number_text(figure, self.style.language),
                    type_.size,
                    colour=type_.colour,
                ),
            )
        widest = fonts.width(catalogue.number_text(figures[-1], self.style.language), type_.size)
        return Block(floor + 4, tuple(nodes)), x + widest + type_.size

    def _marks(self) -> Iterator[Block]:
        for mark, state in _MARKS.items():
            if mark in self.inventory.marks:
                spec = Spec("plate", family="militia", disputed=mark == "disputed")
                yield from self._row(spec, self._said(f"map.mark_{mark}"), state)

    def _chips(self) -> Iterator[Block]:
        """Yield what the small plates with a number mean."""
        colours, size = self.style.colours, self.style.sizes.small * 0.9
        for sign, key in _CHIPS.items():
            if sign not in self.chips:
                continue
            text = f"{sign}2"
            plate = Paint(fill=colours.paper, stroke=colours.ink_2, width=0.9)
            wide = fonts.width(text, size, "bold") + 9
            words = Text(0, round(size * 0.34, 2), text, size, "bold", colours.ink, "middle")
            chip = Group((Shape(outline("pill", wide, 14, (-wide / 2, -7)), plate), words))
            yield self._beside(chip, 14.0, self._said(key))

    def _dense(self) -> Iterator[Block]:
        if self.inventory.dense:
            most = catalogue.number_text(MANY, self.style.language)
            words = self._said("legend.dense", most=most)
            yield stacked(written(words, self.width, self.style.small()))

    def _context(self) -> Iterator[Block]:
        for name, colour in self.inventory.context:
            swatch = Shape(rectangle(Box(6, 4, 12, 8)), Paint(fill=colour))
            words = written(name, self.width, self.style.small(), indent=self._indent)
            yield stacked((Block(words[0].height, (swatch, *words[0].children)), *words[1:]))
